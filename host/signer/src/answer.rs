//! What the signer says.

use crate::envelope::{Envelope, EnvelopeError, KeyKind};
use crate::master::MasterId;
use crate::policy::Policy;
use craftstrat_signing::{Address, B256, Bytes};
use serde::{Deserialize, Serialize};

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// How the signer is.
    Status(Status),
    /// A key, new or looked at.
    Key(KeyFacts),
    /// A signed order.
    Order(SignedOrder),
    /// A proof for API credentials.
    VenueAuth(VenueAuth),
    /// A signed transaction of the wallet.
    Transaction(SignedTransaction),
    /// A key to take away.
    Keystore(Keystore),
    /// Nothing was signed.
    Refused(Refusal),
}

/// How the signer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Its version.
    pub version: String,
    /// The master key that seals.
    pub master: MasterId,
    /// All master keys that open.
    pub masters: Vec<MasterId>,
    /// Whether its memory cannot be swapped to a disk.
    pub memory_locked: bool,
    /// Chains it signs for.
    pub chains: Vec<u64>,
}

/// A key without the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFacts {
    /// Whose it is.
    pub kind: KeyKind,
    /// Its address, which API credentials are made for.
    pub address: Address,
    /// To be kept, and sent along with every request.
    pub envelope: Envelope,
    /// What it is for.
    pub policy: Policy,
}

/// A signed order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOrder {
    /// The order's id at the venue.
    pub order_id: B256,
    /// As it is sent.
    pub signature: Bytes,
}

/// A proof for API credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VenueAuth {
    /// The key's address, sent along.
    pub address: Address,
    /// As it is sent.
    pub signature: Bytes,
}

/// A signed transaction for the relayer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedTransaction {
    /// Who signed: the owner's key.
    pub from: Address,
    /// The wallet it is of.
    pub wallet: Address,
    /// The contract the relayer calls.
    pub to: Address,
    /// What it is called with; empty for a deposit wallet.
    pub data: Bytes,
    /// Of a safe: 0 for a call, 1 for several at once.
    pub operation: u8,
    /// The calls in order; none sends any of the chain's own coin along.
    pub calls: Vec<SentCall>,
    /// As it is sent.
    pub signature: Bytes,
}

/// One call of a transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentCall {
    /// The contract.
    pub target: Address,
    /// What it is called with.
    pub data: Bytes,
}

/// A key to take away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keystore {
    /// A file in the format of Web3 secret storage, version 3.
    pub json: String,
}

/// Why nothing was signed. Never holds anything secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{sentence}")]
pub struct Refusal {
    /// For programs.
    pub code: RefusalCode,
    /// For people.
    pub sentence: String,
}

/// The reasons for a refusal; their names stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The message is not a request.
    Malformed,
    /// Too many requests or connections, or one that takes long is running.
    Busy,
    /// The envelope was changed or belongs to another wallet.
    Envelope,
    /// The envelope's master key is not known here.
    UnknownMaster,
    /// This kind of key does not do this.
    KeyKind,
    /// Not the wallet's chain, or one that is not known here.
    Chain,
    /// Not the exchange for this token, or none of the wallet's.
    Exchange,
    /// Not the key's wallet.
    Maker,
    /// Not the key's address.
    Signer,
    /// Not how this wallet signs.
    SignatureType,
    /// The token is not of this market.
    Token,
    /// Nothing, too much, or a price outside 0 to 1.
    Amount,
    /// A field that must be zero or the installation's is not.
    Field,
    /// A time too far from now.
    Time,
    /// More than the wallet may trade an hour.
    Notional,
    /// Not an address of the allow-list.
    NotAllowed,
    /// The address's delay is not over.
    TooEarly,
    /// A second factor is needed first.
    SecondFactor,
    /// The password is too short or too long.
    Password,
    /// The ticket is of another kind of wallet.
    Ticket,
    /// Something inside went wrong.
    Internal,
}

impl Refusal {
    pub(crate) fn new(code: RefusalCode, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into() }
    }
}

impl From<EnvelopeError> for Refusal {
    fn from(error: EnvelopeError) -> Self {
        let code = match error {
            EnvelopeError::UnknownMaster(_) => RefusalCode::UnknownMaster,
            _ => RefusalCode::Envelope,
        };
        Self::new(code, error.to_string())
    }
}
