//! What came out of an import.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a [`crate::TickWriter`] wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WriteSummary {
    /// Slots touched.
    pub slots: u64,
    /// Rows of the touched slots now in the store.
    pub rows: u64,
    /// Of these, rows on the 1 Hz grid.
    pub grid_rows: u64,
    /// Stretches of more than 5 s without a row inside the touched slots, their start and end included.
    pub gaps: u64,
    /// Rows whose book contradicts itself: crossed, or two asks below one dollar together, or two bids above.
    pub inconsistent: u64,
    /// Rows dropped because the store or the same import already had them, value for value.
    pub duplicates: u64,
    /// Rows at a time that already had a row with other values; resolved by a fixed rule that does not depend on order.
    pub conflicts: u64,
    /// Rows dropped because they lie before their slot's start or at or after its end.
    pub outside_slot: u64,
    /// Slots whose winner was read from the last seconds of the book.
    pub inferred: u64,
    /// Slots whose winner is not known.
    pub unresolved: u64,
    /// Parquet files written or replaced.
    pub files: u64,
}

/// What an import read, kept and refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Input files read.
    pub files: u64,
    /// Records read: messages, lines or rows, as the format counts them.
    pub records: u64,
    /// Input records dropped as repetitions before they became rows.
    pub duplicates: u64,
    /// Refused records by reason.
    pub rejects: BTreeMap<String, u64>,
    /// Things a person should know, once each.
    pub notes: BTreeSet<String>,
    /// What was written.
    pub written: WriteSummary,
}

impl ImportReport {
    /// Counts one refused record. `reason` is a short constant phrase: it becomes a line of the report.
    pub fn reject(&mut self, reason: &str) {
        self.reject_many(reason, 1);
    }

    /// Counts `count` refused records.
    pub fn reject_many(&mut self, reason: &str, count: u64) {
        if count == 0 {
            return;
        }
        match self.rejects.get_mut(reason) {
            Some(n) => *n += count,
            None => {
                self.rejects.insert(reason.to_owned(), count);
            }
        }
    }

    /// Adds a sentence worth telling, once.
    pub fn note(&mut self, sentence: String) {
        self.notes.insert(sentence);
    }

    /// Takes over what the writer did.
    pub fn absorb(&mut self, written: WriteSummary) {
        let outside = written.outside_slot;
        self.written = written;
        self.reject_many("outside its slot", outside);
    }

    /// Adds another report of the same import: files read by the same or another importer.
    pub fn merge(&mut self, other: Self) {
        self.files += other.files;
        self.records += other.records;
        self.duplicates += other.duplicates;
        for (reason, count) in &other.rejects {
            self.reject_many(reason, *count);
        }
        self.notes.extend(other.notes);
    }
}
