//! Reading a document: from JSON text to a draft of the checked graph, noting every problem on the way.

mod form;
mod graph;
pub(crate) mod json;
pub mod model;
mod parts;
pub(crate) mod reader;
pub(crate) mod schema;

pub use json::{DEPTH_MAX, DOCUMENT_BYTES_MAX};

use crate::graph::Draft;
use crate::problem::{Problems, code, did_you_mean, fix, message, phrase, quote};
use craftstrat_model::Parameter;
use json::Json;
use reader::At;

/// The version of the document format this compiler reads.
pub const SCHEMA_VERSION: u32 = 1;

/// Nodes of a graph, rules and groups of a form, at most.
pub const NODES_MAX: usize = 2_000;

/// Edges of a graph, at most.
pub const EDGES_MAX: usize = 10_000;

/// Actions, at most.
pub const ACTIONS_MAX: usize = 64;

/// Parameters, at most.
pub const PARAMETERS_MAX: usize = 64;

/// What is shared while a document is read.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub(crate) problems: Problems,
    pub(crate) parameters: Vec<Declared>,
}

/// A declared parameter.
#[derive(Debug)]
pub(crate) struct Declared {
    pub(crate) parameter: Parameter,
    pub(crate) path: String,
    pub(crate) used: bool,
}

impl Context {
    /// The parameter of that name, by index.
    pub(crate) fn parameter(&self, name: &str) -> Option<usize> {
        self.parameters.iter().position(|p| p.parameter.name == name)
    }

    /// As [`Context::parameter`], for a setting that refers to it: it then counts as used. Notes a problem at `path` when
    /// there is none.
    pub(crate) fn parameter_at(&mut self, name: &str, path: &str) -> Option<usize> {
        let found = self.parameter(name);
        if let Some(index) = found {
            self.parameters[index].used = true;
        } else {
            let message = message::parameter_unknown(quote(name));
            let fix = did_you_mean(name, self.parameters.iter().map(|p| p.parameter.name.as_str()))
                .unwrap_or_else(fix::declare_parameter);
            self.problems.error_fix(path, code::UNKNOWN_PARAMETER, message, fix);
        }
        found
    }
}

/// Reads a document. `None` when so little of it makes sense that nothing can be said about the rest; otherwise what
/// could be read, with the problems in `cx`.
pub(crate) fn read(text: &str, cx: &mut Context) -> Option<Draft> {
    let json = json::parse(text, &mut cx.problems)?;
    let root = At { json: &json, path: String::new() };
    if !matches!(json, Json::Object(_)) {
        cx.problems.error("", code::WRONG_TYPE, message::not_a_document(json.noun()));
        return None;
    }
    let mut fields = root.object(&mut cx.problems)?;
    let mode = fields.need("mode", phrase::form_or_node(), &mut cx.problems);
    let is_form = match mode {
        Some(at) => {
            at.choice(phrase::mode(), &[(&["form"], true), (&["node", "graph"], false)], &mut cx.problems)?
        }
        // Without a mode, what is there tells which was meant, so that its other problems can be said too.
        None => root.has("conditions"),
    };
    let name = parts::header(&mut fields, cx);
    parts::parameters(&mut fields, cx);
    let mut risk = parts::risk(&mut fields, cx);
    let nodes = if is_form { form::read(&mut fields, cx) } else { graph::read(&mut fields, cx) };
    fields.finish(parts::DOCUMENT_NOTES, &mut cx.problems);
    let nodes = nodes?;
    parts::entries_of_actions(&nodes, &mut risk, cx);
    parts::actions_per_row(&nodes, cx);
    parts::unused_parameters(&nodes, cx);
    let parameters = cx.parameters.iter().map(|p| p.parameter.clone()).collect();
    Some(Draft { name, parameters, nodes, risk })
}
