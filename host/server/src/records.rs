//! The rows of the database and every query on them. Each takes the owner; none is made elsewhere.

pub(crate) mod alerts;
pub(crate) mod backtests;
pub(crate) mod components;
pub(crate) mod imports;
pub(crate) mod jobs;
pub(crate) mod live;
pub(crate) mod strategies;
pub(crate) mod sweeps;
pub(crate) mod trash;
pub(crate) mod versions;

use crate::owner::Owner;
use crate::paging::PageQuery;
use crate::problem::Answer;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, SqlitePool};

/// A run to keep: what was asked for and what came of it.
#[derive(Debug)]
pub(crate) struct Finished<'a, Request, Outcome> {
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

/// The row a query finds that asks for `owner` and `id`, in this order.
async fn one<T>(db: &SqlitePool, owner: &Owner, id: &str, query: &'static str) -> Answer<Option<T>>
where
    T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    Ok(sqlx::query_as(query).bind(owner.as_str()).bind(id).fetch_optional(db).await?)
}

/// The rows a query finds that asks for `owner`, the time and id before which they are, the strategy twice, and how many.
async fn results<T>(db: &SqlitePool, owner: &Owner, asked: &PageQuery, query: &'static str) -> Answer<Vec<T>>
where
    T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    let before = asked.before()?;
    let rows = sqlx::query_as(query)
        .bind(owner.as_str())
        .bind(before.at)
        .bind(before.id)
        .bind(&asked.strategy)
        .bind(&asked.strategy)
        .bind(asked.rows())
        .fetch_all(db)
        .await?;
    Ok(rows)
}

/// A new id: ids made later sort later.
pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

/// A count as SQLite keeps it.
pub(crate) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as SQLite kept it.
pub(crate) fn counted(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}
