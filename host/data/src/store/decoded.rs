//! Decoded column chunks, turned into raw rows (for merging) or doubles (for strategies), checked against the catalogue.

use crate::rows::MISSING;
use craftstrat_model::Column;
use craftstrat_model::column::Storage;
use std::ops::Range;
use std::sync::Arc;

/// The values of one column of one row group.
pub(crate) enum Values {
    /// Prices in micros, or flags.
    Narrow(Vec<i32>),
    /// Micros or milliseconds.
    Wide(Vec<i64>),
    /// Doubles.
    Double(Vec<f64>),
}

/// A decoded column chunk: the values present, and which rows they belong to.
pub(crate) struct Decoded {
    /// Values of the rows that have one, in order.
    pub values: Values,
    /// 1 where the row has a value; empty when all have.
    pub levels: Vec<i16>,
    /// Number of rows.
    pub rows: usize,
}

impl Decoded {
    /// The values as raw rows keep them, [`MISSING`] where a row has none.
    pub fn raw(&self, column: Column) -> Result<Vec<i64>, String> {
        self.check(column)?;
        let present: Vec<i64> = match &self.values {
            Values::Narrow(v) => v.iter().map(|v| i64::from(*v)).collect(),
            Values::Wide(v) => v.clone(),
            Values::Double(v) => v.iter().map(|v| (v + 0.0).to_bits() as i64).collect(),
        };
        if self.levels.is_empty() {
            return Ok(present);
        }
        let mut next = present.into_iter();
        let row = |level: &i16| if *level == 1 { next.next().unwrap_or(MISSING) } else { MISSING };
        Ok(self.levels.iter().map(row).collect())
    }

    /// The values as strategies read them, NaN where a row has none, cut into `pieces` that cover the rows in order.
    /// Micros are widened by one division by 10^6.
    pub fn widen(&self, column: Column, pieces: &[Range<usize>]) -> Result<Vec<Arc<[f64]>>, String> {
        self.check(column)?;
        let flag = column.spec().storage == Storage::Flag;
        Ok(match &self.values {
            Values::Narrow(v) if flag => cut(v, &self.levels, pieces, f64::from),
            Values::Narrow(v) => cut(v, &self.levels, pieces, |v| f64::from(v) / 1e6),
            Values::Wide(v) => cut(v, &self.levels, pieces, |v| v as f64 / 1e6),
            Values::Double(v) => cut(v, &self.levels, pieces, |v| v),
        })
    }

    fn check(&self, column: Column) -> Result<(), String> {
        let (min, max) = column.spec().range;
        let scale = if column.spec().storage == Storage::Flag { 1.0 } else { 1e6 };
        let wide = (min * scale) as i64..=(max * scale) as i64;
        let bad = match &self.values {
            Values::Narrow(v) => v.iter().map(|v| i64::from(*v)).find(|v| !wide.contains(v)),
            Values::Wide(v) => v.iter().copied().find(|v| !wide.contains(v)),
            Values::Double(v) => {
                let bad = v.iter().copied().find(|v| !(min..=max).contains(v));
                return bad.map_or(Ok(()), |v| Err(impossible(column, v)));
            }
        };
        bad.map_or(Ok(()), |v| Err(impossible(column, v as f64 / scale)))
    }
}

fn impossible(column: Column, value: f64) -> String {
    format!("column {column} has the impossible value {value}")
}

/// Cuts the rows into pieces. With no levels every row has a value.
fn cut<T: Copy>(
    values: &[T],
    levels: &[i16],
    pieces: &[Range<usize>],
    widen: impl Fn(T) -> f64,
) -> Vec<Arc<[f64]>> {
    if levels.is_empty() {
        return pieces.iter().map(|p| values[p.clone()].iter().map(|v| widen(*v)).collect()).collect();
    }
    let mut next = values.iter();
    let mut row = |level: &i16| match level {
        1 => next.next().map_or(f64::NAN, |v| widen(*v)),
        _ => f64::NAN,
    };
    pieces.iter().map(|p| levels[p.clone()].iter().map(&mut row).collect()).collect()
}
