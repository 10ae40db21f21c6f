//! Why something was not run: input to mend, a wish to stop, or trouble of the machine.

use craftstrat_api::{Problem, Severity};
use craftstrat_data::{ImportError, StoreError};
use craftstrat_engine::BacktestError;
use craftstrat_model::SourceError;
use craftstrat_runtime::{ExecutorError, LoadError, RuntimeError};

/// Why there is no answer. Display is a sentence for the person who asked.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The document has errors.
    #[error("the document has {} problems", .0.len())]
    Document(Vec<Problem>),
    /// The component is refused.
    #[error(transparent)]
    Component(LoadError),
    /// No ticks were selected that the strategy can run on.
    #[error("{0}")]
    Ticks(String),
    /// Parameters, settings or another wish cannot be met.
    #[error("{0}")]
    Input(String),
    /// The caller stopped it.
    #[error("stopped before the end")]
    Cancelled,
    /// The row cannot be explained, because the replay did not come that far.
    #[error("the row cannot be explained: {0}")]
    Unreached(String),
    /// Ticks cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The tick store cannot be used.
    #[error(transparent)]
    Store(StoreError),
    /// The runtime could not start.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// Threads could not be started.
    #[error(transparent)]
    Threads(#[from] ExecutorError),
    /// An import failed.
    #[error(transparent)]
    Import(ImportError),
}

impl RunError {
    /// Whether other input would have helped.
    pub const fn is_input(&self) -> bool {
        matches!(self, Self::Document(_) | Self::Component(_) | Self::Ticks(_) | Self::Input(_))
    }
}

impl From<BacktestError> for RunError {
    fn from(error: BacktestError) -> Self {
        match error {
            BacktestError::Limits(_) | BacktestError::Parameters(_) | BacktestError::Settings(_) => {
                Self::Input(error.to_string())
            }
            BacktestError::Source(error) => Self::Source(error),
            BacktestError::Cancelled => Self::Cancelled,
        }
    }
}

impl From<StoreError> for RunError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoSuchMarket { .. } => Self::Ticks(error.to_string()),
            error => Self::Store(error),
        }
    }
}

/// A compiler's problem as it is told.
pub fn problem(problem: craftstrat_compiler::Problem) -> Problem {
    let severity = match problem.severity {
        craftstrat_compiler::Severity::Error => Severity::Error,
        craftstrat_compiler::Severity::Warning => Severity::Warning,
    };
    Problem {
        severity,
        code: problem.code.to_owned(),
        path: problem.path,
        message: problem.message.to_string(),
        fix: problem.fix.map(|fix| fix.to_string()),
    }
}
