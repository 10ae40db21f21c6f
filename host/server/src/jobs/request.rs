//! What a job is to do, as it is kept in the queue.

use craftstrat_api::studio::{BacktestRequest, ImportFormat, JobKind, SweepRequest};
use serde::{Deserialize, Serialize};

/// What to do. Strategies are frozen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Request {
    /// A backtest.
    Backtest {
        /// The stored strategy.
        strategy: Option<String>,
        /// What it is called.
        name: String,
        /// How to run.
        request: BacktestRequest,
    },
    /// A sweep.
    Sweep {
        /// The stored strategy.
        strategy: Option<String>,
        /// What it is called.
        name: String,
        /// How to run.
        request: SweepRequest,
    },
    /// An import.
    Import {
        /// The folder under the uploads that holds the file and nothing else.
        folder: String,
        /// The file's name in it.
        name: String,
        /// What it holds.
        format: ImportFormat,
    },
}

impl Request {
    /// What kind of job this is.
    pub const fn kind(&self) -> JobKind {
        match self {
            Self::Backtest { .. } => JobKind::Backtest,
            Self::Sweep { .. } => JobKind::Sweep,
            Self::Import { .. } => JobKind::Import,
        }
    }
}
