//! `compile`, `component`, `check` and `inspect`.

use crate::Session;
use crate::failure::{BadInput, bad_input, problems_text};
use crate::files::{read_bounded, write_atomic};
use crate::{output, strategy};
use anyhow::{Result, bail};
use craftstrat_api::text::answers;
use craftstrat_api::{CheckResult, Problem, Severity};
use craftstrat_compiler::{inspect, wrap};
use craftstrat_runs::Content;
use craftstrat_runs::error::problem;
use craftstrat_runs::strategy::{STRATEGY_BYTES_MAX, inspection, origin};
use std::path::Path;

/// Compiles a document and writes the component.
///
/// # Errors
/// When the document has errors or the file cannot be written.
pub fn compile(document: &Path, out: &Path) -> Result<()> {
    let Content::Document(text) = strategy::read(document)? else {
        return Err(bad_input(format!("{} is already WebAssembly", document.display())));
    };
    let name = document.display().to_string();
    let told = |all: Vec<_>| problems_text(&name, &all.into_iter().map(problem).collect::<Vec<_>>());
    let compiled = craftstrat_compiler::compile(&text).map_err(|p| bad_input(told(p)))?;
    eprint!("{}", told(compiled.warnings));
    write_atomic(out, &compiled.component)?;
    output::text(&format!(
        "{}: {} bytes, {} nodes",
        out.display(),
        compiled.component.len(),
        compiled.program.nodes.len()
    ))
}

/// Wraps a core module of the guest SDK as a component.
///
/// # Errors
/// When it is not such a module or the file cannot be written.
pub fn component(module: &Path, out: &Path) -> Result<()> {
    let core = read_bounded(module, STRATEGY_BYTES_MAX)?;
    let component =
        wrap::wrap_core_module(&core).map_err(|e| bad_input(format!("{}: {e}", module.display())))?;
    write_atomic(out, &component)?;
    output::text(&format!("{}: {} bytes", out.display(), component.len()))
}

/// Lists every problem of a document or component.
///
/// # Errors
/// Bad input when there is an error among them.
pub fn check(session: &Session, file: &Path, json: bool) -> Result<()> {
    let problems = match strategy::read(file)? {
        Content::Document(text) => craftstrat_compiler::check(&text).into_iter().map(problem).collect(),
        Content::Wasm(component) => {
            let (origin, _) = origin(&component);
            match strategy::runtime(session)?.load(&component, origin) {
                Ok(loaded) => notes(&loaded),
                Err(error) => vec![refusal(error.to_string())],
            }
        }
    };
    let result = CheckResult::new(file.display().to_string(), problems);
    match json {
        true => output::json(&result)?,
        false => output::text(&answers::check(&result, &output::style()))?,
    }
    if result.ok {
        return Ok(());
    }
    Err(BadInput(format!("{} has {} error(s)", file.display(), result.errors)).into())
}

fn refusal(message: String) -> Problem {
    let code = "component_refused".to_owned();
    Problem { severity: Severity::Error, code, path: String::new(), message, fix: None }
}

fn notes(loaded: &craftstrat_runtime::Loaded) -> Vec<Problem> {
    let reasons = loaded.inspection().not_previewable.iter();
    let note = |message| Problem {
        severity: Severity::Warning,
        code: "not_previewable".to_owned(),
        path: String::new(),
        message,
        fix: None,
    };
    reasons.map(|r| note(format!("This component cannot be previewed in a browser: {r}."))).collect()
}

/// Shows what a component declares.
///
/// # Errors
/// When it is no component of the strategy world, or `document` is asked for and there is none.
pub fn inspect(session: &Session, file: &Path, json: bool, document: bool) -> Result<()> {
    let Content::Wasm(component) = strategy::read(file)? else {
        return Err(bad_input(format!(
            "{} is a document: `craftstrat compile` makes a component of it",
            file.display()
        )));
    };
    if document {
        let Some(embedded) = inspect::embedded(&component) else {
            bail!("{} carries no document: it was not compiled from one", file.display());
        };
        return output::text(&embedded.document);
    }
    let loaded = strategy::load(&strategy::runtime(session)?, file)?;
    let inspection = inspection(&loaded.factory, &component);
    match json {
        true => output::json(&inspection),
        false => output::text(&answers::inspection(&inspection, &output::style())),
    }
}
