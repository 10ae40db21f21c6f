//! Typed access to a JSON tree that notes every problem with its path and goes on.

use super::json::Json;
use crate::problem::{Problems, code, did_you_mean, quote};
use std::collections::BTreeSet;

/// Largest magnitude of any number in a document.
const NUMBER_MAX: f64 = 1e12;

/// Longest text that names something, in characters.
const NAME_CHARS_MAX: usize = 100;

/// Longest text for people, in characters.
const PROSE_CHARS_MAX: usize = 10_000;

/// A value and where it is.
#[derive(Clone, Debug)]
pub(crate) struct At<'a> {
    pub(crate) json: &'a Json,
    pub(crate) path: String,
}

impl<'a> At<'a> {
    fn wrong(&self, wanted: &str, problems: &mut Problems) {
        let message = format!("This must be {wanted}, not {}.", self.json.noun());
        problems.error(&self.path, code::WRONG_TYPE, message);
    }

    /// A finite number of sane magnitude.
    pub(crate) fn number(&self, problems: &mut Problems) -> Option<f64> {
        match self.json {
            Json::Number(value) if value.abs() <= NUMBER_MAX => Some(*value),
            Json::Number(value) => {
                let message = format!("{value:e} is not a sensible number here; at most 1e12 is accepted.");
                problems.error(&self.path, code::OUT_OF_RANGE, message);
                None
            }
            Json::Text(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
                let fix = Some(format!("remove the quotation marks: {}", text.trim()));
                problems.error_fix(&self.path, code::WRONG_TYPE, "This must be a number, not a text.", fix);
                None
            }
            _ => {
                self.wrong("a number", problems);
                None
            }
        }
    }

    /// A number within bounds, inclusive.
    pub(crate) fn number_in(&self, min: f64, max: f64, problems: &mut Problems) -> Option<f64> {
        let value = self.number(problems)?;
        if (min..=max).contains(&value) {
            return Some(value);
        }
        problems.error(&self.path, code::OUT_OF_RANGE, format!("{value} is outside {min} to {max}."));
        None
    }

    /// A whole number within bounds, inclusive.
    pub(crate) fn whole_in(&self, min: u32, max: u32, problems: &mut Problems) -> Option<u32> {
        let value = self.number_in(f64::from(min), f64::from(max), problems)?;
        if value.fract() == 0.0 {
            return Some(value as u32);
        }
        problems.error(&self.path, code::OUT_OF_RANGE, format!("{value} is not a whole number."));
        None
    }

    /// True or false.
    pub(crate) fn flag(&self, problems: &mut Problems) -> Option<bool> {
        if let Json::Bool(value) = self.json {
            return Some(*value);
        }
        self.wrong("true or false", problems);
        None
    }

    /// Any text.
    pub(crate) fn text(&self, problems: &mut Problems) -> Option<&'a str> {
        if let Json::Text(text) = self.json {
            return Some(text);
        }
        self.wrong("a text", problems);
        None
    }

    /// A text that names something: 1 to 100 characters, none of them a control character.
    pub(crate) fn name(&self, problems: &mut Problems) -> Option<&'a str> {
        let text = self.text(problems)?;
        let fault = if text.is_empty() {
            "is empty"
        } else if text.chars().nth(NAME_CHARS_MAX).is_some() {
            "is longer than 100 characters"
        } else if text.chars().any(char::is_control) {
            "holds control characters"
        } else {
            return Some(text);
        };
        problems.error(&self.path, code::BAD_TEXT, format!("This name {fault}."));
        None
    }

    /// A text for people.
    pub(crate) fn prose(&self, problems: &mut Problems) -> Option<&'a str> {
        let text = self.text(problems)?;
        if text.chars().nth(PROSE_CHARS_MAX).is_none() {
            return Some(text);
        }
        problems.error(
            &self.path,
            code::BAD_TEXT,
            format!("This text is longer than {PROSE_CHARS_MAX} characters."),
        );
        None
    }

    /// The items of a list.
    pub(crate) fn list(&self, problems: &mut Problems) -> Option<Vec<At<'a>>> {
        if let Json::List(items) = self.json {
            let item = |(i, json)| At { json, path: format!("{}/{i}", self.path) };
            return Some(items.iter().enumerate().map(item).collect());
        }
        self.wrong("a list", problems);
        None
    }

    /// The fields of an object; duplicate names are noted.
    pub(crate) fn object(&self, problems: &mut Problems) -> Option<Fields<'a>> {
        let Json::Object(entries) = self.json else {
            self.wrong("an object", problems);
            return None;
        };
        let mut names = BTreeSet::new();
        for (name, _) in entries {
            if !names.insert(name.as_str()) {
                let message = format!("The field {} is written twice.", quote(name));
                problems.error(&child(&self.path, name), code::DUPLICATE, message);
            }
        }
        Some(Fields { path: self.path.clone(), entries, asked: Vec::new(), excused: false })
    }

    /// Whether it is an object with a field of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        matches!(self.json, Json::Object(entries) if entries.iter().any(|(n, _)| n == name))
    }

    /// Text field `name` of an object, when it is one; for looking ahead without noting problems.
    pub(crate) fn peek_text(&self, name: &str) -> Option<&'a str> {
        let Json::Object(entries) = self.json else { return None };
        match entries.iter().find(|(n, _)| n == name) {
            Some((_, Json::Text(text))) => Some(text),
            _ => None,
        }
    }

    /// One of `choices`, by any of its spellings, whatever the case.
    pub(crate) fn choice<T: Copy>(
        &self,
        what: &str,
        choices: &[(&[&str], T)],
        problems: &mut Problems,
    ) -> Option<T> {
        let text = self.text(problems)?;
        let spelled = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(text));
        if let Some((_, value)) = choices.iter().find(|(names, _)| spelled(names)) {
            return Some(*value);
        }
        let all = choices.iter().flat_map(|(names, _)| names.iter().copied());
        let fix = did_you_mean(text, all).unwrap_or_else(|| {
            let first: Vec<&str> = choices.iter().filter_map(|(names, _)| names.first().copied()).collect();
            format!("use one of: {}", first.join(", "))
        });
        problems.error_fix(
            &self.path,
            code::UNKNOWN_NAME,
            format!("There is no {what} {}.", quote(text)),
            Some(fix),
        );
        None
    }
}

/// The fields of an object. Whoever reads it asks for the fields it knows and finally calls [`Fields::finish`], which
/// reports the others.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    pub(crate) path: String,
    entries: &'a [(String, Json)],
    asked: Vec<&'static str>,
    excused: bool,
}

impl<'a> Fields<'a> {
    /// The path of a field.
    pub(crate) fn at(&self, name: &str) -> String {
        child(&self.path, name)
    }

    /// A field; null counts as absent.
    pub(crate) fn get(&mut self, name: &'static str) -> Option<At<'a>> {
        self.asked.push(name);
        let (_, json) = self.entries.iter().find(|(n, j)| n == name && *j != Json::Null)?;
        Some(At { json, path: self.at(name) })
    }

    /// The first of several spellings of a field that is there; it is an error when two are.
    pub(crate) fn any(&mut self, names: &[&'static str], problems: &mut Problems) -> Option<At<'a>> {
        let mut found: Option<(At<'a>, &str)> = None;
        for name in names {
            let Some(at) = self.get(name) else { continue };
            match &found {
                None => found = Some((at, name)),
                Some((_, first)) => {
                    let message =
                        format!("`{first}` and `{name}` mean the same; only one of them can be given.");
                    problems.error_fix(&at.path, code::CONFLICT, message, Some(format!("remove `{name}`")));
                }
            }
        }
        found.map(|(at, _)| at)
    }

    /// A field that must be there.
    pub(crate) fn need(&mut self, name: &'static str, what: &str, problems: &mut Problems) -> Option<At<'a>> {
        let found = self.get(name);
        if found.is_none() {
            problems.error_fix(
                &self.path,
                code::MISSING_FIELD,
                format!("The field `{name}` is missing: {what}."),
                self.misspelt(name).map(|found| format!("rename `{found}` to `{name}`")),
            );
        }
        found
    }

    /// A field that is there and looks like a misspelling of `name`.
    fn misspelt(&self, name: &str) -> Option<&'a str> {
        let unknown = self.entries.iter().map(|(n, _)| n.as_str()).filter(|n| !self.asked.contains(n));
        crate::problem::closest(name, unknown)
    }

    /// Forgoes reporting unknown fields: which ones are known depends on something that could not be read.
    pub(crate) fn excuse(&mut self) {
        self.excused = true;
    }

    /// Notes every field nobody asked for, except `tolerated` ones and those that begin with an underscore.
    pub(crate) fn finish(self, tolerated: &[&str], problems: &mut Problems) {
        for (name, _) in self.entries.iter().filter(|_| !self.excused) {
            let known = self.asked.iter().any(|a| a == name) || tolerated.contains(&name.as_str());
            if known || name.starts_with('_') {
                continue;
            }
            let fix = if problems.is_full() {
                None
            } else {
                let note = "remove it, or begin its name with _ to keep it as a note";
                Some(did_you_mean(name, self.asked.iter().copied()).unwrap_or_else(|| note.to_owned()))
            };
            let message = format!("The field {} means nothing here.", quote(name));
            problems.error_fix(&self.at(name), code::UNKNOWN_FIELD, message, fix);
        }
    }
}

/// The JSON pointer of a field.
pub(crate) fn child(path: &str, name: &str) -> String {
    let mut short: String = name.chars().take(60).collect();
    if short.contains(['~', '/']) {
        short = short.replace('~', "~0").replace('/', "~1");
    }
    format!("{path}/{short}")
}
