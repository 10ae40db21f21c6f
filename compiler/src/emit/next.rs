//! `next` and `explain`: the two functions that evaluate rows.
//!
//! `next` is one loop over rows with a single branch back; state lives in locals between rows. A program without state
//! first searches [`PAIRS`] x 2 rows at a time with two-lane instructions for a block in which something fires, then
//! finds the row in that block one by one.

use super::code::{MISSING, Operand, at1, at4, at8};
use super::helpers::Helpers;
use super::lanes::Lanes;
use super::layout::{DECISION_BYTES, Layout};
use super::module::{Functions, ROWS};
use super::plan::Plan;
use super::rows::{Rows, spread_flag};
use crate::ir::{ActionNode, Kind, Op};
use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use craftstrat_model::{Action, Muted};
use wasm_encoder::{BlockType, Instruction as I, ValType};

/// Pairs of rows searched before one branch.
const PAIRS: u32 = 2;

/// Parameters of the world's `account`, flattened.
const ACCOUNT: [ValType; 10] = {
    use ValType::{F64, I32};
    [F64, F64, F64, F64, F64, F64, I32, I32, F64, F64]
};

/// Adds `next`.
pub(super) fn next(plan: &Plan, layout: &Layout, helpers: &Helpers, functions: &mut Functions) {
    const FROM: u32 = 0;
    const UNTIL: u32 = 1;
    const MUTED: u32 = 12;
    let params = [&[ValType::I32, ValType::I32][..], &ACCOUNT, &[ValType::I32]].concat();
    let mut rows = Rows::new(plan, layout, helpers, &plan.next, params.len() as u32, 2);
    rows.code.get(UNTIL).op(I::GlobalGet(ROWS)).op(I::I32GtU).get(FROM).get(UNTIL).op(I::I32GtU);
    rows.code.op(I::I32Or).trap_if();
    rows.code.i32(0).i32(0).op(I::I32Store8(at1(layout.result)));
    rows.code.get(FROM).get(UNTIL).op(I::I32Eq);
    return_result_if(&mut rows);
    let heard = heard(&mut rows, MUTED);
    if plan.states.is_empty() {
        let any = rows.all_of(heard.clone(), false);
        rows.push(any).code.op(I::I32Eqz);
        return_result_if(&mut rows);
    }
    rows.invariants();
    let offset = rows.point_at(FROM, ROWS);
    rows.code.get(UNTIL).i32(3).op(I::I32Shl);
    let end = rows.code.set_new(ValType::I32);
    if can_pair(plan) {
        skip_quiet_pairs(&mut rows, &heard, offset, end);
    }
    rows.load_states();
    let fired = rows.code.local(ValType::I32);
    let body = Body::new(&rows, heard);
    rows.code.op(I::Block(BlockType::Empty));
    unrolled(&mut rows, &body, fired, offset, end);
    let due = one_by_one(&mut rows, &body, fired, offset, end);
    rows.code.end();
    rows.store_states();
    rows.code.get(fired).when();
    write_decisions(&mut rows, &due, &body.heard, offset);
    rows.code.end().i32(layout.result);
    functions.export("next", &params, &[ValType::I32], rows.code);
}

/// How one row is evaluated: everything that states and guards need first, the rest only where a guard lets it.
struct Body {
    /// Per action, whether it is not muted.
    heard: Vec<Operand>,
    /// Nodes computed on every row.
    eager: Vec<bool>,
    /// Nodes computed where some action's guard holds.
    lazy: Vec<bool>,
    /// Rows per branch back.
    unroll: u32,
}

impl Body {
    fn new(rows: &Rows, heard: Vec<Operand>) -> Self {
        let plan = rows.plan;
        let mut eager = vec![false; plan.program.nodes.len()];
        for state in &plan.states {
            plan.program.nodes[state.node].op.operands().iter().for_each(|r| eager[*r as usize] = true);
        }
        for node in (0..eager.len())
            .rev()
            .filter(|n| plan.program.nodes[*n].op.memory().is_none())
            .collect::<Vec<_>>()
        {
            if eager[node] {
                plan.program.nodes[node].op.operands().iter().for_each(|r| eager[*r as usize] = true);
            }
        }
        let moving = rows.moving();
        let part =
            |wanted: bool| (0..eager.len()).map(|n| moving[n] && eager[n] == wanted).collect::<Vec<_>>();
        let [eager, lazy] = [part(true), part(false)];
        let rings = plan.states.iter().any(|s| matches!(s.kind, super::plan::StateKind::Ring(_)));
        let size = plan.states.len() * 3 + moving.iter().filter(|m| **m).count();
        let unroll = match size {
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
        let guards: Vec<Operand> = rows
            .plan
            .program
            .actions
            .iter()
            .zip(&self.heard)
            .map(|(a, h)| (a.when, *h))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(when, heard)| guard(rows, when, heard))
            .collect();
        let guard = rows.all_of(guards, false);
        rows.push(guard).code.when_yields(ValType::I32);
        rows.also(&self.lazy);
        let due = due(rows);
        let fires = fires(rows, &due, &self.heard);
        rows.push(fires).code.op(I::Else).i32(0).end().set(fired);
        due
    }
}

/// What must hold for an action to fire and is known once states have advanced: it is not muted, and whatever of its
/// condition is a conjunct with memory.
fn guard(rows: &mut Rows, when: crate::ir::Ref, heard: Operand) -> Operand {
    let mut rails = vec![heard];
    let mut open = vec![when];
    while let Some(node) = open.pop() {
        match &rows.plan.program.nodes[node as usize].op {
            Op::And(all) => open.extend(all),
            op if op.memory().is_some() => rails.push(rows.yes(node)),
            _ => {}
        }
    }
    rows.all_of(rails, true)
}

/// Evaluates several rows per branch back, as long as there are so many: the fuel check at each branch back costs more
/// than a small row does, since it drives state out of the registers. Leaves the block around it when a row fires.
fn unrolled(rows: &mut Rows, body: &Body, fired: u32, offset: u32, end: u32) {
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
fn one_by_one(rows: &mut Rows, body: &Body, fired: u32, offset: u32, end: u32) -> Vec<Operand> {
    rows.code.get(offset).get(end).op(I::I32Eq).op(I::BrIf(0)).op(I::Loop(BlockType::Empty));
    let due = body.row(rows, fired);
    rows.code.get(offset).i32(8).op(I::I32Add).tee(offset).get(end).op(I::I32Ne);
    rows.code.get(fired).ops([I::I32Eqz, I::I32And, I::BrIf(0)]).end();
    due
}

fn return_result_if(rows: &mut Rows) {
    let result = rows.layout.result;
    rows.code.when().i32(result).op(I::Return).end();
}

/// Per action, whether it is not muted.
fn heard(rows: &mut Rows, muted: u32) -> Vec<Operand> {
    let mut known: Vec<(u32, Operand)> = Vec::new();
    let mut heard = Vec::new();
    for action in &rows.plan.program.actions {
        let bit = Muted::bit(Action(action.signal, action.outcome));
        let found = known.iter().find(|(b, _)| *b == bit).map(|(_, operand)| *operand);
        let operand = found.unwrap_or_else(|| {
            rows.code.get(muted).i32(bit).ops([I::I32And, I::I32Eqz]);
            rows.keep_flag()
        });
        known.push((bit, operand));
        heard.push(operand);
    }
    heard
}

/// Per action, whether it is due on this row: its condition is true and its numbers are present.
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

/// Whether everything that changes from row to row has a two-lane instruction.
fn can_pair(plan: &Plan) -> bool {
    let pairs = |i: usize, op: &Op| match op {
        Op::Unary(op, _) => plan.invariant[i] || !plan.next.any(i) || Lanes::Two.unary(*op).is_some(),
        _ => true,
    };
    plan.states.is_empty() && plan.program.nodes.iter().enumerate().all(|(i, n)| pairs(i, &n.op))
}

/// Moves the offset to the first block of rows in which an action that is not muted may fire, or to the last block.
/// Leaves at least one row for the loop that follows.
fn skip_quiet_pairs(rows: &mut Rows, heard: &[Operand], offset: u32, end: u32) {
    let block = PAIRS * 16;
    let moving = rows.moving();
    let spread: Vec<Operand> = heard
        .iter()
        .map(|operand| match operand {
            Operand::Local(local) => Operand::Local(spread_flag(&mut rows.code, *local)),
            other => *other,
        })
        .collect();
    rows.in_pairs(|rows| {
        rows.code.op(I::Block(BlockType::Empty)).op(I::Loop(BlockType::Empty));
        // Not the last block: (end - offset) <= block.
        rows.code.get(end).get(offset).op(I::I32Sub).i32(block).ops([I::I32LeU, I::BrIf(1)]);
        let mut quiet = Vec::new();
        for pair in 0..PAIRS {
            rows.look_ahead(pair * 16);
            rows.row(&moving);
            let actions = &rows.plan.program.actions;
            let wanted: Vec<Operand> = actions.iter().map(|a| wanted(rows, a)).collect();
            quiet.push(fires(rows, &wanted, &spread));
        }
        let any = rows.all_of(quiet, false);
        rows.push(any).code.ops([I::V128AnyTrue, I::BrIf(1)]);
        rows.code.get(offset).i32(block).op(I::I32Add).set(offset).op(I::Br(0)).end().end();
    });
}

/// Writes the result of a row that fired; `offset` is that of the row after it.
fn write_decisions(rows: &mut Rows, due: &[Operand], heard: &[Operand], offset: u32) {
    let (plan, result) = (rows.plan, rows.layout.result);
    rows.code.i32(rows.layout.decisions);
    let at = rows.code.set_new(ValType::I32);
    for ((action, due), heard) in plan.program.actions.iter().zip(due).zip(heard) {
        let taken = rows.all_of([*due, *heard], true);
        rows.push(taken).code.when();
        write_decision(rows, action, at);
        rows.code.get(at).i32(DECISION_BYTES).op(I::I32Add).set(at).end();
    }
    rows.code.i32(0).i32(1).op(I::I32Store8(at1(result)));
    rows.code.i32(0).get(offset).i32(3).op(I::I32ShrU).i32(1).op(I::I32Sub).op(I::I32Store(at4(result + 4)));
    rows.code.i32(0).i32(rows.layout.decisions).op(I::I32Store(at4(result + 8)));
    rows.code.i32(0).get(at).i32(rows.layout.decisions).op(I::I32Sub).i32(DECISION_BYTES).op(I::I32DivU);
    rows.code.op(I::I32Store(at4(result + 12)));
}

/// Writes one decision at the address in a local.
fn write_decision(rows: &mut Rows, action: &ActionNode, at: u32) {
    let enums = [action.signal as u8, action.outcome as u8, action.size_mode as u8, action.order_type as u8];
    rows.code.get(at).i32(u32::from_le_bytes(enums)).op(I::I32Store(at4(0)));
    rows.code.get(at);
    rows.push(rows.num(action.size)).code.op(I::F64Store(at8(8)));
    rows.code.get(at).f64(action.kelly_fraction).op(I::F64Store(at8(16)));
    rows.code.get(at).i32(action.price.is_some().into()).op(I::I32Store8(at1(24)));
    if let Some(price) = action.price {
        rows.code.get(at);
        rows.push(rows.num(price)).code.op(I::F64Store(at8(32)));
    }
    rows.code.get(at).i32(action.explained).op(I::I32Store(at4(40)));
}

/// Adds `explain`: one row from copies of the state in locals, which are not stored back.
pub(super) fn explain(plan: &Plan, layout: &Layout, helpers: &Helpers, functions: &mut Functions) {
    const ROW: u32 = 0;
    let params = [&[ValType::I32][..], &ACCOUNT].concat();
    let mut rows = Rows::new(plan, layout, helpers, &plan.explain, params.len() as u32, 1);
    rows.peek = true;
    rows.code.get(ROW).op(I::GlobalGet(ROWS)).op(I::I32GeU).trap_if();
    rows.invariants();
    rows.point_at(ROW, ROWS);
    rows.load_states();
    let moving = rows.moving();
    rows.row(&moving);
    for (i, explained) in plan.program.explained.iter().enumerate() {
        rows.code.i32(0);
        match plan.program.nodes[explained.node as usize].op.kind() {
            Kind::Num => {
                rows.push(rows.num(explained.node)).code.canonical();
            }
            Kind::Truth => {
                let (yes, no) = (rows.yes(explained.node), rows.no(explained.node));
                rows.code.f64(1.0).f64(0.0).f64(MISSING);
                rows.push(no).code.op(I::Select);
                rows.push(yes).code.op(I::Select);
            }
        }
        rows.code.op(I::F64Store(at8(layout.explained + 8 * i as u32)));
    }
    rows.code.i32(0).i32(layout.explained).op(I::I32Store(at4(layout.result)));
    rows.code.i32(0).i32(plan.program.explained.len() as u32).op(I::I32Store(at4(layout.result + 4)));
    rows.code.i32(layout.result);
    functions.export("explain", &params, &[ValType::I32], rows.code);
}
