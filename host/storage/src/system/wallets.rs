//! Sealed keys of everybody, to be sealed anew under another master key.

use crate::database::Database;
use crate::error::Result;
use sqlx::FromRow;
use std::fmt;

/// A key as the signer sealed it.
#[derive(Clone, FromRow)]
pub struct Sealed {
    /// The wallet's id.
    pub id: String,
    /// The key as the signer sealed it.
    #[sqlx(rename = "private_key_enc")]
    pub envelope: String,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({})", self.id)
    }
}

/// The next keys behind a wallet's id, at most `most`; from the first behind an empty one.
///
/// # Errors
/// When the database fails.
pub async fn sealed(db: &Database, after: &str, most: u32) -> Result<Vec<Sealed>> {
    let rows = sqlx::query_as(
        "SELECT id, private_key_enc FROM wallets
         WHERE private_key_enc IS NOT NULL AND id > $1 ORDER BY id LIMIT $2",
    )
    .bind(after)
    .bind(i64::from(most))
    .fetch_all(db.pool())
    .await?;
    Ok(rows)
}

/// Puts a key that was sealed anew into the place of `old`. Whether it did: not when the key is another by now.
///
/// # Errors
/// When the database fails.
pub async fn reseal(db: &Database, id: &str, old: &str, new: &str) -> Result<bool> {
    let done = sqlx::query("UPDATE wallets SET private_key_enc = $1 WHERE id = $2 AND private_key_enc = $3")
        .bind(new)
        .bind(id)
        .bind(old)
        .execute(db.pool())
        .await?;
    Ok(done.rows_affected() == 1)
}
