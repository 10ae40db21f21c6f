//! The relative strength index.

use super::{Ema, length};
use serde::{Deserialize, Serialize};

/// Relative strength index, 0 to 100 (J. W. Wilder, New Concepts in Technical Trading Systems, 1978).
///
/// 100 x G / (G + L), where G and L are Wilder's averages of the rises and of the falls between successive present
/// values. Missing until there are n + 1 values; 50 where nothing has moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rsi {
    last: f64,
    rises: Wilder,
    falls: Wilder,
}

impl Default for Rsi {
    fn default() -> Self {
        Self { last: f64::NAN, rises: Wilder::default(), falls: Wilder::default() }
    }
}

impl Rsi {
    /// Takes `x` into an index of length `n` and returns it.
    pub fn update(&mut self, x: f64, n: f64) -> f64 {
        let change = x - self.last;
        if !x.is_nan() {
            self.last = x;
        }
        if !change.is_nan() {
            self.rises.update(change.max(0.0), n);
            self.falls.update((-change).max(0.0), n);
        }
        self.value()
    }

    /// The index; missing before it is defined.
    pub fn value(&self) -> f64 {
        let (rise, fall) = (self.rises.average.value(), self.falls.average.value());
        let both = rise + fall;
        if both == 0.0 { 50.0 } else { 100.0 * (rise / both) }
    }
}

/// Wilder's average: the mean of the first n values, then y += (x - y) / n.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Wilder {
    first: Vec<f64>,
    average: Ema,
}

impl Wilder {
    fn update(&mut self, x: f64, n: f64) {
        let n = length(n);
        if !self.average.value().is_nan() {
            self.average.smooth(x, 1.0 / n as f64);
            return;
        }
        self.first.push(x);
        if self.first.len() >= n {
            let mean = self.first.iter().fold(0.0, |sum, x| sum + x) / self.first.len() as f64;
            self.average.smooth(mean, 1.0);
            self.first = Vec::new();
        }
    }
}
