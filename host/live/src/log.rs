//! The event log: numbered records in files that only grow, on the disk before anybody acts on them.
//!
//! A write that was cut short can only be the last; it is dropped when the log is opened, since nobody was told of it.
//! Anything else that cannot be read is damage, and an error.

mod frame;
mod read;

pub(crate) use read::{Numbered, read_log};

use crate::library::write_whole;
use craftstrat_model::Column;
use frame::{At, RECORD_BYTES_MAX, frame, read as read_frame};
use read::{Contents, FORMAT, Head, files};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Why the log cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// A file cannot be read or written.
    #[error("the log {path} cannot be used: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A record that is not the last cannot be read.
    #[error("the log {path} is damaged at byte {at}: whole records follow; restore the file from a backup")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where.
        at: u64,
    },
    /// A record is missing.
    #[error("the log has no record {wanted}: {path} goes on with {found}")]
    Missing {
        /// The file.
        path: PathBuf,
        /// The number that should come.
        wanted: u64,
        /// The number that came.
        found: u64,
    },
    /// Another version, or no log at all.
    #[error("{path} is not a log this build reads: {detail}")]
    Format {
        /// The file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// An earlier write failed: what is on the disk and what is in memory may differ.
    #[error("an earlier write to the log failed: open it again")]
    Failed,
    /// There is no room for a record: nothing of it is in the log, and it can be written later.
    #[error("there is no room on the disk for the log {path}: {source}")]
    Full {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A record would be too long.
    #[error("a record of {0} bytes is too long")]
    TooLong(usize),
}

/// An unfinished write that was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// The file.
    pub path: PathBuf,
    /// Where it was cut.
    pub at: u64,
    /// Bytes dropped.
    pub bytes: u64,
}

/// What writes records to the disk; another one makes writes fail on purpose.
pub trait Disk: Send {
    /// Adds bytes at the end of a file. When this returns they are on the disk.
    ///
    /// # Errors
    /// When they may not be, or only some.
    fn append(&mut self, file: &mut File, bytes: &[u8]) -> std::io::Result<()>;
}

/// The disk itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn append(&mut self, file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
        file.write_all(bytes)?;
        file.sync_data()
    }
}

/// A log open for writing.
pub struct Log {
    disk: Box<dyn Disk>,
    folder: PathBuf,
    path: PathBuf,
    file: File,
    bytes: u64,
    next: u64,
    failed: bool,
    file_bytes_max: u64,
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Log").field("path", &self.path).field("next", &self.next).finish_non_exhaustive()
    }
}

/// Whether a write failed for want of room alone, on the disk or in the quota.
pub(crate) fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> LogError {
    move |source| LogError::File { path: path.to_owned(), source }
}

impl Log {
    /// Opens the log in `folder`, or begins one; drops an unfinished write at its end. A file is followed by a new one beyond
    /// `file_bytes_max`.
    ///
    /// # Errors
    /// When a file cannot be used or its end is damaged.
    pub fn open(
        folder: &Path,
        file_bytes_max: u64,
        disk: Box<dyn Disk>,
    ) -> Result<(Self, Option<Torn>), LogError> {
        fs::create_dir_all(folder).map_err(failed(folder))?;
        let mut torn = None;
        loop {
            let Some((first, path)) = files(folder)?.pop() else {
                let (path, file, bytes) = begin(folder, 1)?;
                let (folder, next) = (folder.to_owned(), 1);
                let log = Self { disk, folder, path, file, bytes, next, failed: false, file_bytes_max };
                return Ok((log, torn));
            };
            let contents = Contents::of(first, path.clone())?;
            let (next, end) = contents.each::<LogError>(true, u64::MAX, &mut |_| Ok(()))?;
            let (at, all) = (end as u64, contents.bytes.len() as u64);
            if at < all {
                torn = Some(Torn { path: path.clone(), at, bytes: all - at });
            }
            if end == 0 {
                // Not even its head was written: the file before it is the last, or there is none.
                fs::remove_file(&path).map_err(failed(&path))?;
                continue;
            }
            let file = OpenOptions::new().append(true).open(&path).map_err(failed(&path))?;
            if at < all {
                file.set_len(at).and_then(|()| file.sync_all()).map_err(failed(&path))?;
            }
            let folder = folder.to_owned();
            let log = Self { disk, folder, path, file, bytes: at, next, failed: false, file_bytes_max };
            return Ok((log, torn));
        }
    }

    /// The number the next record gets; the first is 1.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Adds a record. When this returns it is on the disk.
    ///
    /// # Errors
    /// [`LogError::Full`] when there is no room: the log is then as it was, and the record may be tried again. After any
    /// other failure the log must be opened again: what came of the write is not known.
    pub fn append(&mut self, bytes: &[u8]) -> Result<u64, LogError> {
        if self.failed {
            return Err(LogError::Failed);
        }
        if bytes.len() + 8 > RECORD_BYTES_MAX {
            return Err(LogError::TooLong(bytes.len()));
        }
        if self.bytes > self.file_bytes_max {
            (self.path, self.file, self.bytes) = match begin(&self.folder, self.next) {
                // The file before it goes on to be the last one.
                Err(LogError::File { path, source }) if is_full(&source) => {
                    return Err(LogError::Full { path, source });
                }
                begun => begun?,
            };
        }
        let numbered = [&self.next.to_le_bytes()[..], bytes].concat();
        let framed = frame(&numbered);
        if let Err(source) = self.disk.append(&mut self.file, &framed) {
            let path = self.path.clone();
            // Whatever was written of it goes, also where the system took the bytes and found no room when it was to keep them.
            if is_full(&source) && self.file.set_len(self.bytes).and_then(|()| self.file.sync_all()).is_ok() {
                return Err(LogError::Full { path, source });
            }
            self.failed = true;
            return Err(LogError::File { path, source });
        }
        self.bytes += framed.len() as u64;
        self.next += 1;
        Ok(self.next - 1)
    }
}

/// Begins a file for records from `first` on.
fn begin(folder: &Path, first: u64) -> Result<(PathBuf, File, u64), LogError> {
    let path = folder.join(format!("{first:016}.log"));
    let columns = Column::ALL.iter().map(|c| c.name().to_owned()).collect();
    let head = cbor4ii::serde::to_vec(Vec::new(), &Head { format: FORMAT, columns });
    let head = head.map_err(|e| LogError::Format { path: path.clone(), detail: e.to_string() })?;
    let head = frame(&head);
    write_whole(&path, &head).map_err(failed(&path))?;
    let file = OpenOptions::new().append(true).open(&path).map_err(failed(&path))?;
    Ok((path, file, head.len() as u64))
}

/// Writes bytes with a checksum, whole or not at all.
pub(crate) fn write_checked(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    write_whole(path, &frame(bytes))
}

/// Reads what [`write_checked`] wrote; `None` when it is damaged.
pub(crate) fn read_checked(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let file = fs::read(path)?;
    Ok(match read_frame(&file, 0) {
        At::Record(bytes, next) if next == file.len() => Some(bytes.to_vec()),
        _ => None,
    })
}
