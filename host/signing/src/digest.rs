//! The 32 bytes a key signs, and what comes out.

use alloy_primitives::{B256, keccak256};
use alloy_sol_types::{Eip712Domain, SolStruct};

/// The hash of one of this crate's typed messages.
///
/// There is no way to make one of given bytes: whoever can only sign digests cannot be made to sign anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest(B256);

impl Digest {
    /// EIP-712: of `message` under `domain`.
    pub(crate) fn typed<M: SolStruct>(message: &M, domain: &Eip712Domain) -> Self {
        Self(message.eip712_signing_hash(domain))
    }

    /// EIP-712 once more: of a hashed struct under the domain with this separator.
    pub(crate) fn nested(separator: B256, hashed: B256) -> Self {
        let mut message = [0_u8; 66];
        message[..2].copy_from_slice(&[0x19, 0x01]);
        message[2..34].copy_from_slice(separator.as_slice());
        message[34..].copy_from_slice(hashed.as_slice());
        Self(keccak256(message))
    }

    /// EIP-191: of a hash as a personal message.
    pub(crate) fn personal(hash: B256) -> Self {
        let mut message = b"\x19Ethereum Signed Message:\n32".to_vec();
        message.extend_from_slice(hash.as_slice());
        Self(keccak256(message))
    }

    /// Its bytes.
    pub const fn hash(&self) -> B256 {
        self.0
    }
}

/// A plain signature: r, s, then 27 or 28.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawSignature(pub [u8; 65]);
