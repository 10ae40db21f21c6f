//! People of the whole installation, for whoever operates it.

use crate::database::Database;
use crate::error::Result;
use crate::id::counted;
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use crate::people;
use crate::text::containing;
use craftstrat_api::studio::Page;
use craftstrat_api::studio::operator::OperatorJob;
use sqlx::FromRow;

/// A person, and how much of what they have.
#[derive(Clone, Debug, FromRow)]
pub struct User {
    /// The person.
    #[sqlx(flatten)]
    pub person: people::Stored,
    strategies: i64,
    wallets: i64,
}

impl User {
    /// Strategies and wallets.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        (counted(self.strategies), counted(self.wallets))
    }
}

/// A page of people, the newest first; those whose address contains [`Asked::name`]. For the operator.
///
/// # Errors
/// When the database fails.
pub async fn users(db: &Database, asked: &Asked) -> Result<Page<User>> {
    let rows: Vec<User> = sqlx::query_as(
        "SELECT id, email, email_key, name, language, plan, verified_at, locked_at, totp_at, created_at,
                (SELECT COUNT(*) FROM strategies s WHERE s.owner = u.id AND s.trash IS NULL) AS strategies,
                (SELECT COUNT(*) FROM wallets w WHERE w.owner = u.id) AS wallets
         FROM users u
         WHERE (created_at, id) < ($1, $2) AND email_key LIKE $3 ESCAPE '\\'
         ORDER BY created_at DESC, id DESC LIMIT $4",
    )
    .bind(asked.before.at)
    .bind(&asked.before.id)
    .bind(containing(&asked.name))
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    Ok(asked
        .page(rows, |user| Key { at: user.person.created_at, id: user.person.owner().as_str().to_owned() }))
}

/// Sets somebody's plan, or whether they may sign in, which ends their sessions. Whose it was, if there is such a person.
/// For the operator.
///
/// # Errors
/// When the database fails.
pub async fn change_user(
    db: &Database,
    id: &str,
    plan: Option<&str>,
    locked: Option<bool>,
    now_ms: i64,
) -> Result<Option<Owner>> {
    let mut both = db.begin().await?;
    let locked_at = locked.map(|locked| if locked { now_ms } else { 0 });
    let done = sqlx::query(
        "UPDATE users SET plan = COALESCE($1, plan), updated_at = $2,
                locked_at = CASE WHEN $3 IS NULL THEN locked_at WHEN $3 = 0 THEN NULL ELSE $3 END
         WHERE id = $4",
    )
    .bind(plan)
    .bind(now_ms)
    .bind(locked_at)
    .bind(id)
    .execute(both.connection())
    .await?;
    if done.rows_affected() != 1 {
        return Ok(None);
    }
    if locked == Some(true) {
        sqlx::query("DELETE FROM sessions WHERE owner = $1").bind(id).execute(both.connection()).await?;
    }
    both.commit().await?;
    Ok(Some(Owner::stored(id.to_owned())))
}

/// What there is of everybody's.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct Counts {
    users: i64,
    sessions: i64,
    jobs_open: i64,
}

impl Counts {
    /// People.
    #[must_use]
    pub fn users(&self) -> u64 {
        counted(self.users)
    }

    /// Sessions that were used within the last week.
    #[must_use]
    pub fn sessions(&self) -> u64 {
        counted(self.sessions)
    }

    /// Jobs that wait or run.
    #[must_use]
    pub fn jobs_open(&self) -> u64 {
        counted(self.jobs_open)
    }
}

/// Milliseconds of a week.
const WEEK_MS: i64 = 7 * 86_400_000;

/// Counts what there is of everybody's.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Database, now_ms: i64) -> Result<Counts> {
    let row = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM users) AS users,
                (SELECT COUNT(*) FROM sessions WHERE used_at > $1) AS sessions,
                (SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')) AS jobs_open",
    )
    .bind(now_ms - WEEK_MS)
    .fetch_one(db.pool())
    .await?;
    Ok(row)
}

#[derive(FromRow)]
struct JobRow {
    id: String,
    owner: String,
    email: Option<String>,
    kind: String,
    state: String,
    created_at: i64,
    ended_at: Option<i64>,
}

/// A page of jobs of everybody, the newest first. For the operator.
///
/// # Errors
/// When the database fails.
pub async fn jobs(db: &Database, asked: &Asked) -> Result<Page<OperatorJob>> {
    let rows: Vec<JobRow> = sqlx::query_as(
        "SELECT j.id, j.owner, u.email, j.kind, j.state, j.created_at, j.ended_at
         FROM jobs j LEFT JOIN users u ON u.id = j.owner
         WHERE (j.created_at, j.id) < ($1, $2) ORDER BY j.created_at DESC, j.id DESC LIMIT $3",
    )
    .bind(asked.before.at)
    .bind(&asked.before.id)
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    let jobs = rows.into_iter().map(|row| OperatorJob {
        id: row.id,
        person: row.email.unwrap_or(row.owner),
        kind: row.kind,
        state: row.state,
        created_at_ms: row.created_at,
        ended_at_ms: row.ended_at,
    });
    Ok(asked.page(jobs.collect(), |job| Key { at: job.created_at_ms, id: job.id.clone() }))
}

/// Whose a run is, by the address where there is one, and what it is called; nothing when there is no such run.
///
/// # Errors
/// When the database fails.
pub async fn run(db: &Database, id: &str) -> Result<Option<(String, String)>> {
    let row: Option<(String, Option<String>, String)> = sqlx::query_as(
        "SELECT r.owner, u.email, r.name FROM live_runs r LEFT JOIN users u ON u.id = r.owner WHERE r.id = $1",
    )
    .bind(id)
    .fetch_optional(db.pool())
    .await?;
    Ok(row.map(|(owner, email, name)| (email.unwrap_or(owner), name)))
}
