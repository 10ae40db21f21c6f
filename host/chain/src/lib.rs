//! What a wallet is and has on chain, asked of a node by JSON-RPC; and transactions of wallets on their way through the
//! venue's relayer, which pays their gas.
//!
//! Architecture invariants: nothing is believed that is not of the network's chain: each question carries one for the
//! chain's id. Answers say of which block they are. No key is ever here, and no secret in an error or in `Debug`: a
//! node's address may hold one. Nothing reads a clock; time and size of every answer are bounded ([`Limits`]), and nothing is
//! asked twice of its own accord. An address to deposit to comes from [`Chain::deposit_address`] alone, which gives none that the chain does not confirm.
//!
//! | module | what it holds |
//! |---|---|
//! | [`chain`] | the port: addresses, balances, permits, positions, receipts |
//! | [`relayer`] | tickets, submissions and what became of them |
//! | [`error`] | why there is no answer |
//! | `rpc` | JSON-RPC in batches |
//! | `post` | one exchange over HTTP, bounded |

pub mod chain;
pub mod error;
pub mod relayer;

mod post;
mod rpc;

pub use chain::{Allowed, At, Balances, Chain, Fate, Permits, Receipt, TOKENS_MAX};
pub use error::{ChainError, RelayerError, WireError};
pub use post::Limits;
pub use relayer::{Called, Relayed, RelayedState, Relayer, RelayerKey, Signed, Submission};
