//! What happened: events, the newest first.

use crate::owner::Owner;
use crate::problem::{Answer, Refusal};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{EventDetail, EventKind, LiveEvent};
use serde::Deserialize;
use sqlx::{FromRow, QueryBuilder, Sqlite, SqlitePool};

/// Events of a page when nothing is asked for.
const LIMIT: u32 = 50;

/// Events of a page, at most.
const LIMIT_MAX: u32 = 200;

/// Which events are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventQuery {
    /// Only of this run.
    pub run: Option<String>,
    /// Only of this kind.
    pub kind: Option<EventKind>,
    /// Only of this market.
    pub market: Option<String>,
    /// Where the page before ended: its `next`.
    pub cursor: Option<String>,
    /// Events of the page, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
}

/// An event as it is kept, with the name of its run.
#[derive(FromRow)]
pub(crate) struct Stored {
    /// Its number.
    pub id: i64,
    run: Option<String>,
    name: Option<String>,
    at: i64,
    kind: String,
    market: Option<String>,
    detail: String,
}

impl Stored {
    /// As it is told.
    ///
    /// # Errors
    /// When it was not written by this program.
    pub fn event(self) -> serde_json::Result<LiveEvent> {
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
pub(crate) fn id_of(number: i64) -> String {
    format!("{number:016}")
}

/// A kind as it is stored and sent.
pub(crate) const fn kind_code(kind: EventKind) -> &'static str {
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
/// When the cursor is none of ours.
pub(crate) async fn page(db: &SqlitePool, owner: &Owner, asked: &EventQuery) -> Answer<Page<LiveEvent>> {
    let foreign = || Refusal::bad_request("`cursor` is not one that this server gave out.");
    let number = |text: &String| {
        let digits = text.len() == 16 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| digits).ok_or_else(foreign)
    };
    let before = asked.cursor.as_ref().map(number).transpose()?;
    let size = asked.limit.unwrap_or(LIMIT).clamp(1, LIMIT_MAX);
    let mut query = QueryBuilder::<Sqlite>::new(
        "SELECT e.id, e.run, r.name, e.at, e.kind, e.market, e.detail
         FROM live_events e LEFT JOIN live_runs r ON r.id = e.run WHERE (e.owner IS NULL OR e.owner = ",
    );
    query.push_bind(owner.as_str()).push(")");
    if let Some(before) = before {
        query.push(" AND e.id < ").push_bind(before);
    }
    if let Some(run) = &asked.run {
        query.push(" AND e.run = ").push_bind(run);
    }
    if let Some(kind) = asked.kind {
        query.push(" AND e.kind = ").push_bind(kind_code(kind));
    }
    if let Some(market) = &asked.market {
        query.push(" AND e.market = ").push_bind(market);
    }
    query.push(" ORDER BY e.id DESC LIMIT ").push_bind(i64::from(size) + 1);
    let rows: Vec<Stored> = query.build_query_as().fetch_all(db).await?;
    let mut items = rows.into_iter().map(Stored::event).collect::<serde_json::Result<Vec<_>>>()?;
    let more = items.len() > size as usize;
    items.truncate(size as usize);
    let next = items.last().filter(|_| more).map(|last| last.id.clone());
    Ok(Page { items, next })
}

/// What the events of a kind of a run say, the newest first: `limit` at most.
pub(crate) async fn details(
    db: &SqlitePool,
    owner: &Owner,
    run: &str,
    kind: EventKind,
    limit: usize,
) -> Answer<Vec<EventDetail>> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "SELECT detail FROM live_events WHERE run = ? AND owner = ? AND kind = ? ORDER BY id DESC LIMIT ?",
    )
    .bind(run)
    .bind(owner.as_str())
    .bind(kind_code(kind))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|(detail,)| Ok(serde_json::from_str(&detail)?)).collect()
}
