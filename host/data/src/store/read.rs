//! Reading whole slots back out of a tick file, for merging.

use super::file::TickFile;
use super::index::Coverage;
use super::schema;
use crate::StoreError;
use crate::rows::SlotRows;
use craftstrat_model::{Column, TimeMs};
use std::ops::Range;

/// Reads slots of one file. Slots read in order decode each row group once.
pub(crate) struct SlotReader<'a> {
    file: &'a TickFile,
    entries: &'a [Coverage],
    /// First row of each entry.
    starts: Vec<u64>,
    decoded: Option<Group>,
}

/// A row group with every column, raw.
struct Group {
    number: usize,
    times: Vec<i64>,
    columns: Vec<Vec<i64>>,
}

impl<'a> SlotReader<'a> {
    pub fn new(file: &'a TickFile, entries: &'a [Coverage]) -> Self {
        Self { file, entries, starts: starts(entries), decoded: None }
    }

    /// Start and slug of each slot, in order.
    pub fn keys(&self) -> impl Iterator<Item = (TimeMs, String)> + '_ {
        self.entries.iter().map(|e| (e.market.start, e.market.slug.clone()))
    }

    /// The rows of one slot, where the file has it.
    pub fn read(&mut self, key: &(TimeMs, String)) -> Result<Option<SlotRows>, StoreError> {
        let found = self.entries.binary_search_by(|e| (e.market.start, &e.market.slug).cmp(&(key.0, &key.1)));
        let Ok(index) = found else { return Ok(None) };
        let entry = &self.entries[index];
        let rows = self.starts[index]..self.starts[index] + entry.rows;
        let mut slot = SlotRows::new(entry.market.clone());
        for number in self.file.groups_of(&rows) {
            let here = overlap(&rows, &self.file.group_rows(number));
            let group = self.group(number)?;
            slot.times.extend_from_slice(&group.times[here.clone()]);
            for column in schema::stored().iter() {
                let raw = &group.columns[column as usize];
                match column {
                    Column::Sample if raw.is_empty() => slot.sample.extend(here.clone().map(|_| true)),
                    Column::Sample => slot.sample.extend(raw[here.clone()].iter().map(|v| *v != 0)),
                    _ if !entry.recorded.contains(column) || raw.is_empty() => {}
                    _ => slot.columns[column as usize].extend_from_slice(&raw[here.clone()]),
                }
            }
        }
        let inside = |t: &i64| (entry.market.start.0..entry.market.end.0).contains(t);
        if !slot.times.is_sorted_by(|a, b| a < b) || !slot.times.iter().all(inside) {
            return Err(self.file.damaged(format!("the times of {} are out of order", key.1)));
        }
        Ok(Some(slot))
    }

    fn group(&mut self, number: usize) -> Result<&Group, StoreError> {
        let group = match self.decoded.take().filter(|g| g.number == number) {
            Some(group) => group,
            None => {
                let mut columns = vec![Vec::new(); Column::ALL.len()];
                for column in schema::stored().iter() {
                    if let Some(decoded) = self.file.column(number, column)? {
                        let raw = decoded.raw(column).map_err(|e| self.file.damaged(e))?;
                        columns[column as usize] = raw;
                    }
                }
                Group { number, times: self.file.times(number)?, columns }
            }
        };
        Ok(self.decoded.insert(group))
    }
}

/// First row of each entry in its file.
pub(crate) fn starts(entries: &[Coverage]) -> Vec<u64> {
    let next = |sum: &mut u64, e: &Coverage| {
        let start = *sum;
        *sum += e.rows;
        Some(start)
    };
    entries.iter().scan(0, next).collect()
}

/// Where `rows` meet a row group, counted from the group's first row.
pub(crate) fn overlap(rows: &Range<u64>, group: &Range<u64>) -> Range<usize> {
    let (from, to) = (rows.start.max(group.start), rows.end.min(group.end));
    (from - group.start) as usize..(to.max(from) - group.start) as usize
}
