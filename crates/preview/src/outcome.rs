//! What a run comes to, cut to a size that a page can take in without a stutter.

use craftstrat_api::Report;
use craftstrat_api::report::{EquityPoint, Fill, Order, Trade};
use craftstrat_engine::record::Run;
use craftstrat_model::{Usdc, Winner};
use serde::{Deserialize, Serialize};

/// Trades in an outcome's report, at most.
pub const TRADES_MAX: usize = 1_500;
/// Points of the equity curve, at most.
pub const EQUITY_MAX: usize = 1_000;

/// The answer of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewOutcome {
    /// The run's digest: the same on the server for the same strategy, settings and markets.
    pub digest: String,
    /// The report, without variants; trades and equity are cut as `totals` says, fills and orders are left out. A market's
    /// own fills, trades and orders come whole with its series.
    pub report: Report,
    /// How long the lists of the report were.
    pub totals: Totals,
    /// Every market of the run, in its order.
    pub slots: Vec<SlotResult>,
    /// Markets that were asked for but lack a column the strategy reads.
    pub left_out: Vec<String>,
    /// Those columns.
    pub lacking: Vec<String>,
    /// Wall time of the run and its report, ms.
    pub millis: f64,
    /// Wall time of compiling before it, ms; 0 when it was compiled before.
    pub compile_millis: f64,
}

/// Lengths of the lists of a report before they were cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Trades.
    pub trades: u64,
    /// Fills.
    pub fills: u64,
    /// Orders.
    pub orders: u64,
    /// Points of the equity curve.
    pub equity: u64,
}

/// One market of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SlotResult {
    /// Its slug.
    pub market: String,
    /// Who won.
    pub winner: Option<Winner>,
    /// Orders approved there.
    pub orders: u32,
    /// Trades there.
    pub trades: u32,
    /// Their net P&L, unresolved ones lost.
    pub pnl_usdc: Usdc,
}

/// Everything that happened in a run, or in one market of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Records {
    /// Fills in time order.
    pub fills: Vec<Fill>,
    /// Trades by closing time.
    pub trades: Vec<Trade>,
    /// Orders in the order of approval.
    pub orders: Vec<Order>,
}

impl Records {
    /// Those of one market.
    #[must_use]
    pub fn of(&self, market: &str) -> Self {
        Self {
            fills: self.fills.iter().filter(|f| f.market == market).cloned().collect(),
            trades: self.trades.iter().filter(|t| t.market == market).cloned().collect(),
            orders: self.orders.iter().filter(|o| o.market == market).cloned().collect(),
        }
    }
}

/// Cuts a report's lists to their limits; how long they were, and what was in them.
pub(crate) fn cut(report: &mut Report) -> (Totals, Records) {
    let totals = Totals {
        trades: report.trades.len() as u64,
        fills: report.fills.len() as u64,
        orders: report.orders.len() as u64,
        equity: report.equity.len() as u64,
    };
    let records = Records {
        fills: std::mem::take(&mut report.fills),
        trades: std::mem::take(&mut report.trades),
        orders: std::mem::take(&mut report.orders),
    };
    report.trades = records.trades.iter().take(TRADES_MAX).cloned().collect();
    report.equity = thinned(std::mem::take(&mut report.equity), EQUITY_MAX);
    (totals, records)
}

/// At most `most` points that keep the first, the last and each stretch's lowest and highest.
fn thinned(points: Vec<EquityPoint>, most: usize) -> Vec<EquityPoint> {
    if points.len() <= most || most < 4 {
        return points;
    }
    let (last, inner) = (points.len() - 1, 1..points.len() - 1);
    let stretch = inner.len().div_ceil((most - 2) / 2);
    let mut kept = vec![0];
    for start in inner.clone().step_by(stretch) {
        let part = start..inner.end.min(start + stretch);
        let low = part.clone().min_by_key(|i| points[*i].equity_usdc);
        let high = part.max_by_key(|i| points[*i].equity_usdc);
        let (Some(low), Some(high)) = (low, high) else { continue };
        kept.push(low.min(high));
        if low != high {
            kept.push(low.max(high));
        }
    }
    kept.push(last);
    kept.into_iter().map(|i| points[i].clone()).collect()
}

/// Results by market, in the order of the run.
pub(crate) fn slots(run: &Run) -> Vec<SlotResult> {
    let one = |market: &craftstrat_engine::record::MarketRun| SlotResult {
        market: market.symbol.clone(),
        winner: market.winner,
        orders: 0,
        trades: 0,
        pnl_usdc: Usdc::ZERO,
    };
    let mut slots: Vec<SlotResult> = run.markets.iter().map(one).collect();
    for order in &run.orders {
        if let Some(slot) = slots.get_mut(order.id.market as usize) {
            slot.orders += 1;
        }
    }
    for trade in &run.trades {
        if let Some(slot) = slots.get_mut(trade.market as usize) {
            slot.trades += 1;
            slot.pnl_usdc = slot.pnl_usdc.checked_add(trade.pnl).unwrap_or(slot.pnl_usdc);
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thinned_curve_keeps_its_ends_and_extremes() {
        let point = |i: i64| EquityPoint {
            at_ms: i,
            equity_usdc: Usdc::from_micros(if i == 777 { -5 } else { i % 100 }),
            exposure_usdc: Usdc::ZERO,
        };
        let thin = thinned((0..10_000).map(point).collect(), 50);
        assert!(thin.len() <= 50, "{}", thin.len());
        assert_eq!((thin[0].at_ms, thin[thin.len() - 1].at_ms), (0, 9_999));
        assert!(thin.iter().any(|p| p.at_ms == 777));
        assert!(thin.is_sorted_by_key(|p| p.at_ms));
        assert_eq!(thinned((0..50).map(point).collect(), 50).len(), 50);
    }
}
