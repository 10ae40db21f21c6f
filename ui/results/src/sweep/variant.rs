//! One combination of a sweep: both halves side by side, and what to make of it.

use super::maps::written;
use crate::Held;
use crate::model::heat::{SweepMetric, partners};
use crate::model::parameters::{listed, with_defaults};
use crate::model::run_form::RunForm;
use crate::run::dialog::RunDialog;
use crate::{calls, write};
use craftstrat_api::studio::{NewStrategy, StrategyRef, SweepDetail};
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, IconName, Route, ToastKind, nothing, use_client, use_i18n, use_toasts,
};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`VariantPanel`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct VariantPanelProps {
    pub(super) detail: Held<SweepDetail>,
    /// Index of the row in sample.
    pub(super) index: usize,
}

/// The panel.
#[component]
pub(super) fn VariantPanel(props: &VariantPanelProps) -> Html {
    let (client, i18n, toasts, navigator) = (use_client(), use_i18n(), use_toasts(), use_navigator());
    let open = use_state(|| false);
    let busy = use_state(|| false);
    let detail = &props.detail;
    let Some(row) = detail.in_sample.rows.get(props.index) else { return nothing() };
    let swept: BTreeMap<String, f64> =
        detail.in_sample.parameters.iter().cloned().zip(row.values.iter().copied()).collect();
    let outside = detail.out_of_sample.as_ref().and_then(|out| {
        let index = partners(&detail.in_sample, out).get(props.index).copied().flatten()?;
        out.rows.get(index)
    });
    // The fixed parameters of the sweep hold for the variant too.
    let all: BTreeMap<String, f64> = detail
        .request
        .settings
        .parameters
        .iter()
        .map(|(k, v)| (k.clone(), *v))
        .chain(swept.clone())
        .collect();
    let document = match &detail.request.strategy {
        StrategyRef::Document(text) => with_defaults(text, &all, &format!("({})", listed(&swept))),
        _ => None,
    };
    let create = document.clone().map(|document| {
        let (client, toasts, navigator, busy) =
            (client.clone(), toasts.clone(), navigator.clone(), busy.clone());
        let name = crate::model::parameters::named(&detail.summary.name, &format!("({})", listed(&swept)));
        Callback::from(move |_: MouseEvent| {
            let (client, toasts, navigator, busy) =
                (client.clone(), toasts.clone(), navigator.clone(), busy.clone());
            let new = NewStrategy { name: name.clone(), document: Some(document.clone()), component: None };
            busy.set(true);
            spawn_local(async move {
                match calls::new_strategy(client, &new).await {
                    Ok(made) => {
                        if let Some(navigator) = &navigator {
                            navigator.push(&Route::Editor { id: made.summary.id });
                        }
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                }
                busy.set(false);
            });
        })
    });
    let form = RunForm { parameters: all, ..RunForm::of(&detail.request.settings) };
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let onclose = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let value = |m: SweepMetric, row: Option<&craftstrat_api::SweepRow>| {
        row.and_then(|r| m.value(r)).map_or(write::MISSING.to_owned(), |v| written(&i18n, m, v))
    };
    html! {
        <Card title={AttrValue::from(i18n.tf("results-variant", &[("values", listed(&swept).into())]))}>
            <div data-testid="variant" class="flex flex-col gap-3">
                <div class="overflow-x-auto">
                    <table class="table table-sm w-auto">
                        <thead>
                            <tr>
                                <th scope="col">{ i18n.t("results-metric") }</th>
                                <th scope="col" class="text-right">{ i18n.t("results-in-sample") }</th>
                                if outside.is_some() {
                                    <th scope="col" class="text-right">{ i18n.t("results-out-of-sample") }</th>
                                }
                            </tr>
                        </thead>
                        <tbody>
                            for m in SweepMetric::ALL {
                                <tr>
                                    <th scope="row" class="font-normal">{ i18n.t(&format!("results-metric-{}", m.code())) }</th>
                                    <td class="text-right tabular-nums">{ value(m, Some(row)) }</td>
                                    if outside.is_some() {
                                        <td class="text-right tabular-nums">{ value(m, outside) }</td>
                                    }
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
                <p class="text-xs text-muted">
                    { i18n.t("results-digest") }{ " " }<code class="break-all">{ &row.digest }</code>
                </p>
                <div class="flex flex-wrap gap-2">
                    if let Some(onclick) = create {
                        <Button label={i18n.t("results-variant-strategy")} icon={IconName::Plus} kind={ButtonKind::Primary}
                            busy={*busy} {onclick} testid="variant-strategy" />
                    }
                    <Button label={i18n.t("results-variant-backtest")} icon={IconName::Play} onclick={show} testid="variant-backtest" />
                </div>
            </div>
            <RunDialog strategy={detail.request.strategy.clone()} open={*open} {onclose} {form}
                parameters={component_parameters(detail)} />
        </Card>
    }
}

/// Of a bare component only the swept parameters are known; of a document the dialog reads them itself.
fn component_parameters(detail: &SweepDetail) -> Option<Rc<Vec<craftstrat_api::inspect::ParameterInfo>>> {
    let StrategyRef::Component(_) = &detail.request.strategy else { return None };
    let one = |axis: &craftstrat_api::studio::SweepAxis| craftstrat_api::inspect::ParameterInfo {
        name: axis.name.clone(),
        default: f64::NAN,
        min: axis.from,
        max: axis.to,
        step: axis.step,
    };
    Some(Rc::new(detail.request.axes.iter().map(one).collect()))
}
