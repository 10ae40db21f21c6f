//! Emptying the trash of everyone.

use crate::database::Database;
use crate::error::Result;
use crate::trash::Kind;

/// Removes everything of anyone that has expired by `now_ms`, and returns the tokens of expired ticks: their files go next.
///
/// # Errors
/// When the database fails; what was removed by then is gone with its token.
pub async fn purge(db: &Database, now_ms: i64) -> Result<Vec<String>> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT token, owner, kind FROM trash WHERE until <= $1")
            .bind(now_ms)
            .fetch_all(db.pool())
            .await?;
    let mut ticks = Vec::new();
    for (token, owner, code) in rows {
        let Some(kind) = Kind::of(&code) else { continue };
        let mut tx = db.begin().await?;
        if let Some(purge) = kind.purge() {
            sqlx::query(purge).bind(&owner).bind(&token).execute(tx.connection()).await?;
        }
        sqlx::query("DELETE FROM trash WHERE owner = $1 AND token = $2")
            .bind(&owner)
            .bind(&token)
            .execute(tx.connection())
            .await?;
        tx.commit().await?;
        if kind == Kind::Ticks {
            ticks.push(token);
        }
    }
    Ok(ticks)
}
