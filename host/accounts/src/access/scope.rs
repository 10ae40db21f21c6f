//! What an API token may.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A kind of thing a token may do. Accounts, sessions, tokens, second factor, withdrawal, export and whatever operators do
/// have no scope: no token ever reaches them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Look at everything a token may look at.
    Read,
    /// Look at strategies and change them.
    Strategies,
    /// Look at backtests and sweeps, run and cancel them.
    Backtests,
    /// Look at what runs and at alerts; assign, start, change, stop.
    Live,
    /// Look at wallets; make, rename, pause and delete them.
    Wallets,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [Self::Read, Self::Strategies, Self::Backtests, Self::Live, Self::Wallets];

    /// As it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Strategies => "strategies",
            Self::Backtests => "backtests",
            Self::Live => "live",
            Self::Wallets => "wallets",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of scopes. As text, their names with spaces between: `read live`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scopes(u8);

impl Scopes {
    /// Whether `scope` is among them.
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Whether there is none: such a token may nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// They, in the order of [`Scope::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.contains(*scope))
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | scope.bit()))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, scope) in self.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{scope}")?;
        }
        Ok(())
    }
}

/// No scope is called like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such scope: read, strategies, backtests, live or wallets")]
pub struct NoSuchScope;

impl FromStr for Scopes {
    type Err = NoSuchScope;

    fn from_str(text: &str) -> Result<Self, NoSuchScope> {
        let scope = |name: &str| Scope::ALL.into_iter().find(|s| s.as_str() == name).ok_or(NoSuchScope);
        text.split_whitespace().map(scope).collect()
    }
}
