//! Named versions: documents frozen, never changed.

use super::counted;
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::problem::Answer;
use craftstrat_api::studio::{Version, VersionSummary};
use sqlx::{FromRow, SqlitePool};

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
pub(crate) async fn list(db: &SqlitePool, owner: &Owner, strategy: &str) -> Answer<Vec<VersionSummary>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT number, name, revision, '' AS document, created_at FROM versions
         WHERE owner = ? AND strategy = ? ORDER BY number DESC",
    )
    .bind(owner.as_str())
    .bind(strategy)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(Stored::summary).collect())
}

/// One of them.
pub(crate) async fn find(
    db: &SqlitePool,
    owner: &Owner,
    strategy: &str,
    number: i64,
) -> Answer<Option<Version>> {
    let row: Option<Stored> = sqlx::query_as(
        "SELECT number, name, revision, document, created_at FROM versions
         WHERE owner = ? AND strategy = ? AND number = ?",
    )
    .bind(owner.as_str())
    .bind(strategy)
    .bind(number)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Version { summary: r.summary(), document: r.document }))
}

/// Freezes the present revision under a name; `None` when the strategy is gone or has no document.
pub(crate) async fn insert(
    db: &SqlitePool,
    owner: &Owner,
    strategy: &str,
    name: &str,
) -> Answer<Option<VersionSummary>> {
    let row: Option<Stored> = sqlx::query_as(
        "INSERT INTO versions (strategy, number, owner, name, revision, document, created_at)
         SELECT s.id, 1 + COALESCE((SELECT MAX(number) FROM versions WHERE strategy = s.id), 0), s.owner, ?, s.revision,
                s.document, ?
         FROM strategies s WHERE s.owner = ? AND s.id = ? AND s.trash IS NULL AND s.document IS NOT NULL
         RETURNING number, name, revision, '' AS document, created_at",
    )
    .bind(name)
    .bind(now_ms())
    .bind(owner.as_str())
    .bind(strategy)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| r.summary()))
}
