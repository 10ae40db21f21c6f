//! How far a run's result can be trusted. Formulas, sources and edge cases: `docs/METRICS.md`.
//!
//! Everything here is deterministic: the random draws come from a fixed seed.

pub mod baseline;
pub mod bootstrap;
pub mod break_even;
pub mod deflated;
pub mod legs;
pub mod random;
pub mod warnings;

pub use baseline::Baseline;
pub use bootstrap::Interval;
pub use break_even::{BreakEven, WinTest};
pub use deflated::{Deflated, deflated_sharpe};
pub use warnings::{Context, Level, Warning, warnings};

use crate::metrics::{self, Metrics, narrow};
use crate::record::Run;
use craftstrat_model::Usdc;

/// What is derived from one run beyond its metrics.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// Win rate needed for the prices paid against the one reached.
    pub break_even: BreakEven,
    /// Mean net P&L per trade with its 95 % bootstrap interval, resampled by slot.
    pub mean_pnl: Option<Interval>,
    /// The same entries on a random side.
    pub baseline: Baseline,
    /// How much hangs on one slot; `None` when nothing traded.
    pub concentration: Option<Concentration>,
}

/// How much of the result hangs on its best slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// Index into [`Run::markets`] of the slot with the largest net P&L, the first of equals.
    pub market: u32,
    /// Its net P&L.
    pub net: Usdc,
    /// Net P&L of the run without it.
    pub net_without: Usdc,
    /// `net` / net P&L of the run; `None` unless the run made money.
    pub part: Option<f64>,
}

/// Analyses a finished run.
pub fn analyse(run: &Run) -> Analysis {
    let legs = legs::legs(run);
    Analysis {
        break_even: break_even::break_even(run, &legs),
        mean_pnl: bootstrap::mean_pnl(run),
        baseline: baseline::baseline(run, &legs),
        concentration: concentration(run),
    }
}

/// Net P&L in micros of each market that traded, by index; unresolved trades as if they lost.
fn net_by_market(run: &Run) -> std::collections::BTreeMap<u32, i128> {
    let mut nets = std::collections::BTreeMap::new();
    for trade in &run.trades {
        *nets.entry(trade.market).or_insert(0) += i128::from(trade.pnl.micros());
    }
    nets
}

fn concentration(run: &Run) -> Option<Concentration> {
    let nets = net_by_market(run);
    let total: i128 = nets.values().sum();
    let (market, net) = nets.into_iter().rev().max_by_key(|(_, net)| *net)?;
    Some(Concentration {
        market,
        net: narrow(net),
        net_without: narrow(total - net),
        part: metrics::ratio(narrow(net), narrow(total)),
    })
}

/// What a variant of the run changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VariantKind {
    /// Every fill one tick worse.
    OneTickWorse,
    /// Twice the latency.
    DoubleLatency,
}

impl VariantKind {
    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneTickWorse => "one_tick_worse",
            Self::DoubleLatency => "double_latency",
        }
    }

    /// In plain words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::OneTickWorse => "one tick worse",
            Self::DoubleLatency => "double latency",
        }
    }
}

/// The same strategy on the same data under worse conditions, run by the caller.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// What was changed.
    pub kind: VariantKind,
    /// Digest of its event log.
    pub digest: String,
    /// Its metrics.
    pub metrics: Metrics,
}

impl Variant {
    /// The variant `kind` of a run, from the run made under those conditions.
    pub fn new(kind: VariantKind, run: &Run) -> Self {
        Self { kind, digest: run.digest.clone(), metrics: metrics::compute(run) }
    }
}
