//! The node types: one file each, with what the type reads from a document, its ports and how it becomes IR.
//!
//! To add a node type, write its file, add a variant to [`NodeKind`] and a line to [`read`].

pub(crate) mod action;
pub(crate) mod comparator;
pub(crate) mod field;
pub(crate) mod indicator;
pub(crate) mod logic;
pub(crate) mod math;
pub(crate) mod setting;
pub(crate) mod source;

use crate::document::Context;
use crate::document::reader::{At, Fields};
use crate::ir::Kind;
use crate::problem::{Sentence, code, message, phrase};
use action::ActionSpec;
use comparator::Comparator;
use field::Field;
use indicator::IndicatorUse;
use logic::Logic;
use math::Math;

/// What a node of the checked graph is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NodeKind {
    /// A tick column, or a value of the account or the slot.
    Field(Field),
    /// A number.
    Constant(f64),
    /// A parameter, by index.
    Parameter(usize),
    /// A stateful function.
    Indicator(IndicatorUse),
    /// Arithmetic.
    Math(Math),
    /// Number against number.
    Comparator(Comparator),
    /// Truths to a truth.
    Logic(Logic),
    /// A decision.
    Action(Box<ActionSpec>),
}

/// A port of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Port {
    /// Name in `targetHandle`.
    pub(crate) name: &'static str,
    /// What it takes.
    pub(crate) kind: Kind,
    /// Whether the node works without it.
    pub(crate) optional: bool,
}

impl Port {
    /// A port that must be connected.
    pub(crate) const fn needed(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, optional: false }
    }

    /// A port that may be left unconnected.
    pub(crate) const fn optional(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, optional: true }
    }
}

/// The ports of a node. Inputs that name no port go to `many`, or else take the free single ports in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ports {
    /// Ports that take one input each.
    pub(crate) single: Vec<Port>,
    /// Takes any number of inputs, and those that name no port where there is one; at least `many_min`.
    pub(crate) many: Option<Port>,
    /// Fewest inputs of `many`.
    pub(crate) many_min: usize,
}

impl Ports {
    fn of(single: &[Port]) -> Self {
        Self { single: single.to_vec(), ..Self::default() }
    }

    fn many(port: Port, at_least: usize) -> Self {
        Self { single: Vec::new(), many: Some(port), many_min: at_least }
    }

    /// Names of all ports.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.single.iter().chain(&self.many).map(|p| p.name)
    }
}

impl NodeKind {
    /// Its ports.
    pub(crate) fn ports(&self) -> Ports {
        match self {
            Self::Field(_) | Self::Constant(_) | Self::Parameter(_) => Ports::default(),
            Self::Indicator(indicator) => indicator.ports(),
            Self::Math(math) => math.ports(),
            Self::Comparator(comparator) => comparator.ports(),
            Self::Logic(logic) => logic.ports(),
            Self::Action(action) => action.ports(),
        }
    }

    /// What it is, for sentences.
    pub(crate) fn noun(&self) -> Sentence {
        match self {
            Self::Field(_) => phrase::kind_input(),
            Self::Constant(_) => phrase::kind_constant(),
            Self::Parameter(_) => phrase::kind_parameter(),
            Self::Indicator(_) => phrase::kind_indicator(),
            Self::Math(_) => phrase::kind_math(),
            Self::Comparator(_) => phrase::kind_comparator(),
            Self::Logic(_) => phrase::kind_logic(),
            Self::Action(_) => phrase::kind_action(),
        }
    }
}

/// The node types as documents write them. A `comment` is layout.
pub(crate) const TYPES: &[&str] = &[
    "input",
    "constant",
    "parameter",
    "account",
    "slot",
    "indicator",
    "math",
    "comparator",
    "logic",
    "action",
    "comment",
];

/// Fields of `data` that are there for people.
pub(crate) const NOTES: &[&str] = &["label", "comment", "note", "title", "color"];

/// Reads the `data` of a node of type `kind`. `None` after noting a problem, and for an unknown type.
pub(crate) fn read(kind: &str, data: &At<'_>, cx: &mut Context) -> Option<NodeKind> {
    let mut fields = data.object(&mut cx.problems)?;
    let node = match kind {
        "input" => field::read(&mut fields, field::Family::Any, cx).map(NodeKind::Field),
        "account" => field::read(&mut fields, field::Family::Account, cx).map(NodeKind::Field),
        "slot" => field::read(&mut fields, field::Family::Slot, cx).map(NodeKind::Field),
        "constant" => fields
            .need("value", phrase::the_number(), &mut cx.problems)
            .and_then(|at| at.number(&mut cx.problems))
            .map(NodeKind::Constant),
        "parameter" => read_parameter(&mut fields, cx).map(NodeKind::Parameter),
        "indicator" if comparator::is_cross(data.peek_text("fn")) => {
            comparator::read(&mut fields, "fn", cx).map(NodeKind::Comparator)
        }
        "indicator" => indicator::read_node(&mut fields, cx).map(NodeKind::Indicator),
        "math" => math::read(&mut fields, cx).map(NodeKind::Math),
        "comparator" => comparator::read(&mut fields, "operator", cx).map(NodeKind::Comparator),
        "logic" => logic::read(&mut fields, cx).map(NodeKind::Logic),
        "action" => action::read(&mut fields, cx).map(|a| NodeKind::Action(Box::new(a))),
        _ => None,
    };
    fields.finish(NOTES, &mut cx.problems);
    node
}

/// A parameter node names a parameter; its other fields were read with the document's parameters.
fn read_parameter(fields: &mut Fields<'_>, cx: &mut Context) -> Option<usize> {
    for name in ["default", "min", "max", "step"] {
        fields.get(name);
    }
    let at = fields.need("name", phrase::parameter_name(), &mut cx.problems)?;
    let name = at.name(&mut cx.problems)?;
    let found = cx.parameter(name);
    if found.is_none() && fields.get("default").is_none() {
        cx.problems.error(&fields.path, code::MISSING_FIELD, message::parameter_without_default());
    }
    found
}
