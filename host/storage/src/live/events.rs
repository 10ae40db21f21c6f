//! What happened: events, the newest first. They are written by [`crate::system::projection`].

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{EventDetail, EventKind, LiveEvent};
use sqlx::{AssertSqlSafe, FromRow};

/// Which events are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this run.
    pub run: Option<String>,
    /// Only of this kind.
    pub kind: Option<EventKind>,
    /// Only of this market.
    pub market: Option<String>,
    /// Only those before this one.
    pub before: Option<i64>,
    /// Events of the page, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
}

#[derive(FromRow)]
struct Stored {
    id: i64,
    run: Option<String>,
    name: Option<String>,
    at: i64,
    kind: String,
    market: Option<String>,
    detail: String,
}

impl Stored {
    fn event(self) -> Result<LiveEvent> {
        Ok(LiveEvent {
            id: id_of(self.id),
            at_ms: self.at,
            run_id: self.run,
            run_name: self.name,
            market: self.market,
            kind: serde_json::from_value(self.kind.into())?,
            detail: serde_json::from_str(&self.detail)?,
        })
    }
}

/// An event's id: sorts as its number does.
#[must_use]
pub fn id_of(number: i64) -> String {
    format!("{number:016}")
}

/// An event's number; `None` when that is no id of ours.
#[must_use]
pub fn number_of(id: &str) -> Option<i64> {
    let digits = id.len() == 16 && id.bytes().all(|b| b.is_ascii_digit());
    id.parse::<i64>().ok().filter(|_| digits)
}

/// A kind as it is stored and sent.
#[must_use]
pub const fn kind_code(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Run => "run",
        EventKind::Order => "order",
        EventKind::Fill => "fill",
        EventKind::Trade => "trade",
        EventKind::Denial => "denial",
        EventKind::Settlement => "settlement",
        EventKind::Fault => "fault",
        EventKind::Version => "version",
        EventKind::Feed => "feed",
    }
}

/// A page of them, the newest first: the owner's, and what belongs to no run.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, filter: &Filter) -> Result<Page<LiveEvent>> {
    let asked = Asked::new(Key::newest(), filter.limit);
    // What is not asked for is not in the query: it would keep the indexes out. Only columns go into the text.
    let mut text = "SELECT e.id, e.run, r.name, e.at, e.kind, e.market, e.detail
         FROM live_events e LEFT JOIN live_runs r ON r.id = e.run WHERE (e.owner IS NULL OR e.owner = $1)"
        .to_owned();
    let wanted = [
        filter.before.map(|_| "e.id <"),
        filter.run.as_ref().map(|_| "e.run ="),
        filter.kind.map(|_| "e.kind ="),
        filter.market.as_ref().map(|_| "e.market ="),
    ];
    let mut bound = 1;
    for column in wanted.into_iter().flatten() {
        bound += 1;
        text.push_str(&format!(" AND {column} ${bound}"));
    }
    text.push_str(&format!(" ORDER BY e.id DESC LIMIT ${}", bound + 1));
    let mut query = sqlx::query_as(AssertSqlSafe(text)).bind(owner.as_str());
    if let Some(before) = filter.before {
        query = query.bind(before);
    }
    let all = [filter.run.as_deref(), filter.kind.map(kind_code), filter.market.as_deref()];
    for asked in all.into_iter().flatten() {
        query = query.bind(asked);
    }
    let rows: Vec<Stored> = query.bind(asked.rows()).fetch_all(db.pool()).await?;
    let items = rows.into_iter().map(Stored::event).collect::<Result<Vec<_>>>()?;
    Ok(asked.page_by(items, |last| last.id.clone()))
}

/// The newest details of a kind that a run's events carry, newest first: `limit` at most.
///
/// # Errors
/// When the database fails.
pub async fn details(
    db: &Database,
    owner: &Owner,
    run: &str,
    kind: EventKind,
    limit: usize,
) -> Result<Vec<EventDetail>> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "SELECT detail FROM live_events WHERE run = $1 AND owner = $2 AND kind = $3
         ORDER BY id DESC LIMIT $4",
    )
    .bind(run)
    .bind(owner.as_str())
    .bind(kind_code(kind))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db.pool())
    .await?;
    rows.into_iter().map(|(detail,)| Ok(serde_json::from_str(&detail)?)).collect()
}

/// Events of an owner, and those of nobody, after a number, in order. One that cannot be understood is `None`.
///
/// # Errors
/// When the database fails.
pub async fn after(
    db: &Database,
    owner: &Owner,
    number: i64,
    limit: u32,
) -> Result<Vec<(i64, Option<LiveEvent>)>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT e.id, e.at, e.run, r.name, e.market, e.kind, e.detail
         FROM live_events e LEFT JOIN live_runs r ON r.id = e.run
         WHERE e.id > $1 AND (e.owner IS NULL OR e.owner = $2) ORDER BY e.id LIMIT $3",
    )
    .bind(number)
    .bind(owner.as_str())
    .bind(i64::from(limit))
    .fetch_all(db.pool())
    .await?;
    let read = |row: Stored| {
        let number = row.id;
        let event = row.event();
        (number, event.inspect_err(|error| tracing::warn!(number, %error, "an event cannot be read")).ok())
    };
    Ok(rows.into_iter().map(read).collect())
}
