//! The numbers of a strategy a user can set: read from its document or inspection, and written back into a document.

use craftstrat_api::inspect::ParameterInfo;
use serde_json::Value;
use std::collections::BTreeMap;

/// The parameters a document declares: in its header, or as nodes of its graph. Empty when the text is not a document; its
/// problems are shown where it is edited.
pub fn of_document(text: &str) -> Vec<ParameterInfo> {
    let Ok(document) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let header = document.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let nodes = document.get("nodes").and_then(Value::as_array).into_iter().flatten();
    let of_nodes = nodes
        .filter(|n| n.get("type").and_then(Value::as_str) == Some("parameter"))
        .filter_map(|n| n.get("data"));
    let mut list: Vec<ParameterInfo> = Vec::new();
    for parameter in header.chain(of_nodes).filter_map(read) {
        // Two nodes may stand for one parameter.
        if !list.iter().any(|known| known.name == parameter.name) {
            list.push(parameter);
        }
    }
    list
}

fn read(value: &Value) -> Option<ParameterInfo> {
    let number = |name: &str| value.get(name).and_then(Value::as_f64);
    let default = number("default")?;
    Some(ParameterInfo {
        name: value.get("name")?.as_str()?.to_owned(),
        default,
        min: number("min").unwrap_or(f64::MIN),
        max: number("max").unwrap_or(f64::MAX),
        step: number("step").unwrap_or(0.0),
    })
}

/// The document with these values as defaults, and `suffix` after its name. `None` when the text is not a document.
pub fn with_defaults(text: &str, values: &BTreeMap<String, f64>, suffix: &str) -> Option<String> {
    let mut document: Value = serde_json::from_str(text).ok()?;
    let set = |parameter: &mut Value| {
        let value = parameter.get("name").and_then(Value::as_str).and_then(|name| values.get(name)).copied();
        if let (Some(value), Some(object)) = (value, parameter.as_object_mut()) {
            object.insert("default".to_owned(), value.into());
        }
    };
    if let Some(header) = document.get_mut("parameters").and_then(Value::as_array_mut) {
        header.iter_mut().for_each(set);
    }
    if let Some(nodes) = document.get_mut("nodes").and_then(Value::as_array_mut) {
        for node in nodes {
            let is_parameter = node.get("type").and_then(Value::as_str) == Some("parameter");
            if let Some(data) = node.get_mut("data").filter(|_| is_parameter) {
                set(data);
            }
        }
    }
    if let Some(Value::String(name)) = document.get_mut("name") {
        *name = named(name, suffix);
    }
    serde_json::to_string_pretty(&document).ok()
}

/// `name` with `suffix`, at most 100 characters: the name gives way, so that variants differ in theirs.
pub fn named(name: &str, suffix: &str) -> String {
    let room = 100_usize.saturating_sub(suffix.chars().count() + 1);
    let kept: String = name.chars().take(room).collect();
    format!("{kept} {suffix}").chars().take(100).collect()
}

/// Values as they are written after a name: `fast 12, slow 40`.
pub fn listed(values: &BTreeMap<String, f64>) -> String {
    let one = |(name, value): (&String, &f64)| format!("{name} {value}");
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}
