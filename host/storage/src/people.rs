//! People: accounts and what their owners prove who they are with.
//!
//! An account is found by its address or by something only its owner holds; everything else asks for the [`Owner`] that
//! comes of it.

mod codes;
mod factor;

pub use codes::{Code, holder, redeem, send};
pub use factor::{Factor, disable, enable, factor, offer, recover, use_step};

use crate::database::Database;
use crate::error::{Result, StorageError};
use crate::id::new_id;
use crate::owner::Owner;
use crate::text::plain;
use sqlx::FromRow;

/// A person as they are stored.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    id: String,
    /// Where mail reaches them.
    pub email: String,
    /// The address as it is compared.
    pub email_key: String,
    /// What they are called.
    pub name: String,
    /// The language of mail to them: `en` or `fr`.
    pub language: String,
    /// Their plan.
    pub plan: String,
    /// When they showed that mail reaches them.
    pub verified_at: Option<i64>,
    /// Since when they may not sign in.
    pub locked_at: Option<i64>,
    /// When they turned the second factor on.
    pub totp_at: Option<i64>,
    /// When they signed up.
    pub created_at: i64,
}

impl Stored {
    /// Whose rows are theirs.
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::stored(self.id.clone())
    }
}

/// A person and the hash of their password.
#[derive(Clone, FromRow)]
pub struct WithPassword {
    /// The person.
    #[sqlx(flatten)]
    pub person: Stored,
    /// PHC string.
    pub password: String,
}

impl std::fmt::Debug for WithPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WithPassword").field("person", &self.person).finish_non_exhaustive()
    }
}

/// Who signs up.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// The address as it was written.
    pub email: &'a str,
    /// The address as it is compared.
    pub email_key: &'a str,
    /// PHC string.
    pub password: &'a str,
    /// What they are called.
    pub name: &'a str,
    /// `en` or `fr`.
    pub language: &'a str,
}

/// Makes an account; nothing when the address has one.
///
/// # Errors
/// When a text holds U+0000, or the database fails.
pub async fn insert(db: &Database, new: New<'_>, now_ms: i64) -> Result<Option<Owner>> {
    let id = new_id();
    let done = sqlx::query(
        "INSERT INTO users (id, email, email_key, password, name, language, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (email_key) DO NOTHING",
    )
    .bind(&id)
    .bind(plain(new.email)?)
    .bind(plain(new.email_key)?)
    .bind(new.password)
    .bind(plain(new.name)?)
    .bind(new.language)
    .bind(now_ms)
    .execute(db.pool())
    .await?;
    Ok((done.rows_affected() == 1).then(|| Owner::stored(id)))
}

/// Who has that address, as it is compared.
///
/// # Errors
/// When the database fails.
pub async fn by_email(db: &Database, email_key: &str) -> Result<Option<WithPassword>> {
    let row = sqlx::query_as(
        "SELECT id, email, email_key, name, language, plan, verified_at, locked_at, totp_at, created_at, password
         FROM users WHERE email_key = $1",
    )
    .bind(email_key)
    .fetch_optional(db.pool())
    .await;
    match row.map_err(StorageError::from) {
        // No address holds what cannot be kept.
        Err(StorageError::Text) => Ok(None),
        row => row,
    }
}

/// The person with their password; nothing when they are gone, or the owner is that of a local server.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner) -> Result<Option<WithPassword>> {
    let row = sqlx::query_as(
        "SELECT id, email, email_key, name, language, plan, verified_at, locked_at, totp_at, created_at, password
         FROM users WHERE id = $1",
    )
    .bind(owner.as_str())
    .fetch_optional(db.pool())
    .await?;
    Ok(row)
}

/// Changes what they are called and the language of their mail, where given.
///
/// # Errors
/// When the name holds U+0000, or the database fails.
pub async fn change(
    db: &Database,
    owner: &Owner,
    name: Option<&str>,
    language: Option<&str>,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "UPDATE users SET name = COALESCE($1, name), language = COALESCE($2, language), updated_at = $3 WHERE id = $4",
    )
    .bind(name.map(plain).transpose()?)
    .bind(language)
    .bind(now_ms)
    .bind(owner.as_str())
    .execute(db.pool())
    .await?;
    Ok(())
}

/// Sets the hash of another password and ends every session but `except`; codes that were sent are void.
///
/// # Errors
/// When the database fails.
pub async fn set_password(
    db: &Database,
    owner: &Owner,
    password: &str,
    except: Option<&str>,
    now_ms: i64,
) -> Result<()> {
    let mut all = db.begin().await?;
    sqlx::query("UPDATE users SET password = $1, updated_at = $2 WHERE id = $3")
        .bind(password)
        .bind(now_ms)
        .bind(owner.as_str())
        .execute(all.connection())
        .await?;
    sqlx::query("DELETE FROM sessions WHERE owner = $1 AND id <> $2")
        .bind(owner.as_str())
        .bind(except.unwrap_or_default())
        .execute(all.connection())
        .await?;
    sqlx::query("DELETE FROM mail_codes WHERE owner = $1 AND kind = 'reset'")
        .bind(owner.as_str())
        .execute(all.connection())
        .await?;
    all.commit().await
}

/// The same password under better parameters.
///
/// # Errors
/// When the database fails.
pub async fn rehash(db: &Database, owner: &Owner, password: &str) -> Result<()> {
    sqlx::query("UPDATE users SET password = $1 WHERE id = $2")
        .bind(password)
        .bind(owner.as_str())
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Mail reached them.
///
/// # Errors
/// When the database fails.
pub async fn verify(db: &Database, owner: &Owner, now_ms: i64) -> Result<()> {
    sqlx::query("UPDATE users SET verified_at = COALESCE(verified_at, $1), updated_at = $1 WHERE id = $2")
        .bind(now_ms)
        .bind(owner.as_str())
        .execute(db.pool())
        .await?;
    Ok(())
}

/// What of a person's is in which table. What they did stays in the audit log; what they uploaded to the store of ticks is
/// everybody's.
const THEIRS: [&str; 14] = [
    // With what their way out was; what has a key was deleted before.
    "DELETE FROM wallets WHERE owner = $1",
    "DELETE FROM versions WHERE owner = $1",
    "DELETE FROM strategies WHERE owner = $1",
    "DELETE FROM components WHERE owner = $1",
    "DELETE FROM jobs WHERE owner = $1",
    "DELETE FROM backtests WHERE owner = $1",
    "DELETE FROM sweeps WHERE owner = $1",
    "DELETE FROM imports WHERE owner = $1",
    "DELETE FROM trash WHERE owner = $1",
    "DELETE FROM live_events WHERE owner = $1",
    "DELETE FROM live_runs WHERE owner = $1",
    "DELETE FROM alerts WHERE owner = $1",
    "DELETE FROM webhooks WHERE owner = $1",
    "DELETE FROM users WHERE id = $1",
];

/// Deletes an account and everything of its owner's, at once.
///
/// # Errors
/// When the database fails: then nothing was deleted.
pub async fn delete(db: &Database, owner: &Owner) -> Result<()> {
    let mut all = db.begin().await?;
    for statement in THEIRS {
        sqlx::query(statement).bind(owner.as_str()).execute(all.connection()).await?;
    }
    all.commit().await
}
