//! Second factor: codes of an authenticator app. RFC 6238 with SHA-1, six digits and 30 seconds, which is what every
//! app does whatever it is told.

use crate::email::Email;
use crate::entropy::{Entropy, NoEntropy};
use craftstrat_model::TimeMs;
use std::fmt;
use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

/// Milliseconds of one step.
pub const STEP_MS: i64 = 30_000;

/// Steps a clock may be off, either way.
const DRIFT: u16 = 1;

/// Digits of a code.
const DIGITS: u8 = 6;

/// Bytes of a secret. Source: RFC 4226 section 4, requirement 6.
const BYTES: usize = 20;

/// What authenticator apps show the account under.
const ISSUER: &str = "CraftStrat";

/// What the server and the authenticator app share. Wiped when dropped; never shown by `Debug`.
#[derive(Clone)]
pub struct TotpSecret(Zeroizing<[u8; BYTES]>);

/// What is stored is no secret of an authenticator app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret of an authenticator app has {BYTES} bytes")]
pub struct BadTotpSecret;

/// Why a code is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefusal {
    /// Not the code of this time.
    #[error(
        "this code is not right, or its time is over: look at the app again, and at the clock of the device it is on"
    )]
    Wrong,
    /// It was right, and was used before.
    #[error("this code was used already: wait for the next one")]
    Replayed,
}

impl CodeRefusal {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wrong => "bad_code",
            Self::Replayed => "bad_code",
        }
    }
}

impl TotpSecret {
    /// A new one.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn generate(entropy: &mut impl Entropy) -> Result<Self, NoEntropy> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        entropy.fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// As it was stored.
    ///
    /// # Errors
    /// When it has another length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadTotpSecret> {
        let bytes: [u8; BYTES] = bytes.try_into().map_err(|_| BadTotpSecret)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// As it is to be stored. It cannot be hashed: whoever stores it seals it.
    pub fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// In base32 without padding, for people who type it into their app.
    pub fn to_base32(&self) -> Zeroizing<String> {
        Zeroizing::new(Secret::new_stack(*self.0).to_base32())
    }

    /// What the QR code says. Source: Key Uri Format of Google Authenticator, which other apps follow.
    pub fn uri(&self, email: &Email) -> Zeroizing<String> {
        // The one thing that can be wrong with it, a colon, is in no address that is taken.
        Zeroizing::new(self.totp(email.as_str()).to_url().unwrap_or_default())
    }

    /// The step whose code `typed` is, if it is one of about `now` and later than `last_used`: the caller stores it as the
    /// last one used, in the transaction that acts on it. Spaces in what was typed do not count.
    ///
    /// # Errors
    /// When it is not the code, or was used before.
    pub fn check(&self, typed: &str, last_used: Option<u64>, now: TimeMs) -> Result<u64, CodeRefusal> {
        let digits: Zeroizing<String> = Zeroizing::new(
            typed.chars().filter(|c| !c.is_whitespace()).take(usize::from(DIGITS) + 1).collect(),
        );
        if digits.len() != usize::from(DIGITS) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CodeRefusal::Wrong);
        }
        let seconds = u64::try_from(now.0.div_euclid(1_000)).map_err(|_| CodeRefusal::Wrong)?;
        let step = self.totp("").check(&digits, seconds).ok_or(CodeRefusal::Wrong)?;
        if last_used.is_some_and(|last| step <= last) { Err(CodeRefusal::Replayed) } else { Ok(step) }
    }

    /// The code of the step `now` is in, as the app shows it.
    pub fn code(&self, now: TimeMs) -> String {
        let seconds = u64::try_from(now.0.div_euclid(1_000)).unwrap_or_default();
        self.totp("").generate(seconds).to_string()
    }

    fn totp(&self, account: &str) -> Totp {
        // Not compliant only in what it does not check: that there is an account's name.
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(DRIFT)
            .with_step_duration(STEP_MS.unsigned_abs() / 1_000)
            .with_secret(Secret::new_stack(*self.0))
            .with_issuer(Some(ISSUER))
            .with_account_name(account)
            .build_noncompliant()
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(redacted)")
    }
}
