//! Finished sweeps.

use super::{counted, stored};
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::packed::{pack, unpack};
use crate::paging::{Key, PageQuery};
use crate::problem::Answer;
use craftstrat_api::Sweep;
use craftstrat_api::studio::{Page, SweepDetail, SweepRequest, SweepSummary};
use sqlx::{FromRow, SqlitePool};

#[derive(FromRow)]
struct Stored {
    id: String,
    strategy: Option<String>,
    name: String,
    combinations: i64,
    request: String,
    answer: Vec<u8>,
    created_at: i64,
}

impl Stored {
    fn summary(&self) -> SweepSummary {
        SweepSummary {
            id: self.id.clone(),
            strategy_id: self.strategy.clone(),
            name: self.name.clone(),
            combinations: counted(self.combinations),
            created_at_ms: self.created_at,
        }
    }
}

/// A sweep to keep.
#[derive(Debug)]
pub(crate) struct Finished<'a> {
    /// Its id.
    pub id: &'a str,
    /// The stored strategy it ran.
    pub strategy: Option<&'a str>,
    /// The strategy's name.
    pub name: &'a str,
    /// The request, strategy frozen.
    pub request: &'a SweepRequest,
    /// What the search saw, and what it did not.
    pub halves: &'a (Sweep, Option<Sweep>),
}

/// Keeps one.
pub(crate) async fn insert(db: &SqlitePool, owner: &Owner, done: Finished<'_>) -> Answer<()> {
    sqlx::query(
        "INSERT INTO sweeps (id, owner, strategy, name, combinations, request, answer, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(done.id)
    .bind(owner.as_str())
    .bind(done.strategy)
    .bind(done.name)
    .bind(stored(done.halves.0.rows.len() as u64))
    .bind(serde_json::to_string(done.request)?)
    .bind(pack(done.halves)?)
    .bind(now_ms())
    .execute(db)
    .await?;
    Ok(())
}

/// A page of them, the newest first.
pub(crate) async fn page(db: &SqlitePool, owner: &Owner, query: &PageQuery) -> Answer<Page<SweepSummary>> {
    let before = query.before()?;
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, strategy, name, combinations, '' AS request, X'' AS answer, created_at FROM sweeps
         WHERE owner = ? AND trash IS NULL AND (created_at, id) < (?, ?) AND (? IS NULL OR strategy = ?)
         ORDER BY created_at DESC, id DESC LIMIT ?",
    )
    .bind(owner.as_str())
    .bind(before.at)
    .bind(before.id)
    .bind(&query.strategy)
    .bind(&query.strategy)
    .bind(query.rows())
    .fetch_all(db)
    .await?;
    let all = rows.iter().map(Stored::summary).collect();
    Ok(query.page(all, |s| Key { at: s.created_at_ms, id: s.id.clone() }))
}

/// One of them with everything.
pub(crate) async fn find(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<Option<SweepDetail>> {
    let row: Option<Stored> = sqlx::query_as(
        "SELECT id, strategy, name, combinations, request, answer, created_at FROM sweeps
         WHERE owner = ? AND id = ? AND trash IS NULL",
    )
    .bind(owner.as_str())
    .bind(id)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let request: SweepRequest = serde_json::from_str(&row.request)?;
    let (in_sample, out_of_sample) = unpack(&row.answer)?;
    Ok(Some(SweepDetail { summary: row.summary(), request, in_sample, out_of_sample }))
}
