//! One row as it comes live: every column's value and the book, made by the same derivations a backtest uses.

use crate::book::BookRow;
use craftstrat_model::{Column, ColumnSet, SlotTicks, TimeMs};

/// A row of one market, made once and shared by every session that looks at it.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveRow {
    at: TimeMs,
    /// By `Column as usize`.
    values: Box<[f64]>,
    book: BookRow,
}

impl LiveRow {
    /// Row `row` of `ticks`, which have every column prepared.
    ///
    /// # Panics
    /// When `row` is out of range or a column was not prepared.
    pub fn of(ticks: &SlotTicks, row: usize) -> Self {
        let values = Column::ALL.iter().map(|c| ticks.column(*c)[row]).collect();
        Self { at: TimeMs(ticks.times()[row]), values, book: BookRow::of(ticks, row) }
    }

    /// Every row of `ticks`, with what was not recorded missing and everything derived.
    pub fn all(mut ticks: SlotTicks) -> Vec<Self> {
        ticks.prepare(Column::ALL.iter().copied().collect::<ColumnSet>());
        (0..ticks.rows()).map(|row| Self::of(&ticks, row)).collect()
    }

    /// When it was recorded.
    pub fn at(&self) -> TimeMs {
        self.at
    }

    /// What orders execute on.
    pub fn book(&self) -> &BookRow {
        &self.book
    }

    /// One column's value; NaN when missing.
    pub fn value(&self, column: Column) -> f64 {
        self.values[column as usize]
    }

    /// The values of `columns`, in their order, as `load` takes them.
    pub fn select(&self, columns: &[Column], into: &mut Vec<f64>) {
        into.clear();
        into.extend(columns.iter().map(|c| self.value(*c)));
    }
}
