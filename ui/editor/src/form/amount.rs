//! A number that can also be a parameter: sizes, prices, settings, values of rules.

use super::choice::Choice;
use crate::session::use_session;
use craftstrat_compiler::document::model::Number;
use craftstrat_ui_kit::{NumberInput, use_i18n};
use yew::prelude::*;

/// Properties of [`Amount`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AmountProps {
    /// What it is.
    pub label: AttrValue,
    /// Reads the label out instead of showing it.
    #[prop_or_default]
    pub hide_label: bool,
    /// The number; none where it is left out.
    pub value: Option<Number>,
    /// It changed. The flag says that it is being typed.
    pub onchange: Callback<(Option<Number>, bool)>,
    /// Behind the number.
    #[prop_or_default]
    pub unit: AttrValue,
    /// What an arrow key adds.
    #[prop_or_default]
    pub step: Option<f64>,
    /// What is wrong with it.
    #[prop_or_default]
    pub invalid: Option<AttrValue>,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
}

/// What the list has for a number written in place.
const IN_PLACE: &str = "=";

/// A number, or one of the document's parameters where it declares any.
#[component]
pub fn Amount(props: &AmountProps) -> Html {
    let i18n = use_i18n();
    let parameters = use_session().map(|s| s.parameters()).unwrap_or_default();
    let used = match &props.value {
        Some(Number::Parameter { parameter }) => Some(parameter.clone()),
        _ => None,
    };
    let number = match props.value {
        Some(Number::Value(value)) => Some(value),
        _ => None,
    };
    let typed = props.onchange.reform(|value: Option<f64>| (value.map(Number::Value), true));
    let chosen = props.onchange.reform(move |name: String| {
        let value = if name == IN_PLACE { Number::Value(0.0) } else { Number::Parameter { parameter: name } };
        (Some(value), false)
    });
    let mut options = vec![(AttrValue::from(IN_PLACE), AttrValue::from(i18n.t("editor-kind-number")))];
    options.extend(parameters.iter().map(|p| (AttrValue::from(p.clone()), AttrValue::from(p.clone()))));
    let switch = !parameters.is_empty() || used.is_some();
    let value = AttrValue::from(used.clone().unwrap_or_else(|| IN_PLACE.to_owned()));
    html! {
        <div class="flex min-w-0 items-end gap-1">
            if used.is_none() {
                <NumberInput class="min-w-20 grow" label={props.label.clone()} hide_label={props.hide_label} value={number}
                    onchange={typed} unit={props.unit.clone()} step={props.step} testid={props.testid.clone()}
                    invalid={props.invalid.clone()} />
            }
            if switch {
                <Choice label={i18n.tf("editor-source-of", &[("what", props.label.to_string().into())])}
                    hide_label={used.is_none() || props.hide_label} {options} {value} onchange={chosen}
                    invalid={used.is_some().then(|| props.invalid.clone()).flatten()}
                    class={if used.is_some() { "min-w-28 grow" } else { "w-20" }} />
            }
        </div>
    }
}
