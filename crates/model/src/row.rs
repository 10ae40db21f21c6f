//! The stored values of one tick row: exact micros by column, missing distinguishable.

use crate::Column;
use crate::column::Storage;

/// Marks a value that is missing. As a double's bits it is -0.0, which no stored double uses.
pub const MISSING: i64 = i64::MIN;

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

    /// The stored value of a column: micros, or the bits of a double; [`MISSING`] when there is none.
    pub fn raw(&self, column: Column) -> i64 {
        self.raw[column as usize]
    }

    /// Sets what [`Row::raw`] gave, unchecked: for storage that gives back what it was given.
    pub fn set_raw(&mut self, column: Column, raw: i64) {
        self.raw[column as usize] = raw;
    }
}
