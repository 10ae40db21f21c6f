//! What a preview is asked.

use craftstrat_engine::{FeeRule, Settings};
use craftstrat_model::{Parameter, Price, Usdc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::PreviewError;

/// What to run.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A document's text: compiled in the page.
    Document(String),
    /// SHA-256 of an uploaded component, hex: its bytes are fetched from the server.
    Component(String),
}

/// How to run. Everything else is the engine's default, as on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreviewSettings {
    /// Opening cash.
    pub cash_usdc: Usdc,
    /// From a decision to the venue, ms.
    pub latency_ms: u32,
    /// Rate of a taker fee of shares x rate x p (1 - p) for every market, as a fraction; `None` is each market's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_rate: Option<Price>,
}

impl Default for PreviewSettings {
    fn default() -> Self {
        let engine = Settings::default();
        Self { cash_usdc: engine.cash, latency_ms: engine.latency_ms, fee_rate: None }
    }
}

impl PreviewSettings {
    /// The engine's settings.
    ///
    /// # Errors
    /// When the fee rate is not between 0 and 1.
    pub fn engine(&self) -> Result<Settings, PreviewError> {
        let wrong = || PreviewError::Settings("the fee rate must lie between 0 and 1".to_owned());
        let fees = self.fee_rate.map(|rate| FeeRule::at_rate(rate).ok_or_else(wrong)).transpose()?;
        Ok(Settings { cash: self.cash_usdc, latency_ms: self.latency_ms, fees, ..Settings::default() })
    }
}

/// Asks for a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewRequest {
    /// What.
    pub source: Source,
    /// Parameter values by name; defaults otherwise.
    #[serde(default)]
    pub parameters: BTreeMap<String, f64>,
    /// How.
    #[serde(default)]
    pub settings: PreviewSettings,
    /// Over which markets, by slug.
    pub markets: Vec<String>,
}

/// A value for each declared parameter, in their order: the default unless `given` has one. What is given for parameters
/// that are not declared (any more) counts for nothing, so that a preview outlives their removal.
pub fn parameter_values(declared: &[Parameter], given: &BTreeMap<String, f64>) -> Vec<f64> {
    declared.iter().map(|p| given.get(&p.name).copied().unwrap_or(p.default)).collect()
}
