//! What was deleted and can be brought back until its token expires.

use super::new_id;
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::problem::Answer;
use craftstrat_api::studio::Deleted;
use sqlx::{SqliteConnection, SqlitePool};

/// How long something can be brought back: a day.
const KEPT_MS: i64 = 86_400_000;

/// What kind of thing is in the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
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
    pub const fn code(self) -> &'static str {
        match self {
            Self::Strategy => "strategy",
            Self::Backtest => "backtest",
            Self::Sweep => "sweep",
            Self::Ticks => "ticks",
        }
    }

    /// Gives a row the mark of being in the trash.
    const fn mark(self) -> Option<&'static str> {
        match self {
            Self::Strategy => {
                Some("UPDATE strategies SET trash = ? WHERE owner = ? AND id = ? AND trash IS NULL")
            }
            Self::Backtest => {
                Some("UPDATE backtests SET trash = ? WHERE owner = ? AND id = ? AND trash IS NULL")
            }
            Self::Sweep => Some("UPDATE sweeps SET trash = ? WHERE owner = ? AND id = ? AND trash IS NULL"),
            Self::Ticks => None,
        }
    }

    /// Takes the mark away again.
    const fn unmark(self) -> Option<&'static str> {
        match self {
            Self::Strategy => Some("UPDATE strategies SET trash = NULL WHERE owner = ? AND trash = ?"),
            Self::Backtest => Some("UPDATE backtests SET trash = NULL WHERE owner = ? AND trash = ?"),
            Self::Sweep => Some("UPDATE sweeps SET trash = NULL WHERE owner = ? AND trash = ?"),
            Self::Ticks => None,
        }
    }

    /// Removes marked rows for good.
    const fn purge(self) -> Option<&'static str> {
        match self {
            Self::Strategy => Some("DELETE FROM strategies WHERE owner = ? AND trash = ?"),
            Self::Backtest => Some("DELETE FROM backtests WHERE owner = ? AND trash = ?"),
            Self::Sweep => Some("DELETE FROM sweeps WHERE owner = ? AND trash = ?"),
            Self::Ticks => None,
        }
    }
}

/// Puts a row into the trash; `None` when there is no such row.
pub(crate) async fn put(
    db: &SqlitePool,
    owner: &Owner,
    kind: Kind,
    id: &str,
    what: &str,
) -> Answer<Option<Deleted>> {
    let Some(mark) = kind.mark() else { return Ok(None) };
    let token = new_id();
    let mut transaction = db.begin().await?;
    let marked =
        sqlx::query(mark).bind(&token).bind(owner.as_str()).bind(id).execute(&mut *transaction).await?;
    if marked.rows_affected() == 0 {
        return Ok(None);
    }
    let deleted = note(&mut transaction, owner, kind, &token, what).await?;
    transaction.commit().await?;
    Ok(Some(deleted))
}

/// Writes down that ticks lie in the store's trash under `token`.
pub(crate) async fn put_ticks(db: &SqlitePool, owner: &Owner, token: &str, what: &str) -> Answer<Deleted> {
    let mut connection = db.acquire().await?;
    note(&mut connection, owner, Kind::Ticks, token, what).await
}

async fn note(
    db: &mut SqliteConnection,
    owner: &Owner,
    kind: Kind,
    token: &str,
    what: &str,
) -> Answer<Deleted> {
    let until = now_ms().saturating_add(KEPT_MS);
    sqlx::query("INSERT INTO trash (token, owner, kind, what, until) VALUES (?, ?, ?, ?, ?)")
        .bind(token)
        .bind(owner.as_str())
        .bind(kind.code())
        .bind(what)
        .bind(until)
        .execute(db)
        .await?;
    Ok(Deleted { token: token.to_owned(), what: what.to_owned(), until_ms: until })
}

/// What kind of thing a token brings back; `None` when it never existed, was used or has expired.
pub(crate) async fn kind(db: &SqlitePool, owner: &Owner, token: &str) -> Answer<Option<Kind>> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT kind FROM trash WHERE owner = ? AND token = ? AND until > ?")
            .bind(owner.as_str())
            .bind(token)
            .bind(now_ms())
            .fetch_optional(db)
            .await?;
    Ok(row.and_then(|(code,)| Kind::ALL.into_iter().find(|k| k.code() == code)))
}

/// Brings rows back and uses up the token.
pub(crate) async fn restore(db: &SqlitePool, owner: &Owner, kind: Kind, token: &str) -> Answer<()> {
    let mut transaction = db.begin().await?;
    if let Some(unmark) = kind.unmark() {
        sqlx::query(unmark).bind(owner.as_str()).bind(token).execute(&mut *transaction).await?;
    }
    sqlx::query("DELETE FROM trash WHERE owner = ? AND token = ?")
        .bind(owner.as_str())
        .bind(token)
        .execute(&mut *transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// Removes everything of anyone that has expired, and returns the tokens of expired ticks: their files go next.
pub(crate) async fn purge(db: &SqlitePool) -> Answer<Vec<String>> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT token, owner, kind FROM trash WHERE until <= ?")
            .bind(now_ms())
            .fetch_all(db)
            .await?;
    let mut ticks = Vec::new();
    for (token, owner, code) in rows {
        let Some(kind) = Kind::ALL.into_iter().find(|k| k.code() == code) else { continue };
        let mut transaction = db.begin().await?;
        if let Some(purge) = kind.purge() {
            sqlx::query(purge).bind(&owner).bind(&token).execute(&mut *transaction).await?;
        }
        sqlx::query("DELETE FROM trash WHERE owner = ? AND token = ?")
            .bind(&owner)
            .bind(&token)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        if kind == Kind::Ticks {
            ticks.push(token);
        }
    }
    Ok(ticks)
}
