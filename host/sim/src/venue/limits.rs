//! Orders and cancellations a signer may send: token buckets in virtual time, of the venue's lowest tier.

use craftstrat_model::TimeMs;
use std::collections::BTreeMap;

/// Orders a second, and at once.
const ORDERS: (i64, i64) = (40, 60);
/// Cancellations a second, and at once.
const CANCELS: (i64, i64) = (80, 120);
/// Parts of a token, so that a millisecond brings a whole number of them.
const PARTS: i64 = 1_000;

/// What a signer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Act {
    Place,
    Cancel,
}

/// Every signer's buckets.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    /// Parts left, and when that was so.
    left: BTreeMap<(String, Act), (i64, TimeMs)>,
}

impl Limits {
    /// Takes `cost` at once or not at all.
    ///
    /// # Errors
    /// With the seconds after which it would be possible.
    pub fn take(&mut self, signer: &str, act: Act, cost: usize, now: TimeMs) -> Result<i64, i64> {
        let (rate, burst) = if act == Act::Place { ORDERS } else { CANCELS };
        let cost = i64::try_from(cost).unwrap_or(i64::MAX / PARTS).saturating_mul(PARTS);
        let (left, since) = self.left.entry((signer.to_owned(), act)).or_insert((burst * PARTS, now));
        let earned = now.since(*since).saturating_mul(rate);
        *left = left.saturating_add(earned).min(burst * PARTS);
        *since = now;
        if *left < cost {
            return Err((cost - *left) / (rate * PARTS) + 1);
        }
        *left -= cost;
        Ok(*left / PARTS)
    }
}
