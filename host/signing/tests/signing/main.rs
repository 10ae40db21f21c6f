//! What is signed, held against what the venue's own clients sign.
#![allow(clippy::unwrap_used)]

mod official;
mod relayed;
mod support;
mod tokens;
mod verifying;
