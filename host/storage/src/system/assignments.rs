//! Assignments of everybody, for the task that makes the desk follow what their owners want.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;

/// Everybody who has a run of an assignment that is not known to be over.
///
/// # Errors
/// When the database fails.
pub async fn owners(db: &Database) -> Result<Vec<Owner>> {
    let query = "SELECT DISTINCT owner FROM wallet_runs WHERE closing IS NULL ORDER BY owner";
    let rows: Vec<(String,)> = sqlx::query_as(query).fetch_all(db.pool()).await?;
    Ok(rows.into_iter().map(|(owner,)| Owner::stored(owner)).collect())
}
