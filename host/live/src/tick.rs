//! One row of one market as a feed hands it over: the stored columns, exact.

use craftstrat_model::column::Storage;
use craftstrat_model::{Column, Market, SlotTicks, TimeMs};
use serde::{Deserialize, Serialize};

/// A row's recorded values. What is not in it is missing.
///
/// Money is kept as whole micros and other numbers by their bits, so what a strategy sees is what a tick store would give it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Column (by its place in the catalogue) and value, ascending.
    values: Vec<(u8, i64)>,
}

/// A value that cannot be kept.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TickError {
    /// The column is computed, not recorded.
    #[error("`{0}` is computed from other columns: it is not part of a row")]
    Derived(Column),
    /// Not finite, or too large for its column.
    #[error("`{column}` cannot be {value}")]
    Value {
        /// The column.
        column: Column,
        /// What was to be kept.
        value: f64,
    },
}

impl Row {
    /// A row of the 1 Hz grid, or one in between, with nothing recorded yet.
    pub fn new(sample: bool) -> Self {
        Self { values: vec![(Column::Sample as u8, i64::from(sample))] }
    }

    /// What a feed made, value by value, as a row of the 1 Hz grid or one in between.
    pub fn fed(row: &craftstrat_model::Row, sample: bool) -> Self {
        let kept = |column: Column| {
            let raw = match column.spec().storage {
                Storage::Micros => row.micros(column)?,
                Storage::Double => row.double(column)?.to_bits() as i64,
                Storage::Flag => i64::from(sample),
                Storage::Derived => return None,
            };
            Some((column as u8, raw))
        };
        Self { values: Column::ALL.iter().copied().filter_map(kept).collect() }
    }

    /// Row `row` of recorded ticks.
    ///
    /// # Errors
    /// When a value cannot be kept.
    ///
    /// # Panics
    /// When `row` is out of range.
    pub fn of(ticks: &SlotTicks, row: usize) -> Result<Self, TickError> {
        let mut made = Self::default();
        for column in Column::ALL.iter().copied().filter(|c| c.is_stored()) {
            if let Some(value) = ticks.get(column).map(|values| values[row]).filter(|v| !v.is_nan()) {
                made.set(column, value)?;
            }
        }
        Ok(made)
    }

    /// Records a value, in the column's unit.
    ///
    /// # Errors
    /// When the column is derived, or the value is not finite or too large.
    pub fn set(&mut self, column: Column, value: f64) -> Result<(), TickError> {
        let wrong = || TickError::Value { column, value };
        let raw = match column.spec().storage {
            Storage::Derived => return Err(TickError::Derived(column)),
            _ if !value.is_finite() => return Err(wrong()),
            Storage::Micros => craftstrat_model::Usdc::from_f64(value).map_err(|_| wrong())?.micros(),
            Storage::Flag => i64::from(value != 0.0),
            Storage::Double => value.to_bits() as i64,
        };
        let number = column as u8;
        match self.values.binary_search_by_key(&number, |(c, _)| *c) {
            Ok(place) => self.values[place].1 = raw,
            Err(place) => self.values.insert(place, (number, raw)),
        }
        Ok(())
    }

    /// The recorded columns with their values.
    pub fn values(&self) -> impl Iterator<Item = (Column, f64)> {
        self.values.iter().filter_map(|(number, raw)| {
            let column = *Column::ALL.get(usize::from(*number))?;
            let value = match column.spec().storage {
                Storage::Micros => *raw as f64 / 1e6,
                Storage::Flag => *raw as f64,
                Storage::Double => f64::from_bits(*raw as u64),
                Storage::Derived => return None,
            };
            Some((column, value))
        })
    }

    /// The same values under the catalogue of another time: `places[n]` is where its column n is today.
    pub(crate) fn translated(mut self, places: &[Option<u8>]) -> Self {
        let place = |n: u8| places.get(usize::from(n)).copied().flatten();
        self.values = self.values.into_iter().filter_map(|(n, raw)| Some((place(n)?, raw))).collect();
        self.values.sort_unstable_by_key(|(n, _)| *n);
        self
    }

    /// As ticks of `market` with this one row.
    pub(crate) fn ticks(&self, market: &Market, at: TimeMs) -> SlotTicks {
        let mut ticks = SlotTicks::new(market.clone(), vec![at.0]);
        for (column, value) in self.values() {
            ticks.set(column, vec![value]);
        }
        ticks
    }
}
