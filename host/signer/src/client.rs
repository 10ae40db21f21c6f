//! How others ask the signer.

use crate::answer::{Answer, KeyFacts, Keystore, Refusal, SignedOrder, SignedTransaction, Status, VenueAuth};
use crate::frame::{self, FrameError};
use crate::request::{
    ChangePolicy, CreateSessionKey, CreateWallet, ExportKeystore, Inspect, Request, Rewrap, SignApproval,
    SignMerge, SignOrder, SignRedemption, SignSessionKey, SignVenueAuth, SignWithdrawal,
};
use crate::server;
use std::io;
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::sync::Mutex;
use tokio::time::timeout;

/// How long an answer is waited for; an export takes about half a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no signature.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The signer would not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The signer cannot be reached.
    #[error("the signer at {path} cannot be reached")]
    Unreachable {
        /// Where it should be.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another user listens where the signer should.
    #[error("the process that listens at {path} is another user's")]
    Stranger {
        /// Where.
        path: PathBuf,
    },
    /// What came back is no answer to this request.
    #[error("the signer's answer cannot be read")]
    Unreadable,
}

impl From<FrameError> for ClientError {
    fn from(_: FrameError) -> Self {
        Self::Unreadable
    }
}

/// A client of the signer. Connects when first asked and again when the connection is lost; requests of one client are
/// asked one after another, exports apart.
#[derive(Debug)]
pub struct Client {
    path: PathBuf,
    stream: Mutex<Option<UnixStream>>,
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident($request:ident) -> $answer:ident($facts:ident);)*) => {
        $(
            $(#[$doc])*
            ///
            /// # Errors
            /// When the signer refuses, or cannot be reached.
            pub async fn $name(&self, request: $request) -> Result<$facts, ClientError> {
                match self.ask(&Request::$request(request)).await? {
                    Answer::$answer(facts) => Ok(facts),
                    _ => Err(ClientError::Unreadable),
                }
            }
        )*
    };
}

impl Client {
    /// Of the signer that listens at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), stream: Mutex::default() }
    }

    /// How the signer is.
    ///
    /// # Errors
    /// When the signer cannot be reached.
    pub async fn status(&self) -> Result<Status, ClientError> {
        match self.ask(&Request::Status).await? {
            Answer::Status(status) => Ok(status),
            _ => Err(ClientError::Unreadable),
        }
    }

    typed! {
        /// Makes an owner's key.
        create_wallet(CreateWallet) -> Key(KeyFacts);
        /// Makes a session key of a deposit wallet.
        create_session_key(CreateSessionKey) -> Key(KeyFacts);
        /// What a sealed key is for.
        inspect(Inspect) -> Key(KeyFacts);
        /// Changes what a key is for; the new envelope takes the old one's place.
        change_policy(ChangePolicy) -> Key(KeyFacts);
        /// Seals a key under the current master key; the new envelope takes the old one's place.
        rewrap(Rewrap) -> Key(KeyFacts);
        /// Hands the owner the key, encrypted with a password.
        export_keystore(ExportKeystore) -> Keystore(Keystore);
        /// Signs an order.
        sign_order(SignOrder) -> Order(SignedOrder);
        /// Signs the proof that makes API credentials.
        sign_venue_auth(SignVenueAuth) -> VenueAuth(VenueAuth);
        /// Signs approvals.
        sign_approval(SignApproval) -> Transaction(SignedTransaction);
        /// Signs that a resolved market pays out.
        sign_redemption(SignRedemption) -> Transaction(SignedTransaction);
        /// Signs that pairs become collateral.
        sign_merge(SignMerge) -> Transaction(SignedTransaction);
        /// Signs a payment to an address of the allow-list.
        sign_withdrawal(SignWithdrawal) -> Transaction(SignedTransaction);
        /// Signs that a session key may trade, or no longer.
        sign_session_key(SignSessionKey) -> Transaction(SignedTransaction);
    }

    /// Asks, and turns a refusal into an error.
    async fn ask(&self, request: &Request) -> Result<Answer, ClientError> {
        let answer = if matches!(request, Request::ExportKeystore(_)) {
            self.exchange(&mut self.connect().await?, request).await?
        } else {
            let mut place = self.stream.lock().await;
            // Taken out, so that a request that is given up in the middle leaves no connection with half an answer.
            let kept = match place.take() {
                Some(mut stream) => {
                    let answer = self.exchange(&mut stream, request).await.ok();
                    answer.map(|answer| (stream, answer))
                }
                None => None,
            };
            // Once more on a fresh connection: the same request gives the same signature.
            let (stream, answer) = match kept {
                Some(kept) => kept,
                None => {
                    let mut stream = self.connect().await?;
                    let answer = self.exchange(&mut stream, request).await?;
                    (stream, answer)
                }
            };
            *place = Some(stream);
            answer
        };
        match answer {
            Answer::Refused(refusal) => Err(refusal.into()),
            answer => Ok(answer),
        }
    }

    async fn connect(&self) -> Result<UnixStream, ClientError> {
        let stream = UnixStream::connect(&self.path).await.map_err(|source| self.unreachable(source))?;
        if server::is_own(&stream) {
            return Ok(stream);
        }
        Err(ClientError::Stranger { path: self.path.clone() })
    }

    async fn exchange(&self, stream: &mut UnixStream, request: &Request) -> Result<Answer, ClientError> {
        let bytes = frame::encode(request)?;
        let talk = async {
            stream.write_all(&bytes).await?;
            let mut head = [0; 4];
            stream.read_exact(&mut head).await?;
            let length = u32::from_be_bytes(head) as usize;
            if length > frame::LENGTH_MAX {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            let mut message = vec![0; length];
            stream.read_exact(&mut message).await?;
            Ok(message)
        };
        let talked = timeout(PATIENCE, talk).await.unwrap_or_else(|late| Err(late.into()));
        let message = talked.map_err(|source| self.unreachable(source))?;
        Ok(frame::decode(&message)?)
    }

    fn unreachable(&self, source: io::Error) -> ClientError {
        ClientError::Unreachable { path: self.path.clone(), source }
    }
}
