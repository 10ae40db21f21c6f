//! What was started on paper, and the versions it was given.

pub(crate) mod events;
pub(crate) mod project;

use super::{new_id, one};
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::problem::Answer;
use craftstrat_api::report::EquityPoint;
use craftstrat_api::studio::live::LiveStart;
use craftstrat_model::Usdc;
use sqlx::{FromRow, SqlitePool};
use std::collections::BTreeMap;

/// Runs an owner may have in the list.
pub(crate) const RUNS_MAX: i64 = 200;

/// What a strategy declares that events and people need names for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    /// SHA-256 of the component.
    pub component: String,
    /// Its parameters, in order.
    pub parameters: Vec<String>,
    /// Its nodes, in order.
    pub nodes: Vec<String>,
}

/// A run to be kept.
#[derive(Debug)]
pub(crate) struct New<'a> {
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
pub(crate) struct Stored {
    /// Its id, which is what the desk calls it.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// The stored strategy.
    pub strategy: Option<String>,
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
    pub fn request(&self) -> Answer<LiveStart> {
        Ok(serde_json::from_str(&self.request)?)
    }
}

/// Keeps a run and returns its id; `None` when the owner has as many as are allowed.
pub(crate) async fn insert(db: &SqlitePool, owner: &Owner, new: New<'_>) -> Answer<Option<String>> {
    let id = new_id();
    let mut tx = db.begin().await?;
    let done = sqlx::query(
        "INSERT INTO live_runs (id, owner, name, strategy, component, request, created_at)
         SELECT ?, ?, ?, ?, ?, ?, ?
         WHERE (SELECT COUNT(*) FROM live_runs WHERE owner = ? AND removed_at IS NULL) < ?",
    )
    .bind(&id)
    .bind(owner.as_str())
    .bind(new.name)
    .bind(new.strategy)
    .bind(&new.names.component)
    .bind(serde_json::to_string(new.request)?)
    .bind(now_ms())
    .bind(owner.as_str())
    .bind(RUNS_MAX)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    add_version(&mut tx, &id, new.names).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// Keeps the names of a version of a run.
pub(crate) async fn version(db: &SqlitePool, run: &str, names: &Names) -> Answer<()> {
    let mut connection = db.acquire().await?;
    add_version(&mut connection, run, names).await
}

async fn add_version(db: &mut sqlx::SqliteConnection, run: &str, names: &Names) -> Answer<()> {
    sqlx::query(
        "INSERT INTO live_versions (run, component, parameters, nodes) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(run)
    .bind(&names.component)
    .bind(serde_json::to_string(&names.parameters)?)
    .bind(serde_json::to_string(&names.nodes)?)
    .execute(db)
    .await?;
    Ok(())
}

/// The versions of a run, by component.
pub(crate) async fn versions(db: &SqlitePool, run: &str) -> Answer<BTreeMap<String, Names>> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT component, parameters, nodes FROM live_versions WHERE run = ?")
            .bind(run)
            .fetch_all(db)
            .await?;
    let names = |(component, parameters, nodes): (String, String, String)| {
        let (parameters, nodes) = (serde_json::from_str(&parameters)?, serde_json::from_str(&nodes)?);
        Ok((component.clone(), Names { component, parameters, nodes }))
    };
    rows.into_iter().map(names).collect()
}

/// Drops a run that was refused: it never was.
pub(crate) async fn forget(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<()> {
    sqlx::query("DELETE FROM live_runs WHERE owner = ? AND id = ? AND number IS NULL")
        .bind(owner.as_str())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Takes a run out of the list.
pub(crate) async fn remove(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<()> {
    sqlx::query("UPDATE live_runs SET removed_at = ? WHERE owner = ? AND id = ? AND removed_at IS NULL")
        .bind(now_ms())
        .bind(owner.as_str())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Every run of the list, the newest first.
pub(crate) async fn list(db: &SqlitePool, owner: &Owner) -> Answer<Vec<Stored>> {
    let rows = sqlx::query_as(
        "SELECT id, name, strategy, component, request, record, started_at, created_at FROM live_runs
         WHERE owner = ? AND removed_at IS NULL ORDER BY created_at DESC, id DESC LIMIT ?",
    )
    .bind(owner.as_str())
    .bind(RUNS_MAX)
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// Id and name of every run of the list, the newest first.
///
/// # Errors
/// As the database says: whoever asks may have no log to tell it to.
pub(crate) async fn names(db: &SqlitePool, owner: &Owner) -> Result<Vec<(String, String)>, sqlx::Error> {
    let query = "SELECT id, name FROM live_runs
                 WHERE owner = ? AND removed_at IS NULL ORDER BY created_at DESC, id DESC";
    sqlx::query_as(query).bind(owner.as_str()).fetch_all(db).await
}

/// One of them.
pub(crate) async fn find(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<Option<Stored>> {
    one(
        db,
        owner,
        id,
        "SELECT id, name, strategy, component, request, record, started_at, created_at FROM live_runs
         WHERE owner = ? AND id = ? AND removed_at IS NULL",
    )
    .await
}

/// Whether there is or was one.
pub(crate) async fn was(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<bool> {
    let row: Option<(i64,)> =
        one(db, owner, id, "SELECT 1 FROM live_runs WHERE owner = ? AND id = ?").await?;
    Ok(row.is_some())
}

/// Its equity over time; at most as many points as are kept.
pub(crate) async fn equity(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<Vec<EquityPoint>> {
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT at, e.equity, e.exposure FROM live_equity e JOIN live_runs r ON r.id = e.run
         WHERE r.owner = ? AND r.id = ? ORDER BY at",
    )
    .bind(owner.as_str())
    .bind(id)
    .fetch_all(db)
    .await?;
    let point = |(at_ms, equity, exposure): (i64, i64, i64)| EquityPoint {
        at_ms,
        equity_usdc: Usdc::from_micros(equity),
        exposure_usdc: Usdc::from_micros(exposure),
    };
    Ok(rows.into_iter().map(point).collect())
}
