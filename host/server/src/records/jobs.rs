//! Jobs: the queue itself is this table, so that nothing asked for is forgotten.

use super::{counted, one, stored};
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::paging::{Key, PageQuery};
use crate::problem::{Answer, Refusal};
use axum::http::StatusCode;
use craftstrat_api::studio::{Job, JobKind, JobState, Page, Progress};
use sqlx::{FromRow, SqlitePool};

/// Why jobs that were running when the program ended have no result.
const STOPPED: &str = "The server stopped before this was done.";

#[derive(FromRow)]
struct Stored {
    id: String,
    owner: String,
    kind: String,
    state: String,
    title: String,
    progress: String,
    result: String,
    error: Option<String>,
    request: String,
    created_at: i64,
    ended_at: Option<i64>,
}

/// A job to be done.
#[derive(Debug)]
pub(crate) struct Taken {
    /// Whose it is.
    pub owner: Owner,
    /// The job.
    pub job: Job,
    /// What to do, JSON.
    pub request: String,
}

impl Stored {
    fn taken(self) -> Answer<Taken> {
        let (owner, request) = (Owner::stored(self.owner.clone()), self.request.clone());
        Ok(Taken { owner, job: self.job()?, request })
    }

    fn job(self) -> Answer<Job> {
        Ok(Job {
            kind: serde_json::from_value(self.kind.into())?,
            state: serde_json::from_value(self.state.into())?,
            progress: serde_json::from_str(&self.progress)?,
            id: self.id,
            title: self.title,
            result: self.result,
            error: self.error,
            created_at_ms: self.created_at,
            ended_at_ms: self.ended_at,
        })
    }
}

const fn kind_code(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Backtest => "backtest",
        JobKind::Sweep => "sweep",
        JobKind::Import => "import",
    }
}

const fn state_code(state: JobState) -> &'static str {
    match state {
        JobState::Queued => "queued",
        JobState::Running => "running",
        JobState::Done => "done",
        JobState::Failed => "failed",
        JobState::Cancelled => "cancelled",
    }
}

/// Queues a job unless `jobs_max` are waiting or running.
pub(crate) async fn insert(
    db: &SqlitePool,
    owner: &Owner,
    job: &Job,
    request: &str,
    jobs_max: u32,
) -> Answer<()> {
    let done = sqlx::query(
        "INSERT INTO jobs (id, owner, kind, state, title, progress, result, request, created_at)
         SELECT ?, ?, ?, 'queued', ?, ?, ?, ?, ?
         WHERE (SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')) < ?",
    )
    .bind(&job.id)
    .bind(owner.as_str())
    .bind(kind_code(job.kind))
    .bind(&job.title)
    .bind(serde_json::to_string(&job.progress)?)
    .bind(&job.result)
    .bind(request)
    .bind(job.created_at_ms)
    .bind(stored(jobs_max.into()))
    .execute(db)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(full(jobs_max)) }
}

/// Refuses when `jobs_max` jobs of anyone are waiting or running: for whoever has much to do before the job can be queued.
pub(crate) async fn room(db: &SqlitePool, jobs_max: u32) -> Answer<()> {
    let (open,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')")
        .fetch_one(db)
        .await?;
    if open < i64::from(jobs_max) { Ok(()) } else { Err(full(jobs_max)) }
}

/// How many jobs of anyone wait, and how many run.
pub(crate) async fn open(db: &SqlitePool) -> Answer<[u64; 2]> {
    let query = "SELECT COALESCE(SUM(state = 'queued'), 0), COALESCE(SUM(state = 'running'), 0)
                 FROM jobs WHERE state IN ('queued', 'running')";
    let (queued, running): (i64, i64) = sqlx::query_as(query).fetch_one(db).await?;
    Ok([counted(queued), counted(running)])
}

fn full(jobs_max: u32) -> Refusal {
    let detail =
        format!("{jobs_max} jobs are waiting or running: try again when one is done, or cancel one.");
    Refusal::new(StatusCode::TOO_MANY_REQUESTS, "queue_full", detail)
}

/// The oldest waiting job of anyone, now running. Imports run one at a time: the tick store has one writer.
pub(crate) async fn take(db: &SqlitePool) -> Answer<Option<Taken>> {
    let row: Option<Stored> = sqlx::query_as(
        "UPDATE jobs SET state = 'running' WHERE id = (
             SELECT id FROM jobs WHERE state = 'queued' AND (kind <> 'import' OR NOT EXISTS (
                 SELECT 1 FROM jobs WHERE kind = 'import' AND state = 'running'))
             ORDER BY id LIMIT 1)
         RETURNING id, owner, kind, state, title, progress, result, error, request, created_at, ended_at",
    )
    .fetch_optional(db)
    .await?;
    row.map(Stored::taken).transpose()
}

/// Writes down how a job ended. Whether it did: not when it had ended before.
pub(crate) async fn end(db: &SqlitePool, owner: &Owner, job: &Job) -> Answer<bool> {
    let done = sqlx::query(
        "UPDATE jobs SET state = ?, progress = ?, error = ?, ended_at = ?
         WHERE owner = ? AND id = ? AND state IN ('queued', 'running')",
    )
    .bind(state_code(job.state))
    .bind(serde_json::to_string(&job.progress)?)
    .bind(&job.error)
    .bind(job.ended_at_ms)
    .bind(owner.as_str())
    .bind(&job.id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Cancels a job that still waits. Whether it did.
pub(crate) async fn cancel_waiting(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<bool> {
    let done = sqlx::query(
        "UPDATE jobs SET state = 'cancelled', ended_at = ? WHERE owner = ? AND id = ? AND state = 'queued'",
    )
    .bind(now_ms())
    .bind(owner.as_str())
    .bind(id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Marks every running job of anyone as failed: at start-up nothing can be running.
pub(crate) async fn fail_interrupted(db: &SqlitePool) -> Answer<()> {
    sqlx::query("UPDATE jobs SET state = 'failed', error = ?, ended_at = ? WHERE state = 'running'")
        .bind(STOPPED)
        .bind(now_ms())
        .execute(db)
        .await?;
    Ok(())
}

/// Every waiting job of anyone, the oldest first.
pub(crate) async fn waiting(db: &SqlitePool) -> Answer<Vec<Taken>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, owner, kind, state, title, progress, result, error, request, created_at, ended_at
         FROM jobs WHERE state = 'queued' ORDER BY id",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Stored::taken).collect()
}

/// One of them.
pub(crate) async fn find(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<Option<Job>> {
    let row: Option<Stored> = one(
        db,
        owner,
        id,
        "SELECT id, owner, kind, state, title, progress, result, error, '' AS request, created_at, ended_at
         FROM jobs WHERE owner = ? AND id = ?",
    )
    .await?;
    row.map(Stored::job).transpose()
}

/// A page of them, the newest first.
pub(crate) async fn page(db: &SqlitePool, owner: &Owner, query: &PageQuery) -> Answer<Page<Job>> {
    let before = query.before()?;
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, owner, kind, state, title, progress, result, error, '' AS request, created_at, ended_at
         FROM jobs WHERE owner = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?",
    )
    .bind(owner.as_str())
    .bind(before.at)
    .bind(before.id)
    .bind(query.rows())
    .fetch_all(db)
    .await?;
    let jobs = rows.into_iter().map(Stored::job).collect::<Answer<Vec<_>>>()?;
    Ok(query.page(jobs, |j| Key { at: j.created_at_ms, id: j.id.clone() }))
}

/// A job as it is when it is asked for.
pub(crate) fn asked(kind: JobKind, title: String) -> Job {
    Job {
        id: super::new_id(),
        kind,
        state: JobState::Queued,
        title,
        progress: Progress::default(),
        result: super::new_id(),
        error: None,
        created_at_ms: now_ms(),
        ended_at_ms: None,
    }
}
