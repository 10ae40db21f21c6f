//! What became of a submission.

use alloy_primitives::B256;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelayedState {
    /// Taken.
    New,
    /// Sent to the chain.
    Executed,
    /// In a block.
    Mined,
    /// Deep enough in the chain: done.
    Confirmed,
    /// Refused after it was taken: nothing happened.
    Invalid,
    /// The chain refused it: nothing happened.
    Failed,
}

impl RelayedState {
    /// Whether nothing more will happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Confirmed | Self::Invalid | Self::Failed)
    }
}
