//! Dip and rebound: a state machine of its own.
//!
//! When an outcome's mid has fallen by `drop` from its highest of the last minute, that outcome is armed; when it has
//! come back by `rebound` from the lowest it saw since, it is bought; it is sold after `hold_s` seconds or at `target`;
//! then the machine rests for `rest_s` seconds before it can be armed again.
//!
//! ```text
//!            fell by drop            came back by rebound
//!   Watching -----------> Armed -------------------------> Entered
//!      ^                    | still falling: low follows       | position closed, or the order never filled
//!      |                    | 60 s without a rebound           v
//!      +--------------------+------------------------------ Resting
//! ```

use craftstrat_sdk::prelude::*;
use indicators::RollingMax;

/// An armed outcome that has not rebounded after this long is forgotten.
const ARMED_MS_MAX: f64 = 60_000.0;

/// An entry that shows no position after this long did not fill.
const FILL_MS_MAX: f64 = 5_000.0;

columns! {
    /// What the strategy looks at.
    pub struct Book { captured_at, mid_up, mid_down, bid_up, bid_down, ask_up, ask_down, seconds_to_close }
}

parameters! {
    /// What the user can turn.
    pub struct Dials {
        /// Dollars per share the mid must have fallen from its highest of the last minute.
        drop: 0.20 in 0.02..=0.50 step 0.01,
        /// Dollars per share it must have come back from its lowest.
        rebound: 0.04 in 0.01..=0.20 step 0.01,
        /// Sells when the bid is so many dollars above the average cost.
        target: 0.06 in 0.01..=0.50 step 0.01,
        /// Sells after so many seconds.
        hold_s: 45.0 in 5.0..=600.0 step 5.0,
        /// Seconds between a trade and the next arming.
        rest_s: 30.0 in 0.0..=600.0 step 5.0,
        /// Dollars per entry.
        stake: 30.0 in 1.0..=10000.0 step 1.0,
    }
}

nodes! {
    /// What `explain` shows.
    pub enum Node {
        /// How far Up has fallen from its highest of the last minute.
        FallUp = "fall_up",
        /// How far Down has fallen from its highest of the last minute.
        FallDown = "fall_down",
        /// 0 watching, 1 armed, 2 entered, 3 resting.
        Phase = "phase",
        /// An outcome is bought on this row.
        Entry = "entry",
        /// The position is sold on this row.
        Exit = "exit",
    }
}

/// Where the machine is. Times are in ms since the epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Phase {
    /// Nothing has fallen far enough.
    #[default]
    Watching,
    /// An outcome fell; waits for it to come back.
    Armed {
        /// Which one.
        outcome: Outcome,
        /// Its lowest mid since.
        low: f64,
        /// When it was armed.
        since_ms: f64,
    },
    /// It was bought.
    Entered {
        /// Which one.
        outcome: Outcome,
        /// When the order was decided.
        since_ms: f64,
        /// The position was seen, so that its end is a close and not an order that never filled.
        filled: bool,
    },
    /// Waits before it watches again.
    Resting {
        /// Until when.
        until_ms: f64,
    },
}

/// The strategy's state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DipRebound {
    highest: [RollingMax; 2],
    /// Where the machine is.
    pub phase: Phase,
}

impl Strategy for DipRebound {
    type Columns = Book;
    type Parameters = Dials;
    type Nodes = Node;

    const NAME: &'static str = "Dip and rebound";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const READS: AccountReads =
        AccountReads { position: true, orders: false, trades: false, cash: false, equity: false };
    const RISK: Risk = Risk {
        stop_loss_pct: Some(25.0),
        take_profit_pct: None,
        max_position_usdc: Some(100.0),
        max_trades_per_slot: Some(6),
        cool_down_s: None,
        max_open_entries: None,
    };

    fn on_row(&mut self, now: &Now<'_, Self>, actions: &mut Actions) {
        let (row, dials) = (&now.row, now.parameters);
        let mids = [row.mid_up, row.mid_down];
        let fall = [0, 1].map(|i| self.highest[i].update(now.sampled(mids[i]), 60.0) - mids[i]);
        actions.explain(Node::FallUp, fall[0]);
        actions.explain(Node::FallDown, fall[1]);
        actions.explain(Node::Phase, self.phase.number());

        self.phase = match self.phase {
            Phase::Watching => watch(row, dials, fall),
            Phase::Armed { outcome, low, since_ms } => {
                let low = low.min(mids[outcome.index()]);
                let entered = mids[outcome.index()] >= low + dials.rebound;
                actions.explain(Node::Entry, entered);
                if entered {
                    actions.buy(outcome, Size::Usdc(dials.stake)).because(Node::Entry);
                    Phase::Entered { outcome, since_ms: row.captured_at, filled: false }
                } else if row.captured_at - since_ms > ARMED_MS_MAX {
                    Phase::Watching
                } else {
                    Phase::Armed { outcome, low, since_ms }
                }
            }
            Phase::Entered { outcome, since_ms, filled } => match now.account.position(outcome) {
                Some(position) => {
                    let bid = if outcome == Up { row.bid_up } else { row.bid_down };
                    let is_over = bid >= position.average_cost + dials.target
                        || position.seconds_held(row.captured_at) >= dials.hold_s;
                    actions.explain(Node::Exit, is_over);
                    if is_over {
                        actions.close(outcome).because(Node::Exit);
                    }
                    Phase::Entered { outcome, since_ms, filled: true }
                }
                None if filled || row.captured_at - since_ms > FILL_MS_MAX => {
                    Phase::Resting { until_ms: row.captured_at + dials.rest_s * 1e3 }
                }
                None => self.phase,
            },
            Phase::Resting { until_ms } if row.captured_at < until_ms => self.phase,
            Phase::Resting { .. } => Phase::Watching,
        };
    }
}

impl Phase {
    fn number(self) -> u32 {
        match self {
            Self::Watching => 0,
            Self::Armed { .. } => 1,
            Self::Entered { .. } => 2,
            Self::Resting { .. } => 3,
        }
    }
}

/// Arms the outcome that fell by `drop`: one that still costs something, with enough of the slot left to come back.
fn watch(row: &Book, dials: &Dials, fall: [f64; 2]) -> Phase {
    let fell = |outcome: Outcome, ask: f64| {
        fall[outcome.index()] >= dials.drop && ask >= 0.10 && row.seconds_to_close > dials.hold_s + 15.0
    };
    let (outcome, low) = match () {
        () if fell(Up, row.ask_up) => (Up, row.mid_up),
        () if fell(Down, row.ask_down) => (Down, row.mid_down),
        () => return Phase::Watching,
    };
    Phase::Armed { outcome, low, since_ms: row.captured_at }
}

craftstrat_sdk::export!(DipRebound);
