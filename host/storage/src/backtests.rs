//! Finished backtests.

use crate::database::Database;
use crate::error::Result;
use crate::owned;
use crate::owner::Owner;
use crate::packed::{pack, unpack};
use crate::paging::{Asked, Key};
use crate::results::{self, Finished};
use crate::text::plain;
use craftstrat_api::Report;
use craftstrat_api::report::WarningLevel;
use craftstrat_api::studio::{BacktestDetail, BacktestHeadline, BacktestRequest, BacktestSummary, Page};
use sqlx::FromRow;

#[derive(FromRow)]
struct Summary {
    id: String,
    strategy: Option<String>,
    name: String,
    digest: String,
    headline: String,
    created_at: i64,
}

#[derive(FromRow)]
struct Detail {
    #[sqlx(flatten)]
    summary: Summary,
    request: String,
    report: Vec<u8>,
}

impl Summary {
    fn told(self) -> Result<BacktestSummary> {
        Ok(BacktestSummary {
            headline: serde_json::from_str(&self.headline)?,
            id: self.id,
            strategy_id: self.strategy,
            name: self.name,
            digest: self.digest,
            created_at_ms: self.created_at,
        })
    }
}

/// The numbers a list shows.
fn headline(report: &Report) -> BacktestHeadline {
    let m = &report.metrics;
    BacktestHeadline {
        pnl_usdc: m.pnl_net_usdc.to_string(),
        return_ratio: m.return_on_cash,
        trades: m.trades,
        win_rate: m.win_rate,
        max_drawdown_usdc: m.drawdown.depth_usdc.to_string(),
        markets: report.markets.len() as u64,
        cautions: report.warnings.iter().filter(|w| w.level == WarningLevel::Caution).count() as u64,
        generated: report.markets.iter().any(|m| m.generated),
    }
}

/// Keeps one.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &Database,
    owner: &Owner,
    done: Finished<'_, BacktestRequest, Report>,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO backtests (id, owner, strategy, name, digest, headline, request, report, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(done.id)
    .bind(owner.as_str())
    .bind(done.strategy)
    .bind(plain(done.name)?)
    .bind(&done.outcome.digest)
    .bind(serde_json::to_string(&headline(done.outcome))?)
    .bind(serde_json::to_string(done.request)?)
    .bind(pack(done.outcome)?)
    .bind(now_ms)
    .execute(db.pool())
    .await?;
    Ok(())
}

/// A page of them, the newest first; those of [`Asked::strategy`].
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, asked: &Asked) -> Result<Page<BacktestSummary>> {
    let rows: Vec<Summary> = results::page(
        db,
        owner,
        asked,
        "SELECT id, strategy, name, digest, headline, created_at FROM backtests
         WHERE owner = $1 AND trash IS NULL AND (created_at, id) < ($2, $3) AND ($4 IS NULL OR strategy = $4)
         ORDER BY created_at DESC, id DESC LIMIT $5",
    )
    .await?;
    let all = rows.into_iter().map(Summary::told).collect::<Result<Vec<_>>>()?;
    Ok(asked.page(all, |b| Key { at: b.created_at_ms, id: b.id.clone() }))
}

/// One of them with everything.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Database, owner: &Owner, id: &str) -> Result<Option<BacktestDetail>> {
    let query = "SELECT id, strategy, name, digest, headline, request, report, created_at FROM backtests
                 WHERE owner = $1 AND id = $2 AND trash IS NULL";
    let row: Option<Detail> = owned::one(db, query, owner, id).await?;
    let Some(Detail { summary, request, report }) = row else { return Ok(None) };
    let (request, report) = (serde_json::from_str(&request)?, unpack(&report)?);
    Ok(Some(BacktestDetail { summary: summary.told()?, request, report }))
}
