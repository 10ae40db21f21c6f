//! Recovery codes: ten codes on paper, each of which stands in for the authenticator app once.

use crate::entropy::{Entropy, NoEntropy};
use crate::secret::Hashed;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Codes of one set.
pub const COUNT: usize = 10;

/// Letters of a code, five bits each: 80 bits, so that a stolen hash leads nowhere.
const LETTERS: usize = 16;

/// Letters between two hyphens.
const GROUP: usize = 4;

/// Crockford's base32: no letter looks like another or like a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A code as its owner writes it down: `0123-4567-89ab-cdef`. Wiped when dropped; never shown by `Debug`.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// A set of new ones. The ones before it are to be struck out.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn set(entropy: &mut impl Entropy) -> Result<[Self; COUNT], NoEntropy> {
        let mut bytes = Zeroizing::new([[0_u8; LETTERS]; COUNT]);
        entropy.fill(bytes.as_flattened_mut())?;
        let code = |index: usize| {
            Self::grouped(bytes[index].iter().map(|b| char::from(ALPHABET[usize::from(b & 31)])))
        };
        Ok(std::array::from_fn(code))
    }

    /// Reads what somebody typed: capitals, hyphens and spaces do not count, `o` is zero, `i` and `l` are one.
    /// `None` when it cannot be a code.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut letters = Zeroizing::new(String::with_capacity(LETTERS));
        for typed in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match typed.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            let is_letter = u8::try_from(letter).is_ok_and(|b| ALPHABET.contains(&b));
            if !is_letter || letters.len() == LETTERS {
                return None;
            }
            letters.push(letter);
        }
        (letters.len() == LETTERS).then(|| Self::grouped(letters.chars()))
    }

    fn grouped(letters: impl Iterator<Item = char>) -> Self {
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + LETTERS / GROUP));
        for (index, letter) in letters.enumerate() {
            if index > 0 && index % GROUP == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        Self(text)
    }

    /// The text, for the one time it is shown.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored of it. The row is deleted in the transaction that acts on the code.
    pub fn hashed(&self) -> Hashed {
        Hashed::from_bytes(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(redacted)")
    }
}
