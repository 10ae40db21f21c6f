//! What belonged to the one owner of a local server becomes the operator's, once people have accounts: nobody else can be who
//! made it.

use crate::database::{Alone, Database, Transaction};
use crate::error::Result;
use crate::id::new_id;
use crate::owner::Owner;

/// As it stands in the audit log.
pub const ACTION: &str = "operator.handover";

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handover {
    /// There was nothing: the server was never local, or it was done before.
    Nothing,
    /// A job is at work for the local owner: again when it is done.
    Later,
    /// It is done. What of, and how many.
    Done(Vec<(&'static str, u64)>),
}

/// A table with an owner's rows, and the statement that gives them to somebody else: `$1` gets what is `$2`'s.
macro_rules! tables {
    ($($table:literal)+) => {
        [$(($table, concat!("UPDATE ", $table, " SET owner = $1 WHERE owner = $2")),)+]
    };
}

/// Every table with rows of an owner who may be the local one; a test finds those that are missing. What people sign in with
/// is theirs from the beginning, and what was done stays in the audit log as it was.
const TABLES: [(&str, &str); 21] = tables! {
    "strategies" "versions" "components" "jobs" "backtests" "sweeps" "imports" "trash"
    "live_runs" "live_events" "alerts" "watches" "webhooks"
    "wallets" "wallet_addresses" "withdrawals" "copy_relationships" "trades" "copy_trades"
    "wallet_strategies" "wallet_runs"
};

/// What the operator has already and there can be one of: theirs stays, the local owner's goes.
const ONE_EACH: [&str; 3] = [
    "DELETE FROM components WHERE owner = $2 AND hash IN (SELECT hash FROM components WHERE owner = $1)",
    "DELETE FROM watches WHERE owner = $2 AND EXISTS (SELECT 1 FROM watches WHERE owner = $1)",
    "DELETE FROM webhooks WHERE owner = $2 AND EXISTS (SELECT 1 FROM webhooks WHERE owner = $1)",
];

/// Names of the tables whose rows are handed over.
pub fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(table, _)| *table)
}

/// Gives everything of the local owner to the operator, all of it or nothing, with an entry in the audit log. The secret of a
/// webhook was sealed for the local owner: `secret` is the same sealed for the operator, where it can be.
///
/// # Errors
/// When the database fails: then nothing was given.
pub async fn hand_over(
    db: &Database,
    (to, email): (&Owner, &str),
    secret: Option<&[u8]>,
    now_ms: i64,
) -> Result<Handover> {
    let local = Owner::local();
    let mut all = db.begin().await?;
    // Whoever writes an event looks up whose run it is; nobody does meanwhile.
    all.alone(Alone::Events).await?;
    all.alone(Alone::Owner(&local)).await?;
    let open: (i64,) =
        sqlx::query_as("SELECT COUNT(*) FROM jobs WHERE owner = $1 AND state IN ('queued', 'running')")
            .bind(local.as_str())
            .fetch_one(all.connection())
            .await?;
    if open.0 > 0 {
        return Ok(Handover::Later);
    }
    sqlx::query("UPDATE webhooks SET secret = $1 WHERE owner = $2")
        .bind(secret.map(<[u8]>::to_vec))
        .bind(local.as_str())
        .execute(all.connection())
        .await?;
    for statement in ONE_EACH {
        give(&mut all, statement, to, &local).await?;
    }
    let mut given = Vec::new();
    for (table, statement) in TABLES {
        let count = give(&mut all, statement, to, &local).await?;
        if count > 0 {
            given.push((table, count));
        }
    }
    if given.is_empty() {
        return Ok(Handover::Nothing);
    }
    let told: Vec<String> = given.iter().map(|(table, count)| format!("{table} {count}")).collect();
    sqlx::query(
        "INSERT INTO audit (id, at, owner, email, address, action, subject, done, detail)
         VALUES ($1, $2, $3, $4, '', $5, $6, 1, $7)",
    )
    .bind(new_id())
    .bind(now_ms)
    .bind(to.as_str())
    .bind(email)
    .bind(ACTION)
    .bind(local.as_str())
    .bind(told.join(", "))
    .execute(all.connection())
    .await?;
    all.commit().await?;
    Ok(Handover::Done(given))
}

async fn give(all: &mut Transaction, statement: &'static str, to: &Owner, from: &Owner) -> Result<u64> {
    let done = sqlx::query(statement).bind(to.as_str()).bind(from.as_str()).execute(all.connection()).await?;
    Ok(done.rows_affected())
}
