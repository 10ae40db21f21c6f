//! How a command fails: bad input (exit 2) or everything else (exit 1).

use craftstrat_api::{Problem, Severity};
use craftstrat_runs::RunError;
use std::fmt;

/// Input the user can mend: exit code 2. Wraps into `anyhow::Error`; `main` finds it again.
#[derive(Debug)]
pub struct BadInput(pub String);

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadInput {}

/// Marks an error as bad input.
pub fn bad_input(error: impl fmt::Display) -> anyhow::Error {
    BadInput(error.to_string()).into()
}

/// An error of a run over the strategy in `file`, as bad input where other input would have helped.
pub fn classify(file: &str, error: RunError) -> anyhow::Error {
    match error {
        RunError::Document(problems) => bad_input(problems_text(file, &problems)),
        RunError::Component(error) => bad_input(format!("{file}: {error}")),
        RunError::Store(error) => bad_input(error),
        error if error.is_input() => bad_input(error),
        error => error.into(),
    }
}

/// Problems of a document as text, one per paragraph.
pub fn problems_text(file: &str, problems: &[Problem]) -> String {
    let mut text = String::new();
    for problem in problems {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let path = if problem.path.is_empty() { "/" } else { &problem.path };
        text += &format!("{severity}[{}] {file} {path}\n  {}\n", problem.code, problem.message);
        if let Some(fix) = &problem.fix {
            text += &format!("  fix: {fix}\n");
        }
    }
    text
}
