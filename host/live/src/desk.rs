//! The deterministic part: markets, runs and instances. The same inputs always make it say the same.

mod command;
mod feed;
mod portfolio;
mod retired;
mod round;
mod run;
mod runs;
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
use craftstrat_engine::risk::Guard;
use craftstrat_engine::session::{Output, SessionError};
use craftstrat_model::{Fault, Series, TimeMs};
use craftstrat_runtime::RayonExecutor;
use run::{Passed, Run};
use runs::Runs;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Markets, runs and instances. See the module.
pub struct Desk {
    library: Arc<Library>,
    executor: Arc<RayonExecutor>,
    markets: Markets,
    runs: Runs,
    /// The runs that trade a series and are not over, by number.
    following: BTreeMap<Series, Vec<u32>>,
    seats: Seats,
    /// The kill switch of all.
    killed: bool,
    /// Limits over all runs.
    guard: Guard,
    /// The highest equity of all runs together since the limits were set, in micros of a dollar.
    peak: i64,
    /// The last complete instant, and what the clock said then.
    now: TimeMs,
    clock: TimeMs,
    /// Runs looked at for no other reason than that time passed or limits over all of them are set.
    visited: u64,
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
        let seats = Seats::new(library.places());
        Self {
            library,
            executor,
            markets: Markets::default(),
            runs: Runs::default(),
            following: BTreeMap::new(),
            seats,
            killed: false,
            guard: Guard::default(),
            peak: 0,
            now: TimeMs(i64::MIN),
            clock: TimeMs(i64::MIN),
            visited: 0,
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

    /// Instances that left their place in the runtime to others and are kept as saved bytes.
    pub fn parked(&self) -> usize {
        self.seats.parked()
    }

    /// Rows on which a strategy was asked, over all runs.
    pub fn asked(&self) -> u64 {
        self.runs.at_work().map(|(_, run)| run.asked).sum::<u64>() + self.runs.retired().asked()
    }

    /// Runs looked at since this desk was made because time passed, or because limits over all runs count every one of them.
    /// What is over costs nothing: it is not among them.
    pub fn visited(&self) -> u64 {
        self.visited
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
        let running = self.following.iter().filter(|(_, runs)| !runs.is_empty());
        running.map(|(series, _)| series.clone()).collect()
    }

    /// From now on keeps everything the sessions say until it is taken.
    pub(crate) fn overhear(&mut self) {
        self.overheard = Some(Vec::new());
    }

    /// What was overheard since the last time.
    pub(crate) fn take_overheard(&mut self) -> Vec<(u32, Output)> {
        self.overheard.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// The runs that trade a series.
    fn following(&self, series: &Series) -> Vec<u32> {
        self.following.get(series).cloned().unwrap_or_default()
    }

    /// How far time has passed.
    fn passed(&self) -> Passed {
        Passed { to: self.now, clock: self.clock }
    }

    /// Takes a run on and gives it a number.
    fn take_on(&mut self, run: Run) -> u32 {
        let (series, over) = (run.spec.series.clone(), run.over);
        let number = self.runs.push(run);
        for series in series {
            let following = self.following.entry(series).or_default();
            if !over && !following.contains(&number) {
                following.push(number);
            }
        }
        number
    }

    /// A run is over: it hears of nothing any more but of time, for as long as that changes how it stands.
    fn let_go(&mut self, number: u32) {
        for following in self.following.values_mut() {
            following.retain(|other| *other != number);
        }
    }

    /// The code of a version, loaded.
    fn code(&self, version: &crate::input::Version) -> Result<Code, LibraryError> {
        let loaded = self.library.get(&version.component)?;
        Ok(Code::new(loaded, &version.parameters))
    }
}

/// Says that something cannot be done.
fn reject(said: &mut Vec<Said>, run: u32, reason: String) {
    said.push(Said { run, what: What::Rejected { reason } });
}
