//! What a service token may: the tokens of other processes of the installation, each for what its process does.

use super::Action;
use std::fmt;
use std::str::FromStr;

/// A kind of thing a service token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceScope {
    /// Activate and deactivate strategies.
    Strategy,
    /// Look at wallets.
    Wallet,
    /// Run backtests.
    Backtest,
    /// Look at the engine.
    Engine,
}

impl ServiceScope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Strategy, Self::Wallet, Self::Backtest, Self::Engine];

    /// As it is written in the file of tokens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Strategy => "strategy",
            Self::Wallet => "wallet",
            Self::Backtest => "backtest",
            Self::Engine => "engine",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for ServiceScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of them. As text, their names with commas between: `strategy,engine`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ServiceScopes(u8);

impl ServiceScopes {
    /// Whether `scope` is among them.
    pub const fn contains(self, scope: ServiceScope) -> bool {
        self.0 & scope.bit() != 0
    }
}

impl FromIterator<ServiceScope> for ServiceScopes {
    fn from_iter<I: IntoIterator<Item = ServiceScope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | scope.bit()))
    }
}

/// No scope is called like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such scope: strategy, wallet, backtest or engine, with commas between")]
pub struct NoSuchServiceScope;

impl FromStr for ServiceScopes {
    type Err = NoSuchServiceScope;

    fn from_str(text: &str) -> Result<Self, NoSuchServiceScope> {
        let named = |name: &str| ServiceScope::ALL.into_iter().find(|s| s.as_str() == name);
        text.split(',').map(|name| named(name).ok_or(NoSuchServiceScope)).collect()
    }
}

impl Action {
    /// What a service token needs for it; nothing for what no service may.
    pub const fn service_scope(self) -> Option<ServiceScope> {
        match self {
            Self::InternalStrategy => Some(ServiceScope::Strategy),
            Self::InternalWallet => Some(ServiceScope::Wallet),
            Self::InternalBacktest => Some(ServiceScope::Backtest),
            Self::InternalEngine => Some(ServiceScope::Engine),
            _ => None,
        }
    }
}
