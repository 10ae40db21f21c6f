//! What became of a submission.

use crate::error::{RelayerError, WireError, shown};
use alloy_primitives::B256;
use serde::Deserialize;

/// A submission, as the relayer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relayed {
    /// The relayer's own id for it, which [`Relayer::relayed`](crate::Relayer::relayed) takes.
    pub id: String,
    /// How far it is.
    pub state: RelayedState,
    /// The transaction on chain, once there is one; [`Chain::fate`](crate::Chain::fate) says more.
    pub transaction: Option<B256>,
    /// Why it failed, in the relayer's own words; shortened, and printable.
    pub reason: Option<String>,
}

/// How far a submission is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum RelayedState {
    /// Taken.
    #[serde(rename = "STATE_NEW")]
    New,
    /// Sent to the chain.
    #[serde(rename = "STATE_EXECUTED")]
    Executed,
    /// In a block.
    #[serde(rename = "STATE_MINED")]
    Mined,
    /// Deep enough in the chain: done.
    #[serde(rename = "STATE_CONFIRMED")]
    Confirmed,
    /// Refused after it was taken: nothing happened.
    #[serde(rename = "STATE_INVALID")]
    Invalid,
    /// The chain refused it: nothing happened.
    #[serde(rename = "STATE_FAILED")]
    Failed,
}

impl RelayedState {
    /// Whether nothing more will happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Confirmed | Self::Invalid | Self::Failed)
    }
}

/// On the wire. The answer to a submission spells names in the second way, answers about one later in the first.
#[derive(Deserialize)]
pub(super) struct Wire {
    state: RelayedState,
    transaction_id: Option<String>,
    #[serde(rename = "transactionID")]
    id_when_taken: Option<String>,
    transaction_hash: Option<String>,
    #[serde(rename = "transactionHash")]
    hash_when_taken: Option<String>,
    error_msg: Option<String>,
}

impl Wire {
    pub fn into_relayed(self) -> Result<Relayed, RelayerError> {
        let id = self.transaction_id.or(self.id_when_taken).filter(|id| is_id(id));
        let id = id.ok_or(WireError::Malformed("no id of the form the venue's have"))?;
        let hash = self.transaction_hash.or(self.hash_when_taken).filter(|text| !text.is_empty());
        let transaction = hash.map(|text| text.parse::<B256>()).transpose();
        let transaction = transaction.map_err(|_| WireError::Malformed("no hash of a transaction"))?;
        let reason = self.error_msg.map(|words| shown(&words)).filter(|words| !words.is_empty());
        Ok(Relayed { id, state: self.state, transaction, reason })
    }
}

/// Ids are put into addresses: letters, digits and dashes.
pub(super) fn is_id(id: &str) -> bool {
    (1..=100).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
