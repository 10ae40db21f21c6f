//! Tokens that programs show in place of people.

use crate::database::Database;
use crate::error::Result;
use crate::id::{counted, new_id};
use crate::owned;
use crate::owner::Owner;
use crate::text::plain;
use sqlx::FromRow;

/// A token as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    /// Its id, which is not the token.
    pub id: String,
    owner: String,
    /// Its name.
    pub name: String,
    /// Names of what it may be used for, with spaces between.
    pub scopes: String,
    /// When it was made.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub used_at: Option<i64>,
    /// When it expires.
    pub expires_at: i64,
}

impl Stored {
    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::stored(self.owner.clone())
    }
}

/// A token to be made.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// SHA-256 of the token.
    pub hash: &'a [u8; 32],
    /// Its name.
    pub name: &'a str,
    /// Names of what it may be used for, with spaces between.
    pub scopes: &'a str,
    /// When it expires.
    pub expires_at: i64,
}

/// Keeps one and returns its id.
///
/// # Errors
/// When the name holds U+0000, or the database fails.
pub async fn insert(db: &Database, owner: &Owner, new: New<'_>, now_ms: i64) -> Result<String> {
    let id = new_id();
    sqlx::query(
        "INSERT INTO tokens (id, hash, owner, name, scopes, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&id)
    .bind(new.hash.as_slice())
    .bind(owner.as_str())
    .bind(plain(new.name)?)
    .bind(new.scopes)
    .bind(now_ms)
    .bind(new.expires_at)
    .execute(db.pool())
    .await?;
    Ok(id)
}

/// The token with that hash, whether or not it expired.
///
/// # Errors
/// When the database fails.
pub async fn by_hash(db: &Database, hash: &[u8; 32]) -> Result<Option<Stored>> {
    let row = sqlx::query_as(
        "SELECT id, owner, name, scopes, created_at, used_at, expires_at FROM tokens WHERE hash = $1",
    )
    .bind(hash.as_slice())
    .fetch_optional(db.pool())
    .await?;
    Ok(row)
}

/// All of somebody's, the last made first.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &Database, owner: &Owner) -> Result<Vec<Stored>> {
    let query = "SELECT id, owner, name, scopes, created_at, used_at, expires_at
                 FROM tokens WHERE owner = $1 ORDER BY created_at DESC, id DESC";
    owned::all(db, query, owner).await
}

/// How many somebody has.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &Database, owner: &Owner) -> Result<u64> {
    let (count,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM tokens WHERE owner = $1")
        .bind(owner.as_str())
        .fetch_one(db.pool())
        .await?;
    Ok(counted(count))
}

/// It was used.
///
/// # Errors
/// When the database fails.
pub async fn used(db: &Database, owner: &Owner, id: &str, now_ms: i64) -> Result<()> {
    owned::touch(db, "UPDATE tokens SET used_at = $3 WHERE owner = $1 AND id = $2", owner, id, now_ms).await
}

/// Takes it away. Whether there was such a one.
///
/// # Errors
/// When the database fails.
pub async fn revoke(db: &Database, owner: &Owner, id: &str) -> Result<bool> {
    Ok(owned::change(db, "DELETE FROM tokens WHERE owner = $1 AND id = $2", owner, id).await? == 1)
}
