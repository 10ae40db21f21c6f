//! What is handed to the relayer, field by field as the official client sends it.

use alloy_primitives::{Address, Bytes};
use craftstrat_signing::Network;
use craftstrat_signing::relay::Ticket;

/// A signed transaction of a wallet, as the signer's answer has it (`SignedTransaction` of `host/signer`), and the ticket
/// it was signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    body: serde_json::Value,
}

/// One call of a signed transaction; none sends any of the chain's own coin along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The contract.
    pub target: Address,
    /// What it is called with.
    pub data: Bytes,
}
