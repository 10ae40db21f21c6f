//! Wallets: where strategies trade from, the keys of those on the chain, and the way out of them.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `GET /wallets` | | [`Wallets`], a page, newest first |
//! | `POST /wallets` | [`NewWallet`] | 201, [`Wallet`] |
//! | `GET /wallets/{id}` | | [`Wallet`] |
//! | `PATCH /wallets/{id}` | [`WalletChange`] | [`Wallet`] |
//! | `DELETE /wallets/{id}?confirm=<its label>` | | 204; only when it is empty |
//! | `GET /wallets/{id}/balances?tokens=<numbers, by commas>` | | [`Balances`], asked of the chain now |
//! | `GET /wallets/{id}/deposit` | | [`DepositAddress`] |
//! | `GET /wallets/{id}/allowed` | | a list of [`AllowedAddress`] |
//! | `POST /wallets/{id}/allowed` | [`NewAllowedAddress`] | 201, [`AllowedAddress`]; after confirming with a second factor |
//! | `DELETE /wallets/{id}/allowed/{address}` | | 204; after confirming with a second factor |
//! | `GET /wallets/{id}/withdrawals` | | a page of [`Withdrawal`], newest first |
//! | `POST /wallets/{id}/withdrawals` | [`NewWithdrawal`] | 201, [`Withdrawal`]; after confirming with a second factor |
//! | `DELETE /wallets/{id}/withdrawals/{withdrawal}` | | [`Withdrawal`], canceled; only while it waits |
//! | `POST /wallets/{id}/keystore` | [`KeystoreRequest`] | [`Keystore`]; after confirming with a second factor |
//!
//! A paper wallet has a label and a starting cash and needs no chain: of the list above it knows the first five lines. Where
//! confirming with a second factor is asked for, whoever has none turns it on first (403 `enrol_second_factor`), and
//! whoever has not shown it in the last ten minutes shows it ([`super::people::Confirm`], 403 `confirm_needed`).
//!
//! | status | code | when |
//! |---|---|---|
//! | 403 | `plan_wallets` | the plan has no room for another wallet |
//! | 409 | `paper_wallet` | a paper wallet has no address, key or withdrawals |
//! | 409 | `needs_accounts` | nobody signs in here, so there are paper wallets alone |
//! | 409 | `plan_paused` | the plan paused it: it goes on when the plan has room again |
//! | 409 | `not_empty` | there is still something in it, or its paper strategies still run: nothing is deleted |
//! | 409 | `address_mismatch` | the chain's factory says another address than ours: no deposit until that is understood |
//! | 409 | `not_waiting` | a withdrawal that was sent cannot be canceled |
//! | 409 | `withdrawal_open` | another withdrawal of this wallet has not ended |
//! | 409 | `changed_meanwhile` | another window changed it: try again |
//! | 422 | `bad_label`, `bad_amount`, `bad_address`, `bad_password` | a field of the request |
//! | 422 | `wrong_label` | deleting: `confirm` is not its label |
//! | 422 | `not_allowed` | withdrawing: the address is not on the list of addresses to withdraw to |
//! | 422 | `signer_refused` | the signer would not: its own code and sentence are in the detail |
//! | 503 | `no_chain` | this installation is not connected to a chain |
//! | 503 | `no_relayer` | it is, but nothing there sends withdrawals |
//! | 503 | `chain_unreachable` | it is, but the chain does not answer |
//! | 503 | `signer_unavailable` | the process that keeps keys does not run: the detail says why and what to do |

mod withdrawals;

pub use withdrawals::{AllowedAddress, NewAllowedAddress, NewWithdrawal, Withdrawal, WithdrawalState};

use super::people::Usage;
#[cfg(feature = "openapi")]
use crate::wire::Decimal;
use craftstrat_model::{Shares, Usdc};
use serde::{Deserialize, Serialize};

/// What a wallet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WalletKind {
    /// Money that is none, for trading on paper.
    Paper,
    /// A deposit wallet, what the venue gives to whoever comes now.
    Deposit,
    /// A proxy wallet.
    Proxy,
    /// A safe.
    Safe,
}

/// Whether strategies may trade from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WalletState {
    /// They may.
    Active,
    /// Its owner paused it.
    Paused,
    /// The plan has no room for it; nothing of it is lost.
    PlanPaused,
}

/// A wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wallet {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it is.
    pub kind: WalletKind,
    /// Whether strategies may trade from it.
    pub state: WalletState,
    /// The address that holds the money, `0x...`; `null` for a paper wallet, and until the chain's own answer matched what we
    /// compute (`GET /wallets/{id}/deposit`).
    pub address: Option<String>,
    /// The address of the key it belongs to; `null` as long as `address` is.
    pub key_address: Option<String>,
    /// The number of the chain; `null` for a paper wallet.
    pub chain: Option<u64>,
    /// The cash it begins with, of a paper wallet.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub starting_cash_usdc: Option<Usdc>,
    /// The cash last seen in it on the chain; `null` when it was never asked for.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub cash_usdc: Option<Usdc>,
    /// When that was.
    pub cash_at_ms: Option<i64>,
    /// When its key was last taken along as a keystore.
    pub exported_at_ms: Option<i64>,
    /// When it was made.
    pub created_at_ms: i64,
}

/// A page of wallets: `GET /wallets`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wallets {
    /// Newest first.
    pub items: Vec<Wallet>,
    /// Leads to the next page; `null` on the last.
    pub next: Option<String>,
    /// How many there are, and how many the plan has room for.
    pub usage: Usage,
    /// The number of the chain this installation is connected to; `null` when it is not: then nothing can be paid in or out.
    pub chain: Option<u64>,
    /// Whether wallets with a key can be made: people sign in here. Paper wallets always can.
    pub keys: bool,
}

/// Asks for a wallet: `POST /wallets`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWallet {
    /// Its name, 1 to 100 characters.
    pub label: String,
    /// What it is to be.
    pub kind: WalletKind,
    /// Of a paper wallet, the cash it begins with: a decimal string over 0, at most 1,000,000; 1000 when absent.
    #[serde(default)]
    pub starting_cash_usdc: Option<String>,
}

/// Changes a wallet: `PATCH /wallets/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WalletChange {
    /// Its name, 1 to 100 characters.
    #[serde(default)]
    pub label: Option<String>,
    /// Whether strategies may no longer trade from it. Positions stay as they are.
    #[serde(default)]
    pub paused: Option<bool>,
}

/// What a wallet holds on the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Balances {
    /// The venue's dollars (pUSD).
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub cash_usdc: Usdc,
    /// Dollars of another kind (USDC.e) that somebody sent: they cannot be traded with.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub bridged_usdc: Usdc,
    /// What contracts of the venue may take.
    pub allowances: Vec<Allowance>,
    /// Shares of the outcomes that were asked for.
    pub positions: Vec<Position>,
    /// When the chain was asked.
    pub at_ms: i64,
}

/// What a contract of the venue may take from a wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Allowance {
    /// Which contract may take what: `cash_exchange`, `shares_adapter`, ...
    pub name: String,
    /// How much.
    pub allowed: Allowed,
    /// The dollars, of `up_to`.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub up_to_usdc: Option<Usdc>,
}

/// How much a contract may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Allowed {
    /// Nothing.
    Nothing,
    /// So many dollars.
    UpTo,
    /// As much as there is.
    All,
}

/// Shares of one outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Position {
    /// The outcome's token, a decimal number.
    pub token: String,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub shares: Shares,
}

/// Where to pay in: `GET /wallets/{id}/deposit`. Answered only when the chain's own factory says the same address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DepositAddress {
    /// The address, `0x...`, with the letters' case as a checksum.
    pub address: String,
    /// The same to be scanned: SVG.
    pub qr: String,
    /// The number of the chain. What is sent on another chain is lost.
    pub chain: u64,
    /// The contract of the only token to send, `0x...`.
    pub token: String,
    /// When the factory's answer matched.
    pub checked_at_ms: i64,
}

/// Asks for a wallet's key as an encrypted file: `POST /wallets/{id}/keystore`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KeystoreRequest {
    /// What the file is encrypted with, 12 to 256 bytes. It is kept nowhere.
    pub password: String,
}

/// Says nothing of the password.
impl std::fmt::Debug for KeystoreRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeystoreRequest")
    }
}

/// A wallet's key, encrypted. Whoever has the file and its password has the wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Keystore {
    /// What to call the file.
    pub file_name: String,
    /// The file: Web3 secret storage, version 3.
    pub keystore: String,
}
