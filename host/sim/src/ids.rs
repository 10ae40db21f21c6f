//! Ids as the venue forms them, derived from names so that a run gives the same ids again.

use alloy_primitives::{hex, keccak256};
use craftstrat_model::Outcome;
use craftstrat_venue::token_id::token_of_outcome;

/// Condition id of the market with `slug`: `0x` and 64 hex digits.
pub(crate) fn condition_id(slug: &str) -> String {
    hash("condition", slug)
}

/// A 32-byte id: `0x` and the hash of a kind and a name.
pub(crate) fn hash(kind: &str, name: &str) -> String {
    hex::encode_prefixed(keccak256(format!("craftstrat-sim/{kind}/{name}")))
}

/// The two token ids of a condition, Up first: real position ids, so that a token proves its outcome.
pub(crate) fn tokens(condition: &str) -> [String; 2] {
    Outcome::BOTH.map(|outcome| token_of_outcome(condition, outcome).unwrap_or_default())
}

/// A UUID (version 4 in form) made of a kind and a name.
pub(crate) fn uuid(kind: &str, name: &str) -> String {
    let mut bytes: [u8; 32] = keccak256(format!("craftstrat-sim/{kind}/{name}")).into();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex::encode(&bytes[..16]);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32])
}

/// Bytes written as hex, with or without `0x`.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    hex::decode(text).ok()
}
