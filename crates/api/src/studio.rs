//! What the studio's page and its server say to each other, under [`BASE`].
//!
//! Times are milliseconds since the Unix epoch; amounts are decimal strings, as in reports. Lists are pages: an opaque
//! cursor leads to the next one. Ids are opaque texts.

pub mod assignments;
pub mod backtests;
pub mod components;
pub mod data;
pub mod internal;
pub mod jobs;
pub mod live;
pub mod operator;
pub mod people;
pub mod problem;
mod redacted;
pub mod strategies;
pub mod wallets;

pub use backtests::{
    BacktestDetail, BacktestHeadline, BacktestRequest, BacktestSummary, ExplainRequest, RunSettings,
    StrategyRef, SweepAxis, SweepDetail, SweepRequest, SweepSummary,
};
pub use components::{FuelUse, UploadAnswer, UploadCheck};
pub use data::{Deleted, ImportFormat, ImportOutcome, SeriesDay, TicksRequest};
pub use jobs::{Job, JobEvent, JobKind, JobState, Progress};
pub use problem::ApiProblem;
pub use strategies::{
    NewStrategy, NewVersion, SaveDocument, Strategy, StrategyChange, StrategyKind, StrategySummary, Version,
    VersionSummary,
};

use serde::{Deserialize, Serialize};

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// What it holds.
    pub items: Vec<T>,
    /// Leads to the next page; `null` on the last.
    pub next: Option<String>,
}

/// What runs here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// Version of the program.
    pub version: String,
    /// Version of the compiler: the same document and compiler version give the same component.
    pub compiler_version: String,
    /// Markets in the tick store.
    pub markets: u64,
}
