//! What is signed for the venue, and how: the typed data of orders, credentials and relayed transactions, the addresses
//! of the smart wallets that belong to a key, and who signed what. One reading of the venue's protocol for the signer,
//! the simulator and execution.
//!
//! Architecture invariants: no key is ever here, no I/O, no clock, no randomness. A [`Digest`], the 32 bytes a key signs,
//! can be made only by the typed messages of this crate and never out of bytes somebody brings along.
//!
//! | module | what it holds |
//! |---|---|
//! | [`network`] | a chain and the venue's contracts on it |
//! | [`wallet`] | the wallets that belong to a key (CREATE2) |
//! | [`order`] | signed orders, versions 2 and 3 |
//! | [`token`] | which token stands for an outcome |
//! | [`auth`] | proof of a key (L1) and of API credentials (L2) |
//! | [`call`] | the contract calls that are ever made |
//! | [`relay`] | calls as transactions of a wallet, sent through the venue's relayer |
//! | [`verify`] | who signed |

pub mod auth;
pub mod call;
pub mod digest;
pub mod network;
pub mod order;
pub mod relay;
pub mod token;
pub mod verify;
pub mod wallet;

pub use alloy_primitives::{Address, B256, Bytes, U256, hex};
pub use digest::{Digest, RawSignature};
pub use network::{Factories, Network};
