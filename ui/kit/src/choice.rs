//! One of a few: a row of radio buttons that look like one control.

use yew::prelude::*;

/// Properties of [`Choice`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChoiceProps {
    /// What is chosen.
    pub legend: AttrValue,
    /// Reads the legend out instead of showing it.
    #[prop_or_default]
    pub hide_legend: bool,
    /// Value and label of each.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The one chosen.
    pub value: AttrValue,
    /// Another was chosen.
    pub onchange: Callback<AttrValue>,
    /// Names the group; the buttons are `<name>-<value>` for browser tests.
    pub name: AttrValue,
}

/// One of a few.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    html! {
        <fieldset class="min-w-0">
            <legend class={if props.hide_legend { "sr-only" } else { "mb-1 text-xs font-medium text-muted" }}>
                { &props.legend }
            </legend>
            <div class="join flex-wrap">
                for (value, label) in props.options.iter() {
                    <input key={value.to_string()} type="radio" name={props.name.clone()} value={value.clone()}
                        class="btn btn-sm join-item border-base-300 bg-base-100 font-medium checked:bg-primary checked:text-primary-content"
                        aria-label={label.clone()} checked={*value == props.value}
                        data-testid={format!("{}-{value}", props.name)}
                        onchange={let (onchange, value) = (props.onchange.clone(), value.clone());
                            move |_: Event| onchange.emit(value.clone())} />
                }
            </div>
        </fieldset>
    }
}
