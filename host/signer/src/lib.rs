//! The signer: the one process in which private keys are decrypted.
//!
//! It stores nothing. It makes a key and hands out its address with a sealed [`Envelope`]; whoever keeps envelopes sends
//! one along with every request. A request says what is meant (an order, an approval, a withdrawal) and never what is to
//! be signed: the signer builds the message itself, checks it against what was sealed with the key, and answers with a
//! signature or a [`Refusal`].
//!
//! Architecture invariants: a private key leaves this process as a password-protected keystore only; nothing here is
//! written to a disk but a new master key; a [`craftstrat_signing::Digest`] is all a key ever signs, and none can be made
//! of bytes that somebody brings along; time comes in as milliseconds since the epoch.
//!
//! | module | what it holds |
//! |---|---|
//! | [`request`], [`answer`] | what may be asked, what is said |
//! | [`Signer`] | the decisions: pure but for randomness |
//! | [`Envelope`], [`Policy`], [`MasterKeys`] | what is sealed, and under what |
//! | [`frame`] | messages on the socket |
//! | [`server`], [`run`], [`harden`] | the process |
//! | [`Client`] | how others ask |

pub mod answer;
mod client;
mod envelope;
pub mod frame;
pub mod harden;
mod key;
mod keystore;
mod master;
mod policy;
mod rate;
pub mod request;
mod run;
mod seal;
mod secret;
pub mod server;
mod signer;

pub use answer::{Answer, Refusal, RefusalCode};
pub use client::{Client, ClientError};
pub use envelope::{Envelope, EnvelopeError, KeyKind, WalletId};
pub use master::{MasterError, MasterId, MasterKeys};
pub use policy::{AllowedWithdrawal, Policy, PolicyChange};
pub use rate::{Bucket, HourlyNotional};
pub use request::Request;
pub use run::{MASTER_KEY_VARIABLE, MemoryLock, Options, RunError, run};
pub use secret::Password;
pub use signer::{Rules, Signer};
