//! Where one starts: one next action for a new user, the present state of work for everybody else.

mod jobs;
mod stock;

use crate::create::use_create;
use crate::strategy_row::kind_label;
use craftstrat_api::studio::{BacktestSummary, Page as ListPage, StrategySummary};
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, ErrorBox, Icon, IconName, Page, Pnl, Route, Skeleton, Time, use_client,
    use_i18n, use_resource,
};
use jobs::RunningJobs;
use stock::StockCard;
use yew::prelude::*;
use yew_router::prelude::*;

/// Where one starts.
#[component]
pub fn HomePage() -> Html {
    let i18n = use_i18n();
    let client = use_client();
    let strategies = {
        let client = client.clone();
        use_resource((), move |()| {
            let client = client.clone();
            async move { client.get::<ListPage<StrategySummary>>("/strategies?limit=5").await }
        })
    };
    let backtests = use_resource((), move |()| {
        let client = client.clone();
        async move { client.get::<ListPage<BacktestSummary>>("/backtests?limit=5").await }
    });
    let is_new = strategies.data.as_ref().is_some_and(|page| page.items.is_empty());
    let lists = html! {
        <div class="grid gap-4 lg:grid-cols-2">
            <Card title={AttrValue::from(i18n.t("pages-home-strategies"))} actions={more(Route::Strategies, i18n.t("pages-home-all"))}>
                { strategy_list(&i18n, strategies.data.as_ref(), strategies.error.is_some()) }
                if let Some(error) = strategies.error.clone() {
                    <ErrorBox {error} retry={strategies.reload.clone()} />
                }
            </Card>
            <Card title={AttrValue::from(i18n.t("pages-home-backtests"))} actions={more(Route::Backtests, i18n.t("pages-home-all"))}>
                { backtest_list(&i18n, backtests.data.as_ref(), backtests.error.is_some()) }
                if let Some(error) = backtests.error.clone() {
                    <ErrorBox {error} retry={backtests.reload.clone()} />
                }
            </Card>
        </div>
    };
    html! {
        <Page title={i18n.t("pages-home-title")} actions={if is_new { Html::default() } else { html! { <Begin /> } }}>
            if is_new {
                <Welcome />
            }
            // An element of its own: beside a component that shows nothing, Yew loses the place of what comes and goes.
            <div class="contents">
                <RunningJobs onend={let (a, b) = (strategies.reload.clone(), backtests.reload.clone()); move |()| { a.emit(()); b.emit(()); }} />
            </div>
            if !is_new {
                { lists }
            }
            <StockCard />
        </Page>
    }
}

fn more(route: Route, label: String) -> Html {
    html! { <Link<Route> to={route} classes="btn btn-ghost btn-sm font-medium">{ label }</Link<Route>> }
}

/// The ways to begin, for those who know.
#[component]
fn Begin() -> Html {
    let i18n = use_i18n();
    let create = use_create();
    let (form, graph) = (create.form.clone(), create.graph.clone());
    html! {
        <>
            <Link<Route> to={Route::Templates} classes="btn btn-ghost font-medium">
                <Icon name={IconName::Grid} />{ i18n.t("pages-nav-templates") }
            </Link<Route>>
            <Button label={i18n.t("pages-new-graph")} icon={IconName::Workflow} testid="new-graph" onclick={move |_| graph.emit(())} />
            <Button label={i18n.t("pages-new-form")} icon={IconName::Plus} kind={ButtonKind::Primary} testid="new-form"
                onclick={move |_| form.emit(())} />
        </>
    }
}

/// What a new user sees: what this is, and one next action.
#[component]
fn Welcome() -> Html {
    let i18n = use_i18n();
    let create = use_create();
    let (form, graph) = (create.form.clone(), create.graph.clone());
    let steps = [
        (IconName::Grid, "pages-welcome-step-start"),
        (IconName::Eye, "pages-welcome-step-watch"),
        (IconName::LineChart, "pages-welcome-step-test"),
    ];
    html! {
        <section class="rounded-box border border-base-300 bg-base-100 p-6 sm:p-10" data-testid="welcome">
            <h2 class="max-w-2xl text-2xl font-semibold tracking-tight sm:text-3xl">{ i18n.t("pages-welcome-title") }</h2>
            <p class="mt-3 max-w-prose text-muted">{ i18n.t("pages-welcome-body") }</p>
            <div class="mt-6 flex flex-wrap gap-3">
                <span data-testid="start-template">
                    <Link<Route> to={Route::Templates} classes="btn btn-primary">
                        <Icon name={IconName::Grid} />{ i18n.t("pages-start-template") }
                    </Link<Route>>
                </span>
                <Button label={i18n.t("pages-start-form")} icon={IconName::List} testid="new-form" onclick={move |_| form.emit(())} />
                <Button label={i18n.t("pages-start-graph")} icon={IconName::Workflow} kind={ButtonKind::Ghost} testid="new-graph"
                    onclick={move |_| graph.emit(())} />
            </div>
            <ol class="mt-8 grid gap-4 border-t border-base-300 pt-6 sm:grid-cols-3">
                for (icon, key) in steps {
                    <li {key} class="flex gap-3 text-sm">
                        <span class="mt-0.5 text-primary"><Icon name={icon} class="size-5" /></span>
                        { i18n.t(key) }
                    </li>
                }
            </ol>
        </section>
    }
}

fn strategy_list(
    i18n: &craftstrat_ui_kit::I18n,
    page: Option<&ListPage<StrategySummary>>,
    failed: bool,
) -> Html {
    let Some(page) = page else {
        return if failed {
            Html::default()
        } else {
            html! { <Skeleton lines=5 /> }
        };
    };
    html! {
        <ul class="-mx-2">
            for strategy in page.items.iter() {
                <li key={strategy.id.clone()}>
                    <Link<Route> to={Route::Editor { id: strategy.id.clone() }}
                        classes="flex min-h-10 items-center gap-3 rounded-field px-2 text-sm hover:bg-base-200">
                        <span class="text-muted"><Icon name={kind_label(i18n, strategy.kind).0} /></span>
                        <span class="min-w-0 grow truncate font-medium">{ &strategy.name }</span>
                        <span class="text-xs text-muted"><Time ms={strategy.updated_at_ms} /></span>
                    </Link<Route>>
                </li>
            }
        </ul>
    }
}

fn backtest_list(
    i18n: &craftstrat_ui_kit::I18n,
    page: Option<&ListPage<BacktestSummary>>,
    failed: bool,
) -> Html {
    let Some(page) = page else {
        return if failed {
            Html::default()
        } else {
            html! { <Skeleton lines=5 /> }
        };
    };
    if page.items.is_empty() {
        return html! { <p class="py-2 text-sm text-muted">{ i18n.t("pages-home-no-backtests") }</p> };
    }
    html! {
        <ul class="-mx-2">
            for backtest in page.items.iter() {
                <li key={backtest.id.clone()}>
                    <Link<Route> to={Route::Backtest { id: backtest.id.clone() }}
                        classes="flex min-h-10 items-center gap-3 rounded-field px-2 text-sm hover:bg-base-200">
                        <span class="min-w-0 grow truncate font-medium">{ &backtest.name }</span>
                        <span class="hidden text-xs text-muted sm:inline">
                            { i18n.tf("pages-home-trades", &[("count", backtest.headline.trades.into())]) }
                        </span>
                        <Pnl value={backtest.headline.pnl_usdc.parse().unwrap_or(f64::NAN)} />
                        <span class="text-xs text-muted"><Time ms={backtest.created_at_ms} /></span>
                    </Link<Route>>
                </li>
            }
        </ul>
    }
}
