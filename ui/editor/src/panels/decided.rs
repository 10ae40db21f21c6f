//! What two documents decide differently over the slots of the preview: both are run, their trades compared.

use crate::logic::decisions::{self, Changed, Decisions};
use crate::preview::Runs;
use craftstrat_api::report::Trade;
use craftstrat_api::wire::Outcome;
use craftstrat_compiler::document::model::Document;
use craftstrat_preview::{PreviewOutcome, Source};
use craftstrat_studio::editor::Editor;
use craftstrat_ui_kit::{I18n, Pnl, Skeleton, Time, use_i18n};
use craftstrat_ui_preview_client::use_preview;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`DecisionChanges`].
#[derive(Clone, PartialEq, Properties)]
pub struct DecisionChangesProps {
    /// The one before.
    pub before: Document,
    /// The one after.
    pub after: Document,
    /// What both run over.
    pub runs: Runs,
}

/// Changed trades that are listed.
const LISTED: usize = 100;

/// The result of one document, run in a thread of its own.
#[hook]
fn use_outcome(document: &Document, runs: &Runs) -> (Option<Rc<PreviewOutcome>>, bool) {
    let handle = use_preview();
    let deps = (document.clone(), runs.clone());
    {
        let handle = handle.clone();
        use_effect_with(deps, move |(document, runs)| {
            let text = Editor::new(document.clone()).text();
            handle.run(runs.request(Source::Document(text)));
        });
    }
    let state = &handle.state;
    let idle = state.seq > 0 && !state.running;
    let broken = state.failure.is_some() || state.stopped.is_some() || (state.outcome.is_none() && idle);
    (state.outcome.clone().filter(|_| idle && !broken), idle && broken)
}

/// Both runs, and their trades that are not the same.
#[component]
pub fn DecisionChanges(props: &DecisionChangesProps) -> Html {
    let i18n = use_i18n();
    let (before, before_failed) = use_outcome(&props.before, &props.runs);
    let (after, after_failed) = use_outcome(&props.after, &props.runs);
    if before_failed || after_failed {
        return html! { <p class="text-sm text-warning" data-testid="decided-failed">{ i18n.t("editor-decided-failed") }</p> };
    }
    let (Some(before), Some(after)) = (before, after) else {
        return html! { <div role="status"><span class="text-sm text-muted">{ i18n.t("editor-decided-running") }</span><Skeleton lines={3} /></div> };
    };
    let found = decisions::compare(&before.report.trades, &after.report.trades);
    html! { <Shown found={Rc::new(found)} pnl={(net(&before), net(&after))} /> }
}

fn net(outcome: &PreviewOutcome) -> f64 {
    outcome.report.metrics.pnl_net_usdc.micros() as f64 / 1e6
}

#[derive(Clone, PartialEq, Properties)]
struct ShownProps {
    found: Rc<Decisions>,
    pnl: (f64, f64),
}

/// The comparison.
#[component]
fn Shown(props: &ShownProps) -> Html {
    let i18n = use_i18n();
    let found = &props.found;
    let same = found.same as u64;
    if found.changed.is_empty() {
        let text = i18n.tf("editor-decided-none", &[("count", same.into())]);
        return html! { <p class="text-sm text-muted" data-testid="decided" data-changed="0">{ text }</p> };
    }
    let changed = found.changed.len();
    let text =
        i18n.tf("editor-decided-count", &[("changed", (changed as u64).into()), ("same", same.into())]);
    html! {
        <div class="flex flex-col gap-2 text-sm" data-testid="decided" data-changed={changed.to_string()}>
            <p>{ text }</p>
            <p class="flex flex-wrap items-center gap-2">
                { i18n.t("editor-decided-pnl") }<Pnl value={props.pnl.0} /><span aria-hidden="true">{ "→" }</span><Pnl value={props.pnl.1} />
            </p>
            <ul class="flex max-h-72 flex-col divide-y divide-base-300 overflow-y-auto" tabindex="0" aria-label={i18n.t("editor-diff-decisions")}>
                for (index, change) in found.changed.iter().take(LISTED).enumerate() {
                    <li key={index} class="py-1">{ line(change, &i18n) }</li>
                }
            </ul>
            if changed > LISTED {
                <p class="text-xs text-muted">{ i18n.tf("editor-decided-more", &[("count", ((changed - LISTED) as u64).into())]) }</p>
            }
        </div>
    }
}

fn line(change: &Changed, i18n: &I18n) -> Html {
    let (key, class) = match change {
        Changed::Gone(_) => ("editor-decided-gone", "badge-error"),
        Changed::New(_) => ("editor-decided-new", "badge-success"),
        Changed::Differs(..) => ("editor-decided-differs", "badge-warning"),
    };
    let before = match change {
        Changed::Differs(before, _) => Some(trade(before, i18n)),
        _ => None,
    };
    html! {
        <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span class={classes!("badge", "badge-sm", "badge-soft", class)}>{ i18n.t(key) }</span>
            if let Some(before) = before {
                { before }<span aria-hidden="true">{ "→" }</span>
            }
            { trade(change.trade(), i18n) }
        </div>
    }
}

fn trade(trade: &Trade, i18n: &I18n) -> Html {
    let outcome = if trade.outcome == Outcome::Up { "editor-up" } else { "editor-down" };
    html! {
        <span class="inline-flex flex-wrap items-center gap-x-2 tabular-nums">
            <Time ms={trade.opened_at_ms} />{ i18n.t(outcome) }{ i18n.cents(trade.entry_price.micros() as f64 / 1e6) }
            <Pnl value={trade.pnl_usdc.micros() as f64 / 1e6} />
        </span>
    }
}
