//! What pages ask of the browser: files, the clipboard, keys.

use crate::toast::{ToastKind, Toasts};
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Element, HtmlAnchorElement, HtmlElement, KeyboardEvent, Url};
use yew::prelude::*;

/// Saves `bytes` as a file of the reader's.
pub fn download(name: &str, mime: &str, bytes: &[u8]) {
    // A browser that refuses any of these steps has said so itself.
    let _ = try_download(name, mime, bytes);
}

fn try_download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), wasm_bindgen::JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    download_from(&address, name);
    Url::revoke_object_url(&address)
}

/// Saves what is at an address of this server as a file; the bytes need not pass through the page.
pub fn download_from(address: &str, name: &str) {
    let anchor =
        gloo::utils::document().create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(address);
        anchor.set_download(name);
        anchor.click();
    }
}

/// Copies `text`.
pub fn copy_text(text: &str) {
    copy(text, |_| ());
}

/// Copies `text` and says in a toast whether that worked.
pub fn copy_with_toast(text: &str, toasts: &Toasts, copied: String, failed: String) {
    let toasts = toasts.clone();
    copy(text, move |worked| {
        let (kind, message) = if worked { (ToastKind::Success, copied) } else { (ToastKind::Error, failed) };
        toasts.show(kind, message);
    });
}

fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let promise = gloo::utils::window().navigator().clipboard().write_text(text);
    yew::platform::spawn_local(async move { done(JsFuture::from(promise).await.is_ok()) });
}

/// The field below `root` that edits what is at `path` of a document, or else what that is part of. An element says of the
/// field in it whose it is: `data-at` has one path, or the several spellings of one.
pub fn field_at(root: &Element, path: &str) -> Option<HtmlElement> {
    let mut path = path;
    loop {
        // A path with a quotation mark in it selects nothing: no field is called so.
        let found = root.query_selector(&format!("[data-at~=\"{path}\"]")).ok().flatten();
        if let Some(found) = found {
            // Where a list says what the field beside it is, the field itself is meant.
            let of = |kinds: &str| found.query_selector(kinds).ok().flatten();
            return of("input, textarea").or_else(|| of("select, button"))?.dyn_into().ok();
        }
        path = path.rsplit_once('/')?.0;
    }
}

/// A name for a file made from a title: letters, digits and hyphens.
pub fn file_name(title: &str, extension: &str) -> String {
    let mut stem = String::new();
    for c in title.chars() {
        if c.is_alphanumeric() {
            stem.extend(c.to_lowercase());
        } else if !stem.ends_with('-') && !stem.is_empty() {
            stem.push('-');
        }
    }
    let stem: String = stem.trim_end_matches('-').chars().take(60).collect();
    format!("{}.{extension}", if stem.is_empty() { "strategy" } else { &stem })
}

/// Whether keys typed there are text.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok()) else { return false };
    matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || target.is_content_editable()
}

/// Hears every key of the page.
#[hook]
pub fn use_keydown(heard: impl Fn(&KeyboardEvent) + 'static) {
    let latest = use_mut_ref(|| None::<Rc<dyn Fn(&KeyboardEvent)>>);
    *latest.borrow_mut() = Some(Rc::new(heard));
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let window = gloo::utils::window();
        let listener = EventListener::new_with_options(&window, "keydown", options, move |event| {
            let handler = RefCell::borrow(&latest).clone();
            if let (Some(handler), Some(event)) = (handler, event.dyn_ref::<KeyboardEvent>()) {
                handler(event);
            }
        });
        move || drop(listener)
    });
}
