//! Finished backtests.

use super::{Finished, one, results};
use crate::clock::now_ms;
use crate::owner::Owner;
use crate::packed::{pack, unpack};
use crate::paging::{Key, PageQuery};
use crate::problem::Answer;
use craftstrat_api::Report;
use craftstrat_api::report::WarningLevel;
use craftstrat_api::studio::{BacktestDetail, BacktestHeadline, BacktestRequest, BacktestSummary, Page};
use sqlx::{FromRow, SqlitePool};

#[derive(FromRow)]
struct Stored {
    id: String,
    strategy: Option<String>,
    name: String,
    digest: String,
    headline: String,
    request: String,
    report: Vec<u8>,
    created_at: i64,
}

impl Stored {
    fn summary(&self) -> Answer<BacktestSummary> {
        Ok(BacktestSummary {
            id: self.id.clone(),
            strategy_id: self.strategy.clone(),
            name: self.name.clone(),
            digest: self.digest.clone(),
            headline: serde_json::from_str(&self.headline)?,
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
pub(crate) async fn insert(
    db: &SqlitePool,
    owner: &Owner,
    done: Finished<'_, BacktestRequest, Report>,
) -> Answer<()> {
    sqlx::query(
        "INSERT INTO backtests (id, owner, strategy, name, digest, headline, request, report, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(done.id)
    .bind(owner.as_str())
    .bind(done.strategy)
    .bind(done.name)
    .bind(&done.outcome.digest)
    .bind(serde_json::to_string(&headline(done.outcome))?)
    .bind(serde_json::to_string(done.request)?)
    .bind(pack(done.outcome)?)
    .bind(now_ms())
    .execute(db)
    .await?;
    Ok(())
}

/// A page of them, the newest first.
pub(crate) async fn page(db: &SqlitePool, owner: &Owner, query: &PageQuery) -> Answer<Page<BacktestSummary>> {
    let rows: Vec<Stored> = results(
        db,
        owner,
        query,
        "SELECT id, strategy, name, digest, headline, '' AS request, X'' AS report, created_at FROM backtests
         WHERE owner = ? AND trash IS NULL AND (created_at, id) < (?, ?) AND (? IS NULL OR strategy = ?)
         ORDER BY created_at DESC, id DESC LIMIT ?",
    )
    .await?;
    let all = rows.iter().map(Stored::summary).collect::<Answer<Vec<_>>>()?;
    Ok(query.page(all, |b| Key { at: b.created_at_ms, id: b.id.clone() }))
}

/// One of them with everything.
pub(crate) async fn find(db: &SqlitePool, owner: &Owner, id: &str) -> Answer<Option<BacktestDetail>> {
    let row: Option<Stored> = one(
        db,
        owner,
        id,
        "SELECT id, strategy, name, digest, headline, request, report, created_at FROM backtests
         WHERE owner = ? AND id = ? AND trash IS NULL",
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let request: BacktestRequest = serde_json::from_str(&row.request)?;
    Ok(Some(BacktestDetail { summary: row.summary()?, request, report: unpack(&row.report)? }))
}
