//! The answer of `inspect`: what a component declares and where it comes from.

use craftstrat_model::{Description, Parameter, Risk};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a component says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inspection {
    /// SHA-256 of its bytes, hex.
    pub hash: String,
    /// Its size.
    pub bytes: u64,
    /// The name it gives itself.
    pub name: String,
    /// The author's version.
    pub version: String,
    /// Tick columns it reads.
    pub columns: Vec<String>,
    /// Account values it reads: `position`, `orders`, `trades`, `cash`, `equity`.
    pub account: Vec<String>,
    /// Its parameters.
    pub parameters: Vec<ParameterInfo>,
    /// What the engine enforces for it.
    pub risk: RiskInfo,
    /// Rows of history fed before decisions count.
    pub warm_up_rows: u32,
    /// The slots of a series must run in order.
    pub carries_state: bool,
    /// Ids of the nodes `explain` reports on.
    pub nodes: Vec<String>,
    /// The document it was compiled from; `null` for components from elsewhere.
    pub source: Option<Source>,
}

/// The embedded document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    /// Its exact text.
    pub document: String,
    /// Version of the compiler that made the component.
    pub compiler_version: String,
    /// Compiling the document again gives the same bytes. Where it does not, the document is a claim, not the source.
    pub authentic: bool,
}

/// A number the user can set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParameterInfo {
    /// Name.
    pub name: String,
    /// Value when nothing is set.
    pub default: f64,
    /// Smallest permitted value.
    pub min: f64,
    /// Largest permitted value.
    pub max: f64,
    /// Step of sweeps; 0 means any.
    pub step: f64,
}

impl From<&Parameter> for ParameterInfo {
    fn from(p: &Parameter) -> Self {
        Self { name: p.name.clone(), default: p.default, min: p.min, max: p.max, step: p.step }
    }
}

/// Limits the engine enforces; `null` is no limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RiskInfo {
    /// Sell at this loss, per cent of the average entry cost, fees included.
    pub stoploss_pct: Option<f64>,
    /// Sell at this gain, per cent of the average entry cost, fees included.
    pub take_profit_pct: Option<f64>,
    /// Largest cost of the position plus entries in flight in one market.
    pub max_position_usdc: Option<f64>,
    /// Entries in one slot.
    pub max_trades_per_slot: Option<u32>,
    /// Seconds after an entry without further entries.
    pub cool_down_s: Option<f64>,
    /// Entries per outcome at once; 1 when not given.
    pub max_open_entries: Option<u32>,
}

impl From<&Risk> for RiskInfo {
    fn from(r: &Risk) -> Self {
        Self {
            stoploss_pct: r.stop_loss_pct,
            take_profit_pct: r.take_profit_pct,
            max_position_usdc: r.max_position_usdc,
            max_trades_per_slot: r.max_trades_per_slot,
            cool_down_s: r.cool_down_s,
            max_open_entries: r.max_open_entries,
        }
    }
}

impl Inspection {
    /// From a component's hash, size and description, and its embedded document.
    pub fn new(hash: String, bytes: u64, description: &Description, source: Option<Source>) -> Self {
        let reads = description.account;
        let account = [
            ("position", reads.position),
            ("orders", reads.orders),
            ("trades", reads.trades),
            ("cash", reads.cash),
            ("equity", reads.equity),
        ];
        Self {
            hash,
            bytes,
            name: description.name.clone(),
            version: description.version.clone(),
            columns: description.columns.iter().map(|c| c.name().to_owned()).collect(),
            account: account.iter().filter(|(_, reads)| *reads).map(|(name, _)| (*name).to_owned()).collect(),
            parameters: description.parameters.iter().map(ParameterInfo::from).collect(),
            risk: RiskInfo::from(&description.risk),
            warm_up_rows: description.warm_up_rows,
            carries_state: description.carries_state,
            nodes: description.nodes.clone(),
            source,
        }
    }
}
