//! The grid of a sweep while it is being put together: how many combinations, and what is wrong with it.

use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::SweepAxis;

/// Combinations a sweep may have; the server refuses more.
pub const COMBINATIONS_MAX: u64 = 100_000;

/// What is wrong with an axis. The message is `results-axis-<code>`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AxisError {
    /// The step is not above zero.
    Step,
    /// It ends before it begins.
    Backwards,
    /// A value is outside the parameter's bounds.
    Bounds {
        /// The smallest permitted.
        min: f64,
        /// The largest permitted.
        max: f64,
    },
    /// More values than a whole sweep may have.
    TooMany,
}

impl AxisError {
    /// In message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Backwards => "backwards",
            Self::Bounds { .. } => "bounds",
            Self::TooMany => "too-many",
        }
    }
}

/// How many values an axis has.
///
/// # Errors
/// When the server would refuse it.
pub fn values(axis: &SweepAxis, parameter: &ParameterInfo) -> Result<u64, AxisError> {
    let finite = axis.from.is_finite() && axis.to.is_finite() && axis.step.is_finite();
    if !finite || axis.step <= 0.0 {
        return Err(AxisError::Step);
    }
    if axis.to < axis.from {
        return Err(AxisError::Backwards);
    }
    // As the server counts: a step that reaches the end within rounding includes it.
    let count = ((axis.to - axis.from) / axis.step + 1e-9).floor() + 1.0;
    if count > COMBINATIONS_MAX as f64 {
        return Err(AxisError::TooMany);
    }
    let last = axis.from + axis.step * (count - 1.0);
    let within = |v: f64| (parameter.min - 1e-9..=parameter.max + 1e-9).contains(&v);
    if !within(axis.from) || !within(last) {
        return Err(AxisError::Bounds { min: parameter.min, max: parameter.max });
    }
    Ok(count as u64)
}

/// The combinations of axes with so many values each; `None` when there are more than a sweep may have, or none.
pub fn combinations(counts: &[u64]) -> Option<u64> {
    let product = counts.iter().try_fold(1_u64, |product, n| product.checked_mul(*n))?;
    (!counts.is_empty() && (1..=COMBINATIONS_MAX).contains(&product)).then_some(product)
}

/// An axis to start from: the whole range in the parameter's own steps, or in ten; around the default when it has no bounds.
pub fn suggested(parameter: &ParameterInfo) -> SweepAxis {
    let bounded = parameter.max - parameter.min < 1e12;
    let reach = if parameter.default == 0.0 { 1.0 } else { parameter.default.abs() };
    let (from, to) = if bounded {
        (parameter.min, parameter.max)
    } else {
        (parameter.default - reach, parameter.default + reach)
    };
    let tenth = tidy((to - from) / 10.0);
    let step = if parameter.step > 0.0 {
        // Whole steps, so that every value is one the parameter may have; never more than about ten.
        parameter.step * ((to - from) / parameter.step / 10.0).round().max(1.0)
    } else {
        tenth
    };
    let step = if step > 0.0 { step } else { 1.0 };
    SweepAxis { name: parameter.name.clone(), from, to, step: snap(step) }
}

/// The next of 1, 2 or 5 times a power of ten.
fn tidy(value: f64) -> f64 {
    if !(value > 0.0 && value.is_finite()) {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|f| value <= f * power * 1.000_001).unwrap_or(10.0);
    factor * power
}

fn snap(value: f64) -> f64 {
    format!("{value:.12}").parse().unwrap_or(value)
}
