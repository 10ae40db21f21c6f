//! The tables that are made from the log, and how far that is. Written by one task only, in the log's order.

use super::events::kind_code;
use crate::problem::Answer;
use craftstrat_api::studio::live::{EventDetail, EventKind};
use sqlx::{FromRow, SqliteConnection, SqlitePool};

/// A run as whoever reads the log has to know it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Row {
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
pub(crate) struct NewEvent<'a> {
    /// Record and place in it; `None` for what is not in the log.
    pub place: Option<(i64, i64)>,
    /// Whose it is; everybody's without one.
    pub owner: Option<&'a str>,
    /// The run.
    pub run: Option<&'a str>,
    /// When.
    pub at: i64,
    /// The market.
    pub market: Option<&'a str>,
    /// What kind.
    pub kind: EventKind,
    /// What.
    pub detail: &'a EventDetail,
}

/// The last record that is in the tables.
pub(crate) async fn progress(db: &SqlitePool) -> Answer<i64> {
    let (record,) = sqlx::query_as("SELECT record FROM live_progress").fetch_one(db).await?;
    Ok(record)
}

/// Every run anyone started.
pub(crate) async fn runs(db: &SqlitePool) -> Answer<Vec<Row>> {
    let query = "SELECT id, owner, name, component, request, number FROM live_runs";
    Ok(sqlx::query_as(query).fetch_all(db).await?)
}

/// The run of that id.
pub(crate) async fn run(db: &mut SqliteConnection, id: &str) -> Answer<Option<Row>> {
    let query = "SELECT id, owner, name, component, request, number FROM live_runs WHERE id = ?";
    Ok(sqlx::query_as(query).bind(id).fetch_optional(db).await?)
}

/// The nodes of a version.
pub(crate) async fn nodes(db: &mut SqliteConnection, run: &str, component: &str) -> Answer<Vec<String>> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT nodes FROM live_versions WHERE run = ? AND component = ?")
            .bind(run)
            .bind(component)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|(nodes,)| serde_json::from_str(&nodes)).transpose()?.unwrap_or_default())
}

/// The open markets of a run.
pub(crate) async fn markets(db: &mut SqliteConnection, run: &str) -> Answer<Vec<(i64, String)>> {
    let query = "SELECT place, symbol FROM live_markets WHERE run = ?";
    Ok(sqlx::query_as(query).bind(run).fetch_all(db).await?)
}

/// The last point of a run's equity and how many there are.
pub(crate) async fn last_equity(db: &mut SqliteConnection, run: &str) -> Answer<Option<(i64, i64, i64)>> {
    let row = sqlx::query_as(
        "SELECT equity, exposure, (SELECT COUNT(*) FROM live_equity WHERE run = ?1)
         FROM live_equity WHERE run = ?1 ORDER BY at DESC LIMIT 1",
    )
    .bind(run)
    .fetch_optional(db)
    .await?;
    Ok(row)
}

/// Everything up to `record` is in the tables.
pub(crate) async fn set_progress(db: &mut SqliteConnection, record: i64) -> Answer<()> {
    sqlx::query("UPDATE live_progress SET record = ?").bind(record).execute(db).await?;
    Ok(())
}

/// A run began.
pub(crate) async fn began(
    db: &mut SqliteConnection,
    id: &str,
    number: i64,
    record: i64,
    at: i64,
) -> Answer<()> {
    sqlx::query("UPDATE live_runs SET number = ?, record = ?, started_at = ? WHERE id = ?")
        .bind(number)
        .bind(record)
        .bind(at)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Another version trades.
pub(crate) async fn took_over(db: &mut SqliteConnection, run: &str, component: &str) -> Answer<()> {
    let query = "UPDATE live_runs SET component = ? WHERE id = ?";
    sqlx::query(query).bind(component).bind(run).execute(db).await?;
    Ok(())
}

/// A run took a market on.
pub(crate) async fn opened(db: &mut SqliteConnection, run: &str, place: i64, symbol: &str) -> Answer<()> {
    sqlx::query("INSERT INTO live_markets (run, place, symbol) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(run)
        .bind(place)
        .bind(symbol)
        .execute(db)
        .await?;
    Ok(())
}

/// A market of a run is settled.
pub(crate) async fn closed(db: &mut SqliteConnection, run: &str, place: i64) -> Answer<()> {
    let query = "DELETE FROM live_markets WHERE run = ? AND place = ?";
    sqlx::query(query).bind(run).bind(place).execute(db).await?;
    Ok(())
}

/// Writes an event down and returns its number; `None` when it was there already.
pub(crate) async fn event(db: &mut SqliteConnection, new: &NewEvent<'_>) -> Answer<Option<i64>> {
    let row: Option<(i64,)> = sqlx::query_as(
        "INSERT INTO live_events (record, place, owner, run, at, kind, market, detail)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
    )
    .bind(new.place.map(|(record, _)| record))
    .bind(new.place.map(|(_, place)| place))
    .bind(new.owner)
    .bind(new.run)
    .bind(new.at)
    .bind(kind_code(new.kind))
    .bind(new.market)
    .bind(serde_json::to_string(new.detail)?)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|(id,)| id))
}

/// What a run has after everything of an instant.
pub(crate) async fn equity(
    db: &mut SqliteConnection,
    run: &str,
    at: i64,
    equity: i64,
    exposure: i64,
) -> Answer<()> {
    sqlx::query(
        "INSERT INTO live_equity (run, at, equity, exposure) VALUES (?, ?, ?, ?)
         ON CONFLICT (run, at) DO UPDATE SET equity = excluded.equity, exposure = excluded.exposure",
    )
    .bind(run)
    .bind(at)
    .bind(equity)
    .bind(exposure)
    .execute(db)
    .await?;
    Ok(())
}

/// Drops every second point of a run's equity but the last.
pub(crate) async fn thin(db: &mut SqliteConnection, run: &str) -> Answer<()> {
    sqlx::query(
        "DELETE FROM live_equity WHERE run = ?1 AND at IN (
             SELECT at FROM (SELECT at, ROW_NUMBER() OVER (ORDER BY at) AS place,
                             MAX(at) OVER () AS newest FROM live_equity WHERE run = ?1)
             WHERE place % 2 = 0 AND at < newest)",
    )
    .bind(run)
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps the newest `keep` events of the feed's sources.
pub(crate) async fn forget_sources(db: &mut SqliteConnection, keep: i64) -> Answer<()> {
    sqlx::query(
        "DELETE FROM live_events WHERE kind = 'feed' AND record IS NULL AND id <= (
             SELECT id FROM live_events WHERE kind = 'feed' AND record IS NULL
             ORDER BY id DESC LIMIT 1 OFFSET ?)",
    )
    .bind(keep)
    .execute(db)
    .await?;
    Ok(())
}

/// The log was begun anew: runs, markets and events of the old one keep no place in it.
pub(crate) async fn begin_anew(db: &mut SqliteConnection) -> Answer<()> {
    for query in [
        "UPDATE live_progress SET record = 0",
        "UPDATE live_runs SET number = NULL",
        "UPDATE live_events SET record = NULL, place = NULL WHERE record IS NOT NULL",
        "DELETE FROM live_markets",
    ] {
        sqlx::query(query).execute(&mut *db).await?;
    }
    Ok(())
}
