//! Indicators with the definitions of the form and graph compiler, to keep in a strategy's state.
//!
//! Each `update` takes the next value and its length `n` in values, and returns the indicator after it. A missing value
//! (NaN) leaves the state unchanged and returns what the indicator was; missing before the indicator is defined is NaN
//! (for truths: false). Feed them [`Now::sampled`](crate::Now::sampled) values, and `n` means seconds:
//!
//! ```
//! use craftstrat_sdk::indicators::Ema;
//! let mut ema = Ema::default();
//! assert_eq!(ema.update(0.50, 3.0), 0.50);
//! assert_eq!(ema.update(0.60, 3.0), 0.55);
//! assert_eq!(ema.update(f64::NAN, 3.0), 0.55);
//! ```
//!
//! Lengths are rounded down and held in 1 to [`WINDOW_MAX`]; they are arguments, not state, so that they can be
//! parameters. Use one instance with one length.

mod average;
mod cross;
mod rsi;
mod window;

pub use average::Ema;
pub use cross::Cross;
pub use rsi::Rsi;
pub use window::{Lag, RollingMax, RollingMin, Sma, Stddev, Window};

/// Longest window or lag, in values.
pub const WINDOW_MAX: usize = 100_000;

/// A length as a count: rounded down, held in 1 to [`WINDOW_MAX`]; NaN counts as 1.
pub(crate) fn length(n: f64) -> usize {
    (n.max(1.0) as usize).min(WINDOW_MAX)
}
