//! Falls of equity from its peaks.
//!
//! Equity counts positions at cost until they close, so this is the drawdown of realised results: what a position lost
//! and won back inside its slot is not in it. Between two points equity is what it was at the first.

use crate::record::EquityPoint;
use craftstrat_model::{TimeMs, Usdc};

/// The deepest fall and the longest time below a peak.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Drawdown {
    /// Largest peak - equity, in dollars; 0 when equity never fell.
    pub depth: Usdc,
    /// Largest (peak - equity) / peak, which may belong to another fall; `None` while no peak was above zero.
    pub depth_ratio: Option<f64>,
    /// When the peak before the deepest fall was last seen; `None` without a fall.
    pub peak_at: Option<TimeMs>,
    /// When the deepest fall reached its bottom first; `None` without a fall.
    pub trough_at: Option<TimeMs>,
    /// When equity was back at that peak; `None` when it never was.
    pub recovered_at: Option<TimeMs>,
    /// Longest time from the first point below a peak to the first one back at it, ms; a fall that was not recovered
    /// counts to the last point.
    pub longest_ms: i64,
}

/// Drawdown of an equity curve in time order.
pub fn drawdown(equity: &[EquityPoint]) -> Drawdown {
    let mut result = Drawdown::default();
    let Some(mut peak) = equity.first().copied() else { return result };
    let mut below_since: Option<TimeMs> = None;
    let mut in_deepest = false;
    for point in equity {
        if point.equity >= peak.equity {
            if let Some(since) = below_since.take() {
                result.longest_ms = result.longest_ms.max(point.at.since(since));
            }
            if in_deepest {
                result.recovered_at = Some(point.at);
                in_deepest = false;
            }
            peak = *point;
        } else {
            let since = *below_since.get_or_insert(point.at);
            result.longest_ms = result.longest_ms.max(point.at.since(since));
            let fall = Usdc::from_micros(peak.equity.micros().saturating_sub(point.equity.micros()));
            if fall > result.depth {
                in_deepest = true;
                result.depth = fall;
                result.peak_at = Some(peak.at);
                result.trough_at = Some(point.at);
                result.recovered_at = None;
            }
        }
        let fall = Usdc::from_micros(peak.equity.micros().saturating_sub(point.equity.micros()));
        if let Some(part) = super::ratio(fall, peak.equity) {
            result.depth_ratio = Some(result.depth_ratio.map_or(part, |d| d.max(part)));
        }
    }
    result
}
