//! A kit for tests: markets from text tables, strategies in plain Rust, runs as text.
#![allow(dead_code, unused_imports, clippy::unwrap_used)]

pub mod random;
pub mod show;
pub mod source;
pub mod strategy;

pub use show::{events, show};
pub use source::{Memory, START_MS, market, table};
pub use strategy::{Script, buy, cancel, close, limit_buy, limit_sell, sell};

use craftstrat_engine::record::Run;
use craftstrat_engine::{Control, Sequential, Settings, backtest};
use craftstrat_model::StrategyFactory;

/// Runs a strategy over memory, one thread.
pub fn run(source: &Memory, factory: &dyn StrategyFactory, settings: &Settings) -> Run {
    let parameters: Vec<f64> = factory.description().parameters.iter().map(|p| p.default).collect();
    backtest(source, factory, &parameters, settings, &Sequential, &Control::default()).unwrap()
}

/// Default settings without any delay: orders fill on the row they were decided on, shares and payouts at once.
pub fn instant() -> Settings {
    Settings { latency_ms: 0, settle_ms: 0, payout_ms: 0, ..Settings::default() }
}
