//! What goes into a session and what comes out of it.

use super::row::LiveRow;
use super::terms::Terms;
use crate::denial::Denial;
use crate::effect::Effect;
use crate::ledger::Short;
use crate::record::MarketRun;
use crate::seating::Begin;
use craftstrat_model::{AccountView, Decision, Fault, Market, Muted, TimeMs, Winner, WinnerSource};
use std::sync::Arc;

/// Something a session is told. Markets go by a number their caller chose.
#[derive(Debug)]
pub enum Event<'a> {
    /// A market and its slot, before its first row.
    Opened {
        /// The caller's number.
        id: u32,
        /// What is known of it.
        market: &'a Market,
    },
    /// A row. It waits until everything of its instant has been handed over.
    Row {
        /// The market.
        id: u32,
        /// The row.
        row: Arc<LiveRow>,
    },
    /// Everything up to and including `to` has been handed over.
    Until {
        /// The last instant that is complete.
        to: TimeMs,
        /// What the clock says; later than `to` when rows had to wait. Limits on the age of a row judge by it.
        clock: TimeMs,
    },
    /// What was asked, in the order of the questions: the decisions of a row, none where it did not fire or for a start.
    Answers(Vec<Result<Vec<Decision>, Fault>>),
    /// How a slot was decided; no winner where nobody will ever know.
    Resolved {
        /// The market.
        id: u32,
        /// Who won.
        winner: Option<Winner>,
        /// How that is known.
        source: WinnerSource,
    },
    /// A kill switch: while one is on, nothing enters; open entries are withdrawn when it goes on.
    Kill {
        /// The switch of all strategies rather than of this one.
        all: bool,
        /// On or off.
        on: bool,
    },
    /// The strategy is not asked any more. Open entries are withdrawn; positions run out under its stops and targets.
    Stop,
    /// Another version of the strategy takes over, with everything that is held.
    Replace {
        /// What it declares.
        terms: Terms,
        /// Its instances know what the old ones knew; otherwise it warms up first.
        warm: bool,
    },
}

/// What a strategy is asked.
#[derive(Clone, Debug)]
pub enum Ask {
    /// To start a slot.
    Begin(Begin),
    /// To look at a row.
    Row {
        /// The row.
        row: Arc<LiveRow>,
        /// The account before it.
        view: AccountView,
        /// What would be refused.
        muted: Muted,
    },
}

/// A question to the instance on a seat. Seats are numbered by the session.
#[derive(Clone, Debug)]
pub struct Question {
    /// The caller's number of the market.
    pub id: u32,
    /// Whose instance.
    pub seat: u32,
    /// What.
    pub ask: Ask,
}

/// Something a session wants done or recorded.
#[derive(Clone, Debug)]
pub enum Output {
    /// A question; nothing goes on before all are answered.
    Ask(Question),
    /// The instance on a seat is not needed any more.
    Retire(u32),
    /// Something happened in a market and is booked.
    Booked {
        /// The market's index in the session.
        market: u32,
        /// What.
        effect: Effect,
    },
    /// An order was refused.
    Refused {
        /// When.
        at: TimeMs,
        /// The market's index in the session.
        market: u32,
        /// What was asked for.
        decision: Decision,
        /// Why.
        denial: Denial,
    },
    /// A row came after its instant was handled, or lies outside its slot: it was not looked at.
    Dropped {
        /// The caller's number of the market.
        id: u32,
        /// The row's time.
        at: TimeMs,
    },
    /// A market is over and settled.
    Done {
        /// The market's index in the session.
        market: u32,
        /// The market with its winner.
        of: Box<Market>,
        /// What the record says of it.
        run: MarketRun,
    },
}

/// A session was driven wrongly. Nothing of the strategy's doing ends here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// A market it was never told of, or that is over.
    #[error("market {0} is not open")]
    NoSuchMarket(u32),
    /// A market it knows already.
    #[error("market {0} is open already")]
    SameMarket(u32),
    /// It waits for answers.
    #[error("{0} questions are not answered")]
    Unanswered(usize),
    /// Answers do not fit the questions.
    #[error("{got} answers came for {asked} questions")]
    Answers {
        /// Asked.
        asked: usize,
        /// Answered.
        got: usize,
    },
    /// The books refused what the gate approved: a defect of the engine.
    #[error("the gate approved more than there was cash for: {0}")]
    Short(#[from] Short),
}
