//! A data folder while no server works in it: for whoever has to turn a switch then.

use crate::app::LOCK;
use crate::config::StartError;
use crate::database;
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

    /// Id and name of every run that was started and not removed, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn runs(&self) -> Result<Vec<(String, String)>, StartError> {
        let db = database::open(&self.dir).await?;
        let query =
            "SELECT id, name FROM live_runs WHERE removed_at IS NULL ORDER BY created_at DESC, id DESC";
        let runs = sqlx::query_as(query).fetch_all(&db).await;
        db.close().await;
        runs.map_err(|error| StartError::Database { path: self.dir.clone(), detail: error.to_string() })
    }
}
