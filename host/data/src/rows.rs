//! The rows of one slot on their way into the store: exact micros by column, missing distinguishable.

use craftstrat_model::column::Storage;
use craftstrat_model::{Column, ColumnSet, Market, SlotTicks, TimeMs};

/// Marks a value that is missing. As a double's bits it is -0.0, which no stored double uses.
pub(crate) const MISSING: i64 = i64::MIN;

/// A value outside what the catalogue calls plausible for its column.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{column} {value} is outside {} to {}", column.spec().range.0, column.spec().range.1)]
pub struct OutOfRange {
    /// The column.
    pub column: Column,
    /// The value, in the column's unit.
    pub value: f64,
}

/// The stored values of one row. Copy it, change what changed, push it again: a sampler's current state is a `Row`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    raw: [i64; Column::ALL.len()],
}

impl Default for Row {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Row {
    /// Every column missing.
    pub const EMPTY: Self = Self { raw: [MISSING; Column::ALL.len()] };

    /// Sets a column kept in micros. An empty side of a book is size 0 with its price missing.
    ///
    /// # Errors
    /// When the value lies outside the catalogue's range; the row is unchanged.
    ///
    /// # Panics
    /// When the column is not kept in micros.
    pub fn set(&mut self, column: Column, micros: i64) -> Result<(), OutOfRange> {
        assert_eq!(column.spec().storage, Storage::Micros, "{column} is not kept in micros");
        let (min, max) = column.spec().range;
        let value = micros as f64 / 1e6;
        if !(min..=max).contains(&value) {
            return Err(OutOfRange { column, value });
        }
        self.raw[column as usize] = micros;
        Ok(())
    }

    /// Sets a column kept as a double: the underlying's prices.
    ///
    /// # Errors
    /// When the value is not finite or outside the catalogue's range; the row is unchanged.
    ///
    /// # Panics
    /// When the column is not kept as a double.
    pub fn set_f64(&mut self, column: Column, value: f64) -> Result<(), OutOfRange> {
        assert_eq!(column.spec().storage, Storage::Double, "{column} is not kept as a double");
        let (min, max) = column.spec().range;
        if !(min..=max).contains(&value) {
            return Err(OutOfRange { column, value });
        }
        // Adding zero turns -0.0, whose bits mean missing, into 0.0.
        self.raw[column as usize] = (value + 0.0).to_bits() as i64;
        Ok(())
    }

    /// Makes a column missing again.
    pub fn clear(&mut self, column: Column) {
        self.raw[column as usize] = MISSING;
    }

    /// Micros of a column kept in micros; `None` when missing or kept otherwise.
    pub fn micros(&self, column: Column) -> Option<i64> {
        let raw = self.raw[column as usize];
        (raw != MISSING && column.spec().storage == Storage::Micros).then_some(raw)
    }

    /// Value of a column kept as a double; `None` when missing or kept otherwise.
    pub fn double(&self, column: Column) -> Option<f64> {
        let raw = self.raw[column as usize];
        (raw != MISSING && column.spec().storage == Storage::Double).then(|| f64::from_bits(raw as u64))
    }

    pub(crate) fn raw(&self, column: Column) -> i64 {
        self.raw[column as usize]
    }

    pub(crate) fn set_raw(&mut self, column: Column, raw: i64) {
        self.raw[column as usize] = raw;
    }
}

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
