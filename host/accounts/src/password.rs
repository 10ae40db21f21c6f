//! Passwords: what is taken, how they are kept, how one is checked without telling whether there is an account.
//!
//! Each hash takes 19 MiB and some tens of milliseconds; the caller limits how many run at once and runs them off its
//! event loop.

mod memory;

use crate::email::Email;
use crate::entropy::{Entropy, NoEntropy};
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Deserializer};
use std::fmt;
use zeroize::Zeroizing;

/// Fewest characters. Above NIST SP 800-63B's 8 where a password stands alone, since a second factor is optional.
pub const LENGTH_MIN: usize = 12;

/// Most characters.
pub const LENGTH_MAX: usize = 128;

/// Memory of one hash in KiB. Source of these three: OWASP Password Storage Cheat Sheet, Argon2id.
pub const MEMORY_KIB: u32 = 19_456;

/// Passes over the memory.
pub const PASSES: u32 = 2;

/// Lanes.
pub const LANES: u32 = 1;

/// Bytes of a hash and of its salt.
const OUTPUT_BYTES: usize = 32;
const SALT_BYTES: usize = 16;

/// What nobody's password is checked against, with the parameters of everybody else's. No password is known that hashes
/// to zeros, and one that did would still be refused.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Y3JhZnRzdHJhdC1ub2JvZA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Common passwords of at least [`LENGTH_MIN`] characters, in lower case, one a line. (Shorter ones are too short.)
const COMMON: &str = include_str!("password/common.txt");

/// A password as somebody typed it. Wiped when dropped; never shown.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes what somebody typed, spaces and all.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Longer than any password that is taken: not worth a hash.
    fn is_too_long(&self) -> bool {
        self.0.chars().nth(LENGTH_MAX).is_some()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(redacted)")
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

/// Why a new password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Fewer than [`LENGTH_MIN`] characters.
    #[error("a password has at least {LENGTH_MIN} characters: a few words together are easy to remember")]
    TooShort,
    /// More than [`LENGTH_MAX`] characters.
    #[error("a password has at most {LENGTH_MAX} characters")]
    TooLong,
    /// It is the e-mail address or the part before its `@`.
    #[error("the e-mail address is the first thing anybody would try: choose another password")]
    IsEmail,
    /// It is on the list of the most common ones.
    #[error("this password is among the most common ones: choose another")]
    Common,
}

impl PasswordRefusal {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "bad_password",
            Self::TooLong => "bad_password",
            Self::IsEmail => "password_like_email",
            Self::Common => "common_password",
        }
    }
}

/// Whether a password may be chosen by the owner of `email`.
///
/// # Errors
/// When it may not; the sentence says what to do.
pub fn acceptable(password: &Password, email: &Email) -> Result<(), PasswordRefusal> {
    if password.is_too_long() {
        return Err(PasswordRefusal::TooLong);
    }
    if password.0.chars().count() < LENGTH_MIN {
        return Err(PasswordRefusal::TooShort);
    }
    let lower = Zeroizing::new(password.0.trim().to_lowercase());
    let local = email.key().split('@').next().unwrap_or_default();
    if *lower == email.key() || *lower == local {
        return Err(PasswordRefusal::IsEmail);
    }
    if COMMON.lines().any(|common| common == *lower) {
        return Err(PasswordRefusal::Common);
    }
    Ok(())
}

/// What is stored of a password: argon2id as a PHC string, which names its own parameters and salt.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword(String);

impl StoredPassword {
    /// As it was stored. Nothing is checked before it is used.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// As it is to be stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredPassword(redacted)")
    }
}

/// Why a password could not be hashed or checked. Neither is anything its owner did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// No salt could be made.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// What is stored is no argon2id hash, or there is no memory for one.
    #[error("the password could not be hashed: {0}")]
    Hash(&'static str),
}

fn hasher() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(OUTPUT_BYTES))
        .map_err(|_| PasswordError::Hash("bad parameters"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password with a new salt. Slow.
///
/// # Errors
/// When there are no random bytes or there is no memory.
pub fn hash(password: &Password, entropy: &mut impl Entropy) -> Result<StoredPassword, PasswordError> {
    let (mut salt, mut output) = ([0; SALT_BYTES], [0; OUTPUT_BYTES]);
    entropy.fill(&mut salt)?;
    let argon = hasher()?;
    memory::derive(&argon, password.0.as_bytes(), &salt, &mut output)?;
    let failed = |_| PasswordError::Hash("argon2 failed");
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon.params()).map_err(failed)?,
        salt: Some(Salt::new(&salt).map_err(|_| PasswordError::Hash("bad salt"))?),
        hash: Some(Output::new(&output).map_err(|_| PasswordError::Hash("bad output"))?),
    };
    Ok(StoredPassword(hash.to_string()))
}

/// Whether `password` is the one that is stored. Slow, and equally so when there is no account (`None`): a login form
/// must not tell who has one.
///
/// # Errors
/// When what is stored is no hash of ours.
pub fn verify(password: &Password, stored: Option<&StoredPassword>) -> Result<bool, PasswordError> {
    if password.is_too_long() {
        return Ok(false);
    }
    let text = stored.map_or(NOBODY, StoredPassword::as_str);
    let unreadable = || PasswordError::Hash("the stored hash is not readable");
    let parsed = PasswordHash::new(text).map_err(|_| unreadable())?;
    let (Some(salt), Some(expected), Some(version)) = (&parsed.salt, &parsed.hash, parsed.version) else {
        return Err(unreadable());
    };
    let algorithm = Algorithm::try_from(parsed.algorithm.as_str()).map_err(|_| unreadable())?;
    let version = Version::try_from(version).map_err(|_| unreadable())?;
    let params = Params::try_from(&parsed).map_err(|_| unreadable())?;
    let argon = Argon2::new(algorithm, version, params);
    let mut output = Zeroizing::new([0; Output::MAX_LENGTH]);
    let output = output.get_mut(..expected.len()).ok_or_else(unreadable)?;
    memory::derive(&argon, password.0.as_bytes(), salt, output)?;
    // Outputs are compared in a time that does not tell where they part.
    let is_same = Output::new(output).is_ok_and(|output| output == *expected);
    Ok(is_same && stored.is_some())
}

/// Whether a hash was made otherwise than it would be now, so that a login that succeeds should hash anew.
pub fn needs_rehash(stored: &StoredPassword) -> bool {
    let Ok(parsed) = PasswordHash::new(&stored.0) else { return true };
    let Ok(params) = Params::try_from(&parsed) else { return true };
    let current = (MEMORY_KIB, PASSES, LANES, Some(OUTPUT_BYTES));
    parsed.algorithm != ARGON2ID_IDENT
        || parsed.version != Some(Version::V0x13.into())
        || (params.m_cost(), params.t_cost(), params.p_cost(), params.output_len()) != current
}
