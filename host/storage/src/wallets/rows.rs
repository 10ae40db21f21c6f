//! Wallets as they are read.

use crate::database::Database;
use crate::error::Result;
use crate::id::counted;
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::wallets::{WalletKind, WalletState};
use craftstrat_model::Usdc;
use sqlx::FromRow;

/// A wallet as it is stored, without its key.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    kind: String,
    chain: Option<i64>,
    /// Its address, EIP-55, whether or not it may be shown; see [`Stored::is_checked`].
    pub address: Option<String>,
    /// The address of its key, EIP-55.
    pub key_address: Option<String>,
    starting_cash: Option<i64>,
    balance_usdc: i64,
    /// When its cash was last seen on the chain (ms).
    pub balance_at: Option<i64>,
    is_active: i64,
    plan_paused: i64,
    checked_at: Option<i64>,
    /// When its key was last taken along (ms).
    pub exported_at: Option<i64>,
    /// When it was made (ms).
    pub created_at: i64,
}

impl Stored {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> WalletKind {
        match self.kind.as_str() {
            "deposit" => WalletKind::Deposit,
            "proxy" => WalletKind::Proxy,
            "safe" => WalletKind::Safe,
            _ => WalletKind::Paper,
        }
    }

    /// Whether strategies may trade from it. What its owner said goes before what the plan has room for.
    #[must_use]
    pub const fn state(&self) -> WalletState {
        match (self.is_active, self.plan_paused) {
            (0, _) => WalletState::Paused,
            (_, 0) => WalletState::Active,
            _ => WalletState::PlanPaused,
        }
    }

    /// The chain it is on; none of a paper wallet.
    #[must_use]
    pub fn chain(&self) -> Option<u64> {
        self.chain.and_then(|chain| u64::try_from(chain).ok())
    }

    /// The cash a paper wallet begins with.
    #[must_use]
    pub fn starting_cash(&self) -> Option<Usdc> {
        self.starting_cash.map(Usdc::from_micros)
    }

    /// The cash last seen on the chain, where it was ever asked for.
    #[must_use]
    pub fn cash(&self) -> Option<Usdc> {
        self.balance_at.map(|_| Usdc::from_micros(self.balance_usdc))
    }

    /// Whether the chain's factory said the same address, so that it may be shown.
    #[must_use]
    pub const fn is_checked(&self) -> bool {
        self.checked_at.is_some()
    }

    /// Whether anybody outside can know its address: it was shown, or its key was taken along.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.checked_at.is_some() || self.exported_at.is_some()
    }
}

/// A page of them, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, asked: &Asked) -> Result<Page<Stored>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT id, label, kind, chain, address, key_address, starting_cash, balance_usdc, balance_at, is_active,
                plan_paused, checked_at, exported_at, created_at
         FROM wallets WHERE owner = $1 AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC LIMIT $4",
    )
    .bind(owner.as_str())
    .bind(asked.before.at)
    .bind(&asked.before.id)
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    Ok(asked.page(rows, |wallet| Key { at: wallet.created_at, id: wallet.id.clone() }))
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str) -> Result<Option<Stored>> {
    let row = sqlx::query_as(
        "SELECT id, label, kind, chain, address, key_address, starting_cash, balance_usdc, balance_at, is_active,
                plan_paused, checked_at, exported_at, created_at
         FROM wallets WHERE owner = $1 AND id = $2",
    )
    .bind(owner.as_str())
    .bind(id)
    .fetch_optional(db.pool())
    .await?;
    Ok(row)
}

/// How many somebody has, of every kind.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &Database, owner: &Owner) -> Result<u64> {
    let (count,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM wallets WHERE owner = $1")
        .bind(owner.as_str())
        .fetch_one(db.pool())
        .await?;
    Ok(counted(count))
}

/// How many somebody has that have a key.
///
/// # Errors
/// When the database fails.
pub async fn count_keys(db: &Database, owner: &Owner) -> Result<u64> {
    let (count,): (i64,) =
        sqlx::query_as("SELECT COUNT(*) FROM wallets WHERE owner = $1 AND kind <> 'paper'")
            .bind(owner.as_str())
            .fetch_one(db.pool())
            .await?;
    Ok(counted(count))
}

/// Every one of somebody's, with when it was made.
///
/// # Errors
/// When the database fails.
pub async fn ages(db: &Database, owner: &Owner) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query_as("SELECT id, created_at FROM wallets WHERE owner = $1 ORDER BY created_at, id")
        .bind(owner.as_str())
        .fetch_all(db.pool())
        .await?;
    Ok(rows)
}
