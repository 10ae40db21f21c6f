//! Withdrawals: asked for by their owner, sent and followed by a worker (`system::withdrawals`).

use crate::database::{Alone, Database};
use crate::error::Result;
use crate::id::new_id;
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::wallets::{Withdrawal, WithdrawalState};
use craftstrat_model::Usdc;
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    id: String,
    address: String,
    amount_usdc: i64,
    state: String,
    due_at: i64,
    tx_hash: Option<String>,
    problem: Option<String>,
    created_at: i64,
    sent_at: Option<i64>,
    ended_at: Option<i64>,
}

impl From<Row> for Withdrawal {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            to: row.address,
            amount_usdc: Usdc::from_micros(row.amount_usdc),
            state: state(&row.state),
            created_at_ms: row.created_at,
            due_at_ms: row.due_at,
            sent_at_ms: row.sent_at,
            ended_at_ms: row.ended_at,
            transaction: row.tx_hash,
            problem: row.problem,
        }
    }
}

fn state(text: &str) -> WithdrawalState {
    match text {
        "waiting" => WithdrawalState::Waiting,
        "sent" => WithdrawalState::Sent,
        "confirmed" => WithdrawalState::Confirmed,
        "canceled" => WithdrawalState::Canceled,
        _ => WithdrawalState::Failed,
    }
}

/// A withdrawal to be kept.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// Of which wallet.
    pub wallet: &'a str,
    /// Where to, EIP-55.
    pub address: &'a str,
    /// How much, more than nothing.
    pub amount: Usdc,
    /// When it is sent at the earliest (ms).
    pub due_at: i64,
}

/// Keeps one that waits, and gives its id. Nothing when another of this wallet is not over, or there is no such wallet.
///
/// # Errors
/// When the database fails.
pub async fn insert(db: &Database, owner: &Owner, new: New<'_>, now_ms: i64) -> Result<Option<String>> {
    let id = new_id();
    let mut alone = db.begin().await?;
    alone.alone(Alone::Owner(owner)).await?;
    let done = sqlx::query(
        "INSERT INTO withdrawals (id, owner, wallet, address, amount_usdc, state, due_at, created_at)
         SELECT $1, $2, w.id, $3, $4, 'waiting', $5, $6 FROM wallets w
         WHERE w.owner = $2 AND w.id = $7 AND w.private_key_enc IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM withdrawals o WHERE o.wallet = w.id AND o.state IN ('waiting', 'sent'))",
    )
    .bind(&id)
    .bind(owner.as_str())
    .bind(new.address)
    .bind(new.amount.micros())
    .bind(new.due_at)
    .bind(now_ms)
    .bind(new.wallet)
    .execute(alone.connection())
    .await?;
    alone.commit().await?;
    Ok((done.rows_affected() == 1).then_some(id))
}

/// A page of a wallet's, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, wallet: &str, asked: &Asked) -> Result<Page<Withdrawal>> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, address, amount_usdc, state, due_at, tx_hash, problem, created_at, sent_at, ended_at
         FROM withdrawals WHERE owner = $1 AND wallet = $2 AND (created_at, id) < ($3, $4)
         ORDER BY created_at DESC, id DESC LIMIT $5",
    )
    .bind(owner.as_str())
    .bind(wallet)
    .bind(asked.before.at)
    .bind(&asked.before.id)
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    let items = rows.into_iter().map(Withdrawal::from).collect();
    Ok(asked.page(items, |w: &Withdrawal| Key { at: w.created_at_ms, id: w.id.clone() }))
}

/// One of a wallet's.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, wallet: &str, id: &str) -> Result<Option<Withdrawal>> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT id, address, amount_usdc, state, due_at, tx_hash, problem, created_at, sent_at, ended_at
         FROM withdrawals WHERE owner = $1 AND wallet = $2 AND id = $3",
    )
    .bind(owner.as_str())
    .bind(wallet)
    .bind(id)
    .fetch_optional(db.pool())
    .await?;
    Ok(row.map(Withdrawal::from))
}

/// Takes one back that waits. Whether it did: what is on its way cannot be taken back.
///
/// # Errors
/// When the database fails.
pub async fn cancel(db: &Database, owner: &Owner, wallet: &str, id: &str, now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE withdrawals SET state = 'canceled', ended_at = $1, problem = NULL
         WHERE owner = $2 AND wallet = $3 AND id = $4 AND state = 'waiting'",
    )
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(wallet)
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}
