//! Uploaded components that passed their checks, by the hash of their bytes.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;
use crate::text::plain;
use craftstrat_api::Inspection;

/// Stores one; storing it again changes nothing.
///
/// # Errors
/// When its name holds U+0000, or the database fails.
pub async fn insert(
    db: &Database,
    owner: &Owner,
    bytes: &[u8],
    inspection: &Inspection,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO components (owner, hash, name, bytes, inspection, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind(owner.as_str())
    .bind(&inspection.hash)
    .bind(plain(&inspection.name)?)
    .bind(bytes)
    .bind(serde_json::to_string(inspection)?)
    .bind(now_ms)
    .execute(db.pool())
    .await?;
    Ok(())
}

/// Its bytes.
///
/// # Errors
/// When the database fails.
pub async fn bytes(db: &Database, owner: &Owner, hash: &str) -> Result<Option<Vec<u8>>> {
    let row: Option<(Vec<u8>,)> =
        sqlx::query_as("SELECT bytes FROM components WHERE owner = $1 AND hash = $2")
            .bind(owner.as_str())
            .bind(hash)
            .fetch_optional(db.pool())
            .await?;
    Ok(row.map(|(bytes,)| bytes))
}

/// What it declares.
///
/// # Errors
/// When the database fails.
pub async fn inspection(db: &Database, owner: &Owner, hash: &str) -> Result<Option<Inspection>> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT inspection FROM components WHERE owner = $1 AND hash = $2")
            .bind(owner.as_str())
            .bind(hash)
            .fetch_optional(db.pool())
            .await?;
    Ok(row.map(|(inspection,)| serde_json::from_str(&inspection)).transpose()?)
}
