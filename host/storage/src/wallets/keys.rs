//! Keys of wallets as the signer sealed them. What is in them, nothing but the signer knows.

use super::addresses::Change;
use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;
use craftstrat_api::studio::wallets::WalletKind;
use sqlx::FromRow;
use std::fmt;

/// A wallet's key to be kept.
#[derive(Clone, Copy)]
pub struct New<'a> {
    /// What the wallet is; a paper wallet has no key.
    pub kind: WalletKind,
    /// The chain.
    pub chain: u64,
    /// The wallet's address, EIP-55.
    pub address: &'a str,
    /// The key's own address, EIP-55.
    pub key_address: &'a str,
    /// The key as the signer sealed it.
    pub envelope: &'a str,
}

impl fmt::Debug for New<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "New({:?}, {})", self.kind, self.address)
    }
}

/// A wallet's key as it is stored.
#[derive(Clone, FromRow)]
pub struct Stored {
    /// The wallet's address, EIP-55.
    pub address: String,
    /// The key's own address, EIP-55.
    pub key_address: String,
    /// The key as the signer sealed it.
    #[sqlx(rename = "private_key_enc")]
    pub envelope: String,
}

impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stored({})", self.address)
    }
}

/// The key of a wallet; a paper wallet has none.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, wallet: &str) -> Result<Option<Stored>> {
    let row = sqlx::query_as(
        "SELECT address, key_address, private_key_enc FROM wallets
         WHERE owner = $1 AND id = $2 AND private_key_enc IS NOT NULL",
    )
    .bind(owner.as_str())
    .bind(wallet)
    .fetch_optional(db.pool())
    .await?;
    Ok(row)
}

/// Puts a key that was sealed with other rules into the place of `old`, and what changed into the list that people see.
/// Whether it did: not when the key is another by now.
///
/// # Errors
/// When a label holds U+0000, or the database fails: then nothing was changed.
pub async fn reseal(
    db: &Database,
    owner: &Owner,
    wallet: &str,
    old: &str,
    new: &str,
    change: Change<'_>,
    now_ms: i64,
) -> Result<bool> {
    let mut both = db.begin().await?;
    let done = sqlx::query(
        "UPDATE wallets SET private_key_enc = $1, updated_at = $2
         WHERE owner = $3 AND id = $4 AND private_key_enc = $5",
    )
    .bind(new)
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(wallet)
    .bind(old)
    .execute(both.connection())
    .await?;
    if done.rows_affected() != 1 {
        return Ok(false);
    }
    super::addresses::apply(&mut both, owner, wallet, change, now_ms).await?;
    both.commit().await?;
    Ok(true)
}

/// The chain's factory said the same address: it may be shown from now on. Whether there is such a wallet still.
///
/// # Errors
/// When the database fails.
pub async fn checked(db: &Database, owner: &Owner, wallet: &str, now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE wallets SET checked_at = $1 WHERE owner = $2 AND id = $3 AND private_key_enc IS NOT NULL",
    )
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(wallet)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The key is taken along. Written down before it is handed out. Whether there is such a wallet still.
///
/// # Errors
/// When the database fails.
pub async fn exported(db: &Database, owner: &Owner, wallet: &str, now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE wallets SET exported_at = $1 WHERE owner = $2 AND id = $3 AND private_key_enc IS NOT NULL",
    )
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(wallet)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}
