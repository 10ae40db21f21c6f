//! Finished sweeps.

use crate::database::Database;
use crate::error::Result;
use crate::id::{counted, stored};
use crate::owned;
use crate::owner::Owner;
use crate::packed::{pack, unpack};
use crate::paging::{Asked, Key};
use crate::results::{self, Finished};
use crate::text::plain;
use craftstrat_api::Sweep;
use craftstrat_api::studio::{Page, SweepDetail, SweepRequest, SweepSummary};
use sqlx::FromRow;

#[derive(FromRow)]
struct Summary {
    id: String,
    strategy: Option<String>,
    name: String,
    combinations: i64,
    created_at: i64,
}

#[derive(FromRow)]
struct Detail {
    #[sqlx(flatten)]
    summary: Summary,
    request: String,
    answer: Vec<u8>,
}

impl Summary {
    fn told(self) -> SweepSummary {
        SweepSummary {
            id: self.id,
            strategy_id: self.strategy,
            name: self.name,
            combinations: counted(self.combinations),
            created_at_ms: self.created_at,
        }
    }
}

/// What the search saw, and what it did not.
pub type Halves = (Sweep, Option<Sweep>);

/// Keeps one.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &Database,
    owner: &Owner,
    done: Finished<'_, SweepRequest, Halves>,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO sweeps (id, owner, strategy, name, combinations, request, answer, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(done.id)
    .bind(owner.as_str())
    .bind(done.strategy)
    .bind(plain(done.name)?)
    .bind(stored(done.outcome.0.rows.len() as u64))
    .bind(serde_json::to_string(done.request)?)
    .bind(pack(done.outcome)?)
    .bind(now_ms)
    .execute(db.pool())
    .await?;
    Ok(())
}

/// A page of them, the newest first; those of [`Asked::strategy`].
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, asked: &Asked) -> Result<Page<SweepSummary>> {
    let rows: Vec<Summary> = results::page(
        db,
        owner,
        asked,
        "SELECT id, strategy, name, combinations, created_at FROM sweeps
         WHERE owner = $1 AND trash IS NULL AND (created_at, id) < ($2, $3) AND ($4 IS NULL OR strategy = $4)
         ORDER BY created_at DESC, id DESC LIMIT $5",
    )
    .await?;
    let all = rows.into_iter().map(Summary::told).collect();
    Ok(asked.page(all, |s| Key { at: s.created_at_ms, id: s.id.clone() }))
}

/// One of them with everything.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str) -> Result<Option<SweepDetail>> {
    let query = "SELECT id, strategy, name, combinations, request, answer, created_at FROM sweeps
                 WHERE owner = $1 AND id = $2 AND trash IS NULL";
    let row: Option<Detail> = owned::one(db, query, owner, id).await?;
    let Some(Detail { summary, request, answer }) = row else { return Ok(None) };
    let request = serde_json::from_str(&request)?;
    let (in_sample, out_of_sample) = unpack(&answer)?;
    Ok(Some(SweepDetail { summary: summary.told(), request, in_sample, out_of_sample }))
}
