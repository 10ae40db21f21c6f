//! What backtests and sweeps have in common.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;
use crate::paging::Asked;
use sqlx::FromRow;
use sqlx::any::AnyRow;

/// A run to keep: what was asked for and what came of it.
#[derive(Debug)]
pub struct Finished<'a, Request, Outcome> {
    /// Its id.
    pub id: &'a str,
    /// The stored strategy it ran.
    pub strategy: Option<&'a str>,
    /// The strategy's name.
    pub name: &'a str,
    /// The request, strategy frozen.
    pub request: &'a Request,
    /// The result.
    pub outcome: &'a Outcome,
}

/// The rows a query finds that asks for `owner`, the time and id before which they are, the strategy, and how many.
pub(crate) async fn page<T>(
    db: &Database,
    owner: &Owner,
    asked: &Asked,
    query: &'static str,
) -> Result<Vec<T>>
where
    T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
{
    let rows = sqlx::query_as(query)
        .bind(owner.as_str())
        .bind(asked.before.at)
        .bind(&asked.before.id)
        .bind(asked.strategy.as_deref())
        .bind(asked.rows())
        .fetch_all(db.pool())
        .await?;
    Ok(rows)
}
