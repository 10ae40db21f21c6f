//! Documents as text: reading them generously, writing them in one way.

use crate::model::Document;
use craftstrat_compiler::Problem;
use craftstrat_compiler::problem::code;
use serde_json::{Map, Value};

/// Texts that people put beside data; in a graph they are kept at the node.
const NOTES: [&str; 5] = ["label", "comment", "note", "title", "color"];

/// Further spellings of an action's fields, and the customary one.
const ACTION_SPELLINGS: [(&str, &str); 6] = [
    ("type", "order_type"),
    ("cooldown_s", "cool_down_s"),
    ("cool_down", "cool_down_s"),
    ("size_shares", "size"),
    ("size_pct", "size"),
    ("probability", "size"),
];

/// Reads a document whose shape can be understood, whether or not it compiles.
pub(crate) fn read(text: &str) -> Result<Document, Vec<Problem>> {
    // The compiler bounds size and depth, and says what is wrong better than a parser does.
    let problems = craftstrat_compiler::check(text);
    let limits = [code::JSON, code::TOO_LARGE, code::TOO_DEEP];
    if problems.iter().any(|p| p.is_error() && limits.contains(&p.code)) {
        return Err(errors(problems));
    }
    let parsed = serde_json::from_str(text).ok().map(customary).and_then(|v| serde_json::from_value(v).ok());
    parsed.ok_or_else(|| errors(problems))
}

fn errors(problems: Vec<Problem>) -> Vec<Problem> {
    let mut errors: Vec<Problem> = problems.into_iter().filter(Problem::is_error).collect();
    if errors.is_empty() {
        errors.push(Problem::unreadable());
    }
    errors
}

/// The document in the customary spelling.
fn customary(mut value: Value) -> Value {
    let Some(root) = value.as_object_mut() else { return value };
    if !root.contains_key("mode") {
        let mode = if root.contains_key("conditions") { "form" } else { "node" };
        root.insert("mode".to_owned(), mode.into());
    }
    for part in ["action", "actions", "conditions", "nodes"] {
        let Some(value) = root.get_mut(part) else { continue };
        match (part, value) {
            ("action", Value::Object(action)) => rename(action, &ACTION_SPELLINGS),
            ("actions", Value::Array(list)) => {
                list.iter_mut().filter_map(Value::as_object_mut).for_each(|a| rename(a, &ACTION_SPELLINGS));
            }
            ("conditions", Value::Array(list)) => list.iter_mut().for_each(clause),
            ("nodes", Value::Array(list)) => list.iter_mut().filter_map(Value::as_object_mut).for_each(node),
            _ => {}
        }
    }
    value
}

/// The depth is that of the document, which the compiler has bounded.
fn clause(value: &mut Value) {
    let Some(map) = value.as_object_mut() else { return };
    match map.get_mut("rules") {
        Some(Value::Array(_)) => {
            if let Some(Value::String(joined)) = map.get_mut("type") {
                match joined.to_ascii_uppercase().as_str() {
                    "OR" | "ANY" => "OR".clone_into(joined),
                    "AND" | "ALL" => "AND".clone_into(joined),
                    _ => {}
                }
            }
            if let Some(Value::Array(rules)) = map.get_mut("rules") {
                rules.iter_mut().for_each(clause);
            }
        }
        _ => {
            rename(map, &[("fn", "indicator")]);
            for end in ends(map.get_mut("value")) {
                rename(end, &[("fn", "indicator")]);
            }
        }
    }
}

fn ends(value: Option<&mut Value>) -> Vec<&mut Map<String, Value>> {
    match value {
        Some(Value::Object(map)) => vec![map],
        Some(Value::Array(list)) => list.iter_mut().filter_map(Value::as_object_mut).collect(),
        _ => Vec::new(),
    }
}

fn node(node: &mut Map<String, Value>) {
    let kind = node.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    if kind == "note" {
        node.insert("type".to_owned(), "comment".into());
    }
    if matches!(kind.as_str(), "comment" | "note") {
        node.entry("data").or_insert_with(|| Map::new().into());
        return;
    }
    let Some(Value::Object(data)) = node.get_mut("data") else { return };
    let mut crossing = false;
    match kind.as_str() {
        "indicator" => {
            rename(data, &[("indicator", "fn"), ("function", "fn")]);
            let name = data.get("fn").and_then(Value::as_str).unwrap_or_default();
            crossing = crate::names::comparison(name).is_some_and(|c| c.key.starts_with("cross"));
            if crossing {
                rename(data, &[("fn", "operator")]);
            }
        }
        "logic" if data.get("operator").and_then(Value::as_str).is_some_and(|o| o.starts_with("cool")) => {
            rename(data, &[("cool_down_s", "seconds"), ("value", "seconds")]);
        }
        "action" => rename(data, &ACTION_SPELLINGS),
        _ => {}
    }
    // An indicator keeps its notes among its settings.
    let notes: Vec<(String, Value)> = match kind.as_str() {
        "indicator" if !crossing => Vec::new(),
        _ => NOTES.iter().filter_map(|n| data.remove_entry(*n)).collect(),
    };
    if crossing {
        node.insert("type".to_owned(), "comparator".into());
    }
    for (name, note) in notes {
        node.entry(name).or_insert(note);
    }
}

fn rename(map: &mut Map<String, Value>, names: &[(&str, &str)]) {
    for (from, to) in names {
        if !map.contains_key(*to)
            && let Some(value) = map.remove(*from)
        {
            map.insert((*to).to_owned(), value);
        }
    }
}

/// The document's text.
pub(crate) fn write(document: &Document) -> String {
    let value = serde_json::to_value(document).map(whole);
    value.and_then(|v| serde_json::to_string_pretty(&v)).unwrap_or_default()
}

/// The document's text without space, for where it is short that counts.
pub(crate) fn compact(document: &Document) -> String {
    let value = serde_json::to_value(document).map(whole);
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// The document as reading its text gives it, with whole numbers written as such. `None` when it cannot be written:
/// a number is not finite.
pub(crate) fn canonical(document: &Document) -> Option<Document> {
    serde_json::from_value(whole(serde_json::to_value(document).ok()?)).ok()
}

fn whole(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
                Value::from(float as i64)
            }
            _ => Value::Number(number),
        },
        Value::Array(list) => list.into_iter().map(whole).collect(),
        Value::Object(map) => map.into_iter().map(|(name, value)| (name, whole(value))).collect(),
        other => other,
    }
}
