//! One program at a time works in a database: jobs that "run" when a program starts are known to be dead, and one task
//! alone writes what the desk says.

use crate::error::{Result, StorageError};
use crate::location::Location;

use sqlx::{AnyConnection, AnyPool, Connection, Executor};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// Says on PostgreSQL that a program works in a database: "crafts" in ASCII. Locks are each database's own.
const WORKS: i64 = 0x63_72_61_66_74_73;

/// How long somebody else may take to end.
const PATIENCE: &str = "SET lock_timeout = '3s'";

/// PostgreSQL's code for a lock that was not to be had in time: `lock_not_available`.
const NOT_IN_TIME: &str = "55P03";

/// Held while a program works in a database.
#[derive(Debug)]
pub(crate) enum Claim {
    /// A locked file beside the database.
    File(#[allow(dead_code, reason = "its lock ends with it")] File),
    /// A connection that has the lock.
    Connection(Box<AnyConnection>),
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

    /// Claims a server's database. One that just ended, or whose connection the server has not missed yet, is waited for.
    ///
    /// # Errors
    /// [`StorageError::InUse`] when somebody else works in it.
    pub async fn server(at: &Location, pool: &AnyPool) -> Result<Self> {
        let mut connection = pool.acquire().await?.detach();
        connection.execute(PATIENCE).await?;
        let claimed = sqlx::query("SELECT pg_advisory_lock($1)").bind(WORKS).execute(&mut connection).await;
        match claimed {
            Ok(_) => Ok(Self::Connection(Box::new(connection))),
            Err(error) => {
                let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
                let late = code.as_deref() == Some(NOT_IN_TIME);
                // What it was closed for is told; that it could not be closed well says nothing more.
                let _ = connection.close().await;
                Err(if late { StorageError::InUse(at.clone()) } else { error.into() })
            }
        }
    }

    /// Lets others in.
    pub async fn end(self) {
        if let Self::Connection(connection) = self {
            // The lock ends with the connection in any case.
            let _ = connection.close().await;
        }
    }
}

/// The file that is locked: the database's own is SQLite's to lock.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    path.with_file_name(name)
}
