//! A labelled list to choose one thing from.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Properties of [`Choice`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChoiceProps {
    /// What it is.
    pub label: AttrValue,
    /// Reads the label out instead of showing it.
    #[prop_or_default]
    pub hide_label: bool,
    /// Value and text of each.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The one chosen.
    pub value: AttrValue,
    /// Another was chosen.
    pub onchange: Callback<String>,
    /// What is wrong with it.
    #[prop_or_default]
    pub invalid: Option<AttrValue>,
    /// For browser tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A labelled list. A value that is none of the options is shown as it is written.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let onchange = {
        let onchange = props.onchange.clone();
        Callback::from(move |event: Event| {
            onchange.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
        })
    };
    let known = props.options.iter().any(|(value, _)| *value == props.value);
    let wrong = props.invalid.is_some();
    html! {
        <label class={classes!("flex", "min-w-0", "flex-col", "gap-1", "text-sm", props.class.clone())}>
            if !props.hide_label {
                <span class="text-xs font-medium text-muted">{ &props.label }</span>
            }
            <select class={classes!("select", "select-sm", "w-full", wrong.then_some("select-error"))} {onchange}
                data-testid={props.testid.clone()} aria-label={props.hide_label.then(|| props.label.clone())}
                aria-invalid={wrong.then_some("true")}>
                if !known {
                    <option value={props.value.clone()} selected=true>{ &props.value }</option>
                }
                for (value, text) in props.options.iter() {
                    <option key={value.to_string()} value={value.clone()} selected={*value == props.value}>{ text }</option>
                }
            </select>
            if let Some(wrong) = &props.invalid {
                <span class="text-xs text-error" role="status">{ wrong }</span>
            }
        </label>
    }
}
