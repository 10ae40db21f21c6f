//! A data folder while no server works in it: for whoever has to turn a switch then.

use crate::app::LOCK;
use crate::config::{StartError, database_of};
use craftstrat_storage::{Database, Location, system};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

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
        let folder = |source| StartError::Folder { path: dir.to_owned(), source };
        std::fs::create_dir_all(dir).map_err(folder)?;
        let lock = File::create(dir.join(LOCK)).map_err(folder)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { dir: dir.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StartError::FolderInUse(dir.to_owned())),
            Err(TryLockError::Error(error)) => Err(folder(error)),
        }
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
