//! From what is on the disk to the desk as it was: the newest snapshot that can be read, and the records after it.

use super::{JournalError, Record, Recovered};
use crate::desk::{Desk, DeskError};
use crate::library::Library;
use crate::log::{LogError, read_checked, read_log};
use craftstrat_runtime::RayonExecutor;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The desk as it was after the last whole record before `end`.
pub(super) fn recover(
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
pub(super) fn snapshots(folder: &Path) -> Result<Vec<(u64, PathBuf)>, LogError> {
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
