//! What several tests need.

use craftstrat_accounts::email::Email;
use craftstrat_accounts::entropy::{Entropy, NoEntropy};
use craftstrat_model::TimeMs;

/// 2026-10-01T12:00:00Z.
pub const NOW: TimeMs = TimeMs(1_790_856_000_000);

/// Bytes that count up from the number it holds: nothing random, everything exact.
pub struct Counting(pub u8);

impl Entropy for Counting {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        for byte in bytes {
            *byte = self.0;
            self.0 = self.0.wrapping_add(1);
        }
        Ok(())
    }
}

/// A source that has nothing.
pub struct Empty;

impl Entropy for Empty {
    fn fill(&mut self, _: &mut [u8]) -> Result<(), NoEntropy> {
        Err(NoEntropy)
    }
}

/// An address that is one.
pub fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}
