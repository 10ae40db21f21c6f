//! What several tests of this crate need.
#![allow(clippy::unwrap_used, dead_code)]

use craftstrat_data::{ImportError, Row, Silent, SlotRows, TickStore, WriteSummary};
use craftstrat_model::column::Storage;
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Column, ColumnSet, TimeMs};
use std::fs;
use std::path::{Path, PathBuf};

/// A slot of 15 minutes; `START` is its first millisecond.
pub const SLUG: &str = "btc-updown-15m-1790586000";
pub const START: i64 = 1_790_586_000_000;

/// Rows: ms after the slot's start, whether on the grid, and values.
pub type Rows<'a> = [(i64, bool, &'a [(Column, i64)])];

/// A slot with rows at so many ms after its start, each with values in micros (dollars for the underlying's prices).
pub fn slot(slug: &str, rows: &Rows) -> SlotRows {
    let mut slot = SlotRows::new(market_of_slug(slug).unwrap());
    let start = slot.market.start;
    for (offset, sample, values) in rows {
        let mut row = Row::EMPTY;
        for (column, value) in *values {
            match column.spec().storage {
                Storage::Double => row.set_f64(*column, *value as f64).unwrap(),
                _ => row.set(*column, *value).unwrap(),
            }
        }
        slot.push(start.plus_ms(*offset), *sample, &row);
    }
    slot
}

/// Writes slots in one import.
pub fn write(dir: &Path, slots: impl IntoIterator<Item = SlotRows>) -> Result<WriteSummary, ImportError> {
    let mut writer = TickStore::open(dir)?.writer()?;
    for slot in slots {
        writer.add(slot)?;
    }
    writer.commit(&Silent)
}

/// Every file below `dir` with its bytes, except the lock.
pub fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with(".lock") {
                found.push((path.clone(), fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The only tick file below `dir`.
pub fn tick_file(dir: &Path) -> PathBuf {
    let all = files(dir);
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].0.clone()
}

pub fn stored() -> ColumnSet {
    Column::ALL.iter().copied().filter(|c| c.is_stored()).collect()
}

pub fn ms(at: i64) -> TimeMs {
    TimeMs(at)
}

/// An error with its causes, paths shortened to their last part.
pub fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text += &format!(": {cause}");
        source = cause.source();
    }
    shorten(&text)
}

/// Paths shortened to their last part.
pub fn shorten(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.rsplit_once('/') {
        Some((dir, file)) if dir.starts_with('/') => file.to_owned(),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The Python that `cargo xtask test` chose, else the system's.
pub fn python() -> std::process::Command {
    std::process::Command::new(std::env::var_os("CRAFTSTRAT_PYTHON").unwrap_or_else(|| "python3".into()))
}
