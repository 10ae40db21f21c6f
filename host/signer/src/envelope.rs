//! A sealed key as it is kept elsewhere.
//!
//! ```text
//! version 1 | kind | master key id (8) | data key (60) | private key (60) | rules (the rest)
//! ```
//! The data key is sealed under the master key; private key and rules under the data key. All three are bound to the
//! version, the kind and the wallet's id, and to which of the three they are.

use crate::key::PrivateKey;
use crate::master::{MasterId, MasterKeys};
use crate::policy::Policy;
use crate::seal::{self, OVERHEAD, SealError};
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::fmt;

const VERSION: u8 = 1;
/// How envelopes of each kind begin.
const OWNER: &[u8] = &[VERSION, KeyKind::Owner.byte()];
const SESSION: &[u8] = &[VERSION, KeyKind::Session.byte()];
const KEY_LENGTH: usize = 32 + OVERHEAD;
const HEAD: usize = 10;
const RULES_AT: usize = HEAD + 2 * KEY_LENGTH;
/// Bytes of an envelope.
const LENGTH_MAX: usize = 8_192;

/// The id of a wallet wherever wallets are kept: 1 to 64 letters, digits, `-` and `_`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WalletId(String);

impl WalletId {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WalletId {
    type Error = EnvelopeError;

    fn try_from(text: String) -> Result<Self, EnvelopeError> {
        let good = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let fits = !text.is_empty() && text.len() <= 64 && text.bytes().all(good);
        if fits { Ok(Self(text)) } else { Err(EnvelopeError::WalletId) }
    }
}

impl From<WalletId> for String {
    fn from(id: WalletId) -> Self {
        id.0
    }
}

impl fmt::Debug for WalletId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// The owner's: it can do everything.
    Owner,
    /// A session's: it can trade for a deposit wallet until it is revoked or expires.
    Session,
}

impl KeyKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Owner => 1,
            Self::Session => 2,
        }
    }
}

/// Why an envelope is not one, or cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Not base64, of another length or version.
    #[error("this is not a sealed key")]
    Malformed,
    /// Not what wallets are called.
    #[error("a wallet's id is 1 to 64 letters, digits, '-' or '_'")]
    WalletId,
    /// Sealed under a master key that is not known here.
    #[error("the key is sealed under the master key {0}, which this signer does not have")]
    UnknownMaster(MasterId),
    /// Changed, or of another wallet.
    #[error("the sealed key was changed, or belongs to another wallet")]
    Broken,
}

impl From<SealError> for EnvelopeError {
    fn from(_: SealError) -> Self {
        Self::Broken
    }
}

/// A sealed key with its rules; as text, URL-safe base64.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Envelope {
    kind: KeyKind,
    master: MasterId,
    data_key: [u8; KEY_LENGTH],
    private_key: [u8; KEY_LENGTH],
    rules: Vec<u8>,
}

/// Only what is on its outside.
impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Envelope({:?}, {})", self.kind, self.master)
    }
}

/// What was in an envelope.
pub(crate) struct Opened {
    pub kind: KeyKind,
    pub key: PrivateKey,
    pub policy: Policy,
    data_key: Secret,
}

impl Envelope {
    /// Seals a key and its rules under a new data key.
    pub(crate) fn seal(
        masters: &MasterKeys,
        wallet: &WalletId,
        kind: KeyKind,
        key: &PrivateKey,
        policy: &Policy,
    ) -> Result<Self, EnvelopeError> {
        let data_key = Secret::random().map_err(|_| EnvelopeError::Broken)?;
        let context = Context { kind, wallet };
        let private_key = context.seal_key(&data_key, "private key", &key.secret())?;
        let rules = seal::seal(&data_key, &context.parts("rules"), &policy.encode())?;
        let (master, sealed) = context.seal_data_key(masters, &data_key)?;
        Ok(Self { kind, master, data_key: sealed, private_key, rules })
    }

    /// The same key with other rules.
    pub(crate) fn with_rules(
        &self,
        wallet: &WalletId,
        opened: &Opened,
        policy: &Policy,
    ) -> Result<Self, EnvelopeError> {
        let context = Context { kind: self.kind, wallet };
        let rules = seal::seal(&opened.data_key, &context.parts("rules"), &policy.encode())?;
        Ok(Self { rules, ..self.clone() })
    }

    /// The same key with its data key sealed under the current master key.
    pub(crate) fn rewrap(
        &self,
        masters: &MasterKeys,
        wallet: &WalletId,
        opened: &Opened,
    ) -> Result<Self, EnvelopeError> {
        let context = Context { kind: self.kind, wallet };
        let (master, data_key) = context.seal_data_key(masters, &opened.data_key)?;
        Ok(Self { master, data_key, ..self.clone() })
    }

    /// What is in it, if it is whole and this wallet's.
    pub(crate) fn open(&self, masters: &MasterKeys, wallet: &WalletId) -> Result<Opened, EnvelopeError> {
        let context = Context { kind: self.kind, wallet };
        let master = masters.get(self.master).ok_or(EnvelopeError::UnknownMaster(self.master))?;
        let data_key = context.open_key(master, "data key", &self.data_key)?;
        let secret = context.open_key(&data_key, "private key", &self.private_key)?;
        let key = PrivateKey::new(&secret).ok_or(EnvelopeError::Broken)?;
        let rules = seal::open(&data_key, &context.parts("rules"), &self.rules)?;
        let policy = Policy::decode(&rules).ok_or(EnvelopeError::Broken)?;
        Ok(Opened { kind: self.kind, key, policy, data_key })
    }

    /// The master key its data key is sealed under.
    pub const fn master(&self) -> MasterId {
        self.master
    }

    /// Whose key it is.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Read from its bytes, without a look inside.
    ///
    /// # Errors
    /// When they are none of an envelope.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let bad = EnvelopeError::Malformed;
        let kind = match bytes {
            [VERSION, 1, ..] => KeyKind::Owner,
            [VERSION, 2, ..] => KeyKind::Session,
            _ => return Err(bad),
        };
        if bytes.len() > LENGTH_MAX || bytes.len() < RULES_AT + OVERHEAD {
            return Err(bad);
        }
        let part = |from: usize, to: usize| bytes.get(from..to).ok_or(bad);
        let key = |from: usize| part(from, from + KEY_LENGTH)?.try_into().map_err(|_| bad);
        Ok(Self {
            kind,
            master: MasterId(part(2, HEAD)?.try_into().map_err(|_| bad)?),
            data_key: key(HEAD)?,
            private_key: key(HEAD + KEY_LENGTH)?,
            rules: part(RULES_AT, bytes.len())?.to_vec(),
        })
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION, self.kind.byte()];
        for part in [&self.master.0[..], &self.data_key, &self.private_key, &self.rules] {
            bytes.extend_from_slice(part);
        }
        bytes
    }
}

impl TryFrom<String> for Envelope {
    type Error = EnvelopeError;

    fn try_from(text: String) -> Result<Self, EnvelopeError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| EnvelopeError::Malformed)?;
        Self::from_bytes(&bytes)
    }
}

impl From<Envelope> for String {
    fn from(envelope: Envelope) -> Self {
        URL_SAFE_NO_PAD.encode(envelope.to_bytes())
    }
}

/// What everything in an envelope is bound to.
struct Context<'w> {
    kind: KeyKind,
    wallet: &'w WalletId,
}

impl Context<'_> {
    fn parts<'p>(&'p self, what: &'p str) -> [&'p [u8]; 3] {
        let kind: &[u8] = match self.kind {
            KeyKind::Owner => OWNER,
            KeyKind::Session => SESSION,
        };
        [what.as_bytes(), kind, self.wallet.0.as_bytes()]
    }

    fn seal_key(&self, under: &Secret, what: &str, key: &Secret) -> Result<[u8; KEY_LENGTH], EnvelopeError> {
        let sealed = seal::seal(under, &self.parts(what), key.bytes())?;
        sealed.try_into().map_err(|_| EnvelopeError::Broken)
    }

    fn open_key(&self, under: &Secret, what: &str, sealed: &[u8]) -> Result<Secret, EnvelopeError> {
        let plain = seal::open(under, &self.parts(what), sealed)?;
        let mut secret = Secret::new([0; 32]);
        secret.bytes_mut().copy_from_slice(plain.get(..32).ok_or(EnvelopeError::Broken)?);
        Ok(secret)
    }

    fn seal_data_key(
        &self,
        masters: &MasterKeys,
        data_key: &Secret,
    ) -> Result<(MasterId, [u8; KEY_LENGTH]), EnvelopeError> {
        let id = masters.current();
        let master = masters.get(id).ok_or(EnvelopeError::UnknownMaster(id))?;
        Ok((id, self.seal_key(master, "data key", data_key)?))
    }
}
