//! What a desk says: everything that happened, to be logged first and announced after.

use craftstrat_engine::effect::Effect;
use craftstrat_engine::record::MarketRun;
use craftstrat_model::{Decision, Fault, Market, TimeMs};
use serde::{Deserialize, Serialize};

/// Something that happened in a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Said {
    /// The run's number; 0 for what belongs to none.
    pub run: u32,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum What {
    /// A run began; its number is in use from here on.
    Started {
        /// Its name.
        name: String,
    },
    /// A run takes a market on. Everything else that is said of that index comes later.
    Opened {
        /// Index of the market in the run.
        market: u32,
        /// The market's slug.
        symbol: String,
    },
    /// A command, or something else it was told, cannot be done.
    Rejected {
        /// Why, as a sentence.
        reason: String,
    },
    /// Something was booked.
    Booked {
        /// Index of the market in the run.
        market: u32,
        /// What.
        effect: Effect,
    },
    /// An order was refused. The same refusal in the same market is said once until something is booked there, and again
    /// whenever it has come 20 more times within a minute.
    Denied {
        /// When.
        at: TimeMs,
        /// Index of the market in the run.
        market: u32,
        /// What was asked for.
        decision: Decision,
        /// The stable code.
        code: String,
        /// A sentence with the numbers.
        detail: String,
        /// Refusals this stands for. Logs from before they were counted do not say.
        #[serde(default = "once")]
        times: u32,
    },
    /// A row came too late, or outside its slot, and was not looked at.
    Dropped {
        /// The market's slug.
        symbol: String,
        /// The row's time.
        at: TimeMs,
    },
    /// A market is settled.
    Settled {
        /// Index of the market in the run.
        market: u32,
        /// The market with its winner.
        of: Box<Market>,
        /// What the record says of it.
        run: MarketRun,
    },
    /// Another version runs beside it now.
    Shadowing {
        /// The version's component.
        component: String,
        /// Why it could not take the state over, where it could not: it started afresh.
        cold: Option<String>,
    },
    /// The version beside it decided otherwise.
    Differed {
        /// When.
        at: TimeMs,
        /// The market's slug.
        symbol: String,
        /// What was decided.
        live: Vec<Decision>,
        /// What it would have decided.
        shadow: Vec<Decision>,
    },
    /// The version beside it faulted and is gone.
    ShadowFaulted(Fault),
    /// The version beside it took over.
    Swapped {
        /// The version's component.
        component: String,
        /// It knows what it has to; otherwise it warms up first.
        warm: bool,
    },
    /// The version beside it is gone.
    Discarded,
    /// A kill switch was turned.
    Kill {
        /// On or off.
        on: bool,
    },
    /// It is asked no more.
    Stopped,
    /// It was stopped and holds nothing more: its number will not be heard again.
    Over,
}

const fn once() -> u32 {
    1
}
