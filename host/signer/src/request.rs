//! What may be asked. Every request says what is meant; none carries bytes or a hash to be signed.

use crate::envelope::{Envelope, WalletId};
use crate::policy::PolicyChange;
use crate::secret::Password;
use craftstrat_model::{Outcome, Usdc};
use craftstrat_signing::call::{MarketKind, Permit};
use craftstrat_signing::order::OrderSide;
use craftstrat_signing::relay::Ticket;
use craftstrat_signing::wallet::AccountKind;
use craftstrat_signing::{Address, B256, U256};
use serde::{Deserialize, Serialize};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// How the signer is.
    Status,
    /// Makes an owner's key.
    CreateWallet(CreateWallet),
    /// Makes a session key of a deposit wallet, with the owner's rules but no withdrawals.
    CreateSessionKey(CreateSessionKey),
    /// What a sealed key is for.
    Inspect(Inspect),
    /// Signs an order.
    SignOrder(SignOrder),
    /// Signs the proof that makes API credentials.
    SignVenueAuth(SignVenueAuth),
    /// Signs that contracts of the venue's may take what they trade with, or no longer.
    SignApproval(SignApproval),
    /// Signs that a resolved market pays out.
    SignRedemption(SignRedemption),
    /// Signs that pairs of both outcomes become collateral.
    SignMerge(SignMerge),
    /// Signs a payment to an address of the allow-list.
    SignWithdrawal(SignWithdrawal),
    /// Signs that a session key may trade, or no longer.
    SignSessionKey(SignSessionKey),
    /// Hands the owner the key, encrypted with a password.
    ExportKeystore(ExportKeystore),
    /// Changes what a key is for.
    ChangePolicy(ChangePolicy),
    /// Seals a key under the current master key.
    Rewrap(Rewrap),
}

impl Request {
    /// Its name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::CreateWallet(_) => "create_wallet",
            Self::CreateSessionKey(_) => "create_session_key",
            Self::Inspect(_) => "inspect",
            Self::SignOrder(_) => "sign_order",
            Self::SignVenueAuth(_) => "sign_venue_auth",
            Self::SignApproval(_) => "sign_approval",
            Self::SignRedemption(_) => "sign_redemption",
            Self::SignMerge(_) => "sign_merge",
            Self::SignWithdrawal(_) => "sign_withdrawal",
            Self::SignSessionKey(_) => "sign_session_key",
            Self::ExportKeystore(_) => "export_keystore",
            Self::ChangePolicy(_) => "change_policy",
            Self::Rewrap(_) => "rewrap",
        }
    }
}

/// A sealed key and the wallet it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedKey {
    /// The wallet's id, as it was when the key was made.
    pub wallet: WalletId,
    /// The key.
    pub envelope: Envelope,
}

/// Asks for an owner's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateWallet {
    /// The wallet's id, for good.
    pub wallet: WalletId,
    /// The chain it is on.
    pub chain: u64,
    /// What kind of wallet trades.
    pub account: AccountKind,
    /// Dollars of orders a rolling hour, more than nothing and at most what the signer allows.
    pub notional_per_hour: Usdc,
}

/// Asks for a session key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateSessionKey {
    /// The owner's key.
    pub owner: SealedKey,
}

/// Asks what a key is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspect {
    /// The key.
    pub key: SealedKey,
}

/// The market an order is for, which its token must belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketOutcome {
    /// The condition's id.
    pub condition: B256,
    /// What is bought or sold.
    pub outcome: Outcome,
}

/// The fields of an order, version 2 or 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderFields {
    /// Tells orders apart; at most 2^53 - 1.
    pub salt: u64,
    /// The wallet.
    pub maker: Address,
    /// The key's address, or of a deposit wallet the wallet again.
    pub signer: Address,
    /// The token.
    pub token_id: U256,
    /// Buy or sell.
    pub side: OrderSide,
    /// Micros given: of dollars when buying, of shares when selling.
    pub maker_amount: u64,
    /// Micros taken.
    pub taker_amount: u64,
    /// How the wallet signs.
    pub signature_type: u8,
    /// When it was made, milliseconds since the epoch.
    pub timestamp_ms: i64,
    /// Zero.
    pub metadata: B256,
    /// Zero, or the installation's own builder code.
    pub builder: B256,
}

/// Asks for an order's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOrder {
    /// The owner's or a session's key.
    pub key: SealedKey,
    /// The chain.
    pub chain: u64,
    /// The exchange's contract.
    pub exchange: Address,
    /// The market.
    pub market: MarketOutcome,
    /// The order.
    pub order: OrderFields,
    /// When it ends, seconds since the epoch, as it is sent beside the order; 0 for never.
    pub expiration_s: i64,
}

/// Asks for the proof that makes API credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignVenueAuth {
    /// The owner's or a session's key.
    pub key: SealedKey,
    /// The chain.
    pub chain: u64,
    /// Now, seconds since the epoch.
    pub timestamp_s: i64,
    /// Which credentials of this key.
    pub nonce: u64,
}

/// Asks for approvals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignApproval {
    /// The owner's key.
    pub key: SealedKey,
    /// Which, 1 to 16.
    pub permits: Vec<Permit>,
    /// Given, or taken back.
    pub give: bool,
    /// The wallet's next transaction.
    pub ticket: Ticket,
}

/// Asks for a payout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignRedemption {
    /// The owner's key.
    pub key: SealedKey,
    /// What kind of market.
    pub market: MarketKind,
    /// The condition's id.
    pub condition: B256,
    /// Micros of shares of Up and Down; said by markets of version 3 only.
    pub amounts: [u64; 2],
    /// The wallet's next transaction.
    pub ticket: Ticket,
}

/// Asks for pairs to become collateral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignMerge {
    /// The owner's key.
    pub key: SealedKey,
    /// What kind of market.
    pub market: MarketKind,
    /// The condition's id.
    pub condition: B256,
    /// Micros of shares of each outcome.
    pub amount: u64,
    /// The wallet's next transaction.
    pub ticket: Ticket,
}

/// Asks for a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignWithdrawal {
    /// The owner's key.
    pub key: SealedKey,
    /// Where to: an address of the allow-list whose delay is over.
    pub to: Address,
    /// How much.
    pub amount: Usdc,
    /// The owner has just given a second factor.
    pub second_factor: bool,
    /// The wallet's next transaction.
    pub ticket: Ticket,
}

/// What becomes of a session key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SessionChange {
    /// It may trade. Its envelope proves that it was made here.
    Authorize {
        /// The session's key.
        session: Envelope,
        /// Until when, seconds since the epoch; at most 4,315 hours ahead.
        valid_until_s: i64,
    },
    /// It may trade no longer.
    Revoke {
        /// Its address.
        session: Address,
    },
}

/// Asks for a session key's right to trade, or its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignSessionKey {
    /// The owner's key.
    pub key: SealedKey,
    /// Which.
    pub change: SessionChange,
    /// The wallet's next transaction.
    pub ticket: Ticket,
}

/// Asks for a key to take away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportKeystore {
    /// The owner's key.
    pub key: SealedKey,
    /// What it is encrypted with, 12 to 256 bytes.
    pub password: Password,
    /// The owner has just given a second factor.
    pub second_factor: bool,
}

/// Asks for other rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangePolicy {
    /// The key; withdrawals are of an owner's.
    pub key: SealedKey,
    /// What changes.
    pub change: PolicyChange,
    /// The owner has just given a second factor.
    pub second_factor: bool,
}

/// Asks for the current master key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rewrap {
    /// The key.
    pub key: SealedKey,
}
