//! Wallets as assignments see them: whether they may trade, what is free, and which series runs have to themselves.

use crate::database::{Alone, Database};
use crate::error::Result;
use crate::id::{counted, new_id};
use crate::owner::Owner;
use crate::text::plain;
use craftstrat_model::Usdc;
use sqlx::FromRow;

/// A wallet as far as an assignment has to know it.
#[derive(Clone, Debug, FromRow)]
pub struct Wallet {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    kind: String,
    is_active: i64,
    plan_paused: i64,
    free: i64,
}

impl Wallet {
    /// It needs no chain.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        self.kind == "paper"
    }

    /// Its owner paused it.
    #[must_use]
    pub const fn is_paused(&self) -> bool {
        self.is_active == 0
    }

    /// The plan has no room for it.
    #[must_use]
    pub const fn is_plan_paused(&self) -> bool {
        self.plan_paused == 1
    }

    /// Paper cash that no open run has.
    #[must_use]
    pub const fn free(&self) -> Usdc {
        Usdc::from_micros(self.free)
    }
}

/// Paper cash that no open run has: what it began with ($3 for a wallet on the chain), what runs that are over brought, less
/// what open ones began with.
pub(super) const WALLET: &str = "SELECT w.id, w.label, w.kind, w.is_active, w.plan_paused, COALESCE(w.starting_cash, $3) + COALESCE(
            (SELECT CAST(SUM(COALESCE(r.closing, 0) - r.opening) AS BIGINT) FROM wallet_runs r WHERE r.wallet = w.id), 0)
            AS free
     FROM wallets w WHERE w.owner = $1 AND w.id = $2";

/// A wallet; one on the chain has `paper_cash` to begin with on paper.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str, paper_cash: Usdc) -> Result<Option<Wallet>> {
    let row = sqlx::query_as(WALLET)
        .bind(owner.as_str())
        .bind(id)
        .bind(paper_cash.micros())
        .fetch_optional(db.pool())
        .await?;
    Ok(row)
}

/// The paper wallet that is used when none is named: the owner's first. Made with `label` and `cash` when there is none and
/// they have fewer than `most` wallets; `None` when they may have no further one.
///
/// # Errors
/// When the database fails.
pub async fn paper(
    db: &Database,
    owner: &Owner,
    label: &str,
    cash: Usdc,
    most: Option<u64>,
    now_ms: i64,
) -> Result<Option<String>> {
    let mut both = db.begin().await?;
    both.alone(Alone::Owner(owner)).await?;
    let first: Option<(String,)> = sqlx::query_as(
        "SELECT id FROM wallets WHERE owner = $1 AND kind = 'paper' ORDER BY created_at, id LIMIT 1",
    )
    .bind(owner.as_str())
    .fetch_optional(both.connection())
    .await?;
    if let Some((id,)) = first {
        return Ok(Some(id));
    }
    let (have,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM wallets WHERE owner = $1")
        .bind(owner.as_str())
        .fetch_one(both.connection())
        .await?;
    if most.is_some_and(|most| counted(have) >= most) {
        return Ok(None);
    }
    let id = new_id();
    sqlx::query(
        "INSERT INTO wallets (id, owner, label, kind, starting_cash, created_at, updated_at)
         VALUES ($1, $2, $3, 'paper', $4, $5, $5)",
    )
    .bind(&id)
    .bind(owner.as_str())
    .bind(plain(label)?)
    .bind(cash.micros())
    .bind(now_ms)
    .execute(both.connection())
    .await?;
    both.commit().await?;
    Ok(Some(id))
}

/// Who has a series of a wallet to itself.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Holder {
    /// The series.
    pub series: String,
    /// The assignment, as long as it is there.
    pub assignment: Option<String>,
    /// Its strategy's name, as long as that is there.
    pub strategy: Option<String>,
}

/// Every series of a wallet that a run has to itself, by name.
///
/// # Errors
/// When the database fails.
pub async fn holders(db: &Database, owner: &Owner, wallet: &str) -> Result<Vec<Holder>> {
    let rows = sqlx::query_as(
        "SELECT t.series, r.assignment, s.name AS strategy FROM wallet_series t JOIN wallet_runs r ON r.run = t.run
         LEFT JOIN wallet_strategies a ON a.id = r.assignment LEFT JOIN strategies s ON s.id = a.strategy
         WHERE r.owner = $1 AND t.wallet = $2 ORDER BY t.series",
    )
    .bind(owner.as_str())
    .bind(wallet)
    .fetch_all(db.pool())
    .await?;
    Ok(rows)
}

/// Whether a run has cash of this wallet set apart: it is not empty then.
///
/// # Errors
/// When the database fails.
pub async fn is_busy(db: &Database, owner: &Owner, wallet: &str) -> Result<bool> {
    let query = "SELECT 1 FROM wallet_runs WHERE owner = $1 AND wallet = $2 AND closing IS NULL LIMIT 1";
    let row: Option<(i64,)> =
        sqlx::query_as(query).bind(owner.as_str()).bind(wallet).fetch_optional(db.pool()).await?;
    Ok(row.is_some())
}
