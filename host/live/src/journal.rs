//! A desk that survives: what it is told and what follows is on the disk before anybody hears of it.

mod record;
mod recover;

pub(crate) use record::Record;

use crate::desk::{Desk, DeskError};
use crate::input::Input;
use crate::library::Library;
use crate::log::{Disk, Log, LogError, SystemDisk, Torn, is_full, write_checked};
use crate::said::Said;
use craftstrat_model::Fault;
use craftstrat_runtime::RayonExecutor;
use record::encode;
use recover::{recover, snapshots};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Snapshots that are kept: the newest, and one in case it cannot be read.
const SNAPSHOTS_KEPT: usize = 2;

/// A snapshot there was no room for is tried again after this part of the records between two.
const SNAPSHOT_AGAIN: u64 = 10;

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

impl JournalError {
    /// Whether there was no room on the disk for a record: nothing happened, and it can be tried again.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Log(LogError::Full { .. }))
    }
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
    /// A record there was no room for, and its bytes.
    held: Option<(Record, Vec<u8>)>,
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
            held: None,
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
    /// When it cannot go on. It must be opened again then; what was not returned has not happened, or is replayed. Where
    /// there is no room on the disk ([`JournalError::is_full`]) nothing has happened, the desk is as the log has it, and the
    /// inputs are held: [`Journal::retry`] or [`Journal::give_up`] comes next.
    pub fn commit(&mut self, inputs: Vec<Input>) -> Result<Vec<Said>, JournalError> {
        if self.failed || self.held.is_some() {
            return Err(JournalError::Failed);
        }
        let committed = self.try_commit(inputs);
        self.failed = committed.is_err() && self.held.is_none();
        committed
    }

    /// Tries again to write the record there was no room for, and returns what [`Journal::commit`] would have; nothing where
    /// none is held.
    ///
    /// # Errors
    /// As [`Journal::commit`]; while there is no room it is held on to.
    pub fn retry(&mut self) -> Result<Vec<Said>, JournalError> {
        if self.failed {
            return Err(JournalError::Failed);
        }
        let Some((record, bytes)) = self.held.take() else { return Ok(Vec::new()) };
        let written = match self.log.append(&bytes) {
            Err(error @ LogError::Full { .. }) => {
                self.held = Some((record, bytes));
                return Err(error.into());
            }
            Err(error) => Err(error.into()),
            Ok(number) => {
                // The desk was put back to where the log was: it goes the same way again.
                record.replay(number, &mut self.desk).and_then(|()| self.written(number))
            }
        };
        self.failed = written.is_err();
        written.map(|()| record.said)
    }

    /// Lets go of the inputs there was no room for: they have not happened.
    pub fn give_up(&mut self) {
        self.held = None;
    }

    fn try_commit(&mut self, inputs: Vec<Input>) -> Result<Vec<Said>, JournalError> {
        let mut said = Vec::new();
        self.desk.apply(&inputs, &mut said)?;
        let record = Record { at: self.desk.now(), inputs, said };
        let bytes = encode(self.log.next(), &record)?;
        match self.log.append(&bytes) {
            Ok(number) => self.written(number)?,
            Err(error @ LogError::Full { .. }) => {
                // What is not on the disk has not happened.
                self.desk = recover(&self.folder, self.log.next(), &self.library, &self.executor)?.0;
                self.held = Some((record, bytes));
                return Err(error.into());
            }
            Err(error) => return Err(error.into()),
        }
        Ok(record.said)
    }

    /// A record is on the disk.
    fn written(&mut self, number: u64) -> Result<(), JournalError> {
        self.since_snapshot += 1;
        if self.since_snapshot >= self.config.snapshot_every && self.desk.is_quiet() {
            self.snapshot(number)?;
        }
        Ok(())
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
        match write_checked(&path, &bytes) {
            Ok(()) => self.since_snapshot = 0,
            Err(error) if is_full(&error) => {
                // Without it the next recovery takes longer, and nothing else.
                tracing::warn!(%error, path = %path.display(), "there is no room for a snapshot");
                self.since_snapshot -=
                    (self.config.snapshot_every / SNAPSHOT_AGAIN).clamp(1, self.since_snapshot);
                return Ok(());
            }
            Err(error) => return Err(cannot(error)),
        }
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
