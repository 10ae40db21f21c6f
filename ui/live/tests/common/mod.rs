//! What a server would tell: runs in every state, a run with everything, events of every kind.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod stage;

use craftstrat_api::report::{EquityPoint, Fill, Order, Trade};
use craftstrat_api::studio::live::{
    EventDetail, EventKind, FeedSource, LastSignal, LiveEvent, LiveLimits, LiveMarket, LiveMoney, LiveOrder,
    LiveOverview, LivePosition, LiveRun, LiveRunSummary, LiveShadow, RunState, SourceKind, SourceStatus,
    Venue, Waiting,
};
use craftstrat_api::wire::{Cause, ExitReason, Liquidity, OrderEnd, Outcome, Side, Winner};
use craftstrat_model::{Price, Shares, Usdc};
use std::collections::BTreeMap;

/// A moment at the venue, ms: 21 Nov 2026, 12:00:00 UTC.
pub const NOW: i64 = 1_795_262_400_000;
/// The slot that runs then.
pub const MARKET: &str = "btc-updown-5m-1795262400";

pub fn usdc(cents: i64) -> Usdc {
    Usdc::from_micros(cents * 10_000)
}

pub fn money() -> LiveMoney {
    LiveMoney {
        opening_usdc: usdc(100_000),
        cash_usdc: usdc(97_500),
        equity_usdc: usdc(100_150),
        realised_usdc: usdc(200),
        unrealised_usdc: usdc(-50),
        fees_usdc: usdc(12),
        exposure_usdc: usdc(2_500),
    }
}

pub fn summary(id: &str, name: &str, state: RunState, waiting: Option<Waiting>) -> LiveRunSummary {
    LiveRunSummary {
        id: id.to_owned(),
        name: name.to_owned(),
        strategy_id: Some("s1".to_owned()),
        assignment_id: None,
        component: "0123456789abcdef".repeat(4),
        series: vec!["btc-updown-5m".to_owned()],
        state,
        waiting,
        started_at_ms: NOW - 3_600_000,
        last_tick_ms: Some(NOW - 2_500),
        last_signal: None,
        money: money(),
        positions: 1,
        open_orders: 2,
        fills: 3,
        denials: 4,
        has_shadow: false,
    }
}

pub fn source(kind: SourceKind, name: &str, status: SourceStatus, since_ms: i64) -> FeedSource {
    FeedSource { kind, name: name.to_owned(), status, since_ms }
}

pub fn overview(runs: Vec<LiveRunSummary>) -> LiveOverview {
    LiveOverview {
        venue: Venue::Simulated,
        now_ms: Some(NOW),
        killed: false,
        following: vec!["btc-updown-5m".to_owned()],
        sources: vec![
            source(SourceKind::Connection, "market", SourceStatus::Fresh, NOW - 60_000),
            source(SourceKind::Price, "btc chainlink", SourceStatus::Fresh, NOW - 5_000),
        ],
        runs,
        money: money(),
        unseen_alerts: 0,
        trouble: None,
    }
}

pub fn order(end: OrderEnd) -> Order {
    Order {
        order_id: format!("{MARKET}#1"),
        market: MARKET.to_owned(),
        decided_at_ms: NOW - 30_000,
        ended_at_ms: NOW - 29_000,
        outcome: Outcome::Up,
        side: Side::Buy,
        amount_usdc: usdc(2_500),
        shares: Shares::ZERO,
        price: Price::from_micros(620_000),
        filled_shares: Shares::from_micros(40_000_000),
        filled_usdc: usdc(2_480),
        end,
        cause: Cause::Strategy,
        node: None,
    }
}

pub fn fill() -> Fill {
    Fill {
        at_ms: NOW - 29_000,
        market: MARKET.to_owned(),
        outcome: Outcome::Up,
        side: Side::Buy,
        price: Price::from_micros(620_000),
        shares: Shares::from_micros(40_000_000),
        fee_usdc: usdc(12),
        liquidity: Liquidity::Taker,
        order_id: format!("{MARKET}#1"),
        notional_usdc: usdc(2_480),
        decision_mid: Some(0.615),
        cause: Cause::Strategy,
    }
}

pub fn trade() -> Trade {
    Trade {
        market: MARKET.to_owned(),
        outcome: Outcome::Down,
        opened_at_ms: NOW - 60_000,
        closed_at_ms: NOW,
        entry_price: Price::from_micros(400_000),
        exit_price: Price::from_micros(1_000_000),
        shares: Shares::from_micros(10_000_000),
        fees_usdc: usdc(5),
        pnl_usdc: usdc(595),
        exit_reason: ExitReason::Settlement,
        entry_cost_usdc: usdc(400),
        proceeds_usdc: usdc(1_000),
        pnl_best_usdc: usdc(595),
        entries: 1,
    }
}

/// A run with everything there can be.
pub fn run() -> LiveRun {
    let mut summary = summary("r1", "Late favourite", RunState::Running, None);
    summary.has_shadow = true;
    summary.last_signal = Some(LastSignal {
        at_ms: NOW - 30_000,
        market: MARKET.to_owned(),
        text: "buy UP 25.00 USDC".to_owned(),
        denied: None,
    });
    let parameters =
        |threshold: f64| BTreeMap::from([("threshold".to_owned(), threshold), ("size".to_owned(), 25.0)]);
    let point =
        |at_ms: i64, cents: i64| EquityPoint { at_ms, equity_usdc: usdc(cents), exposure_usdc: usdc(2_500) };
    let market = |market: &str, ends_at_ms: i64, awaiting_winner: bool, parked: bool| LiveMarket {
        market: market.to_owned(),
        ends_at_ms,
        rows: 1_234,
        last_tick_ms: Some(NOW - 1_000),
        awaiting_winner,
        parked,
    };
    LiveRun {
        summary,
        parameters: parameters(0.8),
        latency_ms: 250,
        limits: LiveLimits {
            max_daily_loss_usdc: Some(usdc(5_000)),
            max_age_ms: Some(3_000),
            ..LiveLimits::default()
        },
        held: vec![LivePosition {
            market: MARKET.to_owned(),
            outcome: Outcome::Up,
            shares: Shares::from_micros(40_000_000),
            cost_usdc: usdc(2_480),
            bid: Some(Price::from_micros(600_000)),
            unrealised_usdc: Some(usdc(-80)),
            opened_at_ms: NOW - 29_000,
            ends_at_ms: NOW + 247_000,
        }],
        orders: vec![
            LiveOrder { order: order(OrderEnd::Cancelled), open: true },
            LiveOrder { order: order(OrderEnd::Filled), open: false },
        ],
        recent_fills: vec![fill()],
        equity: vec![point(NOW - 3_600_000, 100_000), point(NOW, 100_200)],
        denials_by_code: BTreeMap::from([
            ("insufficient_cash".to_owned(), 1),
            ("portfolio_daily_loss".to_owned(), 3),
        ]),
        markets: vec![
            market(MARKET, NOW + 247_000, false, false),
            market("btc-updown-5m-1", NOW - 1, true, true),
        ],
        shadow: Some(LiveShadow {
            component: "fedcba9876543210".repeat(4),
            parameters: parameters(0.7),
            warm: true,
            rows: 200,
            differed: 3,
        }),
    }
}

pub fn event(id: u32, kind: EventKind, detail: EventDetail) -> LiveEvent {
    LiveEvent {
        id: format!("{id:08}"),
        at_ms: NOW + i64::from(id) * 1_000,
        run_id: Some("r1".to_owned()),
        run_name: Some("Late favourite".to_owned()),
        market: Some(MARKET.to_owned()),
        kind,
        detail,
    }
}

/// One of each thing that can happen.
pub fn details() -> Vec<EventDetail> {
    let text = |text: &str| text.to_owned();
    let component = || "0123456789abcdef".repeat(4);
    let kill = |on, all| EventDetail::Kill { on, all };
    vec![
        EventDetail::Started,
        EventDetail::Stopped,
        EventDetail::Over,
        kill(true, true),
        kill(true, false),
        kill(false, true),
        kill(false, false),
        EventDetail::Rejected { reason: text("there is no such run") },
        EventDetail::Approved { order: order(OrderEnd::Filled), reserved_usdc: usdc(2_500) },
        EventDetail::Ended { order: order(OrderEnd::PartiallyFilled) },
        EventDetail::Filled { fill: fill() },
        EventDetail::Closed { trade: trade() },
        EventDetail::Denied {
            decision: text("buy UP 5.00 USDC"),
            code: text("spread"),
            detail: text("the spread is 0.05, the limit is 0.03"),
            times: 20,
        },
        EventDetail::Merged { shares: Shares::from_micros(2_000_000), proceeds_usdc: usdc(200) },
        EventDetail::Abandoned { cost_usdc: usdc(3) },
        EventDetail::Paid {
            outcome: Outcome::Up,
            shares: Shares::from_micros(40_000_000),
            cost_usdc: usdc(2_480),
            payout_usdc: usdc(4_000),
        },
        EventDetail::Settled { winner: Some(Winner::Split), rows: 300 },
        EventDetail::Settled { winner: None, rows: 300 },
        EventDetail::Faulted { reason: text("out of fuel") },
        EventDetail::Shadowing { component: component(), cold: Some(text("it has other series")) },
        EventDetail::Differed { live: Vec::new(), shadow: vec![text("buy UP 5.00 USDC")] },
        EventDetail::ShadowFaulted { reason: text("out of fuel") },
        EventDetail::Swapped { component: component(), warm: true },
        EventDetail::Swapped { component: component(), warm: false },
        EventDetail::Discarded,
        EventDetail::Dropped,
        EventDetail::Source { name: text("btc chainlink"), status: SourceStatus::Stale },
    ]
}

/// One of each reason for not trading.
pub fn reasons() -> Vec<Waiting> {
    let text = |text: &str| text.to_owned();
    vec![
        Waiting::Failed { reason: text("the component is gone") },
        Waiting::Killed { all: true },
        Waiting::Killed { all: false },
        Waiting::NoFeed,
        Waiting::NoSlot,
        Waiting::NoTicks { market: text(MARKET) },
        Waiting::WarmingUp { rows: 12, needed: 60 },
        Waiting::Limit { code: text("portfolio_daily_loss"), detail: text("60 dollars were lost today") },
        Waiting::Parked { market: text(MARKET) },
        Waiting::Denied { code: text("insufficient_cash"), detail: text("25 dollars, 3 are free"), times: 2 },
        Waiting::Resting { orders: 1 },
        Waiting::NoDecision { rows: 1_500 },
    ]
}
