//! Recorded markets: those of a tick store, or of a recording that an importer reads into one.

use super::{Slot, Source, slot_of};
use craftstrat_data::import::{Importer, Options, polymarket_ws, resolvedkit, snapshot_log, ticks};
use craftstrat_data::{ImportError, Selection, Silent, StoreError, TickStore};
use craftstrat_model::{Column, Market, TickSource, TimeMs};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Why a recording cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// No importer of this name can be replayed.
    #[error("`{0}` is no format to replay: resolvedkit, polymarket-ws, snapshot-log or ticks")]
    Format(String),
    /// The importer failed.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no room for what was read.
    #[error("no temporary folder: {0}")]
    Folder(std::io::Error),
    /// There is no slot in it.
    #[error("no slot in {0}")]
    Empty(PathBuf),
}

/// The slots of a source of ticks, in time order.
pub struct Recorded {
    ticks: Box<dyn TickSource + Send>,
    next: usize,
    /// Holds what an importer read for as long as it is replayed.
    _folder: Option<TempDir>,
}

/// Reads a recording in the named import format.
///
/// # Errors
/// When the format has no books, or the importer refuses.
pub fn read_recording(
    format: &str,
    paths: &[PathBuf],
    options: &Options,
) -> Result<Recorded, RecordingError> {
    let importer: Importer = match format {
        "resolvedkit" => resolvedkit::import,
        "polymarket-ws" => polymarket_ws::import,
        "snapshot-log" => snapshot_log::import,
        "ticks" => ticks::import,
        other => return Err(RecordingError::Format(other.to_owned())),
    };
    let folder = tempfile::tempdir().map_err(RecordingError::Folder)?;
    let store = TickStore::open(folder.path())?;
    let mut writer = store.writer()?;
    importer(paths, options, &mut writer, &Silent)?;
    writer.commit(&Silent)?;
    let mut recorded = Recorded::of_store(&store, &Selection::default())
        .map_err(|e| if matches!(e, RecordingError::Empty(_)) { empty(paths) } else { e })?;
    recorded._folder = Some(folder);
    Ok(recorded)
}

fn empty(paths: &[PathBuf]) -> RecordingError {
    RecordingError::Empty(paths.first().cloned().unwrap_or_default())
}

impl Recorded {
    /// Of any source of ticks.
    pub fn new(ticks: Box<dyn TickSource + Send>) -> Self {
        Self { ticks, next: 0, _folder: None }
    }

    /// The selected slots of a tick store.
    ///
    /// # Errors
    /// When the store cannot be read or holds none of them.
    pub fn of_store(store: &TickStore, selection: &Selection) -> Result<Self, RecordingError> {
        let source = store.select(selection)?;
        if source.markets().is_empty() {
            return Err(RecordingError::Empty(Path::new("the tick store").to_owned()));
        }
        Ok(Self::new(Box::new(source)))
    }

    /// When the first slot begins.
    pub fn start(&self) -> Option<TimeMs> {
        self.ticks.markets().first().map(|m| m.start)
    }
}

impl Source for Recorded {
    fn next(&mut self) -> Option<Market> {
        let market = self.ticks.markets().get(self.next)?;
        self.next += 1;
        Some(Market { winner: None, price_to_beat: f64::NAN, end_price: f64::NAN, ..market.clone() })
    }

    fn load(&mut self, market: &Market) -> Slot {
        let wanted = Column::ALL.iter().copied().filter(|c| c.is_stored()).collect();
        let index = self.ticks.markets().iter().position(|m| m.slug == market.slug);
        let ticks = index.map(|index| self.ticks.load(index, wanted));
        match ticks {
            Some(Ok(ticks)) => slot_of(&ticks),
            Some(Err(error)) => {
                tracing::error!(%error, "a recorded slot cannot be read: it will be empty");
                Slot { market: market.clone(), steps: Vec::new(), prices: Vec::new() }
            }
            None => Slot { market: market.clone(), steps: Vec::new(), prices: Vec::new() },
        }
    }

    fn has_prices(&self) -> bool {
        true
    }
}
