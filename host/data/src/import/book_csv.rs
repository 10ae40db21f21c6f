//! The `book-csv` format: any CSV of best prices with one row per moment, by a column mapping.
//!
//! A [`Mapping`] says which CSV column is which: `captured_at=recorded_at_ts:s, symbol=market_slug, bid_up=up_bid`. Keys
//! are `captured_at` and `symbol` (both needed), any book level, `tick_size`, `market_volume_usd`,
//! `chainlink_price`, `settlement_price`, `price_to_beat` and `winner` (`up`, `down` or `split`). Times take a unit: `s`,
//! `ms`, `us` or `ns`; without one it is told by the number of digits. [`Mapping::preset`] knows common layouts.
//!
//! Rows are states received at their time and go through the sampler: rows of one slot must be in the order of time
//! (slots may alternate); one that is not is refused. Size 0 is an empty side whatever its price; a bid of 0 or an
//! ask of 0 or 1 without a size is an empty side too; other prices outside (0, 1) refuse the row. An empty cell is
//! missing. Streaming: one builder for each of the last [`OPEN_SLOTS_MAX`] slots is in memory.

mod mapping;
mod row;

use crate::import::context::BACKWARDS;
use crate::import::lines::{Source, broken, expand, total_bytes};
use crate::import::prices::Point;
use crate::import::{Context, Options, SlotBuilder, SlotSink};
use crate::{ImportError, ImportReport, Progress, Unit};
use craftstrat_model::{TimeMs, WinnerSource};
use row::Parsed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use mapping::{Mapping, MappingError};

/// Slots that are open at once; beyond it the one that ends first is closed.
pub const OPEN_SLOTS_MAX: usize = 32;

/// A row of a slot that was closed because many later ones began.
pub const SLOT_CLOSED: &str = "row of a slot already closed";

/// Imports CSV files by [`Options::mapping`]; without one, each file's header must be that of a layout known by name.
///
/// # Errors
/// When no mapping is given or found, a file lacks a mapped column or cannot be read, or the sink refuses.
pub fn import(
    paths: &[PathBuf],
    options: &Options,
    sink: &mut dyn SlotSink,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let mut context = Context::open(options, &mut report, progress)?;
    let paths = expand(paths, &[".csv", ".csv.gz"])?;
    progress.start("reading rows", Unit::Bytes, Some(total_bytes(&paths)?));
    let mut slots = OpenSlots { context: &mut context, sink, open: BTreeMap::new(), closed: BTreeSet::new() };
    for path in &paths {
        report.files += 1;
        progress.message(&path.display().to_string());
        read(path, options.mapping.as_ref(), &mut slots, &mut report, progress)?;
    }
    slots.close_all(&mut report)?;
    progress.finish();
    Ok(report)
}

fn read(
    path: &Path,
    mapping: Option<&Mapping>,
    slots: &mut OpenSlots<'_>,
    report: &mut ImportReport,
    progress: &dyn Progress,
) -> Result<(), ImportError> {
    let (records, allowance) = Source::open(path, progress)?.into_records();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(records);
    let error = |line: u64, error: csv::Error| {
        let line = error.position().map_or(line, csv::Position::line);
        match error.into_kind() {
            csv::ErrorKind::Io(e) => broken(path, line, &e),
            other => ImportError::row(path, line, format!("not CSV ({other:?})"), "Is it a CSV file?"),
        }
    };
    let header = reader.headers().map_err(|e| error(1, e))?.clone();
    let have = || header.iter().take(40).collect::<Vec<&str>>().join(", ");
    let known = match mapping {
        Some(mapping) => mapping.clone(),
        None => Mapping::of_header(&header).ok_or_else(|| {
            let remedy = format!(
                "Give --mapping captured_at=COLUMN:s,symbol=COLUMN,bid_up=COLUMN... or a file with that; its columns are {}",
                have()
            );
            ImportError::file(path, "the header is no layout known by name, and no mapping says which column is which", remedy)
        })?,
    };
    let columns = known.locate(&header).map_err(|missing| {
        ImportError::file(path, format!("no column `{missing}`"), format!("Its columns are {}", have()))
    })?;
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        if !reader.read_record(&mut record).map_err(|e| error(line, e))? {
            return Ok(());
        }
        allowance.renew();
        report.records += 1;
        if report.records.is_multiple_of(4_096) && progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        match row::parse(&record, &columns) {
            Ok(parsed) => slots.take(&parsed, report)?,
            Err(reason) => report.reject(reason),
        }
    }
}

/// Slots whose rows are still coming.
struct OpenSlots<'c> {
    context: &'c mut Context,
    sink: &'c mut dyn SlotSink,
    /// By end and slug, so that the first is the one to close.
    open: BTreeMap<(i64, String), SlotBuilder>,
    closed: BTreeSet<String>,
}

impl OpenSlots<'_> {
    fn take(&mut self, row: &Parsed<'_>, report: &mut ImportReport) -> Result<(), ImportError> {
        let market = match self.context.market(row.symbol) {
            Ok(market) => market,
            Err(reason) => {
                report.reject(reason);
                return Ok(());
            }
        };
        let key = (market.end.0, market.slug.clone());
        if !self.open.contains_key(&key) {
            if self.closed.contains(row.symbol) {
                report.reject(SLOT_CLOSED);
                return Ok(());
            }
            if self.open.len() >= OPEN_SLOTS_MAX {
                self.close_first(report)?;
            }
            let builder = self.context.slot(market, report)?;
            self.open.insert(key.clone(), builder);
        }
        let Some(builder) = self.open.get_mut(&key) else { return Ok(()) };
        let market = builder.market_mut();
        if market.winner.is_none() && row.winner.is_some() {
            market.winner = row.winner;
            market.winner_source = WinnerSource::Metadata;
        }
        if let Some(price) = row.price_to_beat
            && market.price_to_beat.is_nan()
        {
            market.price_to_beat = price;
            market.price_to_beat_at = market.start.max(TimeMs(row.at));
        }
        // A row that runs backwards is refused here, and counted by the sampler when the slot ends.
        if !builder.push_with(TimeMs(row.at), &row.state, &row.extra) {
            return Ok(());
        }
        let point = |value| Point { known_at: row.at, feed_at: row.at, value };
        if let Some(value) = row.chainlink {
            builder.push_chainlink(point(value));
        }
        if let Some(value) = row.settlement {
            builder.push_settlement(point(value));
        }
        Ok(())
    }

    fn close_first(&mut self, report: &mut ImportReport) -> Result<(), ImportError> {
        let Some(((_, slug), builder)) = self.open.pop_first() else { return Ok(()) };
        self.closed.insert(slug.clone());
        let backwards = report.rejects.get(BACKWARDS).copied();
        let rows = builder.finish(report);
        if report.rejects.get(BACKWARDS).copied() != backwards {
            report.note(format!("{slug}: rows must be in the order of time; sort the file by it"));
        }
        if rows.is_empty() {
            report.note(format!("{slug} has no row inside the slot"));
            return Ok(());
        }
        self.sink.add(rows)
    }

    fn close_all(mut self, report: &mut ImportReport) -> Result<(), ImportError> {
        while !self.open.is_empty() {
            self.close_first(report)?;
        }
        Ok(())
    }
}
