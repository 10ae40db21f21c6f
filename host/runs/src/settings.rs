//! What people set of how a run is made; everything else is the engine's default.

use crate::error::RunError;
use craftstrat_engine::{FeeRule, Settings};
use craftstrat_model::{Price, Usdc};

/// What can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Opening cash.
    pub cash: Usdc,
    /// From a decision to the venue, ms.
    pub latency_ms: u32,
    /// Rate of a taker fee of shares x rate x p (1 - p) for every market, a fraction; `None` is each market's own fees.
    pub fee_rate: Option<Price>,
}

impl Default for Wanted {
    fn default() -> Self {
        let engine = Settings::default();
        Self { cash: engine.cash, latency_ms: engine.latency_ms, fee_rate: None }
    }
}

impl Wanted {
    /// The engine's settings.
    ///
    /// # Errors
    /// When the fee rate is not from 0 to 1.
    pub fn engine(&self) -> Result<Settings, RunError> {
        let rule = |rate: Price| {
            let wrong = || RunError::Input(format!("a fee rate is a fraction from 0 to 1, not {rate}"));
            FeeRule::at_rate(rate).ok_or_else(wrong)
        };
        let fees = self.fee_rate.map(rule).transpose()?;
        Ok(Settings { cash: self.cash, latency_ms: self.latency_ms, fees, ..Settings::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fee_rate_is_a_fraction() {
        let fees =
            |micros| Wanted { fee_rate: Some(Price::from_micros(micros)), ..Wanted::default() }.engine();
        for micros in [0, 70_000, 1_000_000] {
            let rate = fees(micros).ok().and_then(|s| s.fees).map(|rule| i64::from(rule.rate_micros));
            assert_eq!(rate, Some(micros));
        }
        for micros in [-1, 1_000_001, i64::MAX] {
            assert!(matches!(fees(micros), Err(RunError::Input(_))), "{micros}");
        }
        assert_eq!(Wanted::default().engine().ok(), Some(Settings::default()));
    }
}
