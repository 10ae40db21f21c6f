//! What a desk is told: by the feed and by people. Everything that changes it is one of these, and is logged.

use crate::tick::Row;
use craftstrat_engine::Settings;
use craftstrat_engine::risk::Guard;
use craftstrat_model::{Market, Series, TimeMs, Winner, WinnerSource};
use serde::{Deserialize, Serialize};

/// One thing a desk is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Input {
    /// A market and its slot: before its first row. Known winners are taken from [`Input::Resolved`] only.
    Market(Box<Market>),
    /// The price to beat of a market became known at `at`: rows from then on show it.
    PriceToBeat {
        /// The market's slug.
        symbol: String,
        /// Dollars.
        value: f64,
        /// When it was received.
        at: TimeMs,
    },
    /// A row.
    Tick {
        /// The market's slug.
        symbol: String,
        /// When: everything in it was received by then.
        at: TimeMs,
        /// Its values.
        row: Row,
    },
    /// Every row up to and including `to` has been handed over.
    Until {
        /// The last complete instant.
        to: TimeMs,
        /// What the clock said.
        clock: TimeMs,
    },
    /// A slot was decided; no winner where nobody will ever know.
    Resolved {
        /// The market's slug.
        symbol: String,
        /// Who won.
        winner: Option<Winner>,
        /// How that is known.
        source: WinnerSource,
    },
    /// Something a person wants.
    Command(Command),
}

/// A strategy's code and parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// SHA-256 of the component, hex.
    pub component: String,
    /// Values in the order the strategy declares them.
    pub parameters: Vec<f64>,
}

/// What to run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    /// Code and parameters.
    pub version: Version,
    /// Money, delays, limits.
    pub settings: Settings,
    /// The series it trades.
    pub series: Vec<Series>,
}

/// What a person, or a program for one, may ask of a desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Start a strategy under a name that is not in use.
    Start {
        /// Its name.
        run: String,
        /// What.
        spec: Box<Spec>,
    },
    /// Ask it no more; what it holds runs out.
    Stop {
        /// Its name.
        run: String,
    },
    /// Run another version beside it, from its state where that fits, without trading, and compare what they decide.
    Shadow {
        /// Its name.
        run: String,
        /// The other version.
        version: Version,
    },
    /// The version beside it takes over; the one that traded stays beside it. Done twice it is a rollback.
    Swap {
        /// Its name.
        run: String,
    },
    /// Drop the version beside it.
    Discard {
        /// Its name.
        run: String,
    },
    /// Shadow and swap in one step.
    Change {
        /// Its name.
        run: String,
        /// The new version.
        version: Version,
    },
    /// A kill switch: of one run, or of all that are there or will be.
    Kill {
        /// Its name; `None` for all.
        run: Option<String>,
        /// On or off.
        on: bool,
    },
    /// Limits over all runs together.
    Limit(Guard),
}
