//! Bootstrap interval of the mean P&L per trade.

use super::random::SplitMix64;
use crate::metrics::is_resolved;
use crate::record::Run;
use std::collections::BTreeMap;

/// A mean with its 95 % interval, in dollars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The mean itself.
    pub mean: f64,
    /// 2.5 % quantile of the resampled means.
    pub low: f64,
    /// 97.5 % quantile of the resampled means.
    pub high: f64,
    /// Slots that were resampled.
    pub slots: u64,
    /// Resamples.
    pub draws: u64,
}

/// Resamples, at most; fewer when there are so many slots that the interval is narrow and the time would show.
const DRAWS: usize = 2_000;
const DRAWS_MIN: usize = 200;
const PICKS_MAX: usize = 10_000_000;
const SEED: u64 = 0x0043_7261_6674_5374;

/// Percentile bootstrap (Efron 1979) of the mean net P&L of resolved trades. Whole slots are drawn, with all their
/// trades (cluster bootstrap, Field and Welsh 2007), because trades of one slot win and lose together. `None` below two
/// slots with trades.
pub fn mean_pnl(run: &Run) -> Option<Interval> {
    let mut by_slot: BTreeMap<u32, (i128, u64)> = BTreeMap::new();
    for trade in run.trades.iter().filter(|t| is_resolved(t)) {
        let slot = by_slot.entry(trade.market).or_default();
        *slot = (slot.0 + i128::from(trade.pnl.micros()), slot.1 + 1);
    }
    let slots: Vec<(i128, u64)> = by_slot.into_values().collect();
    if slots.len() < 2 {
        return None;
    }
    let mut random = SplitMix64::new(SEED);
    let draws = (PICKS_MAX / slots.len()).clamp(DRAWS_MIN, DRAWS);
    let mut means: Vec<f64> =
        (0..draws).map(|_| mean((0..slots.len()).map(|_| slots[random.below(slots.len())]))).collect();
    means.sort_unstable_by(f64::total_cmp);
    Some(Interval {
        mean: mean(slots.iter().copied()),
        low: quantile(&means, 0.025),
        high: quantile(&means, 0.975),
        slots: slots.len() as u64,
        draws: draws as u64,
    })
}

fn mean(slots: impl Iterator<Item = (i128, u64)>) -> f64 {
    let (pnl, trades) = slots.fold((0, 0), |(p, n), (pnl, trades)| (p + pnl, n + trades));
    pnl as f64 / trades as f64 / 1e6
}

/// The nearest-rank quantile of ascending values (definition 1 of Hyndman and Fan 1996).
///
/// # Panics
/// When there are no values.
pub(super) fn quantile<T: Copy>(sorted: &[T], p: f64) -> T {
    let rank = (p * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}
