//! Uploaded components that passed their checks, by the hash of their bytes.

use super::one;
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::problem::Answer;
use craftstrat_api::Inspection;
use sqlx::SqlitePool;

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
    let query = "SELECT bytes FROM components WHERE owner = ? AND hash = ?";
    let row: Option<(Vec<u8>,)> = one(db, owner, hash, query).await?;
    Ok(row.map(|(bytes,)| bytes))
}

/// What it declares.
pub(crate) async fn inspection(db: &SqlitePool, owner: &Owner, hash: &str) -> Answer<Option<Inspection>> {
    let query = "SELECT inspection FROM components WHERE owner = ? AND hash = ?";
    let row: Option<(String,)> = one(db, owner, hash, query).await?;
    Ok(row.map(|(inspection,)| serde_json::from_str(&inspection)).transpose()?)
}
