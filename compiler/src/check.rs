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
use crate::problem::{Argument, Problems, code, message, phrase, quote};
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
        problems.warn(&node.path, code::NEVER_FIRES, message::never_fires(quote(&node.id)), None);
        return;
    }
    if !b.fact(action.when).can_fail {
        problems.warn(&node.path, code::ALWAYS_TRUE, message::always_fires(quote(&node.id)), None);
    }
    target::target(b, node, action, risk, problems);
}

/// What people call a value.
fn name(b: &Builder<'_>, node: Ref) -> Argument {
    match b.op(node) {
        Op::Column(column) => format!("`{column}`").into(),
        Op::Param(index) => match b.parameters().get(*index as usize) {
            Some(parameter) => phrase::the_parameter(quote(&parameter.name)).into(),
            None => phrase::a_parameter().into(),
        },
        Op::Const(value) => (*value).into(),
        _ => phrase::this_value().into(),
    }
}
