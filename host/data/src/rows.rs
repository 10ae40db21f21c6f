//! The rows of one slot on their way into the store: exact micros by column, missing distinguishable.

use craftstrat_model::column::Storage;
use craftstrat_model::{Column, ColumnSet, Market, SlotTicks, TimeMs};

pub(crate) use craftstrat_model::row::MISSING;
pub use craftstrat_model::row::{OutOfRange, Row};

/// Rows of one slot, by column, in the order they were pushed.
#[derive(Clone, Debug)]
pub struct SlotRows {
    /// The market and what is known of it.
    pub market: Market,
    pub(crate) times: Vec<i64>,
    pub(crate) sample: Vec<bool>,
    /// By `Column as usize`; empty while no row has the column.
    pub(crate) columns: Vec<Vec<i64>>,
}

/// The columns a [`Row`] carries: everything stored except `sample`, which [`SlotRows::push`] takes.
pub(crate) fn row_columns() -> impl Iterator<Item = Column> {
    Column::ALL.iter().copied().filter(|c| c.is_stored() && *c != Column::Sample)
}

impl SlotRows {
    /// No rows yet.
    pub fn new(market: Market) -> Self {
        Self { market, times: Vec::new(), sample: Vec::new(), columns: vec![Vec::new(); Column::ALL.len()] }
    }

    /// Appends a row; everything in it was received by `at`. `sample` marks rows of the 1 Hz grid.
    pub fn push(&mut self, at: TimeMs, sample: bool, row: &Row) {
        let before = self.times.len();
        self.times.push(at.0);
        self.sample.push(sample);
        for column in row_columns() {
            let values = &mut self.columns[column as usize];
            let raw = row.raw(column);
            if values.is_empty() && raw == MISSING {
                continue;
            }
            values.resize(before, MISSING);
            values.push(raw);
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// Times in ms since the epoch, in the order of the rows.
    pub fn times(&self) -> &[i64] {
        &self.times
    }

    /// Whether row `index` is on the 1 Hz grid.
    ///
    /// # Panics
    /// When `index` is out of range.
    pub fn is_sample(&self, index: usize) -> bool {
        self.sample[index]
    }

    /// The values of row `index`.
    ///
    /// # Panics
    /// When `index` is out of range.
    pub fn row(&self, index: usize) -> Row {
        assert!(index < self.len(), "row {index} of {}", self.len());
        let mut row = Row::EMPTY;
        for column in row_columns() {
            if let Some(raw) = self.columns[column as usize].get(index) {
                row.set_raw(column, *raw);
            }
        }
        row
    }

    /// The columns of which at least one row has a value, and `sample` when there are rows.
    pub fn recorded(&self) -> ColumnSet {
        let present = |c: &Column| self.columns[*c as usize].iter().any(|v| *v != MISSING);
        let set: ColumnSet = row_columns().filter(present).collect();
        if self.is_empty() { set } else { set.with(Column::Sample) }
    }

    /// As strategies see them. Rows keep their order, so they must ascend strictly and lie inside the slot.
    ///
    /// # Panics
    /// When the times do not ascend strictly.
    pub fn into_ticks(self) -> SlotTicks {
        let recorded = self.recorded();
        let mut ticks = SlotTicks::new(self.market, self.times);
        for column in recorded.iter() {
            let raw = &self.columns[column as usize];
            let widen = |v: &i64| match (*v, column.spec().storage) {
                (MISSING, _) => f64::NAN,
                (v, Storage::Double) => f64::from_bits(v as u64),
                (v, _) => v as f64 / 1e6,
            };
            let mut values: Vec<f64> = match column {
                Column::Sample => self.sample.iter().map(|s| f64::from(u8::from(*s))).collect(),
                _ => raw.iter().map(widen).collect(),
            };
            values.resize(ticks.rows(), f64::NAN);
            ticks.set(column, values);
        }
        ticks
    }

    /// Bytes of memory held by the rows.
    pub(crate) fn bytes(&self) -> usize {
        let columns: usize = self.columns.iter().map(|c| c.capacity() * 8).sum();
        columns + self.times.capacity() * 8 + self.sample.capacity()
    }
}
