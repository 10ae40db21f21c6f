//! What somebody holds to prove who they are: session ids, API tokens, codes sent by mail. 256 random bits each, of
//! which only the SHA-256 is stored; a slow hash would protect nothing, since there is nothing to guess.

use crate::entropy::{Entropy, NoEntropy};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use craftstrat_model::TimeMs;
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Random bytes of a secret.
const BYTES: usize = 32;

/// Characters of them as base64url without padding.
const TEXT_LENGTH: usize = 43;

/// What a secret is for. Its text says so: one that leaks is recognised by scanners, and none passes for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Names a session, in a cookie.
    Session,
    /// An API token.
    Token,
    /// Proves that mail to an address arrives.
    Verification,
    /// Lets the owner of an address choose a new password.
    Reset,
    /// What deliveries to a webhook are signed with. It has to be read again, so it is kept sealed and not as a hash.
    Webhook,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Session, Self::Token, Self::Verification, Self::Reset, Self::Webhook];

    /// How the text begins.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Session => "css_",
            Self::Token => "cs_",
            Self::Verification => "csv_",
            Self::Reset => "csr_",
            Self::Webhook => "csw_",
        }
    }
}

/// A secret as its owner holds it. Wiped when dropped; never shown.
#[derive(Clone)]
pub struct Secret {
    kind: Kind,
    text: Zeroizing<String>,
}

/// A text that is no secret of the kind that is wanted. Says nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not what was handed out: it is cut off, or something else")]
pub struct NotASecret;

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn generate(kind: Kind, entropy: &mut impl Entropy) -> Result<Self, NoEntropy> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        entropy.fill(bytes.as_mut_slice())?;
        let mut text = Zeroizing::new(String::with_capacity(kind.prefix().len() + TEXT_LENGTH));
        text.push_str(kind.prefix());
        URL_SAFE_NO_PAD.encode_string(bytes.as_slice(), &mut text);
        Ok(Self { kind, text })
    }

    /// Reads one that somebody presents.
    ///
    /// # Errors
    /// When it has not the form of that kind; whether it was ever handed out is for the database to say.
    pub fn parse(kind: Kind, text: &str) -> Result<Self, NotASecret> {
        let body = text.strip_prefix(kind.prefix()).ok_or(NotASecret)?;
        // Decoding rejects bits that are not used, so a secret has one spelling.
        let mut bytes = Zeroizing::new([0; BYTES]);
        match URL_SAFE_NO_PAD.decode_slice(body, bytes.as_mut_slice()) {
            Ok(BYTES) => Ok(Self { kind, text: Zeroizing::new(text.to_owned()) }),
            _ => Err(NotASecret),
        }
    }

    /// What it is for.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The text itself: for the cookie, the mail, or the one time a token is shown.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// What is stored of it and what it is looked up by.
    pub fn hashed(&self) -> Hashed {
        Hashed(Sha256::digest(self.text.as_bytes()).into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({:?}, redacted)", self.kind)
    }
}

/// SHA-256 of a secret's text. Compared in constant time.
#[derive(Clone, Copy, Eq)]
pub struct Hashed([u8; 32]);

impl Hashed {
    /// As it was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// As it is to be stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for Hashed {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for Hashed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hashed(redacted)")
    }
}

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A session ends when nothing was asked for this long.
pub const SESSION_IDLE_MS: i64 = 7 * DAY_MS;

/// A session ends this long after login, whatever happens.
pub const SESSION_MS: i64 = 30 * DAY_MS;

/// How long a verification code can be used.
pub const VERIFICATION_MS: i64 = 24 * HOUR_MS;

/// How long a reset code can be used.
pub const RESET_MS: i64 = HOUR_MS;

/// Longest life of an API token in days.
pub const TOKEN_DAYS_MAX: u32 = 365;

/// How long a second factor counts as fresh for what asks for one.
pub const SECOND_FACTOR_FRESH_MS: i64 = 10 * 60_000;

/// When a session that began at `began` and was last used at `used` ends, if it is not used again.
pub fn session_ends(began: TimeMs, used: TimeMs) -> TimeMs {
    began.plus_ms(SESSION_MS).min(used.plus_ms(SESSION_IDLE_MS))
}

/// When an API token made at `made` for `days` days ends; `None` unless that is 1 to [`TOKEN_DAYS_MAX`] days.
pub fn token_ends(made: TimeMs, days: u32) -> Option<TimeMs> {
    (1..=TOKEN_DAYS_MAX).contains(&days).then(|| made.plus_ms(i64::from(days) * DAY_MS))
}

/// Whether a second factor shown at `shown` is fresh. One from the future is not: the clock was set back.
pub fn second_factor_is_fresh(shown: Option<TimeMs>, now: TimeMs) -> bool {
    shown.is_some_and(|shown| (0..SECOND_FACTOR_FRESH_MS).contains(&now.since(shown)))
}

/// A secret as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Stored {
    /// SHA-256 of its text.
    pub hash: Hashed,
    /// From then on it is nothing any more.
    pub ends: TimeMs,
    /// When it was used up or withdrawn.
    pub spent: Option<TimeMs>,
}

/// Why a secret that has the right form is not taken. All of them are to be told alike ([`SecretRefusal::code`]): who
/// guesses must not learn that something was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretRefusal {
    /// Never handed out.
    #[error("nothing like it was handed out")]
    Unknown,
    /// Its time is over.
    #[error("its time is over")]
    Expired,
    /// It was used up or withdrawn.
    #[error("it was used or withdrawn before")]
    Spent,
}

impl SecretRefusal {
    /// Stable code for whoever presented it. Which of them it was belongs in the log alone.
    pub const fn code(self) -> &'static str {
        "invalid_or_expired"
    }
}

impl Stored {
    /// What is stored of `secret`. `ends` of a code sent by mail follows from its kind, that of a session or token is
    /// [`session_ends`] or [`token_ends`].
    pub fn new(secret: &Secret, ends: TimeMs) -> Self {
        Self { hash: secret.hashed(), ends, spent: None }
    }

    /// What is stored of a code that is sent by mail at `now`; `None` for other kinds.
    pub fn mailed(secret: &Secret, now: TimeMs) -> Option<Self> {
        match secret.kind() {
            Kind::Verification => Some(Self::new(secret, now.plus_ms(VERIFICATION_MS))),
            Kind::Reset => Some(Self::new(secret, now.plus_ms(RESET_MS))),
            Kind::Session | Kind::Token | Kind::Webhook => None,
        }
    }

    /// Whether `secret` is this one and can be used at `now`. What may be used once is to be marked as spent in the
    /// same transaction that acts on it.
    ///
    /// # Errors
    /// When it is another, too late, or spent.
    pub fn accept(&self, secret: &Secret, now: TimeMs) -> Result<(), SecretRefusal> {
        if self.hash != secret.hashed() {
            return Err(SecretRefusal::Unknown);
        }
        if self.spent.is_some() {
            return Err(SecretRefusal::Spent);
        }
        if now >= self.ends {
            return Err(SecretRefusal::Expired);
        }
        Ok(())
    }
}
