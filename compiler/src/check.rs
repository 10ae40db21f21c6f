//! What a program can be known to do wrong before it sees any data.

mod interval;
mod size;
mod target;
mod threshold;

pub(crate) use interval::contradiction;
pub(crate) use size::size;
pub(crate) use threshold::threshold;

use crate::graph::DraftNode;
use crate::ir::{ActionNode, Op, Ref};
use crate::lower::builder::Builder;
use crate::problem::{Problems, code, quote};
use craftstrat_model::Risk;

/// Warns of an action that cannot fire, or whose target cannot be reached.
pub(crate) fn action(
    b: &Builder<'_>,
    node: &DraftNode,
    action: &ActionNode,
    risk: &Risk,
    problems: &mut Problems,
) {
    if !b.fact(action.when).can_hold {
        let message =
            format!("The action {} can never be taken: its condition never holds.", quote(&node.id));
        problems.warn(&node.path, code::NEVER_FIRES, message, None);
        return;
    }
    if !b.fact(action.when).can_fail {
        let message = format!("The condition of the action {} always holds.", quote(&node.id));
        problems.warn(&node.path, code::ALWAYS_TRUE, message, None);
    }
    target::target(b, node, action, risk, problems);
}

/// What people call a value.
fn name(b: &Builder<'_>, node: Ref) -> String {
    match b.op(node) {
        Op::Column(column) => format!("`{column}`"),
        Op::Param(index) => match b.parameters().get(*index as usize) {
            Some(parameter) => format!("the parameter {}", quote(&parameter.name)),
            None => "a parameter".to_owned(),
        },
        Op::Const(value) => value.to_string(),
        _ => "this value".to_owned(),
    }
}
