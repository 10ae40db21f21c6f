//! Late favourite: in the last minutes of a slot, buy the side the market already believes in, if it is not too dear.
//!
//! The shortest useful strategy: no state of its own but an average, one market order, a stop in the risk section. The
//! average must agree with the price, so that a single spike is not taken for a favourite.

use craftstrat_sdk::prelude::*;
use indicators::Ema;

columns! {
    /// What the strategy looks at.
    pub struct Book { ask_up, ask_down, mid_up, seconds_to_close }
}

parameters! {
    /// What the user can turn.
    pub struct Dials {
        /// A favourite costs at least this much, in dollars per share.
        level: 0.85 in 0.50..=0.98 step 0.01,
        /// And at most this much.
        dearest: 0.95 in 0.50..=0.99 step 0.01,
        /// Looks at the last so many seconds of the slot.
        window_s: 240.0 in 10.0..=900.0 step 10.0,
        /// Length of the average, in seconds.
        average_s: 20.0 in 1.0..=300.0 step 1.0,
        /// Dollars per entry.
        stake: 40.0 in 1.0..=10000.0 step 1.0,
    }
}

nodes! {
    /// What `explain` shows.
    pub enum Node {
        /// Average of the mid for Up.
        Average = "average",
        /// The window has begun.
        IsLate = "is_late",
        /// Up is bought on this row.
        BuyUp = "buy_up",
        /// Down is bought on this row.
        BuyDown = "buy_down",
    }
}

/// The strategy's state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LateFavourite {
    average: Ema,
}

impl Strategy for LateFavourite {
    type Columns = Book;
    type Parameters = Dials;
    type Nodes = Node;

    const NAME: &'static str = "Late favourite";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const RISK: Risk = Risk {
        stop_loss_pct: Some(40.0),
        take_profit_pct: None,
        max_position_usdc: Some(100.0),
        max_trades_per_slot: Some(1),
        cool_down_s: None,
        max_open_entries: None,
    };

    fn on_row(&mut self, now: &Now<'_, Self>, actions: &mut Actions) {
        let (row, dials) = (&now.row, now.parameters);
        let average_up = self.average.update(now.sampled(row.mid_up), dials.average_s);
        let is_late = row.seconds_to_close <= dials.window_s;
        let wanted = |ask: f64, average: f64| {
            is_late && ask >= dials.level && ask <= dials.dearest && average >= dials.level
        };
        let (buy_up, buy_down) = (wanted(row.ask_up, average_up), wanted(row.ask_down, 1.0 - average_up));
        if buy_up {
            actions.buy(Up, Size::Usdc(dials.stake)).because(Node::BuyUp);
        }
        if buy_down {
            actions.buy(Down, Size::Usdc(dials.stake)).because(Node::BuyDown);
        }
        actions.explain(Node::Average, average_up);
        actions.explain(Node::IsLate, is_late);
        actions.explain(Node::BuyUp, buy_up);
        actions.explain(Node::BuyDown, buy_down);
    }
}

craftstrat_sdk::export!(LateFavourite);
