//! From a form or graph document to a component of the world in `wit/`.
//!
//! The way: text -> [`document`] (JSON tree, read with all its problems) -> checked graph (`graph`, with one file per
//! node type in `nodes` and one row per indicator in [`indicators`]) -> dataflow [`ir`] (`lower`, which also decides
//! what can never happen) -> component ([`emit`]). A form is a graph that was written differently: from the checked
//! graph on there is one path.
//!
//! Architecture invariants: no I/O, no clock, no randomness; compiles for `wasm32-unknown-unknown`; the same text gives
//! the same bytes. No input makes it panic.

mod check;
mod component;
pub mod document;
pub mod emit;
mod graph;
pub mod indicators;
pub mod inspect;
pub mod ir;
mod lower;
mod nodes;
pub mod problem;
pub mod wrap;

pub use document::schema::json_schema;
pub use problem::{Problem, Severity};

use problem::{Problems, code, message};

/// The names documents can use for values of the account and the slot. (Tick columns are in
/// [`craftstrat_model::column::CATALOGUE`], indicators in [`indicators::all`].)
pub mod fields {
    pub use crate::nodes::field::{ACCOUNT_FIELDS, AccountField, Field, FieldSpec, SLOT_FIELDS, SlotField};
}

/// A compiled document.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The component.
    pub component: Vec<u8>,
    /// What its author should look at.
    pub warnings: Vec<Problem>,
    /// What was compiled.
    pub program: ir::Program,
}

/// Compiles a document: reads, checks, lowers and emits it.
///
/// # Errors
/// Every problem of the document, errors first, when there is an error among them.
pub fn compile(json: &str) -> Result<Compiled, Vec<Problem>> {
    let (program, warnings) = lower(json)?;
    match emit::component(&program, json) {
        Ok(component) => Ok(Compiled { component, warnings, program }),
        Err(error) => {
            let mut problems = Problems::default();
            problems.error("", code::INTERNAL, message::emit_failed(error.to_string()));
            Err(problems.finish())
        }
    }
}

/// The tick columns whose values a strategy reads, for saying before a run which of them the data lacks.
/// ([`ColumnSet::stored_sources`] are the recorded columns they come from.) `sample` is not among them: data without it
/// is all samples.
///
/// [`ColumnSet::stored_sources`]: craftstrat_model::ColumnSet::stored_sources
pub fn columns(program: &ir::Program) -> craftstrat_model::ColumnSet {
    let column = |node: &ir::Node| match node.op {
        ir::Op::Column(column) if column != craftstrat_model::Column::Sample => Some(column),
        _ => None,
    };
    program.nodes.iter().filter_map(column).collect()
}

/// Every problem of a document, errors first; empty when there is none.
pub fn check(json: &str) -> Vec<Problem> {
    match lower(json) {
        Ok((_, warnings)) => warnings,
        Err(problems) => problems,
    }
}

/// The dataflow program of a document, and warnings.
///
/// # Errors
/// Every problem of the document, errors first, when there is an error among them.
pub fn lower(json: &str) -> Result<(ir::Program, Vec<Problem>), Vec<Problem>> {
    let mut cx = document::Context::default();
    let draft = document::read(json, &mut cx);
    let mut problems = cx.problems;
    let program = draft.and_then(|draft| lower::program(&draft, &mut problems));
    match program {
        Some(program) if !problems.has_errors() => Ok((program, problems.finish())),
        Some(_) => Err(problems.finish()),
        None => {
            if !problems.has_errors() {
                problems.error("", code::INTERNAL, message::gave_up());
            }
            Err(problems.finish())
        }
    }
}
