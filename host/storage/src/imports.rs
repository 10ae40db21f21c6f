//! What imports brought in.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;
use craftstrat_api::studio::ImportOutcome;

/// Keeps an outcome.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &Database,
    owner: &Owner,
    id: &str,
    outcome: &ImportOutcome,
    now_ms: i64,
) -> Result<()> {
    sqlx::query("INSERT INTO imports (id, owner, outcome, created_at) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(owner.as_str())
        .bind(serde_json::to_string(outcome)?)
        .bind(now_ms)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str) -> Result<Option<ImportOutcome>> {
    let row: Option<(String,)> = sqlx::query_as("SELECT outcome FROM imports WHERE owner = $1 AND id = $2")
        .bind(owner.as_str())
        .bind(id)
        .fetch_optional(db.pool())
        .await?;
    Ok(row.map(|(outcome,)| serde_json::from_str(&outcome)).transpose()?)
}
