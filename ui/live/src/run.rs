//! A strategy on paper: its dollars, what it holds and wants, why orders were refused, and the version beside it.

mod chart;
mod denials;
mod holdings;
mod orders;
mod setup;
mod version;

use crate::actions::RunActions;
use crate::clock::Age;
use crate::link::Current;
use crate::live::{Figures, Pair};
use crate::stream::{Link, use_live};
use crate::words::{self, waiting};
use crate::{calls, model};
use chart::EquityChart;
use craftstrat_api::studio::live::{LiveOverview, LiveRun};
use craftstrat_ui_kit::{
    ApiError, Card, ErrorBox, Icon, IconName, Page, Route, Skeleton, Time, use_client, use_i18n, use_resource,
};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::AnyRoute;
use yew_router::prelude::{Link as RouteLink, use_navigator};

/// Properties of [`RunPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RunPageProps {
    /// The run.
    pub id: AttrValue,
}

/// The page of a run.
#[component]
pub fn RunPage(props: &RunPageProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let first = {
        let client = client.clone();
        use_resource(props.id.clone(), move |id| {
            let client = client.clone();
            async move { calls::run(&client, &id).await.map(Rc::new) }
        })
    };
    let gone = matches!(&first.error, Some(ApiError::Refused(problem)) if problem.status == 404);
    // The server has no stream for a run it does not know.
    let live = use_live((first.data.is_some() && !gone).then(|| props.id.to_string()));
    let told = live.run.filter(|run| run.summary.id == *props.id);
    match told.or(first.data).filter(|_| !gone) {
        Some(run) => html! { <RunView {run} overview={live.overview} link={live.link} /> },
        None => html! {
            <Page title={i18n.t("live-run")}>
                if let Some(error) = first.error {
                    <ErrorBox {error} retry={Some(first.reload)} />
                } else {
                    <Skeleton lines={12} />
                }
            </Page>
        },
    }
}

/// Properties of [`RunView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RunViewProps {
    /// The run.
    pub run: Rc<LiveRun>,
    /// What runs beside it: the venue's time, and the kill switch of all.
    pub overview: Option<Rc<LiveOverview>>,
    /// How the stream is.
    pub link: Link,
}

/// The page of a run once it is known.
#[component]
pub fn RunView(props: &RunViewProps) -> Html {
    let i18n = use_i18n();
    let navigator = use_navigator();
    let (run, summary) = (&props.run, &props.run.summary);
    let now = props.overview.as_ref().and_then(|overview| overview.now_ms);
    let killed_all = props.overview.as_ref().is_some_and(|overview| overview.killed);
    let onremoved = Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Live);
        }
    });
    let actions = html! {
        <RunActions id={summary.id.clone()} name={summary.name.clone()} state={summary.state} {killed_all} {onremoved} />
    };
    html! {
        <Page title={summary.name.clone()} {actions}>
            <Links run={run.clone()} />
            <Current link={props.link} {now}>
                <Standing run={run.clone()} {now} />
                <Figures money={summary.money} />
                <Card title={AttrValue::from(i18n.t("live-equity"))}>
                    <EquityChart run={run.clone()} />
                </Card>
                <holdings::Positions run={run.clone()} {now} />
                <holdings::Markets run={run.clone()} {now} />
                <div class="grid gap-4 xl:grid-cols-2">
                    <orders::OpenOrders orders={run.orders.clone()} />
                    <orders::Fills fills={run.recent_fills.clone()} />
                    <orders::EndedOrders orders={run.orders.clone()} />
                    <denials::Denials codes={run.denials_by_code.clone()} />
                    <setup::Setup run={run.clone()} />
                    <version::Version run={run.clone()} />
                </div>
            </Current>
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct PartProps {
    run: Rc<LiveRun>,
    #[prop_or_default]
    now: Option<i64>,
}

/// Where else one may want to go.
#[component]
fn Links(props: &PartProps) -> Html {
    let i18n = use_i18n();
    let summary = &props.run.summary;
    let events =
        [("run".to_owned(), summary.id.clone())].into_iter().collect::<std::collections::BTreeMap<_, _>>();
    html! {
        <nav class="flex flex-wrap gap-x-4 gap-y-2 text-sm" aria-label={i18n.t("live-links")}>
            <RouteLink<Route> to={Route::Live} classes="link inline-flex items-center gap-1">
                <Icon name={IconName::ArrowLeft} class="size-4" />{ i18n.t("live-all-runs") }
            </RouteLink<Route>>
            if let Some(id) = summary.strategy_id.clone() {
                <RouteLink<Route> to={Route::Editor { id }} classes="link">{ i18n.t("live-to-strategy") }</RouteLink<Route>>
            }
            if let Some(id) = summary.assignment_id.clone() {
                <RouteLink<Route> to={Route::Assignment { id }} classes="link">{ i18n.t("live-to-assignment") }</RouteLink<Route>>
            }
            <RouteLink<AnyRoute> to={AnyRoute::new(format!("/live/{}/comparison", summary.id))} classes="link">
                { i18n.t("live-to-comparison") }
            </RouteLink<AnyRoute>>
            <RouteLink<Route, std::collections::BTreeMap<String, String>> to={Route::LiveEvents} query={Some(events)} classes="link">
                { i18n.t("live-to-events") }
            </RouteLink<Route, std::collections::BTreeMap<String, String>>>
        </nav>
    }
}

/// Where it stands, why it has not traded, and how long ago it was shown a tick.
#[component]
fn Standing(props: &PartProps) -> Html {
    let i18n = use_i18n();
    let summary = &props.run.summary;
    html! {
        <Card>
            <div class="flex flex-wrap items-baseline gap-x-4 gap-y-1" data-testid="live-standing" data-state={words::state_code(summary.state)}>
                { words::sign(&i18n, words::state(summary.state)) }
                <p class="min-w-0 grow text-sm" data-testid="live-why">
                    { waiting::sentence(&i18n, summary.state, summary.waiting.as_ref()).html() }
                </p>
            </div>
            <dl class="mt-2 grid gap-x-8 gap-y-1 text-sm sm:grid-cols-2">
                <Pair label={i18n.t("live-series")}>{ summary.series.join(", ") }</Pair>
                <Pair label={i18n.t("live-column-tick")} testid="live-last-tick">
                    if let Some(at) = summary.last_tick_ms {
                        <Age now={props.now} {at} />
                    } else {
                        { i18n.t("live-no-tick-yet") }
                    }
                </Pair>
                <Pair label={i18n.t("live-started")}><Time ms={summary.started_at_ms} /></Pair>
                <Pair label={i18n.t("live-column-signal")}>
                    if let Some(signal) = &summary.last_signal {
                        <span lang="en">{ &signal.text }</span>{ " · " }{ &signal.market }
                    } else {
                        { i18n.t("live-no-signal") }
                    }
                </Pair>
                <Pair label={i18n.t("live-money-cash")}>{ i18n.usdc(summary.money.cash_usdc.to_f64()) }</Pair>
                <Pair label={i18n.t("live-version-trading")}><code title={summary.component.clone()}>{ model::version::short(&summary.component) }</code></Pair>
            </dl>
        </Card>
    }
}
