//! What imports brought in.

use super::one;
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::problem::Answer;
use craftstrat_api::studio::ImportOutcome;
use sqlx::SqlitePool;

/// Keeps an outcome.
pub(crate) async fn insert(db: &SqlitePool, owner: &Owner, id: &str, outcome: &ImportOutcome) -> Answer<()> {
    sqlx::query("INSERT INTO imports (id, owner, outcome, created_at) VALUES (?, ?, ?, ?)")
        .bind(id)
        .bind(owner.as_str())
        .bind(serde_json::to_string(outcome)?)
        .bind(now_ms())
        .execute(db)
        .await?;
    Ok(())
}

/// One of them.
pub(crate) async fn find(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<Option<ImportOutcome>> {
    let query = "SELECT outcome FROM imports WHERE owner = ? AND id = ?";
    let row: Option<(String,)> = one(db, owner, id, query).await?;
    Ok(row.map(|(outcome,)| serde_json::from_str(&outcome)).transpose()?)
}
