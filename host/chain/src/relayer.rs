//! The venue's relayer: it sends signed transactions of wallets and pays their gas. What a session key, a redemption or a
//! withdrawal needs is a [`Ticket`] for the signer, one submission, and then to see it confirmed.
//!
//! Source: the official client (`polymarket-client` 0.14.0, `relayer`), whose requests these are.

mod state;
mod submission;

use crate::error::{RelayerError, WireError};
use crate::post::{Limits, Post};
use alloy_primitives::Address;
use craftstrat_signing::relay::Ticket;
use craftstrat_signing::wallet::AccountKind;
use zeroize::Zeroizing;

pub use state::{Relayed, RelayedState};
pub use submission::Submission;

/// How far ahead of now the deadline of a deposit wallet's transaction is set, seconds; as the official client has it.
pub const DEADLINE_S: u64 = 600;

/// A key for the relayer. Never shown.
#[derive(Clone)]
pub enum Credentials {
    /// A key made for the relayer, and the address it was made for.
    Relayer {
        /// The key.
        key: Zeroizing<String>,
        /// The address.
        address: Address,
    },
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials")
    }
}

/// The relayer at one address.
#[derive(Debug)]
pub struct Relayer {
    post: Post,
    credentials: Option<Credentials>,
}

impl Relayer {
    /// The relayer at `url` (`https://`, or `http://` on this machine), with the key that lets us submit; without one it
    /// can only be asked.
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn new(url: &str, credentials: Option<Credentials>, limits: Limits) -> Result<Self, WireError> {
        todo!()
    }

    /// What the next transaction of `owner`'s wallet of this kind is to be signed with. `now_s` is now, seconds since the
    /// epoch: a deposit wallet's transaction is good for [`DEADLINE_S`] from then. One transaction of a wallet at a time.
    ///
    /// # Errors
    /// [`RelayerError::Kind`] for plain keys; otherwise when there is no answer.
    pub async fn ticket(&self, owner: Address, kind: AccountKind, now_s: u64) -> Result<Ticket, RelayerError> {
        todo!()
    }

    /// Whether the relayer sees a contract at `wallet`.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn is_deployed(&self, wallet: Address, kind: AccountKind) -> Result<bool, RelayerError> {
        todo!()
    }

    /// Hands over a signed transaction, or a wish for a deposit wallet to be made ([`Submission::create`]).
    ///
    /// # Errors
    /// When it is refused. When there is no answer it may be on its way all the same.
    pub async fn submit(&self, submission: &Submission) -> Result<Relayed, RelayerError> {
        todo!()
    }

    /// What became of a submission, by the id the relayer gave it.
    ///
    /// # Errors
    /// When there is no answer, or it knows nothing of it.
    pub async fn relayed(&self, id: &str) -> Result<Relayed, RelayerError> {
        todo!()
    }
}
