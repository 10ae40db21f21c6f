//! Tabs.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Properties of [`Tabs`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TabsProps {
    /// Id and label of each.
    pub tabs: Vec<(AttrValue, AttrValue)>,
    /// The one shown.
    pub active: AttrValue,
    /// Another was chosen.
    pub onselect: Callback<AttrValue>,
    /// What they switch, read out.
    #[prop_or_default]
    pub label: AttrValue,
}

/// Which tab a key leads to from `at`.
pub fn tab_after(key: &str, at: usize, count: usize) -> Option<usize> {
    if count == 0 {
        return None;
    }
    match key {
        "ArrowRight" => Some((at + 1) % count),
        "ArrowLeft" => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

/// Tabs: one stop of the Tab key, arrows change the tab.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let at = props.tabs.iter().position(|(id, _)| *id == props.active).unwrap_or(0);
    // Not the event's current target: Yew hears events at the root of the page.
    let list = use_node_ref();
    let onkeydown = {
        let (tabs, onselect, list) = (props.tabs.clone(), props.onselect.clone(), list.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(next) = tab_after(&event.key(), at, tabs.len()) else { return };
            event.prevent_default();
            onselect.emit(tabs[next].0.clone());
            let tab = list.cast::<Element>().and_then(|list| list.children().item(next as u32));
            if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
                let _ = tab.focus();
            }
        })
    };
    html! {
        <div ref={list} role="tablist" class="tabs tabs-border overflow-x-auto flex-nowrap" {onkeydown}
            aria-label={crate::button::given(&props.label)}>
            for (index, (id, label)) in props.tabs.iter().enumerate() {
                <button key={id.to_string()} type="button" role="tab"
                    class={classes!("tab", "whitespace-nowrap", (index == at).then_some("tab-active"))}
                    aria-selected={if index == at { "true" } else { "false" }}
                    tabindex={if index == at { "0" } else { "-1" }} data-testid={format!("tab-{id}")}
                    onclick={let (onselect, id) = (props.onselect.clone(), id.clone()); move |_| onselect.emit(id.clone())}>
                    { label }
                </button>
            }
        </div>
    }
}
