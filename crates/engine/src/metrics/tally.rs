//! Counts and sums of trades, over all of them and by group.

use super::{PHASES, Slot, is_resolved, narrow};
use crate::record::{ExitReason, Run, Trade};
use craftstrat_model::Usdc;
use std::collections::BTreeMap;

/// Counts and sums over some trades. `net = gross - fees`, and the tallies of a grouping add up to the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Trades, unresolved ones included.
    pub trades: u64,
    /// Resolved trades with a net P&L above zero.
    pub wins: u64,
    /// Resolved trades with a net P&L below zero.
    pub losses: u64,
    /// Trades whose P&L is not known; in the sums as if they lost.
    pub unresolved: u64,
    /// Dollars paid for shares, fees excluded.
    pub entry_cost: Usdc,
    /// Proceeds - entry cost.
    pub gross: Usdc,
    /// Entry and exit fees.
    pub fees: Usdc,
    /// Gross P&L - fees.
    pub net: Usdc,
}

impl Tally {
    /// Counts one more trade.
    pub fn add(&mut self, trade: &Trade) {
        let resolved = is_resolved(trade);
        self.trades += 1;
        self.unresolved += u64::from(!resolved);
        self.wins += u64::from(resolved && trade.pnl.micros() > 0);
        self.losses += u64::from(resolved && trade.pnl.micros() < 0);
        let plus = |a: Usdc, b: i128| narrow(i128::from(a.micros()) + b);
        self.entry_cost = plus(self.entry_cost, trade.entry_cost.micros().into());
        self.gross =
            plus(self.gross, i128::from(trade.proceeds.micros()) - i128::from(trade.entry_cost.micros()));
        self.fees = plus(self.fees, trade.fees.micros().into());
        self.net = plus(self.net, trade.pnl.micros().into());
    }

    /// Trades whose P&L is known.
    pub fn resolved(&self) -> u64 {
        self.trades - self.unresolved
    }

    /// Wins / resolved trades; `None` without any.
    pub fn win_rate(&self) -> Option<f64> {
        (self.resolved() > 0).then(|| self.wins as f64 / self.resolved() as f64)
    }
}

pub(super) struct Groups {
    pub total: Tally,
    pub by_outcome: [Tally; 2],
    pub by_hour: [Tally; 24],
    pub by_phase: [Tally; PHASES],
    pub by_exit: BTreeMap<ExitReason, Tally>,
    pub by_series: BTreeMap<String, Tally>,
}

pub(super) fn groups(run: &Run, slots: &[Slot]) -> Groups {
    let mut groups = Groups {
        total: Tally::default(),
        by_outcome: Default::default(),
        by_hour: Default::default(),
        by_phase: Default::default(),
        by_exit: BTreeMap::new(),
        by_series: BTreeMap::new(),
    };
    // One tally per market first, so that a series' name is looked up once per market and not once per trade.
    let mut by_market: BTreeMap<u32, Vec<&Trade>> = BTreeMap::new();
    for trade in &run.trades {
        groups.total.add(trade);
        groups.by_outcome[trade.outcome.index()].add(trade);
        groups.by_hour[trade.opened_at.hour_utc() as usize].add(trade);
        groups.by_exit.entry(trade.exit_reason).or_default().add(trade);
        by_market.entry(trade.market).or_default().push(trade);
    }
    for (market, trades) in by_market {
        let slot = slots.get(market as usize);
        let name = slot.and_then(|s| s.series.as_deref()).unwrap_or("other");
        let series = groups.by_series.entry(name.to_owned()).or_default();
        for trade in trades {
            series.add(trade);
            groups.by_phase[slot.map_or(0, |s| s.phase(trade.opened_at))].add(trade);
        }
    }
    groups
}
