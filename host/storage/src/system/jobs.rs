//! The queue of everyone's jobs, as workers and figures see it.

use crate::database::{Alone, Database};
use crate::error::Result;
use crate::id::counted;
use crate::jobs::Stored;
use crate::owner::Owner;
use craftstrat_api::studio::Job;
use sqlx::FromRow;

/// Why jobs that were running when the program ended have no result.
const STOPPED: &str = "The server stopped before this was done.";

#[derive(FromRow)]
struct Row {
    owner: String,
    request: String,
    #[sqlx(flatten)]
    job: Stored,
}

impl Row {
    fn taken(self) -> Result<Taken> {
        Ok(Taken { owner: Owner::stored(self.owner), job: self.job.job()?, request: self.request })
    }
}

/// A job to be done.
#[derive(Debug)]
pub struct Taken {
    /// Whose it is.
    pub owner: Owner,
    /// The job.
    pub job: Job,
    /// What to do, JSON.
    pub request: String,
}

/// How many jobs of anyone wait, and how many run.
///
/// # Errors
/// When the database fails.
pub async fn open(db: &Database) -> Result<[u64; 2]> {
    let (waiting, running): (i64, i64) = sqlx::query_as(
        "SELECT COUNT(*) FILTER (WHERE state = 'queued'), COUNT(*) FILTER (WHERE state = 'running')
         FROM jobs WHERE state IN ('queued', 'running')",
    )
    .fetch_one(db.pool())
    .await?;
    Ok([counted(waiting), counted(running)])
}

/// The oldest waiting job of anyone, now running. Imports run one at a time: the tick store has one writer.
///
/// # Errors
/// When the database fails.
pub async fn take(db: &Database) -> Result<Option<Taken>> {
    let mut tx = db.begin().await?;
    // Two workers must not take one job, nor two imports.
    tx.alone(Alone::Jobs).await?;
    let row: Option<Row> = sqlx::query_as(
        "UPDATE jobs SET state = 'running' WHERE id = (
             SELECT id FROM jobs WHERE state = 'queued' AND (kind <> 'import' OR NOT EXISTS (
                 SELECT 1 FROM jobs WHERE kind = 'import' AND state = 'running'))
             ORDER BY id LIMIT 1)
         RETURNING id, owner, kind, state, title, progress, result, error, request, created_at, ended_at",
    )
    .fetch_optional(tx.connection())
    .await?;
    tx.commit().await?;
    row.map(Row::taken).transpose()
}

/// Marks every running job of anyone as failed: at start-up nothing can be running, since one program alone works in a
/// database.
///
/// # Errors
/// When the database fails.
pub async fn fail_interrupted(db: &Database, now_ms: i64) -> Result<()> {
    sqlx::query("UPDATE jobs SET state = 'failed', error = $1, ended_at = $2 WHERE state = 'running'")
        .bind(STOPPED)
        .bind(now_ms)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Every waiting job of anyone, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &Database) -> Result<Vec<Taken>> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, owner, kind, state, title, progress, result, error, request, created_at, ended_at
         FROM jobs WHERE state = 'queued' ORDER BY id",
    )
    .fetch_all(db.pool())
    .await?;
    rows.into_iter().map(Row::taken).collect()
}

/// Whether fewer than `jobs_max` jobs of anyone wait or run: for whoever has much to do before the job can be queued.
///
/// # Errors
/// When the database fails.
pub async fn has_room(db: &Database, jobs_max: u32) -> Result<bool> {
    let [waiting, running] = open(db).await?;
    Ok(waiting + running < u64::from(jobs_max))
}
