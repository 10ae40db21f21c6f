//! Jobs: the queue itself is this table, so that nothing asked for is forgotten. What workers do with everybody's jobs is
//! in [`crate::system::jobs`].

use crate::database::{Alone, Database};
use crate::error::Result;
use crate::id::{new_id, stored};
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use crate::text::sentence;
use craftstrat_api::studio::{Job, JobKind, JobState, Page, Progress};
use sqlx::FromRow;

#[derive(FromRow)]
pub(crate) struct Stored {
    id: String,
    kind: String,
    state: String,
    title: String,
    progress: String,
    result: String,
    error: Option<String>,
    created_at: i64,
    ended_at: Option<i64>,
}

impl Stored {
    pub(crate) fn job(self) -> Result<Job> {
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

/// A job as it is when it is asked for.
#[must_use]
pub fn asked(kind: JobKind, title: String, now_ms: i64) -> Job {
    Job {
        id: new_id(),
        kind,
        state: JobState::Queued,
        title,
        progress: Progress::default(),
        result: new_id(),
        error: None,
        created_at_ms: now_ms,
        ended_at_ms: None,
    }
}

/// Queues a job with what is to be done, JSON. Whether it did: not when `jobs_max` of anyone wait or run.
///
/// # Errors
/// When the database fails.
pub async fn insert(db: &Database, owner: &Owner, job: &Job, request: &str, jobs_max: u32) -> Result<bool> {
    let mut tx = db.begin().await?;
    tx.alone(Alone::Jobs).await?;
    let done = sqlx::query(
        "INSERT INTO jobs (id, owner, kind, state, title, progress, result, request, created_at)
         SELECT $1, $2, $3, 'queued', $4, $5, $6, $7, $8
         WHERE (SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')) < $9",
    )
    .bind(&job.id)
    .bind(owner.as_str())
    .bind(kind_code(job.kind))
    .bind(sentence(&job.title))
    .bind(serde_json::to_string(&job.progress)?)
    .bind(&job.result)
    .bind(request)
    .bind(job.created_at_ms)
    .bind(stored(jobs_max.into()))
    .execute(tx.connection())
    .await?;
    tx.commit().await?;
    Ok(done.rows_affected() == 1)
}

/// Writes down how a job ended. Whether it did: not when it had ended before.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &Database, owner: &Owner, job: &Job) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE jobs SET state = $1, progress = $2, error = $3, ended_at = $4
         WHERE owner = $5 AND id = $6 AND state IN ('queued', 'running')",
    )
    .bind(state_code(job.state))
    .bind(serde_json::to_string(&job.progress)?)
    .bind(job.error.as_deref().map(sentence))
    .bind(job.ended_at_ms)
    .bind(owner.as_str())
    .bind(&job.id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Cancels a job that still waits. Whether it did.
///
/// # Errors
/// When the database fails.
pub async fn cancel_waiting(db: &Database, owner: &Owner, id: &str, now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE jobs SET state = 'cancelled', ended_at = $1
         WHERE owner = $2 AND id = $3 AND state = 'queued'",
    )
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str) -> Result<Option<Job>> {
    let row: Option<Stored> = sqlx::query_as(
        "SELECT id, kind, state, title, progress, result, error, created_at, ended_at
         FROM jobs WHERE owner = $1 AND id = $2",
    )
    .bind(owner.as_str())
    .bind(id)
    .fetch_optional(db.pool())
    .await?;
    row.map(Stored::job).transpose()
}

/// A page of them, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, asked: &Asked) -> Result<Page<Job>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, kind, state, title, progress, result, error, created_at, ended_at
         FROM jobs WHERE owner = $1 AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC LIMIT $4",
    )
    .bind(owner.as_str())
    .bind(asked.before.at)
    .bind(&asked.before.id)
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    let jobs = rows.into_iter().map(Stored::job).collect::<Result<Vec<_>>>()?;
    Ok(asked.page(jobs, |j| Key { at: j.created_at_ms, id: j.id.clone() }))
}
