//! How long events are kept. The desk's log is the truth and keeps everything; the tables are for people, and bounded.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;
use sqlx::AssertSqlSafe;

/// How many events are kept, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Events of each owner, and as many of those that are everybody's: the newest. One takes about 0.5 kB.
    pub events: i64,
    /// Milliseconds, in the time events have: the venue's.
    pub age_ms: i64,
    /// Events that are removed in one transaction, at most: nobody waits long for it.
    pub at_once: i64,
}

/// Half a million events of each owner, for 90 days.
pub const KEPT: Kept = Kept { events: 500_000, age_ms: 90 * 86_400_000, at_once: 1_000 };

/// Everybody who ever had a run: whoever may have events.
///
/// # Errors
/// When the database fails.
pub async fn owners(db: &Database) -> Result<Vec<Owner>> {
    let rows: Vec<(String,)> =
        sqlx::query_as("SELECT DISTINCT owner FROM live_runs ORDER BY owner").fetch_all(db.pool()).await?;
    Ok(rows.into_iter().map(|(owner,)| Owner::stored(owner)).collect())
}

/// Removes the oldest events of an owner, or without one of those that are everybody's: what `kept` does not allow when it is
/// `now_ms` at the venue, age being left out where that is not known. At most [`Kept::at_once`] of each sort go; returns how
/// many went: as long as it is not 0 there may be more.
///
/// # Errors
/// When the database fails: then none of them went.
pub async fn forget(db: &Database, owner: Option<&Owner>, kept: Kept, now_ms: Option<i64>) -> Result<u64> {
    // Only one of two constants goes into the text.
    let whose = if owner.is_some() { "owner = $3" } else { "owner IS NULL" };
    let mut tx = db.begin().await?;
    let mut gone = 0;
    if let Some(now_ms) = now_ms {
        // Events are written in about the order of their times: behind the oldest numbers there are none that are older.
        let old = format!(
            "DELETE FROM live_events WHERE id IN (
                 SELECT oldest.id FROM (SELECT id, at FROM live_events WHERE {whose} ORDER BY id LIMIT $1) AS oldest
                 WHERE oldest.at < $2)"
        );
        let query =
            sqlx::query(AssertSqlSafe(old)).bind(kept.at_once).bind(now_ms.saturating_sub(kept.age_ms));
        let query = match owner {
            Some(owner) => query.bind(owner.as_str()),
            None => query,
        };
        gone += query.execute(tx.connection()).await?.rows_affected();
    }
    let many = format!(
        "DELETE FROM live_events WHERE id IN (
             SELECT id FROM live_events WHERE {whose} AND id <= (
                 SELECT id FROM live_events WHERE {whose} ORDER BY id DESC LIMIT 1 OFFSET $2)
             ORDER BY id LIMIT $1)"
    );
    let query = sqlx::query(AssertSqlSafe(many)).bind(kept.at_once).bind(kept.events);
    let query = match owner {
        Some(owner) => query.bind(owner.as_str()),
        None => query,
    };
    gone += query.execute(tx.connection()).await?.rows_affected();
    tx.commit().await?;
    Ok(gone)
}
