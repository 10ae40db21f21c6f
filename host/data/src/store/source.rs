//! Ticks of selected markets, read from the store by any number of threads, with a bounded cache of decoded columns.

use super::Indexed;
use super::file::TickFile;
use super::index::Coverage;
use super::read::{overlap, starts};
use crate::StoreError;
use craftstrat_model::{Column, ColumnSet, Market, SlotTicks, SourceError, TickSource, TimeMs};
use std::collections::VecDeque;
use std::error::Error;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Decoded bytes kept per thread that may be reading: two row groups of every column.
const CACHE_BYTES_PER_THREAD: usize = 8 << 20;

/// Open files kept.
const OPEN_FILES: usize = 16;

/// Where a market's rows are.
#[derive(Clone, Copy, Debug)]
struct Place {
    file: usize,
    entry: usize,
    recorded: ColumnSet,
}

/// Selected markets of a [`super::TickStore`].
///
/// The files are the ones selected: when an import replaces one of them later, loading from it fails rather than
/// mixing two states.
#[derive(Debug)]
pub struct StoreSource {
    files: Vec<Indexed>,
    markets: Vec<Market>,
    places: Vec<Place>,
    open: Mutex<VecDeque<(usize, Arc<OpenFile>)>>,
    cache: Mutex<VecDeque<(GroupKey, Arc<Group>)>>,
    cache_bytes: usize,
}

/// File and row group.
type GroupKey = (usize, usize);

#[derive(Debug)]
struct OpenFile {
    file: TickFile,
    /// First row of each entry.
    starts: Vec<u64>,
}

type Pieces<T> = Mutex<Option<Arc<[Arc<[T]>]>>>;

/// A row group, cut into its markets; columns are decoded when first asked for, once.
#[derive(Debug)]
struct Group {
    first_entry: usize,
    pieces: Vec<Range<usize>>,
    times: Pieces<i64>,
    columns: Vec<Pieces<f64>>,
    bytes: AtomicUsize,
}

/// A lock whose holder panicked is still good: nothing is left half-changed under these locks.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl StoreSource {
    pub(crate) fn new(files: Vec<Indexed>, takes: impl Fn(&Market) -> bool) -> Self {
        let mut found: Vec<(Market, Place)> = Vec::new();
        for (file, index) in files.iter().enumerate() {
            let chosen = index.entries.iter().enumerate().filter(|(_, e)| takes(&e.market));
            found.extend(
                chosen.map(|(entry, e)| (e.market.clone(), Place { file, entry, recorded: e.recorded })),
            );
        }
        found.sort_by(|a, b| (a.0.start, &a.0.slug).cmp(&(b.0.start, &b.0.slug)));
        let (markets, places) = found.into_iter().unzip();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            files,
            markets,
            places,
            open: Mutex::default(),
            cache: Mutex::default(),
            cache_bytes: (threads + 1) * CACHE_BYTES_PER_THREAD,
        }
    }

    /// With another bound on the decoded bytes kept.
    #[must_use]
    pub fn with_cache_bytes(mut self, bytes: usize) -> Self {
        self.cache_bytes = bytes;
        self
    }

    pub(crate) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.markets.iter().map(|m| m.slug.as_str())
    }

    /// Rows, quality and recorded columns of a market.
    ///
    /// # Panics
    /// When `market` is no index into [`TickSource::markets`].
    pub fn coverage(&self, market: usize) -> &Coverage {
        let place = self.places[market];
        &self.files[place.file].entries[place.entry]
    }

    fn open_file(&self, file: usize) -> Result<Arc<OpenFile>, StoreError> {
        let mut open = lock(&self.open);
        if let Some(at) = open.iter().position(|(f, _)| *f == file) {
            if let Some(hit) = open.remove(at) {
                open.push_back(hit);
            }
        } else {
            let Indexed { path, stamp, entries } = &self.files[file];
            let (opened, _) = TickFile::open(path)?;
            if opened.stamp() != *stamp {
                let detail = "replaced by an import while it was being read";
                return Err(StoreError::file(path, detail, "Run the command again"));
            }
            if open.len() >= OPEN_FILES {
                open.pop_front();
            }
            open.push_back((file, Arc::new(OpenFile { file: opened, starts: starts(entries) })));
        }
        match open.back() {
            Some((_, opened)) => Ok(opened.clone()),
            None => {
                Err(StoreError::file(&self.files[file].path, "cannot be opened", "Run the command again"))
            }
        }
    }

    /// The row group from the cache, or an empty one to decode into; the least recently used beyond the bound are let go.
    fn group(&self, file: usize, number: usize, opened: &OpenFile) -> Arc<Group> {
        let mut cache = lock(&self.cache);
        if let Some(at) = cache.iter().position(|(key, _)| *key == (file, number))
            && let Some(hit) = cache.remove(at)
        {
            let group = hit.1.clone();
            cache.push_back(hit);
            return group;
        }
        let group = Arc::new(Group::new(opened, &self.files[file].entries, number));
        cache.push_back(((file, number), group.clone()));
        let mut total: usize = cache.iter().map(|(_, g)| g.bytes.load(Ordering::Relaxed)).sum();
        while total > self.cache_bytes && cache.len() > 1 {
            let Some((_, oldest)) = cache.pop_front() else { break };
            // Another thread may have decoded more of it since the sum was taken.
            total = total.saturating_sub(oldest.bytes.load(Ordering::Relaxed));
        }
        group
    }

    fn read(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, StoreError> {
        let place = self.places[market];
        let opened = self.open_file(place.file)?;
        let first = opened.starts[place.entry];
        let rows = first..first + self.files[place.file].entries[place.entry].rows;
        let mut parts = Vec::new();
        for number in opened.file.groups_of(&rows) {
            let group = self.group(place.file, number, &opened);
            let piece = place.entry - group.first_entry;
            parts.push((number, group, piece));
        }
        let times = parts.iter().map(|(n, g, piece)| Ok(g.times(&opened.file, *n)?[*piece].clone()));
        let times = join(times.collect::<Result<Vec<_>, StoreError>>()?);
        let slot = &self.markets[market];
        if !in_order(&times, slot) {
            return Err(opened.file.damaged(format!("the times of {} are out of order", slot.slug)));
        }
        let mut ticks = SlotTicks::shared(slot.clone(), times);
        for column in wanted.stored_sources().iter().filter(|c| place.recorded.contains(*c)) {
            let values = parts.iter().map(|(n, g, piece)| {
                let pieces = g.column(&opened.file, *n, column)?;
                Ok(pieces.get(*piece).cloned().unwrap_or_default())
            });
            let values = join(values.collect::<Result<Vec<_>, StoreError>>()?);
            if values.len() == ticks.rows() {
                ticks.set_shared(column, values);
            }
        }
        Ok(ticks)
    }
}

fn in_order(times: &[i64], slot: &Market) -> bool {
    let inside = |t: Option<&i64>| t.is_some_and(|t| (slot.start..slot.end).contains(&TimeMs(*t)));
    inside(times.first()) && inside(times.last()) && times.is_sorted_by(|a, b| a < b)
}

fn join<T: Copy>(mut parts: Vec<Arc<[T]>>) -> Arc<[T]> {
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return only;
    }
    parts.iter().flat_map(|p| p.iter().copied()).collect()
}

impl Group {
    fn new(opened: &OpenFile, entries: &[Coverage], number: usize) -> Self {
        let rows = opened.file.group_rows(number);
        let first_entry = opened.starts.partition_point(|s| *s <= rows.start).saturating_sub(1);
        let here = entries.iter().zip(&opened.starts).skip(first_entry);
        let pieces = here
            .take_while(|(_, start)| **start < rows.end)
            .map(|(e, start)| overlap(&(*start..*start + e.rows), &rows))
            .collect();
        let columns = Column::ALL.iter().map(|_| Mutex::default()).collect();
        Self { first_entry, pieces, times: Mutex::default(), columns, bytes: AtomicUsize::new(0) }
    }

    fn times(&self, file: &TickFile, number: usize) -> Result<Arc<[Arc<[i64]>]>, StoreError> {
        let mut slot = lock(&self.times);
        if let Some(times) = &*slot {
            return Ok(times.clone());
        }
        let all = file.times(number)?;
        self.bytes.fetch_add(all.len() * 8, Ordering::Relaxed);
        let cut: Arc<[Arc<[i64]>]> = self.pieces.iter().map(|p| Arc::from(&all[p.clone()])).collect();
        Ok(slot.insert(cut).clone())
    }

    /// A column's pieces; none when the file does not have the column.
    fn column(
        &self,
        file: &TickFile,
        number: usize,
        column: Column,
    ) -> Result<Arc<[Arc<[f64]>]>, StoreError> {
        let mut slot = lock(&self.columns[column as usize]);
        if let Some(values) = &*slot {
            return Ok(values.clone());
        }
        let cut: Arc<[Arc<[f64]>]> = match file.column(number, column)? {
            Some(decoded) => {
                self.bytes.fetch_add(decoded.rows * 8, Ordering::Relaxed);
                decoded.widen(column, &self.pieces).map_err(|e| file.damaged(e))?.into()
            }
            None => Arc::default(),
        };
        Ok(slot.insert(cut).clone())
    }
}

impl TickSource for StoreSource {
    fn markets(&self) -> &[Market] {
        &self.markets
    }

    fn recorded(&self, market: usize) -> ColumnSet {
        self.places[market].recorded
    }

    fn load(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, SourceError> {
        let read = self.read(market, wanted).map_err(|error| SourceError {
            symbol: self.markets[market].slug.clone(),
            detail: match error.source() {
                Some(cause) => format!("{error}: {cause}"),
                None => error.to_string(),
            },
        });
        let mut ticks = read?;
        ticks.prepare(wanted);
        Ok(ticks)
    }
}
