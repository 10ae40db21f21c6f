//! A data folder: one process has it at a time, a server or whoever has to turn a switch while none works there.

use crate::config::{StartError, database_of};
use craftstrat_storage::{Database, Location, system};
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

    /// Id and name of every run that was started and not removed, the newest first, from the folder's own database or
    /// the one that is given.
    ///
    /// # Errors
    /// When the database cannot be read, or a server works in it.
    pub async fn runs(&self, database: Option<&Location>) -> Result<Vec<(String, String)>, StartError> {
        let db = Database::open(&database_of(&self.dir, database)).await?;
        let runs = system::runs::names(&db).await;
        db.close().await;
        Ok(runs?)
    }
}
