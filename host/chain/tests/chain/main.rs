//! The chain port against a real node of the EVM (anvil), against servers that answer nonsense, and the relayer's client
//! against the simulated venue.

#![allow(clippy::unwrap_used)]

mod addresses;
mod balances;
mod hostile;
mod relaying;
mod support;
mod transactions;
