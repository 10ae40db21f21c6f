//! Named versions: documents frozen, never changed.

use crate::database::{Alone, Database};
use crate::error::Result;
use crate::id::counted;
use crate::owner::Owner;
use crate::text::plain;
use craftstrat_api::studio::{Version, VersionSummary};
use sqlx::FromRow;

#[derive(FromRow)]
struct Stored {
    number: i64,
    name: String,
    revision: i64,
    document: String,
    created_at: i64,
}

impl Stored {
    fn summary(&self) -> VersionSummary {
        VersionSummary {
            number: counted(self.number),
            name: self.name.clone(),
            revision: counted(self.revision),
            created_at_ms: self.created_at,
        }
    }
}

/// Versions of a strategy, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Database, owner: &Owner, strategy: &str) -> Result<Vec<VersionSummary>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT number, name, revision, '' AS document, created_at FROM versions
         WHERE owner = $1 AND strategy = $2 ORDER BY number DESC",
    )
    .bind(owner.as_str())
    .bind(strategy)
    .fetch_all(db.pool())
    .await?;
    Ok(rows.iter().map(Stored::summary).collect())
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, strategy: &str, number: i64) -> Result<Option<Version>> {
    let row: Option<Stored> = sqlx::query_as(
        "SELECT number, name, revision, document, created_at FROM versions
         WHERE owner = $1 AND strategy = $2 AND number = $3",
    )
    .bind(owner.as_str())
    .bind(strategy)
    .bind(number)
    .fetch_optional(db.pool())
    .await?;
    Ok(row.map(|r| Version { summary: r.summary(), document: r.document }))
}

/// Freezes the present revision under a name; `None` when the strategy is gone or has no document.
///
/// # Errors
/// When the name holds U+0000, or the database fails.
pub async fn insert(
    db: &Database,
    owner: &Owner,
    strategy: &str,
    name: &str,
    now_ms: i64,
) -> Result<Option<VersionSummary>> {
    let mut tx = db.begin().await?;
    // Two versions made at once must not get one number.
    tx.alone(Alone::Owner(owner)).await?;
    let row: Option<Stored> = sqlx::query_as(
        "INSERT INTO versions (strategy, number, owner, name, revision, document, created_at)
         SELECT s.id, 1 + COALESCE((SELECT MAX(number) FROM versions WHERE strategy = s.id), 0), s.owner, $1,
                s.revision, s.document, $2
         FROM strategies s WHERE s.owner = $3 AND s.id = $4 AND s.trash IS NULL AND s.document IS NOT NULL
         RETURNING number, name, revision, '' AS document, created_at",
    )
    .bind(plain(name)?)
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(strategy)
    .fetch_optional(tx.connection())
    .await?;
    tx.commit().await?;
    Ok(row.map(|r| r.summary()))
}
