//! The one way into the store. Slots are gathered in memory up to a budget, spilled to sorted runs beyond it, and
//! merged with what the store holds when everything is there; only then are the files replaced, each by one rename.

use super::commit::{Job, Ready, Run, combine, replace, write_partition};
use super::encode::FileWriter;
use super::{Key, Partition};
use crate::rows::SlotRows;
use crate::{ImportError, Progress, StoreError, Unit, WriteSummary};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Bytes of rows kept in memory before they are spilled.
const BUDGET: usize = 96 << 20;

/// The file whose lock guards the store against two imports at once.
const LOCK_NAME: &str = ".lock";

/// Directories of spilled runs start with this; the next import removes what a crash left behind.
const SPILL_PREFIX: &str = ".import-";

/// Collects finished slots and writes them into the store all at once. Dropped without [`TickWriter::commit`], it leaves
/// the store as it was.
#[derive(Debug)]
pub struct TickWriter {
    root: PathBuf,
    _lock: File,
    spill: Option<TempDir>,
    runs: Vec<Run>,
    pending: BTreeMap<Key, Vec<SlotRows>>,
    pending_bytes: usize,
    budget: usize,
    /// What merging dropped before rows were spilled.
    spilled: WriteSummary,
}

impl TickWriter {
    pub(crate) fn open(root: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(root).map_err(|e| StoreError::io("create", root, e))?;
        let lock_path = root.join(LOCK_NAME);
        let lock = File::create(&lock_path).map_err(|e| StoreError::io("create", &lock_path, e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked(root.to_owned())),
            Err(TryLockError::Error(e)) => return Err(StoreError::io("lock", &lock_path, e)),
        }
        remove_leftovers(root)?;
        Ok(Self {
            root: root.to_owned(),
            _lock: lock,
            spill: None,
            runs: Vec::new(),
            pending: BTreeMap::new(),
            pending_bytes: 0,
            budget: BUDGET,
            spilled: WriteSummary::default(),
        })
    }

    /// With another limit on the memory that rows waiting to be written may take.
    #[must_use]
    pub fn with_budget(mut self, bytes: usize) -> Self {
        self.budget = bytes;
        self
    }

    /// Takes over a slot's rows: any order, any number of times, also rows that the store already has. Rows outside the
    /// slot are dropped and counted. A slot without rows contributes its metadata to one that has some.
    ///
    /// # Errors
    /// When rows have to be spilled to disk and cannot be.
    pub fn add(&mut self, slot: SlotRows) -> Result<(), ImportError> {
        self.pending_bytes += slot.bytes();
        self.pending.entry((slot.market.start, slot.market.slug.clone())).or_default().push(slot);
        if self.pending_bytes > self.budget { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> Result<(), ImportError> {
        let dir = match &self.spill {
            Some(dir) => dir,
            None => {
                let made = tempfile::Builder::new().prefix(SPILL_PREFIX).tempdir_in(&self.root);
                self.spill.insert(made.map_err(|e| ImportError::io("write into", &self.root, e))?)
            }
        };
        let path = dir.path().join(format!("{}.parquet", self.runs.len()));
        let mut out = FileWriter::create(&path)?;
        for (key, parts) in std::mem::take(&mut self.pending) {
            if parts.iter().all(SlotRows::is_empty) {
                self.pending.insert(key, parts);
            } else if let Some(slot) = combine(&path, None, parts, &mut self.spilled)? {
                out.add(slot)?;
            }
        }
        let entries = out.finish()?;
        self.pending_bytes = 0;
        if !entries.is_empty() {
            self.runs.push(Run { path, entries });
        }
        Ok(())
    }

    /// Merges everything into the store. Every file is complete and durable before the first one is replaced.
    ///
    /// # Errors
    /// When a file cannot be read or written, when recorded and generated rows would mix, or when `progress` asks to
    /// stop; the store is then unchanged, or, when the failure came during the renames, each file is old or new and
    /// importing again completes it.
    pub fn commit(mut self, progress: &dyn Progress) -> Result<WriteSummary, ImportError> {
        let jobs = self.jobs()?;
        let slots: usize = jobs.iter().map(|j| j.pending.len() + j.spilled.len()).sum();
        progress.start("writing", Unit::Slots, Some(slots as u64));
        let done: Vec<Result<Option<Ready>, ImportError>> =
            jobs.into_par_iter().map(|job| write_partition(&self.root, &self.runs, job, progress)).collect();
        let failed = done.iter().any(Result::is_err) || progress.cancelled();
        let mut ready = Vec::new();
        let mut error = Ok(());
        for result in done {
            match result {
                Ok(file) => ready.extend(file),
                Err(e) if error.is_ok() => error = Err(e),
                Err(_) => {}
            }
        }
        if failed {
            for file in &ready {
                let _ = fs::remove_file(&file.from);
            }
            return error.and(Err(ImportError::Cancelled));
        }
        let mut summary = self.spilled;
        for file in ready {
            replace(&file.from, &file.to)?;
            summary.add(&file.summary);
        }
        progress.finish();
        Ok(summary)
    }

    fn jobs(&mut self) -> Result<Vec<Job>, ImportError> {
        let mut jobs: BTreeMap<Partition, Job> = BTreeMap::new();
        let job =
            |partition: Partition| Job { partition, pending: BTreeMap::new(), spilled: BTreeSet::new() };
        for entry in self.runs.iter().flat_map(|r| &r.entries) {
            let at = Partition::of(&entry.market);
            let jobs = jobs.entry(at.clone()).or_insert_with(|| job(at));
            jobs.spilled.insert((entry.market.start, entry.market.slug.clone()));
        }
        for (key, parts) in std::mem::take(&mut self.pending) {
            let Some(first) = parts.first() else { continue };
            let at = Partition::of(&first.market);
            jobs.entry(at.clone()).or_insert_with(|| job(at)).pending.insert(key, parts);
        }
        Ok(jobs.into_values().collect())
    }
}

fn remove_leftovers(root: &Path) -> Result<(), StoreError> {
    let list = fs::read_dir(root).map_err(|e| StoreError::io("read", root, e))?;
    for entry in list {
        let entry = entry.map_err(|e| StoreError::io("read", root, e))?;
        if entry.file_name().to_string_lossy().starts_with(SPILL_PREFIX) {
            fs::remove_dir_all(entry.path()).map_err(|e| StoreError::io("remove", &entry.path(), e))?;
        }
    }
    Ok(())
}
