//! The loops over rows inside `next`, and which of a row's nodes are computed when.
//!
//! With state: straight-line rows, one after the other, state in locals. What no state needs is computed only on rows
//! where a guard holds, a few of which are unrolled per branch back. Without state: blocks of rows are searched with
//! two-lane instructions for one in which something fires, first by the condition's first conjunct alone; then the row
//! in that block is found one by one.

use super::code::Operand;
use super::lanes::Lanes;
use super::plan::StateKind;
use super::rows::{Rows, spread_flag};
use crate::ir::{ActionNode, Op, Ref};
use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use wasm_encoder::{BlockType, Instruction as I, ValType};

/// How one row is evaluated: everything that states need first, the rest only where a guard lets it.
pub(super) struct Body {
    /// Per action, whether it is not muted.
    pub heard: Vec<Operand>,
    /// Nodes computed on every row.
    eager: Vec<bool>,
    /// Nodes computed where some action's guard holds.
    lazy: Vec<bool>,
    /// Rows per branch back.
    unroll: u32,
}

impl Body {
    /// Decides how `rows` are evaluated.
    pub fn new(rows: &Rows, heard: Vec<Operand>) -> Self {
        let plan = rows.plan;
        let inputs = plan.states.iter().flat_map(|s| plan.program.nodes[s.node].op.operands());
        let (eager, lazy) = split(rows, inputs);
        let rings = plan.states.iter().any(|s| matches!(s.kind, StateKind::Ring(_)));
        let moving = eager.iter().chain(&lazy).filter(|m| **m).count();
        let unroll = match plan.states.len() * 3 + moving {
            _ if rings || plan.states.is_empty() => 1,
            0..=32 => 4,
            33..=64 => 2,
            _ => 1,
        };
        Self { heard, eager, lazy, unroll }
    }

    /// Evaluates a row; leaves whether it fires in `fired` and returns which actions are due, valid where it does.
    fn row(&self, rows: &mut Rows, fired: u32) -> Vec<Operand> {
        rows.row(&self.eager);
        let plan = rows.plan;
        let mut guards = Vec::new();
        for (action, heard) in plan.program.actions.iter().zip(&self.heard) {
            guards.push(guard(rows, action.when, *heard));
        }
        let guard = rows.all_of(guards, false);
        rows.push(guard).code.when_yields(ValType::I32);
        rows.also(&self.lazy);
        let due = due(rows);
        let fires = fires(rows, &due, &self.heard);
        rows.push(fires).code.op(I::Else).i32(0).end().set(fired);
        due
    }
}

/// Nodes that change from row to row, without those that have memory: those that `roots` depend on, and the others.
/// What roots depend on through memory does not count.
fn split(rows: &Rows, roots: impl IntoIterator<Item = Ref>) -> (Vec<bool>, Vec<bool>) {
    let nodes = &rows.plan.program.nodes;
    let mut needed = vec![false; nodes.len()];
    roots.into_iter().for_each(|r| needed[r as usize] = true);
    for node in (0..nodes.len()).rev() {
        if needed[node] && nodes[node].op.memory().is_none() {
            nodes[node].op.operands().iter().for_each(|r| needed[*r as usize] = true);
        }
    }
    let moving = rows.moving();
    (0..nodes.len()).map(|n| (moving[n] && needed[n], moving[n] && !needed[n])).unzip()
}

/// The conjuncts of a condition, through nested conjunctions, in document order.
fn conjuncts(rows: &Rows, when: Ref) -> Vec<Ref> {
    let nodes = &rows.plan.program.nodes;
    let mut found = Vec::new();
    let mut seen = vec![false; nodes.len()];
    let mut open = vec![when];
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node as usize], true) {
            continue;
        }
        match &nodes[node as usize].op {
            Op::And(all) => open.extend(all.iter().rev()),
            _ => found.push(node),
        }
    }
    found
}

/// What must hold for an action to fire and is known once states have advanced: it is not muted, and whatever of its
/// condition is a conjunct with memory.
fn guard(rows: &mut Rows, when: Ref, heard: Operand) -> Operand {
    let plan = rows.plan;
    let mut rails = vec![heard];
    for conjunct in conjuncts(rows, when) {
        if plan.program.nodes[conjunct as usize].op.memory().is_some() {
            rails.push(rows.yes(conjunct));
        }
    }
    rows.all_of(rails, true)
}

/// Whether an action is due on this row: its condition is true and its numbers are present.
fn wanted(rows: &mut Rows, action: &ActionNode) -> Operand {
    let mut rails = vec![rows.yes(action.when)];
    for number in [Some(action.size), action.price].into_iter().flatten() {
        let operand = rows.num(number);
        let rail = match operand {
            Operand::Number(value) => Operand::Flag(!value.is_nan()),
            _ => {
                rows.push_present(operand);
                rows.keep_flag()
            }
        };
        rails.push(rail);
    }
    rows.all_of(rails, true)
}

/// Per action, whether it is among the first 8 that are due on this row. Muting plays no part in that.
fn due(rows: &mut Rows) -> Vec<Operand> {
    let actions = &rows.plan.program.actions;
    let wanted: Vec<Operand> = actions.iter().map(|a| wanted(rows, a)).collect();
    if wanted.len() <= DECISIONS_PER_ROW_MAX {
        return wanted;
    }
    let count = rows.code.local(ValType::I32);
    rows.code.i32(0).set(count);
    let mut due = Vec::new();
    for operand in wanted {
        rows.push(operand).code.get(count).i32(DECISIONS_PER_ROW_MAX as u32).ops([I::I32LtU, I::I32And]);
        due.push(rows.keep_flag());
        rows.push(operand).code.get(count).op(I::I32Add).set(count);
    }
    due
}

/// Whether any action is due and not muted.
fn fires(rows: &mut Rows, due: &[Operand], heard: &[Operand]) -> Operand {
    let mut rails = Vec::new();
    for (due, heard) in due.iter().zip(heard) {
        rails.push(rows.all_of([*due, *heard], true));
    }
    rows.all_of(rails, false)
}

/// Evaluates several rows per branch back, as long as there are so many: the fuel check at each branch back costs more
/// than a small row does, since it drives state out of the registers. Leaves the block around it when a row fires.
pub(super) fn unrolled(rows: &mut Rows, body: &Body, fired: u32, offset: u32, end: u32) {
    if body.unroll == 1 {
        return;
    }
    let bytes = body.unroll * 8;
    let used = rows.code.locals_used();
    rows.code.op(I::Block(BlockType::Empty)).op(I::Loop(BlockType::Empty));
    rows.code.get(end).get(offset).op(I::I32Sub).i32(bytes).ops([I::I32LtU, I::BrIf(1)]);
    for row in 0..body.unroll {
        rows.code.reuse_locals(used);
        rows.look_ahead(row * 8);
        body.row(rows, fired);
        rows.code.get(fired).when().get(offset).i32(row * 8 + 8).op(I::I32Add).set(offset).op(I::Br(3)).end();
    }
    rows.code.get(offset).i32(bytes).op(I::I32Add).set(offset).op(I::Br(0)).end().end();
    rows.code.reuse_locals(used);
    rows.look_ahead(0);
}

/// Evaluates row after row until one fires or none is left. Returns which actions are due, valid where one fired.
pub(super) fn one_by_one(rows: &mut Rows, body: &Body, fired: u32, offset: u32, end: u32) -> Vec<Operand> {
    rows.code.get(offset).get(end).op(I::I32Eq).op(I::BrIf(0)).op(I::Loop(BlockType::Empty));
    let due = body.row(rows, fired);
    rows.code.get(offset).i32(8).op(I::I32Add).tee(offset).get(end).op(I::I32Ne);
    rows.code.get(fired).ops([I::I32Eqz, I::I32And, I::BrIf(0)]).end();
    due
}

/// How a program without state is searched for a block of rows in which something fires.
struct Search {
    /// Per action, the first conjunct that changes from row to row.
    first: Vec<Ref>,
    /// Nodes computed for those conjuncts.
    early: Vec<bool>,
    /// Nodes computed where one of them holds in the block.
    late: Vec<bool>,
    /// Pairs of rows in a block.
    pairs: u32,
}

impl Search {
    fn new(rows: &Rows) -> Option<Self> {
        let plan = rows.plan;
        let moving = rows.moving();
        let in_lanes = |n: usize| match plan.program.nodes[n].op {
            Op::Unary(op, _) => Lanes::Two.unary(op).is_some(),
            _ => true,
        };
        if !plan.states.is_empty() || !(0..moving.len()).all(|n| !moving[n] || in_lanes(n)) {
            return None;
        }
        let moves = |r: &Ref| moving[*r as usize];
        let first_of = |when: Ref| conjuncts(rows, when).into_iter().find(moves).unwrap_or(when);
        let first: Vec<Ref> = plan.program.actions.iter().map(|a| first_of(a.when)).collect();
        let (early, late) = split(rows, first.iter().copied());
        let pairs = if moving.iter().filter(|m| **m).count() <= 48 { 4 } else { 1 };
        Some(Self { first, early, late, pairs })
    }

    /// Computes `part` for each pair of the block and pushes whether `holds` for any row.
    fn any(
        &self,
        rows: &mut Rows,
        heard: &[Operand],
        part: &[bool],
        mut holds: impl FnMut(&mut Rows, usize, &ActionNode) -> Operand,
    ) {
        let plan = rows.plan;
        let mut found = Vec::new();
        for pair in 0..self.pairs {
            rows.look_ahead(pair * 16);
            rows.also(part);
            let mut due = Vec::new();
            for (i, action) in plan.program.actions.iter().enumerate() {
                due.push(holds(rows, i, action));
            }
            found.push(fires(rows, &due, heard));
        }
        let any = rows.all_of(found, false);
        rows.push(any).code.op(I::V128AnyTrue);
    }
}

/// Moves the offset to the first block of rows in which an action that is not muted may fire, or to the last block. Does
/// nothing for programs with state or with operations that have no two-lane instruction.
pub(super) fn skip_quiet_blocks(rows: &mut Rows, heard: &[Operand], offset: u32, end: u32) {
    let Some(search) = Search::new(rows) else { return };
    let bytes = search.pairs * 16;
    let mut spread = Vec::new();
    for operand in heard {
        spread.push(match operand {
            Operand::Local(local) => Operand::Local(spread_flag(&mut rows.code, *local)),
            other => *other,
        });
    }
    let everything: Vec<bool> = search.early.iter().zip(&search.late).map(|(e, l)| *e || *l).collect();
    rows.in_pairs(|rows| {
        rows.code.op(I::Block(BlockType::Empty)).op(I::Loop(BlockType::Empty));
        rows.code.get(end).get(offset).op(I::I32Sub).i32(bytes).ops([I::I32LeU, I::BrIf(1)]);
        rows.code.op(I::Block(BlockType::Empty));
        if search.late.contains(&true) {
            search.any(rows, &spread, &search.early, |rows, i, _| rows.yes(search.first[i]));
            rows.code.op(I::I32Eqz).op(I::BrIf(0));
        }
        search.any(rows, &spread, &everything, |rows, _, action| wanted(rows, action));
        rows.code.op(I::BrIf(2)).end();
        rows.code.get(offset).i32(bytes).op(I::I32Add).set(offset).op(I::Br(0)).end().end();
    });
}
