//! Making the new file of one partition out of the old one and what came in, beside the old one.

use super::encode::FileWriter;
use super::file::TickFile;
use super::index::Coverage;
use super::merge::merge;
use super::quality::settle;
use super::read::SlotReader;
use super::{FILE_NAME, Key, Partition};
use crate::rows::SlotRows;
use crate::{ImportError, Progress, StoreError, WriteSummary};
use craftstrat_model::WinnerSource;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// A spilled file: slots of any series, sorted.
#[derive(Debug)]
pub(super) struct Run {
    pub path: PathBuf,
    pub entries: Vec<Coverage>,
}

/// What one partition is made from.
pub(super) struct Job {
    pub partition: Partition,
    pub pending: BTreeMap<Key, Vec<SlotRows>>,
    pub spilled: BTreeSet<Key>,
}

/// A finished file waiting for its rename.
pub(super) struct Ready {
    pub from: PathBuf,
    pub to: PathBuf,
    pub summary: WriteSummary,
}

/// Puts `from` in the place of `to`, durably.
pub(super) fn replace(from: &Path, to: &Path) -> Result<(), ImportError> {
    fs::rename(from, to).map_err(|e| ImportError::io("replace", to, e))?;
    #[cfg(unix)]
    if let Some(dir) = to.parent() {
        File::open(dir).and_then(|d| d.sync_all()).map_err(|e| ImportError::io("sync", dir, e))?;
    }
    Ok(())
}

/// Writes the new file of one partition beside the old one; `None` when it would have no rows.
pub(super) fn write_partition(
    root: &Path,
    runs: &[Run],
    mut job: Job,
    progress: &dyn Progress,
) -> Result<Option<Ready>, ImportError> {
    let dir = job.partition.dir(root);
    fs::create_dir_all(&dir).map_err(|e| ImportError::io("create", &dir, e))?;
    let to = dir.join(FILE_NAME);
    let from = dir.join(format!(".{FILE_NAME}.new"));
    let result = merge_partition(&to, &from, runs, &mut job, progress);
    match result {
        Ok(Some(summary)) => Ok(Some(Ready { from, to, summary })),
        other => {
            let _ = fs::remove_file(&from);
            // Succeeds only when the directory is empty, that is when this import made it for nothing.
            let _ = fs::remove_dir(&dir);
            other.map(|_| None)
        }
    }
}

fn merge_partition(
    to: &Path,
    from: &Path,
    runs: &[Run],
    job: &mut Job,
    progress: &dyn Progress,
) -> Result<Option<WriteSummary>, ImportError> {
    let existing = if to.exists() { Some(TickFile::open(to)?) } else { None };
    let mut existing = existing.as_ref().map(|(file, entries)| SlotReader::new(file, entries));
    let opened = open_runs(runs, &job.partition)?;
    let mut spilled: Vec<SlotReader<'_>> = opened.iter().map(|(file, e)| SlotReader::new(file, e)).collect();
    let mut keys: BTreeSet<Key> = existing.iter().flat_map(SlotReader::keys).collect();
    keys.extend(job.pending.keys().cloned());
    keys.extend(job.spilled.iter().cloned());
    let mut out = FileWriter::create(from)?;
    let mut summary = WriteSummary { files: 1, ..WriteSummary::default() };
    for key in keys {
        if progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        let old = existing.as_mut().map_or(Ok(None), |file| file.read(&key))?;
        let mut new = job.pending.remove(&key).unwrap_or_default();
        if job.spilled.contains(&key) {
            for run in &mut spilled {
                new.extend(run.read(&key)?);
            }
        }
        let touched = !new.is_empty();
        progress.advance(u64::from(touched));
        let Some(mut slot) = combine(to, old, new, &mut summary)? else { continue };
        settle(&mut slot);
        let entry = out.add(slot)?;
        if touched {
            summary.count(&entry);
        }
    }
    let entries = out.finish()?;
    Ok((!entries.is_empty()).then_some(summary))
}

/// The spilled runs that hold slots of a partition.
fn open_runs(runs: &[Run], partition: &Partition) -> Result<Vec<(TickFile, Vec<Coverage>)>, StoreError> {
    let here = |run: &&Run| run.entries.iter().any(|e| Partition::of(&e.market) == *partition);
    runs.iter().filter(here).map(|run| TickFile::open(&run.path)).collect()
}

/// One slot out of what the store holds and what came in. Recorded and generated rows, or rows of two generator
/// settings, never mix.
pub(super) fn combine(
    path: &Path,
    old: Option<SlotRows>,
    new: Vec<SlotRows>,
    summary: &mut WriteSummary,
) -> Result<Option<SlotRows>, ImportError> {
    let mut parts = old.into_iter().chain(new);
    let Some(first) = parts.next() else { return Ok(None) };
    let rest: Vec<SlotRows> = parts.collect();
    let word = |generated: bool| if generated { "generated" } else { "recorded" };
    let mixed = |symbol: &str, existing, incoming| {
        let (symbol, path) = (symbol.to_owned(), path.to_owned());
        ImportError::Store(StoreError::Mixed { symbol, path, existing, incoming })
    };
    let generated = first.market.generated;
    let slug = first.market.slug.clone();
    if let Some(other) = rest.iter().find(|p| p.market.generated != generated) {
        return Err(mixed(&slug, word(generated), word(other.market.generated)));
    }
    let (slot, merged) = merge(first, rest);
    if generated && merged.conflicts > 0 {
        return Err(mixed(&slug, "generated", "differently generated"));
    }
    summary.duplicates += merged.duplicates;
    summary.conflicts += merged.conflicts;
    summary.outside_slot += merged.outside;
    Ok((!slot.is_empty()).then_some(slot))
}

impl WriteSummary {
    fn count(&mut self, slot: &Coverage) {
        self.slots += 1;
        self.rows += slot.rows;
        self.grid_rows += slot.quality.grid_rows;
        self.gaps += slot.quality.gaps;
        self.inconsistent += slot.quality.inconsistent;
        self.inferred += u64::from(slot.market.winner_source == WinnerSource::Inferred);
        self.unresolved += u64::from(slot.market.winner.is_none());
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.slots += other.slots;
        self.rows += other.rows;
        self.grid_rows += other.grid_rows;
        self.gaps += other.gaps;
        self.inconsistent += other.inconsistent;
        self.duplicates += other.duplicates;
        self.conflicts += other.conflicts;
        self.outside_slot += other.outside_slot;
        self.inferred += other.inferred;
        self.unresolved += other.unresolved;
        self.files += other.files;
    }
}
