//! Shares of one outcome held, what they cost, and the trade they form from flat to flat.

use crate::record::{ExitReason, Trade};
use craftstrat_model::money::div_round;
use craftstrat_model::{Outcome, Price, Rounding, Shares, TimeMs, Usdc};
use serde::{Deserialize, Serialize};

/// Less than this cannot be sold: what a sale leaves below it is written off.
pub(crate) const DUST: Shares = Shares::from_micros(10_000);

/// A holding of one outcome. Average cost accounting: a sale releases cost in proportion to shares.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Position {
    pub(crate) shares: Shares,
    /// What the shares held cost, fees excluded.
    pub(crate) cost: Usdc,
    /// Entry fees of the shares held.
    pub(crate) entry_fees: Usdc,
    pub(crate) opened_at: TimeMs,
    /// Numbers of the orders that bought since it was flat.
    pub(crate) entries: Vec<u32>,
    /// Bought but not yet settled: when they settle, and how many.
    unsettled: Vec<(TimeMs, Shares)>,
    bought: Shares,
    entry_cost: Usdc,
    sold: Shares,
    proceeds: Usdc,
    fees: Usdc,
}

fn add(a: Usdc, b: Usdc) -> Usdc {
    Usdc::from_micros(a.micros() + b.micros())
}

fn sub(a: Usdc, b: Usdc) -> Usdc {
    Usdc::from_micros(a.micros() - b.micros())
}

/// `part / whole` of an amount, rounded down; all of it for all shares.
fn portion(amount: Usdc, part: Shares, whole: Shares) -> Usdc {
    if part >= whole {
        return amount;
    }
    let scaled = i128::from(amount.micros()) * i128::from(part.micros());
    Usdc::from_micros(div_round(scaled, i128::from(whole.micros()), Rounding::Down) as i64)
}

impl Position {
    pub(crate) fn is_flat(&self) -> bool {
        self.shares.is_zero()
    }

    /// Shares that have settled.
    pub(crate) fn settled(&self) -> Shares {
        let pending: i64 = self.unsettled.iter().map(|(_, s)| s.micros()).sum();
        Shares::from_micros(self.shares.micros() - pending)
    }

    /// When the next shares settle.
    pub(crate) fn next_settlement(&self) -> Option<TimeMs> {
        self.unsettled.iter().map(|(at, _)| *at).min()
    }

    /// Marks what has settled by `now`. Returns whether anything did.
    pub(crate) fn settle_until(&mut self, now: TimeMs) -> bool {
        let before = self.unsettled.len();
        self.unsettled.retain(|(at, _)| *at > now);
        self.unsettled.len() != before
    }

    /// Adds bought shares.
    pub(crate) fn buy(
        &mut self,
        at: TimeMs,
        settles_at: TimeMs,
        order: u32,
        shares: Shares,
        cost: Usdc,
        fee: Usdc,
    ) {
        if self.is_flat() {
            *self = Self { opened_at: at, ..Self::default() };
        }
        if !self.entries.contains(&order) {
            self.entries.push(order);
        }
        self.shares = Shares::from_micros(self.shares.micros() + shares.micros());
        self.bought = Shares::from_micros(self.bought.micros() + shares.micros());
        self.cost = add(self.cost, cost);
        self.entry_cost = add(self.entry_cost, cost);
        self.entry_fees = add(self.entry_fees, fee);
        self.fees = add(self.fees, fee);
        if settles_at > at {
            self.unsettled.push((settles_at, shares));
        }
    }

    /// Removes `shares` that brought `proceeds` and cost `fee`. Returns the cost they had.
    pub(crate) fn sell(&mut self, shares: Shares, proceeds: Usdc, fee: Usdc) -> Usdc {
        assert!(shares <= self.shares, "more shares sold than held");
        let cost = portion(self.cost, shares, self.shares);
        let entry_fees = portion(self.entry_fees, shares, self.shares);
        self.shares = Shares::from_micros(self.shares.micros() - shares.micros());
        self.sold = Shares::from_micros(self.sold.micros() + shares.micros());
        self.cost = sub(self.cost, cost);
        self.entry_fees = sub(self.entry_fees, entry_fees);
        self.proceeds = add(self.proceeds, proceeds);
        self.fees = add(self.fees, fee);
        cost
    }

    /// Gives up what is left after a sale when it is too little to sell. Returns the cost given up, if anything was.
    pub(crate) fn abandon_dust(&mut self) -> Option<Usdc> {
        if self.is_flat() || self.shares >= DUST || self.settled() != self.shares {
            return None;
        }
        self.shares = Shares::ZERO;
        self.entry_fees = Usdc::ZERO;
        Some(std::mem::take(&mut self.cost))
    }

    /// Average cost per share, entry fees included, in dollars; NaN when flat.
    pub(crate) fn average_cost(&self) -> f64 {
        if self.is_flat() {
            return f64::NAN;
        }
        add(self.cost, self.entry_fees).micros() as f64 / self.shares.micros() as f64
    }

    /// The largest bid that is at least `pct` (micro per cent) below the average cost, entry fees included; for a
    /// negative `pct` the smallest that is at least that much above.
    pub(crate) fn threshold(&self, pct: i64) -> Price {
        const HUNDRED: i128 = 100_000_000;
        let cost = i128::from(add(self.cost, self.entry_fees).micros());
        let scaled = cost * (HUNDRED - i128::from(pct)) * 1_000_000;
        let whole = i128::from(self.shares.micros().max(1)) * HUNDRED;
        let rounding = if pct >= 0 { Rounding::Down } else { Rounding::Up };
        Price::from_micros(div_round(scaled, whole, rounding).clamp(-1, i128::from(i64::MAX)) as i64)
    }

    /// The finished trade. `payout_best` is what an unresolved position would pay if it won.
    pub(crate) fn trade(
        &self,
        market: u32,
        outcome: Outcome,
        closed_at: TimeMs,
        exit_reason: ExitReason,
        payout_best: Usdc,
    ) -> Trade {
        let per_share =
            |dollars: Usdc, shares| dollars.per_share(shares, Rounding::HalfEven).unwrap_or(Price::ZERO);
        let pnl = sub(sub(self.proceeds, self.entry_cost), self.fees);
        Trade {
            market,
            outcome,
            opened_at: self.opened_at,
            closed_at,
            entry_price: per_share(self.entry_cost, self.bought),
            exit_price: per_share(self.proceeds, self.sold),
            shares: self.bought,
            entry_cost: self.entry_cost,
            proceeds: self.proceeds,
            fees: self.fees,
            pnl,
            pnl_best: add(pnl, payout_best),
            exit_reason,
            entries: self.entries.len() as u32,
        }
    }
}
