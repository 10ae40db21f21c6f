//! The preview of a strategy, apart from the browser: ticks as bytes, a run over them, and why it did what it did.
//!
//! [`bundle`] is how ticks travel from the server to the page, [`BundleSource`] what a run reads them from, [`run()`] the
//! same engine as the host's over them, [`explain()`] every node's value on a row, [`why_not()`] what was missing for a
//! slot to trade. Whatever runs strategies (Wasmtime in tests, the browser in the page) comes in as a
//! [`craftstrat_model::StrategyFactory`].
//!
//! Architecture invariants: no I/O, no clock, no threads; compiles for `wasm32-unknown-unknown`; nothing that came over
//! the network can make it panic.

pub mod bundle;
mod error;
mod explain;
pub mod fits;
mod memory;
mod near;
mod outcome;
pub mod probe;
mod request;
mod run;
mod series;
pub mod wire;

pub use error::PreviewError;
pub use explain::{Subject, explain};
pub use memory::{BundleSource, Resident};
pub use near::{FailedCondition, NearMiss, why_not};
pub use outcome::{EQUITY_MAX, PreviewOutcome, Records, SlotResult, TRADES_MAX, Totals};
pub use request::{PreviewRequest, PreviewSettings, Source, parameter_values};
pub use run::{Finished, Replay, Runnable, run};
pub use series::{MarketSeries, series};
