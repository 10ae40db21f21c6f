//! The tick store: a directory of Parquet files, `ticks/series=btc-updown-15m/date=2026-09-28/ticks.parquet`.
//!
//! One file per series and UTC day of the slot's start, sorted by slot and time, row groups of whole slots (up to 16,384
//! rows; a longer slot takes several). The footer's market index holds metadata, settlement and quality, so listing and
//! selecting read no ticks. Only rows with start <= time < end are kept. Files are replaced whole, by rename.

mod commit;
mod decoded;
mod encode;
mod file;
mod index;
mod merge;
mod own;
mod quality;
mod read;
mod schema;
mod source;
mod trash;
mod writer;

pub use index::Coverage;
pub(crate) use own::OwnFile;
pub use quality::{GAP_MS, Quality};
pub use source::StoreSource;
pub use writer::TickWriter;

use crate::StoreError;
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Market, Series, TimeMs};
use file::TickFile;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Name of the file in each partition.
pub(crate) const FILE_NAME: &str = "ticks.parquet";

/// Order of slots inside a file: start, then slug.
pub(crate) type Key = (TimeMs, String);

/// A directory of ticks.
#[derive(Clone, Debug)]
pub struct TickStore {
    /// The `ticks` directory.
    root: PathBuf,
}

/// Which markets to take. Everything by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only this series.
    pub series: Option<Series>,
    /// Only these slugs; all of them must exist. Empty: all.
    pub markets: Vec<String>,
    /// Only slots that start at or after this.
    pub from: Option<TimeMs>,
    /// Only slots that start before this.
    pub to: Option<TimeMs>,
}

/// One directory of the store: the slots of a series that start on one UTC day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Partition {
    series: Series,
    day: i64,
}

/// A tick file's index, read.
#[derive(Debug)]
pub(crate) struct Indexed {
    pub path: PathBuf,
    pub stamp: file::Stamp,
    pub entries: Vec<Coverage>,
}

impl Partition {
    pub fn of(market: &Market) -> Self {
        Self { series: market.series.clone(), day: market.start.day() }
    }

    pub fn dir(&self, root: &Path) -> PathBuf {
        let (year, month, day) = TimeMs(self.day * 86_400_000).date();
        root.join(format!("series={}", self.series)).join(format!("date={year:04}-{month:02}-{day:02}"))
    }
}

impl TickStore {
    /// The store in `<dir>/ticks`, which need not exist yet.
    ///
    /// # Errors
    /// When `dir` or `<dir>/ticks` is something other than a directory.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let root = dir.join("ticks");
        for path in [dir, root.as_path()] {
            if path.exists() && !path.is_dir() {
                return Err(StoreError::file(
                    path,
                    "not a directory",
                    "Give the directory that holds `ticks`",
                ));
            }
        }
        Ok(Self { root })
    }

    /// Starts an import. Only one runs at a time.
    ///
    /// # Errors
    /// When another process is importing, or the directory cannot be written.
    pub fn writer(&self) -> Result<TickWriter, StoreError> {
        TickWriter::open(&self.root)
    }

    /// What there is of every selected market, by start and then slug. Reads no ticks.
    ///
    /// # Errors
    /// When a market asked for is not there, or a file is damaged or foreign.
    pub fn coverage(&self, selection: &Selection) -> Result<Vec<Coverage>, StoreError> {
        let found = self.find(selection)?;
        let mut all: Vec<Coverage> = found.into_iter().flat_map(|f| f.entries).collect();
        all.retain(|e| selection.takes(&e.market));
        all.sort_by(|a, b| order(&a.market).cmp(&order(&b.market)));
        self.check_all_found(selection, &all)?;
        Ok(all)
    }

    /// The selected markets as a source of ticks.
    ///
    /// # Errors
    /// As [`TickStore::coverage`].
    pub fn select(&self, selection: &Selection) -> Result<StoreSource, StoreError> {
        let files = self.find(selection)?;
        let source = StoreSource::new(files, |market| selection.takes(market));
        let slugs: BTreeSet<&str> = source.slugs().collect();
        match selection.markets.iter().find(|s| !slugs.contains(s.as_str())) {
            Some(symbol) => Err(self.missing(symbol)),
            None => Ok(source),
        }
    }

    fn check_all_found(&self, selection: &Selection, found: &[Coverage]) -> Result<(), StoreError> {
        let slugs: BTreeSet<&str> = found.iter().map(|e| e.market.slug.as_str()).collect();
        match selection.markets.iter().find(|s| !slugs.contains(s.as_str())) {
            Some(symbol) => Err(self.missing(symbol)),
            None => Ok(()),
        }
    }

    fn missing(&self, symbol: &str) -> StoreError {
        StoreError::NoSuchMarket { symbol: symbol.chars().take(100).collect(), dir: self.root.clone() }
    }

    /// The files that may hold selected markets, with their indexes.
    fn find(&self, selection: &Selection) -> Result<Vec<Indexed>, StoreError> {
        let mut wanted = self.partitions()?;
        wanted.retain(|(partition, _)| selection.may_be_in(partition));
        let read = |(partition, path): &(Partition, PathBuf)| {
            let (file, entries) = TickFile::open(path)?;
            match entries.iter().find(|e| Partition::of(&e.market) != *partition) {
                Some(e) => {
                    Err(file.damaged(format!("{} does not belong into this directory", e.market.slug)))
                }
                None => Ok(Indexed { path: path.clone(), stamp: file.stamp(), entries }),
            }
        };
        wanted.par_iter().map(read).collect()
    }

    /// Names the state of the store: another one once any of its files was replaced, removed or joined by others. Reads no
    /// file.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn state(&self) -> Result<String, StoreError> {
        let mut hasher = DefaultHasher::new();
        for (_, path) in self.partitions()? {
            let metadata = fs::metadata(&path).map_err(|e| StoreError::io("read", &path, e))?;
            (path, metadata.len(), metadata.modified().ok()).hash(&mut hasher);
        }
        Ok(format!("{:016x}", hasher.finish()))
    }

    /// Every partition with a tick file, in order.
    fn partitions(&self) -> Result<Vec<(Partition, PathBuf)>, StoreError> {
        let mut found = Vec::new();
        for (series, path) in subdirectories(&self.root, "series=")? {
            let Ok(series) = series.parse::<Series>() else { continue };
            for (date, path) in subdirectories(&path, "date=")? {
                let Ok(midnight) = date.parse::<TimeMs>() else { continue };
                let file = path.join(FILE_NAME);
                reject_strangers(&path)?;
                if file.exists() {
                    found.push((Partition { series: series.clone(), day: midnight.day() }, file));
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

fn order(market: &Market) -> (TimeMs, &str) {
    (market.start, &market.slug)
}

/// Directories in `path` whose names start with `prefix`, with the rest of the name. None when `path` does not exist.
fn subdirectories(path: &Path, prefix: &str) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let mut found = Vec::new();
    let list = match fs::read_dir(path) {
        Ok(list) => list,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        Err(e) => return Err(StoreError::io("read", path, e)),
    };
    for entry in list {
        let entry = entry.map_err(|e| StoreError::io("read", path, e))?;
        let name = entry.file_name();
        if let Some(rest) = name.to_str().and_then(|n| n.strip_prefix(prefix))
            && entry.path().is_dir()
        {
            found.push((rest.to_owned(), entry.path()));
        }
    }
    Ok(found)
}

/// A Parquet file beside ours would be read by DuckDB but not by us: better said than silently different.
fn reject_strangers(dir: &Path) -> Result<(), StoreError> {
    let list = fs::read_dir(dir).map_err(|e| StoreError::io("read", dir, e))?;
    for entry in list {
        let path = entry.map_err(|e| StoreError::io("read", dir, e))?.path();
        if path.extension().is_some_and(|e| e == "parquet") && !path.ends_with(FILE_NAME) {
            let remedy = "Move it out of the store and run `craftstrat data import --format ticks` on it";
            return Err(StoreError::file(&path, "not a file of this tick store", remedy));
        }
    }
    Ok(())
}

impl Selection {
    fn takes(&self, market: &Market) -> bool {
        self.series.as_ref().is_none_or(|s| *s == market.series)
            && self.from.is_none_or(|t| market.start >= t)
            && self.to.is_none_or(|t| market.start < t)
            && (self.markets.is_empty() || self.markets.contains(&market.slug))
    }

    /// Whether a partition may hold a selected market.
    fn may_be_in(&self, partition: &Partition) -> bool {
        let named = |slug: &String| {
            // A slug that cannot be read may be anywhere.
            market_of_slug(slug).map_or(true, |m| Partition::of(&m) == *partition)
        };
        self.series.as_ref().is_none_or(|s| *s == partition.series)
            && self.from.is_none_or(|t| t.day() <= partition.day)
            && self.to.is_none_or(|t| partition.day <= t.day())
            && (self.markets.is_empty() || self.markets.iter().any(named))
    }
}
