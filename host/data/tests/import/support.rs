//! What the tests share.

use craftstrat_data::import::{Importer, Options};
use craftstrat_data::{ImportError, ImportReport, Silent, SlotRows};
use craftstrat_model::{Column, TimeMs};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A folder that disappears with its owner.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

pub fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Runs an importer into memory.
pub fn run(
    importer: Importer,
    paths: &[PathBuf],
    options: &Options,
) -> Result<(Vec<SlotRows>, ImportReport), ImportError> {
    let mut slots: Vec<SlotRows> = Vec::new();
    let report = importer(paths, options, &mut slots, &Silent)?;
    slots.sort_by_key(|s| (s.market.start, s.market.slug.clone()));
    Ok((slots, report))
}

/// Runs an importer on one text.
pub fn run_text(
    importer: Importer,
    name: &str,
    text: &str,
    options: &Options,
) -> (Vec<SlotRows>, ImportReport) {
    let folder = folder();
    let path = write(folder.path(), name, text);
    run(importer, &[path], options).unwrap()
}

/// A row as text: ms into the slot, `*` for a grid row, then `column value` for what it has.
pub fn line(slot: &SlotRows, index: usize) -> String {
    let row = slot.row(index);
    let mut out = format!(
        "{}{}",
        slot.times()[index] - slot.market.start.0,
        if slot.is_sample(index) { "*" } else { "" }
    );
    for column in Column::ALL.iter().filter(|c| c.is_stored()) {
        let value = row.micros(*column).map(|m| m as f64 / 1e6).or_else(|| row.double(*column));
        if let Some(value) = value {
            write!(out, " {column} {value}").unwrap();
        }
    }
    out
}

/// Every row of every slot, under its slug.
pub fn table(slots: &[SlotRows]) -> String {
    let mut out = String::new();
    for slot in slots {
        let m = &slot.market;
        writeln!(out, "{} winner {:?} ({:?})", m.slug, m.winner, m.winner_source).unwrap();
        for index in 0..slot.len() {
            writeln!(out, "  {}", line(slot, index)).unwrap();
        }
    }
    out
}

/// The rows at or before `until`, market by market, with the price to beat where it is known by then.
pub fn known_by(slots: &[SlotRows], until: TimeMs) -> Vec<String> {
    let mut out = Vec::new();
    for slot in slots {
        let m = &slot.market;
        for index in (0..slot.len()).filter(|i| slot.times()[*i] <= until.0) {
            let at = slot.times()[index];
            let to_beat = if at >= m.price_to_beat_at.0 { m.price_to_beat } else { f64::NAN };
            out.push(format!("{} {} to beat {to_beat}", m.slug, line(slot, index)));
        }
    }
    out
}

/// A recorded set beside the checkout; says so and gives `None` when it is not there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let path = root.join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: no recorded data at {}", path.display());
    None
}
