//! The signer through its doors: what it signs, what it refuses, what it never lets out.
#![allow(clippy::unwrap_used)]

mod digests;
mod envelopes;
mod frames;
mod keystores;
mod orders;
mod process;
mod rates;
mod sockets;
mod support;
mod transactions;
