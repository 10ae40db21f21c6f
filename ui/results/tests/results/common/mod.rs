//! Real reports, made by the command line from generated markets.

#![allow(dead_code, reason = "each test file uses its part")]

use craftstrat_api::studio::{BacktestDetail, SweepDetail};

/// A form with stops and targets: eleven trades over eight slots.
pub fn backtest() -> BacktestDetail {
    serde_json::from_str(include_str!("../data/b1.json")).expect("a backtest as the server answers it")
}

/// The same strategy with another parameter and latency.
pub fn other_backtest() -> BacktestDetail {
    serde_json::from_str(include_str!("../data/b2.json")).expect("a backtest as the server answers it")
}

/// Nine combinations of two parameters, in sample and out of sample.
pub fn sweep() -> SweepDetail {
    serde_json::from_str(include_str!("../data/sweep.json")).expect("a sweep as the server answers it")
}
