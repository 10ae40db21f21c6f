//! How a command fails: bad input (exit 2) or everything else (exit 1).

use craftstrat_compiler::{Problem, Severity};
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
