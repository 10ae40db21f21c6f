//! A token for programs while it is being made.

use craftstrat_api::studio::people::{NewToken, Scope};

/// Every scope, in the order of the page.
pub const SCOPES: [Scope; 5] =
    [Scope::Read, Scope::Strategies, Scope::Backtests, Scope::Live, Scope::Wallets];

/// Days that are offered.
pub const DAYS: [u32; 4] = [7, 30, 90, 365];

/// Names messages: `account-scope-<code>`.
pub const fn scope_code(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "read",
        Scope::Strategies => "strategies",
        Scope::Backtests => "backtests",
        Scope::Live => "live",
        Scope::Wallets => "wallets",
    }
}

/// The draft: it reads for a month until somebody wants more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenDraft {
    /// Its name.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// Days until it expires.
    pub days: u32,
}

impl Default for TokenDraft {
    fn default() -> Self {
        Self { name: String::new(), scopes: vec![Scope::Read], days: 30 }
    }
}

/// What is wrong with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// No name, or one of more than 100 characters.
    Name,
    /// No scope.
    Scopes,
}

impl TokenDraft {
    /// With a scope more or less.
    #[must_use]
    pub fn toggled(mut self, scope: Scope) -> Self {
        match self.scopes.iter().position(|s| *s == scope) {
            Some(at) => drop(self.scopes.remove(at)),
            None => self.scopes.push(scope),
        }
        self.scopes.sort_unstable();
        self
    }

    /// What is asked for.
    ///
    /// # Errors
    /// When something is missing.
    pub fn request(&self) -> Result<NewToken, TokenError> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(TokenError::Name);
        }
        if self.scopes.is_empty() {
            return Err(TokenError::Scopes);
        }
        Ok(NewToken { name: name.to_owned(), scopes: self.scopes.clone(), days: self.days })
    }
}
