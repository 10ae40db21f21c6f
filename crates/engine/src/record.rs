//! What a run leaves behind: the material of reports, metrics and digests.

use craftstrat_model::{Decision, Outcome, Price, Shares, TimeMs, Usdc, Winner, WinnerSource};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Identifies an order within a run: market (index into [`Run::markets`]) and a number counted from 0 in that market.
/// Deterministic, so the same order re-sent is the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OrderId {
    /// Index into [`Run::markets`].
    pub market: u32,
    /// Number within the market.
    pub number: u32,
}

/// Which way shares moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TradeSide {
    /// Shares in, cash out.
    Buy,
    /// Shares out, cash in.
    Sell,
}

/// Who provided the liquidity of a fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Liquidity {
    /// We crossed the book.
    Taker,
    /// We rested and a recorded trade went through us.
    Maker,
    /// We rested and the quote went through us; no trades are recorded, so the fill is an estimate.
    MakerEstimated,
}

/// Why an order was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The strategy decided it.
    Strategy,
    /// The risk section's stop loss, or a stop-loss order.
    StopLoss,
    /// The risk section's target, or a take-profit order.
    TakeProfit,
}

/// How a trade ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExitReason {
    /// The strategy sold.
    Strategy,
    /// The stop was reached.
    StopLoss,
    /// The target was reached.
    TakeProfit,
    /// The slot resolved while shares were held.
    Settlement,
    /// An Up and a Down share were merged into a dollar.
    Merge,
    /// The slot ended without a known winner: the trade's P&L is not known.
    Unresolved,
}

/// One match of one order at one price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fill {
    /// When it matched.
    pub at: TimeMs,
    /// Index into [`Run::markets`].
    pub market: u32,
    /// Which outcome's shares.
    pub outcome: Outcome,
    /// Which way.
    pub side: TradeSide,
    /// Price per share.
    pub price: Price,
    /// Shares.
    pub shares: Shares,
    /// Price x shares, rounded against us.
    pub notional: Usdc,
    /// Fee in dollars.
    pub fee: Usdc,
    /// Maker or taker.
    pub liquidity: Liquidity,
    /// The order it belongs to.
    pub order: OrderId,
    /// Mid of the outcome's book at the order's decision row, in dollars; NaN when a side was empty.
    pub decision_mid: f64,
    /// Best ask of the opposite outcome at the fill's row, in dollars: what the random-side baseline would have paid; NaN
    /// when there was none.
    pub opposite_ask: f64,
    /// Why the order was made.
    pub cause: Cause,
}

/// How an order ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderEnd {
    /// Everything was filled.
    Filled,
    /// Some was filled, the rest killed.
    PartiallyFilled,
    /// Nothing could be filled within its worst price.
    Killed,
    /// No row within 5 s of the due time.
    NoData,
    /// The strategy or a newer exit cancelled it.
    Cancelled,
    /// The slot ended.
    Expired,
}

/// One approved order and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderRecord {
    /// Its id.
    pub id: OrderId,
    /// When the decision was made.
    pub decided_at: TimeMs,
    /// When it ended.
    pub ended_at: TimeMs,
    /// Which outcome.
    pub outcome: Outcome,
    /// Which way.
    pub side: TradeSide,
    /// What was asked for: dollars of a buy by amount, else zero.
    pub amount: Usdc,
    /// What was asked for in shares; zero for a buy by amount.
    pub shares: Shares,
    /// Shares filled.
    pub filled: Shares,
    /// Dollars of the fills, fees excluded.
    pub filled_notional: Usdc,
    /// Limit or worst price.
    pub price: Price,
    /// How it ended.
    pub end: OrderEnd,
    /// Why it was made.
    pub cause: Cause,
    /// Node that decided, as in the strategy's description.
    pub node: u32,
}

/// One round trip in one outcome of one market: from flat to flat or to settlement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trade {
    /// Index into [`Run::markets`].
    pub market: u32,
    /// Which outcome.
    pub outcome: Outcome,
    /// First entry fill.
    pub opened_at: TimeMs,
    /// Last exit fill, or the slot's end.
    pub closed_at: TimeMs,
    /// Average entry price, fees excluded.
    pub entry_price: Price,
    /// Average exit price, fees excluded; what a share paid when it settled.
    pub exit_price: Price,
    /// Shares bought.
    pub shares: Shares,
    /// Dollars paid for the shares, fees excluded.
    pub entry_cost: Usdc,
    /// Dollars received for the shares, fees excluded.
    pub proceeds: Usdc,
    /// Entry and exit fees.
    pub fees: Usdc,
    /// Proceeds - entry cost - fees. For an unresolved trade: as if it lost.
    pub pnl: Usdc,
    /// For an unresolved trade: P&L as if it won; else the same as `pnl`.
    pub pnl_best: Usdc,
    /// How it ended; the last exit where there were several.
    pub exit_reason: ExitReason,
    /// Orders that opened it.
    pub entries: u32,
}

/// Equity after an event that changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EquityPoint {
    /// When.
    pub at: TimeMs,
    /// Cash, reservations, receivables and positions (at cost until they close), in dollars.
    pub equity: Usdc,
    /// Dollars tied up in positions and reservations.
    pub exposure: Usdc,
}

/// An order the risk gate refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Denied {
    /// When.
    pub at: TimeMs,
    /// Index into [`Run::markets`].
    pub market: u32,
    /// What was asked for.
    pub decision: Decision,
    /// Stable code: `insufficient_cash`, `below_minimum_size`, `max_position`...
    pub code: &'static str,
    /// A sentence with the numbers.
    pub detail: String,
}

/// A strategy parked in a market.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultRecord {
    /// When, where a row was being evaluated.
    pub at: TimeMs,
    /// Index into [`Run::markets`].
    pub market: u32,
    /// Why.
    pub fault: craftstrat_model::Fault,
}

/// One market of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarketRun {
    /// Slug.
    pub symbol: String,
    /// Who won.
    pub winner: Option<Winner>,
    /// How that is known.
    pub winner_source: WinnerSource,
    /// In-slot rows.
    pub rows: u64,
    /// First row's time.
    pub from: TimeMs,
    /// Last row's time.
    pub to: TimeMs,
    /// Made by the generator.
    pub generated: bool,
    /// Fees were taken from the dated table, not from market metadata.
    pub fees_assumed: bool,
}

/// Everything a finished run produced.
#[derive(Clone, Debug)]
pub struct Run {
    /// Markets by start and then slug.
    pub markets: Vec<MarketRun>,
    /// Orders in the order they were approved.
    pub orders: Vec<OrderRecord>,
    /// Fills in time order.
    pub fills: Vec<Fill>,
    /// Trades by closing time.
    pub trades: Vec<Trade>,
    /// Starts with the opening cash.
    pub equity: Vec<EquityPoint>,
    /// Number of refusals by code.
    pub denials: BTreeMap<&'static str, u64>,
    /// The first 1,000 refusals.
    pub denied: Vec<Denied>,
    /// Markets in which the strategy was parked.
    pub faults: Vec<FaultRecord>,
    /// Equity at the end with unresolved positions lost, and the same with them won.
    pub final_equity: (Usdc, Usdc),
    /// SHA-256 over the canonical event log, hex.
    pub digest: String,
    /// Rows evaluated.
    pub rows: u64,
    /// Fuel used by the strategy.
    pub fuel: u64,
}
