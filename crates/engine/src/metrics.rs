//! Performance metrics of a run. Formulas, sources and edge cases: `docs/METRICS.md`.
//!
//! Sums of money are integer micros; `f64` holds ratios only. A ratio that is not defined (no trades, no losses, no
//! variance) is `None`, never 0 or infinity. Unresolved trades are in the sums of money as if they lost, with
//! [`Metrics::net_best`] as the other end of the range, and in no statistic.

pub mod drawdown;
pub mod execution;
pub mod exposure;
pub mod normal;
pub mod slot;
pub mod stats;
pub mod tally;

pub use drawdown::Drawdown;
pub use execution::Execution;
pub use exposure::Exposure;
pub use slot::Slot;
pub use stats::Ratios;
pub use tally::Tally;

use crate::record::{ExitReason, Run, Trade};
use craftstrat_model::{Rounding, Usdc};
use std::collections::BTreeMap;

/// Quarters of a slot.
pub const PHASES: usize = 4;

/// Everything that is computed from one run alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Metrics {
    /// Cash at the start.
    pub opening: Usdc,
    /// Equity at the end, unresolved positions lost and won.
    pub closing: (Usdc, Usdc),
    /// Counts and sums over all trades; `total.net` is net P&L with unresolved trades lost.
    pub total: Tally,
    /// Net P&L with unresolved trades won.
    pub net_best: Usdc,
    /// `total.net / opening`; `None` without opening cash.
    pub return_on_cash: Option<f64>,
    /// Averages, streaks and extremes of the trades.
    pub trades: TradeStats,
    /// Per trade: net P&L / entry cost, resolved trades.
    pub per_trade: Ratios,
    /// Per slot: net P&L / opening cash, every slot of the run that has no unresolved trade, 0 where nothing traded.
    pub per_slot: Ratios,
    /// Falls of equity from its peaks.
    pub drawdown: Drawdown,
    /// Dollars and time at risk.
    pub exposure: Exposure,
    /// Dollars bought and sold, fees and payouts excluded.
    pub turnover: Usdc,
    /// `turnover / opening`; `None` without opening cash.
    pub turnover_ratio: Option<f64>,
    /// How orders were filled.
    pub execution: Execution,
    /// Up, Down.
    pub by_outcome: [Tally; 2],
    /// By hour of entry, UTC.
    pub by_hour: [Tally; 24],
    /// By quarter of the slot at entry.
    pub by_phase: [Tally; PHASES],
    /// By how the trade ended.
    pub by_exit: BTreeMap<ExitReason, Tally>,
    /// By series; markets whose slug names none are under `other`.
    pub by_series: BTreeMap<String, Tally>,
}

/// Averages, streaks and extremes. All but the holding times over resolved trades.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TradeStats {
    /// Sum of the wins.
    pub won: Usdc,
    /// Sum of the losses, as a positive number.
    pub lost: Usdc,
    /// `won / lost`; `None` without a loss.
    pub profit_factor: Option<f64>,
    /// Mean net P&L per trade, half to even.
    pub expectancy: Option<Usdc>,
    /// Mean of the wins, half to even.
    pub average_win: Option<Usdc>,
    /// Mean of the losses, as a positive number, half to even.
    pub average_loss: Option<Usdc>,
    /// The win rate at which these average wins and losses cancel: `average_loss / (average_win + average_loss)`.
    pub payoff_break_even: Option<f64>,
    /// Index into [`Run::trades`] of the largest net P&L, the first of equals.
    pub best: Option<usize>,
    /// Index into [`Run::trades`] of the smallest net P&L, the first of equals.
    pub worst: Option<usize>,
    /// Longest run of wins in closing order.
    pub longest_wins: u64,
    /// Longest run of losses in closing order.
    pub longest_losses: u64,
    /// Mean holding time of all trades, ms, rounded down.
    pub holding_mean_ms: Option<i64>,
    /// Median holding time of all trades, ms; of an even number the mean of the middle two, rounded down.
    pub holding_median_ms: Option<i64>,
}

/// Computes every metric of a finished run.
pub fn compute(run: &Run) -> Metrics {
    let slots: Vec<Slot> = run.markets.iter().map(slot::slot_of).collect();
    let opening = run.equity.first().map_or(Usdc::ZERO, |p| p.equity);
    let groups = tally::groups(run, &slots);
    let turnover = sum(run.fills.iter().map(|f| f.notional));
    Metrics {
        opening,
        closing: run.final_equity,
        net_best: sum(run.trades.iter().map(|t| t.pnl_best)),
        return_on_cash: ratio(groups.total.net, opening),
        trades: trade_stats(&run.trades),
        per_trade: stats::ratios(&per_trade(&run.trades)),
        per_slot: stats::ratios(&per_slot(run, opening)),
        drawdown: drawdown::drawdown(&run.equity),
        exposure: exposure::exposure(&run.equity, &slots),
        turnover,
        turnover_ratio: ratio(turnover, opening),
        execution: execution::execution(run),
        total: groups.total,
        by_outcome: groups.by_outcome,
        by_hour: groups.by_hour,
        by_phase: groups.by_phase,
        by_exit: groups.by_exit,
        by_series: groups.by_series,
    }
}

/// Whether the trade's P&L is known.
pub fn is_resolved(trade: &Trade) -> bool {
    trade.exit_reason != ExitReason::Unresolved
}

/// Net P&L / entry cost of each resolved trade, in closing order.
pub fn per_trade(trades: &[Trade]) -> Vec<f64> {
    let resolved = trades.iter().filter(|t| is_resolved(t));
    resolved.filter_map(|t| ratio(t.pnl, t.entry_cost)).collect()
}

/// Net P&L / opening cash of each slot that has no unresolved trade, by market.
fn per_slot(run: &Run, opening: Usdc) -> Vec<f64> {
    let mut pnl: Vec<Option<i128>> = vec![Some(0); run.markets.len()];
    for trade in &run.trades {
        if let Some(slot) = pnl.get_mut(trade.market as usize) {
            *slot = slot.filter(|_| is_resolved(trade)).map(|p| p + i128::from(trade.pnl.micros()));
        }
    }
    pnl.into_iter().flatten().filter_map(|p| ratio(narrow(p), opening)).collect()
}

fn trade_stats(trades: &[Trade]) -> TradeStats {
    let resolved: Vec<(usize, &Trade)> = trades.iter().enumerate().filter(|(_, t)| is_resolved(t)).collect();
    let pnls = || resolved.iter().map(|(_, t)| t.pnl);
    let wins = pnls().filter(|p| p.micros() > 0);
    let losses = pnls().filter(|p| p.micros() < 0).map(|p| Usdc::from_micros(-p.micros()));
    let (won, lost) = (sum(wins.clone()), sum(losses.clone()));
    let average_win = mean(won, wins.count());
    let average_loss = mean(lost, losses.count());
    let payoff = |(win, loss): (Usdc, Usdc)| loss.to_f64() / (win.to_f64() + loss.to_f64());
    let (longest_wins, longest_losses) = streaks(pnls());
    let mut holding: Vec<i64> = trades.iter().map(|t| t.closed_at.since(t.opened_at)).collect();
    holding.sort_unstable();
    let total_ms: i128 = holding.iter().map(|ms| i128::from(*ms)).sum();
    TradeStats {
        won,
        lost,
        profit_factor: ratio(won, lost),
        expectancy: mean(sum(pnls()), resolved.len()),
        average_win,
        average_loss,
        payoff_break_even: average_win.zip(average_loss).map(payoff),
        best: resolved.iter().rev().max_by_key(|(_, t)| t.pnl).map(|(i, _)| *i),
        worst: resolved.iter().min_by_key(|(_, t)| t.pnl).map(|(i, _)| *i),
        longest_wins,
        longest_losses,
        holding_mean_ms: (!holding.is_empty()).then(|| (total_ms / holding.len() as i128) as i64),
        holding_median_ms: median(&holding),
    }
}

fn streaks(pnls: impl Iterator<Item = Usdc>) -> (u64, u64) {
    let (mut wins, mut losses, mut longest) = (0, 0, (0, 0));
    for pnl in pnls {
        wins = if pnl.micros() > 0 { wins + 1 } else { 0 };
        losses = if pnl.micros() < 0 { losses + 1 } else { 0 };
        longest = (longest.0.max(wins), longest.1.max(losses));
    }
    longest
}

fn median(sorted: &[i64]) -> Option<i64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = if sorted.len().is_multiple_of(2) { sorted[sorted.len() / 2 - 1] } else { upper };
    Some(lower + (upper - lower) / 2)
}

/// Sum in micros, held at the ends of `i64` (9 trillion dollars, beyond what the ledger permits).
pub fn sum(amounts: impl Iterator<Item = Usdc>) -> Usdc {
    narrow(amounts.map(|a| i128::from(a.micros())).sum())
}

pub(crate) fn narrow(micros: i128) -> Usdc {
    Usdc::from_micros(micros.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
}

fn mean(total: Usdc, count: usize) -> Option<Usdc> {
    let divided = |n| craftstrat_model::money::div_round(total.micros().into(), n, Rounding::HalfEven);
    (count > 0).then(|| narrow(divided(count as i128)))
}

/// `a / b` where `b` is more than nothing.
pub fn ratio(a: Usdc, b: Usdc) -> Option<f64> {
    b.is_positive().then(|| a.micros() as f64 / b.micros() as f64)
}
