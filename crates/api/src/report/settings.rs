//! What was run, how, and how fast.

use crate::wire::{Decimal, number};
use craftstrat_engine as engine;
use craftstrat_engine::record::Run;
use craftstrat_model::{Price, Usdc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a strategy was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", schema(as = ReportStrategyKind))]
pub enum StrategyKind {
    /// Compiled from a form document.
    Form,
    /// Compiled from a graph document.
    Graph,
    /// A component from elsewhere, such as one written in Rust.
    Component,
}

impl StrategyKind {
    /// As people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Graph => "graph",
            Self::Component => "component",
        }
    }
}

/// The strategy that was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ReportStrategy))]
pub struct Strategy {
    /// The name it gives itself.
    pub name: String,
    /// SHA-256 of the component, hex.
    pub hash: String,
    /// What it was made of.
    pub kind: StrategyKind,
    /// The author's version; empty when it has none.
    pub version: String,
}

/// Which markets were asked for. Empty fields ask for all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Selection {
    /// The series.
    pub series: Option<String>,
    /// The markets by slug.
    pub markets: Vec<String>,
    /// First slot start, ms.
    pub from_ms: Option<i64>,
    /// End of slot starts, exclusive, ms.
    pub to_ms: Option<i64>,
}

/// How it was run. Nothing here that cannot change the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Opening cash.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub cash_usdc: Usdc,
    /// From a decision to the venue, ms, without the venue's own delay.
    pub latency_ms: u32,
    /// The venue's delay of marketable orders, ms; `null` takes the dated table.
    pub taker_delay_ms: Option<u32>,
    /// From a buy's match until its shares can be sold, ms.
    pub settle_ms: u32,
    /// From the slot's end until its payout can be spent, ms.
    pub payout_ms: u32,
    /// Distance of the default worst price from the best price at decision.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub slippage: Price,
    /// Ticks by which every taker fill is worse than the book.
    pub worse_ticks: u32,
    /// When a resting order counts as reached: `through` (a quote better than its limit) or `touch` (at its limit).
    pub queue: String,
    /// Up and Down shares are merged into dollars as soon as both have settled.
    pub auto_merge: bool,
    /// Fee curve set for every market; `null` takes each market's own or the dated table.
    pub fees: Option<FeeCurve>,
    /// Parameter values, by name.
    pub parameters: BTreeMap<String, f64>,
    /// Which markets.
    pub selection: Selection,
}

impl Settings {
    /// From the engine's settings, and what it knows not: the parameter values by name and the selection.
    pub fn new(engine: &engine::Settings, parameters: BTreeMap<String, f64>, selection: Selection) -> Self {
        let queue = match engine.queue {
            engine::QueueKind::Through => "through",
            engine::QueueKind::Touch => "touch",
        };
        Self {
            cash_usdc: engine.cash,
            latency_ms: engine.latency_ms,
            taker_delay_ms: engine.taker_delay_ms,
            settle_ms: engine.settle_ms,
            payout_ms: engine.payout_ms,
            slippage: engine.slippage,
            worse_ticks: engine.worse_ticks,
            queue: queue.to_owned(),
            auto_merge: engine.auto_merge,
            fees: engine.fees.as_ref().map(FeeCurve::new),
            parameters,
            selection,
        }
    }
}

/// A taker fee curve: shares x rate x (p (1 - p))^exponent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeeCurve {
    /// The rate: 0.07 is seven per cent.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub rate: Price,
    /// The exponent.
    pub exponent: u8,
    /// A buy's fee is taken in shares, not in dollars on top.
    pub buy_fee_in_shares: bool,
}

impl FeeCurve {
    fn new(rule: &engine::FeeRule) -> Self {
        Self {
            rate: Price::from_micros(rule.rate_micros.into()),
            exponent: rule.exponent,
            buy_fee_in_shares: rule.buy_fee == engine::BuyFee::InShares,
        }
    }
}

/// How fast it ran.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timing {
    /// Rows evaluated.
    pub rows: u64,
    /// Wall time in seconds.
    pub seconds: f64,
    /// Rows / seconds; `null` when the time was too short to measure.
    pub rows_per_second: Option<f64>,
    /// Fuel the strategy used; 0 where it is not metered.
    pub fuel: u64,
    /// Fuel / rows; `null` without rows.
    pub fuel_per_row: Option<f64>,
}

impl Timing {
    pub(super) fn new(run: &Run, seconds: f64) -> Self {
        let per = |n: u64, d: f64| if d > 0.0 { number(n as f64 / d) } else { None };
        Self {
            rows: run.rows,
            seconds: number(seconds).unwrap_or(0.0),
            rows_per_second: per(run.rows, seconds),
            fuel: run.fuel,
            fuel_per_row: per(run.fuel, run.rows as f64),
        }
    }
}
