//! Hand-made runs for tests of metrics, analysis and reports: deals in, a consistent record out.
#![allow(dead_code)]

use craftstrat_engine::record::{
    Cause, EquityPoint, ExitReason, Fill, Liquidity, MarketRun, OrderEnd, OrderId, OrderRecord, Run, Trade,
    TradeSide,
};
use craftstrat_model::money::{Rounding, div_round};
use craftstrat_model::{Outcome, Price, Shares, TimeMs, Usdc, Winner, WinnerSource};
use std::collections::BTreeMap;

/// 2026-09-28T09:00:00Z, the start of market 0.
pub const START: i64 = 1_790_586_000_000;

/// 15 minutes.
pub const SLOT: i64 = 900_000;

/// One round trip.
#[derive(Clone, Debug)]
pub struct Deal {
    pub market: u32,
    pub outcome: Outcome,
    /// Entry, ms into the slot.
    pub at: i64,
    /// Entry price in micros.
    pub price: i64,
    /// Shares in micros.
    pub shares: i64,
    /// Exit: ms into the slot, price in micros, reason. `None` holds to the end.
    pub exit: Option<(i64, i64, ExitReason)>,
    pub opposite_ask: f64,
    pub mid: f64,
    pub liquidity: Liquidity,
    /// Fee rate in micros; fee = shares x rate x p (1 - p).
    pub rate: i64,
}

/// Buys `shares` whole shares of `outcome` at `cents` a minute into the slot and holds them. The book is a cent wide.
pub fn deal(market: u32, outcome: Outcome, cents: i64, shares: i64) -> Deal {
    Deal {
        market,
        outcome,
        at: 60_000,
        price: cents * 10_000,
        shares: shares * 1_000_000,
        exit: None,
        opposite_ask: (101 - cents) as f64 / 100.0,
        mid: (2 * cents - 1) as f64 / 200.0,
        liquidity: Liquidity::Taker,
        rate: 0,
    }
}

impl Deal {
    pub fn at(self, at: i64) -> Self {
        Self { at, ..self }
    }
    pub fn sold(self, at: i64, cents: i64, reason: ExitReason) -> Self {
        Self { exit: Some((at, cents * 10_000, reason)), ..self }
    }
    pub fn fees(self) -> Self {
        Self { rate: 70_000, ..self }
    }
    fn fee(&self, price: i64) -> i64 {
        let base = i128::from(price)
            * i128::from(1_000_000 - price)
            * i128::from(self.rate)
            * i128::from(self.shares);
        div_round(base, 10_i128.pow(18), Rounding::HalfEven) as i64
    }
    fn notional(&self, price: i64, rounding: Rounding) -> i64 {
        div_round(i128::from(price) * i128::from(self.shares), 1_000_000, rounding) as i64
    }
}

/// A market that starts `index` slots after [`START`].
pub fn market(index: i64, winner: Option<Winner>) -> MarketRun {
    let start = START + index * SLOT;
    MarketRun {
        symbol: format!("btc-updown-15m-{}", start / 1_000),
        winner,
        winner_source: if winner.is_some() { WinnerSource::Metadata } else { WinnerSource::Unresolved },
        rows: 900,
        from: TimeMs(start),
        to: TimeMs(start + SLOT - 1_000),
        generated: false,
        fees_assumed: false,
    }
}

/// Consecutive markets with these winners; `None` is unresolved.
pub fn markets(winners: &[Option<Winner>]) -> Vec<MarketRun> {
    winners.iter().enumerate().map(|(i, w)| market(i as i64, *w)).collect()
}

/// The record of a run of `deals` with a thousand dollars.
pub fn run(markets: Vec<MarketRun>, deals: &[Deal]) -> Run {
    let mut run = Run {
        markets,
        orders: Vec::new(),
        fills: Vec::new(),
        trades: Vec::new(),
        equity: Vec::new(),
        denials: BTreeMap::new(),
        denied: Vec::new(),
        faults: Vec::new(),
        final_equity: (Usdc::ZERO, Usdc::ZERO),
        digest: "5ca1ab1e".repeat(8),
        rows: 0,
        fuel: 0,
    };
    let mut changes: Vec<(i64, i64, i64)> = Vec::new();
    for (number, deal) in deals.iter().enumerate() {
        book(&mut run, number as u32, deal, &mut changes);
    }
    run.rows = run.markets.iter().map(|m| m.rows).sum();
    run.fuel = run.rows * 12;
    run.orders.sort_by_key(|o| (o.decided_at, o.id));
    run.fills.sort_by_key(|f| (f.at, f.order));
    run.trades.sort_by_key(|t| (t.closed_at, t.market, t.outcome, t.opened_at));
    changes.sort();
    let (mut equity, mut exposure) = (1_000_000_000, 0);
    run.equity.push(point(START, equity, exposure));
    for (at, gained, tied) in changes {
        (equity, exposure) = (equity + gained, exposure + tied);
        if run.equity.last().is_some_and(|p| p.at.0 == at) && run.equity.len() > 1 {
            run.equity.pop();
        }
        run.equity.push(point(at, equity, exposure));
    }
    let best: i64 = run.trades.iter().map(|t| t.pnl_best.micros() - t.pnl.micros()).sum();
    run.final_equity = (Usdc::from_micros(equity), Usdc::from_micros(equity + best));
    run
}

fn point(at: i64, equity: i64, exposure: i64) -> EquityPoint {
    EquityPoint { at: TimeMs(at), equity: Usdc::from_micros(equity), exposure: Usdc::from_micros(exposure) }
}

fn book(run: &mut Run, number: u32, deal: &Deal, changes: &mut Vec<(i64, i64, i64)>) {
    let start = run.markets[deal.market as usize].from.0;
    let opened = start + deal.at;
    let cost = deal.notional(deal.price, Rounding::Up);
    let entry_fee = deal.fee(deal.price);
    let entry = OrderId { market: deal.market, number: 2 * number };
    order(run, deal, entry, TradeSide::Buy, opened, deal.price, cost, Cause::Strategy);
    fill(run, deal, entry, TradeSide::Buy, opened, deal.price, cost, entry_fee, Cause::Strategy);
    let (closed, price, reason, exit_fee) = match deal.exit {
        Some((at, price, reason)) => (start + at, price, reason, deal.fee(price)),
        None => match run.markets[deal.market as usize].winner {
            Some(winner) => (start + SLOT, winner.payout(deal.outcome).micros(), ExitReason::Settlement, 0),
            None => (start + SLOT, 0, ExitReason::Unresolved, 0),
        },
    };
    let proceeds = deal.notional(price, Rounding::Down);
    if deal.exit.is_some() {
        let cause = match reason {
            ExitReason::StopLoss => Cause::StopLoss,
            ExitReason::TakeProfit => Cause::TakeProfit,
            _ => Cause::Strategy,
        };
        let exit = OrderId { market: deal.market, number: 2 * number + 1 };
        order(run, deal, exit, TradeSide::Sell, closed, price, proceeds, cause);
        fill(run, deal, exit, TradeSide::Sell, closed, price, proceeds, exit_fee, cause);
    }
    let pnl = proceeds - cost - entry_fee - exit_fee;
    let best = if reason == ExitReason::Unresolved { deal.shares } else { 0 };
    run.trades.push(Trade {
        market: deal.market,
        outcome: deal.outcome,
        opened_at: TimeMs(opened),
        closed_at: TimeMs(closed),
        entry_price: Price::from_micros(deal.price),
        exit_price: Price::from_micros(price),
        shares: Shares::from_micros(deal.shares),
        entry_cost: Usdc::from_micros(cost),
        proceeds: Usdc::from_micros(proceeds),
        fees: Usdc::from_micros(entry_fee + exit_fee),
        pnl: Usdc::from_micros(pnl),
        pnl_best: Usdc::from_micros(pnl + best),
        exit_reason: reason,
        entries: 1,
    });
    changes.push((opened, -entry_fee, cost));
    changes.push((closed, proceeds - cost - exit_fee, -cost));
}

#[allow(clippy::too_many_arguments)]
fn order(
    run: &mut Run,
    deal: &Deal,
    id: OrderId,
    side: TradeSide,
    at: i64,
    price: i64,
    notional: i64,
    cause: Cause,
) {
    let by_amount = side == TradeSide::Buy;
    run.orders.push(OrderRecord {
        id,
        decided_at: TimeMs(at - 300),
        ended_at: TimeMs(at),
        outcome: deal.outcome,
        side,
        amount: Usdc::from_micros(if by_amount { notional } else { 0 }),
        shares: Shares::from_micros(if by_amount { 0 } else { deal.shares }),
        filled: Shares::from_micros(deal.shares),
        filled_notional: Usdc::from_micros(notional),
        price: Price::from_micros(price),
        end: OrderEnd::Filled,
        cause,
        node: 0,
    });
}

#[allow(clippy::too_many_arguments)]
fn fill(
    run: &mut Run,
    deal: &Deal,
    order: OrderId,
    side: TradeSide,
    at: i64,
    price: i64,
    notional: i64,
    fee: i64,
    cause: Cause,
) {
    run.fills.push(Fill {
        at: TimeMs(at),
        market: deal.market,
        outcome: deal.outcome,
        side,
        price: Price::from_micros(price),
        shares: Shares::from_micros(deal.shares),
        notional: Usdc::from_micros(notional),
        fee: Usdc::from_micros(fee),
        liquidity: deal.liquidity,
        order,
        decision_mid: deal.mid,
        opposite_ask: deal.opposite_ask,
        cause,
    });
}

/// Dollars from cents.
pub fn cents(n: i64) -> Usdc {
    Usdc::from_micros(n * 10_000)
}
