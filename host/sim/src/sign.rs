//! Signatures as the venue checks them: orders, proofs of a key, wallets that belong to a key.

pub mod auth;
pub mod order;
pub mod wallet;

use alloy_primitives::{Address, B256, Signature};

/// The chain that everything is signed for: Polygon.
pub const CHAIN_ID: u64 = 137;

/// Who signed a digest; `None` when the 65 bytes are no signature.
pub fn signer(digest: B256, signature: &[u8]) -> Option<Address> {
    let signature = Signature::from_raw(signature).ok()?;
    signature.recover_address_from_prehash(&digest).ok()
}

/// Bytes written as hex, with or without `0x`.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    alloy_primitives::hex::decode(text).ok()
}
