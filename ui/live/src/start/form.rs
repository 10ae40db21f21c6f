//! A run while it is being put together.

use crate::limits::model::LimitsForm;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::StrategyRef;
use craftstrat_api::studio::live::LiveStart;
use craftstrat_model::Usdc;
use std::collections::BTreeMap;

/// The most series of a run, as the server has it.
pub const SERIES_MAX: usize = 50;

/// The longest latency, ms.
const LATENCY_MAX: f64 = 3_600_000.0;

/// The longest name, as the server has it.
const NAME_MAX: usize = 100;

/// Settings as fields hold them.
#[derive(Clone, Debug, PartialEq)]
pub struct StartForm {
    /// The run's name; the strategy's when empty.
    pub name: String,
    /// The series it trades.
    pub series: Vec<String>,
    /// Opening cash in dollars.
    pub cash: Option<f64>,
    /// Latency in ms.
    pub latency: Option<f64>,
    /// Values that differ from the defaults; missing while a field is empty, which stands for the default.
    pub parameters: BTreeMap<String, f64>,
    /// Limits on its entries: none at first.
    pub limits: LimitsForm,
}

impl Default for StartForm {
    fn default() -> Self {
        Self {
            name: String::new(),
            series: Vec::new(),
            cash: Some(1_000.0),
            latency: Some(250.0),
            parameters: BTreeMap::new(),
            limits: LimitsForm::default(),
        }
    }
}

/// What is wrong with a form. The message is `paper-wrong-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartError {
    /// No series.
    NoSeries,
    /// More than [`SERIES_MAX`].
    TooManySeries,
    /// No opening cash, or not above zero.
    Cash,
    /// No latency, a negative one, or more than an hour.
    Latency,
    /// A limit that is on has no value: this one.
    Limit(&'static str),
}

impl StartError {
    /// In message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSeries => "no-series",
            Self::TooManySeries => "too-many-series",
            Self::Cash => "cash",
            Self::Latency => "latency",
            Self::Limit(_) => "limit",
        }
    }
}

impl StartForm {
    /// The request it stands for: to run `strategy`, under the stored one `strategy_id` where that does not follow from it.
    ///
    /// # Errors
    /// When a field cannot be right.
    pub fn request(
        &self,
        strategy: StrategyRef,
        strategy_id: Option<String>,
    ) -> Result<LiveStart, StartError> {
        if self.series.is_empty() {
            return Err(StartError::NoSeries);
        }
        if self.series.len() > SERIES_MAX {
            return Err(StartError::TooManySeries);
        }
        let cash = self.cash.and_then(|c| Usdc::from_f64(c).ok()).filter(|c| c.is_positive());
        let cash = cash.ok_or(StartError::Cash)?;
        let latency = self.latency.filter(|l| (0.0..=LATENCY_MAX).contains(l)).ok_or(StartError::Latency)?;
        let limits = self.limits.limits().map_err(StartError::Limit)?;
        let name: String = self.name.trim().chars().take(NAME_MAX).collect();
        Ok(LiveStart {
            strategy,
            strategy_id,
            name: (!name.is_empty()).then_some(name),
            series: self.series.clone(),
            cash_usdc: Some(cash.to_string()),
            latency_ms: Some(latency.round() as u32),
            parameters: self.parameters.clone(),
            limits,
        })
    }
}

/// `values` with another value of `parameter`: the default and an empty field leave it out.
pub fn with_parameter(
    mut values: BTreeMap<String, f64>,
    parameter: &ParameterInfo,
    value: Option<f64>,
) -> BTreeMap<String, f64> {
    match value.filter(|v| *v != parameter.default) {
        Some(value) => values.insert(parameter.name.clone(), value),
        None => values.remove(&parameter.name),
    };
    values
}

/// Those of `values` that `parameters` has, within its bounds: what a preview was run with may be of another version.
pub fn fitting(values: &BTreeMap<String, f64>, parameters: &[ParameterInfo]) -> BTreeMap<String, f64> {
    let fits = |p: &&ParameterInfo| values.get(&p.name).is_some_and(|v| (p.min..=p.max).contains(v));
    parameters.iter().filter(fits).filter_map(|p| Some((p.name.clone(), *values.get(&p.name)?))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "form_tests.rs"]
mod tests;
