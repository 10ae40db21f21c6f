//! What the worker tells the page, as JSON in bytes that change hands without being copied.

use crate::{PreviewError, PreviewOutcome};
use craftstrat_api::Problem;
use serde::{Deserialize, Serialize};

/// What became of compiling.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compiled {
    /// What is wrong with the document, and what its author should look at.
    pub problems: Vec<Problem>,
    /// Why it cannot be run here, though it compiled.
    pub failure: Option<Failure>,
    /// Wall time, ms; 0 when it was compiled before.
    pub millis: f64,
    /// It can be run.
    pub runs: bool,
}

/// What became of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ran {
    /// Its result.
    Outcome(Box<PreviewOutcome>),
    /// Why there is none.
    Failure(Failure),
}

/// Why there is no answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Stable, for programs and translations: those of [`PreviewError::code`], and `offline`, `request`, `boot`.
    pub code: String,
    /// A sentence.
    pub message: String,
}

impl From<PreviewError> for Failure {
    fn from(error: PreviewError) -> Self {
        Self { code: error.code().to_owned(), message: error.to_string() }
    }
}
