//! `next` and `explain`: the two functions that evaluate rows.

use super::code::{MISSING, Operand, at1, at4, at8};
use super::helpers::Helpers;
use super::layout::{DECISION_BYTES, Layout};
use super::loops::{Body, one_by_one, skip_quiet_blocks, unrolled};
use super::module::{Functions, ROWS};
use super::plan::Plan;
use super::rows::Rows;
use crate::ir::{ActionNode, Kind};
use craftstrat_model::{Action, Muted};
use wasm_encoder::{BlockType, Instruction as I, ValType};

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
    skip_quiet_blocks(&mut rows, &heard, offset, end);
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
