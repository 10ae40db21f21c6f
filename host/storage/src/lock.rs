//! One program at a time works in a database: jobs that "run" when a program starts are known to be dead, and one task
//! alone writes what the desk says.

mod keeper;

pub(crate) use keeper::Hold;

use crate::error::{Result, StorageError};
use crate::location::Location;
use keeper::Keeper;
use sqlx::AnyPool;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use tokio::sync::watch;

/// Held while a program works in a database.
#[derive(Debug)]
pub(crate) enum Claim {
    /// A locked file beside the database.
    File(#[allow(dead_code, reason = "its lock ends with it")] File),
    /// A connection that has the lock, and whoever looks after it.
    Server(Keeper),
}

impl Claim {
    /// Claims a file.
    ///
    /// # Errors
    /// [`StorageError::InUse`] when somebody else works in it.
    pub fn file(at: &Location, path: &Path) -> Result<Self> {
        let failed = |e: std::io::Error| StorageError::Open { at: at.clone(), detail: e.to_string() };
        let file = File::create(beside(path)).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self::File(file)),
            Err(TryLockError::WouldBlock) => Err(StorageError::InUse(at.clone())),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// Claims a server's database at `url`. One that just ended, or whose connection the server has not missed yet, is waited
    /// for. `hold` says from now on how it stands with the claim, and `pool` is closed when another program has it.
    ///
    /// # Errors
    /// [`StorageError::InUse`] when somebody else works in it.
    pub async fn server(at: &Location, url: &str, hold: watch::Sender<Hold>, pool: &AnyPool) -> Result<Self> {
        Ok(Self::Server(Keeper::start(at, url, hold, pool).await?))
    }

    /// Lets others in.
    pub async fn end(self) {
        if let Self::Server(keeper) = self {
            keeper.end().await;
        }
    }
}

/// The file that is locked: the database's own is SQLite's to lock.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    path.with_file_name(name)
}
