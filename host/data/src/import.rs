//! Importers: each reads one kind of recording, streaming, and hands finished slots to the tick writer.
//!
//! | format | module | input |
//! |---|---|---|
//! | `resolvedkit` | [`resolvedkit`] | `books.parquet` and `markets.parquet` of the resolvedkit package |
//! | `ticks` | [`ticks`] | Parquet or CSV whose columns carry the catalogue's names |
//! | `polymarket-ws` | [`polymarket_ws`] | raw market-channel messages in Parquet or JSON lines |
//! | `book-csv` | [`book_csv`] | any CSV of best prices, by a column mapping |
//! | `snapshot-log` | [`snapshot_log`] | JSON lines of book snapshots and prices of one slot after another |
//! | `prices` | [`prices`] | price series alone: slots with an underlying and without a book |
//!
//! All of them decode what the venue sends and make rows with `craftstrat_venue`, take the underlying's prices from [`prices`] by receive time and what is
//! known of a market from [`markets`]. Every refused record is counted with a reason in the report; a file that
//! cannot be trusted as a whole (truncated, wrong format) ends the import with nothing written.

pub mod book_csv;
mod context;
mod lines;
pub mod markets;
pub mod polymarket_ws;
pub mod prices;
pub mod resolvedkit;
pub mod snapshot_log;
mod table;
pub mod ticks;
pub mod upload;

pub use context::{Context, SlotBuilder};
pub use craftstrat_venue::sampler;

use crate::{ImportError, ImportReport, Progress, SlotRows, TickWriter};
use craftstrat_model::Series;
use std::path::PathBuf;

/// What importers need besides their input files. Everything may be left at its default.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How rows are made.
    pub sampler: sampler::SamplerSettings,
    /// Price series to join onto the rows.
    pub prices: Vec<prices::PriceFile>,
    /// Gamma market metadata, JSON or JSON lines, plain or gzip.
    pub markets: Vec<PathBuf>,
    /// `book-csv` only: which CSV column is which.
    pub mapping: Option<book_csv::Mapping>,
    /// `prices` only: series whose slots are built where no metadata names the slots. Empty: the series of the price
    /// file's asset that settles on it most directly (5m on Chainlink spot, 15m on a TWAP, 1h on Binance).
    pub series: Vec<Series>,
    /// Where messages are grouped by slot on disk; the system's temporary folder when not given.
    pub scratch: Option<PathBuf>,
}

/// Where finished slots go.
pub trait SlotSink {
    /// Takes one slot's rows; the same slot may come several times.
    ///
    /// # Errors
    /// When they cannot be kept.
    fn add(&mut self, slot: SlotRows) -> Result<(), ImportError>;
}

impl SlotSink for TickWriter {
    fn add(&mut self, slot: SlotRows) -> Result<(), ImportError> {
        Self::add(self, slot)
    }
}

/// Keeps them in memory.
impl SlotSink for Vec<SlotRows> {
    fn add(&mut self, slot: SlotRows) -> Result<(), ImportError> {
        self.push(slot);
        Ok(())
    }
}

/// The shape of every importer: paths in, slots out. Nothing is committed here.
pub type Importer =
    fn(&[PathBuf], &Options, &mut dyn SlotSink, &dyn Progress) -> Result<ImportReport, ImportError>;
