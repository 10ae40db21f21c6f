//! A desk that survives: what it is told and what follows is on the disk before anybody hears of it.

use crate::desk::{Desk, DeskError};
use crate::input::Input;
use crate::library::Library;
use crate::log::{Disk, Log, LogError, Numbered, SystemDisk, Torn, read_checked, read_log, write_checked};
use crate::said::Said;
use craftstrat_model::{Fault, TimeMs};
use craftstrat_runtime::RayonExecutor;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Snapshots that are kept: the newest, and one in case it cannot be read.
const SNAPSHOTS_KEPT: usize = 2;

/// How a journal is kept.
#[derive(Clone, Copy, Debug)]
pub struct JournalConfig {
    /// Records between two snapshots. Recovery replays at most about so many.
    pub snapshot_every: u64,
    /// A log file is followed by a new one beyond this size, in bytes.
    pub file_bytes_max: u64,
}

impl Default for JournalConfig {
    fn default() -> Self {
        Self { snapshot_every: 3_600, file_bytes_max: 64 << 20 }
    }
}

/// Why a journal cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The log.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The desk.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A record or snapshot cannot be written or read as what it is.
    #[error("record {record}: {detail}")]
    Record {
        /// Its number.
        record: u64,
        /// Why.
        detail: String,
    },
    /// Replaying a record gave something else than what was said then.
    #[error(
        "record {record} does not replay: it says other things than this build makes of the same inputs. \
         The log was written by another build, or the machine erred"
    )]
    Diverged {
        /// The record.
        record: u64,
    },
    /// A snapshot cannot be written.
    #[error("the snapshot {path} cannot be written: {source}")]
    Snapshot {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An earlier failure left memory and disk apart.
    #[error("the journal failed before: open it again")]
    Failed,
}

/// How a journal was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// The record the snapshot was made after; 0 without one.
    pub snapshot: u64,
    /// Records replayed after it.
    pub replayed: u64,
    /// Snapshots that could not be read.
    pub snapshots_damaged: u64,
    /// An unfinished write that was dropped.
    pub torn: Option<Torn>,
}

/// What one record holds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The last complete instant after it.
    pub at: TimeMs,
    pub inputs: Vec<Input>,
    pub said: Vec<Said>,
}

impl Record {
    /// A record out of the log.
    pub fn of(numbered: &Numbered<'_>) -> Result<Self, JournalError> {
        let detail = |e: &dyn std::fmt::Display| JournalError::Record {
            record: numbered.number,
            detail: e.to_string(),
        };
        let mut record: Self = cbor4ii::serde::from_slice(numbered.bytes).map_err(|e| detail(&e))?;
        if let Some(places) = numbered.columns {
            for input in &mut record.inputs {
                if let Input::Tick { row, .. } = input {
                    *row = std::mem::take(row).translated(places);
                }
            }
        }
        Ok(record)
    }

    /// Applies its inputs and checks that the same follows as then.
    pub fn replay(&self, number: u64, desk: &mut Desk) -> Result<(), JournalError> {
        let mut said = Vec::with_capacity(self.said.len());
        desk.apply(&self.inputs, &mut said)?;
        // By bytes: numbers that are not numbers equal nothing.
        if desk.now() == self.at && encode(number, &said)? == encode(number, &self.said)? {
            Ok(())
        } else {
            Err(JournalError::Diverged { record: number })
        }
    }
}

fn encode(record: u64, what: &impl Serialize) -> Result<Vec<u8>, JournalError> {
    cbor4ii::serde::to_vec(Vec::new(), what)
        .map_err(|e| JournalError::Record { record, detail: e.to_string() })
}

/// A desk and its log.
#[derive(Debug)]
pub struct Journal {
    desk: Desk,
    log: Log,
    folder: PathBuf,
    library: Arc<Library>,
    executor: Arc<RayonExecutor>,
    config: JournalConfig,
    since_snapshot: u64,
    failed: bool,
}

impl Journal {
    /// Opens the journal in `folder`, or begins one. The desk is as it was after the last whole record.
    ///
    /// # Errors
    /// When the log is damaged, a component is missing, or a record does not replay.
    pub fn open(
        folder: &Path,
        library: &Arc<Library>,
        executor: &Arc<RayonExecutor>,
        config: JournalConfig,
    ) -> Result<(Self, Recovered), JournalError> {
        Self::open_on(folder, library, executor, config, Box::new(SystemDisk))
    }

    /// As [`Journal::open`], with something else that writes records.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn open_on(
        folder: &Path,
        library: &Arc<Library>,
        executor: &Arc<RayonExecutor>,
        config: JournalConfig,
        disk: Box<dyn Disk>,
    ) -> Result<(Self, Recovered), JournalError> {
        let (log, torn) = Log::open(folder, config.file_bytes_max, disk)?;
        let (desk, found) = recover(folder, log.next(), library, executor)?;
        let journal = Self {
            desk,
            log,
            folder: folder.to_owned(),
            library: Arc::clone(library),
            executor: Arc::clone(executor),
            config,
            since_snapshot: found.replayed,
            failed: false,
        };
        Ok((journal, Recovered { torn, ..found }))
    }

    /// The desk as it is.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Records so far.
    pub fn records(&self) -> u64 {
        self.log.next() - 1
    }

    /// Takes inputs as one: all of them and everything that follows become one record. What is returned is on the disk.
    ///
    /// # Errors
    /// When it cannot go on. It must be opened again then; what was not returned has not happened, or is replayed.
    pub fn commit(&mut self, inputs: Vec<Input>) -> Result<Vec<Said>, JournalError> {
        if self.failed {
            return Err(JournalError::Failed);
        }
        let committed = self.try_commit(inputs);
        self.failed = committed.is_err();
        committed
    }

    fn try_commit(&mut self, inputs: Vec<Input>) -> Result<Vec<Said>, JournalError> {
        let mut said = Vec::new();
        self.desk.apply(&inputs, &mut said)?;
        let record = Record { at: self.desk.now(), inputs, said };
        let number = self.log.append(&encode(self.log.next(), &record)?)?;
        self.since_snapshot += 1;
        if self.since_snapshot >= self.config.snapshot_every && self.desk.is_quiet() {
            self.snapshot(number)?;
        }
        Ok(record.said)
    }

    /// A strategy that cannot be saved must cost nobody more than the time of a longer recovery: the desk is rebuilt from the
    /// log, and goes on without snapshots.
    fn without_snapshots(&mut self, fault: &Fault) -> Result<(), JournalError> {
        tracing::warn!(%fault, "a strategy cannot be saved: no further snapshots until the journal is opened again");
        self.config.snapshot_every = u64::MAX;
        self.desk = recover(&self.folder, self.log.next(), &self.library, &self.executor)?.0;
        Ok(())
    }

    /// Writes a snapshot after record `number`, and drops the oldest ones.
    fn snapshot(&mut self, number: u64) -> Result<(), JournalError> {
        let bytes = match self.desk.save() {
            Ok(bytes) => bytes,
            Err(DeskError::Unsaved(fault)) => return self.without_snapshots(&fault),
            Err(error) => return Err(error.into()),
        };
        let path = self.folder.join(format!("{number:016}.snapshot"));
        let cannot = |source| JournalError::Snapshot { path: path.clone(), source };
        write_checked(&path, &bytes).map_err(cannot)?;
        self.since_snapshot = 0;
        let mut old = snapshots(&self.folder)?;
        old.truncate(old.len().saturating_sub(SNAPSHOTS_KEPT));
        for (_, path) in old {
            // One too many does no harm.
            if let Err(error) = fs::remove_file(&path) {
                tracing::warn!(%error, path = %path.display(), "an old snapshot cannot be removed");
            }
        }
        Ok(())
    }
}

/// The desk as it was after the last whole record before `end`.
fn recover(
    folder: &Path,
    end: u64,
    library: &Arc<Library>,
    executor: &Arc<RayonExecutor>,
) -> Result<(Desk, Recovered), JournalError> {
    let mut found = Recovered::default();
    let mut desk = None;
    for (number, path) in snapshots(folder)?.into_iter().rev() {
        // A snapshot is made after its record, so one from beyond the log's end belongs to another log.
        let bytes = read_checked(&path).ok().flatten().filter(|_| number < end);
        let restored = bytes.map(|b| Desk::restore(&b, Arc::clone(library), Arc::clone(executor)));
        match restored {
            Some(Ok(restored)) => {
                desk = Some(restored);
                found.snapshot = number;
                break;
            }
            Some(Err(DeskError::Library(error))) => return Err(DeskError::Library(error).into()),
            _ => found.snapshots_damaged += 1,
        }
    }
    let mut desk = desk.unwrap_or_else(|| Desk::new(Arc::clone(library), Arc::clone(executor)));
    read_log::<JournalError>(folder, found.snapshot + 1, |numbered| {
        found.replayed += 1;
        Record::of(&numbered)?.replay(numbered.number, &mut desk)
    })?;
    Ok((desk, found))
}

/// The snapshots with the record they were made after, oldest first.
fn snapshots(folder: &Path) -> Result<Vec<(u64, PathBuf)>, LogError> {
    let cannot = |source| LogError::File { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let name = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".snapshot"));
        if let Some(number) = name.and_then(|n| n.parse().ok()) {
            found.push((number, path));
        }
    }
    found.sort();
    Ok(found)
}
