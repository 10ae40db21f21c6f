//! Alerts, and how far events were looked at for them. Where they are sent is in [`webhook`].

pub mod webhook;

use crate::database::Database;
use crate::error::Result;
use crate::id::counted;
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use crate::text::sentence;
use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{Alert, AlertKind};
use sqlx::FromRow;

/// Alerts of an owner that are kept; older ones go.
pub const KEPT: i64 = 10_000;

#[derive(FromRow)]
struct Stored {
    id: String,
    at: i64,
    kind: String,
    run: Option<String>,
    run_name: Option<String>,
    subject: String,
    text: String,
    told: Option<String>,
    seen: i64,
}

impl Stored {
    fn alert(self) -> Result<Alert> {
        // What a newer version said is still there as a sentence.
        let told = self.told.as_deref().and_then(|told| serde_json::from_str(told).ok());
        Ok(Alert {
            told,
            kind: serde_json::from_value(self.kind.into())?,
            id: self.id,
            at_ms: self.at,
            run_id: self.run,
            run_name: self.run_name,
            subject: self.subject,
            text: self.text,
            seen: self.seen != 0,
        })
    }
}

/// A kind as it is stored and counted.
#[must_use]
pub const fn code(kind: AlertKind) -> &'static str {
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
pub struct Heard {
    /// The number of the last event.
    pub heard: i64,
    /// What is remembered, JSON.
    pub state: String,
}

/// How far the events of an owner were heard; `None` before the first.
///
/// # Errors
/// When the database fails.
pub async fn heard(db: &Database, owner: &Owner) -> Result<Option<Heard>> {
    let query = "SELECT heard, state FROM watches WHERE owner = $1";
    Ok(sqlx::query_as(query).bind(owner.as_str()).fetch_optional(db.pool()).await?)
}

/// Keeps alerts, and together with them how far events were heard: after a crash none is missing and none there twice.
///
/// # Errors
/// When the database fails: then neither is kept.
pub async fn keep(db: &Database, owner: &Owner, alerts: &[Alert], heard: Option<&Heard>) -> Result<()> {
    let mut tx = db.begin().await?;
    for alert in alerts {
        sqlx::query(
            "INSERT INTO alerts (id, owner, at, kind, run, run_name, subject, text, told, seen)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&alert.id)
        .bind(owner.as_str())
        .bind(alert.at_ms)
        .bind(code(alert.kind))
        .bind(alert.run_id.as_deref())
        .bind(alert.run_name.as_deref())
        .bind(sentence(&alert.subject))
        .bind(sentence(&alert.text))
        .bind(alert.told.as_ref().map(serde_json::to_string).transpose()?)
        .bind(i64::from(alert.seen))
        .execute(tx.connection())
        .await?;
    }
    if !alerts.is_empty() {
        sqlx::query(
            "DELETE FROM alerts WHERE owner = $1 AND id <= (
                 SELECT id FROM alerts WHERE owner = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)",
        )
        .bind(owner.as_str())
        .bind(KEPT)
        .execute(tx.connection())
        .await?;
    }
    if let Some(heard) = heard {
        sqlx::query(
            "INSERT INTO watches (owner, heard, state) VALUES ($1, $2, $3)
             ON CONFLICT (owner) DO UPDATE SET heard = excluded.heard, state = excluded.state",
        )
        .bind(owner.as_str())
        .bind(heard.heard)
        .bind(&heard.state)
        .execute(tx.connection())
        .await?;
    }
    tx.commit().await
}

/// A page of them, those made last first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, asked: &Asked) -> Result<Page<Alert>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, at, kind, run, run_name, subject, text, told, seen FROM alerts
         WHERE owner = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
    )
    .bind(owner.as_str())
    .bind(&asked.before.id)
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    let alerts = rows.into_iter().map(Stored::alert).collect::<Result<Vec<_>>>()?;
    Ok(asked.page(alerts, |a| Key { at: a.at_ms, id: a.id.clone() }))
}

/// Marks all of them as seen.
///
/// # Errors
/// When the database fails.
pub async fn see(db: &Database, owner: &Owner) -> Result<()> {
    let query = "UPDATE alerts SET seen = 1 WHERE owner = $1 AND seen = 0";
    sqlx::query(query).bind(owner.as_str()).execute(db.pool()).await?;
    Ok(())
}

/// How many nobody has seen.
///
/// # Errors
/// When the database fails.
pub async fn unseen(db: &Database, owner: &Owner) -> Result<u64> {
    let query = "SELECT COUNT(*) FROM alerts WHERE owner = $1 AND seen = 0";
    let (count,): (i64,) = sqlx::query_as(query).bind(owner.as_str()).fetch_one(db.pool()).await?;
    Ok(counted(count))
}
