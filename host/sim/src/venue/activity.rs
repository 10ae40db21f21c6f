//! What wallets did on chain, as the Data API tells it.

use crate::market::Side;
use alloy_primitives::Address;
use craftstrat_model::{Outcome, Price, Shares, TimeMs, Usdc};

/// Kind of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Trade { side: Side, price: Price },
    Split,
    Merge,
    Redeem,
}

impl What {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Trade { .. } => "TRADE",
            Self::Split => "SPLIT",
            Self::Merge => "MERGE",
            Self::Redeem => "REDEEM",
        }
    }
}

/// One thing a wallet did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Activity {
    pub wallet: Address,
    pub at: TimeMs,
    pub what: What,
    pub condition: String,
    /// Of trades only.
    pub outcome: Option<Outcome>,
    pub shares: Shares,
    pub dollars: Usdc,
    pub fee: Usdc,
    pub hash: String,
}
