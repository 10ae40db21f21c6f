//! What runs, as people see it in lists.

use super::snapshot::Snapshot;
use super::speaker::opening;
use super::waiting::{state, waiting};
use super::words;
use crate::app::App;
use crate::problem::Answer;
use craftstrat_api::studio::live::{LastSignal, LiveMoney, LiveOverview, LiveRunSummary, RunState, Waiting};
use craftstrat_engine::session::HoldingStatus;
use craftstrat_live::{RunStatus, Signal};
use craftstrat_model::{Rounding, Usdc};
use craftstrat_storage::Owner;
use craftstrat_storage::{alerts, live as rows};

/// Why a run is not there that was asked for.
const UNKNOWN: &str = "The desk does not know this run: its log was moved away, or the server ended before it began. \
                       Start the strategy again.";

/// Everything of an owner.
///
/// # Errors
/// When the database fails.
pub(crate) async fn overview(app: &App, owner: &Owner) -> Answer<LiveOverview> {
    let seen = app.live.snapshot().await;
    let runs = summaries(app, owner).await?;
    let money = runs.iter().fold(LiveMoney::default(), |all, run| added(all, run.money));
    let seen = seen.as_deref();
    Ok(LiveOverview {
        venue: app.live.venue,
        now_ms: seen.and_then(|s| s.now),
        killed: seen.is_some_and(|s| s.killed),
        following: seen.map(|s| s.following.clone()).unwrap_or_default(),
        sources: seen.map(|s| s.sources.clone()).unwrap_or_default(),
        runs,
        money,
        unseen_alerts: alerts::unseen(&app.db, owner).await?,
        trouble: app.live.trouble(),
    })
}

/// Every run of an owner's list, the newest first.
///
/// # Errors
/// When the database fails.
pub(crate) async fn summaries(app: &App, owner: &Owner) -> Answer<Vec<LiveRunSummary>> {
    let seen = app.live.snapshot().await;
    let rows = rows::list(&app.db, owner).await?;
    rows.iter().map(|row| summary_of(app, row, seen.as_deref())).collect()
}

/// A run of an owner; `None` when there is none.
///
/// # Errors
/// When the database fails.
pub(crate) async fn summary(app: &App, owner: &Owner, id: &str) -> Answer<Option<LiveRunSummary>> {
    let Some(row) = rows::find(&app.db, owner, id).await? else { return Ok(None) };
    let seen = app.live.snapshot().await;
    summary_of(app, &row, seen.as_deref()).map(Some)
}

/// A run as it is in a snapshot.
///
/// # Errors
/// When its row was not written by this program.
pub(super) fn summary_of(app: &App, row: &rows::Stored, seen: Option<&Snapshot>) -> Answer<LiveRunSummary> {
    match seen.and_then(|seen| Some((seen, seen.runs.get(&row.id)?))) {
        Some((seen, run)) => Ok(running(row, run, seen)),
        None => {
            let reason = match seen {
                Some(_) => UNKNOWN.to_owned(),
                None => app.live.unavailable().detail().to_owned(),
            };
            failed(row, reason)
        }
    }
}

fn running(row: &rows::Stored, run: &RunStatus, seen: &Snapshot) -> LiveRunSummary {
    let markets = &run.account.markets;
    let waiting = waiting(run, seen);
    LiveRunSummary {
        id: row.id.clone(),
        name: row.name.clone(),
        strategy_id: row.strategy.clone(),
        assignment_id: row.assignment.clone(),
        component: run.version.component.clone(),
        series: run.spec.series.iter().map(ToString::to_string).collect(),
        state: state(run, waiting.as_ref()),
        waiting,
        started_at_ms: row.started_at.filter(|at| *at > 0).unwrap_or(row.created_at),
        last_tick_ms: markets.iter().filter_map(|m| m.last_row).max().map(|at| at.0),
        last_signal: run.last_signal.as_ref().map(signal),
        money: money(run),
        positions: markets.iter().map(|m| m.held.len() as u64).sum(),
        open_orders: markets.iter().map(|m| m.orders.len() as u64).sum(),
        fills: run.fills,
        denials: run.denials.values().sum(),
        has_shadow: run.shadow.is_some(),
    }
}

fn failed(row: &rows::Stored, reason: String) -> Answer<LiveRunSummary> {
    let request = row.request()?;
    let cash = opening(&request);
    let money = LiveMoney { opening_usdc: cash, cash_usdc: cash, equity_usdc: cash, ..LiveMoney::default() };
    Ok(LiveRunSummary {
        id: row.id.clone(),
        name: row.name.clone(),
        strategy_id: row.strategy.clone(),
        assignment_id: row.assignment.clone(),
        component: row.component.clone(),
        series: request.series,
        state: RunState::Failed,
        waiting: Some(Waiting::Failed { reason }),
        started_at_ms: row.started_at.filter(|at| *at > 0).unwrap_or(row.created_at),
        last_tick_ms: None,
        last_signal: None,
        money,
        positions: 0,
        open_orders: 0,
        fills: 0,
        denials: 0,
        has_shadow: false,
    })
}

fn signal(signal: &Signal) -> LastSignal {
    LastSignal {
        at_ms: signal.at.0,
        market: signal.symbol.clone(),
        text: words::all(&signal.decisions).join("; "),
        denied: signal.denied.clone(),
    }
}

/// What closing a position at the bid would add; `None` without a bid.
pub(super) fn unrealised(held: &HoldingStatus) -> Option<Usdc> {
    let worth = held.bid?.notional(held.shares, Rounding::Down).ok()?;
    Some(minus(worth, held.cost))
}

/// The money of a run.
pub(super) fn money(run: &RunStatus) -> LiveMoney {
    let account = &run.account;
    let held = account.markets.iter().flat_map(|m| &m.held);
    let unrealised = held.filter_map(unrealised).fold(Usdc::ZERO, plus);
    LiveMoney {
        opening_usdc: account.opening,
        cash_usdc: account.cash,
        equity_usdc: plus(account.standing.equity, unrealised),
        realised_usdc: minus(account.standing.equity, account.opening),
        unrealised_usdc: unrealised,
        fees_usdc: account.fees,
        exposure_usdc: account.standing.exposure,
    }
}

fn plus(a: Usdc, b: Usdc) -> Usdc {
    Usdc::from_micros(a.micros().saturating_add(b.micros()))
}

fn minus(a: Usdc, b: Usdc) -> Usdc {
    Usdc::from_micros(a.micros().saturating_sub(b.micros()))
}

fn added(a: LiveMoney, b: LiveMoney) -> LiveMoney {
    LiveMoney {
        opening_usdc: plus(a.opening_usdc, b.opening_usdc),
        cash_usdc: plus(a.cash_usdc, b.cash_usdc),
        equity_usdc: plus(a.equity_usdc, b.equity_usdc),
        realised_usdc: plus(a.realised_usdc, b.realised_usdc),
        unrealised_usdc: plus(a.unrealised_usdc, b.unrealised_usdc),
        fees_usdc: plus(a.fees_usdc, b.fees_usdc),
        exposure_usdc: plus(a.exposure_usdc, b.exposure_usdc),
    }
}
