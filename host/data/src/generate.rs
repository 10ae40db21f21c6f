//! The market generator: plausible slots from a seed, the same on every machine, always marked as generated.
//!
//! An underlying walks in seconds, slots settle on its 60 s average by the venue's rule (end at or above start is Up),
//! and a book of both outcomes follows the probability of that, with spreads, thin and one-sided books near the edges,
//! the finer price step beyond 0.96 and 0.04, feed gaps and now and then a torn row. It stands in for recordings where
//! these are missing something, the underlying's price above all; it is no model of the venue to tune a strategy on.

mod book;
mod random;
mod underlying;

use crate::rows::{Row, SlotRows};
use crate::{ImportError, ImportReport, OutOfRange, Progress, TickWriter, Unit};
use book::Book;
use craftstrat_model::{
    Column, ColumnSet, Duration, Market, PriceDefinition, Series, SlotTicks, SourceError, TickSource, TimeMs,
    Winner, WinnerSource,
};
use random::Random;
use underlying::{Tick, Underlying};

/// Chance per second that the feed stops, and how long it then stays away, in seconds.
const OUTAGE: f64 = 1.0 / 2_700.0;
const OUTAGE_S: (i64, i64) = (6, 40);
/// Chance per second that a row is torn.
const TORN: f64 = 1.0 / 3_600.0;
/// Chance per second that the book also changes between two grid rows.
const BETWEEN: f64 = 0.25;

/// What to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratorSettings {
    /// The same seed gives the same slots.
    pub seed: u64,
    /// The series.
    pub series: Series,
    /// Start of the first slot; moved back onto the series' grid.
    pub from: TimeMs,
    /// How many consecutive slots.
    pub slots: u32,
    /// Whether to add a row at each change of a best price between two grid rows.
    pub events: bool,
}

impl GeneratorSettings {
    /// `slots` slots of `series` from `from` on, with rows between the grid.
    pub fn new(series: Series, from: TimeMs, slots: u32, seed: u64) -> Self {
        Self { seed, series, from, slots, events: true }
    }
}

/// Generated slots, in time order, one following directly on the other. Ends early should the price ever leave the
/// catalogue's range.
#[derive(Clone, Debug)]
pub struct Slots {
    random: Random,
    underlying: Underlying,
    /// The newest price that has been received, and the one of the present second.
    seen: Tick,
    now: Tick,
    series: Series,
    next: TimeMs,
    left: u32,
    events: bool,
}

/// The slots of `settings` as rows for a [`TickWriter`].
pub fn rows(settings: &GeneratorSettings) -> Slots {
    let step = settings.series.duration().ms();
    let from = TimeMs(settings.from.0.max(0).div_euclid(step) * step);
    let definition = PriceDefinition::published(settings.series.duration(), from);
    let mut underlying = Underlying::new(settings.seed, settings.series.asset(), definition);
    Slots {
        random: Random::new(settings.seed, &settings.series.to_string()),
        seen: underlying.step(),
        now: underlying.step(),
        underlying,
        series: settings.series.clone(),
        next: from,
        left: settings.slots,
        events: settings.events,
    }
}

/// The slots of `settings` as strategies see them, with every stored column.
pub fn slots(settings: &GeneratorSettings) -> impl Iterator<Item = SlotTicks> {
    rows(settings).map(SlotRows::into_ticks)
}

/// Generates into the store; call [`TickWriter::commit`] afterwards.
///
/// # Errors
/// When `progress` asks to stop or rows cannot be spilled to disk.
pub fn generate(
    settings: &GeneratorSettings,
    writer: &mut TickWriter,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    progress.start("generating", Unit::Slots, Some(u64::from(settings.slots)));
    let mut report = ImportReport::default();
    for slot in rows(settings) {
        if progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        report.records += slot.len() as u64;
        writer.add(slot)?;
        progress.advance(1);
    }
    report.note("generated data: no real market behaved like this".to_owned());
    progress.finish();
    Ok(report)
}

impl Iterator for Slots {
    type Item = SlotRows;

    fn next(&mut self) -> Option<SlotRows> {
        self.left = self.left.checked_sub(1)?;
        let market = self.market();
        self.underlying.set_definition(market.price_definition);
        let mut slot = SlotRows::new(market);
        // Centuries of random walk may take the price out of the catalogue's range: nothing plausible comes after.
        self.fill(&mut slot).ok()?;
        self.settle(&mut slot.market);
        self.next = slot.market.end;
        Some(slot)
    }
}

impl Slots {
    fn market(&self) -> Market {
        let slug = format!("{}-{}", self.series, self.next.0 / 1_000);
        let mut market = Market::new(slug, self.series.clone(), self.next);
        market.generated = true;
        market.winner_source = WinnerSource::Generated;
        market.price_to_beat = self.now.settlement;
        market.end_price = f64::NAN;
        market
    }

    /// The venue's rule: at or above the price to beat is Up; the daily close splits on a tie.
    fn settle(&self, market: &mut Market) {
        market.end_price = self.now.settlement;
        market.winner = Some(if market.end_price > market.price_to_beat {
            Winner::Up
        } else if market.end_price < market.price_to_beat {
            Winner::Down
        } else if market.series.duration() == Duration::D1 {
            Winner::Split
        } else {
            Winner::Up
        });
    }

    /// Rows of one slot. `now` is the underlying at the slot's start when it begins and at its end when it is done.
    ///
    /// A second's price is received during the next second: the row at second t shows the price of t - 1, the book of
    /// which is then at most a second old.
    fn fill(&mut self, slot: &mut SlotRows) -> Result<(), OutOfRange> {
        let (start, end) = (slot.market.start.0, slot.market.end.0);
        let to_beat = slot.market.price_to_beat;
        let (mut book, mut row) = (Book::new(), Row::EMPTY);
        self.show(&mut row)?;
        let mut silent_until = start;
        self.change(&mut book, to_beat, end - start);
        for at in (start..end).step_by(1_000) {
            if at >= silent_until {
                let torn = self.random.chance(TORN);
                book.write(&mut row, torn)?;
                slot.push(TimeMs(at), true, &row);
                if self.random.chance(OUTAGE) {
                    silent_until = at + 1_000 * self.random.between(OUTAGE_S.0, OUTAGE_S.1);
                }
            }
            self.seen = std::mem::replace(&mut self.now, self.underlying.step());
            self.show(&mut row)?;
            if self.random.chance(0.85) {
                self.change(&mut book, to_beat, end - at - 1_000);
            }
            if self.events && self.random.chance(BETWEEN) {
                let between = at + self.random.between(1, 1_000);
                let before = book.best();
                self.change(&mut book, to_beat, end - between);
                if book.best() != before && between >= silent_until {
                    book.write(&mut row, false)?;
                    slot.push(TimeMs(between), false, &row);
                }
            }
        }
        Ok(())
    }

    fn show(&self, row: &mut Row) -> Result<(), OutOfRange> {
        row.set_f64(Column::ChainlinkPrice, self.seen.spot)?;
        row.set_f64(Column::SettlementPrice, self.seen.settlement)
    }

    fn change(&mut self, book: &mut Book, to_beat: f64, left_ms: i64) {
        let left = left_ms.max(0) as f64 / 1e3;
        let fair = self.underlying.fair_up(to_beat, left);
        book.update(&mut self.random, fair, self.underlying.stress(), left);
    }
}

/// Slots in memory as a source of ticks: for tests, benchmarks and trying an uploaded component.
#[derive(Clone, Debug, Default)]
pub struct MemorySource {
    markets: Vec<Market>,
    slots: Vec<SlotTicks>,
}

impl MemorySource {
    /// Of slots in any order.
    pub fn new(mut slots: Vec<SlotTicks>) -> Self {
        slots.sort_by(|a, b| {
            let key = |s: &SlotTicks| (s.market().start, s.market().slug.clone());
            key(a).cmp(&key(b))
        });
        Self { markets: slots.iter().map(|s| s.market().clone()).collect(), slots }
    }
}

impl TickSource for MemorySource {
    fn markets(&self) -> &[Market] {
        &self.markets
    }

    fn recorded(&self, market: usize) -> ColumnSet {
        let stored = Column::ALL.iter().copied().filter(|c| c.is_stored());
        stored.filter(|c| self.slots[market].get(*c).is_some()).collect()
    }

    fn load(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, SourceError> {
        let mut ticks = self.slots[market].clone();
        ticks.prepare(wanted);
        Ok(ticks)
    }
}
