//! What a wallet may be used for, sealed with its key: whoever asks cannot bring rules along.

use craftstrat_model::Usdc;
use craftstrat_signing::Address;
use craftstrat_signing::wallet::AccountKind;
use serde::{Deserialize, Serialize};

/// Addresses that money may be withdrawn to, of one wallet.
pub(crate) const WITHDRAWALS_MAX: usize = 20;
/// Exchanges of one wallet.
const EXCHANGES_MAX: usize = 8;

/// The rules of one key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The chain everything is signed for.
    pub chain: u64,
    /// Exchanges that orders may be signed for.
    pub exchanges: Vec<Address>,
    /// How the wallet signs.
    pub account: AccountKind,
    /// The wallet: who makes the orders and holds the money.
    pub maker: Address,
    /// The address of the owner's key, also in a session key's rules.
    pub owner: Address,
    /// Dollars of orders a rolling hour, for buying and for selling each.
    pub notional_per_hour: Usdc,
    /// Where money may be withdrawn to; always empty for a session key.
    pub withdrawals: Vec<AllowedWithdrawal>,
}

/// An address money may be withdrawn to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowedWithdrawal {
    /// The address.
    pub to: Address,
    /// Since when, milliseconds since the epoch: the delay between allowing and using is the signer's.
    pub not_before_ms: i64,
}

/// A change of a wallet's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PolicyChange {
    /// Lets money be withdrawn to an address, after the signer's delay.
    Allow {
        /// The address.
        to: Address,
    },
    /// Takes that back at once.
    Forbid {
        /// The address.
        to: Address,
    },
    /// Sets the dollars of orders a rolling hour.
    Notional {
        /// The new limit.
        per_hour: Usdc,
    },
}

impl Policy {
    /// As sealed: one line a rule, addresses in hex. Read back by [`Policy::decode`] alone.
    pub(crate) fn encode(&self) -> Vec<u8> {
        // Serialising plain fields into memory cannot fail; an empty text would be refused when read back.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// `None` when it is not what [`Policy::encode`] makes or holds more than it may.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let policy: Self = serde_json::from_slice(bytes).ok()?;
        let fits = policy.withdrawals.len() <= WITHDRAWALS_MAX && policy.exchanges.len() <= EXCHANGES_MAX;
        fits.then_some(policy)
    }

    /// Since when money may be withdrawn to `to`; `None` when it may not.
    pub fn withdrawal(&self, to: Address) -> Option<i64> {
        self.withdrawals.iter().find(|allowed| allowed.to == to).map(|allowed| allowed.not_before_ms)
    }
}
