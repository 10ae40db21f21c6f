//! Queries that find or change rows of one owner, by nothing but the owner or by the owner and an id.

use crate::database::Database;
use crate::error::Result;
use crate::owner::Owner;
use sqlx::FromRow;
use sqlx::any::AnyRow;

/// The row a query finds that asks for the owner as `$1` and the id as `$2`.
pub(crate) async fn one<T>(db: &Database, query: &'static str, owner: &Owner, id: &str) -> Result<Option<T>>
where
    T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
{
    Ok(sqlx::query_as(query).bind(owner.as_str()).bind(id).fetch_optional(db.pool()).await?)
}

/// The rows a query finds that asks for the owner as `$1`.
pub(crate) async fn all<T>(db: &Database, query: &'static str, owner: &Owner) -> Result<Vec<T>>
where
    T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
{
    Ok(sqlx::query_as(query).bind(owner.as_str()).fetch_all(db.pool()).await?)
}

/// How many rows a statement changes that asks for the owner as `$1` and an id as `$2`.
pub(crate) async fn change(db: &Database, statement: &'static str, owner: &Owner, id: &str) -> Result<u64> {
    Ok(sqlx::query(statement).bind(owner.as_str()).bind(id).execute(db.pool()).await?.rows_affected())
}

/// Writes a time where a statement asks for the owner as `$1`, the id as `$2` and the time as `$3`.
pub(crate) async fn touch(
    db: &Database,
    statement: &'static str,
    owner: &Owner,
    id: &str,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(statement).bind(owner.as_str()).bind(id).bind(now_ms).execute(db.pool()).await?;
    Ok(())
}
