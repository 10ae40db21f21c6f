//! Limits that refill with time: dollars of orders a wallet, requests of all clients.

use craftstrat_model::Usdc;
use craftstrat_signing::Address;
use craftstrat_signing::order::OrderSide;
use std::collections::HashMap;

const HOUR_MS: i128 = 3_600_000;

/// Wallets whose spending is remembered at once.
const WALLETS_MAX: usize = 100_000;

/// What of a limit is used; it falls evenly by the whole limit in one period.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bucket {
    /// In units x milliseconds of the period, so that nothing is lost by rounding.
    used: i128,
    at_ms: i64,
}

impl Bucket {
    /// Takes `amount` of `limit` units per `period_ms`, both at most 2^62, or says how many units are left. Time that runs
    /// backwards gives nothing back.
    ///
    /// # Errors
    /// When less than `amount` is left: how much is.
    pub fn take(&mut self, limit: i64, period_ms: i128, amount: i64, now_ms: i64) -> Result<(), i64> {
        let (limit, amount) = (i128::from(limit.max(0)), i128::from(amount.max(0)));
        let elapsed = (i128::from(now_ms) - i128::from(self.at_ms)).max(0).min(period_ms);
        self.used = (self.used - limit * elapsed).max(0);
        self.at_ms = self.at_ms.max(now_ms);
        let free = limit * period_ms - self.used;
        if amount * period_ms > free {
            return Err(i64::try_from(free.max(0) / period_ms).unwrap_or(i64::MAX));
        }
        self.used += amount * period_ms;
        Ok(())
    }

    /// Whether nothing is used any more, `period_ms` after the last use.
    fn is_idle(&self, period_ms: i128, now_ms: i64) -> bool {
        i128::from(now_ms) - i128::from(self.at_ms) >= period_ms
    }
}

/// Dollars of orders signed for each wallet, buying and selling apart, so that having bought never keeps a wallet from
/// getting out.
///
/// Kept in memory: a signer that was started again has forgotten. Within any hour at most twice the limit is signed, a
/// full bucket and what flows in meanwhile.
#[derive(Debug, Default)]
pub struct HourlyNotional(HashMap<(u64, Address, OrderSide), Bucket>);

impl HourlyNotional {
    /// Takes `amount` of what `maker` on `chain` may trade an hour.
    ///
    /// # Errors
    /// When less is left: how much is.
    pub fn take(
        &mut self,
        (chain, maker, side): (u64, Address, OrderSide),
        limit: Usdc,
        amount: Usdc,
        now_ms: i64,
    ) -> Result<(), Usdc> {
        if self.0.len() >= WALLETS_MAX {
            self.0.retain(|_, bucket| !bucket.is_idle(HOUR_MS, now_ms));
        }
        let key = (chain, maker, side);
        if self.0.len() >= WALLETS_MAX && !self.0.contains_key(&key) {
            return Err(Usdc::ZERO);
        }
        let bucket = self.0.entry(key).or_default();
        bucket.take(limit.micros(), HOUR_MS, amount.micros(), now_ms).map_err(Usdc::from_micros)
    }

    /// Wallets and sides that are remembered.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
