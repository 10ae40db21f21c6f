//! The searchable picker of fields and indicators: a combobox with a list, as the ARIA practices describe it.

use crate::context::use_at_cursor;
use crate::logic::search::{self, Item};
use craftstrat_ui_kit::{I18n, use_i18n};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Picker`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PickerProps {
    /// Names it in the page; unique there.
    pub id: AttrValue,
    /// What it is, read out.
    pub label: AttrValue,
    /// Name of what is chosen, as documents write it.
    pub value: AttrValue,
    /// Offers fields only, not indicators.
    #[prop_or_default]
    pub fields_only: bool,
    /// Something was chosen.
    pub onchange: Callback<&'static str>,
    /// What is wrong with it.
    #[prop_or_default]
    pub invalid: Option<AttrValue>,
}

/// The name people see for `name`: the item's, in any case; else what is written.
fn shown(items: &[Item], name: &str) -> String {
    let found = items.iter().find(|i| i.name.eq_ignore_ascii_case(name));
    found.map_or_else(|| name.to_owned(), |i| i.label.clone())
}

/// What is said beside an item: unit, usual range, value at the cursor.
fn facts(item: &Item, live: Option<f64>, i18n: &I18n) -> String {
    let mut facts = Vec::new();
    if !item.unit.is_empty() {
        facts.push(item.unit.clone());
    }
    if let Some((low, high)) = item.typical {
        let (low, high) = (i18n.short(low, 4), i18n.short(high, 4));
        facts.push(i18n.tf("editor-picker-typical", &[("low", low.into()), ("high", high.into())]));
    }
    if let Some(value) = live {
        facts.push(i18n.tf("editor-picker-now", &[("value", i18n.short(value, 4).into())]));
    }
    facts.join(" · ")
}

/// Which option a key leads to among `count`.
fn after(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, at) {
        ("ArrowDown", Some(at)) => Some(if at < last { at + 1 } else { 0 }),
        ("ArrowDown", None) | ("Home", _) => Some(0),
        ("ArrowUp", Some(at)) => Some(at.checked_sub(1).unwrap_or(last)),
        ("ArrowUp", None) | ("End", _) => Some(last),
        _ => None,
    }
}

/// The picker.
#[component]
pub fn Picker(props: &PickerProps) -> Html {
    let i18n = use_i18n();
    let cursor = use_at_cursor();
    let items: Rc<Vec<Item>> = use_memo((i18n.lang().code(), props.fields_only), |(_, fields_only)| {
        if *fields_only { search::fields(i18n.catalogue()) } else { search::series(i18n.catalogue()) }
    });
    // What is typed, and the option under the keyboard; `None` while the list is closed.
    let open = use_state(|| None::<(String, Option<usize>)>);
    let found = match &*open {
        Some((query, _)) => search::matching(&items, query),
        None => Vec::new(),
    };
    let choose = {
        let (open, onchange, items) = (open.clone(), props.onchange.clone(), items.clone());
        Callback::from(move |index: usize| {
            open.set(None);
            if let Some(item) = items.get(index) {
                onchange.emit(item.name);
            }
        })
    };
    let onfocus =
        Callback::from(|event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select());
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| {
            if open.is_none() {
                open.set(Some((String::new(), None)));
            }
        })
    };
    let oninput = {
        let open = open.clone();
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            open.set(Some((text, Some(0))));
        })
    };
    let onblur = {
        let open = open.clone();
        Callback::from(move |_: FocusEvent| open.set(None))
    };
    let onkeydown = {
        let (open, found, choose, id) = (open.clone(), found.clone(), choose.clone(), props.id.clone());
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            match &*open {
                None if matches!(key.as_str(), "ArrowDown" | "ArrowUp" | "Enter") && !event.alt_key() => {
                    event.prevent_default();
                    open.set(Some((String::new(), None)));
                }
                Some(_) if key == "Escape" => {
                    event.prevent_default();
                    event.stop_propagation();
                    open.set(None);
                }
                Some((_, at)) if key == "Enter" => {
                    event.prevent_default();
                    if let Some(index) = at.or(Some(0)).and_then(|at| found.get(at)) {
                        choose.emit(*index);
                    }
                }
                Some((query, at)) => {
                    if let Some(next) = after(&key, *at, found.len()) {
                        event.prevent_default();
                        open.set(Some((query.clone(), Some(next))));
                        reveal(&option_id(&id, next));
                    }
                }
                None => {}
            }
        })
    };
    let active = open.as_ref().and_then(|(_, at)| *at);
    let text = match &*open {
        Some((query, _)) => query.clone(),
        None => shown(&items, &props.value),
    };
    let list_id = format!("{}-list", props.id);
    let wrong = props.invalid.is_some();
    html! {
        <div class="relative min-w-0 grow">
            <input id={props.id.clone()} type="text" role="combobox" autocomplete="off" spellcheck="false"
                class={classes!("input", "input-sm", "w-full", wrong.then_some("input-error"))}
                aria-label={props.label.clone()} aria-autocomplete="list" aria-invalid={wrong.then_some("true")}
                aria-expanded={if open.is_some() { "true" } else { "false" }} aria-controls={list_id.clone()}
                aria-activedescendant={active.map(|at| option_id(&props.id, at))} data-testid={props.id.clone()}
                placeholder={i18n.t("editor-picker-search")} value={text} {onfocus} {onclick} {oninput} {onkeydown} {onblur} />
            if let Some((_, at)) = &*open {
                <ul id={list_id} role="listbox" aria-label={props.label.clone()}
                    class="absolute left-0 top-full z-30 mt-1 max-h-80 w-[min(26rem,85vw)] overflow-y-auto rounded-box border border-base-300 bg-base-100 p-1 shadow-lg">
                    if found.is_empty() {
                        <li role="option" aria-disabled="true" aria-selected="false" class="px-2 py-3 text-sm text-muted">{ i18n.t("editor-picker-nothing") }</li>
                    }
                    for (place, index) in found.iter().enumerate() {
                        { option(&items, &found, place, *index, *at == Some(place), &props.id, &cursor.fields, &choose, &i18n) }
                    }
                </ul>
            }
            if let Some(wrong) = &props.invalid {
                <span class="text-xs text-error" role="status">{ wrong }</span>
            }
        </div>
    }
}

fn option_id(picker: &str, place: usize) -> String {
    format!("{picker}-option-{place}")
}

/// Scrolls an option into view once it is drawn as the active one; it exists already.
fn reveal(id: &str) {
    if let Some(element) = gloo::utils::document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

#[allow(clippy::too_many_arguments, reason = "a piece of the picker's own view")]
fn option(
    items: &[Item],
    found: &[usize],
    place: usize,
    index: usize,
    active: bool,
    picker: &str,
    live: &std::collections::BTreeMap<String, f64>,
    choose: &Callback<usize>,
    i18n: &I18n,
) -> Html {
    let Some(item) = items.get(index) else { return Html::default() };
    let before = place.checked_sub(1).and_then(|p| found.get(p)).and_then(|i| items.get(*i));
    let heading = before.is_none_or(|b| b.category != item.category);
    // Pressing must not take the focus away before the click arrives.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    let onclick = choose.reform(move |_: MouseEvent| index);
    let class = classes!(
        "cursor-pointer",
        "rounded-field",
        "px-2",
        "py-1.5",
        "text-sm",
        if active { "bg-primary/15" } else { "hover:bg-base-200" },
    );
    html! {
        <>
            if heading {
                <li role="presentation" class="px-2 pb-1 pt-2 text-xs font-semibold text-muted">{ &item.category }</li>
            }
            <li key={item.name} id={option_id(picker, place)} role="option" {class} {onmousedown} {onclick}
                aria-selected={if active { "true" } else { "false" }} data-value={item.name}>
                <span class="flex flex-wrap items-baseline gap-x-2">
                    <span class="font-medium">{ &item.label }</span>
                    <code class="text-xs text-muted">{ item.name }</code>
                    <span class="grow text-right text-xs tabular-nums text-muted">
                        { facts(item, live.get(item.name).copied(), i18n) }
                    </span>
                </span>
                <span class="block text-xs text-muted">{ &item.about }</span>
            </li>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn arrows_go_around_the_list() {
        assert_eq!(after("ArrowDown", None, 3), Some(0));
        assert_eq!(after("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(after("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(after("End", Some(0), 3), Some(2));
        assert_eq!(after("a", Some(0), 3), None);
        assert_eq!(after("ArrowDown", None, 0), None);
    }
}
