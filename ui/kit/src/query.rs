//! View state in the address, so that a link shows what its sender saw.

use crate::route::Route;
use yew::prelude::*;
use yew_router::prelude::*;

/// One key of the address's query.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryState {
    /// What it is.
    pub value: Option<String>,
    /// Changes it; `None` takes it out. The page's history does not grow.
    pub set: Callback<Option<String>>,
}

/// The pairs of a query, with or without its question mark.
fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(key), decoded(value))
        })
        .collect()
}

/// Undoes percent-encoding; a `%` that begins no code stays.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(if bytes[at] == b'+' { b' ' } else { bytes[at] });
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A text as it may stand in a path or a query.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The value of `key` in a query.
pub fn query_value(query: &str, key: &str) -> Option<String> {
    pairs(query).into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// The pairs of a query with `key` changed.
pub fn with_query_value(query: &str, key: &str, value: Option<&str>) -> Vec<(String, String)> {
    let mut pairs = pairs(query);
    match (pairs.iter().position(|(name, _)| name == key), value) {
        (Some(at), Some(value)) => pairs[at].1 = value.to_owned(),
        (Some(at), None) => drop(pairs.remove(at)),
        (None, Some(value)) => pairs.push((key.to_owned(), value.to_owned())),
        (None, None) => {}
    }
    pairs
}

/// Keeps `key` of the page's view state in the address. Outside a router it holds nothing.
#[hook]
pub fn use_query_state(key: &'static str) -> QueryState {
    let location = use_location();
    let navigator = use_navigator();
    let route = use_route::<Route>();
    let value = location.as_ref().and_then(|location| query_value(location.query_str(), key));
    let set = use_callback((navigator, route), move |value: Option<String>, (navigator, route)| {
        let (Some(navigator), Some(route)) = (navigator, route) else { return };
        // The query as it is now: two keys may change between two renders.
        let query = gloo::utils::window().location().search().unwrap_or_default();
        let next = with_query_value(&query, key, value.as_deref());
        if next != with_query_value(&query, "", None) {
            // It fails only on values that cannot be encoded; pairs of texts can.
            let _ = navigator.replace_with_query(route, next);
        }
    });
    QueryState { value, set }
}
