//! Refusing programs the emitter could not translate faithfully: bad references, kinds, sizes.

use super::EmitError;
use crate::ir::{ActionNode, Kind, Op, Program, Ref, WINDOW_MAX};
use std::collections::BTreeSet;

/// Nodes in a program, at most.
pub(super) const NODES_MAX: usize = 4_096;
/// Operands of all nodes together, at most.
const OPERANDS_MAX: usize = 65_536;
/// Actions in a program, at most.
const ACTIONS_MAX: usize = 256;
/// Parameters of a program, at most.
const PARAMETERS_MAX: usize = 1_024;

/// The kinds of the operands, as [`Op::operands`] lists them.
fn operand_kinds(op: &Op) -> Vec<Kind> {
    use Kind::{Num, Truth};
    match op {
        Op::Const(_) | Op::Param(_) | Op::Column(_) | Op::Account(_) | Op::Truth(_) => Vec::new(),
        Op::Unary(..) | Op::IsMissing(_) | Op::Accumulate(..) => vec![Num],
        Op::ToNum(_) | Op::Not(_) | Op::Once(..) => vec![Truth],
        Op::Binary(..) | Op::OrElse(..) | Op::Compare(..) => vec![Num, Num],
        Op::Ema(..) | Op::Cross(..) | Op::Window { .. } => vec![Num, Num],
        Op::Xor(..) | Op::Latch(..) => vec![Truth, Truth],
        Op::CoolDown(..) => vec![Truth, Num],
        Op::Select(..) => vec![Truth, Num, Num],
        Op::And(all) | Op::Or(all) => vec![Truth; all.len()],
    }
}

/// The operand that must depend on constants and parameters only.
fn fixed_operand(op: &Op) -> Option<Ref> {
    match op {
        Op::Ema(_, _, fixed) | Op::CoolDown(_, _, fixed) | Op::Window { n: fixed, .. } => Some(*fixed),
        _ => None,
    }
}

/// Checks everything the emitter relies on.
pub(super) fn check(program: &Program) -> Result<(), EmitError> {
    limit("nodes", program.nodes.len(), NODES_MAX)?;
    limit("actions", program.actions.len(), ACTIONS_MAX)?;
    limit("parameters", program.parameters.len(), PARAMETERS_MAX)?;
    limit("explained nodes", program.explained.len(), NODES_MAX)?;
    let all_operands = program.nodes.iter().map(|n| operand_kinds(&n.op).len()).sum();
    limit("operands", all_operands, OPERANDS_MAX)?;
    let mut keys = BTreeSet::new();
    let mut fixed: Vec<bool> = Vec::with_capacity(program.nodes.len());
    for (index, node) in program.nodes.iter().enumerate() {
        let bad = |detail: &str| malformed(&node.key, detail);
        if !keys.insert(node.key.as_str()) {
            return Err(bad("another node has the same key"));
        }
        let refs = node.op.operands();
        for (operand, kind) in refs.iter().zip(operand_kinds(&node.op)) {
            check_ref(program, &node.key, *operand, index, kind)?;
        }
        match &node.op {
            Op::Param(i) if *i as usize >= program.parameters.len() => {
                return Err(bad("it refers to a parameter that does not exist"));
            }
            Op::Window { capacity, .. } if !(1..=WINDOW_MAX).contains(capacity) => {
                return Err(bad("its window's capacity is out of range"));
            }
            _ => {}
        }
        if fixed_operand(&node.op).is_some_and(|r| !fixed[r as usize]) {
            return Err(bad("its second operand depends on more than constants and parameters"));
        }
        let leaf = matches!(node.op, Op::Const(_) | Op::Param(_) | Op::Truth(_));
        let moving = node.op.memory().is_some() || matches!(node.op, Op::Column(_) | Op::Account(_));
        fixed.push(leaf || (!moving && refs.iter().all(|r| fixed[*r as usize])));
    }
    for action in &program.actions {
        check_action(program, action)?;
    }
    for explained in &program.explained {
        if explained.node as usize >= program.nodes.len() {
            return Err(malformed(&explained.id, "it reports on a node that does not exist"));
        }
    }
    Ok(())
}

fn check_action(program: &Program, action: &ActionNode) -> Result<(), EmitError> {
    let Some(explained) = program.explained.get(action.explained as usize) else {
        return Err(malformed("an action", "it refers to an explained node that does not exist"));
    };
    let all = program.nodes.len();
    check_ref(program, &explained.id, action.when, all, Kind::Truth)?;
    check_ref(program, &explained.id, action.size, all, Kind::Num)?;
    if let Some(price) = action.price {
        check_ref(program, &explained.id, price, all, Kind::Num)?;
    }
    if action.kelly_fraction.is_nan() {
        return Err(malformed(&explained.id, "its Kelly multiplier is missing"));
    }
    Ok(())
}

fn check_ref(program: &Program, key: &str, r: Ref, below: usize, kind: Kind) -> Result<(), EmitError> {
    if r as usize >= below {
        return Err(malformed(key, "it refers to a node that does not come before it"));
    }
    match (kind, program.nodes[r as usize].op.kind()) {
        (Kind::Num, Kind::Truth) => Err(malformed(key, "it needs a number and is given a truth")),
        (Kind::Truth, Kind::Num) => Err(malformed(key, "it needs a truth and is given a number")),
        _ => Ok(()),
    }
}

fn limit(what: &'static str, count: usize, max: usize) -> Result<(), EmitError> {
    if count > max { Err(EmitError::TooMany { what, count, max }) } else { Ok(()) }
}

fn malformed(key: &str, detail: &str) -> EmitError {
    EmitError::Malformed { key: key.chars().take(80).collect(), detail: detail.to_owned() }
}
