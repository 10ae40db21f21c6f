//! When one line goes above another.

use serde::{Deserialize, Serialize};

/// Says when `a` rises above `b`. For a cross below, swap the arguments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cross {
    was_at_or_below: bool,
}

impl Cross {
    /// True when a > b and a <= b was the case the last time both were present; false the first time and whenever
    /// either is missing.
    #[inline]
    pub fn above(&mut self, a: f64, b: f64) -> bool {
        if a.is_nan() || b.is_nan() {
            return false;
        }
        let crossed = self.was_at_or_below && a > b;
        self.was_at_or_below = a <= b;
        crossed
    }
}
