//! The address alerts are sent to, and how that goes.

use crate::database::Database;
use crate::error::Result;
use crate::id::{counted, stored};
use crate::owner::Owner;
use crate::text::{plain_or_none, sentence};
use craftstrat_api::studio::live::{WebhookSettings, WebhookState};
use sqlx::FromRow;

#[derive(FromRow)]
struct Stored {
    url: Option<String>,
    kinds: String,
    delivered: i64,
    failed: i64,
    last_error: Option<String>,
}

/// The webhook and how it goes.
///
/// # Errors
/// When the database fails.
pub async fn state(db: &Database, owner: &Owner) -> Result<WebhookState> {
    let query = "SELECT url, kinds, delivered, failed, last_error FROM webhooks WHERE owner = $1";
    let row: Option<Stored> = sqlx::query_as(query).bind(owner.as_str()).fetch_optional(db.pool()).await?;
    let Some(row) = row else { return Ok(WebhookState::default()) };
    Ok(WebhookState {
        settings: WebhookSettings { url: row.url, kinds: serde_json::from_str(&row.kinds)? },
        delivered: counted(row.delivered),
        failed: counted(row.failed),
        last_error: row.last_error,
    })
}

/// What its deliveries are signed with, sealed. It is not in [`state`], which is shown.
///
/// # Errors
/// When the database fails.
pub async fn secret(db: &Database, owner: &Owner) -> Result<Option<Vec<u8>>> {
    let query = "SELECT secret FROM webhooks WHERE owner = $1";
    let row: Option<(Option<Vec<u8>>,)> =
        sqlx::query_as(query).bind(owner.as_str()).fetch_optional(db.pool()).await?;
    Ok(row.and_then(|(secret,)| secret))
}

/// Sets the webhook, and what its deliveries are signed with from now on, sealed. Counts go on; an error of another address
/// says nothing any more.
///
/// # Errors
/// When the address holds U+0000, or the database fails.
pub async fn set(
    db: &Database,
    owner: &Owner,
    settings: &WebhookSettings,
    secret: Option<&[u8]>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO webhooks (owner, url, kinds, secret) VALUES ($1, $2, $3, $4)
         ON CONFLICT (owner) DO UPDATE SET url = excluded.url, kinds = excluded.kinds, secret = excluded.secret,
             last_error = NULL",
    )
    .bind(owner.as_str())
    .bind(plain_or_none(settings.url.as_deref())?)
    .bind(serde_json::to_string(&settings.kinds)?)
    .bind(secret.map(<[u8]>::to_vec))
    .execute(db.pool())
    .await?;
    Ok(())
}

/// Writes down how deliveries went: so many delivered, so many given up, and why the last failed, where it did.
///
/// # Errors
/// When the database fails.
pub async fn went(
    db: &Database,
    owner: &Owner,
    (delivered, failed): (u64, u64),
    error: Option<&str>,
) -> Result<()> {
    sqlx::query(
        "UPDATE webhooks SET delivered = delivered + $1, failed = failed + $2, last_error = $3
         WHERE owner = $4",
    )
    .bind(stored(delivered))
    .bind(stored(failed))
    .bind(error.map(sentence))
    .bind(owner.as_str())
    .execute(db.pool())
    .await?;
    Ok(())
}
