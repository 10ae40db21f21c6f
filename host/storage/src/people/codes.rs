//! Codes sent by mail, each used once.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Shows that mail to an address arrives.
    Verification,
    /// Lets one choose a new password.
    Reset,
}

impl Code {
    const fn name(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Reset => "reset",
        }
    }
}

/// Keeps the SHA-256 of a code that is about to be sent. Earlier ones for a new password are void; whoever has asked twice to
/// show that mail arrives may use either.
///
/// # Errors
/// When the database fails.
pub async fn send(
    db: &Database,
    owner: &Owner,
    kind: Code,
    hash: &[u8],
    now_ms: i64,
    expires_at: i64,
) -> Result<()> {
    let mut both = db.begin().await?;
    sqlx::query(
        "DELETE FROM mail_codes WHERE owner = $1 AND kind = $2 AND (kind = 'reset' OR expires_at <= $3)",
    )
    .bind(owner.as_str())
    .bind(kind.name())
    .bind(now_ms)
    .execute(both.connection())
    .await?;
    sqlx::query(
        "INSERT INTO mail_codes (hash, owner, kind, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(hash)
    .bind(owner.as_str())
    .bind(kind.name())
    .bind(now_ms)
    .bind(expires_at)
    .execute(both.connection())
    .await?;
    both.commit().await
}

/// Uses a code up. Whose it was; nobody's when it was used, is void or too old.
///
/// # Errors
/// When the database fails.
pub async fn redeem(db: &Database, kind: Code, hash: &[u8], now_ms: i64) -> Result<Option<Owner>> {
    let owner: Option<(String,)> = sqlx::query_as(
        "DELETE FROM mail_codes WHERE hash = $1 AND kind = $2 AND expires_at > $3 RETURNING owner",
    )
    .bind(hash)
    .bind(kind.name())
    .bind(now_ms)
    .fetch_optional(db.pool())
    .await?;
    Ok(owner.map(|(id,)| Owner::stored(id)))
}

/// Whose code that is, without using it up.
///
/// # Errors
/// When the database fails.
pub async fn holder(db: &Database, kind: Code, hash: &[u8], now_ms: i64) -> Result<Option<Owner>> {
    let owner: Option<(String,)> =
        sqlx::query_as("SELECT owner FROM mail_codes WHERE hash = $1 AND kind = $2 AND expires_at > $3")
            .bind(hash)
            .bind(kind.name())
            .bind(now_ms)
            .fetch_optional(db.pool())
            .await?;
    Ok(owner.map(|(id,)| Owner::stored(id)))
}
