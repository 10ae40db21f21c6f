//! The deterministic part: markets, runs and instances. The same inputs always make it say the same.

mod command;
mod round;
mod run;
mod saved;
mod shadow;
mod status;

pub use run::{Refusal, Signal};
pub use status::{OpenMarket, RunStatus, ShadowStatus};

use crate::input::Input;
use crate::library::{Library, LibraryError};
use crate::market::Markets;
use crate::said::{Said, What};
use crate::seats::{Code, Seats};
use crate::tick::Row;
use craftstrat_engine::risk::Guard;
use craftstrat_engine::session::{Event, Output, SessionError};
use craftstrat_model::{Fault, Market, Series, TimeMs, Winner, WinnerSource};
use craftstrat_runtime::RayonExecutor;
use run::Run;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Markets, runs and instances. See the module.
pub struct Desk {
    library: Arc<Library>,
    executor: Arc<RayonExecutor>,
    markets: Markets,
    /// By number; numbers are given from 1 in the order of the starts.
    runs: BTreeMap<u32, Run>,
    next_run: u32,
    /// The runs that trade a series.
    following: BTreeMap<Series, Vec<u32>>,
    seats: Seats,
    /// The kill switch of all.
    killed: bool,
    /// Limits over all runs.
    guard: Guard,
    /// The highest equity of all runs together since the limits were set, in micros of a dollar.
    peak: i64,
    /// The last complete instant.
    now: TimeMs,
    /// Everything the sessions said, by run, where a replay wants it.
    overheard: Option<Vec<(u32, Output)>>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("runs", &self.runs.len()).field("now", &self.now).finish_non_exhaustive()
    }
}

/// A desk cannot go on. Its state must be rebuilt from the log.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// A component is not there any more.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// A defect of the engine or of how it is driven.
    #[error("run {run}: {error}")]
    Session {
        /// The run's number.
        run: u32,
        /// What.
        error: SessionError,
    },
    /// An instance faulted while it was saved.
    #[error("a strategy cannot be saved: {0}")]
    Unsaved(Fault),
    /// A snapshot cannot be read.
    #[error("the snapshot cannot be used: {0}")]
    Snapshot(String),
}

impl Desk {
    /// A desk with nothing on it.
    pub fn new(library: Arc<Library>, executor: Arc<RayonExecutor>) -> Self {
        Self {
            library,
            executor,
            markets: Markets::default(),
            runs: BTreeMap::new(),
            next_run: 1,
            following: BTreeMap::new(),
            seats: Seats::default(),
            killed: false,
            guard: Guard::default(),
            peak: 0,
            now: TimeMs(i64::MIN),
            overheard: None,
        }
    }

    /// Takes inputs one after the other. What follows is appended to `said`.
    ///
    /// # Errors
    /// When it cannot go on. What people or feeds get wrong is no error: it is said.
    pub fn apply(&mut self, inputs: &[Input], said: &mut Vec<Said>) -> Result<(), DeskError> {
        for input in inputs {
            match input {
                Input::Market(market) => self.announce(market, said)?,
                Input::PriceToBeat { symbol, value, at } => self.price_to_beat(symbol, *value, *at, said),
                Input::Tick { symbol, at, row } => self.tick(symbol, *at, row, said)?,
                Input::Until { to, clock } => self.until(*to, *clock, said)?,
                Input::Resolved { symbol, winner, source } => {
                    self.resolved(symbol, *winner, *source, said)?;
                }
                Input::Command(command) => self.command(command, said)?,
            }
        }
        Ok(())
    }

    /// The last complete instant.
    pub fn now(&self) -> TimeMs {
        self.now
    }

    /// Instances that exist; fewer than sessions where evaluations are shared.
    pub fn instances(&self) -> usize {
        self.seats.len()
    }

    /// Whether a market is announced and not over.
    pub fn follows(&self, symbol: &str) -> bool {
        self.markets.number(symbol).is_some()
    }

    /// Whether it is known how a market was decided.
    pub fn is_resolved(&self, symbol: &str) -> bool {
        let followed = self.markets.number(symbol).and_then(|id| self.markets.get(id));
        followed.is_some_and(|followed| followed.resolved.is_some())
    }

    /// The series of all runs that are not over.
    pub fn series(&self) -> BTreeSet<Series> {
        let running = self.runs.values().filter(|run| !run.over);
        running.flat_map(|run| run.spec.series.iter().cloned()).collect()
    }

    /// From now on keeps everything the sessions say until it is taken.
    pub(crate) fn overhear(&mut self) {
        self.overheard = Some(Vec::new());
    }

    /// What was overheard since the last time.
    pub(crate) fn take_overheard(&mut self) -> Vec<(u32, Output)> {
        self.overheard.as_mut().map(std::mem::take).unwrap_or_default()
    }

    fn announce(&mut self, market: &Market, said: &mut Vec<Said>) -> Result<(), DeskError> {
        let Some(id) = self.markets.announce(market) else {
            reject(said, 0, format!("{} is announced already", market.slug));
            return Ok(());
        };
        for number in self.following(&market.series) {
            self.tell_open(number, id, said)?;
        }
        Ok(())
    }

    /// The runs that trade a series.
    fn following(&self, series: &Series) -> Vec<u32> {
        self.following.get(series).cloned().unwrap_or_default()
    }

    /// Takes a run on.
    fn take_on(&mut self, number: u32, run: Run) {
        for series in &run.spec.series {
            let following = self.following.entry(series.clone()).or_default();
            if !run.over && !following.contains(&number) {
                following.push(number);
            }
        }
        self.runs.insert(number, run);
    }

    fn tell_open(&mut self, number: u32, id: u32, said: &mut Vec<Said>) -> Result<(), DeskError> {
        let (Some(run), Some(followed)) = (self.runs.get_mut(&number), self.markets.get(id)) else {
            return Ok(());
        };
        run.tell(number, Event::Opened { id, market: &followed.market })?;
        if let Some(market) = run.session.index_of(id) {
            let symbol = followed.market.slug.clone();
            said.push(Said { run: number, what: What::Opened { market, symbol } });
        }
        Ok(())
    }

    fn price_to_beat(&mut self, symbol: &str, value: f64, at: TimeMs, said: &mut Vec<Said>) {
        match self.markets.number(symbol).and_then(|id| self.markets.get_mut(id)) {
            Some(followed) if value.is_finite() => {
                // Rows that were handled without it stay rows without it.
                let at = at.max(self.now.plus_ms(1));
                (followed.market.price_to_beat, followed.market.price_to_beat_at) = (value, at);
            }
            _ => reject(said, 0, format!("a price to beat of {value} for {symbol}, which is not open")),
        }
    }

    fn tick(&mut self, symbol: &str, at: TimeMs, row: &Row, said: &mut Vec<Said>) -> Result<(), DeskError> {
        let Some(id) = self.markets.number(symbol) else {
            reject(said, 0, format!("a row of {symbol}, which is not open"));
            return Ok(());
        };
        let Some(series) = self.markets.get(id).map(|f| f.market.series.clone()) else { return Ok(()) };
        let following = self.following(&series);
        if following.is_empty() {
            return Ok(());
        }
        let Some(made) = self.markets.row(id, at, row) else { return Ok(()) };
        for number in following {
            let Some(run) = self.runs.get_mut(&number) else { continue };
            run.tell_if_open(number, id, Event::Row { id, row: Arc::clone(&made) })?;
            run.out.retain(|output| match output {
                Output::Dropped { at, .. } => {
                    let what = What::Dropped { symbol: symbol.to_owned(), at: *at };
                    said.push(Said { run: number, what });
                    false
                }
                _ => true,
            });
        }
        Ok(())
    }

    fn resolved(
        &mut self,
        symbol: &str,
        winner: Option<Winner>,
        source: WinnerSource,
        said: &mut Vec<Said>,
    ) -> Result<(), DeskError> {
        let Some(id) = self.markets.number(symbol) else {
            reject(said, 0, format!("{symbol} was decided, which is not open"));
            return Ok(());
        };
        if let Some(followed) = self.markets.get_mut(id) {
            followed.resolved = Some((winner, source));
        }
        let numbers: Vec<u32> = self.runs.keys().copied().collect();
        for number in numbers {
            let Some(run) = self.runs.get_mut(&number) else { continue };
            run.tell_if_open(number, id, Event::Resolved { id, winner, source })?;
        }
        self.rounds(said)?;
        self.markets.forget_until(self.now);
        Ok(())
    }

    fn until(&mut self, to: TimeMs, clock: TimeMs, said: &mut Vec<Said>) -> Result<(), DeskError> {
        self.each_run(|number, run| run.tell(number, Event::Until { to, clock }))?;
        self.rounds(said)?;
        self.now = self.now.max(to);
        self.markets.forget_until(self.now);
        Ok(())
    }

    /// The code of a version, loaded.
    fn code(&self, version: &crate::input::Version) -> Result<Code, LibraryError> {
        let loaded = self.library.get(&version.component)?;
        Ok(Code { loaded, parameters: version.parameters.clone().into() })
    }
}

/// Says that something cannot be done.
fn reject(said: &mut Vec<Said>, run: u32, reason: String) {
    said.push(Said { run, what: What::Rejected { reason } });
}
