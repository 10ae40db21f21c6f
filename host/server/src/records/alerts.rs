//! Alerts, how far events were looked at for them, and the webhook they go to.

use super::live::events;
use super::{counted, stored};
use crate::owner::Owner;
use crate::paging::{Key, PageQuery};
use crate::problem::Answer;
use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{Alert, AlertKind, LiveEvent, WebhookSettings, WebhookState};
use sqlx::{FromRow, SqlitePool};

/// Alerts of an owner that are kept; older ones go.
pub(crate) const KEPT: i64 = 10_000;

#[derive(FromRow)]
struct Stored {
    id: String,
    at: i64,
    kind: String,
    run: Option<String>,
    run_name: Option<String>,
    subject: String,
    text: String,
    seen: bool,
}

impl Stored {
    fn alert(self) -> Answer<Alert> {
        Ok(Alert {
            kind: serde_json::from_value(self.kind.into())?,
            id: self.id,
            at_ms: self.at,
            run_id: self.run,
            run_name: self.run_name,
            subject: self.subject,
            text: self.text,
            seen: self.seen,
        })
    }
}

/// A kind as it is stored and counted.
pub(crate) const fn code(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Fault => "fault",
        AlertKind::DenialBurst => "denial_burst",
        AlertKind::Disconnect => "disconnect",
        AlertKind::LossLimit => "loss_limit",
        AlertKind::Resolution => "resolution",
        AlertKind::DeskFailed => "desk_failed",
    }
}

/// How far events were heard, and what is remembered of them, JSON.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Heard {
    /// The id of the last event.
    pub heard: i64,
    /// What is remembered, JSON.
    pub state: String,
}

/// Events of an owner, and those of nobody, after an id, in order. One that cannot be understood is `None`.
pub(crate) async fn events_after(
    db: &SqlitePool,
    owner: &Owner,
    id: i64,
    limit: u32,
) -> Answer<Vec<(i64, Option<LiveEvent>)>> {
    let rows: Vec<events::Stored> = sqlx::query_as(
        "SELECT e.id, e.at, e.run, r.name, e.market, e.kind, e.detail
         FROM live_events e LEFT JOIN live_runs r ON r.id = e.run
         WHERE e.id > ? AND (e.owner IS NULL OR e.owner = ?) ORDER BY e.id LIMIT ?",
    )
    .bind(id)
    .bind(owner.as_str())
    .bind(limit)
    .fetch_all(db)
    .await?;
    let read = |row: events::Stored| {
        let id = row.id;
        let event = row.event();
        (id, event.inspect_err(|error| tracing::warn!(id, %error, "an event cannot be read")).ok())
    };
    Ok(rows.into_iter().map(read).collect())
}

/// How far the events of an owner were heard; `None` before the first.
pub(crate) async fn heard(db: &SqlitePool, owner: &Owner) -> Answer<Option<Heard>> {
    let query = "SELECT heard, state FROM watches WHERE owner = ?";
    Ok(sqlx::query_as(query).bind(owner.as_str()).fetch_optional(db).await?)
}

/// Keeps alerts, and together with them how far events were heard: after a crash none is missing and none there twice.
pub(crate) async fn keep(
    db: &SqlitePool,
    owner: &Owner,
    alerts: &[Alert],
    heard: Option<&Heard>,
) -> Answer<()> {
    let mut transaction = db.begin().await?;
    for alert in alerts {
        sqlx::query(
            "INSERT INTO alerts (id, owner, at, kind, run, run_name, subject, text, seen)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&alert.id)
        .bind(owner.as_str())
        .bind(alert.at_ms)
        .bind(code(alert.kind))
        .bind(&alert.run_id)
        .bind(&alert.run_name)
        .bind(&alert.subject)
        .bind(&alert.text)
        .bind(alert.seen)
        .execute(&mut *transaction)
        .await?;
    }
    if !alerts.is_empty() {
        sqlx::query(
            "DELETE FROM alerts WHERE owner = ? AND id <= (
                 SELECT id FROM alerts WHERE owner = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
        )
        .bind(owner.as_str())
        .bind(owner.as_str())
        .bind(KEPT)
        .execute(&mut *transaction)
        .await?;
    }
    if let Some(heard) = heard {
        sqlx::query(
            "INSERT INTO watches (owner, heard, state) VALUES (?, ?, ?)
             ON CONFLICT (owner) DO UPDATE SET heard = excluded.heard, state = excluded.state",
        )
        .bind(owner.as_str())
        .bind(heard.heard)
        .bind(&heard.state)
        .execute(&mut *transaction)
        .await?;
    }
    Ok(transaction.commit().await?)
}

/// A page of them, those made last first.
pub(crate) async fn page(db: &SqlitePool, owner: &Owner, query: &PageQuery) -> Answer<Page<Alert>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, at, kind, run, run_name, subject, text, seen FROM alerts
         WHERE owner = ? AND id < ? ORDER BY id DESC LIMIT ?",
    )
    .bind(owner.as_str())
    .bind(query.before()?.id)
    .bind(query.rows())
    .fetch_all(db)
    .await?;
    let alerts = rows.into_iter().map(Stored::alert).collect::<Answer<Vec<_>>>()?;
    Ok(query.page(alerts, |a| Key { at: a.at_ms, id: a.id.clone() }))
}

/// Marks all of them as seen.
pub(crate) async fn see(db: &SqlitePool, owner: &Owner) -> Answer<()> {
    let query = "UPDATE alerts SET seen = 1 WHERE owner = ? AND seen = 0";
    sqlx::query(query).bind(owner.as_str()).execute(db).await?;
    Ok(())
}

/// How many nobody has seen.
pub(crate) async fn unseen(db: &SqlitePool, owner: &Owner) -> Answer<u64> {
    let query = "SELECT COUNT(*) FROM alerts WHERE owner = ? AND seen = 0";
    let count: i64 = sqlx::query_scalar(query).bind(owner.as_str()).fetch_one(db).await?;
    Ok(counted(count))
}

#[derive(FromRow)]
struct Hook {
    url: Option<String>,
    kinds: String,
    delivered: i64,
    failed: i64,
    last_error: Option<String>,
}

/// The webhook and how it goes.
pub(crate) async fn webhook(db: &SqlitePool, owner: &Owner) -> Answer<WebhookState> {
    let query = "SELECT url, kinds, delivered, failed, last_error FROM webhooks WHERE owner = ?";
    let row: Option<Hook> = sqlx::query_as(query).bind(owner.as_str()).fetch_optional(db).await?;
    let Some(hook) = row else { return Ok(WebhookState::default()) };
    Ok(WebhookState {
        settings: WebhookSettings { url: hook.url, kinds: serde_json::from_str(&hook.kinds)? },
        delivered: counted(hook.delivered),
        failed: counted(hook.failed),
        last_error: hook.last_error,
    })
}

/// Sets the webhook. Counts go on; an error of another address says nothing any more.
pub(crate) async fn set_webhook(db: &SqlitePool, owner: &Owner, settings: &WebhookSettings) -> Answer<()> {
    sqlx::query(
        "INSERT INTO webhooks (owner, url, kinds) VALUES (?, ?, ?)
         ON CONFLICT (owner) DO UPDATE SET url = excluded.url, kinds = excluded.kinds, last_error = NULL",
    )
    .bind(owner.as_str())
    .bind(&settings.url)
    .bind(serde_json::to_string(&settings.kinds)?)
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down how deliveries went: so many delivered, so many given up, and why the last failed, where it did.
pub(crate) async fn went(
    db: &SqlitePool,
    owner: &Owner,
    (delivered, failed): (u64, u64),
    error: Option<&str>,
) -> Answer<()> {
    sqlx::query(
        "UPDATE webhooks SET delivered = delivered + ?, failed = failed + ?, last_error = ? WHERE owner = ?",
    )
    .bind(stored(delivered))
    .bind(stored(failed))
    .bind(error)
    .bind(owner.as_str())
    .execute(db)
    .await?;
    Ok(())
}
