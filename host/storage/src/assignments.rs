//! Strategies on wallets: what is to trade which markets with which wallet. What a strategy's deletion put into the trash is
//! not there, and comes back with it.

pub mod runs;
pub mod wallet;

use crate::database::Database;
use crate::error::Result;
use crate::id::new_id;
use crate::owned;
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::assignments::StopCode;
use craftstrat_model::Usdc;
use sqlx::FromRow;
use std::collections::BTreeMap;

/// What of an assignment its owner says.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Series and patterns.
    pub markets: Vec<String>,
    /// Tied up in one market, at most.
    pub max_position: Usdc,
    /// To be set apart for a run; all that is free with `None`.
    pub cash: Option<Usdc>,
    /// Parameter values by name.
    pub parameters: BTreeMap<String, f64>,
}

/// Why it does not run though its owner did not deactivate it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Stable.
    pub code: StopCode,
    /// A sentence.
    pub detail: String,
}

/// An assignment as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    /// Its id.
    pub id: String,
    /// The wallet.
    pub wallet: String,
    /// The wallet's label.
    pub wallet_label: String,
    /// The strategy.
    pub strategy: String,
    /// The strategy's name.
    pub strategy_name: String,
    markets: String,
    max_position: i64,
    cash: Option<i64>,
    parameters: String,
    is_running: i64,
    /// The run that carries it or carried it last.
    pub run: Option<String>,
    reason: Option<String>,
    reason_detail: Option<String>,
    /// When it was stopped, where its owner did not.
    pub reason_at: Option<i64>,
    /// When it was activated last.
    pub started_at: Option<i64>,
    /// When it was made.
    pub created_at: i64,
    /// When it was changed, activated or deactivated last.
    pub updated_at: i64,
    open_runs: i64,
}

impl Stored {
    /// Its owner wants it to run.
    #[must_use]
    pub const fn is_wanted(&self) -> bool {
        self.is_running == 1
    }

    /// Its run is not known to be over.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open_runs > 0
    }

    /// What its owner says.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn terms(&self) -> Result<Terms> {
        Ok(Terms {
            markets: serde_json::from_str(&self.markets)?,
            max_position: Usdc::from_micros(self.max_position),
            cash: self.cash.map(Usdc::from_micros),
            parameters: serde_json::from_str(&self.parameters)?,
        })
    }

    /// Why it was stopped, where its owner did not.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn reason(&self) -> Result<Option<Reason>> {
        let Some(code) = &self.reason else { return Ok(None) };
        let code = serde_json::from_value(serde_json::Value::String(code.clone()))?;
        Ok(Some(Reason { code, detail: self.reason_detail.clone().unwrap_or_default() }))
    }
}

/// As it is stored.
fn word(code: StopCode) -> Result<String> {
    Ok(serde_json::from_value(serde_json::to_value(code)?)?)
}

/// Which of them are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// On this wallet.
    pub wallet: Option<String>,
    /// Of this strategy.
    pub strategy: Option<String>,
}

/// Every column of [`Stored`], and then what follows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.wallet, w.label AS wallet_label, a.strategy, s.name AS strategy_name, a.markets,
                    a.max_position, a.cash, a.parameters, a.is_running, a.run, a.reason, a.reason_detail, a.reason_at,
                    a.started_at, a.created_at, a.updated_at,
                    (SELECT COUNT(*) FROM wallet_runs r WHERE r.assignment = a.id AND r.closing IS NULL) AS open_runs
             FROM wallet_strategies a JOIN wallets w ON w.id = a.wallet
             JOIN strategies s ON s.id = a.strategy AND s.trash IS NULL ",
            $rest
        )
    };
}

/// A page of them, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, asked: &Asked, filter: &Filter) -> Result<Page<Stored>> {
    let query = select!(
        "WHERE a.owner = $1 AND (a.created_at, a.id) < ($2, $3)
         AND (a.wallet = $4 OR $4 = '') AND (a.strategy = $5 OR $5 = '')
         ORDER BY a.created_at DESC, a.id DESC LIMIT $6"
    );
    let rows: Vec<Stored> = sqlx::query_as(query)
        .bind(owner.as_str())
        .bind(asked.before.at)
        .bind(&asked.before.id)
        .bind(filter.wallet.as_deref().unwrap_or_default())
        .bind(filter.strategy.as_deref().unwrap_or_default())
        .bind(asked.rows())
        .fetch_all(db.pool())
        .await?;
    Ok(asked.page(rows, |a| Key { at: a.created_at, id: a.id.clone() }))
}

/// Every one of an owner's, the newest first; with a filter those it names.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &Database, owner: &Owner, filter: &Filter) -> Result<Vec<Stored>> {
    let query = select!(
        "WHERE a.owner = $1 AND (a.wallet = $2 OR $2 = '') AND (a.strategy = $3 OR $3 = '')
         ORDER BY a.created_at DESC, a.id DESC"
    );
    let rows = sqlx::query_as(query)
        .bind(owner.as_str())
        .bind(filter.wallet.as_deref().unwrap_or_default())
        .bind(filter.strategy.as_deref().unwrap_or_default())
        .fetch_all(db.pool())
        .await?;
    Ok(rows)
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str) -> Result<Option<Stored>> {
    owned::one(db, select!("WHERE a.owner = $1 AND a.id = $2"), owner, id).await
}

/// Assigns a strategy to a wallet and returns the assignment's id; `None` when one of the two is not the owner's, or the
/// strategy is on this wallet already.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &Database,
    owner: &Owner,
    wallet: &str,
    strategy: &str,
    terms: &Terms,
    now_ms: i64,
) -> Result<Option<String>> {
    let id = new_id();
    let done = sqlx::query(
        "INSERT INTO wallet_strategies
         (id, owner, wallet, strategy, markets, max_position, cash, parameters, created_at, updated_at)
         SELECT $1, $2, w.id, s.id, $3, $4, $5, $6, $7, $7 FROM wallets w JOIN strategies s ON s.owner = w.owner
         WHERE w.owner = $2 AND w.id = $8 AND s.id = $9 AND s.trash IS NULL
         ON CONFLICT (wallet, strategy) DO NOTHING",
    )
    .bind(&id)
    .bind(owner.as_str())
    .bind(serde_json::to_string(&terms.markets)?)
    .bind(terms.max_position.micros())
    .bind(terms.cash.map(Usdc::micros))
    .bind(serde_json::to_string(&terms.parameters)?)
    .bind(now_ms)
    .bind(wallet)
    .bind(strategy)
    .execute(db.pool())
    .await?;
    Ok((done.rows_affected() == 1).then_some(id))
}

/// Gives it other terms. Whether it did: not when it runs, holds something, or is not there.
///
/// # Errors
/// When the database fails.
pub async fn change(db: &Database, owner: &Owner, id: &str, terms: &Terms, now_ms: i64) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE wallet_strategies SET markets = $1, max_position = $2, cash = $3, parameters = $4, updated_at = $5
         WHERE owner = $6 AND id = $7 AND is_running = 0
         AND NOT EXISTS (SELECT 1 FROM wallet_runs r WHERE r.assignment = $7 AND r.closing IS NULL)",
    )
    .bind(serde_json::to_string(&terms.markets)?)
    .bind(terms.max_position.micros())
    .bind(terms.cash.map(Usdc::micros))
    .bind(serde_json::to_string(&terms.parameters)?)
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a strategy off a wallet. Whether it did: not when it runs, holds something, or is not there. What its runs brought
/// stays the wallet's.
///
/// # Errors
/// When the database fails.
pub async fn delete(db: &Database, owner: &Owner, id: &str) -> Result<bool> {
    let done = sqlx::query(
        "DELETE FROM wallet_strategies WHERE owner = $1 AND id = $2 AND is_running = 0
         AND NOT EXISTS (SELECT 1 FROM wallet_runs r WHERE r.assignment = $2 AND r.closing IS NULL)",
    )
    .bind(owner.as_str())
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes down that it is not to run any more, with the reason where its owner did not ask for it. Whether it was to run.
///
/// # Errors
/// When the database fails.
pub async fn stop(
    db: &Database,
    owner: &Owner,
    id: &str,
    reason: Option<&Reason>,
    now_ms: i64,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE wallet_strategies SET is_running = 0, reason = $1, reason_detail = $2, reason_at = $3, updated_at = $4
         WHERE owner = $5 AND id = $6 AND is_running = 1",
    )
    .bind(reason.map(|r| word(r.code)).transpose()?)
    .bind(reason.map(|r| r.detail.as_str()))
    .bind(reason.map(|_| now_ms))
    .bind(now_ms)
    .bind(owner.as_str())
    .bind(id)
    .execute(db.pool())
    .await?;
    Ok(done.rows_affected() == 1)
}
