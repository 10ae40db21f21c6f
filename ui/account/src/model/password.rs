//! What the server wants of a password, as far as the page can tell while it is typed.

/// Fewest characters.
pub const LEAST: usize = 12;

/// Most characters.
pub const MOST: usize = 128;

/// Something a password must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// From [`LEAST`] to [`MOST`] characters.
    Length,
    /// Something else than the e-mail address.
    NotEmail,
    /// None of those that everybody tries first. Only the server knows.
    NotCommon,
}

impl Rule {
    /// In the order of the page.
    pub const ALL: [Self; 3] = [Self::Length, Self::NotEmail, Self::NotCommon];

    /// In message keys: `account-rule-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::NotEmail => "not-email",
            Self::NotCommon => "not-common",
        }
    }

    /// Whether a password keeps it; none while nothing can be said.
    pub fn is_kept(self, password: &str, email: &str) -> Option<bool> {
        if password.is_empty() {
            return None;
        }
        match self {
            Self::Length => Some((LEAST..=MOST).contains(&password.chars().count())),
            Self::NotEmail if email.trim().is_empty() => None,
            Self::NotEmail => Some(!is_like(password, email.trim())),
            Self::NotCommon => None,
        }
    }
}

fn is_like(password: &str, email: &str) -> bool {
    password.to_lowercase() == email.to_lowercase()
}

/// The first rule that a password breaks for certain. An empty one breaks the first.
pub fn broken(password: &str, email: &str) -> Option<Rule> {
    if password.is_empty() {
        return Some(Rule::Length);
    }
    Rule::ALL.into_iter().find(|rule| rule.is_kept(password, email) == Some(false))
}
