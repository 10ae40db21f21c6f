//! Answers as JSON.

use craftstrat_api::{Problem, Severity};
use craftstrat_compiler as compiler;
use serde::Serialize;

/// Problems as answers carry them.
pub fn problems(list: &[compiler::Problem]) -> Vec<Problem> {
    let one = |p: &compiler::Problem| Problem {
        severity: match p.severity {
            compiler::Severity::Error => Severity::Error,
            compiler::Severity::Warning => Severity::Warning,
        },
        code: p.code.to_owned(),
        path: p.path.clone(),
        message: p.message.to_string(),
        fix: p.fix.as_ref().map(ToString::to_string),
    };
    list.iter().map(one).collect()
}

/// As JSON. Nothing here fails to serialise; were it so, an empty answer is refused where it is read.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
