//! The second factor: its secret, the steps of time that were used up, and recovery codes.

use crate::database::Database;
use crate::error::Result;
use crate::id::{counted, stored};
use crate::owner::Owner;
use sqlx::FromRow;

/// A second factor as it is stored.
#[derive(Clone, FromRow)]
pub struct Factor {
    /// Its secret; sealed by whoever keeps it here.
    pub totp: Option<Vec<u8>>,
    totp_step: Option<i64>,
    /// When it was turned on; it is only offered before.
    pub totp_at: Option<i64>,
}

impl Factor {
    /// The last step of time whose code was used.
    #[must_use]
    pub fn last_step(&self) -> Option<u64> {
        self.totp_step.map(counted)
    }
}

impl std::fmt::Debug for Factor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Factor").field("totp_at", &self.totp_at).finish_non_exhaustive()
    }
}

/// Somebody's second factor; nothing when there is no such person.
///
/// # Errors
/// When the database fails.
pub async fn factor(db: &Database, owner: &Owner) -> Result<Option<Factor>> {
    let row = sqlx::query_as("SELECT totp, totp_step, totp_at FROM users WHERE id = $1")
        .bind(owner.as_str())
        .fetch_optional(db.pool())
        .await?;
    Ok(row)
}

/// Keeps the secret of a factor that is offered. Whether it did: not when one is turned on.
///
/// # Errors
/// When the database fails.
pub async fn offer(db: &Database, owner: &Owner, secret: &[u8], now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE users SET totp = $1, totp_step = NULL, updated_at = $2 WHERE id = $3 AND totp_at IS NULL",
    )
    .bind(secret)
    .bind(now_ms)
    .bind(owner.as_str())
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Turns the offered factor on, with the step whose code was shown and the SHA-256 of new recovery codes. Whether it did.
///
/// # Errors
/// When the database fails.
pub async fn enable(
    db: &Database,
    owner: &Owner,
    step: u64,
    codes: &[[u8; 32]],
    now_ms: i64,
) -> Result<bool> {
    let mut all = db.begin().await?;
    let done = sqlx::query(
        "UPDATE users SET totp_at = $1, totp_step = $2, updated_at = $1
         WHERE id = $3 AND totp IS NOT NULL AND totp_at IS NULL",
    )
    .bind(now_ms)
    .bind(stored(step))
    .bind(owner.as_str())
    .execute(all.connection())
    .await?;
    if done.rows_affected() != 1 {
        return Ok(false);
    }
    sqlx::query("DELETE FROM recovery_codes WHERE owner = $1")
        .bind(owner.as_str())
        .execute(all.connection())
        .await?;
    for code in codes {
        sqlx::query("INSERT INTO recovery_codes (owner, hash) VALUES ($1, $2)")
            .bind(owner.as_str())
            .bind(code.as_slice())
            .execute(all.connection())
            .await?;
    }
    all.commit().await?;
    Ok(true)
}

/// Turns the factor off.
///
/// # Errors
/// When the database fails.
pub async fn disable(db: &Database, owner: &Owner, now_ms: i64) -> Result<()> {
    let mut both = db.begin().await?;
    sqlx::query(
        "UPDATE users SET totp = NULL, totp_step = NULL, totp_at = NULL, updated_at = $1 WHERE id = $2",
    )
    .bind(now_ms)
    .bind(owner.as_str())
    .execute(both.connection())
    .await?;
    sqlx::query("DELETE FROM recovery_codes WHERE owner = $1")
        .bind(owner.as_str())
        .execute(both.connection())
        .await?;
    both.commit().await
}

/// Uses a step of time up. Whether it did: not when it, or a later one, was used already.
///
/// # Errors
/// When the database fails.
pub async fn use_step(db: &Database, owner: &Owner, step: u64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE users SET totp_step = $1 WHERE id = $2 AND (totp_step IS NULL OR totp_step < $1)",
    )
    .bind(stored(step))
    .bind(owner.as_str())
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Uses a recovery code up. Whether there was such a one.
///
/// # Errors
/// When the database fails.
pub async fn recover(db: &Database, owner: &Owner, hash: &[u8; 32]) -> Result<bool> {
    let done = sqlx::query("DELETE FROM recovery_codes WHERE owner = $1 AND hash = $2")
        .bind(owner.as_str())
        .bind(hash.as_slice())
        .execute(db.pool())
        .await?;
    Ok(done.rows_affected() == 1)
}
