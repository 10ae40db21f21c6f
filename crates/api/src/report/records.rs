//! Markets, fills, trades, orders and the rest of a run's records as the report carries them.

use crate::wire::{
    self, Cause, Decimal, ExitReason, Liquidity, OrderEnd, Outcome, Side, Winner, WinnerSource,
};
use craftstrat_engine::record::{self, OrderId, Run};
use craftstrat_model::{Price, Shares, Usdc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A market of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Market {
    /// The slot's slug.
    pub symbol: String,
    /// Who won; `null` when that is not known.
    pub winner: Option<Winner>,
    /// How that is known.
    pub winner_source: WinnerSource,
    /// In-slot rows.
    pub rows: u64,
    /// Time of the first row, ms.
    pub from: i64,
    /// Time of the last row, ms.
    pub to: i64,
    /// Made by the generator, not recorded.
    pub generated: bool,
    /// Fees were taken from the dated table, not from the market's metadata.
    pub fees_assumed: bool,
}

impl Market {
    pub(super) fn new(market: &record::MarketRun) -> Self {
        Self {
            symbol: market.symbol.clone(),
            winner: market.winner.map(Winner::from),
            winner_source: market.winner_source.into(),
            rows: market.rows,
            from: market.from.0,
            to: market.to.0,
            generated: market.generated,
            fees_assumed: market.fees_assumed,
        }
    }
}

/// The slug of a market of the run.
pub(super) fn symbol(run: &Run, market: u32) -> String {
    run.markets.get(market as usize).map(|m| m.symbol.clone()).unwrap_or_default()
}

/// An order's id: the slug and the order's number in that market.
fn order_id(market: &str, id: OrderId) -> String {
    format!("{market}#{}", id.number)
}

/// One match of one order at one price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fill {
    /// When it matched, ms.
    pub at_ms: i64,
    /// The market.
    pub market: String,
    /// Which outcome's shares.
    pub outcome: Outcome,
    /// Which way.
    pub side: Side,
    /// Dollars per share.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub price: Price,
    /// Shares.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub shares: Shares,
    /// Fee in dollars.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub fee_usdc: Usdc,
    /// Maker or taker.
    pub liquidity: Liquidity,
    /// The order it belongs to.
    pub order_id: String,
    /// Price x shares in dollars, fees excluded.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub notional_usdc: Usdc,
    /// Mid of the outcome's book at the order's decision row; `null` when a side was empty.
    pub decision_mid: Option<f64>,
    /// Why the order was made.
    pub cause: Cause,
}

impl Fill {
    pub(super) fn new(fill: &record::Fill, run: &Run) -> Self {
        Self::of(fill, symbol(run, fill.market))
    }

    /// A fill in the market of this slug.
    pub fn of(fill: &record::Fill, market: String) -> Self {
        Self {
            at_ms: fill.at.0,
            outcome: fill.outcome.into(),
            side: fill.side.into(),
            price: fill.price,
            shares: fill.shares,
            fee_usdc: fill.fee,
            liquidity: fill.liquidity.into(),
            order_id: order_id(&market, fill.order),
            notional_usdc: fill.notional,
            decision_mid: wire::number(fill.decision_mid),
            cause: fill.cause.into(),
            market,
        }
    }
}

/// One round trip in one outcome of one market.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trade {
    /// The market.
    pub market: String,
    /// Which outcome.
    pub outcome: Outcome,
    /// First entry fill, ms.
    pub opened_at_ms: i64,
    /// Last exit fill, or the slot's end, ms.
    pub closed_at_ms: i64,
    /// Average entry price, fees excluded.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub entry_price: Price,
    /// Average exit price, fees excluded; what a share paid when it settled.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub exit_price: Price,
    /// Shares bought.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub shares: Shares,
    /// Entry and exit fees.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub fees_usdc: Usdc,
    /// Net of fees. Of an unresolved trade: as if it lost.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_usdc: Usdc,
    /// How it ended.
    pub exit_reason: ExitReason,
    /// Dollars paid for the shares, fees excluded.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub entry_cost_usdc: Usdc,
    /// Dollars received for the shares, fees excluded.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub proceeds_usdc: Usdc,
    /// Of an unresolved trade: P&L as if it won; else the same as `pnl_usdc`.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_best_usdc: Usdc,
    /// Orders that opened it.
    pub entries: u32,
}

impl Trade {
    pub(super) fn new(trade: &record::Trade, run: &Run) -> Self {
        Self::of(trade, symbol(run, trade.market))
    }

    /// A round trip in the market of this slug.
    pub fn of(trade: &record::Trade, market: String) -> Self {
        Self {
            market,
            outcome: trade.outcome.into(),
            opened_at_ms: trade.opened_at.0,
            closed_at_ms: trade.closed_at.0,
            entry_price: trade.entry_price,
            exit_price: trade.exit_price,
            shares: trade.shares,
            fees_usdc: trade.fees,
            pnl_usdc: trade.pnl,
            exit_reason: trade.exit_reason.into(),
            entry_cost_usdc: trade.entry_cost,
            proceeds_usdc: trade.proceeds,
            pnl_best_usdc: trade.pnl_best,
            entries: trade.entries,
        }
    }
}

/// Equity after an event that changed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EquityPoint {
    /// When, ms.
    pub at_ms: i64,
    /// Cash, reservations, receivables and positions at cost until they close.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub equity_usdc: Usdc,
    /// Dollars tied up in positions and reservations.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub exposure_usdc: Usdc,
}

impl EquityPoint {
    /// A point of a record.
    pub fn new(point: &record::EquityPoint) -> Self {
        Self { at_ms: point.at.0, equity_usdc: point.equity, exposure_usdc: point.exposure }
    }
}

/// One approved order and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    /// Slug and number of the order in that market.
    pub order_id: String,
    /// The market.
    pub market: String,
    /// When it was decided, ms.
    pub decided_at_ms: i64,
    /// When it ended, ms.
    pub ended_at_ms: i64,
    /// Which outcome.
    pub outcome: Outcome,
    /// Which way.
    pub side: Side,
    /// Dollars asked for, of a buy by amount; else 0.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub amount_usdc: Usdc,
    /// Shares asked for; 0 of a buy by amount.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub shares: Shares,
    /// Limit or worst price.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub price: Price,
    /// Shares filled.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub filled_shares: Shares,
    /// Dollars of the fills, fees excluded.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub filled_usdc: Usdc,
    /// How it ended.
    pub end: OrderEnd,
    /// Why it was made.
    pub cause: Cause,
    /// Id of the node that decided, where the strategy names its nodes and decided itself.
    pub node: Option<String>,
}

impl Order {
    pub(super) fn new(order: &record::OrderRecord, run: &Run, nodes: &[String]) -> Self {
        Self::of(order, symbol(run, order.id.market), nodes)
    }

    /// An order in the market of this slug; `nodes` are the ids of the strategy's nodes.
    pub fn of(order: &record::OrderRecord, market: String, nodes: &[String]) -> Self {
        let by_strategy = order.cause == record::Cause::Strategy;
        Self {
            order_id: order_id(&market, order.id),
            market,
            decided_at_ms: order.decided_at.0,
            ended_at_ms: order.ended_at.0,
            outcome: order.outcome.into(),
            side: order.side.into(),
            amount_usdc: order.amount,
            shares: order.shares,
            price: order.price,
            filled_shares: order.filled,
            filled_usdc: order.filled_notional,
            end: order.end.into(),
            cause: order.cause.into(),
            node: nodes.get(order.node as usize).filter(|_| by_strategy).cloned(),
        }
    }
}

/// Orders the risk gate refused for one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Denial {
    /// Stable code.
    pub code: String,
    /// How often.
    pub count: u64,
    /// When it happened first, ms; `null` when that was after the first 1,000 refusals.
    pub first_at_ms: Option<i64>,
    /// The market it happened in first.
    pub first_market: Option<String>,
    /// The first one in a sentence with its numbers.
    pub first_detail: Option<String>,
}

/// Refusals by code, the most frequent first.
pub(super) fn denials(run: &Run) -> Vec<Denial> {
    let mut list: Vec<Denial> = Vec::new();
    for (code, count) in &run.denials {
        let first = run.denied.iter().find(|d| d.code == *code);
        list.push(Denial {
            code: (*code).to_owned(),
            count: *count,
            first_at_ms: first.map(|d| d.at.0),
            first_market: first.map(|d| symbol(run, d.market)),
            first_detail: first.map(|d| d.detail.clone()),
        });
    }
    list.sort_by_key(|d| std::cmp::Reverse(d.count));
    list
}

/// A market in which the strategy failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fault {
    /// The row that was being evaluated, ms.
    pub at_ms: i64,
    /// The market.
    pub market: String,
    /// Stable code.
    pub code: String,
    /// A sentence for the strategy's owner.
    pub message: String,
}

impl Fault {
    pub(super) fn new(fault: &record::FaultRecord, run: &Run) -> Self {
        Self {
            at_ms: fault.at.0,
            market: symbol(run, fault.market),
            code: wire::fault_code(&fault.fault).to_owned(),
            message: fault.fault.to_string(),
        }
    }
}

/// A market whose winner is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unresolved {
    /// The market.
    pub market: String,
    /// Trades in it that were open when it ended.
    pub trades: u64,
    /// Their net P&L if all lost.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_if_lost_usdc: Usdc,
    /// Their net P&L if all won.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_if_won_usdc: Usdc,
}

/// Unresolved markets in the order of the run.
pub(super) fn unresolved(run: &Run) -> Vec<Unresolved> {
    let mut open: BTreeMap<u32, Vec<&record::Trade>> = BTreeMap::new();
    for trade in run.trades.iter().filter(|t| t.exit_reason == record::ExitReason::Unresolved) {
        open.entry(trade.market).or_default().push(trade);
    }
    let markets = run.markets.iter().enumerate();
    let unknown = markets.filter(|(_, m)| m.winner.is_none());
    let one = |(index, market): (usize, &record::MarketRun)| {
        let trades = open.get(&(index as u32)).map(Vec::as_slice).unwrap_or_default();
        let total =
            |f: fn(&record::Trade) -> Usdc| craftstrat_engine::metrics::sum(trades.iter().map(|t| f(t)));
        Unresolved {
            market: market.symbol.clone(),
            trades: trades.len() as u64,
            pnl_if_lost_usdc: total(|t| t.pnl),
            pnl_if_won_usdc: total(|t| t.pnl_best),
        }
    };
    unknown.map(one).collect()
}
