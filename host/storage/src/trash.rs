//! What was deleted and can be brought back until its token expires.

use crate::database::{Alone, Database};
use crate::error::Result;
use crate::id::{counted, new_id};
use crate::owner::Owner;
use crate::text::sentence;
use craftstrat_api::studio::Deleted;
use sqlx::AnyConnection;

/// How long something can be brought back: a day.
const KEPT_MS: i64 = 86_400_000;

/// What kind of thing is in the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A strategy with its versions.
    Strategy,
    /// A backtest.
    Backtest,
    /// A sweep.
    Sweep,
    /// Ticks, which lie in the tick store's own trash under the same token.
    Ticks,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Strategy, Self::Backtest, Self::Sweep, Self::Ticks];

    /// As it is stored, and what refusals call it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Strategy => "strategy",
            Self::Backtest => "backtest",
            Self::Sweep => "sweep",
            Self::Ticks => "ticks",
        }
    }

    /// As it was stored.
    pub(crate) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Gives a row the mark of being in the trash.
    const fn mark(self) -> Option<&'static str> {
        match self {
            Self::Strategy => {
                Some("UPDATE strategies SET trash = $1 WHERE owner = $2 AND id = $3 AND trash IS NULL")
            }
            Self::Backtest => {
                Some("UPDATE backtests SET trash = $1 WHERE owner = $2 AND id = $3 AND trash IS NULL")
            }
            Self::Sweep => {
                Some("UPDATE sweeps SET trash = $1 WHERE owner = $2 AND id = $3 AND trash IS NULL")
            }
            Self::Ticks => None,
        }
    }

    /// Takes the mark away again.
    const fn unmark(self) -> Option<&'static str> {
        match self {
            Self::Strategy => Some("UPDATE strategies SET trash = NULL WHERE owner = $1 AND trash = $2"),
            Self::Backtest => Some("UPDATE backtests SET trash = NULL WHERE owner = $1 AND trash = $2"),
            Self::Sweep => Some("UPDATE sweeps SET trash = NULL WHERE owner = $1 AND trash = $2"),
            Self::Ticks => None,
        }
    }

    /// Removes marked rows for good.
    pub(crate) const fn purge(self) -> Option<&'static str> {
        match self {
            Self::Strategy => Some("DELETE FROM strategies WHERE owner = $1 AND trash = $2"),
            Self::Backtest => Some("DELETE FROM backtests WHERE owner = $1 AND trash = $2"),
            Self::Sweep => Some("DELETE FROM sweeps WHERE owner = $1 AND trash = $2"),
            Self::Ticks => None,
        }
    }
}

/// Puts a row into the trash; `None` when there is no such row.
///
/// # Errors
/// When the database fails.
pub async fn put(
    db: &Database,
    owner: &Owner,
    kind: Kind,
    id: &str,
    what: &str,
    now_ms: i64,
) -> Result<Option<Deleted>> {
    let Some(mark) = kind.mark() else { return Ok(None) };
    let token = new_id();
    let mut tx = db.begin().await?;
    let marked =
        sqlx::query(mark).bind(&token).bind(owner.as_str()).bind(id).execute(tx.connection()).await?;
    if marked.rows_affected() == 0 {
        return Ok(None);
    }
    let deleted = note(tx.connection(), owner, kind, &token, what, now_ms).await?;
    tx.commit().await?;
    Ok(Some(deleted))
}

/// Writes down that ticks lie in the store's trash under `token`.
///
/// # Errors
/// When the database fails.
pub async fn put_ticks(
    db: &Database,
    owner: &Owner,
    token: &str,
    what: &str,
    now_ms: i64,
) -> Result<Deleted> {
    let mut connection = db.pool().acquire().await?;
    note(&mut connection, owner, Kind::Ticks, token, what, now_ms).await
}

async fn note(
    db: &mut AnyConnection,
    owner: &Owner,
    kind: Kind,
    token: &str,
    what: &str,
    now_ms: i64,
) -> Result<Deleted> {
    let until = now_ms.saturating_add(KEPT_MS);
    sqlx::query("INSERT INTO trash (token, owner, kind, what, until) VALUES ($1, $2, $3, $4, $5)")
        .bind(token)
        .bind(owner.as_str())
        .bind(kind.code())
        .bind(sentence(what))
        .bind(until)
        .execute(db)
        .await?;
    Ok(Deleted { token: token.to_owned(), what: what.to_owned(), until_ms: until })
}

/// What kind of thing a token brings back; `None` when it never existed, was used or has expired by `now_ms`.
///
/// # Errors
/// When the database fails.
pub async fn kind(db: &Database, owner: &Owner, token: &str, now_ms: i64) -> Result<Option<Kind>> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT kind FROM trash WHERE owner = $1 AND token = $2 AND until > $3")
            .bind(owner.as_str())
            .bind(token)
            .bind(now_ms)
            .fetch_optional(db.pool())
            .await?;
    Ok(row.and_then(|(code,)| Kind::of(&code)))
}

/// Brings rows back and uses up the token.
///
/// # Errors
/// When the database fails.
pub async fn restore(db: &Database, owner: &Owner, kind: Kind, token: &str) -> Result<()> {
    let mut both = db.begin().await?;
    bring_back(both.connection(), owner, kind, token).await?;
    both.commit().await
}

/// Brings a strategy back and uses up the token, unless the owner has `most` strategies already. Whether it did.
///
/// # Errors
/// When the database fails.
pub async fn restore_at_most(db: &Database, owner: &Owner, token: &str, most: u64) -> Result<bool> {
    let mut all = db.begin().await?;
    // Nobody makes one, or brings another one back, between counting and bringing back.
    all.alone(Alone::Owner(owner)).await?;
    let (have,): (i64,) =
        sqlx::query_as("SELECT COUNT(*) FROM strategies WHERE owner = $1 AND trash IS NULL")
            .bind(owner.as_str())
            .fetch_one(all.connection())
            .await?;
    if counted(have) >= most {
        return Ok(false);
    }
    bring_back(all.connection(), owner, Kind::Strategy, token).await?;
    all.commit().await?;
    Ok(true)
}

async fn bring_back(db: &mut AnyConnection, owner: &Owner, kind: Kind, token: &str) -> Result<()> {
    if let Some(unmark) = kind.unmark() {
        sqlx::query(unmark).bind(owner.as_str()).bind(token).execute(&mut *db).await?;
    }
    sqlx::query("DELETE FROM trash WHERE owner = $1 AND token = $2")
        .bind(owner.as_str())
        .bind(token)
        .execute(db)
        .await?;
    Ok(())
}
