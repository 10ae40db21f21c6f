//! Strategies.

use crate::database::{Alone, Database};
use crate::error::Result;
use crate::id::{counted, new_id, stored};
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use crate::text::{containing, plain, plain_or_none};
use craftstrat_api::studio::{Page, StrategyKind, StrategySummary};
use sqlx::FromRow;

/// What a strategy is made of, checked.
#[derive(Clone, Debug)]
pub struct Material {
    /// Form, graph or component.
    pub kind: StrategyKind,
    /// The document's text.
    pub document: Option<String>,
    /// The component's hash.
    pub component: Option<String>,
    /// Errors of the document.
    pub errors: u64,
}

/// A strategy as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    kind: String,
    /// The document's text.
    pub document: Option<String>,
    /// The component's hash.
    pub component: Option<String>,
    revision: i64,
    errors: i64,
    created_at: i64,
    updated_at: i64,
    versions: i64,
}

impl Stored {
    /// Counts saves, from 1.
    #[must_use]
    pub fn revision(&self) -> u64 {
        counted(self.revision)
    }

    /// As in lists.
    #[must_use]
    pub fn summary(&self) -> StrategySummary {
        StrategySummary {
            id: self.id.clone(),
            name: self.name.clone(),
            kind: kind(&self.kind),
            revision: self.revision(),
            versions: counted(self.versions),
            errors: counted(self.errors),
            created_at_ms: self.created_at,
            updated_at_ms: self.updated_at,
        }
    }
}

fn kind(text: &str) -> StrategyKind {
    match text {
        "form" => StrategyKind::Form,
        "component" => StrategyKind::Component,
        _ => StrategyKind::Graph,
    }
}

const fn code(kind: StrategyKind) -> &'static str {
    match kind {
        StrategyKind::Form => "form",
        StrategyKind::Graph => "graph",
        StrategyKind::Component => "component",
    }
}

/// A page of them, the last changed first; those whose name contains [`Asked::name`]. Documents are not read.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, asked: &Asked) -> Result<Page<StrategySummary>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, name, kind, NULL AS document, component, revision, errors, created_at, updated_at,
                (SELECT COUNT(*) FROM versions v WHERE v.strategy = s.id) AS versions
         FROM strategies s
         WHERE owner = $1 AND trash IS NULL AND (updated_at, id) < ($2, $3) AND search LIKE $4 ESCAPE '\\'
         ORDER BY updated_at DESC, id DESC LIMIT $5",
    )
    .bind(owner.as_str())
    .bind(asked.before.at)
    .bind(&asked.before.id)
    .bind(containing(&asked.name))
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    let rows = rows.iter().map(Stored::summary).collect();
    Ok(asked.page(rows, |s| Key { at: s.updated_at_ms, id: s.id.clone() }))
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str) -> Result<Option<Stored>> {
    let row = sqlx::query_as(
        "SELECT id, name, kind, document, component, revision, errors, created_at, updated_at,
                (SELECT COUNT(*) FROM versions v WHERE v.strategy = s.id) AS versions
         FROM strategies s WHERE owner = $1 AND id = $2 AND trash IS NULL",
    )
    .bind(owner.as_str())
    .bind(id)
    .fetch_optional(db.pool())
    .await?;
    Ok(row)
}

/// Stores a new one and returns its id.
///
/// # Errors
/// When name or document hold U+0000, or the database fails.
pub async fn insert(
    db: &Database,
    owner: &Owner,
    name: &str,
    made: &Material,
    now_ms: i64,
) -> Result<String> {
    put(db.pool(), owner, name, made, now_ms).await
}

/// As [`insert`], unless the owner has `most` strategies already: then nothing is stored, and there is no id.
///
/// # Errors
/// As [`insert`].
pub async fn insert_at_most(
    db: &Database,
    owner: &Owner,
    name: &str,
    made: &Material,
    most: u64,
    now_ms: i64,
) -> Result<Option<String>> {
    let mut both = db.begin().await?;
    both.alone(Alone::Owner(owner)).await?;
    let (have,): (i64,) =
        sqlx::query_as("SELECT COUNT(*) FROM strategies WHERE owner = $1 AND trash IS NULL")
            .bind(owner.as_str())
            .fetch_one(both.connection())
            .await?;
    if counted(have) >= most {
        return Ok(None);
    }
    let id = put(both.connection(), owner, name, made, now_ms).await?;
    both.commit().await?;
    Ok(Some(id))
}

async fn put(
    db: impl sqlx::Executor<'_, Database = sqlx::Any>,
    owner: &Owner,
    name: &str,
    made: &Material,
    now_ms: i64,
) -> Result<String> {
    let id = new_id();
    sqlx::query(
        "INSERT INTO strategies
         (id, owner, name, search, kind, document, component, revision, errors, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $9)",
    )
    .bind(&id)
    .bind(owner.as_str())
    .bind(plain(name)?)
    .bind(name.to_lowercase())
    .bind(code(made.kind))
    .bind(plain_or_none(made.document.as_deref())?)
    .bind(made.component.as_deref())
    .bind(stored(made.errors))
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(id)
}

/// Saves a document over revision `based_on`, or over whatever is there when that is `None`. Whether it did: not when the
/// revision is another by now, or the strategy is gone or has no document.
///
/// # Errors
/// When the document holds U+0000, or the database fails.
pub async fn save(
    db: &Database,
    owner: &Owner,
    id: &str,
    based_on: Option<u64>,
    made: &Material,
    now_ms: i64,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE strategies SET document = $1, kind = $2, errors = $3, revision = revision + 1, updated_at = $4
         WHERE owner = $5 AND id = $6 AND trash IS NULL AND document IS NOT NULL
               AND ($7 IS NULL OR revision = $7)",
    )
    .bind(plain_or_none(made.document.as_deref())?)
    .bind(code(made.kind))
    .bind(stored(made.errors))
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(id)
    .bind(based_on.map(stored))
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives it another name. The document's revision stays. Whether there is such a strategy.
///
/// # Errors
/// When the name holds U+0000, or the database fails.
pub async fn rename(db: &Database, owner: &Owner, id: &str, name: &str, now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE strategies SET name = $1, search = $2, updated_at = $3
         WHERE owner = $4 AND id = $5 AND trash IS NULL",
    )
    .bind(plain(name)?)
    .bind(name.to_lowercase())
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many somebody has; those in the trash are none.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &Database, owner: &Owner) -> Result<u64> {
    let (count,): (i64,) =
        sqlx::query_as("SELECT COUNT(*) FROM strategies WHERE owner = $1 AND trash IS NULL")
            .bind(owner.as_str())
            .fetch_one(db.pool())
            .await?;
    Ok(counted(count))
}

/// Every one of somebody's, with when it was made.
///
/// # Errors
/// When the database fails.
pub async fn ages(db: &Database, owner: &Owner) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query_as("SELECT id, created_at FROM strategies WHERE owner = $1 AND trash IS NULL")
        .bind(owner.as_str())
        .fetch_all(db.pool())
        .await?;
    Ok(rows)
}
