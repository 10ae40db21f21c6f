//! Everything that was started: a table on wide screens, cards on small ones, with the same in both.

use crate::actions::RunActions;
use crate::clock::Age;
use crate::model::money::result;
use crate::words::{self, denial, waiting};
use craftstrat_api::studio::live::{LastSignal, LiveOverview, LiveRunSummary};
use craftstrat_ui_kit::{I18n, Pnl, Route, use_i18n};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::Link;

/// Properties of [`Runs`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct RunsProps {
    pub(super) overview: Rc<LiveOverview>,
    pub(super) wide: bool,
}

/// Everything that was started.
#[component]
pub(super) fn Runs(props: &RunsProps) -> Html {
    let i18n = use_i18n();
    let overview = &props.overview;
    if !props.wide {
        return html! {
            <ul class="flex flex-col gap-3" aria-label={i18n.t("live-runs")} data-testid="live-runs">
                { for overview.runs.iter().map(|run| card(&i18n, overview, run)) }
            </ul>
        };
    }
    let heading = |key: &str| html! { <th scope="col">{ i18n.t(key) }</th> };
    let number = |key: &str| html! { <th scope="col" class="text-right">{ i18n.t(key) }</th> };
    html! {
        <div class="overflow-x-auto rounded-box border border-base-300 bg-base-100">
            <table class="table table-sm" aria-label={i18n.t("live-runs")} data-testid="live-runs">
                <thead>
                    <tr>
                        { heading("live-column-name") }
                        { heading("live-column-state") }
                        { heading("live-column-tick") }
                        { heading("live-column-signal") }
                        { number("live-column-positions") }
                        { number("live-column-orders") }
                        { number("live-column-fills") }
                        { number("live-column-result") }
                        <th scope="col"><span class="sr-only">{ i18n.t("live-column-actions") }</span></th>
                    </tr>
                </thead>
                <tbody>{ for overview.runs.iter().map(|run| row(&i18n, overview, run)) }</tbody>
            </table>
        </div>
    }
}

fn row(i18n: &I18n, overview: &LiveOverview, run: &LiveRunSummary) -> Html {
    let count = |n: u64| html! { <td class="text-right tabular-nums">{ i18n.number(n as f64, 0) }</td> };
    html! {
        <tr key={run.id.clone()} data-testid={format!("live-run-{}", run.id)} data-state={words::state_code(run.state)}>
            <td class="max-w-56">{ title(run) }</td>
            <td class="max-w-80 min-w-56">{ standing(i18n, run) }</td>
            <td>{ last_tick(i18n, overview, run) }</td>
            <td class="max-w-56">{ signal(i18n, overview, run.last_signal.as_ref()) }</td>
            { count(run.positions) }
            { count(run.open_orders) }
            { count(run.fills) }
            <td class="text-right">{ outcome(i18n, run) }</td>
            <td>{ actions(overview, run) }</td>
        </tr>
    }
}

fn card(i18n: &I18n, overview: &LiveOverview, run: &LiveRunSummary) -> Html {
    let pair = |key: &str, value: Html| {
        html! {
            <div class="flex flex-wrap items-baseline justify-between gap-x-3">
                <dt class="text-muted">{ i18n.t(key) }</dt>
                <dd class="min-w-0 text-right">{ value }</dd>
            </div>
        }
    };
    let count = |n: u64| -> Html { i18n.number(n as f64, 0).into() };
    html! {
        <li key={run.id.clone()} class="flex flex-col gap-2 rounded-box border border-base-300 bg-base-100 p-4"
            data-testid={format!("live-run-{}", run.id)} data-state={words::state_code(run.state)}>
            <div class="flex items-start justify-between gap-3">
                <div class="min-w-0">{ title(run) }</div>
                <div class="text-right">{ outcome(i18n, run) }</div>
            </div>
            <div class="text-sm">{ standing(i18n, run) }</div>
            <dl class="flex flex-col gap-0.5 text-sm">
                { pair("live-column-tick", last_tick(i18n, overview, run)) }
                { pair("live-column-signal", signal(i18n, overview, run.last_signal.as_ref())) }
                { pair("live-column-positions", count(run.positions)) }
                { pair("live-column-orders", count(run.open_orders)) }
                { pair("live-column-fills", count(run.fills)) }
            </dl>
            { actions(overview, run) }
        </li>
    }
}

/// Its name and its series.
fn title(run: &LiveRunSummary) -> Html {
    html! {
        <>
            <Link<Route> to={Route::LiveRun { id: run.id.clone() }} classes="link font-medium break-words">{ &run.name }</Link<Route>>
            <span class="block text-xs break-words text-muted">{ run.series.join(", ") }</span>
        </>
    }
}

/// Where it stands, and why it has not traded.
fn standing(i18n: &I18n, run: &LiveRunSummary) -> Html {
    html! {
        <>
            { words::sign(i18n, words::state(run.state)) }
            <p class="text-xs whitespace-normal" data-testid={format!("live-why-{}", run.id)}>
                { waiting::sentence(i18n, run.state, run.waiting.as_ref()).html() }
            </p>
        </>
    }
}

fn last_tick(i18n: &I18n, overview: &LiveOverview, run: &LiveRunSummary) -> Html {
    match run.last_tick_ms {
        Some(at) => html! { <Age now={overview.now_ms} {at} /> },
        None => html! { <span class="text-muted">{ i18n.t("live-no-tick-yet") }</span> },
    }
}

/// What a strategy last wanted, and whether it was refused.
fn signal(i18n: &I18n, overview: &LiveOverview, signal: Option<&LastSignal>) -> Html {
    let Some(signal) = signal else {
        return html! { <span class="text-muted">{ i18n.t("live-no-signal") }</span> };
    };
    html! {
        <span class="flex flex-col">
            <span lang="en">{ &signal.text }</span>
            <span class="text-xs text-muted">
                if signal.denied.is_some() {
                    { i18n.t("live-signal-refused") }{ " " }
                }
                <Age now={overview.now_ms} at={signal.at_ms} />
            </span>
            if let Some(code) = &signal.denied {
                <span class="text-xs">{ denial::meaning(i18n, code) }</span>
            }
        </span>
    }
}

/// What it made so far, and what there is now.
fn outcome(i18n: &I18n, run: &LiveRunSummary) -> Html {
    html! {
        <>
            if let Some(value) = result(&run.money) {
                <Pnl value={value.to_f64()} />
            }
            <span class="block text-xs whitespace-nowrap text-muted tabular-nums" title={i18n.t("live-money-equity")}>
                { i18n.usdc(run.money.equity_usdc.to_f64()) }
            </span>
        </>
    }
}

fn actions(overview: &LiveOverview, run: &LiveRunSummary) -> Html {
    html! {
        <RunActions id={run.id.clone()} name={run.name.clone()} state={run.state} killed_all={overview.killed} icons=true />
    }
}
