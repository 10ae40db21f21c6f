//! The rows of one slot, by column.

use crate::column::Storage;
use crate::{Column, ColumnSet, Market, Outcome, Price, Shares};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One level of one side of one outcome's book, as recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing is known of it.
    NotRecorded,
    /// Recorded as having no order.
    Empty,
    /// A price with an unknown number of shares: fills nothing.
    Unsized(Price),
    /// A price and its shares.
    Known(Price, Shares),
}

/// Which side of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Orders to buy.
    Bid,
    /// Orders to sell.
    Ask,
}

/// Recorded levels of each side.
pub const LEVELS: usize = 3;

/// The price and size columns of a level; `level` is 0 for the best.
///
/// # Panics
/// When `level` is [`LEVELS`] or more.
pub fn level_columns(outcome: Outcome, side: Side, level: usize) -> (Column, Column) {
    use Column::*;
    const TABLE: [[[(Column, Column); LEVELS]; 2]; 2] = [
        [
            [(BidUp, BidSizeUp), (BidUp2, BidSizeUp2), (BidUp3, BidSizeUp3)],
            [(AskUp, AskSizeUp), (AskUp2, AskSizeUp2), (AskUp3, AskSizeUp3)],
        ],
        [
            [(BidDown, BidSizeDown), (BidDown2, BidSizeDown2), (BidDown3, BidSizeDown3)],
            [(AskDown, AskSizeDown), (AskDown2, AskSizeDown2), (AskDown3, AskSizeDown3)],
        ],
    ];
    TABLE[outcome.index()][side as usize][level]
}

/// Every column the engine may need to execute orders: all levels, samples and the tick size.
pub fn book_columns() -> ColumnSet {
    let mut set = ColumnSet::EMPTY.with(Column::TickSize);
    for outcome in Outcome::BOTH {
        for side in [Side::Bid, Side::Ask] {
            for level in 0..LEVELS {
                let (price, size) = level_columns(outcome, side, level);
                set = set.with(price).with(size);
            }
        }
    }
    set
}

/// The rows of one slot, by column: times ascending strictly, each present column as long as the times.
///
/// Money columns hold micros widened by one division by 10^6, so [`SlotTicks::level`] gets the exact micros back.
#[derive(Clone, Debug)]
pub struct SlotTicks {
    market: Market,
    times: Arc<[i64]>,
    columns: Vec<Option<Arc<[f64]>>>,
}

impl SlotTicks {
    /// Rows at `times` (ms since the epoch), without columns yet.
    ///
    /// # Panics
    /// When the times do not ascend strictly: importers and the tick store establish that.
    pub fn new(market: Market, times: Vec<i64>) -> Self {
        assert!(times.is_sorted_by(|a, b| a < b), "tick times must ascend strictly");
        Self { market, times: times.into(), columns: vec![None; Column::ALL.len()] }
    }

    /// As [`SlotTicks::new`] with times that are already shared.
    ///
    /// # Panics
    /// When the times do not ascend strictly.
    pub fn shared(market: Market, times: Arc<[i64]>) -> Self {
        assert!(times.is_sorted_by(|a, b| a < b), "tick times must ascend strictly");
        Self { market, times, columns: vec![None; Column::ALL.len()] }
    }

    /// The market these rows belong to.
    pub fn market(&self) -> &Market {
        &self.market
    }

    /// Row times in ms since the epoch.
    pub fn times(&self) -> &[i64] {
        &self.times
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.times.len()
    }

    /// Sets a stored column.
    ///
    /// # Panics
    /// When its length differs from the times'.
    pub fn set(&mut self, column: Column, values: Vec<f64>) {
        self.set_shared(column, values.into());
    }

    /// As [`SlotTicks::set`] with values that are already shared.
    ///
    /// # Panics
    /// When their number differs from the times'.
    pub fn set_shared(&mut self, column: Column, values: Arc<[f64]>) {
        assert_eq!(values.len(), self.times.len(), "column {column} has the wrong length");
        self.columns[column as usize] = Some(values);
    }

    /// A column that is present, stored or already derived.
    pub fn get(&self, column: Column) -> Option<&[f64]> {
        self.columns[column as usize].as_deref()
    }

    /// Computes the derived members of `wanted` from what is present and fills columns that were not recorded with
    /// missing (`sample` with 1), so that [`SlotTicks::column`] can serve all of them.
    pub fn prepare(&mut self, wanted: ColumnSet) {
        for column in wanted.iter() {
            if self.columns[column as usize].is_none() {
                let values = self.derive(column);
                self.columns[column as usize] = Some(values.into());
            }
        }
    }

    /// A column after [`SlotTicks::prepare`].
    ///
    /// # Panics
    /// When the column was neither set nor prepared.
    pub fn column(&self, column: Column) -> &[f64] {
        match self.get(column) {
            Some(values) => values,
            None => panic!("column {column} was not prepared"),
        }
    }

    /// One level of the book at `row`; [`Level::NotRecorded`] when its columns are absent. `level` is 0 for the best.
    ///
    /// # Panics
    /// When `row` or `level` is out of range.
    pub fn level(&self, row: usize, outcome: Outcome, side: Side, level: usize) -> Level {
        let (price, size) = level_columns(outcome, side, level);
        let price = self.get(price).map_or(f64::NAN, |c| c[row]);
        let size = self.get(size).map_or(f64::NAN, |c| c[row]);
        match (Price::from_f64(price), Shares::from_f64(size)) {
            (Ok(price), Ok(size)) if size.is_positive() => Level::Known(price, size),
            (Ok(_), Ok(_)) | (Err(_), Ok(_)) => Level::Empty,
            (Ok(price), Err(_)) => Level::Unsized(price),
            (Err(_), Err(_)) => Level::NotRecorded,
        }
    }

    fn derive(&self, column: Column) -> Vec<f64> {
        use Column::*;
        let (start, end) = (self.market.start.0, self.market.end.0);
        match column {
            Sample => vec![1.0; self.rows()],
            CapturedAt => self.by_time(|t| t as f64),
            SlotTs => self.by_time(|_| (start / 1_000) as f64),
            SlotDuration => self.by_time(|_| (end - start) as f64 / 1e3),
            MinutesIntoSlot => self.by_time(|t| (t - start) as f64 / 6e4),
            PctIntoSlot => self.by_time(|t| (t - start) as f64 / (end - start) as f64),
            SecondsToClose => self.by_time(|t| (end - t) as f64 / 1e3),
            HourUtc => self.by_time(|t| crate::TimeMs(t).hour_utc() as f64),
            DayOfWeek => self.by_time(|t| crate::TimeMs(t).day_of_week() as f64),
            SpreadUp => self.of_pair(AskUp, BidUp, |a, b| (micros(a) - micros(b)) / 1e6),
            SpreadDown => self.of_pair(AskDown, BidDown, |a, b| (micros(a) - micros(b)) / 1e6),
            MidUp => self.of_pair(BidUp, AskUp, |b, a| (micros(b) + micros(a)) / 2e6),
            MidDown => self.of_pair(BidDown, AskDown, |b, a| (micros(b) + micros(a)) / 2e6),
            SizeRatioUp => self.of_pair(BidSizeUp, AskSizeUp, ratio),
            SizeRatioDown => self.of_pair(BidSizeDown, AskSizeDown, ratio),
            PriceToBeat => {
                let (price, known) = (self.market.price_to_beat, self.market.price_to_beat_at.0);
                self.by_time(|t| if t >= known { price } else { f64::NAN })
            }
            DirMovePct => self.move_pct(|m| m),
            AbsMovePct => self.move_pct(f64::abs),
            _ => {
                debug_assert_ne!(column.spec().storage, Storage::Derived);
                vec![f64::NAN; self.rows()]
            }
        }
    }

    fn by_time(&self, f: impl Fn(i64) -> f64) -> Vec<f64> {
        self.times.iter().map(|t| f(*t)).collect()
    }

    fn of_pair(&self, a: Column, b: Column, f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => a.iter().zip(b).map(|(a, b)| f(*a, *b)).collect(),
            _ => vec![f64::NAN; self.rows()],
        }
    }

    fn move_pct(&self, f: impl Fn(f64) -> f64) -> Vec<f64> {
        let (price, known) = (self.market.price_to_beat, self.market.price_to_beat_at.0);
        let Some(settlement) = self.get(Column::SettlementPrice) else {
            return vec![f64::NAN; self.rows()];
        };
        let one = |(t, s): (&i64, &f64)| if *t >= known { f(100.0 * (s / price - 1.0)) } else { f64::NAN };
        self.times.iter().zip(settlement).map(one).collect()
    }
}

/// The exact micros of a widened amount, still as `f64`; NaN stays NaN.
fn micros(value: f64) -> f64 {
    (value * 1e6).round_ties_even()
}

fn ratio(bid_size: f64, ask_size: f64) -> f64 {
    if ask_size > 0.0 { bid_size / ask_size } else { f64::NAN }
}

/// Why ticks could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot read the ticks of {symbol}: {detail}")]
pub struct SourceError {
    /// The market.
    pub symbol: String,
    /// What went wrong and, where there is one, the remedy.
    pub detail: String,
}

/// Where a run's ticks come from: the tick store, memory, the generator. Shared between threads.
pub trait TickSource: Sync {
    /// The chosen markets, by start and then slug.
    fn markets(&self) -> &[Market];

    /// The stored columns recorded for a market (index into [`TickSource::markets`]), whether or not every row has them.
    fn recorded(&self, market: usize) -> ColumnSet;

    /// The in-slot rows (start <= t < end) of a market with every column of `wanted` prepared.
    ///
    /// # Errors
    /// When the rows cannot be read.
    fn load(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, SourceError>;
}
