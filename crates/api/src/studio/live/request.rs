//! What people ask of running strategies.

use super::{LiveLimits, Reason};
use crate::report::{EquityPoint, Fill};
use crate::studio::StrategyRef;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Asks for a run: `POST /live/runs`, answered by 201 and a [`super::LiveRunSummary`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LiveStart {
    /// What to run.
    pub strategy: StrategyRef,
    /// The stored strategy it stands under, where `strategy` does not say: what a backtest tested is a document or component
    /// of its own. One that is not there (any more) is passed over.
    #[serde(default)]
    pub strategy_id: Option<String>,
    /// Its name, for people; the strategy's when absent.
    #[serde(default)]
    pub name: Option<String>,
    /// The series it trades: at least one, at most 50.
    pub series: Vec<String>,
    /// Opening cash, USDC as a decimal string; 1000 when absent.
    #[serde(default)]
    pub cash_usdc: Option<String>,
    /// Latency to the venue; 250 ms when absent.
    #[serde(default)]
    pub latency_ms: Option<u32>,
    /// Parameter values by name; defaults otherwise.
    #[serde(default)]
    pub parameters: BTreeMap<String, f64>,
    /// Limits on its entries.
    #[serde(default)]
    pub limits: LiveLimits,
}

/// Another version for a run: `POST /live/runs/{id}/shadow` sets it beside, `POST /live/runs/{id}/change` lets it take over.
/// `POST .../swap` lets the version beside take over (again: a rollback), `POST .../discard` drops it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LiveChange {
    /// What to run.
    pub strategy: StrategyRef,
    /// Parameter values by name; defaults otherwise.
    #[serde(default)]
    pub parameters: BTreeMap<String, f64>,
}

/// A kill switch: `PUT /live/kill` for all, `PUT /live/runs/{id}/kill` for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// On: nothing enters, open entries are withdrawn. Stays on over restarts.
    pub on: bool,
}

/// A run beside the backtest of the same ticks: `GET /live/runs/{id}/comparison`. Markets that are settled only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveComparison {
    /// Settled markets compared.
    pub markets: u64,
    /// Digest of what happened live.
    pub live_digest: String,
    /// Digest of the backtest.
    pub backtest_digest: String,
    /// Equity as it happened.
    pub live: Vec<EquityPoint>,
    /// Equity of the backtest.
    pub backtest: Vec<EquityPoint>,
    /// Where they part, the earliest first, at most 100; empty when the digests are equal.
    pub differences: Vec<Difference>,
    /// Why they part, as far as that is known.
    pub reasons: Vec<Reason>,
}

/// A fill one side has and the other has not, or has otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// The market.
    pub market: String,
    /// When the first of the two matched.
    pub at_ms: i64,
    /// As it happened.
    pub live: Option<Fill>,
    /// In the backtest.
    pub backtest: Option<Fill>,
}
