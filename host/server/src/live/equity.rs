//! Equity of a run as it happens, from what is booked: positions at their cost, as in reports.

use craftstrat_engine::effect::EffectKind;
use craftstrat_engine::record::TradeSide;
use craftstrat_model::Usdc;

/// What a run has and has tied up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Equity {
    /// Cash, reservations, payouts to come, positions at cost.
    pub equity: Usdc,
    /// Positions at cost and reservations.
    pub exposure: Usdc,
}

impl Equity {
    /// Before anything happened.
    pub const fn opening(cash: Usdc) -> Self {
        Self { equity: cash, exposure: Usdc::ZERO }
    }

    /// After an effect. Follows the ledger: what is reserved or bought is not spent, what is sold was worth its cost.
    #[must_use]
    pub fn after(self, kind: &EffectKind) -> Self {
        let (equity, exposure) = match kind {
            EffectKind::Approved { reserved, .. } => (0, reserved.micros()),
            EffectKind::Filled { fill, .. } if fill.side == TradeSide::Buy => {
                (-fill.fee.micros(), -fill.fee.micros())
            }
            EffectKind::Filled { fill, cost } => {
                (fill.notional.micros() - cost.micros() - fill.fee.micros(), -cost.micros())
            }
            EffectKind::Released { amount } => (0, -amount.micros()),
            EffectKind::Ended { released, .. } => (0, -released.micros()),
            EffectKind::Merged { cost, proceeds, .. } => (proceeds.micros() - cost.micros(), -cost.micros()),
            EffectKind::Abandoned { cost } => (-cost.micros(), -cost.micros()),
            EffectKind::Settled { cost, payout, .. } => (payout.micros() - cost.micros(), -cost.micros()),
            EffectKind::Closed(_) | EffectKind::Faulted(_) => (0, 0),
        };
        let plus = |a: Usdc, b: i64| Usdc::from_micros(a.micros().saturating_add(b));
        Self { equity: plus(self.equity, equity), exposure: plus(self.exposure, exposure) }
    }
}

/// Every so manieth point, so that at most `max` are left; the first and the last stay.
pub(crate) fn thinned<T: Clone>(points: &[T], max: usize) -> Vec<T> {
    let max = max.max(2);
    if points.len() <= max {
        return points.to_vec();
    }
    let last = points.len() - 1;
    (0..max).filter_map(|i| points.get(i * last / (max - 1)).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::thinned;

    #[test]
    fn thinning_keeps_both_ends() {
        let points: Vec<u32> = (0..10_001).collect();
        let thin = thinned(&points, 1_000);
        assert_eq!((thin.len(), thin.first(), thin.last()), (1_000, Some(&0), Some(&10_000)));
        assert!(thin.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(thinned(&points[..3], 1_000), [0, 1, 2]);
    }
}
