//! A session: one strategy with its own cash on many markets, driven from outside one event at a time.
//!
//! It is the backtest turned inside out. Whoever drives it hands over markets and rows and says when an instant is complete;
//! the session says what the strategy is to be asked and what happened. At each instant it goes through the same phases in
//! the same order of markets with the same state machine, gate and ledger, so the same rows give the same record and digest
//! (`tests/session.rs`).
//!
//! Architecture invariants: it never calls a strategy, reads no clock, keeps nothing of what is over, and can be written to
//! and read from a snapshot between two events.

mod ask;
mod change;
mod event;
mod history;
mod instant;
mod row;
mod saved;
mod slot;
mod status;
mod terms;
mod till;

pub use ask::ask;
pub use event::{Ask, Event, Output, Question, SessionError};
pub use history::{History, HistoryError};
pub use row::LiveRow;
pub use status::{HoldingStatus, MarketStatus, Status};
pub use terms::Terms;

use crate::backtest::{BacktestError, check_settings};
use crate::cash_book::CashBook;
use crate::effect::Portfolio;
use crate::ledger::Short;
use crate::risk::Halt;
use crate::seating::{Chains, Seating};
use crate::settings::Settings;
use crate::standing::Standing;
use craftstrat_model::{Series, TimeMs, Usdc};
use saved::shared;
use serde::{Deserialize, Serialize};
use slot::{Slot, Stage};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One strategy's account and markets. See the module.
#[derive(Debug, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Session {
    #[serde(with = "shared")]
    settings: Arc<Settings>,
    terms: Terms,
    cash: CashBook,
    /// Open slots in the order of markets at one instant.
    slots: Vec<Slot>,
    chains: Chains,
    /// By seat.
    seats: BTreeMap<u32, Seating>,
    /// Rows of each series whose decisions are still discarded.
    warm_up: BTreeMap<Series, u32>,
    /// The last instant that was handled.
    now: TimeMs,
    /// The last instant that is complete, and what the clock said then.
    target: TimeMs,
    clock: TimeMs,
    killed: bool,
    killed_with_all: bool,
    stopped: bool,
    /// Sum of the slots' values.
    value: i64,
    /// What was asked and is not answered: market and seat, and the phase of the instant.
    #[serde(skip)]
    asked: Vec<Asked>,
    #[serde(skip)]
    short: Option<Short>,
}

/// A question that waits for its answer.
#[derive(Clone, Copy, Debug)]
struct Asked {
    id: u32,
    begins: bool,
}

impl Session {
    /// A session with nothing open.
    ///
    /// # Errors
    /// When the settings make no sense.
    pub fn new(settings: Settings, terms: Terms) -> Result<Self, BacktestError> {
        check_settings(&settings)?;
        Ok(Self {
            cash: CashBook::new(settings.cash, 0),
            settings: Arc::new(settings),
            terms,
            slots: Vec::new(),
            chains: Chains::default(),
            seats: BTreeMap::new(),
            warm_up: BTreeMap::new(),
            now: TimeMs(i64::MIN),
            target: TimeMs(i64::MIN),
            clock: TimeMs(i64::MIN),
            killed: false,
            killed_with_all: false,
            stopped: false,
            value: 0,
            asked: Vec::new(),
            short: None,
        })
    }

    /// Advances by one event. What follows from it is appended to `out`; after questions nothing but their answers may come.
    ///
    /// # Errors
    /// When it is driven wrongly; it is unchanged then, except for an engine's defect, after which it must not be used.
    pub fn step(
        &mut self,
        event: Event<'_>,
        portfolio: Option<&dyn Portfolio>,
        out: &mut Vec<Output>,
    ) -> Result<(), SessionError> {
        if !self.asked.is_empty() && !matches!(event, Event::Answers(_)) {
            return Err(SessionError::Unanswered(self.asked.len()));
        }
        match event {
            Event::Opened { id, market } => self.open(id, market)?,
            Event::Row { id, row } => self.queue(id, row, out)?,
            Event::Until { to, clock } => {
                self.target = self.target.max(to);
                self.clock = self.clock.max(clock);
                self.advance(portfolio, out);
            }
            Event::Answers(answers) => {
                if answers.len() != self.asked.len() {
                    return Err(SessionError::Answers { asked: self.asked.len(), got: answers.len() });
                }
                self.answered(answers, portfolio, out);
                self.advance(portfolio, out);
            }
            Event::Resolved { id, winner, source } => self.resolve(id, winner, source, out)?,
            Event::Kill { all, on } => {
                if all {
                    self.killed_with_all = on
                } else {
                    self.killed = on
                }
                self.halt(on, out);
            }
            Event::Stop => self.stop(out),
            Event::Replace { terms, warm } => self.replace(terms, warm),
        }
        match self.short {
            Some(short) => Err(short.into()),
            None => Ok(()),
        }
    }

    /// Whether nothing waits, so that it can be written to a snapshot.
    pub fn is_quiet(&self) -> bool {
        self.asked.is_empty() && self.slots.iter().all(|slot| slot.queue.is_empty())
    }

    /// Whether it was stopped and holds nothing more.
    pub fn is_over(&self) -> bool {
        self.stopped && self.slots.is_empty()
    }

    /// The settings it runs under.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What it knows of its strategy.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// How its account stands.
    pub fn standing(&self) -> Standing {
        self.cash.standing()
    }

    /// Cash that can be spent.
    pub fn available(&self) -> Usdc {
        self.cash.cash()
    }

    /// Why nothing may enter, where that is so.
    pub fn halted(&self) -> Option<Halt> {
        match (self.stopped, self.killed_with_all, self.killed) {
            (true, ..) => Some(Halt::Stopped),
            (_, true, _) => Some(Halt::All),
            (_, _, true) => Some(Halt::Strategy),
            _ => None,
        }
    }

    /// Dollars tied up in each market where something is, in flight included, by slug.
    pub fn exposures(&self) -> impl Iterator<Item = (&str, Usdc)> {
        let busy = self.slots.iter().filter(|slot| !slot.sim.is_idle());
        busy.map(|slot| (slot.market.slug.as_str(), slot.sim.facts().committed))
    }

    /// The markets whose slot is not settled, by the caller's number.
    pub fn open_markets(&self) -> impl Iterator<Item = u32> {
        self.slots.iter().map(|slot| slot.id)
    }

    /// Whether a market's slot is not settled, by the caller's number.
    pub fn is_open(&self, id: u32) -> bool {
        self.slots.iter().any(|slot| slot.id == id)
    }

    /// The index of an open market in what is booked; `None` where it is not open.
    pub fn index_of(&self, id: u32) -> Option<u32> {
        self.slots.iter().find(|slot| slot.id == id).map(|slot| slot.index)
    }

    /// The slug of an open market by its index in what is booked.
    pub fn symbol_at(&self, index: u32) -> Option<&str> {
        self.slots.iter().find(|slot| slot.index == index).map(|slot| slot.market.slug.as_str())
    }

    /// The slots that run now with an instance on a seat: market and seat.
    pub fn seated(&self) -> impl Iterator<Item = (u32, u32)> {
        let seated = |slot: &&Slot| slot.stage == Stage::Running && !slot.parked;
        self.slots.iter().filter(seated).map(|slot| (slot.id, slot.seat))
    }
}
