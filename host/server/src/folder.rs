//! A data folder: one process has it at a time, a server or whoever has to turn a switch while none works there.

use crate::config::StartError;
use crate::database;
use crate::owner::Owner;
use crate::records;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// Held while somebody works in a data folder.
const LOCK: &str = "studio.lock";

/// Takes a data folder, made when missing; nobody else has it as long as the file lives.
///
/// # Errors
/// [`StartError::FolderInUse`] when a server works in it; otherwise when it cannot be used.
pub(crate) fn lock(dir: &Path) -> Result<File, StartError> {
    let folder = |source| StartError::Folder { path: dir.to_owned(), source };
    std::fs::create_dir_all(dir).map_err(folder)?;
    let lock = File::create(dir.join(LOCK)).map_err(folder)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StartError::FolderInUse(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(folder(error)),
    }
}

/// A data folder that is kept from servers as long as this lives.
#[derive(Debug)]
pub struct Folder {
    dir: PathBuf,
    _lock: File,
}

impl Folder {
    /// Takes a data folder, made when missing.
    ///
    /// # Errors
    /// [`StartError::FolderInUse`] when a server works in it; otherwise when it cannot be used.
    pub fn take(dir: &Path) -> Result<Self, StartError> {
        Ok(Self { _lock: lock(dir)?, dir: dir.to_owned() })
    }

    /// Id and name of every run that was started and not removed, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn runs(&self) -> Result<Vec<(String, String)>, StartError> {
        let db = database::open(&self.dir).await?;
        let runs = records::live::names(&db, &Owner::local()).await;
        db.close().await;
        runs.map_err(|error| StartError::Database { path: self.dir.clone(), detail: error.to_string() })
    }
}
