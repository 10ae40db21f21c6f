//! What a strategy sees of its account in the market it looks at.

use craftstrat_model::{AccountReads, AccountView, Outcome};

/// The account in this market, as it was before the row.
///
/// Only what the strategy declares in [`Strategy::READS`](crate::Strategy::READS) is there; the rest is 0, NaN or `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Account {
    view: AccountView,
}

/// Shares of one outcome that are held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// How many shares.
    pub shares: f64,
    /// Average entry cost per share in dollars, entry fees included.
    pub average_cost: f64,
    /// When the position was opened, in ms since the epoch.
    pub opened_at_ms: f64,
}

impl Position {
    /// Profit or loss in per cent of the entry cost if every share were sold at `bid` dollars, exit fee not counted:
    /// 100 x (bid / average cost - 1). Missing when the bid is.
    pub fn pnl_pct(&self, bid: f64) -> f64 {
        100.0 * (bid / self.average_cost - 1.0)
    }

    /// Seconds since the position was opened, at `captured_at` (ms since the epoch, the column of that name).
    pub fn seconds_held(&self, captured_at: f64) -> f64 {
        (captured_at - self.opened_at_ms) / 1e3
    }
}

impl Account {
    /// `view` as far as `reads` declares it.
    pub(crate) fn new(view: &AccountView, reads: AccountReads) -> Self {
        let flat = AccountView::FLAT;
        let held = if reads.position { view } else { &flat };
        let view = AccountView {
            shares: held.shares,
            average_cost: held.average_cost,
            opened_at_ms: held.opened_at_ms,
            open_orders: if reads.orders { view.open_orders } else { 0 },
            trades: if reads.trades { view.trades } else { 0 },
            cash: if reads.cash { view.cash } else { f64::NAN },
            equity: if reads.equity { view.equity } else { f64::NAN },
        };
        Self { view }
    }

    /// The position in `outcome`, `None` when flat. Needs `READS.position`.
    pub fn position(&self, outcome: Outcome) -> Option<Position> {
        let index = outcome.index();
        let shares = self.view.shares[index];
        (shares > 0.0).then(|| Position {
            shares,
            average_cost: self.view.average_cost[index],
            opened_at_ms: self.view.opened_at_ms[index],
        })
    }

    /// Shares of `outcome` held. Needs `READS.position`.
    pub fn shares(&self, outcome: Outcome) -> f64 {
        self.view.shares[outcome.index()]
    }

    /// Whether no share of either outcome is held. Needs `READS.position`.
    pub fn is_flat(&self) -> bool {
        self.view.shares == [0.0; 2]
    }

    /// Orders resting or in flight in this market. Needs `READS.orders`.
    pub fn open_orders(&self) -> u32 {
        self.view.open_orders
    }

    /// Entries approved in this slot. Needs `READS.trades`.
    pub fn trades(&self) -> u32 {
        self.view.trades
    }

    /// Cash that can be spent, in dollars. Needs `READS.cash`, which ties the strategy to its other markets: it then
    /// runs row by row.
    pub fn cash(&self) -> f64 {
        self.view.cash
    }

    /// Equity in dollars. Needs `READS.equity`, which ties the strategy to its other markets.
    pub fn equity(&self) -> f64 {
        self.view.equity
    }
}
