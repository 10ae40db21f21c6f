//! Fields of a metadata object under whatever name and in whatever form they come.

use serde_json::Value;

/// A recorder's wrapper keeps the Gamma object under `raw`; fields of either count, the wrapper's first.
pub(super) struct Fields<'v> {
    pub(super) outer: &'v Value,
    pub(super) raw: Option<&'v Value>,
}

impl<'v> Fields<'v> {
    pub(super) fn get(&self, names: &[&str]) -> Option<&'v Value> {
        let objects = [Some(self.outer), self.raw];
        let found = objects.into_iter().flatten().flat_map(|o| names.iter().map(move |n| o.get(n)));
        found.flatten().find(|v| !v.is_null())
    }

    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        match self.get(names)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    pub(super) fn number(&self, names: &[&str]) -> Option<f64> {
        number_of(self.get(names)?)
    }

    /// A list of texts, be it an array or one written as text.
    pub(super) fn texts(&self, names: &[&str]) -> Option<Vec<String>> {
        let parsed;
        let list = match self.get(names)? {
            Value::Array(list) => list,
            Value::String(text) => {
                parsed = serde_json::from_str::<Vec<Value>>(text).ok()?;
                &parsed
            }
            _ => return None,
        };
        let text = |v: &Value| match v {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Some(list.iter().map(text).collect())
    }
}

/// A number, or one written as text.
pub(super) fn number_of(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}
