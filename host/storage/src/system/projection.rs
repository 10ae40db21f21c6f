//! The tables that are made from the desk's log, and how far that is. Written by one task only, in the log's order: it
//! writes for everybody, since the log is everybody's.
//!
//! Numbers of events rise in the order in which readers see them: [`begin`] has the events for itself until it commits, so
//! that no lower number can appear behind a higher one, whoever else writes.

use crate::database::{Alone, Database, Transaction};
use crate::error::Result;
use crate::id::{counted, stored};
use crate::live::events::kind_code;
use craftstrat_api::studio::live::{EventDetail, EventKind};
use sqlx::FromRow;

/// A run as whoever reads the log has to know it.
#[derive(Clone, Debug, FromRow)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub owner: String,
    /// Its name, for people.
    pub name: String,
    /// The component that trades.
    pub component: String,
    /// The request, JSON.
    pub request: String,
    /// The desk's number of it.
    pub number: Option<i64>,
}

/// An event to be written down.
#[derive(Debug)]
pub struct NewEvent<'a> {
    /// Record and place in it; `None` for what is not in the log.
    pub place: Option<(u64, u64)>,
    /// Whose it is; everybody's without one.
    pub owner: Option<&'a str>,
    /// The run.
    pub run: Option<&'a str>,
    /// When, in milliseconds since the Unix epoch.
    pub at: i64,
    /// The market.
    pub market: Option<&'a str>,
    /// What kind.
    pub kind: EventKind,
    /// What.
    pub detail: &'a EventDetail,
}

/// Begins to write. Nobody else writes events meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn begin(db: &Database) -> Result<Transaction> {
    let mut tx = db.begin().await?;
    tx.alone(Alone::Events).await?;
    Ok(tx)
}

/// The last record that is in the tables.
///
/// # Errors
/// When the database fails.
pub async fn progress(db: &Database) -> Result<u64> {
    let (record,) = sqlx::query_as("SELECT record FROM live_progress").fetch_one(db.pool()).await?;
    Ok(counted(record))
}

/// Every run anyone started.
///
/// # Errors
/// When the database fails.
pub async fn runs(db: &Database) -> Result<Vec<Row>> {
    let query = "SELECT id, owner, name, component, request, number FROM live_runs";
    Ok(sqlx::query_as(query).fetch_all(db.pool()).await?)
}

/// The run of that id.
///
/// # Errors
/// When the database fails.
pub async fn run(tx: &mut Transaction, id: &str) -> Result<Option<Row>> {
    let query = "SELECT id, owner, name, component, request, number FROM live_runs WHERE id = $1";
    Ok(sqlx::query_as(query).bind(id).fetch_optional(tx.connection()).await?)
}

/// The nodes of a version.
///
/// # Errors
/// When the database fails.
pub async fn nodes(tx: &mut Transaction, run: &str, component: &str) -> Result<Vec<String>> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT nodes FROM live_versions WHERE run = $1 AND component = $2")
            .bind(run)
            .bind(component)
            .fetch_optional(tx.connection())
            .await?;
    Ok(row.map(|(nodes,)| serde_json::from_str(&nodes)).transpose()?.unwrap_or_default())
}

/// The open markets of a run: their places and symbols.
///
/// # Errors
/// When the database fails.
pub async fn markets(tx: &mut Transaction, run: &str) -> Result<Vec<(i64, String)>> {
    let query = "SELECT place, symbol FROM live_markets WHERE run = $1";
    Ok(sqlx::query_as(query).bind(run).fetch_all(tx.connection()).await?)
}

/// The last point of a run's equity, its exposure, both in micros of a dollar, and how many points there are.
///
/// # Errors
/// When the database fails.
pub async fn last_equity(tx: &mut Transaction, run: &str) -> Result<Option<(i64, i64, i64)>> {
    let row = sqlx::query_as(
        "SELECT equity, exposure, (SELECT COUNT(*) FROM live_equity WHERE run = $1)
         FROM live_equity WHERE run = $1 ORDER BY at DESC LIMIT 1",
    )
    .bind(run)
    .fetch_optional(tx.connection())
    .await?;
    Ok(row)
}

/// Everything up to `record` is in the tables.
///
/// # Errors
/// When the database fails.
pub async fn set_progress(tx: &mut Transaction, record: u64) -> Result<()> {
    sqlx::query("UPDATE live_progress SET record = $1").bind(stored(record)).execute(tx.connection()).await?;
    Ok(())
}

/// A run began, with the desk's number, in a record, at an instant.
///
/// # Errors
/// When the database fails.
pub async fn began(tx: &mut Transaction, id: &str, number: u32, record: u64, at: i64) -> Result<()> {
    sqlx::query("UPDATE live_runs SET number = $1, record = $2, started_at = $3 WHERE id = $4")
        .bind(i64::from(number))
        .bind(stored(record))
        .bind(at)
        .bind(id)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Another version trades.
///
/// # Errors
/// When the database fails.
pub async fn took_over(tx: &mut Transaction, run: &str, component: &str) -> Result<()> {
    let query = "UPDATE live_runs SET component = $1 WHERE id = $2";
    sqlx::query(query).bind(component).bind(run).execute(tx.connection()).await?;
    Ok(())
}

/// A run took a market on.
///
/// # Errors
/// When the database fails.
pub async fn opened(tx: &mut Transaction, run: &str, place: u32, symbol: &str) -> Result<()> {
    sqlx::query("INSERT INTO live_markets (run, place, symbol) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(run)
        .bind(i64::from(place))
        .bind(symbol)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// A market of a run is settled.
///
/// # Errors
/// When the database fails.
pub async fn closed(tx: &mut Transaction, run: &str, place: u32) -> Result<()> {
    let query = "DELETE FROM live_markets WHERE run = $1 AND place = $2";
    sqlx::query(query).bind(run).bind(i64::from(place)).execute(tx.connection()).await?;
    Ok(())
}

/// Writes an event down and returns its number; `None` when it was there already.
///
/// # Errors
/// When the database fails.
pub async fn event(tx: &mut Transaction, new: &NewEvent<'_>) -> Result<Option<i64>> {
    let row: Option<(i64,)> = sqlx::query_as(
        // Whose a run is may have changed since whoever writes this looked.
        "INSERT INTO live_events (record, place, owner, run, at, kind, market, detail)
         VALUES ($1, $2, COALESCE((SELECT r.owner FROM live_runs r WHERE r.id = $4), $3), $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id",
    )
    .bind(new.place.map(|(record, _)| stored(record)))
    .bind(new.place.map(|(_, place)| stored(place)))
    .bind(new.owner)
    .bind(new.run)
    .bind(new.at)
    .bind(kind_code(new.kind))
    .bind(new.market)
    .bind(serde_json::to_string(new.detail)?)
    .fetch_optional(tx.connection())
    .await?;
    Ok(row.map(|(id,)| id))
}

/// What a run has after everything of an instant, in micros of a dollar.
///
/// # Errors
/// When the database fails.
pub async fn equity(tx: &mut Transaction, run: &str, at: i64, equity: i64, exposure: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO live_equity (run, at, equity, exposure) VALUES ($1, $2, $3, $4)
         ON CONFLICT (run, at) DO UPDATE SET equity = excluded.equity, exposure = excluded.exposure",
    )
    .bind(run)
    .bind(at)
    .bind(equity)
    .bind(exposure)
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Drops every second point of a run's equity but the last.
///
/// # Errors
/// When the database fails.
pub async fn thin(tx: &mut Transaction, run: &str) -> Result<()> {
    sqlx::query(
        "DELETE FROM live_equity WHERE run = $1 AND at IN (
             SELECT p.at FROM (SELECT at, ROW_NUMBER() OVER (ORDER BY at) AS place,
                               MAX(at) OVER () AS newest FROM live_equity WHERE run = $1) AS p
             WHERE p.place % 2 = 0 AND p.at < p.newest)",
    )
    .bind(run)
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Keeps the newest `keep` events of the feed's sources.
///
/// # Errors
/// When the database fails.
pub async fn forget_sources(tx: &mut Transaction, keep: i64) -> Result<()> {
    sqlx::query(
        "DELETE FROM live_events WHERE kind = 'feed' AND record IS NULL AND id <= (
             SELECT id FROM live_events WHERE kind = 'feed' AND record IS NULL
             ORDER BY id DESC LIMIT 1 OFFSET $1)",
    )
    .bind(keep)
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The log was begun anew: runs, markets and events of the old one keep no place in it.
///
/// # Errors
/// When the database fails.
pub async fn begin_anew(tx: &mut Transaction) -> Result<()> {
    for query in [
        "UPDATE live_progress SET record = 0",
        "UPDATE live_runs SET number = NULL",
        "UPDATE live_events SET record = NULL, place = NULL WHERE record IS NOT NULL",
        "DELETE FROM live_markets",
    ] {
        sqlx::query(query).execute(tx.connection()).await?;
    }
    Ok(())
}
