//! Uploaded components that passed their checks, by the hash of their bytes.

use crate::clock::now_ms;
use crate::owner::Owner;
use crate::problem::Answer;
use craftstrat_api::Inspection;
use sqlx::{FromRow, SqlitePool};

#[derive(FromRow)]
struct Declared {
    inspection: String,
}

/// Stores one; storing it again changes nothing.
pub(crate) async fn insert(
    db: &SqlitePool,
    owner: &Owner,
    bytes: &[u8],
    inspection: &Inspection,
) -> Answer<()> {
    sqlx::query(
        "INSERT INTO components (owner, hash, name, bytes, inspection, created_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(owner.as_str())
    .bind(&inspection.hash)
    .bind(&inspection.name)
    .bind(bytes)
    .bind(serde_json::to_string(inspection)?)
    .bind(now_ms())
    .execute(db)
    .await?;
    Ok(())
}

/// Its bytes.
pub(crate) async fn bytes(db: &SqlitePool, owner: &Owner, hash: &str) -> Answer<Option<Vec<u8>>> {
    let row: Option<(Vec<u8>,)> = sqlx::query_as("SELECT bytes FROM components WHERE owner = ? AND hash = ?")
        .bind(owner.as_str())
        .bind(hash)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|(bytes,)| bytes))
}

/// What it declares.
pub(crate) async fn inspection(db: &SqlitePool, owner: &Owner, hash: &str) -> Answer<Option<Inspection>> {
    let row: Option<Declared> =
        sqlx::query_as("SELECT inspection FROM components WHERE owner = ? AND hash = ?")
            .bind(owner.as_str())
            .bind(hash)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|r| serde_json::from_str(&r.inspection)).transpose()?)
}
