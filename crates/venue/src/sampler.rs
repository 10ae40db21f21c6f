//! From a stream of book states to rows: one grid row a second, and an event row at each change of a best price.
//!
//! Feed states in the order they were received with [`Sampler::push`]; rows come out of the sink you pass, times
//! ascending strictly, all inside the window (start <= t < end) the sampler was made for. [`Sampler::finish`] releases
//! what is left. A live feed calls [`Sampler::advance`] when time passes without a message.
//!
//! | row | when | what it carries |
//! |---|---|---|
//! | grid (`sample` = 1) | each whole second whose last message is at most `max_age_ms` old | the last state received at or before it |
//! | event (`sample` = 0) | the receive time of a message after which a best price differs from the row before | that state |
//!
//! **No look-ahead**: a row is released once time has moved past it, so it holds the last of several states received
//! in its millisecond and never one received later. An event on a whole second is that second's grid row.
//!
//! **Gaps**: whole seconds of the window without a grid row are counted, never filled.
//!
//! The sampler allocates nothing; a state is a few hundred bytes and is copied once a message.
//!
//! ```
//! # use craftstrat_venue::sampler::{BookState, Sampler, SamplerSettings};
//! # use craftstrat_model::TimeMs;
//! let mut sampler = Sampler::new(SamplerSettings::default(), TimeMs(0), TimeMs(3_000));
//! let mut times = Vec::new();
//! sampler.push(TimeMs(400), &BookState::NOT_RECORDED, &mut |row| times.push(row.at.0));
//! let report = sampler.finish(&mut |row| times.push(row.at.0));
//! assert_eq!(times, [1_000, 2_000]);
//! assert_eq!((report.samples, report.missing_seconds), (2, 1));
//! ```

use craftstrat_model::row::{OutOfRange, Row};
use craftstrat_model::ticks::{LEVELS, Level, Side, level_columns};
use craftstrat_model::{Column, Outcome, Price, TimeMs};

/// Milliseconds between two rows of the grid.
pub const GRID_MS: i64 = 1_000;

/// What is known of both outcomes' books at one moment: the best [`LEVELS`] levels of each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookState {
    /// Indexed by [`Outcome::index`], `Side as usize` and depth (0 is the best).
    pub levels: [[[Level; LEVELS]; 2]; 2],
    /// Price step in force for Up; `None` when it was not received.
    pub tick_size: Option<Price>,
}

impl BookState {
    /// Nothing was received.
    pub const NOT_RECORDED: Self = Self { levels: [[[Level::NotRecorded; LEVELS]; 2]; 2], tick_size: None };

    /// One level; `depth` is 0 for the best.
    ///
    /// # Panics
    /// When `depth` is [`LEVELS`] or more.
    pub fn level(&self, outcome: Outcome, side: Side, depth: usize) -> Level {
        self.levels[outcome.index()][side as usize][depth]
    }

    /// Sets one level.
    ///
    /// # Panics
    /// When `depth` is [`LEVELS`] or more.
    pub fn set_level(&mut self, outcome: Outcome, side: Side, depth: usize, level: Level) {
        self.levels[outcome.index()][side as usize][depth] = level;
    }

    /// Price of the best level; `None` when that side is empty or not recorded.
    pub fn best(&self, outcome: Outcome, side: Side) -> Option<Price> {
        match self.level(outcome, side, 0) {
            Level::Known(price, _) | Level::Unsized(price) => Some(price),
            Level::Empty | Level::NotRecorded => None,
        }
    }

    /// Sets the book columns of `row`: an empty side is size 0 without a price, what was not recorded is missing.
    ///
    /// # Errors
    /// When a price or size is outside the catalogue's range; `row` may then be partly set.
    pub fn write(&self, row: &mut Row) -> Result<(), OutOfRange> {
        for outcome in Outcome::BOTH {
            for side in [Side::Bid, Side::Ask] {
                for depth in 0..LEVELS {
                    let (price, size) = level_columns(outcome, side, depth);
                    let (p, s) = match self.level(outcome, side, depth) {
                        Level::NotRecorded => (None, None),
                        Level::Empty => (None, Some(0)),
                        Level::Unsized(p) => (Some(p.micros()), None),
                        Level::Known(p, s) => (Some(p.micros()), Some(s.micros())),
                    };
                    put(row, price, p)?;
                    put(row, size, s)?;
                }
            }
        }
        put(row, Column::TickSize, self.tick_size.map(Price::micros))
    }

    /// Whether an outcome's best bid is at or above its best ask.
    pub fn is_crossed(&self) -> bool {
        Outcome::BOTH.into_iter().any(|o| match (self.best(o, Side::Bid), self.best(o, Side::Ask)) {
            (Some(bid), Some(ask)) => bid >= ask,
            _ => false,
        })
    }

    /// Whether any best price differs. A side that becomes empty, or becomes known to be empty, differs.
    fn best_differs(&self, other: &Self) -> bool {
        let kind = |level: Level| match level {
            Level::NotRecorded => (0, Price::ZERO),
            Level::Empty => (1, Price::ZERO),
            Level::Unsized(price) | Level::Known(price, _) => (2, price),
        };
        let mut pairs = self.levels.iter().flatten().zip(other.levels.iter().flatten());
        pairs.any(|(a, b)| kind(a[0]) != kind(b[0]))
    }
}

fn put(row: &mut Row, column: Column, micros: Option<i64>) -> Result<(), OutOfRange> {
    match micros {
        Some(micros) => row.set(column, micros),
        None => {
            row.clear(column);
            Ok(())
        }
    }
}

/// Which rows are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Whole seconds only.
    Grid,
    /// Whole seconds and best-price changes.
    #[default]
    Events,
}

/// How rows are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamplerSettings {
    /// Which rows are wanted.
    pub mode: Mode,
    /// A grid row is made only when the last message is at most this old, in ms (0 or more).
    pub max_age_ms: i64,
}

/// Both kinds of rows, at most 5 s old.
impl Default for SamplerSettings {
    fn default() -> Self {
        Self { mode: Mode::default(), max_age_ms: 5_000 }
    }
}

/// A row, lent to the sink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampled<'a> {
    /// Time of the row.
    pub at: TimeMs,
    /// On the one-second grid, as opposed to a best-price change in between.
    pub sample: bool,
    /// The last state received at or before `at`.
    pub state: &'a BookState,
}

/// What came in and what came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SamplerReport {
    /// States taken.
    pub states: u64,
    /// States refused because time ran backwards.
    pub late: u64,
    /// Grid rows.
    pub samples: u64,
    /// Event rows.
    pub events: u64,
    /// Runs of whole seconds of the window without a grid row.
    pub gaps: u64,
    /// Whole seconds of the window without a grid row.
    pub missing_seconds: u64,
    /// Longest run of them.
    pub longest_gap_seconds: u64,
}

/// See the module's documentation.
#[derive(Clone, Debug)]
pub struct Sampler {
    settings: SamplerSettings,
    end: i64,
    /// The next whole second to decide about.
    next_grid: i64,
    start: i64,
    /// The last state and when it was received.
    held: Option<(i64, BookState)>,
    /// `held` has not been considered for an event row.
    fresh: bool,
    /// Best prices as of the last row.
    shown: BookState,
    gap_seconds: u64,
    report: SamplerReport,
}

impl Sampler {
    /// For rows in `start` (inclusive) to `end` (exclusive).
    pub fn new(settings: SamplerSettings, start: TimeMs, end: TimeMs) -> Self {
        let to_grid = (GRID_MS - start.0.rem_euclid(GRID_MS)) % GRID_MS;
        Self {
            settings,
            end: end.0,
            next_grid: start.0.saturating_add(to_grid),
            start: start.0,
            held: None,
            fresh: false,
            shown: BookState::NOT_RECORDED,
            gap_seconds: 0,
            report: SamplerReport::default(),
        }
    }

    /// Takes the state received at `at`; false (and counted) when time ran backwards, in which case it is ignored.
    pub fn push(&mut self, at: TimeMs, state: &BookState, sink: &mut impl FnMut(Sampled<'_>)) -> bool {
        if self.held.as_ref().is_some_and(|(last, _)| at.0 < *last) {
            self.report.late += 1;
            return false;
        }
        self.advance(at, sink);
        self.report.states += 1;
        self.held = Some((at.0, *state));
        self.fresh = true;
        true
    }

    /// Releases every row before `now`: nothing received before `now` is still to come.
    pub fn advance(&mut self, now: TimeMs, sink: &mut impl FnMut(Sampled<'_>)) {
        let until = now.0.min(self.end);
        if let Some((at, _)) = self.held
            && self.fresh
            && at < until
        {
            self.grid_until(at, sink);
            self.event(at, sink);
            self.fresh = false;
        }
        self.grid_until(until, sink);
    }

    /// Releases the rest of the window and reports.
    pub fn finish(mut self, sink: &mut impl FnMut(Sampled<'_>)) -> SamplerReport {
        self.advance(TimeMs(self.end), sink);
        self.close_gap();
        self.report
    }

    /// Grid rows before `until`. While a state is fresh, those before it were released when it was pushed.
    fn grid_until(&mut self, until: i64, sink: &mut impl FnMut(Sampled<'_>)) {
        while self.next_grid < until {
            let at = self.next_grid;
            let current = self.held.as_ref().filter(|(received, _)| {
                *received <= at && at.saturating_sub(*received) <= self.settings.max_age_ms
            });
            let Some((_, state)) = current else {
                self.skip_grid(until);
                continue;
            };
            sink(Sampled { at: TimeMs(at), sample: true, state });
            self.shown = *state;
            self.report.samples += 1;
            self.next_grid = at.saturating_add(GRID_MS);
            self.close_gap();
        }
    }

    /// Without a usable state no second before `until` has a row: pass over all of them at once.
    fn skip_grid(&mut self, until: i64) {
        let seconds = (until - self.next_grid + GRID_MS - 1) / GRID_MS;
        self.gap_seconds += seconds.unsigned_abs();
        self.next_grid = self.next_grid.saturating_add(seconds * GRID_MS);
    }

    /// The event row of the held state, received at `at`, unless that is a whole second or no best price changed.
    fn event(&mut self, at: i64, sink: &mut impl FnMut(Sampled<'_>)) {
        let Some((_, state)) = &self.held else { return };
        let wanted = self.settings.mode == Mode::Events && at >= self.start && at != self.next_grid;
        if wanted && state.best_differs(&self.shown) {
            sink(Sampled { at: TimeMs(at), sample: false, state });
            self.shown = *state;
            self.report.events += 1;
        }
    }

    fn close_gap(&mut self) {
        if self.gap_seconds > 0 {
            self.report.gaps += 1;
            self.report.missing_seconds += self.gap_seconds;
            self.report.longest_gap_seconds = self.report.longest_gap_seconds.max(self.gap_seconds);
            self.gap_seconds = 0;
        }
    }
}
