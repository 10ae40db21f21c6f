//! Indicators over the last n values.
//!
//! All are missing until there are n values and are recomputed from the oldest to the newest, so that the same window
//! gives the same bits whatever came before it.

use super::length;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The last n present values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Window {
    values: VecDeque<f64>,
}

impl Window {
    /// Takes `x` in; what is older than the last `n` present values goes. Says whether the window is full.
    pub fn push(&mut self, x: f64, n: f64) -> bool {
        let n = length(n);
        if !x.is_nan() {
            self.values.push_back(x);
        }
        while self.values.len() > n {
            self.values.pop_front();
        }
        self.values.len() == n
    }

    /// Oldest to newest.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().copied()
    }

    fn sum(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.values().fold(0.0, |sum, x| sum + of(x))
    }

    fn mean(&self) -> f64 {
        self.sum(|x| x) / self.values.len() as f64
    }
}

macro_rules! windowed {
    ($($(#[$doc:meta])* $name:ident $value:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            window: Window,
        }

        impl $name {
            /// Takes `x` into a window of length `n` and returns the value over it; missing until it is full.
            pub fn update(&mut self, x: f64, n: f64) -> f64 {
                let value: fn(&Window) -> f64 = $value;
                if self.window.push(x, n) { value(&self.window) } else { f64::NAN }
            }
        }
    )*};
}

windowed! {
    /// Simple moving average: the sum of the last n values / n.
    Sma Window::mean;

    /// Standard deviation of the last n values: the square root of the sum of (x - mean)^2 / n, with the mean of the same
    /// window (of the population, as in Bollinger bands).
    Stddev |window| {
        let mean = window.mean();
        libm::sqrt(window.sum(|x| (x - mean) * (x - mean)) / window.values.len() as f64)
    };

    /// Smallest of the last n values.
    RollingMin |window| window.values().fold(f64::INFINITY, f64::min);

    /// Largest of the last n values.
    RollingMax |window| window.values().fold(f64::NEG_INFINITY, f64::max);
}

/// The value n values ago.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lag {
    window: Window,
}

impl Lag {
    /// Takes `x` in and returns the value that came `n` values before the newest; missing until there is one.
    pub fn update(&mut self, x: f64, n: f64) -> f64 {
        let full = self.window.push(x, length(n) as f64 + 1.0);
        if full { self.window.values.front().copied().unwrap_or(f64::NAN) } else { f64::NAN }
    }
}
