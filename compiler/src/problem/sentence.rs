//! What is said of a problem: a template with a stable key, and what is filled into it.
//!
//! The compiler writes English. Whoever speaks another language takes the key, and the arguments by name, and says the same
//! from a catalogue of its own; [`templates`] lists what such a catalogue must have.

use serde::{Serialize, Serializer};
use std::fmt;

/// An English sentence, or part of one, with places for its arguments: `{name}`. Braces around anything else are meant
/// literally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Names it in catalogues: `message-must_be`.
    pub key: &'static str,
    /// The English text.
    pub text: &'static str,
    /// The names of its arguments.
    pub arguments: &'static [&'static str],
}

/// A template with its arguments. Displayed, it is English.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    template: &'static Template,
    arguments: Vec<Argument>,
}

/// What is filled into a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// The same in every language: names, quotations.
    Text(String),
    /// Written as a language writes numbers.
    Number(f64),
    /// Words.
    Words(Sentence),
}

impl Sentence {
    /// `arguments` are in the order in which the template names them.
    pub(super) fn new(template: &'static Template, arguments: Vec<Argument>) -> Self {
        Self { template, arguments }
    }

    /// Names it in catalogues.
    pub fn key(&self) -> &'static str {
        self.template.key
    }

    /// Its arguments with their names.
    pub fn arguments(&self) -> impl Iterator<Item = (&'static str, &Argument)> {
        self.template.arguments.iter().copied().zip(&self.arguments)
    }

    fn filled(&self) -> String {
        let mut out = String::new();
        let mut rest = self.template.text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let place = self.arguments().find_map(|(name, argument)| {
                Some((argument, after.strip_prefix(name).and_then(|rest| rest.strip_prefix('}'))?))
            });
            rest = match place {
                Some((argument, behind)) => {
                    out.push_str(&argument.to_string());
                    behind
                }
                None => {
                    out.push('{');
                    after
                }
            };
        }
        out.push_str(rest);
        out
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled = self.filled();
        // A whole sentence that begins with an argument begins with a capital all the same.
        let whole = self.template.text.starts_with('{') && self.template.text.ends_with('.');
        match filled.chars().next().filter(|_| whole) {
            Some(first) => {
                write!(f, "{}{}", first.to_uppercase(), filled.get(first.len_utf8()..).unwrap_or_default())
            }
            None => f.write_str(&filled),
        }
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Words(words) => words.fmt(f),
        }
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Sentence> for Argument {
    fn from(words: Sentence) -> Self {
        Self::Words(words)
    }
}

impl From<f64> for Argument {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

/// Every template there is.
pub fn templates() -> impl Iterator<Item = &'static Template> {
    [super::message::ALL, super::fix::ALL, super::phrase::ALL].into_iter().flatten()
}

/// A function for each sentence that fills it in, and `ALL` with their templates.
macro_rules! sentences {
    ($kind:literal $($name:ident($($argument:ident),*) $text:literal;)*) => {
        $(
            #[doc = concat!("`", $text, "`")]
            pub(crate) fn $name($($argument: impl Into<$crate::problem::Argument>),*) -> $crate::problem::Sentence {
                const TEMPLATE: &$crate::problem::Template = &sentences!(@template $kind $name($($argument),*) $text);
                $crate::problem::Sentence::new(TEMPLATE, vec![$($argument.into()),*])
            }
        )*

        /// Every template of this kind.
        pub(super) const ALL: &[$crate::problem::Template] =
            &[$(sentences!(@template $kind $name($($argument),*) $text)),*];
    };
    (@template $kind:literal $name:ident($($argument:ident),*) $text:literal) => {
        $crate::problem::Template {
            key: concat!($kind, "-", stringify!($name)),
            text: $text,
            arguments: &[$(stringify!($argument)),*],
        }
    };
}

pub(super) use sentences;

#[cfg(test)]
mod tests {
    use super::templates;
    use std::collections::BTreeSet;

    #[test]
    fn every_template_has_a_key_of_its_own_and_places_for_exactly_its_arguments() {
        let mut keys = BTreeSet::new();
        for template in templates() {
            assert!(keys.insert(template.key), "{} twice", template.key);
            let is_name =
                |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            let places = template.text.split('{').skip(1);
            let places: BTreeSet<&str> = places
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
                .filter(is_name)
                .collect();
            let arguments: BTreeSet<&str> = template.arguments.iter().copied().collect();
            assert_eq!(places, arguments, "{}", template.key);
        }
        assert!(keys.len() > 150, "{} templates", keys.len());
    }

    #[test]
    fn only_a_whole_sentence_is_begun_with_a_capital() {
        use crate::problem::{message, phrase};
        let range = phrase::lies_between(phrase::this_value(), 0.0, 1.0);
        assert_eq!(range.to_string(), "this value lies between 0 and 1");
        assert_eq!(
            message::never_holds(range).to_string(),
            "This value lies between 0 and 1, so this never holds."
        );
    }

    #[test]
    fn braces_that_name_no_argument_stay() {
        let fix = crate::problem::fix::write_field("mid_up");
        assert_eq!(fix.to_string(), r#"write {"field": "mid_up"}"#);
        assert_eq!(crate::problem::fix::did_you_mean("{name}").to_string(), r#"did you mean "{name}"?"#);
    }
}
