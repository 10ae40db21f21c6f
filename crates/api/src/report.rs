//! The report of a backtest: the object `backtest --json` prints.

pub mod analysis;
pub mod metrics;
pub mod records;
pub mod settings;

pub use analysis::{Analysis, Baseline, Concentration, MeanPnl, Variant, Warning, WarningLevel, WinTest};
pub use metrics::{Drawdown, Execution, Exposure, Group, Metrics, Ratios};
pub use records::{Denial, EquityPoint, Fault, Fill, Market, Order, Trade, Unresolved};
pub use settings::{Selection, Settings, Strategy, StrategyKind, Timing};

use craftstrat_engine::analysis as engine_analysis;
use craftstrat_engine::record::Run;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything one backtest has to say. Keys a reader does not know are to be ignored: later versions add some.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// SHA-256 of the canonical event log, hex: same strategy, data and settings, same digest on every machine.
    pub digest: String,
    /// What was run.
    pub strategy: Strategy,
    /// How it was run.
    pub settings: Settings,
    /// What it ran on, by start and then symbol.
    pub markets: Vec<Market>,
    /// Every match, in time order.
    pub fills: Vec<Fill>,
    /// Round trips by closing time.
    pub trades: Vec<Trade>,
    /// Equity after every event that changed it; starts with the opening cash.
    pub equity: Vec<EquityPoint>,
    /// What the result amounts to.
    pub metrics: Metrics,
    /// Markets whose winner is not known.
    pub unresolved: Vec<Unresolved>,
    /// Markets in which the strategy failed and was parked.
    pub faults: Vec<Fault>,
    /// How fast it ran. The one part that differs between two runs of the same.
    pub timing: Timing,
    /// Every approved order, in the order of approval.
    pub orders: Vec<Order>,
    /// Refusals by code.
    pub denials: Vec<Denial>,
    /// How far the result can be trusted.
    pub analysis: Analysis,
    /// The same under worse conditions.
    pub variants: Vec<Variant>,
    /// What to know before believing it, cautions first.
    pub warnings: Vec<Warning>,
    /// Whose data this is, as its licences ask.
    pub attribution: Vec<String>,
}

/// What the run does not know of itself.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// What was run.
    pub strategy: Strategy,
    /// How it was run.
    pub settings: Settings,
    /// Ids of the strategy's nodes, as in its description: they name who made an order.
    pub nodes: &'a [String],
    /// The same run under worse conditions.
    pub variants: &'a [engine_analysis::Variant],
    /// Parameter combinations this run was chosen from; 0 or 1 when it was not chosen.
    pub trials: u64,
    /// Whose data this is, one sentence each.
    pub attribution: Vec<String>,
    /// Wall time of the run in seconds.
    pub seconds: f64,
}

impl Report {
    /// The report of a finished run.
    pub fn new(run: &Run, about: About) -> Self {
        let metrics = craftstrat_engine::metrics::compute(run);
        let analysis = engine_analysis::analyse(run);
        let context = engine_analysis::Context { variants: about.variants, trials: about.trials };
        let warnings = engine_analysis::warnings(run, &metrics, &analysis, &context);
        Self {
            digest: run.digest.clone(),
            strategy: about.strategy,
            settings: about.settings,
            markets: run.markets.iter().map(Market::new).collect(),
            fills: run.fills.iter().map(|f| Fill::new(f, run)).collect(),
            trades: run.trades.iter().map(|t| Trade::new(t, run)).collect(),
            equity: run.equity.iter().map(EquityPoint::new).collect(),
            metrics: Metrics::new(&metrics, run),
            unresolved: records::unresolved(run),
            faults: run.faults.iter().map(|f| Fault::new(f, run)).collect(),
            timing: Timing::new(run, about.seconds),
            orders: run.orders.iter().map(|o| Order::new(o, run, about.nodes)).collect(),
            denials: records::denials(run),
            analysis: Analysis::new(&analysis, run),
            variants: about.variants.iter().map(|v| Variant::new(v, &metrics)).collect(),
            warnings: warnings.into_iter().map(Warning::new).collect(),
            attribution: about.attribution,
        }
    }

    /// The JSON Schema of this object (draft 2020-12).
    pub fn schema() -> schemars::Schema {
        schemars::schema_for!(Self)
    }
}
