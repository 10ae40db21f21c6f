//! What anyone started on paper: for whoever operates the installation.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;

/// Id and name of every run that was started and not removed, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn names(db: &Database) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query_as(
        "SELECT id, name FROM live_runs WHERE removed_at IS NULL ORDER BY created_at DESC, id DESC",
    )
    .fetch_all(db.pool())
    .await?;
    Ok(rows)
}

/// Everybody who has a run in their list.
///
/// # Errors
/// When the database fails.
pub async fn owners(db: &Database) -> Result<Vec<Owner>> {
    let rows: Vec<(String,)> =
        sqlx::query_as("SELECT DISTINCT owner FROM live_runs WHERE removed_at IS NULL ORDER BY owner")
            .fetch_all(db.pool())
            .await?;
    Ok(rows.into_iter().map(|(owner,)| Owner::stored(owner)).collect())
}
