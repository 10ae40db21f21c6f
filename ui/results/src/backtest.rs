//! A backtest's page.

mod breakdown;
mod chart;
mod exports;
pub(crate) mod frozen;
mod incidents;
pub(crate) mod metrics;
mod rerun;
mod trades;
mod trust;
mod warnings;
mod why;

use crate::model::facts;
use crate::pending::pending;
use crate::{Held, calls, write};
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, IconName, Page, PaperAsk, QueryState, Route, Tabs, Time, copy_with_toast,
    use_ask_paper, use_client, use_i18n, use_query_state, use_resource, use_toasts,
};
use yew::prelude::*;
use yew_router::prelude::Link;

/// Properties of [`BacktestPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BacktestPageProps {
    /// The backtest.
    pub id: AttrValue,
}

/// A backtest with everything its report says.
#[component]
pub fn BacktestPage(props: &BacktestPageProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let detail = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::backtest(client, &id).await.map(Held::new) }
    });
    match detail.data.clone() {
        Some(detail) => html! { <ResultView {detail} /> },
        None => pending(i18n.t("results-backtest"), &detail),
    }
}

/// Properties of [`ResultView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ResultViewProps {
    /// The backtest.
    pub detail: Held<BacktestDetail>,
}

const TABS: [&str; 7] = ["overview", "metrics", "breakdown", "trades", "trust", "incidents", "settings"];

/// The page of a backtest that has been fetched.
#[component]
pub fn ResultView(props: &ResultViewProps) -> Html {
    let i18n = use_i18n();
    let detail = &props.detail;
    let report = &detail.report;
    let tab = use_query_state("tab");
    let active = tab.value.as_deref().filter(|t| TABS.contains(t)).unwrap_or("overview").to_owned();
    let onselect = select(&tab);
    let trade = use_query_state("trade");
    let chosen =
        trade.value.as_deref().and_then(|t| t.parse::<usize>().ok()).filter(|i| *i < report.trades.len());
    let onchoose = trade.set.reform(|index: Option<usize>| index.map(|i| i.to_string()));
    let tabs: Vec<(AttrValue, AttrValue)> =
        TABS.iter().map(|id| (AttrValue::Static(id), i18n.t(&format!("results-tab-{id}")).into())).collect();
    let with_chart = matches!(active.as_str(), "overview" | "trades");
    // Exactly what was tested: the strategy may have been edited since.
    let ask = PaperAsk {
        strategy: detail.request.strategy.clone(),
        strategy_id: detail.summary.strategy_id.clone(),
        name: detail.summary.name.clone(),
        values: detail.request.settings.parameters.clone(),
        component: Some(report.strategy.hash.clone()),
        errors: 0,
    };
    let onpaper = use_ask_paper().0.reform(move |_: MouseEvent| ask.clone());
    let actions = html! {
        <>
            <rerun::Rerun detail={detail.clone()} />
            <Button label={i18n.t("paper-run")} icon={IconName::Zap} onclick={onpaper} testid="paper-run"
                title={i18n.t("paper-run-tested")} />
            if let Some(id) = detail.summary.strategy_id.clone() {
                <Link<Route> to={Route::Editor { id }} classes="btn btn-outline border-base-300 bg-base-100 font-medium">
                    { i18n.t("results-open-strategy") }
                </Link<Route>>
            }
            <exports::Exports detail={detail.clone()} />
        </>
    };
    html! {
        <Page title={detail.summary.name.clone()} {actions}>
            <Digest digest={report.digest.clone()} created_at_ms={detail.summary.created_at_ms} />
            <Headline detail={detail.clone()} />
            <warnings::Warnings detail={detail.clone()} />
            <Tabs {tabs} active={active.clone()} {onselect} label={i18n.t("results-backtest")} />
            if with_chart {
                <Card>
                    <chart::EquityChart detail={detail.clone()} selected={chosen} onselect={onchoose.reform(Some)} />
                </Card>
            }
            { match active.as_str() {
                "metrics" => html! { <metrics::MetricSections detail={detail.clone()} /> },
                "breakdown" => html! { <breakdown::Breakdown detail={detail.clone()} /> },
                "trades" => html! {
                    <trades::Trades detail={detail.clone()} selected={chosen} onselect={onchoose.reform(Some)} />
                },
                "trust" => html! { <trust::Trust detail={detail.clone()} /> },
                "incidents" => html! { <incidents::Incidents detail={detail.clone()} /> },
                "settings" => html! { <frozen::Frozen detail={detail.clone()} /> },
                _ => html! { <trust::Robustness detail={detail.clone()} /> },
            } }
            <why::Why detail={detail.clone()} trade={chosen} onclose={onchoose.reform(|()| None)} />
        </Page>
    }
}

fn select(state: &QueryState) -> Callback<AttrValue> {
    state.set.reform(|id: AttrValue| Some(id.to_string()))
}

/// Properties of [`Headline`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct HeadlineProps {
    detail: Held<BacktestDetail>,
}

/// The figures a page begins with.
#[component]
fn Headline(props: &HeadlineProps) -> Html {
    let i18n = use_i18n();
    let metrics = &props.detail.report.metrics;
    let open = metrics.unresolved_trades > 0;
    html! {
        <div class="flex flex-col gap-2">
            <dl class="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-5 gap-2">
                for fact in facts::headline(&props.detail.report) {
                    <div class="rounded-box border border-base-300 bg-base-100 px-4 py-2">
                        <dt class="text-xs text-muted">{ i18n.t(&format!("results-metric-{}", fact.name)) }</dt>
                        <dd class="text-lg font-semibold tabular-nums" data-testid={format!("headline-{}", fact.name)}>
                            { write::html(&i18n, &fact.figure) }
                        </dd>
                    </div>
                }
            </dl>
            if open {
                <p class="text-sm" data-testid="unresolved-range">
                    { i18n.tf("results-unresolved-range", &[
                        ("trades", metrics.unresolved_trades.into()),
                        ("low", i18n.signed(metrics.pnl_net_usdc.to_f64(), 2).into()),
                        ("high", i18n.signed(metrics.pnl_net_best_usdc.to_f64(), 2).into()),
                    ]) }
                </p>
            }
        </div>
    }
}

/// Properties of [`Digest`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct DigestProps {
    digest: AttrValue,
    created_at_ms: i64,
}

/// The run's digest, whole, with a button that copies it.
#[component]
fn Digest(props: &DigestProps) -> Html {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    let onclick = {
        let (digest, copied, failed) =
            (props.digest.clone(), i18n.t("results-digest-copied"), i18n.t("results-copy-failed"));
        Callback::from(move |_: MouseEvent| copy_with_toast(&digest, &toasts, copied.clone(), failed.clone()))
    };
    html! {
        <p class="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
            <Time ms={props.created_at_ms} />
            <span title={i18n.t("results-digest-help")}>{ i18n.t("results-digest") }</span>
            <code class="font-mono break-all" data-testid="digest">{ &props.digest }</code>
            <Button label={i18n.t("results-digest-copy")} icon={IconName::Copy} icon_only=true small=true
                kind={ButtonKind::Ghost} {onclick} />
        </p>
    }
}
