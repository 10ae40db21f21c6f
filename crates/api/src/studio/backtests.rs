//! Backtests and sweeps on the server.

use crate::{Report, Sweep};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which strategy to run: frozen into the result when the run starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StrategyRef {
    /// A stored strategy as it is now.
    Strategy {
        /// Its id.
        id: String,
        /// A named version of it; the present revision when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<u64>,
    },
    /// A document's text.
    Document(String),
    /// SHA-256 of an uploaded component.
    Component(String),
}

/// How to run; everything has the command line's default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RunSettings {
    /// Opening cash, USDC as a decimal string; 1000 when absent.
    pub cash_usdc: Option<String>,
    /// Latency to the venue; 250 ms when absent.
    pub latency_ms: Option<u32>,
    /// Rate of a taker fee of shares x rate x p (1 - p) for every market: a decimal string from 0 to 1. Each market's own
    /// fees when absent.
    pub fee_rate: Option<String>,
    /// Parameter values by name; defaults otherwise.
    pub parameters: BTreeMap<String, f64>,
    /// Only this series.
    pub series: Option<String>,
    /// Only these markets, by slug; all of the series and period when empty.
    pub markets: Vec<String>,
    /// Only slots that start at or after this.
    pub from_ms: Option<i64>,
    /// Only slots that start before this.
    pub to_ms: Option<i64>,
}

/// Asks for a backtest: `POST /backtests`, answered by 202 and a [`super::Job`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BacktestRequest {
    /// What to run.
    pub strategy: StrategyRef,
    /// How.
    #[serde(default)]
    pub settings: RunSettings,
    /// Leaves out the reruns at one tick worse and double latency.
    #[serde(default)]
    pub no_variants: bool,
}

/// The numbers a list of backtests shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BacktestHeadline {
    /// Net P&L.
    pub pnl_usdc: String,
    /// Return on the opening cash.
    pub return_ratio: Option<f64>,
    /// Closed trades.
    pub trades: u64,
    /// Win rate.
    pub win_rate: Option<f64>,
    /// Deepest drawdown.
    pub max_drawdown_usdc: String,
    /// Markets.
    pub markets: u64,
    /// Cautions of the report.
    pub cautions: u64,
    /// Ran (also) on generated data.
    pub generated: bool,
}

/// A backtest in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BacktestSummary {
    /// Its id.
    pub id: String,
    /// The stored strategy it ran, where it was one.
    pub strategy_id: Option<String>,
    /// The strategy's name.
    pub name: String,
    /// The run's digest.
    pub digest: String,
    /// Its numbers.
    pub headline: BacktestHeadline,
    /// When it ended.
    pub created_at_ms: i64,
}

/// A backtest with everything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BacktestDetail {
    /// As in lists.
    #[serde(flatten)]
    pub summary: BacktestSummary,
    /// The request with the strategy frozen: a `Document` or `Component`. Sending it again reruns the same.
    pub request: BacktestRequest,
    /// The report.
    pub report: Report,
}

/// Asks why: `POST /backtests/{id}/explain`, answered by [`crate::ExplainResult`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExplainRequest {
    /// The market's slug.
    pub market: String,
    /// The first row at or after this time.
    pub at_ms: i64,
}

/// One axis of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SweepAxis {
    /// The parameter.
    pub name: String,
    /// First value.
    pub from: f64,
    /// Last value, included when a step reaches it.
    pub to: f64,
    /// Step, above 0.
    pub step: f64,
}

/// Asks for a sweep: `POST /sweeps`, answered by 202 and a [`super::Job`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SweepRequest {
    /// What to run.
    pub strategy: StrategyRef,
    /// How; the parameters here are those held fixed.
    #[serde(default)]
    pub settings: RunSettings,
    /// What to vary; the last axis varies fastest.
    pub axes: Vec<SweepAxis>,
    /// Share of the slots, in time order, that the search may see (0.1 to 0.9); the rest is out of sample. All when absent.
    #[serde(default)]
    pub in_sample: Option<f64>,
}

/// A sweep in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SweepSummary {
    /// Its id.
    pub id: String,
    /// The stored strategy, where it was one.
    pub strategy_id: Option<String>,
    /// The strategy's name.
    pub name: String,
    /// Combinations.
    pub combinations: u64,
    /// When it ended.
    pub created_at_ms: i64,
}

/// A sweep with everything. Rows of both halves are in the same order: the grid's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SweepDetail {
    /// As in lists.
    #[serde(flatten)]
    pub summary: SweepSummary,
    /// The request with the strategy frozen.
    pub request: SweepRequest,
    /// What the search saw.
    pub in_sample: Sweep,
    /// What it did not see; `null` without a split.
    pub out_of_sample: Option<Sweep>,
}
