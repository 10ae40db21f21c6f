//! Saved state: a CBOR map (RFC 8949) with the fields of the strategy's struct as keys.
//!
//! Keys make state outlive a new version of the strategy: with `#[serde(default)]` an added field takes its default and
//! a removed one is ignored. The bytes are `{format, strategy, slot, state}`; `format` is 1.

use crate::{Slot, Strategy};
use serde::{Deserialize, Serialize};

const FORMAT: u32 = 1;

/// Why saved state was refused. Display is a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// The bytes are no saved state, or fields are missing or have other types.
    Damaged,
    /// Saved by a newer format of the SDK.
    Format(u32),
    /// Saved by a strategy of another name.
    OtherStrategy(String),
}

impl core::fmt::Display for RestoreError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Damaged => {
                f.write_str("the saved state is damaged or does not fit this version of the strategy")
            }
            Self::Format(format) => write!(f, "the saved state has format {format}, this strategy reads 1"),
            Self::OtherStrategy(name) => write!(f, "the saved state belongs to the strategy `{name}`"),
        }
    }
}

impl core::error::Error for RestoreError {}

#[derive(Serialize)]
struct Saving<'a, S> {
    format: u32,
    strategy: &'a str,
    slot: &'a Slot,
    state: &'a S,
}

/// What identifies saved state, read first: the rest may not fit.
#[derive(Deserialize)]
struct Head {
    format: u32,
    strategy: String,
}

#[derive(Deserialize)]
struct Saved<S> {
    slot: Slot,
    state: S,
}

/// The state could not be serialised.
pub(crate) struct SaveError;

pub(crate) fn encode<S: Strategy>(slot: &Slot, state: &S) -> Result<Vec<u8>, SaveError> {
    let saving = Saving { format: FORMAT, strategy: S::NAME, slot, state };
    cbor4ii::serde::to_vec(Vec::new(), &saving).map_err(|_| SaveError)
}

pub(crate) fn decode<S: Strategy>(bytes: &[u8]) -> Result<(Slot, S), RestoreError> {
    let head: Head = cbor4ii::serde::from_slice(bytes).map_err(|_| RestoreError::Damaged)?;
    if head.format != FORMAT {
        return Err(RestoreError::Format(head.format));
    }
    if head.strategy != S::NAME {
        return Err(RestoreError::OtherStrategy(head.strategy.chars().take(60).collect()));
    }
    let saved: Saved<S> = cbor4ii::serde::from_slice(bytes).map_err(|_| RestoreError::Damaged)?;
    Ok((saved.slot, saved.state))
}
