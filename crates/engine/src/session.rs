//! A session: one strategy with its own cash on many markets, driven from outside one event at a time.
//!
//! It is the backtest turned inside out. Whoever drives it hands over markets and rows and says when an instant is complete;
//! the session says what the strategy is to be asked and what happened. At each instant it goes through the same phases in
//! the same order of markets with the same state machine, gate and ledger, so the same rows give the same record and digest
//! (`tests/session.rs`).
//!
//! Architecture invariants: it never calls a strategy, reads no clock, keeps nothing of what is over, and can be written to
//! and read from a snapshot between two events.

mod event;
mod history;
mod instant;
mod row;
mod slot;
mod status;
mod terms;
mod till;

pub use event::{Ask, Event, Output, Question, SessionError};
pub use history::{History, HistoryError};
pub use row::LiveRow;
pub use status::{HoldingStatus, MarketStatus, Status};
pub use terms::Terms;

use crate::backtest::{BacktestError, check_settings};
use crate::cash_book::CashBook;
use crate::effect::Portfolio;
use crate::ledger::Short;
use crate::market_sim::{Event as SimEvent, MarketSim};
use crate::risk::Halt;
use crate::seating::{Chains, Seating, check_count};
use crate::settings::Settings;
use crate::standing::Standing;
use craftstrat_model::{AccountView, Decision, Fault, Market, Muted, Series, Strategy, TimeMs, Usdc, Winner, WinnerSource};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use slot::{Slot, Stage};
use std::collections::BTreeMap;
use std::sync::Arc;
use till::Till;

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
                if all { self.killed_with_all = on } else { self.killed = on }
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

    /// Dollars tied up in a market, in flight included.
    pub fn exposure_in(&self, id: u32) -> Usdc {
        self.slots.iter().find(|slot| slot.id == id).map_or(Usdc::ZERO, |slot| slot.sim.facts().committed)
    }

    /// The markets whose slot is not settled, by the caller's number.
    pub fn open_markets(&self) -> impl Iterator<Item = u32> {
        self.slots.iter().map(|slot| slot.id)
    }

    /// The slots that run now with an instance on a seat: market and seat.
    pub fn seated(&self) -> impl Iterator<Item = (u32, u32)> {
        let seated = |slot: &&Slot| slot.stage == Stage::Running && !slot.parked;
        self.slots.iter().filter(seated).map(|slot| (slot.id, slot.seat))
    }

    fn open(&mut self, id: u32, market: &Market) -> Result<(), SessionError> {
        let same = |slot: &Slot| slot.id == id || slot.market.slug == market.slug;
        if self.slots.iter().any(same) {
            return Err(SessionError::SameMarket(id));
        }
        if self.stopped {
            return Ok(());
        }
        let index = self.cash.add_market();
        let mut sim =
            MarketSim::new(Arc::clone(&self.settings), market, index, self.terms.limits, self.terms.reads);
        sim.halt(self.halted());
        let slot = Slot {
            id,
            index,
            market: market.clone(),
            sim,
            stage: Stage::Waiting,
            seat: 0,
            parked: false,
            touched: false,
            rows: 0,
            first: None,
            last: None,
            value: 0,
            winner: market.winner,
            queue: Default::default(),
        };
        let place = self.slots.partition_point(|other| other.key() < slot.key());
        self.slots.insert(place, slot);
        Ok(())
    }

    fn queue(&mut self, id: u32, row: Arc<LiveRow>, out: &mut Vec<Output>) -> Result<(), SessionError> {
        let Some(slot) = self.slots.iter_mut().find(|slot| slot.id == id) else {
            return if self.stopped { Ok(()) } else { Err(SessionError::NoSuchMarket(id)) };
        };
        let at = row.at();
        let last = slot.queue.back().map(|row| row.at()).or(slot.last);
        let inside = at >= slot.market.start && at < slot.market.end && slot.stage != Stage::Closed;
        if !inside || at <= self.now || last.is_some_and(|last| at <= last) {
            out.push(Output::Dropped { id, at });
        } else {
            slot.queue.push_back(row);
        }
        Ok(())
    }

    fn resolve(
        &mut self,
        id: u32,
        winner: Option<Winner>,
        source: WinnerSource,
        out: &mut Vec<Output>,
    ) -> Result<(), SessionError> {
        let Some(place) = self.slots.iter().position(|slot| slot.id == id) else {
            return if self.stopped { Ok(()) } else { Err(SessionError::NoSuchMarket(id)) };
        };
        let slot = &mut self.slots[place];
        (slot.winner, slot.market.winner, slot.market.winner_source) = (winner, winner, source);
        if slot.stage == Stage::Closed {
            self.settle(place, None, out);
        }
        Ok(())
    }

    /// Pays what is held in a slot that is over, and forgets the slot.
    fn settle(&mut self, place: usize, portfolio: Option<&dyn Portfolio>, out: &mut Vec<Output>) {
        let mut slot = self.slots.remove(place);
        self.value -= slot.value;
        let winner = slot.winner;
        let mut till = Till {
            cash: &mut self.cash,
            value: None,
            clock: self.clock,
            portfolio,
            out,
            short: &mut self.short,
        };
        let result = slot.sim.step(SimEvent::Settle(winner), &mut till);
        debug_assert_eq!(result, Ok(()), "only decisions can fault");
        let run = slot.run(&self.settings);
        out.push(Output::Done { market: slot.index, of: Box::new(slot.market), run });
    }

    /// Tells every market whether anything may enter, and takes open entries out when nothing may.
    fn halt(&mut self, on: bool, out: &mut Vec<Output>) {
        let halted = self.halted();
        for slot in &mut self.slots {
            slot.sim.halt(halted);
            if on && slot.stage == Stage::Running {
                let mut till = Till {
                    cash: &mut self.cash,
                    value: None,
                    clock: self.clock,
                    portfolio: None,
                    out,
                    short: &mut self.short,
                };
                slot.sim.withdraw_entries(self.now, &mut till);
            }
        }
    }

    fn stop(&mut self, out: &mut Vec<Output>) {
        self.stopped = true;
        self.halt(true, out);
        self.slots.retain(|slot| slot.stage != Stage::Waiting);
        for slot in &mut self.slots {
            slot.parked = true;
        }
        for (seat, seating) in &mut self.seats {
            if seating.is_occupied() {
                seating.vacate();
                out.push(Output::Retire(*seat));
            }
        }
    }

    fn replace(&mut self, terms: Terms, warm: bool) {
        self.terms = terms;
        for slot in &mut self.slots {
            slot.sim.judge_by(terms.limits, terms.reads);
        }
        if !warm {
            self.warm_up.clear();
        }
    }
}

/// Asks an instance about one row, as a session's question wants it answered: `columns` are the declared ones.
///
/// # Errors
/// When the strategy faults or answers what the contract forbids.
pub fn ask(
    strategy: &mut (dyn Strategy + Send + '_),
    columns: &[f64],
    view: &AccountView,
    muted: Muted,
    decisions: &mut Vec<Decision>,
) -> Result<(), Fault> {
    decisions.clear();
    strategy.load(1, columns)?;
    match strategy.next(0, 1, view, muted, decisions)? {
        None => {
            decisions.clear();
            Ok(())
        }
        Some(0) => check_count(decisions, 0),
        Some(row) => {
            let detail = format!("row {row} was returned, asked for were 0 to 1 exclusive");
            Err(Fault::Contract { call: "next", detail })
        }
    }
}

/// An `Arc` written as what it holds.
mod shared {
    use super::{Arc, Deserialize, Deserializer, Serialize, Serializer, Settings};

    pub fn serialize<S: Serializer>(settings: &Arc<Settings>, to: S) -> Result<S::Ok, S::Error> {
        settings.as_ref().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Settings>, D::Error> {
        Settings::deserialize(from).map(Arc::new)
    }
}

impl Serialize for Session {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Session {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut session = Self::deserialize(deserializer)?;
        for slot in &mut session.slots {
            slot.sim.attach(Arc::clone(&session.settings));
        }
        Ok(session)
    }
}
