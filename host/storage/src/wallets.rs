//! Wallets: on paper, or on a chain with a key that the signer sealed.
//!
//! Lists and single wallets come without the sealed key; [`keys::find`] reads it for whoever asks the signer.

pub mod addresses;
pub mod keys;
mod rows;
pub mod withdrawals;

pub use rows::{Stored, ages, count, count_keys, find, page};

use crate::database::{Alone, Database};
use crate::error::Result;
use crate::id::{counted, new_id, stored};
use crate::owner::Owner;
use crate::text::plain;
use craftstrat_api::studio::wallets::WalletKind;
use craftstrat_model::Usdc;

const fn code(kind: WalletKind) -> &'static str {
    match kind {
        WalletKind::Paper => "paper",
        WalletKind::Deposit => "deposit",
        WalletKind::Proxy => "proxy",
        WalletKind::Safe => "safe",
    }
}

/// What a wallet is made of.
#[derive(Clone, Copy, Debug)]
pub enum Material<'a> {
    /// Money that is none.
    Paper {
        /// What it begins with.
        cash: Usdc,
    },
    /// A wallet on a chain.
    OnChain(keys::New<'a>),
}

/// A wallet to be kept.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// Its id, of [`new_id`]: the signer sealed it with the key.
    pub id: &'a str,
    /// Its name.
    pub label: &'a str,
    /// What it is made of.
    pub made: Material<'a>,
}

impl<'a> New<'a> {
    /// A paper wallet's id and name.
    #[must_use]
    pub const fn paper(id: &'a str, label: &'a str, cash: Usdc) -> Self {
        Self { id, label, made: Material::Paper { cash } }
    }
}

/// Keeps one, unless the owner has `most` already: then nothing is kept. Whether it was. Any number fits into `None`.
///
/// # Errors
/// When the name holds U+0000, the address is another wallet's, or the database fails.
pub async fn insert(
    db: &Database,
    owner: &Owner,
    new: New<'_>,
    most: Option<u64>,
    now_ms: i64,
) -> Result<bool> {
    let mut both = db.begin().await?;
    both.alone(Alone::Owner(owner)).await?;
    let (have,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM wallets WHERE owner = $1")
        .bind(owner.as_str())
        .fetch_one(both.connection())
        .await?;
    if most.is_some_and(|most| counted(have) >= most) {
        return Ok(false);
    }
    let (kind, key, cash) = match new.made {
        Material::Paper { cash } => (WalletKind::Paper, None, Some(cash.micros())),
        Material::OnChain(key) => (key.kind, Some(key), None),
    };
    sqlx::query(
        "INSERT INTO wallets
         (id, owner, label, kind, chain, address, key_address, private_key_enc, starting_cash, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
    )
    .bind(new.id)
    .bind(owner.as_str())
    .bind(plain(new.label)?)
    .bind(code(kind))
    .bind(key.map(|key| stored(key.chain)))
    .bind(key.map(|key| key.address))
    .bind(key.map(|key| key.key_address))
    .bind(key.map(|key| key.envelope))
    .bind(cash)
    .bind(now_ms)
    .execute(both.connection())
    .await?;
    both.commit().await?;
    Ok(true)
}

/// Keeps a paper wallet as [`insert`] does, and gives its id where it was kept.
///
/// # Errors
/// As [`insert`].
pub async fn insert_paper(
    db: &Database,
    owner: &Owner,
    label: &str,
    cash: Usdc,
    most: Option<u64>,
    now_ms: i64,
) -> Result<Option<String>> {
    let id = new_id();
    let kept = insert(db, owner, New::paper(&id, label, cash), most, now_ms).await?;
    Ok(kept.then_some(id))
}

/// Gives it another name, or pauses or resumes it; what is `None` stays. Whether there is such a wallet.
///
/// # Errors
/// When the name holds U+0000, or the database fails.
pub async fn change(
    db: &Database,
    owner: &Owner,
    id: &str,
    label: Option<&str>,
    active: Option<bool>,
    now_ms: i64,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE wallets SET label = COALESCE($1, label), is_active = COALESCE($2, is_active), updated_at = $3
         WHERE owner = $4 AND id = $5",
    )
    .bind(label.map(plain).transpose()?)
    .bind(active.map(i64::from))
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Pauses those the plan has no room for, and lets all others go on as their owner wishes.
///
/// # Errors
/// When the database fails: then nothing was changed.
pub async fn hold(db: &Database, owner: &Owner, over: &[&str], now_ms: i64) -> Result<()> {
    let mut both = db.begin().await?;
    sqlx::query("UPDATE wallets SET plan_paused = 0, updated_at = $1 WHERE owner = $2 AND plan_paused = 1")
        .bind(now_ms)
        .bind(owner.as_str())
        .execute(both.connection())
        .await?;
    for id in over {
        sqlx::query("UPDATE wallets SET plan_paused = 1, updated_at = $1 WHERE owner = $2 AND id = $3")
            .bind(now_ms)
            .bind(owner.as_str())
            .bind(*id)
            .execute(both.connection())
            .await?;
    }
    both.commit().await
}

/// What was seen of its cash on the chain. Whether there is such a wallet.
///
/// # Errors
/// When the database fails.
pub async fn saw(db: &Database, owner: &Owner, id: &str, cash: Usdc, now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE wallets SET balance_usdc = $1, balance_at = $2
         WHERE owner = $3 AND id = $4 AND (balance_at IS NULL OR balance_at <= $2)",
    )
    .bind(cash.micros())
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes it with its key and all that belongs to it. Whether it did: not while money is on its way out of it, and with
/// `unknown` not once anybody outside can know its address ([`Stored::is_known`]).
///
/// # Errors
/// When the database fails.
pub async fn delete(db: &Database, owner: &Owner, id: &str, unknown: bool) -> Result<bool> {
    let mut alone = db.begin().await?;
    // Nobody asks for a withdrawal meanwhile.
    alone.alone(Alone::Owner(owner)).await?;
    let done = sqlx::query(
        "DELETE FROM wallets WHERE owner = $1 AND id = $2
           AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.wallet = $2 AND w.state IN ('waiting', 'sent'))
           AND ($3 = 0 OR (checked_at IS NULL AND exported_at IS NULL))",
    )
    .bind(owner.as_str())
    .bind(id)
    .bind(i64::from(unknown))
    .execute(alone.connection())
    .await?;
    alone.commit().await?;
    Ok(done.rows_affected() == 1)
}
