//! A run with everything.

use super::equity::thinned;
use super::overview::{summary_of, unrealised};
use crate::app::App;
use crate::problem::Answer;
use craftstrat_api::report::{EquityPoint, Fill, Order};
use craftstrat_api::studio::live::{
    EventDetail, EventKind, LiveMarket, LiveOrder, LivePosition, LiveRun, LiveRunSummary, LiveShadow,
    LiveStart,
};
use craftstrat_live::{RunStatus, Version};
use craftstrat_storage::Owner;
use craftstrat_storage::live::{self as rows, Names, events};
use std::collections::BTreeMap;

/// Fills and orders that are told, at most.
const NEWEST: usize = 200;

/// Points of the equity curve that are told, at most.
const POINTS: usize = 1_000;

/// A run of an owner; `None` when there is none.
///
/// # Errors
/// When the database fails.
pub(crate) async fn detail(app: &App, owner: &Owner, id: &str) -> Answer<Option<LiveRun>> {
    let Some(row) = rows::find(&app.db, owner, id).await? else { return Ok(None) };
    let seen = app.live.snapshot().await;
    let summary = summary_of(app, &row, seen.as_deref())?;
    let equity = curve(&summary, rows::equity(&app.db, owner, id).await?);
    let recent_fills = fills(app, owner, id).await?;
    let ended = ended(app, owner, id).await?;
    let Some(run) = seen.as_ref().and_then(|seen| seen.runs.get(id)) else {
        return Ok(Some(absent(summary, row.request()?, equity, recent_fills, ended)));
    };
    let names = rows::versions(&app.db, owner, id).await?;
    let settings = &run.spec.settings;
    Ok(Some(LiveRun {
        parameters: named(&names, &run.version),
        latency_ms: settings.latency_ms,
        limits: settings.guard.into(),
        held: held(run),
        orders: orders(&names, run, ended),
        recent_fills,
        equity,
        denials_by_code: run.denials.clone(),
        markets: markets(run),
        shadow: run.shadow.as_ref().map(|shadow| LiveShadow {
            component: shadow.version.component.clone(),
            parameters: named(&names, &shadow.version),
            warm: shadow.warm,
            rows: shadow.rows,
            differed: shadow.differed,
        }),
        summary,
    }))
}

/// What is known of a run that the desk has not.
fn absent(
    summary: LiveRunSummary,
    request: LiveStart,
    equity: Vec<EquityPoint>,
    recent_fills: Vec<Fill>,
    ended: Vec<Order>,
) -> LiveRun {
    let latency_ms = request.latency_ms.unwrap_or(craftstrat_runs::Wanted::default().latency_ms);
    let ended = ended.into_iter().map(|order| LiveOrder { order, open: false });
    LiveRun {
        parameters: request.parameters,
        latency_ms,
        limits: request.limits,
        held: Vec::new(),
        orders: ended.collect(),
        recent_fills,
        equity,
        denials_by_code: BTreeMap::new(),
        markets: Vec::new(),
        shadow: None,
        summary,
    }
}

async fn fills(app: &App, owner: &Owner, id: &str) -> Answer<Vec<Fill>> {
    let details = events::details(&app.db, owner, id, EventKind::Fill, NEWEST).await?;
    let fill = |detail| match detail {
        EventDetail::Filled { fill } => Some(fill),
        _ => None,
    };
    Ok(details.into_iter().filter_map(fill).collect())
}

/// The newest orders that ended. Each order has two events.
async fn ended(app: &App, owner: &Owner, id: &str) -> Answer<Vec<Order>> {
    let details = events::details(&app.db, owner, id, EventKind::Order, 2 * NEWEST).await?;
    let order = |detail| match detail {
        EventDetail::Ended { order } => Some(order),
        _ => None,
    };
    Ok(details.into_iter().filter_map(order).take(NEWEST).collect())
}

/// Equity over time; what it began with, where nothing was booked yet.
fn curve(summary: &LiveRunSummary, stored: Vec<EquityPoint>) -> Vec<EquityPoint> {
    if stored.is_empty() {
        let (at_ms, equity_usdc) = (summary.started_at_ms, summary.money.opening_usdc);
        return vec![EquityPoint { at_ms, equity_usdc, exposure_usdc: craftstrat_model::Usdc::ZERO }];
    }
    thinned(&stored, POINTS)
}

/// Parameter values by name.
fn named(names: &BTreeMap<String, Names>, version: &Version) -> BTreeMap<String, f64> {
    let declared = names.get(&version.component).map(|n| n.parameters.as_slice()).unwrap_or_default();
    declared.iter().cloned().zip(version.parameters.iter().copied()).collect()
}

fn held(run: &RunStatus) -> Vec<LivePosition> {
    let of = |market: &craftstrat_engine::session::MarketStatus| {
        let (slug, ends_at_ms) = (market.symbol.clone(), market.end.0);
        let position = move |held: &craftstrat_engine::session::HoldingStatus| LivePosition {
            market: slug.clone(),
            outcome: held.outcome.into(),
            shares: held.shares,
            cost_usdc: held.cost,
            bid: held.bid,
            unrealised_usdc: unrealised(held),
            opened_at_ms: held.opened_at.0,
            ends_at_ms,
        };
        market.held.iter().map(position).collect::<Vec<_>>()
    };
    run.account.markets.iter().flat_map(of).collect()
}

/// Open orders, then the newest that ended.
fn orders(names: &BTreeMap<String, Names>, run: &RunStatus, ended: Vec<Order>) -> Vec<LiveOrder> {
    let nodes = names.get(&run.version.component).map(|n| n.nodes.as_slice()).unwrap_or_default();
    let mut orders = Vec::new();
    for market in &run.account.markets {
        for record in &market.orders {
            let order = Order::of(record, market.symbol.clone(), nodes);
            orders.push(LiveOrder { order, open: true });
        }
    }
    orders.extend(ended.into_iter().map(|order| LiveOrder { order, open: false }));
    orders.truncate(NEWEST);
    orders
}

/// The markets it trades, ending first.
fn markets(run: &RunStatus) -> Vec<LiveMarket> {
    let mut markets: Vec<LiveMarket> = run
        .account
        .markets
        .iter()
        .map(|m| LiveMarket {
            market: m.symbol.clone(),
            ends_at_ms: m.end.0,
            rows: m.rows,
            last_tick_ms: m.last_row.map(|at| at.0),
            awaiting_winner: m.awaiting_winner,
            parked: m.parked,
        })
        .collect();
    markets.sort_by(|a, b| (a.ends_at_ms, &a.market).cmp(&(b.ends_at_ms, &b.market)));
    markets
}
