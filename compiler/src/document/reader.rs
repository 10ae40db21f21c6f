//! Typed access to a JSON tree that notes every problem with its path and goes on.

use super::json::Json;
use crate::problem::{Problems, Sentence, code, did_you_mean, fix, message, phrase, quote};
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
    fn wrong(&self, wanted: Sentence, problems: &mut Problems) {
        problems.error(&self.path, code::WRONG_TYPE, message::must_be(wanted, self.json.noun()));
    }

    /// A finite number of sane magnitude.
    pub(crate) fn number(&self, problems: &mut Problems) -> Option<f64> {
        match self.json {
            Json::Number(value) if value.abs() <= NUMBER_MAX => Some(*value),
            Json::Number(value) => {
                let message = message::not_sensible(format!("{value:e}"));
                problems.error(&self.path, code::OUT_OF_RANGE, message);
                None
            }
            Json::Text(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
                let fix = fix::remove_quotes(text.trim());
                problems.error_fix(&self.path, code::WRONG_TYPE, message::number_as_text(), fix);
                None
            }
            _ => {
                self.wrong(phrase::number(), problems);
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
        problems.error(&self.path, code::OUT_OF_RANGE, message::outside(value, min, max));
        None
    }

    /// A whole number within bounds, inclusive.
    pub(crate) fn whole_in(&self, min: u32, max: u32, problems: &mut Problems) -> Option<u32> {
        let value = self.number_in(f64::from(min), f64::from(max), problems)?;
        if value.fract() == 0.0 {
            return Some(value as u32);
        }
        problems.error(&self.path, code::OUT_OF_RANGE, message::not_whole(value));
        None
    }

    /// True or false.
    pub(crate) fn flag(&self, problems: &mut Problems) -> Option<bool> {
        if let Json::Bool(value) = self.json {
            return Some(*value);
        }
        self.wrong(phrase::flag(), problems);
        None
    }

    /// Any text.
    pub(crate) fn text(&self, problems: &mut Problems) -> Option<&'a str> {
        if let Json::Text(text) = self.json {
            return Some(text);
        }
        self.wrong(phrase::text(), problems);
        None
    }

    /// A text that names something: 1 to 100 characters, none of them a control character.
    pub(crate) fn name(&self, problems: &mut Problems) -> Option<&'a str> {
        let text = self.text(problems)?;
        let fault = if text.is_empty() {
            message::name_empty()
        } else if text.chars().nth(NAME_CHARS_MAX).is_some() {
            message::name_long(NAME_CHARS_MAX)
        } else if text.chars().any(char::is_control) {
            message::name_control()
        } else {
            return Some(text);
        };
        problems.error(&self.path, code::BAD_TEXT, fault);
        None
    }

    /// A text for people.
    pub(crate) fn prose(&self, problems: &mut Problems) -> Option<&'a str> {
        let text = self.text(problems)?;
        if text.chars().nth(PROSE_CHARS_MAX).is_none() {
            return Some(text);
        }
        problems.error(&self.path, code::BAD_TEXT, message::text_long(PROSE_CHARS_MAX));
        None
    }

    /// The items of a list.
    pub(crate) fn list(&self, problems: &mut Problems) -> Option<Vec<At<'a>>> {
        if let Json::List(items) = self.json {
            let item = |(i, json)| At { json, path: format!("{}/{i}", self.path) };
            return Some(items.iter().enumerate().map(item).collect());
        }
        self.wrong(phrase::list(), problems);
        None
    }

    /// The fields of an object; duplicate names are noted.
    pub(crate) fn object(&self, problems: &mut Problems) -> Option<Fields<'a>> {
        let Json::Object(entries) = self.json else {
            self.wrong(phrase::object(), problems);
            return None;
        };
        let mut names = BTreeSet::new();
        for (name, _) in entries {
            if !names.insert(name.as_str()) {
                let message = message::written_twice(quote(name));
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
        what: Sentence,
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
            fix::use_one_of(first.join(", "))
        });
        problems.error_fix(&self.path, code::UNKNOWN_NAME, message::no_such(what, quote(text)), fix);
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
                    let message = message::mean_the_same(*first, *name);
                    problems.error_fix(&at.path, code::CONFLICT, message, fix::remove_field(*name));
                }
            }
        }
        found.map(|(at, _)| at)
    }

    /// A field that must be there.
    pub(crate) fn need(
        &mut self,
        name: &'static str,
        what: Sentence,
        problems: &mut Problems,
    ) -> Option<At<'a>> {
        let found = self.get(name);
        if found.is_none() {
            problems.error_fix(
                &self.path,
                code::MISSING_FIELD,
                message::missing_field(name, what),
                self.misspelt(name).map(|found| fix::rename_field(found, name)),
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
                Some(did_you_mean(name, self.asked.iter().copied()).unwrap_or_else(fix::remove_or_note))
            };
            let message = message::means_nothing(quote(name));
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
