//! The SQLite file: opened with what keeps it sound, brought to the newest form.

use crate::config::StartError;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;
use std::time::Duration;

/// The database's name in the data folder.
const FILE: &str = "studio.sqlite";

/// Connections at once: readers do not wait for the writer.
const CONNECTIONS: u32 = 4;

/// Opens the database of a data folder, made when missing.
///
/// # Errors
/// When the file cannot be opened, is no database, or comes from a newer program.
pub(crate) async fn open(data_dir: &Path) -> Result<SqlitePool, StartError> {
    let path = data_dir.join(FILE);
    let failed =
        |e: &dyn std::fmt::Display| StartError::Database { path: path.clone(), detail: e.to_string() };
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10));
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await;
    let pool = pool.map_err(|e| failed(&e))?;
    sqlx::migrate!("../../migrations/sqlite").run(&pool).await.map_err(|e| failed(&e))?;
    Ok(pool)
}
