//! The dialog that starts a run and goes to it.

use super::component::ComponentHash;
use super::form::{StartForm, fitting};
use super::known::{use_known, use_parameters};
use super::lacks::{Draft, Lack, lacks};
use super::missing::Missing;
use super::parameters::Parameters;
use super::picker::SeriesPicker;
use super::series;
use crate::calls;
use crate::limits::LimitsFields;
use crate::limits::model::LimitsForm;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::StrategyRef;
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Dialog, ErrorBox, IconName, LimitNote, Limited, NumberInput, Route,
    ToastKind, use_client, use_i18n, use_toasts, use_watch,
};
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`StartDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StartDialogProps {
    /// What to run.
    pub strategy: StrategyRef,
    /// The stored strategy it stands under, where `strategy` does not say.
    #[prop_or_default]
    pub strategy_id: Option<AttrValue>,
    /// The strategy's name, which the run has unless another is given.
    pub name: AttrValue,
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
    /// Series to begin with.
    #[prop_or_default]
    pub series: Vec<String>,
    /// SHA-256 of its component, where the caller knows; asked of the server otherwise.
    #[prop_or_default]
    pub component: Option<AttrValue>,
    /// Where the document stands.
    #[prop_or_default]
    pub draft: Draft,
    /// Leads to the problems of the document.
    #[prop_or_default]
    pub onproblems: Option<Callback<()>>,
}

/// The dialog.
#[component]
pub fn StartDialog(props: &StartDialogProps) -> Html {
    let i18n = use_i18n();
    html! {
        <Dialog open={props.open} title={i18n.t("paper-start-title")} onclose={props.onclose.clone()} wide=true
            testid="paper-dialog">
            <StartPanel ..props.clone() />
        </Dialog>
    }
}

/// What the dialog holds; made anew each time it opens.
#[component]
pub fn StartPanel(props: &StartDialogProps) -> Html {
    let (client, i18n, toasts, navigator) = (use_client(), use_i18n(), use_toasts(), use_navigator());
    let watch = use_watch();
    let known = use_known();
    let parameters = use_parameters(props.strategy.clone(), props.parameters.clone());
    let form = use_state(|| StartForm {
        series: props.series.clone(),
        parameters: match &props.parameters {
            Some(parameters) => fitting(&props.values, parameters),
            None => props.values.clone(),
        },
        ..StartForm::default()
    });
    let error = use_state(|| Option::<ApiError>::None);
    let busy = use_state_eq(|| false);
    {
        // The only followed series is chosen as soon as it is known, unless somebody was faster.
        let form = form.clone();
        use_effect_with(known.overview.clone(), move |overview| {
            if let Some(overview) = overview.as_ref().filter(|_| form.series.is_empty()) {
                let series = series::begin(&[], &overview.following);
                form.set(StartForm { series, ..(*form).clone() });
            }
        });
    }
    let lacks = lacks(props.draft, known.overview.as_deref(), &form.series);
    let strategy_id = props.strategy_id.as_ref().map(ToString::to_string);
    let request = form.request(props.strategy.clone(), strategy_id);
    let change = |set: fn(&mut StartForm, Option<f64>)| {
        let form = form.clone();
        Callback::from(move |value: Option<f64>| {
            let mut next = (*form).clone();
            set(&mut next, value);
            form.set(next);
        })
    };
    let onname = {
        let form = form.clone();
        Callback::from(move |event: InputEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            form.set(StartForm { name, ..(*form).clone() });
        })
    };
    let onseries = {
        let form = form.clone();
        Callback::from(move |series| form.set(StartForm { series, ..(*form).clone() }))
    };
    let onparameters = {
        let form = form.clone();
        Callback::from(move |parameters| form.set(StartForm { parameters, ..(*form).clone() }))
    };
    let onlimits = {
        let form = form.clone();
        Callback::from(move |limits: LimitsForm| form.set(StartForm { limits, ..(*form).clone() }))
    };
    let onproblems = props.onproblems.clone().map(|onproblems| {
        let onclose = props.onclose.clone();
        Callback::from(move |()| {
            onclose.emit(());
            onproblems.emit(());
        })
    });
    let start = {
        let (request, onclose, i18n) = (request.clone(), props.onclose.clone(), i18n.clone());
        let (error, busy) = (error.clone(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            let Ok(request) = request.clone() else { return };
            let (client, i18n, toasts, look) =
                (client.clone(), i18n.clone(), toasts.clone(), watch.look.clone());
            let (error, busy, onclose, navigator) =
                (error.clone(), busy.clone(), onclose.clone(), navigator.clone());
            busy.set(true);
            error.set(None);
            spawn_local(async move {
                match calls::start(&client, &request).await {
                    Ok(run) => {
                        toasts.show(
                            ToastKind::Success,
                            i18n.tf("paper-started", &[("name", run.name.as_str().into())]),
                        );
                        look.emit(());
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
    let blocked = lacks.iter().any(Lack::blocks);
    // While the draft is on its way the server has other bytes.
    let saved = (!blocked).then(|| match &props.component {
        Some(hash) => StrategyRef::Component(hash.to_string()),
        None => props.strategy.clone(),
    });
    html! {
        <div class="flex flex-col gap-4">
            <p class="max-w-prose text-sm text-muted">{ i18n.t("paper-start-intro") }</p>
            <div class="contents"><LimitNote of={Limited::Strategies} /></div>
            <div class="contents"><Missing lacks={lacks} {onproblems} /></div>
            <label class="flex flex-col gap-1 text-sm">
                <span class="text-xs font-medium text-muted">{ i18n.t("paper-run-name") }</span>
                <input type="text" class="input input-sm w-full" maxlength="100" autocomplete="off" value={form.name.clone()}
                    oninput={onname} placeholder={props.name.clone()} data-testid="paper-name" />
            </label>
            <SeriesPicker chosen={form.series.clone()} followed={known.followed()} recorded={known.recorded} onchange={onseries} />
            <div class="grid gap-3 sm:grid-cols-2">
                <NumberInput label={i18n.t("paper-cash")} value={form.cash} onchange={change(|f, v| f.cash = v)} min=0.0 step=100.0
                    unit={i18n.t("paper-unit-usdc")} testid="paper-cash" />
                <NumberInput label={i18n.t("paper-latency")} value={form.latency} onchange={change(|f, v| f.latency = v)} min=0.0
                    step=50.0 unit="ms" testid="paper-latency" />
            </div>
            <details class="rounded-box border border-base-300 p-3" open=true>
                <summary class="cursor-pointer text-sm font-medium">{ i18n.t("paper-parameters") }</summary>
                <div class="mt-3">
                    <Parameters {parameters} values={form.parameters.clone()} onchange={onparameters} />
                </div>
            </details>
            <details class="rounded-box border border-base-300 p-3">
                <summary class="cursor-pointer text-sm font-medium" data-testid="paper-limits">
                    { i18n.tf("paper-limits", &[("count", form.limits.count().into())]) }
                </summary>
                <p class="my-3 max-w-prose text-sm text-muted">{ i18n.t("paper-limits-intro") }</p>
                <LimitsFields form={form.limits.clone()} onchange={onlimits} cash={form.cash.unwrap_or_default()} />
            </details>
            <div class="contents"><ComponentHash strategy={saved} /></div>
            if let Err(wrong) = &request {
                <p class="text-sm text-error" role="status" data-testid="paper-wrong">{ super::wrong(&i18n, *wrong) }</p>
            }
            if let Some(error) = (*error).clone() {
                <ErrorBox {error} />
            }
            <div class="flex justify-end">
                <Button label={i18n.t("paper-start")} icon={IconName::Play} kind={ButtonKind::Primary} busy={*busy}
                    disabled={blocked || request.is_err()} onclick={start} testid="paper-start" />
            </div>
        </div>
    }
}
