//! The venue's relayer: it sends signed transactions of wallets and pays their gas. An approval, a redemption or a
//! withdrawal needs a [`Ticket`] for the signer, one submission, and then to be seen confirmed.
//!
//! Source: the official client (`polymarket-client` 0.14.0, `relayer`), whose requests these are.

mod state;
mod submission;

use crate::error::{RelayerError, WireError, shown};
use crate::post::{Limits, Post};
use alloy_primitives::Address;
use bytes::Bytes;
use craftstrat_signing::Network;
use craftstrat_signing::relay::Ticket;
use craftstrat_signing::wallet::AccountKind;
use hyper::StatusCode;
use hyper::header::HeaderValue;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use std::fmt;
use zeroize::Zeroizing;

pub use state::{Relayed, RelayedState};
pub use submission::{Called, Signed, Submission};

/// How far ahead of now the deadline of a deposit wallet's transaction is set, seconds; as the official client has it.
pub const DEADLINE_S: u64 = 600;
/// Gas a proxy's transaction may use: what the official client says where it cannot estimate, enough for a withdrawal.
pub const PROXY_GAS: u64 = 200_000;

/// What lets us submit: a key of the relayer's, and the address it was made for. The key is never shown.
#[derive(Clone)]
pub struct RelayerKey {
    /// The key.
    pub key: Zeroizing<String>,
    /// Whose it is.
    pub address: Address,
}

impl fmt::Debug for RelayerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RelayerKey").field("address", &self.address).finish_non_exhaustive()
    }
}

/// The relayer at one address.
#[derive(Debug)]
pub struct Relayer {
    post: Post,
    /// Of the key.
    headers: Vec<(&'static str, HeaderValue)>,
}

#[derive(Deserialize)]
struct Params {
    #[serde(default)]
    address: Option<Address>,
    #[serde(deserialize_with = "written")]
    nonce: u64,
}

#[derive(Deserialize)]
struct Deployed {
    deployed: bool,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Relayer {
    /// The relayer at `url` (`https://`, or `http://` on this machine). Without a key the venue lets us ask, but not
    /// submit.
    ///
    /// # Errors
    /// When the address or the key cannot be used.
    pub fn new(url: &str, key: Option<&RelayerKey>, limits: Limits) -> Result<Self, WireError> {
        if url.contains(['?', '#']) {
            return Err(WireError::Address("it has more behind its path"));
        }
        let post = Post::new(url.trim_end_matches('/'), limits)?;
        let mut headers = Vec::new();
        if let Some(key) = key {
            let mut secret =
                HeaderValue::from_str(&key.key).map_err(|_| WireError::Address("its key is none"))?;
            secret.set_sensitive(true);
            let address = HeaderValue::from_str(&key.address.to_checksum(None));
            headers.push(("relayer_api_key", secret));
            headers.push((
                "relayer_api_key_address",
                address.map_err(|_| WireError::Address("its key is none"))?,
            ));
        }
        Ok(Self { post, headers })
    }

    /// What the next transaction of `owner`'s wallet of this kind is to be signed with. `now_s` is now, seconds since the
    /// epoch: a deposit wallet's transaction is good for [`DEADLINE_S`] from then. One transaction of a wallet at a time.
    ///
    /// # Errors
    /// [`RelayerError::Kind`] for plain keys; otherwise when there is no answer.
    pub async fn ticket(
        &self,
        owner: Address,
        kind: AccountKind,
        now_s: u64,
    ) -> Result<Ticket, RelayerError> {
        let kind_name = name(kind)?;
        let path =
            if kind == AccountKind::Proxy { "/relay-payload" } else { "/v1/account/transactions/params" };
        let params: Params = self.get(&format!("{path}?address={owner}&type={kind_name}")).await?;
        let nonce = params.nonce;
        Ok(match kind {
            AccountKind::Safe => Ticket::Safe { nonce },
            AccountKind::Proxy => {
                let relay = params.address.ok_or(WireError::Malformed("no address of a relay"))?;
                Ticket::Proxy { nonce, gas_limit: PROXY_GAS, relay }
            }
            _ => Ticket::Deposit { nonce, deadline: now_s.saturating_add(DEADLINE_S) },
        })
    }

    /// Whether the relayer sees a contract at `wallet`.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn is_deployed(&self, wallet: Address, kind: AccountKind) -> Result<bool, RelayerError> {
        let path = format!("/deployed?address={wallet}&type={}", name(kind)?);
        Ok(self.get::<Deployed>(&path).await?.deployed)
    }

    /// Has the deposit wallet of `owner` made, so that it is a contract.
    ///
    /// # Errors
    /// As [`Relayer::submit`].
    pub async fn create(&self, network: &Network, owner: Address) -> Result<Relayed, RelayerError> {
        self.submit(&Submission::create(network, owner)).await
    }

    /// Hands over a signed transaction.
    ///
    /// # Errors
    /// When it is refused. When there is no answer it may be on its way all the same: look at the wallet's next nonce, and
    /// sign nothing again that the chain may still carry out.
    pub async fn submit(&self, submission: &Submission) -> Result<Relayed, RelayerError> {
        let answer = self.post.exchange("/submit", &self.headers, Some(submission.body())).await?;
        read::<state::Wire>(answer)?.into_relayed()
    }

    /// What became of a submission, by the id the relayer gave it.
    ///
    /// # Errors
    /// When there is no answer, or it knows nothing of it.
    pub async fn relayed(&self, id: &str) -> Result<Relayed, RelayerError> {
        if !state::is_id(id) {
            return Err(WireError::Malformed("an id of another form").into());
        }
        let relayed =
            self.get::<state::Wire>(&format!("/v1/account/transactions/{id}")).await?.into_relayed()?;
        if relayed.id == id { Ok(relayed) } else { Err(WireError::Malformed("another submission").into()) }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, RelayerError> {
        read(self.post.exchange(path, &self.headers, None).await?)
    }
}

/// What the relayer calls a kind of wallet.
fn name(kind: AccountKind) -> Result<&'static str, RelayerError> {
    match kind {
        AccountKind::Eoa => Err(RelayerError::Kind),
        AccountKind::Proxy => Ok("PROXY"),
        AccountKind::Safe => Ok("SAFE"),
        AccountKind::Deposit | AccountKind::DepositEarly => Ok("WALLET"),
    }
}

/// A whole number in a string, as the venue writes it.
fn written<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let text = String::deserialize(from)?;
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = if digits { text.parse().ok() } else { None };
    number.ok_or_else(|| serde::de::Error::custom("not a whole number"))
}

/// What an answer says, or why it was refused.
fn read<T: DeserializeOwned>((status, body): (StatusCode, Bytes)) -> Result<T, RelayerError> {
    if status.is_success() {
        let said = serde_json::from_slice(&body);
        return said.map_err(|_| WireError::Malformed("not of the form the venue describes").into());
    }
    match serde_json::from_slice::<Refusal>(&body) {
        Ok(refusal) if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
            Err(refused(status, &refusal.error))
        }
        _ => Err(WireError::Status(status.as_u16()).into()),
    }
}

/// The refusals that can be mended, told apart by the words the official client looks for.
fn refused(status: StatusCode, words: &str) -> RelayerError {
    let lower = words.to_ascii_lowercase();
    if lower.contains("wallet has in-flight action") || lower.contains("wallet busy") {
        return RelayerError::Busy;
    }
    let after = |mark: &str| {
        let rest = lower.split_once(mark)?.1.trim_start();
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    match (after("batch nonce "), after("does not match on-chain nonce ")) {
        (Some(signed), Some(next)) => RelayerError::Nonce { signed, next },
        _ => RelayerError::Refused { status: status.as_u16(), message: shown(words) },
    }
}
