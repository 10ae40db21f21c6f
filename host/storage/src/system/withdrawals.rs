//! Withdrawals of everybody that are not over, for the worker that sends and follows them.
//!
//! Each step is written down before the next is taken: what a crash interrupts is found here again, with the ticket it was
//! signed with, and sent again it is the same transaction.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;
use crate::text::sentence;
use craftstrat_model::Usdc;
use sqlx::FromRow;

/// A withdrawal that waits for nothing but the worker, or is on its way.
#[derive(Clone, Debug, FromRow)]
pub struct Open {
    /// Its id.
    pub id: String,
    owner: String,
    /// Of which wallet.
    pub wallet: String,
    /// Where to, EIP-55.
    pub address: String,
    amount_usdc: i64,
    state: String,
    /// The ticket it is signed with, JSON; from when it is sent.
    pub ticket: Option<String>,
    /// What the relayer calls it, once it answered.
    pub relayed: Option<String>,
}

impl Open {
    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::stored(self.owner.clone())
    }

    /// How much.
    #[must_use]
    pub const fn amount(&self) -> Usdc {
        Usdc::from_micros(self.amount_usdc)
    }

    /// Whether it is on its way.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.state == "sent"
    }
}

/// Those that are due or on their way, the longest due first, at most `most`.
///
/// # Errors
/// When the database fails.
pub async fn open(db: &Database, now_ms: i64, most: u32) -> Result<Vec<Open>> {
    let rows = sqlx::query_as(
        "SELECT id, owner, wallet, address, amount_usdc, state, ticket, relayed FROM withdrawals
         WHERE state IN ('waiting', 'sent') AND due_at <= $1 ORDER BY due_at, id LIMIT $2",
    )
    .bind(now_ms)
    .bind(i64::from(most))
    .fetch_all(db.pool())
    .await?;
    Ok(rows)
}

/// It is about to be sent, signed with this ticket. Whether it still waited: what was canceled is not sent.
///
/// # Errors
/// When the database fails.
pub async fn sending(db: &Database, id: &str, ticket: &str, now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE withdrawals SET state = 'sent', ticket = $1, sent_at = $2, problem = NULL
         WHERE id = $3 AND state = 'waiting'",
    )
    .bind(ticket)
    .bind(now_ms)
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The relayer has it under this name, and the chain under this hash where it has one already.
///
/// # Errors
/// When the database fails.
pub async fn relayed(db: &Database, id: &str, relayed: &str, tx_hash: Option<&str>) -> Result<()> {
    sqlx::query(
        "UPDATE withdrawals SET relayed = $1, tx_hash = COALESCE($2, tx_hash), problem = NULL
         WHERE id = $3 AND state = 'sent'",
    )
    .bind(relayed)
    .bind(tx_hash)
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(())
}

/// What it waits for beyond its time.
///
/// # Errors
/// When the database fails.
pub async fn delayed(db: &Database, id: &str, problem: &str) -> Result<()> {
    sqlx::query("UPDATE withdrawals SET problem = $1 WHERE id = $2 AND state IN ('waiting', 'sent')")
        .bind(sentence(problem))
        .bind(id)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Nothing of it happened, which is certain: it waits again, to be sent with another ticket.
///
/// # Errors
/// When the database fails.
pub async fn again(db: &Database, id: &str, problem: &str) -> Result<()> {
    sqlx::query(
        "UPDATE withdrawals SET state = 'waiting', ticket = NULL, relayed = NULL, sent_at = NULL, problem = $1
         WHERE id = $2 AND state = 'sent'",
    )
    .bind(sentence(problem))
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(())
}

/// It is over: done, or with a problem failed.
///
/// # Errors
/// When the database fails.
pub async fn ended(db: &Database, id: &str, problem: Option<&str>, now_ms: i64) -> Result<()> {
    let state = if problem.is_some() { "failed" } else { "confirmed" };
    sqlx::query(
        "UPDATE withdrawals SET state = $1, problem = $2, ended_at = $3
         WHERE id = $4 AND state IN ('waiting', 'sent')",
    )
    .bind(state)
    .bind(problem.map(sentence))
    .bind(now_ms)
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(())
}
