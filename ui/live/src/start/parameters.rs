//! The numbers a strategy lets one set, with their defaults.

use super::form::with_parameter;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_ui_kit::{NumberInput, use_i18n};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Parameters`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ParametersProps {
    pub(super) parameters: Rc<Vec<ParameterInfo>>,
    /// Values that differ from the defaults.
    pub(super) values: BTreeMap<String, f64>,
    pub(super) onchange: Callback<BTreeMap<String, f64>>,
}

/// The fields.
#[component]
pub(super) fn Parameters(props: &ParametersProps) -> Html {
    let i18n = use_i18n();
    if props.parameters.is_empty() {
        return html! { <p class="text-sm text-muted">{ i18n.t("paper-no-parameters") }</p> };
    }
    let field = |parameter: &ParameterInfo| {
        let value = props.values.get(&parameter.name).copied().unwrap_or(parameter.default);
        let bound = |bound: f64| bound.is_finite().then_some(bound).filter(|b| b.abs() < f64::MAX);
        let onchange = {
            let (values, onchange, parameter) =
                (props.values.clone(), props.onchange.clone(), parameter.clone());
            Callback::from(move |value| onchange.emit(with_parameter(values.clone(), &parameter, value)))
        };
        let step = if parameter.step > 0.0 { parameter.step } else { 1.0 };
        html! {
            <NumberInput key={parameter.name.clone()} label={parameter.name.clone()} value={Some(value)} {onchange} {step}
                min={bound(parameter.min)} max={bound(parameter.max)}
                unit={i18n.tf("paper-default", &[("value", i18n.short(parameter.default, 6).into())])}
                testid={format!("paper-parameter-{}", parameter.name)} />
        }
    };
    html! {
        <div class="grid gap-3 sm:grid-cols-2">{ for props.parameters.iter().map(field) }</div>
    }
}
