//! Finished sweeps.

use super::{Finished, counted, one, results, stored};
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

/// What the search saw, and what it did not.
pub(crate) type Halves = (Sweep, Option<Sweep>);

/// Keeps one.
pub(crate) async fn insert(
    db: &SqlitePool,
    owner: &Owner,
    done: Finished<'_, SweepRequest, Halves>,
) -> Answer<()> {
    sqlx::query(
        "INSERT INTO sweeps (id, owner, strategy, name, combinations, request, answer, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(done.id)
    .bind(owner.as_str())
    .bind(done.strategy)
    .bind(done.name)
    .bind(stored(done.outcome.0.rows.len() as u64))
    .bind(serde_json::to_string(done.request)?)
    .bind(pack(done.outcome)?)
    .bind(now_ms())
    .execute(db)
    .await?;
    Ok(())
}

/// A page of them, the newest first.
pub(crate) async fn page(db: &SqlitePool, owner: &Owner, query: &PageQuery) -> Answer<Page<SweepSummary>> {
    let rows: Vec<Stored> = results(
        db,
        owner,
        query,
        "SELECT id, strategy, name, combinations, '' AS request, X'' AS answer, created_at FROM sweeps
         WHERE owner = ? AND trash IS NULL AND (created_at, id) < (?, ?) AND (? IS NULL OR strategy = ?)
         ORDER BY created_at DESC, id DESC LIMIT ?",
    )
    .await?;
    let all = rows.iter().map(Stored::summary).collect();
    Ok(query.page(all, |s| Key { at: s.created_at_ms, id: s.id.clone() }))
}

/// One of them with everything.
pub(crate) async fn find(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<Option<SweepDetail>> {
    let row: Option<Stored> = one(
        db,
        owner,
        id,
        "SELECT id, strategy, name, combinations, request, answer, created_at FROM sweeps
         WHERE owner = ? AND id = ? AND trash IS NULL",
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let request: SweepRequest = serde_json::from_str(&row.request)?;
    let (in_sample, out_of_sample) = unpack(&row.answer)?;
    Ok(Some(SweepDetail { summary: row.summary(), request, in_sample, out_of_sample }))
}
