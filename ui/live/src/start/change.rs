//! The dialog that gives a strategy that runs the version that was saved: beside the one that trades, or in its place.

use super::component::ComponentHash;
use super::form::fitting;
use super::known::use_parameters;
use super::lacks::{Draft, Lack, lacks};
use super::missing::Missing;
use super::parameters::Parameters;
use crate::calls;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::StrategyRef;
use craftstrat_api::studio::live::{LiveChange, LiveRunSummary};
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Dialog, ErrorBox, IconName, Route, ToastKind, use_client, use_i18n,
    use_toasts,
};
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// How another version comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Beside the one that trades: shown the same, not trading.
    Shadow,
    /// In its place, at once.
    Change,
}

impl Way {
    const ALL: [Self; 2] = [Self::Shadow, Self::Change];

    const fn code(self) -> &'static str {
        match self {
            Self::Shadow => "shadow",
            Self::Change => "change",
        }
    }
}

/// Properties of [`ChangeDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChangeDialogProps {
    /// What to run.
    pub strategy: StrategyRef,
    /// The runs that can be given it; at least one.
    pub runs: Rc<Vec<LiveRunSummary>>,
    /// Whether it is shown.
    pub open: bool,
    /// Asks to be closed.
    pub onclose: Callback<()>,
    /// What the strategy lets one set, where the caller knows; asked of the server otherwise.
    #[prop_or_default]
    pub parameters: Option<Rc<Vec<ParameterInfo>>>,
    /// Values to begin with, where they differ from the defaults.
    #[prop_or_default]
    pub values: BTreeMap<String, f64>,
    /// Where the document stands.
    #[prop_or_default]
    pub draft: Draft,
    /// Leads to the problems of the document.
    #[prop_or_default]
    pub onproblems: Option<Callback<()>>,
}

/// The dialog.
#[component]
pub fn ChangeDialog(props: &ChangeDialogProps) -> Html {
    let i18n = use_i18n();
    html! {
        <Dialog open={props.open} title={i18n.t("paper-change-title")} onclose={props.onclose.clone()} wide=true
            testid="change-dialog">
            <ChangePanel ..props.clone() />
        </Dialog>
    }
}

/// What the dialog holds; made anew each time it opens.
#[component]
pub fn ChangePanel(props: &ChangeDialogProps) -> Html {
    let (client, i18n, toasts, navigator) = (use_client(), use_i18n(), use_toasts(), use_navigator());
    let chosen = use_state_eq(|| 0_usize);
    let way = use_state_eq(|| Way::Shadow);
    let parameters = use_parameters(props.strategy.clone(), props.parameters.clone());
    let values = use_state(|| fitting(&props.values, props.parameters.as_deref().map_or(&[], Vec::as_slice)));
    let error = use_state(|| Option::<ApiError>::None);
    let busy = use_state_eq(|| false);
    let lacks = lacks(props.draft, None, &[]);
    let blocked = lacks.iter().any(Lack::blocks);
    let run = props.runs.get(*chosen).cloned();
    let onrun = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            chosen.set(event.target_unchecked_into::<HtmlSelectElement>().value().parse().unwrap_or(0));
        })
    };
    let onparameters = {
        let values = values.clone();
        Callback::from(move |next| values.set(next))
    };
    let apply = {
        let change = LiveChange { strategy: props.strategy.clone(), parameters: (*values).clone() };
        let (run, way, onclose) = (run.clone(), *way, props.onclose.clone());
        let (error, busy, i18n) = (error.clone(), busy.clone(), i18n.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(run) = run.clone() else { return };
            let (client, toasts, change, navigator) =
                (client.clone(), toasts.clone(), change.clone(), navigator.clone());
            let (error, busy, onclose) = (error.clone(), busy.clone(), onclose.clone());
            let done =
                i18n.tf(&format!("paper-change-{}-done", way.code()), &[("name", run.name.as_str().into())]);
            busy.set(true);
            error.set(None);
            spawn_local(async move {
                let answer = match way {
                    Way::Shadow => calls::shadow(&client, &run.id, &change).await,
                    Way::Change => calls::change(&client, &run.id, &change).await,
                };
                match answer {
                    Ok(run) => {
                        toasts.show(ToastKind::Success, done);
                        onclose.emit(());
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::LiveRun { id: run.id });
                        }
                    }
                    Err(refused) => {
                        error.set(Some(refused));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let option = |of: Way| {
        let onchange = {
            let way = way.clone();
            move |_: Event| way.set(of)
        };
        html! {
            <label key={of.code()} class="flex cursor-pointer items-start gap-2 text-sm">
                <input type="radio" name="paper-way" class="radio radio-sm mt-0.5" checked={*way == of} {onchange}
                    data-testid={format!("change-{}", of.code())} />
                <span>
                    <span class="block font-medium">{ i18n.t(&format!("paper-change-{}", of.code())) }</span>
                    <span class="block text-xs text-muted">{ i18n.t(&format!("paper-change-{}-help", of.code())) }</span>
                </span>
            </label>
        }
    };
    let onproblems = props.onproblems.clone().map(|onproblems| {
        let onclose = props.onclose.clone();
        Callback::from(move |()| {
            onclose.emit(());
            onproblems.emit(());
        })
    });
    let saved = (!blocked).then(|| props.strategy.clone());
    html! {
        <div class="flex flex-col gap-4">
            <div class="contents"><Missing {lacks} {onproblems} /></div>
            if props.runs.len() > 1 {
                <label class="flex flex-col gap-1 text-sm">
                    <span class="text-xs font-medium text-muted">{ i18n.t("paper-change-run") }</span>
                    <select class="select select-sm w-full" onchange={onrun} data-testid="change-run">
                        for (at, run) in props.runs.iter().enumerate() {
                            <option key={run.id.clone()} value={at.to_string()} selected={at == *chosen}>{ &run.name }</option>
                        }
                    </select>
                </label>
            } else if let Some(run) = &run {
                <p class="text-sm">{ i18n.tf("paper-change-of", &[("name", run.name.as_str().into())]) }</p>
            }
            <fieldset class="flex min-w-0 flex-col gap-3">
                <legend class="mb-2 text-xs font-medium text-muted">{ i18n.t("paper-change-how") }</legend>
                { for Way::ALL.into_iter().map(option) }
            </fieldset>
            if run.as_ref().is_some_and(|run| run.has_shadow) {
                <p class="text-sm text-warning" role="status">{ i18n.t("paper-change-replaces") }</p>
            }
            <fieldset class="min-w-0">
                <legend class="mb-2 text-xs font-medium text-muted">{ i18n.t("paper-parameters") }</legend>
                <Parameters {parameters} values={(*values).clone()} onchange={onparameters} />
            </fieldset>
            <div class="contents"><ComponentHash strategy={saved} /></div>
            if let Some(error) = (*error).clone() {
                <ErrorBox {error} />
            }
            <div class="flex justify-end">
                <Button label={i18n.t(&format!("paper-change-{}-do", way.code()))} icon={IconName::GitBranch} kind={ButtonKind::Primary}
                    busy={*busy} disabled={blocked || run.is_none()} onclick={apply} testid="change-apply" />
            </div>
        </div>
    }
}
