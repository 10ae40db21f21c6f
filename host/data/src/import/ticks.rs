//! The `ticks` format: Parquet, CSV or gzipped CSV whose columns carry the catalogue's names.
//!
//! | column | meaning |
//! |---|---|
//! | `symbol` | slug of the market; mandatory |
//! | `captured_at` | ms since the Unix epoch (a Parquet timestamp or ISO 8601 text will do); mandatory; ascending per symbol |
//! | any stored column of the catalogue | value in the catalogue's unit; prices, sizes and amounts are snapped to 10^-6, so that 0.6 kept as a Float32 is 0.6 again |
//! | `sample` | 0 or 1; without it every row is a sample |
//! | `winner` | UP, DOWN or SPLIT; the same in every row of a symbol or empty |
//! | `price_to_beat` | known from the first row that has it |
//!
//! Empty, `NaN` and null are missing. Columns the catalogue derives are ignored with a note, as are unknown ones. This
//! format is written by people and programs, not by a venue's feed, so an impossible value is no accident to count but
//! an error that names its row. A Parquet file of a tick store is taken over with its market metadata.

mod assemble;
mod cell;

use super::table::{Cells, Meaning, Table};
use super::{Context, Options, SlotSink, lines};
use crate::store::OwnFile;
use crate::{ImportError, ImportReport, Progress, Unit};
use assemble::{Assembler, Target};
use cell::Cell;
use craftstrat_model::Column;
use csv::{ByteRecord, ReaderBuilder};
use std::path::{Path, PathBuf};

const CAPTURED_AT: &str = "captured_at";

/// Imports tick files; folders stand for the `.parquet`, `.csv` and `.csv.gz` files in them.
///
/// # Errors
/// When a file is missing, damaged, lacks a mandatory column or holds an impossible value, or the sink fails.
pub fn import(
    paths: &[PathBuf],
    options: &Options,
    sink: &mut dyn SlotSink,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let mut context = Context::open(options, &mut report, progress)?;
    let files = lines::expand(paths, &[".parquet", ".csv", ".csv.gz"])?;
    progress.start("importing", Unit::Bytes, Some(lines::total_bytes(&files)?));
    let joined = !options.prices.is_empty();
    for path in files {
        let name = path.to_string_lossy().to_lowercase();
        if name.ends_with(".parquet") {
            parquet(&path, &mut context, sink, &mut report, progress, joined)?;
        } else {
            csv(&path, &mut context, sink, &mut report, progress, joined)?;
        }
        report.files += 1;
    }
    progress.finish();
    Ok(report)
}

/// What each column of a file is, noting what is ignored.
fn targets<'n>(
    path: &Path,
    names: impl Iterator<Item = &'n str>,
    report: &mut ImportReport,
) -> Result<Vec<(usize, Target)>, ImportError> {
    let mut found: Vec<(usize, Target)> = Vec::new();
    for (index, name) in names.enumerate() {
        let target = match name {
            "symbol" => Target::Symbol,
            CAPTURED_AT => Target::CapturedAt,
            "winner" => Target::Winner,
            "price_to_beat" => Target::PriceToBeat,
            _ => match name.parse::<Column>() {
                Ok(column) if column.is_stored() => Target::Column(column),
                Ok(column) => {
                    report.note(format!("column {column} is computed from the others: ignored"));
                    continue;
                }
                Err(unknown) => {
                    report.note(format!("{unknown}: ignored"));
                    continue;
                }
            },
        };
        if found.iter().any(|(_, t)| *t == target) {
            return Err(ImportError::file(
                path,
                format!("column {name} is there twice"),
                "Remove one of them",
            ));
        }
        found.push((index, target));
    }
    for (target, name) in [(Target::Symbol, "symbol"), (Target::CapturedAt, CAPTURED_AT)] {
        if !found.iter().any(|(_, t)| *t == target) {
            let remedy = "A tick file needs symbol (the slug) and captured_at (ms since 1970)";
            return Err(ImportError::file(path, format!("column {name} is missing"), remedy));
        }
    }
    Ok(found)
}

fn csv(
    path: &Path,
    context: &mut Context,
    sink: &mut dyn SlotSink,
    report: &mut ImportReport,
    progress: &dyn Progress,
    joined: bool,
) -> Result<(), ImportError> {
    let source = lines::Source::open(path, progress)?.into_reader();
    let mut reader = ReaderBuilder::new().flexible(false).from_reader(source);
    let failed = |row: u64, e: &csv::Error| match e.kind() {
        csv::ErrorKind::Io(cause) => lines::broken(path, row, cause),
        _ => {
            let remedy = "Write one header and the same columns in every row";
            ImportError::row(path, row, format!("not CSV: {e}"), remedy)
        }
    };
    let header = reader.byte_headers().map_err(|e| failed(1, &e))?.clone();
    let names: Vec<String> = header.iter().map(|n| String::from_utf8_lossy(n.trim_ascii()).into()).collect();
    let targets = targets(path, names.iter().map(|n| n.trim_start_matches('\u{feff}')), report)?;
    let mut assembler = Assembler::new(path, context, sink, report, joined);
    let mut record = ByteRecord::new();
    loop {
        let row = reader.position().line();
        if !reader.read_byte_record(&mut record).map_err(|e| failed(row, &e))? {
            break;
        }
        if row.is_multiple_of(1_024) && progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        let cells = targets.iter().map(|(i, t)| (*t, Cell::of_text(record.get(*i).unwrap_or_default())));
        assembler.take(row, cells)?;
    }
    assembler.finish()
}

fn parquet(
    path: &Path,
    context: &mut Context,
    sink: &mut dyn SlotSink,
    report: &mut ImportReport,
    progress: &dyn Progress,
    joined: bool,
) -> Result<(), ImportError> {
    let mut table = Table::open(path)?;
    if OwnFile::is_marked(|key| table.has_key(key)) {
        return own(path, sink, report, progress);
    }
    let names = table.names();
    let targets = targets(path, names.iter().map(String::as_str), report)?;
    let chosen: Vec<&str> = targets.iter().map(|(i, _)| names[*i].as_str()).collect();
    table.choose(&chosen)?;
    let meanings: Vec<Meaning> = chosen.iter().map(|name| table.meaning(name)).collect();
    let bytes = lines::total_bytes(&[path.to_owned()])?;
    let (rows, mut row) = (table.rows().max(1), 0_u64);
    let mut assembler = Assembler::new(path, context, sink, report, joined);
    while let Some(batch) = table.next_batch()? {
        if progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        let length = batch.first().map_or(0, Cells::len);
        for at in 0..length {
            row += 1;
            let columns = batch.iter().zip(&targets).zip(&meanings);
            let cells = columns.map(|((c, (_, t)), meaning)| (*t, Cell::of_parquet(c, at, *meaning)));
            assembler.take(row, cells)?;
        }
        progress.advance((u128::from(bytes) * length as u128 / u128::from(rows)) as u64);
    }
    assembler.finish()
}

/// Takes over a file of a tick store, metadata included.
fn own(
    path: &Path,
    sink: &mut dyn SlotSink,
    report: &mut ImportReport,
    progress: &dyn Progress,
) -> Result<(), ImportError> {
    for slot in OwnFile::open(path)?.slots() {
        if progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        let slot = slot?;
        report.records += slot.len() as u64;
        sink.add(slot)?;
    }
    progress.advance(lines::total_bytes(&[path.to_owned()])?);
    Ok(())
}
