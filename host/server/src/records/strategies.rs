//! Strategies.

use super::{counted, new_id, one, stored};
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::paging::{Key, PageQuery};
use crate::problem::Answer;
use craftstrat_api::studio::{Page, StrategyKind, StrategySummary};
use sqlx::{FromRow, SqlitePool};

/// What a new strategy is made of, checked.
#[derive(Clone, Debug)]
pub(crate) struct Material {
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
pub(crate) struct Stored {
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
    /// Counts saves.
    pub fn revision(&self) -> u64 {
        counted(self.revision)
    }

    /// As in lists.
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

/// A page of them, the last changed first. Documents are not read.
pub(crate) async fn page(db: &SqlitePool, owner: &Owner, query: &PageQuery) -> Answer<Page<StrategySummary>> {
    let before = query.before()?;
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, name, kind, NULL AS document, component, revision, errors, created_at, updated_at,
                (SELECT COUNT(*) FROM versions v WHERE v.strategy = s.id) AS versions
         FROM strategies s
         WHERE owner = ? AND trash IS NULL AND (updated_at, id) < (?, ?) AND search LIKE ? ESCAPE '\\'
         ORDER BY updated_at DESC, id DESC LIMIT ?",
    )
    .bind(owner.as_str())
    .bind(before.at)
    .bind(before.id)
    .bind(query.pattern())
    .bind(query.rows())
    .fetch_all(db)
    .await?;
    let rows = rows.iter().map(Stored::summary).collect();
    Ok(query.page(rows, |s| Key { at: s.updated_at_ms, id: s.id.clone() }))
}

/// One of them.
pub(crate) async fn find(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<Option<Stored>> {
    one(
        db,
        owner,
        id,
        "SELECT id, name, kind, document, component, revision, errors, created_at, updated_at,
                (SELECT COUNT(*) FROM versions v WHERE v.strategy = s.id) AS versions
         FROM strategies s WHERE owner = ? AND id = ? AND trash IS NULL",
    )
    .await
}

/// Stores a new one and returns its id.
pub(crate) async fn insert(db: &SqlitePool, owner: &Owner, name: &str, made: Material) -> Answer<String> {
    let (id, now) = (new_id(), now_ms());
    sqlx::query(
        "INSERT INTO strategies
         (id, owner, name, search, kind, document, component, revision, errors, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
    )
    .bind(&id)
    .bind(owner.as_str())
    .bind(name)
    .bind(name.to_lowercase())
    .bind(code(made.kind))
    .bind(made.document)
    .bind(made.component)
    .bind(stored(made.errors))
    .bind(now)
    .bind(now)
    .execute(db)
    .await?;
    Ok(id)
}

/// Saves a document over `based_on`, or over whatever is there when that is `None`. Whether it did: not when the
/// revision is another by now.
pub(crate) async fn save(
    db: &SqlitePool,
    owner: &Owner,
    id: &str,
    based_on: Option<u64>,
    made: Material,
) -> Answer<bool> {
    let done = sqlx::query(
        "UPDATE strategies SET document = ?, kind = ?, errors = ?, revision = revision + 1, updated_at = ?
         WHERE owner = ? AND id = ? AND trash IS NULL AND document IS NOT NULL AND (? IS NULL OR revision = ?)",
    )
    .bind(made.document)
    .bind(code(made.kind))
    .bind(stored(made.errors))
    .bind(now_ms())
    .bind(owner.as_str())
    .bind(id)
    .bind(based_on.map(stored))
    .bind(based_on.map(stored))
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives it another name. The document's revision stays.
pub(crate) async fn rename(db: &SqlitePool, owner: &Owner, id: &str, name: &str) -> Answer<bool> {
    let done = sqlx::query(
        "UPDATE strategies SET name = ?, search = ?, updated_at = ? WHERE owner = ? AND id = ? AND trash IS NULL",
    )
    .bind(name)
    .bind(name.to_lowercase())
    .bind(now_ms())
    .bind(owner.as_str())
    .bind(id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
