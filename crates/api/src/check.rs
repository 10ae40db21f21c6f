//! The answer of `check`: every problem of a document or component.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a problem prevents running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It does.
    Error,
    /// It does not, but the strategy probably does not do what its author wants.
    Warning,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Whether it prevents running.
    pub severity: Severity,
    /// Stable, for programs.
    pub code: String,
    /// Where, as a JSON pointer into the document; empty for the whole.
    pub path: String,
    /// A sentence.
    pub message: String,
    /// What to do about it, where that is known.
    pub fix: Option<String>,
}

/// The answer of `check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckResult {
    /// The file that was checked, as it was named.
    pub file: String,
    /// No errors: it can be run.
    pub ok: bool,
    /// Number of errors.
    pub errors: u64,
    /// Number of warnings.
    pub warnings: u64,
    /// Errors first, in document order otherwise.
    pub problems: Vec<Problem>,
}

impl CheckResult {
    /// The answer for `file` with these problems, in document order.
    pub fn new(file: String, mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|p| p.severity);
        let errors = problems.iter().filter(|p| p.severity == Severity::Error).count() as u64;
        Self { file, ok: errors == 0, errors, warnings: problems.len() as u64 - errors, problems }
    }
}
