//! The win rate the prices paid demand, against the one reached.

use super::legs::Legs;
use crate::metrics::{narrow, stats};
use crate::record::{ExitReason, Run};
use craftstrat_model::{Price, Shares, Usdc};

/// Wins of some entries against what their prices demand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WinTest {
    /// Trades counted.
    pub trades: u64,
    /// Those whose outcome won.
    pub wins: u64,
    /// Dollars paid, entry fees included.
    pub cost: Usdc,
    /// Shares bought: what all of them would pay.
    pub shares: Shares,
    /// Shares whose outcome won.
    pub shares_won: Shares,
    /// `cost / shares`: the win probability, the same for every share, at which holding to settlement earns nothing.
    pub break_even: Option<f64>,
    /// `wins / trades`.
    pub win_rate: Option<f64>,
    /// `shares_won / shares`: holding to settlement made money exactly when this is above `break_even`.
    pub win_rate_by_shares: Option<f64>,
    /// Wilson 95 % interval of `win_rate`.
    pub interval: Option<(f64, f64)>,
}

impl WinTest {
    /// Whether the interval lies wholly above (`Some(true)`) or wholly below (`Some(false)`) break-even.
    pub fn verdict(&self) -> Option<bool> {
        let ((low, high), needed) = self.interval.zip(self.break_even)?;
        if low > needed { Some(true) } else { (high < needed).then_some(false) }
    }
}

/// Both tests leave out markets without a known winner and markets that split.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BreakEven {
    /// Trades that were held to settlement in full.
    pub held: WinTest,
    /// Every trade as if it had been held to settlement, exits ignored: whether the entries picked the right side often
    /// enough for their prices.
    pub entries: WinTest,
}

/// Both tests over a run.
pub fn break_even(run: &Run, legs: &[Legs]) -> BreakEven {
    let mut held = Sums::default();
    let mut entries = Sums::default();
    for leg in legs {
        let winner = run.markets.get(leg.trade.market as usize).and_then(|m| m.winner);
        let Some(payout) = winner.map(|w| w.payout(leg.trade.outcome)) else { continue };
        if payout != Price::ZERO && payout != Price::ONE {
            continue;
        }
        entries.add(leg, payout);
        if leg.trade.exit_reason == ExitReason::Settlement && leg.exits.is_empty() {
            held.add(leg, payout);
        }
    }
    BreakEven { held: held.finish(), entries: entries.finish() }
}

#[derive(Default)]
struct Sums {
    trades: u64,
    wins: u64,
    cost: i128,
    shares: i128,
    shares_won: i128,
}

impl Sums {
    fn add(&mut self, leg: &Legs, payout: Price) {
        let entry_fees: i128 = leg.entries.iter().map(|f| i128::from(f.fee.micros())).sum();
        let shares = i128::from(leg.trade.shares.micros());
        self.trades += 1;
        self.cost += i128::from(leg.trade.entry_cost.micros()) + entry_fees;
        self.shares += shares;
        if payout == Price::ONE {
            self.wins += 1;
            self.shares_won += shares;
        }
    }

    fn finish(self) -> WinTest {
        let part = |n: i128, d: i128| (d > 0).then(|| n as f64 / d as f64);
        WinTest {
            trades: self.trades,
            wins: self.wins,
            cost: narrow(self.cost),
            shares: Shares::from_micros(narrow(self.shares).micros()),
            shares_won: Shares::from_micros(narrow(self.shares_won).micros()),
            break_even: part(self.cost, self.shares),
            win_rate: part(self.wins.into(), self.trades.into()),
            win_rate_by_shares: part(self.shares_won, self.shares),
            interval: stats::wilson(self.wins, self.trades),
        }
    }
}
