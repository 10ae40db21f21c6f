//! The fields of limits: a box to tick for each, with its sentence; its value while it is on.

use super::model::{Group, Limit, LimitsForm, Unit, of_group};
use craftstrat_ui_kit::{NumberInput, use_i18n};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`LimitsFields`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LimitsFieldsProps {
    /// The limits as they are.
    pub form: LimitsForm,
    /// Hears the limits as they should be.
    pub onchange: Callback<LimitsForm>,
    /// Dollars at hand: some limits begin with a part of them.
    pub cash: f64,
}

/// The fields.
#[component]
pub fn LimitsFields(props: &LimitsFieldsProps) -> Html {
    let i18n = use_i18n();
    html! {
        <div class="grid gap-4 lg:grid-cols-2" data-testid="limits">
            for group in Group::ALL {
                <fieldset key={group.code()} class="flex min-w-0 flex-col gap-2">
                    <legend class="mb-2 text-xs font-semibold text-muted">
                        { i18n.t(&format!("paper-limits-{}", group.code())) }
                    </legend>
                    for limit in of_group(group) {
                        { field(props, limit, &i18n) }
                    }
                </fieldset>
            }
        </div>
    }
}

/// One limit. Its sentence is read out with the box.
fn field(props: &LimitsFieldsProps, limit: &'static Limit, i18n: &craftstrat_ui_kit::I18n) -> Html {
    let on = props.form.is_on(limit);
    let label = i18n.t(&format!("paper-limit-{}", limit.name));
    let help = i18n.t(&format!("paper-limit-{}-help", limit.name));
    let help_id = format!("limit-{}-help", limit.name);
    let switch = {
        let (form, onchange, cash) = (props.form.clone(), props.onchange.clone(), props.cash);
        Callback::from(move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            onchange.emit(form.clone().switched(limit, on, cash));
        })
    };
    let change = {
        let (form, onchange) = (props.form.clone(), props.onchange.clone());
        Callback::from(move |value: Option<f64>| onchange.emit(form.clone().with(limit, value)))
    };
    let unit = match limit.unit {
        Unit::Count => String::new(),
        unit => i18n.t(&format!("paper-unit-{}", unit.code())),
    };
    html! {
        <div key={limit.name} class="flex items-start gap-3">
            <label class="flex min-w-0 grow cursor-pointer items-start gap-2 text-sm">
                <input type="checkbox" class="checkbox checkbox-sm mt-0.5" checked={on} onchange={switch}
                    aria-describedby={help_id.clone()} data-testid={format!("limit-{}", limit.name)} />
                <span class="min-w-0">
                    <span class="block font-medium">{ label.clone() }</span>
                    <span id={help_id} class="block text-xs text-muted">{ help }</span>
                </span>
            </label>
            if on {
                <NumberInput {label} hide_label=true value={props.form.value(limit)} onchange={change} min=0.0
                    step={limit.unit.step()} {unit} class="w-32 shrink-0" testid={format!("limit-{}-value", limit.name)} />
            }
        </div>
    }
}
