//! What was started on paper, and the versions it was given.

pub mod events;

use crate::database::{Alone, Database, Transaction};
use crate::error::Result;
use crate::id::new_id;
use crate::owner::Owner;
use crate::text::plain;
use craftstrat_api::report::EquityPoint;
use craftstrat_api::studio::live::LiveStart;
use craftstrat_model::Usdc;
use sqlx::FromRow;
use std::collections::BTreeMap;

/// Runs an owner may have in the list.
pub const RUNS_MAX: i64 = 200;

/// What a strategy declares that events and people need names for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// SHA-256 of the component.
    pub component: String,
    /// Its parameters, in order.
    pub parameters: Vec<String>,
    /// Its nodes, in order.
    pub nodes: Vec<String>,
}

/// A run to be kept.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// Its name, for people.
    pub name: &'a str,
    /// The stored strategy it is started from.
    pub strategy: Option<&'a str>,
    /// The request, strategy frozen.
    pub request: &'a LiveStart,
    /// What its strategy declares.
    pub names: &'a Names,
}

/// A run as it is kept.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    /// Its id, which is what the desk calls it.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// The stored strategy.
    pub strategy: Option<String>,
    /// The assignment it carries or carried, as long as that is there.
    pub assignment: Option<String>,
    /// The component that trades.
    pub component: String,
    request: String,
    /// The record in which it began.
    pub record: Option<i64>,
    /// The last complete instant when it began.
    pub started_at: Option<i64>,
    /// When it was asked for.
    pub created_at: i64,
}

impl Stored {
    /// What was asked for.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn request(&self) -> Result<LiveStart> {
        Ok(serde_json::from_str(&self.request)?)
    }
}

/// Keeps a run and returns its id; `None` when the owner has [`RUNS_MAX`].
///
/// # Errors
/// When its name holds U+0000, or the database fails.
pub async fn insert(db: &Database, owner: &Owner, new: New<'_>, now_ms: i64) -> Result<Option<String>> {
    let mut tx = db.begin().await?;
    tx.alone(Alone::Owner(owner)).await?;
    let id = put(&mut tx, owner, new, now_ms).await?;
    if id.is_some() {
        tx.commit().await?;
    }
    Ok(id)
}

/// As [`insert`], for whoever has the owner's things for itself.
pub(crate) async fn put(
    tx: &mut Transaction,
    owner: &Owner,
    new: New<'_>,
    now_ms: i64,
) -> Result<Option<String>> {
    let id = new_id();
    let done = sqlx::query(
        "INSERT INTO live_runs (id, owner, name, strategy, component, request, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE (SELECT COUNT(*) FROM live_runs WHERE owner = $2 AND removed_at IS NULL) < $8",
    )
    .bind(&id)
    .bind(owner.as_str())
    .bind(plain(new.name)?)
    .bind(new.strategy)
    .bind(&new.names.component)
    .bind(serde_json::to_string(new.request)?)
    .bind(now_ms)
    .bind(RUNS_MAX)
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    add_version(tx, owner, &id, new.names).await?;
    Ok(Some(id))
}

/// Keeps the names of a version of a run. What somebody else runs is left alone.
///
/// # Errors
/// When the database fails.
pub async fn version(db: &Database, owner: &Owner, run: &str, names: &Names) -> Result<()> {
    let mut tx = db.begin().await?;
    add_version(&mut tx, owner, run, names).await?;
    tx.commit().await
}

async fn add_version(tx: &mut Transaction, owner: &Owner, run: &str, names: &Names) -> Result<()> {
    sqlx::query(
        "INSERT INTO live_versions (run, component, parameters, nodes)
         SELECT id, $1, $2, $3 FROM live_runs WHERE owner = $4 AND id = $5 ON CONFLICT DO NOTHING",
    )
    .bind(&names.component)
    .bind(serde_json::to_string(&names.parameters)?)
    .bind(serde_json::to_string(&names.nodes)?)
    .bind(owner.as_str())
    .bind(run)
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The versions of a run, by component.
///
/// # Errors
/// When the database fails.
pub async fn versions(db: &Database, owner: &Owner, run: &str) -> Result<BTreeMap<String, Names>> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT v.component, v.parameters, v.nodes FROM live_versions v JOIN live_runs r ON r.id = v.run
         WHERE r.owner = $1 AND r.id = $2",
    )
    .bind(owner.as_str())
    .bind(run)
    .fetch_all(db.pool())
    .await?;
    let names = |(component, parameters, nodes): (String, String, String)| {
        let (parameters, nodes) = (serde_json::from_str(&parameters)?, serde_json::from_str(&nodes)?);
        Ok((component.clone(), Names { component, parameters, nodes }))
    };
    rows.into_iter().map(names).collect()
}

/// Drops a run that was refused: it never was.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Database, owner: &Owner, id: &str) -> Result<()> {
    sqlx::query("DELETE FROM live_runs WHERE owner = $1 AND id = $2 AND number IS NULL")
        .bind(owner.as_str())
        .bind(id)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Takes a run out of the list.
///
/// # Errors
/// When the database fails.
pub async fn remove(db: &Database, owner: &Owner, id: &str, now_ms: i64) -> Result<()> {
    sqlx::query("UPDATE live_runs SET removed_at = $1 WHERE owner = $2 AND id = $3 AND removed_at IS NULL")
        .bind(now_ms)
        .bind(owner.as_str())
        .bind(id)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Every run of the list, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Database, owner: &Owner) -> Result<Vec<Stored>> {
    let rows = sqlx::query_as(
        "SELECT id, name, strategy, (SELECT w.assignment FROM wallet_runs w WHERE w.run = live_runs.id) AS assignment,
                component, request, record, started_at, created_at FROM live_runs
         WHERE owner = $1 AND removed_at IS NULL ORDER BY created_at DESC, id DESC LIMIT $2",
    )
    .bind(owner.as_str())
    .bind(RUNS_MAX)
    .fetch_all(db.pool())
    .await?;
    Ok(rows)
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str) -> Result<Option<Stored>> {
    let row = sqlx::query_as(
        "SELECT id, name, strategy, (SELECT w.assignment FROM wallet_runs w WHERE w.run = live_runs.id) AS assignment,
                component, request, record, started_at, created_at FROM live_runs
         WHERE owner = $1 AND id = $2 AND removed_at IS NULL",
    )
    .bind(owner.as_str())
    .bind(id)
    .fetch_optional(db.pool())
    .await?;
    Ok(row)
}

/// Whether there is or was one.
///
/// # Errors
/// When the database fails.
pub async fn was(db: &Database, owner: &Owner, id: &str) -> Result<bool> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT 1 FROM live_runs WHERE owner = $1 AND id = $2")
        .bind(owner.as_str())
        .bind(id)
        .fetch_optional(db.pool())
        .await?;
    Ok(row.is_some())
}

/// Its equity over time; at most as many points as are kept.
///
/// # Errors
/// When the database fails.
pub async fn equity(db: &Database, owner: &Owner, id: &str) -> Result<Vec<EquityPoint>> {
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT e.at, e.equity, e.exposure FROM live_equity e JOIN live_runs r ON r.id = e.run
         WHERE r.owner = $1 AND r.id = $2 ORDER BY e.at",
    )
    .bind(owner.as_str())
    .bind(id)
    .fetch_all(db.pool())
    .await?;
    let point = |(at_ms, equity, exposure): (i64, i64, i64)| EquityPoint {
        at_ms,
        equity_usdc: Usdc::from_micros(equity),
        exposure_usdc: Usdc::from_micros(exposure),
    };
    Ok(rows.into_iter().map(point).collect())
}
