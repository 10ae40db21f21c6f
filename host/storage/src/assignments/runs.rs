//! What runs of assignments have to themselves: a wallet's series, and cash of it in a ledger of its own.

use super::wallet::{WALLET, Wallet};
use super::{Reason, word};
use crate::database::{Alone, Database, Transaction};
use crate::error::Result;
use crate::live::{self, New};
use crate::owner::Owner;
use craftstrat_api::studio::assignments::StopCode;
use craftstrat_model::Usdc;
use sqlx::FromRow;

/// What became of beginning a run of an assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It has this id.
    Run(String),
    /// The owner has [`live::RUNS_MAX`] runs.
    Full,
    /// It runs already, or what it held is not over, or it is gone.
    Busy,
    /// Another run has one of the series to itself.
    Taken(String),
    /// So much is free.
    NoCash(Usdc),
}

/// A run to begin.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// The assignment.
    pub assignment: &'a str,
    /// Its wallet.
    pub wallet: &'a str,
    /// The run.
    pub new: New<'a>,
    /// The series it has to itself.
    pub series: &'a [String],
    /// Cash that is set apart for it.
    pub opening: Usdc,
    /// As [`super::wallet::find`].
    pub paper_cash: Usdc,
}

/// Keeps a run of an assignment with its cash and its series, all or nothing.
///
/// # Errors
/// When its name holds U+0000, or the database fails.
pub async fn begin(db: &Database, owner: &Owner, asked: Beginning<'_>, now_ms: i64) -> Result<Begun> {
    let mut all = db.begin().await?;
    all.alone(Alone::Owner(owner)).await?;
    let wanted = sqlx::query(
        "UPDATE wallet_strategies SET is_running = 1, started_at = $1, updated_at = $1, reason = NULL,
                reason_detail = NULL, reason_at = NULL
         WHERE owner = $2 AND id = $3 AND wallet = $4 AND is_running = 0
         AND NOT EXISTS (SELECT 1 FROM wallet_runs r WHERE r.assignment = $3 AND r.closing IS NULL)",
    )
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(asked.assignment)
    .bind(asked.wallet)
    .execute(all.connection())
    .await?;
    if wanted.rows_affected() == 0 {
        return Ok(Begun::Busy);
    }
    let wallet: Wallet = sqlx::query_as(WALLET)
        .bind(owner.as_str())
        .bind(asked.wallet)
        .bind(asked.paper_cash.micros())
        .fetch_one(all.connection())
        .await?;
    if wallet.free() < asked.opening {
        return Ok(Begun::NoCash(wallet.free()));
    }
    let Some(run) = live::put(&mut all, owner, asked.new, now_ms).await? else { return Ok(Begun::Full) };
    set_apart(&mut all, owner, &asked, &run, now_ms).await?;
    for series in asked.series {
        let query =
            "INSERT INTO wallet_series (wallet, series, run) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        let done = sqlx::query(query).bind(asked.wallet).bind(series).bind(&run);
        if done.execute(all.connection()).await?.rows_affected() == 0 {
            return Ok(Begun::Taken(series.clone()));
        }
    }
    all.commit().await?;
    Ok(Begun::Run(run))
}

async fn set_apart(
    all: &mut Transaction,
    owner: &Owner,
    asked: &Beginning<'_>,
    run: &str,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO wallet_runs (run, owner, wallet, assignment, opening, opened_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(run)
    .bind(owner.as_str())
    .bind(asked.wallet)
    .bind(asked.assignment)
    .bind(asked.opening.micros())
    .bind(now_ms)
    .execute(all.connection())
    .await?;
    sqlx::query("UPDATE wallet_strategies SET run = $1 WHERE id = $2")
        .bind(run)
        .bind(asked.assignment)
        .execute(all.connection())
        .await?;
    Ok(())
}

/// Undoes [`begin`] of a run that the desk refused: it never was.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Database, owner: &Owner, assignment: &str, run: &str) -> Result<()> {
    let mut both = db.begin().await?;
    sqlx::query("UPDATE wallet_strategies SET is_running = 0 WHERE owner = $1 AND id = $2 AND run = $3")
        .bind(owner.as_str())
        .bind(assignment)
        .bind(run)
        .execute(both.connection())
        .await?;
    sqlx::query("DELETE FROM live_runs WHERE owner = $1 AND id = $2 AND number IS NULL")
        .bind(owner.as_str())
        .bind(run)
        .execute(both.connection())
        .await?;
    both.commit().await
}

/// A run of an assignment that is not known to be over.
#[derive(Clone, Debug, FromRow)]
pub struct Open {
    /// The run.
    pub run: String,
    /// The assignment, as long as it is there.
    pub assignment: Option<String>,
    is_wanted: i64,
    held: i64,
    /// Cash it began with, in micros of a dollar.
    opening: i64,
    equity: Option<i64>,
}

impl Open {
    /// Its owner wants it to run.
    #[must_use]
    pub const fn is_wanted(&self) -> bool {
        self.is_wanted == 1
    }

    /// Why its wallet may not trade, where that is so.
    #[must_use]
    pub const fn held(&self) -> Option<StopCode> {
        match self.held {
            0 => None,
            1 => Some(StopCode::WalletPaused),
            _ => Some(StopCode::Plan),
        }
    }

    /// What it had when last something was booked, positions at their cost.
    #[must_use]
    pub fn last(&self) -> Usdc {
        Usdc::from_micros(self.equity.unwrap_or(self.opening))
    }
}

/// Runs of an owner's assignments that are not known to be over.
///
/// # Errors
/// When the database fails.
pub async fn open(db: &Database, owner: &Owner) -> Result<Vec<Open>> {
    let rows = sqlx::query_as(
        "SELECT r.run, r.assignment, r.opening,
                CASE WHEN a.is_running = 1 AND a.run = r.run THEN 1 ELSE 0 END AS is_wanted,
                CASE WHEN w.is_active = 0 THEN 1 WHEN w.plan_paused = 1 THEN 2 ELSE 0 END AS held,
                (SELECT e.equity FROM live_equity e WHERE e.run = r.run ORDER BY e.at DESC LIMIT 1) AS equity
         FROM wallet_runs r JOIN wallets w ON w.id = r.wallet LEFT JOIN wallet_strategies a ON a.id = r.assignment
         WHERE r.owner = $1 AND r.closing IS NULL ORDER BY r.opened_at, r.run",
    )
    .bind(owner.as_str())
    .fetch_all(db.pool())
    .await?;
    Ok(rows)
}

/// A run is over with so much: its cash goes back to the wallet, its series are free, and the assignment is stopped, with the
/// reason where it was to run.
///
/// # Errors
/// When the database fails.
pub async fn close(
    db: &Database,
    owner: &Owner,
    run: &str,
    closing: Usdc,
    reason: &Reason,
    now_ms: i64,
) -> Result<()> {
    let mut all = db.begin().await?;
    sqlx::query(
        "UPDATE wallet_runs SET closing = $1, closed_at = $2 WHERE owner = $3 AND run = $4 AND closing IS NULL",
    )
    .bind(closing.micros())
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(run)
    .execute(all.connection())
    .await?;
    sqlx::query(
        "DELETE FROM wallet_series WHERE run IN (SELECT r.run FROM wallet_runs r WHERE r.owner = $1 AND r.run = $2)",
    )
    .bind(owner.as_str())
    .bind(run)
    .execute(all.connection())
    .await?;
    sqlx::query(
        "UPDATE wallet_strategies SET is_running = 0, reason = $1, reason_detail = $2, reason_at = $3, updated_at = $3
         WHERE owner = $4 AND run = $5 AND is_running = 1",
    )
    .bind(word(reason.code)?)
    .bind(&reason.detail)
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(run)
    .execute(all.connection())
    .await?;
    all.commit().await
}
