//! The preview beside the builder: setup, state of the run, figures, chart, row under the cursor, trades.

use super::Same;
use super::chart::SlotChart;
use super::explain::{Explanation, RowSlider};
use super::headline::Headline;
use super::lacking::Lacking;
use super::lasting::use_lasting;
use super::model::PreviewModel;
use super::near::NearMissCard;
use super::picker::SlotPicker;
use super::settings::SettingsEditor;
use super::strip::SlotStrip;
use super::trades::TradesTable;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_preview::PreviewOutcome;
use craftstrat_studio::model::Document;
use craftstrat_studio::problems::Place;
use craftstrat_ui_kit::{Button, ButtonKind, Empty, ErrorBox, IconName, Route, Skeleton, nothing, use_i18n};
use craftstrat_ui_preview_client::StopReason;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// How long a run may take before the page says so, ms.
const NOTICED_MS: u32 = 200;

/// Properties of [`PreviewPanel`].
#[derive(Clone, PartialEq, Properties)]
pub struct PreviewPanelProps {
    /// What is run over what, and what came of it.
    pub model: PreviewModel,
    /// The document, for the names of its parts; none for a component.
    #[prop_or_default]
    pub document: Option<Rc<Document>>,
    /// The parameters of a component.
    #[prop_or_default]
    pub parameters: Vec<ParameterInfo>,
    /// Leads to a part of the document.
    #[prop_or_default]
    pub onjump: Callback<Place>,
}

/// The document's parameters as controls.
fn declared(document: &Document) -> Vec<ParameterInfo> {
    let header = match document {
        Document::Form(form) => &form.header,
        Document::Node(graph) => &graph.header,
    };
    let one = |p: &craftstrat_studio::model::ParameterDeclaration| ParameterInfo {
        name: p.name.clone(),
        default: p.default,
        min: p.min.unwrap_or(-1e9),
        max: p.max.unwrap_or(1e9),
        step: p.step.unwrap_or(0.0),
    };
    header.parameters.iter().map(one).collect()
}

/// The preview.
#[component]
pub fn PreviewPanel(props: &PreviewPanelProps) -> Html {
    let i18n = use_i18n();
    let navigator = use_navigator();
    let model = &props.model;
    let parameters = match &props.document {
        Some(document) => declared(document),
        None => props.parameters.clone(),
    };
    let to_data = Callback::from(move |_: MouseEvent| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Data);
        }
    });
    let setup = match (&model.coverage.data, &model.choice) {
        (Some(coverage), Some(choice)) => html! {
            <>
                <SlotPicker coverage={Same(coverage.clone())} choice={choice.clone()} columns={model.columns.clone()} onchange={model.choose.clone()} />
                <Lacking coverage={Same(coverage.clone())} choice={choice.clone()} columns={model.columns.clone()} onchange={model.choose.clone()} />
            </>
        },
        (Some(_), None) => html! {
            <Empty title={i18n.t("editor-preview-no-data")} body={i18n.t("editor-preview-no-data-body")} icon={IconName::Database}
                action={html! { <Button label={i18n.t("editor-preview-data")} kind={ButtonKind::Primary} onclick={to_data} /> }} />
        },
        (None, _) => match &model.coverage.error {
            Some(error) => html! { <ErrorBox error={error.clone()} retry={model.coverage.reload.clone()} /> },
            None => html! { <Skeleton lines={3} /> },
        },
    };
    let running = match model.loading {
        Some(loading) if loading.total > 0 => i18n
            .tf("editor-preview-loading", &[("done", loading.done.into()), ("total", loading.total.into())]),
        Some(_) => i18n.t("editor-preview-waiting"),
        None => i18n.t("editor-preview-running"),
    };
    let slow = use_lasting(model.running, NOTICED_MS);
    let dimmed = slow || model.source_missing;
    html! {
        <section class="flex flex-col gap-3" aria-label={i18n.t("editor-preview")} data-testid="preview"
            data-running={if model.running { "true" } else { "false" }} data-seq={model.seq.to_string()}>
            <div class="flex items-center gap-2">
                <h2 class="grow text-sm font-semibold">{ i18n.t("editor-preview") }</h2>
                <span class={classes!("inline-flex", "items-center", "gap-1", "text-xs", "text-muted", (!slow).then_some("invisible"))} role="status">
                    <span class="loading loading-spinner loading-xs" aria-hidden="true" />{ running }
                </span>
            </div>
            { setup }
            <details>
                <summary class="cursor-pointer text-xs font-medium text-muted" data-testid="preview-setup">{ i18n.t("editor-preview-setup") }</summary>
                <div class="mt-2">
                    <SettingsEditor settings={model.runs.settings.clone()} onsettings={model.set_settings.clone()} {parameters}
                        values={(*model.runs.parameters).clone()} onvalues={model.set_parameters.clone()} />
                </div>
            </details>
            <RunState model={model.clone()} />
            if let Some(outcome) = &model.outcome {
                <div class={classes!("flex", "flex-col", "gap-3", "transition-opacity", dimmed.then_some("opacity-60"))} aria-busy={slow.then_some("true")}>
                    <Result model={model.clone()} outcome={Same(outcome.clone())} document={props.document.clone()} onjump={props.onjump.clone()} />
                </div>
            }
        </section>
    }
}

/// Properties of [`RunState`].
#[derive(Clone, PartialEq, Properties)]
struct RunStateProps {
    model: PreviewModel,
}

/// Why nothing runs, or why it was stopped.
#[component]
fn RunState(props: &RunStateProps) -> Html {
    let i18n = use_i18n();
    let model = &props.model;
    let again = model.again.reform(|_: MouseEvent| ());
    if model.source_missing {
        let key =
            if model.outcome.is_some() { "editor-preview-errors" } else { "editor-preview-errors-first" };
        return html! { <p class="alert alert-warning alert-soft text-sm" role="status" data-testid="preview-errors">{ i18n.t(key) }</p> };
    }
    if model.choice.as_ref().is_some_and(|c| c.slots.is_empty()) {
        return html! { <Empty title={i18n.t("editor-preview-no-slots")} body={i18n.t("editor-preview-no-slots-body")} icon={IconName::Calendar} /> };
    }
    if let Some(stopped) = &model.stopped {
        let (title, body) = match stopped {
            StopReason::TooLong => (i18n.t("editor-preview-stopped"), i18n.t("editor-preview-stopped-body")),
            StopReason::Crashed(why) => (i18n.t("editor-preview-crashed"), why.clone()),
        };
        return html! {
            <div role="alert" class="alert alert-error alert-soft text-sm" data-testid="preview-stopped">
                <div class="grow">
                    <p class="font-semibold">{ title }</p>
                    <p>{ body }</p>
                </div>
                <Button label={i18n.t("editor-preview-again")} small=true onclick={again} />
            </div>
        };
    }
    if let Some(failure) = &model.failure {
        return html! {
            <div role="alert" class="alert alert-warning alert-soft text-sm" data-testid="preview-failed" data-code={failure.code.clone()}>
                <div class="grow">
                    <p class="font-semibold">{ i18n.t("editor-preview-failed") }</p>
                    <p lang="en">{ &failure.message }</p>
                </div>
                <Button label={i18n.t("editor-preview-again")} small=true onclick={again} />
            </div>
        };
    }
    if model.outcome.is_none() && model.choice.is_some() {
        return html! { <Skeleton lines={6} /> };
    }
    nothing()
}

/// Properties of [`Result`].
#[derive(Clone, PartialEq, Properties)]
struct ResultProps {
    model: PreviewModel,
    outcome: Same<PreviewOutcome>,
    document: Option<Rc<Document>>,
    onjump: Callback<Place>,
}

/// What came of the last run.
#[component]
fn Result(props: &ResultProps) -> Html {
    let i18n = use_i18n();
    let (model, outcome) = (&props.model, &props.outcome);
    let slots = &outcome.slots;
    let step = |by: isize| {
        let at = slots.iter().position(|s| Some(s.market.as_str()) == model.slot.as_deref());
        let next = at
            .and_then(|at| at.checked_add_signed(by))
            .and_then(|at| slots.get(at))
            .map(|s| s.market.clone());
        let disabled = next.is_none();
        let onclick = model.show_slot.reform(move |_: MouseEvent| next.clone().unwrap_or_default());
        (disabled, onclick)
    };
    let (no_previous, previous) = step(-1);
    let (no_next, next) = step(1);
    let start = model.market().map(|m| m.start_ms);
    let left_out = outcome.left_out.len();
    html! {
        <>
            <Headline outcome={outcome.clone()} />
            if left_out > 0 {
                <p class="text-xs text-warning" data-testid="left-out">{ i18n.tf("editor-left-out", &[
                    ("count", (left_out as u64).into()), ("columns", outcome.lacking.join(", ").into())]) }</p>
            }
            if slots.len() > 1 {
                <SlotStrip outcome={outcome.clone()} shown={model.slot.clone()} onselect={model.show_slot.clone()} />
            }
            <div class="flex items-center gap-2">
                <Button label={i18n.t("editor-slot-previous")} icon={IconName::ChevronLeft} icon_only=true small=true kind={ButtonKind::Ghost}
                    disabled={no_previous} onclick={previous} testid="slot-previous" />
                <h3 class="text-sm font-medium tabular-nums" data-testid="slot-shown" data-slot={model.slot.clone()}>
                    { start.map(|ms| i18n.tf("editor-slot-shown", &[("time", i18n.datetime(ms).into())])) }
                </h3>
                <Button label={i18n.t("editor-slot-next")} icon={IconName::ChevronRight} icon_only=true small=true kind={ButtonKind::Ghost}
                    disabled={no_next} onclick={next} testid="slot-next" />
            </div>
            <SlotChart model={model.clone()} outcome={outcome.clone()} />
            if let Some(shown) = &model.shown {
                <RowSlider series={shown.clone()} row={model.row} onrow={model.set_row.clone()} />
            }
            if let Some(near) = &model.near {
                <NearMissCard near={near.clone()} document={props.document.clone()} oncursor={model.set_cursor.clone()} onjump={props.onjump.clone()} />
            }
            <details open=true>
                <summary class="cursor-pointer text-sm font-semibold">{ i18n.t("editor-explain") }</summary>
                <div class="mt-2">
                    if let Some(explained) = &model.explained {
                        <Explanation explained={explained.clone()} document={props.document.clone()} onjump={props.onjump.clone()} />
                    } else {
                        <p class="text-xs text-muted">{ i18n.t("editor-explain-hint") }</p>
                    }
                </div>
            </details>
            <h3 class="text-sm font-semibold">{ i18n.t("editor-trades") }</h3>
            <TradesTable outcome={outcome.clone()} selected={model.trade} onselect={model.pick_trade.clone()} />
        </>
    }
}
