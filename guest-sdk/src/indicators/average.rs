//! The exponential moving average.

use serde::{Deserialize, Serialize};

/// Exponential moving average: starts at the first present value, then y += 2 / (n + 1) x (x - y).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ema {
    value: f64,
}

impl Default for Ema {
    fn default() -> Self {
        Self { value: f64::NAN }
    }
}

impl Ema {
    /// Takes `x` into an average of length `n` and returns it.
    #[inline]
    pub fn update(&mut self, x: f64, n: f64) -> f64 {
        self.smooth(x, 2.0 / (super::length(n) as f64 + 1.0))
    }

    /// Takes `x` in with the weight `alpha`, 0 to 1, and returns the average.
    #[inline]
    pub fn smooth(&mut self, x: f64, alpha: f64) -> f64 {
        if !x.is_nan() {
            self.value = if self.value.is_nan() { x } else { self.value + alpha * (x - self.value) };
        }
        self.value
    }

    /// The average; missing before the first value.
    pub fn value(&self) -> f64 {
        self.value
    }
}
