//! From a form to the graph it stands for, and back.
//!
//! Every form has a graph: a comparator for each rule, a logic node for each group, an action node for each action.
//! Going back gives the same form ([`normal`] says up to what). A graph has a form where all its actions have the same
//! condition, that condition is made of comparators, AND and OR, and what they compare is what a rule can name.

mod back;
mod forth;

pub use back::{graph_to_form, losses};
pub use forth::form_to_graph;

use crate::model::{Form, NodeData};
use craftstrat_i18n::{Catalogue, Value};

/// Texts that people put beside a rule: kept in its settings in a form, at its node in a graph.
const NOTES: [&str; 5] = ["label", "comment", "note", "title", "color"];

/// Something a graph says that a form cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The node that says it.
    pub node: String,
    /// The Fluent message: `studio-loss-math`.
    pub key: &'static str,
    /// Whether the strategy would mean something else without it; otherwise only a note is lost.
    pub grave: bool,
}

impl Loss {
    /// The sentence.
    pub fn text(&self, i18n: &Catalogue) -> String {
        i18n.format(self.key, &[("node", Value::from(crate::refusal::short(&self.node)))])
    }
}

/// The form as going to a graph and back gives it: a single action is written as `action`, several as `actions`.
pub fn normal(form: &Form) -> Form {
    let mut actions: Vec<_> = form.action.iter().chain(&form.actions).cloned().collect();
    let (action, actions) = if actions.len() == 1 { (actions.pop(), Vec::new()) } else { (None, actions) };
    Form { action, actions, ..form.clone() }
}

/// The type of node that reads a field.
pub(crate) fn field_node(name: &str) -> NodeData {
    use crate::model::{FieldData, FieldName};
    use craftstrat_compiler::fields::{ACCOUNT_FIELDS, SLOT_FIELDS};
    let data = FieldData { field: FieldName(name.to_owned()) };
    if ACCOUNT_FIELDS.iter().any(|f| f.name == name) {
        NodeData::Account(data)
    } else if SLOT_FIELDS.iter().any(|f| f.name == name) {
        NodeData::Slot(data)
    } else {
        NodeData::Input(data)
    }
}
