//! Where people are signed in.

use crate::database::Database;
use crate::error::Result;
use crate::id::{new_id, stored};
use crate::owned;
use crate::owner::Owner;
use crate::text::plain;
use sqlx::FromRow;

/// A session as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    /// Its id, which is not what is in the cookie.
    pub id: String,
    owner: String,
    /// The browser, as it called itself.
    pub agent: String,
    /// The address it was begun from.
    pub address: String,
    /// When it was begun.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub used_at: i64,
    /// When password and second factor were last shown.
    pub confirmed_at: Option<i64>,
}

impl Stored {
    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::stored(self.owner.clone())
    }
}

/// How many sessions a person has at once; the oldest ends when another begins.
const MOST: u64 = 50;

/// Begins one and returns its id. `hash` is the SHA-256 of what is in the cookie.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    db: &Database,
    owner: &Owner,
    hash: &[u8; 32],
    agent: &str,
    address: &str,
    now_ms: i64,
) -> Result<String> {
    let id = new_id();
    let mut both = db.begin().await?;
    sqlx::query(
        "INSERT INTO sessions (id, hash, owner, agent, address, created_at, used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(&id)
    .bind(hash.as_slice())
    .bind(owner.as_str())
    .bind(plain(agent)?)
    .bind(plain(address)?)
    .bind(now_ms)
    .execute(both.connection())
    .await?;
    sqlx::query(
        "DELETE FROM sessions WHERE owner = $1 AND id NOT IN
         (SELECT id FROM sessions WHERE owner = $1 ORDER BY created_at DESC, id DESC LIMIT $2)",
    )
    .bind(owner.as_str())
    .bind(stored(MOST))
    .execute(both.connection())
    .await?;
    both.commit().await?;
    Ok(id)
}

/// The session of a cookie; whether it is over is for whoever asks to say.
///
/// # Errors
/// When the database fails.
pub async fn by_hash(db: &Database, hash: &[u8; 32]) -> Result<Option<Stored>> {
    let row = sqlx::query_as(
        "SELECT id, owner, agent, address, created_at, used_at, confirmed_at FROM sessions WHERE hash = $1",
    )
    .bind(hash.as_slice())
    .fetch_optional(db.pool())
    .await?;
    Ok(row)
}

/// All of somebody's, the last begun first.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &Database, owner: &Owner) -> Result<Vec<Stored>> {
    let query = "SELECT id, owner, agent, address, created_at, used_at, confirmed_at
                 FROM sessions WHERE owner = $1 ORDER BY created_at DESC, id DESC";
    owned::all(db, query, owner).await
}

/// It was used.
///
/// # Errors
/// When the database fails.
pub async fn used(db: &Database, owner: &Owner, id: &str, now_ms: i64) -> Result<()> {
    let statement = "UPDATE sessions SET used_at = $3 WHERE owner = $1 AND id = $2 AND used_at < $3";
    owned::touch(db, statement, owner, id, now_ms).await
}

/// Password and second factor were shown in it.
///
/// # Errors
/// When the database fails.
pub async fn confirm(db: &Database, owner: &Owner, id: &str, now_ms: i64) -> Result<()> {
    let statement = "UPDATE sessions SET confirmed_at = $3 WHERE owner = $1 AND id = $2";
    owned::touch(db, statement, owner, id, now_ms).await
}

/// Ends one. Whether there was such a one.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &Database, owner: &Owner, id: &str) -> Result<bool> {
    let ended = owned::change(db, "DELETE FROM sessions WHERE owner = $1 AND id = $2", owner, id).await?;
    Ok(ended == 1)
}

/// Ends all but one; how many.
///
/// # Errors
/// When the database fails.
pub async fn end_others(db: &Database, owner: &Owner, except: &str) -> Result<u64> {
    owned::change(db, "DELETE FROM sessions WHERE owner = $1 AND id <> $2", owner, except).await
}
