//! Which markets a strategy trades: series and patterns of them, as people type and choose them.

/// The most of one assignment, as the server has it.
pub const MARKETS_MAX: usize = 50;

/// Why a text names no markets. The message is `wallets-markets-<code>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarketsError {
    /// Nothing was typed.
    Missing,
    /// More than [`MARKETS_MAX`].
    TooMany,
    /// One that is none: this one.
    Wrong(String),
}

impl MarketsError {
    /// In message keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooMany => "too-many",
            Self::Wrong(_) => "wrong",
        }
    }
}

/// The names in a text, each once: separated by commas, semicolons or spaces.
pub fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
        let name = name.trim().to_ascii_lowercase();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The series and patterns a text names.
///
/// # Errors
/// When there is none, there are too many, or one has a letter no slug has.
pub fn markets(text: &str) -> Result<Vec<String>, MarketsError> {
    let names = names(text);
    if names.is_empty() {
        return Err(MarketsError::Missing);
    }
    if names.len() > MARKETS_MAX {
        return Err(MarketsError::TooMany);
    }
    let is_slug = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'*'));
    match names.iter().find(|name| !is_slug(name)) {
        Some(wrong) => Err(MarketsError::Wrong(wrong.clone())),
        None => Ok(names),
    }
}

/// A text with a name more, or without it when it was there.
pub fn toggled(text: &str, name: &str) -> String {
    let mut all = names(text);
    match all.iter().position(|known| known == name) {
        Some(at) => drop(all.remove(at)),
        None => all.push(name.to_owned()),
    }
    all.join(", ")
}
