//! The engine through its public doors: semantics row by row, metrics, sessions, properties.

#![allow(clippy::unwrap_used, missing_docs)]

mod ledger;
mod metrics_analysis;
mod metrics_golden;
mod metrics_on_runs;
mod metrics_properties;
mod metrics_support;
mod metrics_tables;
mod properties;
mod semantics_example;
mod semantics_exits;
mod semantics_fees;
mod semantics_guard;
mod semantics_limit_orders;
mod semantics_market_orders;
mod semantics_risk;
mod semantics_run;
mod semantics_settlement;
mod session;
mod support;
