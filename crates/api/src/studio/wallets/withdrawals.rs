//! The way out of a wallet: addresses that may be withdrawn to, and withdrawals.

#[cfg(feature = "openapi")]
use crate::wire::Decimal;
use craftstrat_model::Usdc;
use serde::{Deserialize, Serialize};

/// An address that may be withdrawn to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllowedAddress {
    /// The address, `0x...`, with the letters' case as a checksum.
    pub address: String,
    /// What its owner calls it.
    pub label: String,
    /// When it was put on the list.
    pub created_at_ms: i64,
    /// From when on it holds.
    pub holds_from_ms: i64,
}

/// Lets money be withdrawn to an address, a day from now: `POST /wallets/{id}/allowed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAllowedAddress {
    /// The address, `0x...`; where its letters have both cases they must be its checksum.
    pub address: String,
    /// What its owner calls it, up to 100 characters.
    #[serde(default)]
    pub label: String,
}

/// How far a withdrawal is: `waiting`, then `sent`, then `confirmed` or `failed`; or from `waiting` `canceled` or `failed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalState {
    /// Until its address holds, and the chain answers.
    Waiting,
    /// It is on its way.
    Sent,
    /// The chain has it.
    Confirmed,
    /// Its owner took it back.
    Canceled,
    /// It will not happen; `problem` says why.
    Failed,
}

/// A withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// Its id.
    pub id: String,
    /// Where to, `0x...`.
    pub to: String,
    /// How much.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub amount_usdc: Usdc,
    /// How far it is.
    pub state: WithdrawalState,
    /// When it was asked for.
    pub created_at_ms: i64,
    /// When it is sent at the earliest.
    pub due_at_ms: i64,
    /// When it was sent.
    pub sent_at_ms: Option<i64>,
    /// When it was confirmed, canceled or failed.
    pub ended_at_ms: Option<i64>,
    /// The chain's transaction, `0x...`.
    pub transaction: Option<String>,
    /// Why it failed, or what it waits for beyond its time.
    pub problem: Option<String>,
}

/// Asks for a withdrawal: `POST /wallets/{id}/withdrawals`. One at a time for each wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWithdrawal {
    /// Where to: an address of the list. Where it does not hold yet, the withdrawal waits until it does.
    pub to: String,
    /// How much, USDC as a decimal string over 0.
    pub amount_usdc: String,
}
