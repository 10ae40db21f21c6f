//! How far a result can be trusted, as the report carries it. Formulas: `docs/METRICS.md`.

use super::records::symbol;
use crate::wire::{Decimal, number};
use craftstrat_engine::analysis as engine;
use craftstrat_engine::metrics as engine_metrics;
use craftstrat_engine::record::Run;
use craftstrat_model::{Shares, Usdc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far the result can be trusted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Analysis {
    /// Trades held to settlement: the win rate their prices demand against the one reached.
    pub break_even_held: WinTest,
    /// Every trade as if it had been held to settlement: whether the entries picked the right side often enough.
    pub break_even_entries: WinTest,
    /// Mean net P&L per trade with its bootstrap interval; `null` below two slots with trades.
    pub mean_pnl: Option<MeanPnl>,
    /// The same entries on a random side.
    pub baseline: Baseline,
    /// How much hangs on the best slot; `null` when nothing traded.
    pub concentration: Option<Concentration>,
}

impl Analysis {
    pub(super) fn new(a: &engine::Analysis, run: &Run) -> Self {
        Self {
            break_even_held: WinTest::new(&a.break_even.held),
            break_even_entries: WinTest::new(&a.break_even.entries),
            mean_pnl: a.mean_pnl.as_ref().and_then(MeanPnl::new),
            baseline: Baseline::new(&a.baseline),
            concentration: a.concentration.as_ref().map(|c| Concentration::new(c, run)),
        }
    }
}

/// Wins against what the prices paid demand. Markets without a known winner and split markets are left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WinTest {
    /// Trades counted.
    pub trades: u64,
    /// Those whose outcome won.
    pub wins: u64,
    /// Dollars paid, entry fees included.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub cost_usdc: Usdc,
    /// Shares bought.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub shares: Shares,
    /// Cost / shares: the win probability at which holding to settlement earns nothing.
    pub break_even_win_rate: Option<f64>,
    /// Wins / trades.
    pub win_rate: Option<f64>,
    /// The same by shares: holding made money exactly when this is above break-even.
    pub win_rate_by_shares: Option<f64>,
    /// Lower end of the Wilson 95 % interval of the win rate.
    pub win_rate_low: Option<f64>,
    /// Upper end.
    pub win_rate_high: Option<f64>,
}

impl WinTest {
    fn new(t: &engine::WinTest) -> Self {
        Self {
            trades: t.trades,
            wins: t.wins,
            cost_usdc: t.cost,
            shares: t.shares,
            break_even_win_rate: t.break_even.and_then(number),
            win_rate: t.win_rate.and_then(number),
            win_rate_by_shares: t.win_rate_by_shares.and_then(number),
            win_rate_low: t.interval.and_then(|i| number(i.0)),
            win_rate_high: t.interval.and_then(|i| number(i.1)),
        }
    }
}

/// Mean net P&L per trade in dollars with its 95 % bootstrap interval, whole slots resampled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeanPnl {
    /// The mean.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Slots resampled.
    pub slots: u64,
    /// Resamples.
    pub draws: u64,
}

impl MeanPnl {
    fn new(i: &engine::Interval) -> Option<Self> {
        let (mean, low, high) = (number(i.mean)?, number(i.low)?, number(i.high)?);
        Some(Self { mean, low, high, slots: i.slots, draws: i.draws })
    }
}

/// The same entries on a random side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Baseline {
    /// Trades that could be mirrored.
    pub trades: u64,
    /// Trades that could not.
    pub skipped: u64,
    /// Net P&L of the mirrored trades as they were.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub actual_usdc: Usdc,
    /// The same with every side swapped.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub swapped_usdc: Usdc,
    /// Expectation of a fair coin per slot.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub expected_usdc: Usdc,
    /// 5 % quantile of the draws.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub low_usdc: Usdc,
    /// 95 % quantile of the draws.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub high_usdc: Usdc,
    /// Part of the draws that made at least as much as the run.
    pub at_least_as_good: Option<f64>,
    /// Number of draws.
    pub draws: u64,
}

impl Baseline {
    fn new(b: &engine::Baseline) -> Self {
        Self {
            trades: b.trades,
            skipped: b.skipped,
            actual_usdc: b.actual,
            swapped_usdc: b.swapped,
            expected_usdc: b.expected,
            low_usdc: b.low,
            high_usdc: b.high,
            at_least_as_good: b.at_least_as_good.and_then(number),
            draws: b.draws,
        }
    }
}

/// How much hangs on the best slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Concentration {
    /// The slot with the largest net P&L.
    pub market: String,
    /// Its net P&L.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_net_usdc: Usdc,
    /// Net P&L without it.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_net_without_usdc: Usdc,
    /// Its part of the net P&L; `null` unless the run made money.
    pub part: Option<f64>,
}

impl Concentration {
    fn new(c: &engine::Concentration, run: &Run) -> Self {
        Self {
            market: symbol(run, c.market),
            pnl_net_usdc: c.net,
            pnl_net_without_usdc: c.net_without,
            part: c.part.and_then(number),
        }
    }
}

/// The same strategy on the same data under worse conditions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Variant {
    /// `one_tick_worse` or `double_latency`.
    pub name: String,
    /// In plain words.
    pub title: String,
    /// Digest of its event log.
    pub digest: String,
    /// Net P&L.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_net_usdc: Usdc,
    /// Net P&L - that of the report.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub change_usdc: Usdc,
    /// Net P&L / opening cash.
    pub return_on_cash: Option<f64>,
    /// Trades.
    pub trades: u64,
    /// Wins / resolved trades.
    pub win_rate: Option<f64>,
    /// Deepest fall of equity.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub max_drawdown_usdc: Usdc,
}

impl Variant {
    pub(super) fn new(v: &engine::Variant, base: &engine_metrics::Metrics) -> Self {
        let change = v.metrics.total.net.micros().saturating_sub(base.total.net.micros());
        Self {
            name: v.kind.name().to_owned(),
            title: v.kind.title().to_owned(),
            digest: v.digest.clone(),
            pnl_net_usdc: v.metrics.total.net,
            change_usdc: Usdc::from_micros(change),
            return_on_cash: v.metrics.return_on_cash.and_then(number),
            trades: v.metrics.total.trades,
            win_rate: v.metrics.total.win_rate().and_then(number),
            max_drawdown_usdc: v.metrics.drawdown.depth,
        }
    }
}

/// How much a warning weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WarningLevel {
    /// The result may not mean what it seems to.
    Caution,
    /// Something was assumed, estimated or generated.
    Note,
}

/// One thing to know about the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    /// Stable code.
    pub code: String,
    /// How much it weighs.
    pub level: WarningLevel,
    /// A sentence.
    pub message: String,
}

impl Warning {
    pub(super) fn new(w: engine::Warning) -> Self {
        let level = match w.level {
            engine::Level::Caution => WarningLevel::Caution,
            engine::Level::Note => WarningLevel::Note,
        };
        Self { code: w.code.to_owned(), level, message: w.message }
    }
}
