//! Why something was not done, as a message that any language can show.

use craftstrat_i18n::{Catalogue, Value};

/// Why an edit, a connection or a paste was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}")]
pub struct Refusal {
    /// The Fluent message: `studio-refusal-cycle`.
    pub key: &'static str,
    /// Its variables.
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal without variables.
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// With a variable; long texts are cut.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.args.push((name, short(value.as_ref())));
        self
    }

    /// The sentence.
    pub fn text(&self, i18n: &Catalogue) -> String {
        let args: Vec<(&str, Value<'_>)> =
            self.args.iter().map(|(name, value)| (*name, Value::from(value.as_str()))).collect();
        i18n.format(self.key, &args)
    }
}

/// At most 60 characters of a text that somebody else wrote.
pub(crate) fn short(text: &str) -> String {
    let mut out: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        out.push('…');
    }
    out
}
