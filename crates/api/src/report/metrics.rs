//! The metrics of a run as the report carries them. Formulas: `docs/METRICS.md`.

use super::records::Trade;
use crate::wire::{Decimal, number};
use craftstrat_engine::metrics as engine;
use craftstrat_engine::record::{OrderEnd, Run};
use craftstrat_model::Usdc;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a run's result amounts to. Statistics leave out unresolved trades; sums of money count them as lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Metrics {
    /// Cash at the start.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub opening_usdc: Usdc,
    /// Equity at the end, unresolved positions lost.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub closing_usdc: Usdc,
    /// Equity at the end, unresolved positions won.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub closing_best_usdc: Usdc,
    /// Proceeds - cost of the shares.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_gross_usdc: Usdc,
    /// Fees paid.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub fees_usdc: Usdc,
    /// Gross - fees, unresolved trades lost.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_net_usdc: Usdc,
    /// The same with unresolved trades won.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_net_best_usdc: Usdc,
    /// Net P&L / opening cash.
    pub return_on_cash: Option<f64>,
    /// Number of trades, unresolved ones included.
    pub trades: u64,
    /// Trades with a net P&L above zero.
    pub wins: u64,
    /// Trades with a net P&L below zero.
    pub losses: u64,
    /// Trades in slots whose winner is not known.
    pub unresolved_trades: u64,
    /// Wins / resolved trades.
    pub win_rate: Option<f64>,
    /// Sum of wins / sum of losses; `null` without a loss.
    pub profit_factor: Option<f64>,
    /// Mean net P&L per trade.
    #[schemars(with = "Option<Decimal>")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub expectancy_usdc: Option<Usdc>,
    /// Mean win.
    #[schemars(with = "Option<Decimal>")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub average_win_usdc: Option<Usdc>,
    /// Mean loss, as a positive number.
    #[schemars(with = "Option<Decimal>")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub average_loss_usdc: Option<Usdc>,
    /// Win rate at which these average wins and losses cancel.
    pub payoff_break_even: Option<f64>,
    /// Longest run of losses.
    pub consecutive_losses: u64,
    /// Longest run of wins.
    pub consecutive_wins: u64,
    /// The trade with the largest net P&L.
    pub best_trade: Option<Trade>,
    /// The trade with the smallest net P&L.
    pub worst_trade: Option<Trade>,
    /// Mean / standard deviation of the return per trade (net P&L / entry cost). Not annualised.
    pub sharpe_per_trade: Option<f64>,
    /// Mean / standard deviation of the return per slot (net P&L / opening cash). Not annualised.
    pub sharpe_per_slot: Option<f64>,
    /// Mean / downside deviation of the return per trade. Not annualised.
    pub sortino_per_trade: Option<f64>,
    /// Mean / downside deviation of the return per slot. Not annualised.
    pub sortino_per_slot: Option<f64>,
    /// What the ratios per trade stand on.
    pub per_trade: Ratios,
    /// What the ratios per slot stand on; slots without a trade count as 0.
    pub per_slot: Ratios,
    /// Falls of equity from its peaks, positions counted at cost until they close.
    pub drawdown: Drawdown,
    /// Dollars and time at risk.
    pub exposure: Exposure,
    /// Dollars bought and sold.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub turnover_usdc: Usdc,
    /// Turnover / opening cash.
    pub turnover_ratio: Option<f64>,
    /// Mean holding time, ms.
    pub holding_mean_ms: Option<i64>,
    /// Median holding time, ms.
    pub holding_median_ms: Option<i64>,
    /// How orders were filled.
    pub execution: Execution,
    /// Trades by outcome: `UP`, `DOWN`.
    pub by_outcome: Vec<Group>,
    /// Trades by hour of entry, UTC: `00` to `23`; hours without a trade are left out.
    pub by_hour_utc: Vec<Group>,
    /// Trades by quarter of the slot at entry: `1` to `4`.
    pub by_slot_phase: Vec<Group>,
    /// Trades by how they ended.
    pub by_exit: Vec<Group>,
    /// Trades by series.
    pub by_series: Vec<Group>,
}

impl Metrics {
    pub(super) fn new(m: &engine::Metrics, run: &Run) -> Self {
        let t = &m.trades;
        let trade = |index: Option<usize>| index.and_then(|i| run.trades.get(i)).map(|t| Trade::new(t, run));
        Self {
            opening_usdc: m.opening,
            closing_usdc: m.closing.0,
            closing_best_usdc: m.closing.1,
            pnl_gross_usdc: m.total.gross,
            fees_usdc: m.total.fees,
            pnl_net_usdc: m.total.net,
            pnl_net_best_usdc: m.net_best,
            return_on_cash: m.return_on_cash.and_then(number),
            trades: m.total.trades,
            wins: m.total.wins,
            losses: m.total.losses,
            unresolved_trades: m.total.unresolved,
            win_rate: m.total.win_rate().and_then(number),
            profit_factor: t.profit_factor.and_then(number),
            expectancy_usdc: t.expectancy,
            average_win_usdc: t.average_win,
            average_loss_usdc: t.average_loss,
            payoff_break_even: t.payoff_break_even.and_then(number),
            consecutive_losses: t.longest_losses,
            consecutive_wins: t.longest_wins,
            best_trade: trade(t.best),
            worst_trade: trade(t.worst),
            sharpe_per_trade: m.per_trade.sharpe.and_then(number),
            sharpe_per_slot: m.per_slot.sharpe.and_then(number),
            sortino_per_trade: m.per_trade.sortino.and_then(number),
            sortino_per_slot: m.per_slot.sortino.and_then(number),
            per_trade: Ratios::new("trade", &m.per_trade),
            per_slot: Ratios::new("slot", &m.per_slot),
            drawdown: Drawdown::new(&m.drawdown),
            exposure: Exposure::new(&m.exposure),
            turnover_usdc: m.turnover,
            turnover_ratio: m.turnover_ratio.and_then(number),
            holding_mean_ms: t.holding_mean_ms,
            holding_median_ms: t.holding_median_ms,
            execution: Execution::new(&m.execution),
            by_outcome: Group::list(["UP", "DOWN"].into_iter().zip(&m.by_outcome)),
            by_hour_utc: Group::list((0..24).map(|h| format!("{h:02}")).zip(&m.by_hour))
                .into_iter()
                .filter(|g| g.trades > 0)
                .collect(),
            by_slot_phase: Group::list((1..=4).zip(&m.by_phase)),
            by_exit: Group::list(
                m.by_exit.iter().map(|(k, t)| (crate::wire::ExitReason::from(*k).code(), t)),
            ),
            by_series: Group::list(m.by_series.iter()),
        }
    }
}

/// A series of returns and its reward-to-risk ratios.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ratios {
    /// What one return covers: `trade` or `slot`. The ratios are of this period and not annualised.
    pub period: String,
    /// Number of returns.
    pub observations: u64,
    /// Mean return.
    pub mean: Option<f64>,
    /// Sample standard deviation.
    pub deviation: Option<f64>,
    /// Root mean square of the returns below zero.
    pub downside_deviation: Option<f64>,
    /// Third standardised moment.
    pub skewness: Option<f64>,
    /// Fourth standardised moment, 3 for a normal distribution.
    pub kurtosis: Option<f64>,
}

impl Ratios {
    fn new(period: &str, r: &engine::Ratios) -> Self {
        Self {
            period: period.to_owned(),
            observations: r.observations,
            mean: r.mean.and_then(number),
            deviation: r.deviation.and_then(number),
            downside_deviation: r.downside.and_then(number),
            skewness: r.skewness.and_then(number),
            kurtosis: r.kurtosis.and_then(number),
        }
    }
}

/// Falls of equity from its peaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Drawdown {
    /// Deepest fall in dollars.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub depth_usdc: Usdc,
    /// Deepest fall as a fraction of its peak.
    pub depth_ratio: Option<f64>,
    /// The peak before the deepest fall, ms.
    pub peak_at_ms: Option<i64>,
    /// Its bottom, ms.
    pub trough_at_ms: Option<i64>,
    /// When equity was back at that peak, ms; `null` when it never was.
    pub recovered_at_ms: Option<i64>,
    /// Longest time below a peak, ms.
    pub longest_ms: i64,
}

impl Drawdown {
    fn new(d: &engine::Drawdown) -> Self {
        Self {
            depth_usdc: d.depth,
            depth_ratio: d.depth_ratio.and_then(number),
            peak_at_ms: d.peak_at.map(|t| t.0),
            trough_at_ms: d.trough_at.map(|t| t.0),
            recovered_at_ms: d.recovered_at.map(|t| t.0),
            longest_ms: d.longest_ms,
        }
    }
}

/// Dollars and time at risk, over the time covered by slots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exposure {
    /// Time covered by the run's slots, ms.
    pub covered_ms: i64,
    /// Part of it with positions or reservations, ms.
    pub in_market_ms: i64,
    /// The same as a fraction.
    pub in_market_ratio: Option<f64>,
    /// Time-weighted mean of the dollars at risk.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub average_usdc: Usdc,
    /// The same over the time in market.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub average_in_market_usdc: Usdc,
    /// Most dollars at risk at once.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub max_usdc: Usdc,
}

impl Exposure {
    fn new(e: &engine::Exposure) -> Self {
        Self {
            covered_ms: e.covered_ms,
            in_market_ms: e.in_market_ms,
            in_market_ratio: e.in_market_ratio.and_then(number),
            average_usdc: e.average,
            average_in_market_usdc: e.average_in_market,
            max_usdc: e.max,
        }
    }
}

/// How orders were filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Execution {
    /// Approved orders.
    pub orders: u64,
    /// Orders by how they ended.
    pub ends: BTreeMap<String, u64>,
    /// Orders by why they were made.
    pub causes: BTreeMap<String, u64>,
    /// Orders with at least one fill / orders.
    pub fill_ratio_orders: Option<f64>,
    /// Shares filled / shares wanted.
    pub fill_ratio_shares: Option<f64>,
    /// Number of fills.
    pub fills: u64,
    /// Dollars filled as maker / dollars filled.
    pub maker_ratio: Option<f64>,
    /// Dollars of estimated maker fills / dollars filled.
    pub estimated_ratio: Option<f64>,
    /// What fills cost more than mid at decision; part of gross P&L already.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub slippage_usdc: Usdc,
    /// The same as a fraction of the dollars it was measured on.
    pub slippage_ratio: Option<f64>,
    /// Fills without a mid at decision.
    pub fills_without_mid: u64,
}

impl Execution {
    fn new(e: &engine::Execution) -> Self {
        let end = |(end, n): (&OrderEnd, &u64)| (crate::wire::OrderEnd::from(*end).code().to_owned(), *n);
        Self {
            orders: e.orders,
            ends: e.ends.iter().map(end).collect(),
            causes: e
                .causes
                .iter()
                .map(|(c, n)| (crate::wire::Cause::from(*c).code().to_owned(), *n))
                .collect(),
            fill_ratio_orders: e.fill_ratio_orders.and_then(number),
            fill_ratio_shares: e.fill_ratio_shares.and_then(number),
            fills: e.fills,
            maker_ratio: e.maker_ratio.and_then(number),
            estimated_ratio: e.estimated_ratio.and_then(number),
            slippage_usdc: e.slippage,
            slippage_ratio: e.slippage_ratio.and_then(number),
            fills_without_mid: e.without_mid,
        }
    }
}

/// Counts and sums of some trades. The groups of one list add up to the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    /// What they have in common.
    pub key: String,
    /// Trades.
    pub trades: u64,
    /// Trades with a net P&L above zero.
    pub wins: u64,
    /// Trades with a net P&L below zero.
    pub losses: u64,
    /// Trades whose P&L is not known.
    pub unresolved: u64,
    /// Wins / resolved trades.
    pub win_rate: Option<f64>,
    /// Dollars paid for shares, fees excluded.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub entry_cost_usdc: Usdc,
    /// Proceeds - entry cost.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_gross_usdc: Usdc,
    /// Fees.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub fees_usdc: Usdc,
    /// Gross - fees.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_net_usdc: Usdc,
}

impl Group {
    fn list<'a, K: ToString>(tallies: impl Iterator<Item = (K, &'a engine::Tally)>) -> Vec<Self> {
        let one = |(key, t): (K, &engine::Tally)| Self {
            key: key.to_string(),
            trades: t.trades,
            wins: t.wins,
            losses: t.losses,
            unresolved: t.unresolved,
            win_rate: t.win_rate().and_then(number),
            entry_cost_usdc: t.entry_cost,
            pnl_gross_usdc: t.gross,
            fees_usdc: t.fees,
            pnl_net_usdc: t.net,
        };
        tallies.map(one).collect()
    }
}
