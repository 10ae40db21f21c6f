//! What the editor keeps in the browser: drafts of unsaved work, histories for after a reload, its width.

use crate::logic::draft::{self, Draft};
use gloo::storage::{LocalStorage, SessionStorage, Storage};
use gloo::timers::callback::Timeout;

/// Names this tab: it survives reloads, and no other tab has it.
pub fn tab() -> String {
    const KEY: &str = "craftstrat.tab";
    if let Ok(name) = SessionStorage::get::<String>(KEY) {
        return name;
    }
    let name = format!("{:x}", (js_sys::Math::random() * 1e15) as u64);
    // Without storage there are no drafts either.
    let _ = SessionStorage::set(KEY, &name);
    name
}

/// Now, ms.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Keeps a draft. A browser without room keeps none; saving to the server goes on.
pub fn keep_draft(strategy: &str, draft: &Draft) {
    let _ = LocalStorage::set(draft::key(strategy, &tab()), draft);
}

/// Forgets this tab's draft.
pub fn drop_draft(strategy: &str) {
    LocalStorage::delete(draft::key(strategy, &tab()));
}

/// The draft to open a strategy with; it is this tab's from then on.
pub fn take_draft(strategy: &str) -> Option<Draft> {
    let storage = LocalStorage::raw();
    let count = storage.length().unwrap_or(0);
    let prefix = draft::prefix(strategy);
    let keys = (0..count).filter_map(|i| storage.key(i).ok().flatten()).filter(|k| k.starts_with(&prefix));
    let drafts: Vec<(String, Draft)> =
        keys.filter_map(|key| LocalStorage::get(&key).ok().map(|draft| (key, draft))).collect();
    let (key, found) = draft::pick(&drafts, &draft::key(strategy, &tab()))?;
    LocalStorage::delete(key);
    keep_draft(strategy, found);
    Some(found.clone())
}

fn history_key(strategy: &str) -> String {
    format!("craftstrat.history.{strategy}")
}

/// Keeps the editor's history for after a reload.
pub fn keep_history(strategy: &str, history: &str) {
    if SessionStorage::set(history_key(strategy), history).is_err() {
        // No room: an older history would not fit the document any more.
        SessionStorage::delete(history_key(strategy));
    }
}

/// The history kept before a reload.
pub fn history(strategy: &str) -> Option<String> {
    SessionStorage::get(history_key(strategy)).ok()
}

/// A number the person set, such as the width of the builder.
pub fn kept_number(name: &str) -> Option<f64> {
    LocalStorage::get(format!("craftstrat.editor.{name}")).ok()
}

/// Keeps such a number.
pub fn keep_number(name: &str, value: f64) {
    let _ = LocalStorage::set(format!("craftstrat.editor.{name}"), value);
}

/// When to look again for an element that was not drawn yet.
const AGAIN_MS: u32 = 50;

/// How often to look for one whose view may have to be fetched first.
pub const LOOKS: u32 = 40;

/// As [`focus`], as soon as the element is there; after so many looks in vain nothing happens.
pub fn focus_once_drawn(id: String, path: String, looks: u32) {
    if !focus(&id, &path) && looks > 0 {
        Timeout::new(AGAIN_MS, move || focus_once_drawn(id, path, looks - 1)).forget();
    }
}

/// Brings the element of that id into view and gives the focus to the field in it that edits what is at `path`, or else
/// to what is wrong in it, or else to its first field. Whether the element is there.
pub fn focus(id: &str, path: &str) -> bool {
    use wasm_bindgen::JsCast;
    const FIELDS: &str = "input, select, textarea, button";
    let Some(element) = gloo::utils::document().get_element_by_id(id) else { return false };
    let named = craftstrat_ui_kit::browser::field_at(&element, path);
    let shown = named.as_deref().unwrap_or(&element);
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    shown.scroll_into_view_with_scroll_into_view_options(&options);
    let inside = |selector: &str| element.query_selector(selector).ok().flatten();
    let is_field = element.matches(FIELDS).unwrap_or(false);
    let first = || {
        let found = if is_field { None } else { inside("[aria-invalid='true']").or_else(|| inside(FIELDS)) };
        found.unwrap_or_else(|| element.clone()).dyn_into::<web_sys::HtmlElement>().ok()
    };
    if let Some(target) = named.or_else(first) {
        let _ = target.focus();
    }
    true
}
