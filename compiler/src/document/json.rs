//! JSON text as a tree that keeps the order of fields and shows duplicate ones.

use crate::problem::{Problems, Sentence, code, message, phrase};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Longest document, in bytes.
pub const DOCUMENT_BYTES_MAX: usize = 1 << 20;

/// Deepest nesting of objects and lists.
pub const DEPTH_MAX: usize = 64;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Json {
    /// What it is, for sentences.
    pub(crate) fn noun(&self) -> Sentence {
        match self {
            Self::Null => phrase::null(),
            Self::Bool(_) => phrase::flag(),
            Self::Number(_) => phrase::number(),
            Self::Text(_) => phrase::text(),
            Self::List(_) => phrase::list(),
            Self::Object(_) => phrase::object(),
        }
    }

    fn depth(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Object(fields) => 1 + fields.iter().map(|(_, v)| v.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }
}

/// The tree of `text`, or a problem.
pub(crate) fn parse(text: &str, problems: &mut Problems) -> Option<Json> {
    if text.len() > DOCUMENT_BYTES_MAX {
        problems.error("", code::TOO_LARGE, message::too_long(text.len(), DOCUMENT_BYTES_MAX));
        return None;
    }
    // serde_json refuses nesting beyond 128, so neither it nor `depth` can exhaust the stack.
    match serde_json::from_str::<Json>(text) {
        Ok(json) if json.depth() <= DEPTH_MAX => Some(json),
        Ok(_) => {
            problems.error("", code::TOO_DEEP, message::too_deep(DEPTH_MAX));
            None
        }
        Err(error) if error.to_string().starts_with("recursion limit") => {
            problems.error("", code::TOO_DEEP, message::too_deep(DEPTH_MAX));
            None
        }
        Err(error) => {
            let text = error.to_string();
            let what = text.split(" at line ").next().unwrap_or("it cannot be read");
            let message = if error.is_eof() {
                message::ends_early(error.line(), error.column())
            } else {
                message::not_json(what, error.line(), error.column())
            };
            problems.error("", code::JSON, message);
            None
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Json::Object(fields))
    }
}
