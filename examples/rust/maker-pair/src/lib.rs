//! Maker pair: bids for both outcomes that together cost less than the dollar one of them will pay.
//!
//! While the slot is young, one bid rests under each outcome, `edge` apart from a sum of 1. If both fill, a dollar was
//! bought for 1 - `edge`, whoever wins. If only one fills, the other bid follows the market up as far as the pair still
//! costs at most 1 - `least_edge`; late in the slot what rests is cancelled and the odd leg, if there is one, is sold.

use craftstrat_sdk::libm;
use craftstrat_sdk::prelude::*;

/// The venue's price step where none is recorded, in dollars.
const TICK: f64 = 0.01;

columns! {
    /// What the strategy looks at.
    pub struct Book { captured_at, bid_up, ask_up, bid_down, ask_down, tick_size, seconds_to_close }
}

parameters! {
    /// What the user can turn.
    pub struct Dials {
        /// What both bids together leave of the dollar, in dollars.
        edge: 0.04 in 0.01..=0.40 step 0.01,
        /// The least that must be left when one leg is held and the other still wanted.
        least_edge: 0.01 in 0.0..=0.40 step 0.01,
        /// Shares of each outcome.
        shares: 25.0 in 5.0..=10000.0 step 1.0,
        /// Seconds a bid rests before it is moved.
        patience_s: 20.0 in 1.0..=600.0 step 1.0,
        /// Stops bidding and sells an odd leg with so many seconds left.
        stop_s: 120.0 in 10.0..=900.0 step 10.0,
    }
}

nodes! {
    /// What `explain` shows.
    pub enum Node {
        /// The bid the strategy wants for Up.
        WantUp = "want_up",
        /// The bid the strategy wants for Down.
        WantDown = "want_down",
        /// Bidding has stopped.
        IsOver = "is_over",
    }
}

/// What was last asked for one outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Leg {
    /// The bid's price; 0 when none was placed.
    price: f64,
    /// When it was placed, in ms since the epoch.
    placed_ms: f64,
}

/// The strategy's state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MakerPair {
    legs: [Leg; 2],
}

impl Strategy for MakerPair {
    type Columns = Book;
    type Parameters = Dials;
    type Nodes = Node;

    const NAME: &'static str = "Maker pair";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const READS: AccountReads =
        AccountReads { position: true, orders: true, trades: false, cash: false, equity: false };
    const RISK: Risk = Risk {
        stop_loss_pct: None,
        take_profit_pct: None,
        max_position_usdc: Some(100.0),
        max_trades_per_slot: Some(60),
        cool_down_s: None,
        max_open_entries: None,
    };

    fn on_row(&mut self, now: &Now<'_, Self>, actions: &mut Actions) {
        let (row, dials, account) = (&now.row, now.parameters, &now.account);
        let is_over = row.seconds_to_close <= dials.stop_s;
        actions.explain(Node::IsOver, is_over);
        if is_over {
            wind_down(now, actions);
            return;
        }
        let want = wanted(row, dials, account);
        actions.explain(Node::WantUp, want[0]);
        actions.explain(Node::WantDown, want[1]);
        for outcome in Outcome::BOTH {
            self.legs[outcome.index()].follow(outcome, want[outcome.index()], now, actions);
        }
    }
}

impl Leg {
    /// Places the bid, or takes it away after `patience_s` so that the next row can place a better one, or another where
    /// the engine refused the first. A bid whose outcome is held has done its work.
    fn follow(&mut self, outcome: Outcome, want: f64, now: &Now<'_, MakerPair>, actions: &mut Actions) {
        if now.account.shares(outcome) > 0.0 {
            return;
        }
        let node = if outcome == Up { Node::WantUp } else { Node::WantDown };
        let age_s = (now.row.captured_at - self.placed_ms) / 1e3;
        if self.price == 0.0 {
            if want > 0.0 {
                actions.buy(outcome, Size::Shares(now.parameters.shares)).limit(want).because(node);
                *self = Self { price: want, placed_ms: now.row.captured_at };
            }
        } else if age_s >= now.parameters.patience_s && (want != self.price || now.account.open_orders() == 0)
        {
            actions.cancel(outcome).because(node);
            *self = Self::default();
        }
    }
}

/// The bids worth having now; NaN where there is none. Without a position, both or neither: one leg alone is a bet.
fn wanted(row: &Book, dials: &Dials, account: &craftstrat_sdk::Account) -> [f64; 2] {
    let tick = if row.tick_size > 0.0 { row.tick_size } else { TICK };
    let below = |price: f64, cap: f64| {
        let steps = libm::floor(price.min(cap) / tick + 1e-6);
        let bid = libm::rint(steps * tick * 1e6) / 1e6;
        if (0.05..=0.95).contains(&bid) { bid } else { f64::NAN }
    };
    let mids = [(row.bid_up + row.ask_up) / 2.0, (row.bid_down + row.ask_down) / 2.0];
    let want = [Up, Down].map(|outcome| match account.position(outcome.other()) {
        Some(other) => {
            let bids = [row.bid_up, row.bid_down];
            below(bids[outcome.index()], 1.0 - dials.least_edge - other.average_cost)
        }
        None => below(mids[outcome.index()] - dials.edge / 2.0, 1.0),
    });
    let is_pair = !want[0].is_nan() && !want[1].is_nan();
    if account.is_flat() && !is_pair { [f64::NAN; 2] } else { want }
}

/// Cancels what rests; sells a leg that found no partner.
fn wind_down(now: &Now<'_, MakerPair>, actions: &mut Actions) {
    let account = &now.account;
    if account.open_orders() > 0 {
        actions.cancel(Up).because(Node::IsOver);
        actions.cancel(Down).because(Node::IsOver);
    }
    for outcome in Outcome::BOTH {
        if account.shares(outcome) > 0.0 && account.shares(outcome.other()) == 0.0 {
            actions.close(outcome).because(Node::IsOver);
        }
    }
}

craftstrat_sdk::export!(MakerPair);
