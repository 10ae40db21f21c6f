//! Search for a node to add.

use crate::entries::{self, Entry, Wanted};
use crate::geometry::Point;
use craftstrat_studio::model::NodeData;
use craftstrat_ui_kit::{I18n, Icon, IconName};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`AddMenu`].
#[derive(Clone, PartialEq, Properties)]
pub struct AddMenuProps {
    /// Where on the screen.
    pub at: Point,
    /// What the node must have, where an edge was dropped.
    pub wanted: Option<Wanted>,
    /// The language.
    pub i18n: I18n,
    /// One was picked.
    pub onpick: Callback<Box<NodeData>>,
    /// The search was left.
    pub onleave: Callback<()>,
}

/// A field to search in and the list of what answers: arrows choose, Enter adds, Esc leaves.
#[component]
pub fn AddMenu(props: &AddMenuProps) -> Html {
    let i18n = &props.i18n;
    let search = use_state(String::new);
    let active = use_state(|| 0_usize);
    let (field, list) = (use_node_ref(), use_node_ref());
    let all = use_memo((i18n.clone(), props.wanted), |(i18n, wanted)| {
        let mut all = entries::all(i18n);
        all.retain(|e| wanted.is_none_or(|w| e.offers(w)));
        all
    });
    let found: Vec<&Entry> = entries::found(&all, &search);
    let active_at = (*active).min(found.len().saturating_sub(1));
    use_effect_with(field.clone(), |field| {
        if let Some(field) = field.cast::<HtmlElement>() {
            let _ = field.focus();
        }
    });
    use_effect_with((active_at, list.clone()), |(at, list)| {
        let item = list.cast::<Element>().and_then(|l| l.children().item(*at as u32));
        if let Some(item) = item {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            item.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let oninput = {
        let (search, active) = (search.clone(), active.clone());
        Callback::from(move |e: InputEvent| {
            if let Some(field) = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) {
                search.set(field.value());
                active.set(0);
            }
        })
    };
    let onkeydown = {
        let picked = found.get(active_at).map(|e| e.data.clone());
        let count = found.len();
        let (onpick, onleave) = (props.onpick.clone(), props.onleave.clone());
        Callback::from(move |e: KeyboardEvent| {
            match e.key().as_str() {
                "ArrowDown" => active.set(if active_at + 1 < count { active_at + 1 } else { 0 }),
                "ArrowUp" => active.set(active_at.checked_sub(1).unwrap_or(count.saturating_sub(1))),
                "Enter" => {
                    if let Some(data) = picked.clone() {
                        onpick.emit(Box::new(data));
                    }
                }
                "Escape" => onleave.emit(()),
                _ => return e.stop_propagation(),
            }
            e.prevent_default();
            e.stop_propagation();
        })
    };
    let option = |(at, entry): (usize, &&Entry)| {
        let data = entry.data.clone();
        let onpick = props.onpick.clone();
        let onclick = Callback::from(move |_: MouseEvent| onpick.emit(Box::new(data.clone())));
        let chosen = at == active_at;
        html! {
            <li key={format!("{}/{}", entry.heading, entry.label)} role="option" id={format!("add-option-{at}")}
                aria-selected={if chosen { "true" } else { "false" }} {onclick} data-testid="add-option"
                class={classes!("cursor-pointer", "rounded-field", "px-2", "py-1", chosen.then_some("bg-primary/15"))}>
                <div class="flex items-baseline justify-between gap-2">
                    <span class="truncate text-sm font-medium">{ &entry.label }</span>
                    <span class="shrink-0 text-xs text-base-content/70">{ &entry.heading }</span>
                </div>
                <p class="truncate text-xs text-base-content/70">{ &entry.about }</p>
            </li>
        }
    };
    let style = format!("left:{:.0}px;top:{:.0}px", props.at.x, props.at.y);
    html! {
        <div {style} data-control="add" data-testid="add-menu" onkeydown={onkeydown.clone()}
            class="absolute z-10 flex max-h-96 w-80 max-w-[calc(100%-1rem)] flex-col gap-1 rounded-box border border-base-300 bg-base-100 p-2 shadow-lg">
            <label class="input input-sm w-full shrink-0">
                <Icon name={IconName::Search} />
                <input ref={field} type="text" role="combobox" aria-expanded={if found.is_empty() { "false" } else { "true" }}
                    aria-controls={(!found.is_empty()).then_some("add-options")}
                    aria-autocomplete="list" autocomplete="off" aria-label={i18n.t("graph-add-search")}
                    aria-activedescendant={(!found.is_empty()).then(|| format!("add-option-{active_at}"))}
                    placeholder={i18n.t("graph-add-search")} data-testid="add-search" value={(*search).clone()} {oninput} />
            </label>
            if found.is_empty() {
                <p class="p-2 text-sm" role="status">{ i18n.t("graph-add-none") }</p>
            } else {
                <ul ref={list} id="add-options" role="listbox" aria-label={i18n.t("graph-add")}
                    class="min-h-0 flex-1 overflow-y-auto">
                    { for found.iter().enumerate().map(option) }
                </ul>
            }
        </div>
    }
}
