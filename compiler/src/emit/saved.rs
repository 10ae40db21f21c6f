//! `save` and `restore`. Saved state is: the mark, the number of entries, and per entry an id, the payload's bytes and
//! the payload. A number's payload is its value, a flag's 0 or 1 as eight bytes, a ring's its values from the oldest to
//! the newest. Entries of unknown id are skipped, states without an entry start fresh; of two entries with one id the
//! later counts.

use super::code::{Code, at4, at8};
use super::layout::{Layout, SAVED_ENTRY_BYTES, SAVED_HEAD_BYTES, SAVED_MARK};
use super::lifecycle::{each_entry, entry};
use super::module::Functions;
use super::plan::Plan;
use crate::ir::WINDOW_MAX;
use wasm_encoder::{BlockType, Instruction as I, ValType};

const COPY: I<'static> = I::MemoryCopy { src_mem: 0, dst_mem: 0 };

/// Adds `save`.
pub(super) fn save(plan: &Plan, layout: &Layout, functions: &mut Functions) {
    let mut code = Code::new(0);
    let out = code.local(ValType::I32);
    code.i32(0).op(I::I64Const(SAVED_MARK as i64)).op(I::I64Store(at8(layout.scratch)));
    code.i32(0).op(I::I64Const(plan.states.len() as i64)).op(I::I64Store(at8(layout.scratch + 8)));
    code.i32(layout.scratch + SAVED_HEAD_BYTES).set(out);
    each_entry(&mut code, layout, plan.states.len(), |code, at| {
        for half in [0, 8] {
            code.get(out).get(at).op(I::I64Load(at8(half))).op(I::I64Store(at8(half)));
        }
        code.get(at).op(I::I32Load(at4(entry::STATE)));
        let state = code.set_new(ValType::I32);
        code.get(at).op(I::I32Load(at4(entry::KIND)));
        let kind = code.set_new(ValType::I32);
        code.get(kind).i32(2).op(I::I32Eq).when();
        save_ring(code, at, state, out);
        code.op(I::Else);
        code.get(out).op(I::I64Const(8)).op(I::I64Store(at8(16)));
        code.get(kind).when();
        code.get(out).get(state).op(I::I64Load32U(at4(0))).op(I::I64Store(at8(24)));
        code.op(I::Else);
        code.get(out).get(state).op(I::F64Load(at8(0))).canonical().op(I::F64Store(at8(24)));
        code.end().end();
        code.get(out).get(out).op(I::I32Load(at4(16))).op(I::I32Add).i32(SAVED_ENTRY_BYTES).op(I::I32Add);
        code.set(out);
    });
    code.i32(0).i32(layout.scratch).op(I::I32Store(at4(layout.result)));
    code.i32(0).get(out).i32(layout.scratch).op(I::I32Sub).op(I::I32Store(at4(layout.result + 4)));
    code.i32(layout.result);
    functions.export("save", &[], &[ValType::I32], code);
}

/// Writes a ring's payload in two pieces: from its oldest value to the ring's end, and from the ring's start. Until the
/// ring is full its oldest value is at the start.
fn save_ring(code: &mut Code, at: u32, state: u32, out: u32) {
    code.get(at).op(I::I32Load(at4(entry::RING)));
    let ring = code.set_new(ValType::I32);
    code.get(state).op(I::I32Load(at4(4)));
    let len = code.set_new(ValType::I32);
    code.get(state).op(I::I32Load(at4(0))).i32(0);
    code.get(len)
        .get(at)
        .op(I::I32Load(at4(entry::CAPACITY)))
        .ops([I::I32Eq, I::Select])
        .i32(3)
        .op(I::I32Shl);
    let oldest = code.set_new(ValType::I32);
    code.get(len).i32(3).op(I::I32Shl);
    let bytes = code.set_new(ValType::I32);
    code.get(out).get(bytes).ops([I::I64ExtendI32U, I::I64Store(at8(16))]);
    code.get(out).i32(SAVED_ENTRY_BYTES).op(I::I32Add);
    code.get(ring).get(oldest).op(I::I32Add).get(bytes).get(oldest).op(I::I32Sub).op(COPY);
    code.get(out).i32(SAVED_ENTRY_BYTES).op(I::I32Add).get(bytes).op(I::I32Add).get(oldest).op(I::I32Sub);
    code.get(ring).get(oldest).op(COPY);
}

/// Parameters and locals of the function that walks over saved entries.
struct Walk {
    apply: u32,
    entry: u32,
    bytes: u32,
}

/// Adds `restore`: a first walk checks everything, a second one writes.
pub(super) fn restore(plan: &Plan, layout: &Layout, forget: u32, refresh: u32, functions: &mut Functions) {
    const AT: u32 = 0;
    const BYTES: u32 = 1;
    let walk = functions.add("walk_saved", &[ValType::I32; 3], &[ValType::I32], walk(plan, layout));
    let mut code = Code::new(2);
    let refuse = |code: &mut Code, (sentence, length): (u32, u32)| {
        code.when();
        code.i32(0).i32(1).op(I::I32Store(at4(layout.result)));
        code.i32(0).i32(sentence).op(I::I32Store(at4(layout.result + 4)));
        code.i32(0).i32(length).op(I::I32Store(at4(layout.result + 8)));
        code.i32(layout.result).op(I::Return).end();
    };
    code.get(BYTES).i32(SAVED_HEAD_BYTES).op(I::I32LtU);
    refuse(&mut code, layout.damaged);
    code.get(AT).op(I::I64Load(at8(0))).op(I::I64Const(SAVED_MARK as i64)).op(I::I64Ne);
    refuse(&mut code, layout.other_format);
    code.get(AT).get(BYTES).i32(0).op(I::Call(walk));
    refuse(&mut code, layout.damaged);
    code.i32(1).op(I::Call(forget));
    code.get(AT).get(BYTES).i32(1).op(I::Call(walk)).op(I::Drop).op(I::Call(refresh));
    code.i32(0).i32(0).op(I::I32Store(at4(layout.result))).i32(layout.result);
    functions.export("restore", &[ValType::I32; 2], &[ValType::I32], code);
}

/// Walks over the entries of saved state; returns 1 as soon as something is wrong, else 0. Writes into the states when
/// its third parameter is not 0.
fn walk(plan: &Plan, layout: &Layout) -> Code {
    const AT: u32 = 0;
    const BYTES: u32 = 1;
    let mut code = Code::new(3);
    let wrong_if = |code: &mut Code| {
        code.when().i32(1).op(I::Return).end();
    };
    code.get(AT).op(I::I64Load(at8(8)));
    let left = code.set_new(ValType::I64);
    code.get(AT).i32(SAVED_HEAD_BYTES).op(I::I32Add);
    let at = code.set_new(ValType::I32);
    code.get(AT).get(BYTES).op(I::I32Add);
    let end = code.set_new(ValType::I32);
    let bytes = code.local(ValType::I32);
    code.op(I::Block(BlockType::Empty)).op(I::Loop(BlockType::Empty));
    code.get(left).ops([I::I64Eqz, I::BrIf(1)]);
    code.get(end).get(at).op(I::I32Sub).i32(SAVED_ENTRY_BYTES).op(I::I32LtU);
    wrong_if(&mut code);
    code.get(at).op(I::I32Load(at4(16))).set(bytes);
    code.get(bytes).i32(7).op(I::I32And).get(at).op(I::I32Load(at4(20))).op(I::I32Or);
    wrong_if(&mut code);
    code.get(bytes).get(end).get(at).op(I::I32Sub).i32(SAVED_ENTRY_BYTES).ops([I::I32Sub, I::I32GtU]);
    wrong_if(&mut code);
    let walk = Walk { apply: 2, entry: at, bytes };
    each_entry(&mut code, layout, plan.states.len(), |code, known| {
        for half in [0, 8] {
            code.get(at).op(I::I64Load(at8(half))).get(known).op(I::I64Load(at8(half)));
            code.ops([I::I64Ne, I::BrIf(0)]);
        }
        code.get(known).op(I::I32Load(at4(entry::KIND))).i32(2).op(I::I32Eq).when();
        restore_ring(code, &walk, known);
        code.op(I::Else);
        restore_scalar(code, &walk, known);
        code.end();
    });
    code.get(at).get(bytes).op(I::I32Add).i32(SAVED_ENTRY_BYTES).op(I::I32Add).set(at);
    code.get(left).op(I::I64Const(1)).op(I::I64Sub).set(left).op(I::Br(0)).end().end();
    code.get(at).get(end).op(I::I32Ne);
    code
}

/// A number may have any value, a flag is 0 or 1.
fn restore_scalar(code: &mut Code, walk: &Walk, known: u32) {
    code.get(walk.bytes).i32(8).op(I::I32Ne).when().i32(1).op(I::Return).end();
    code.get(known).op(I::I32Load(at4(entry::KIND))).get(walk.entry).op(I::I64Load(at8(24)));
    code.ops([I::I64Const(1), I::I64GtU, I::I32And]).when().i32(1).op(I::Return).end();
    code.get(walk.apply).when();
    code.get(known).op(I::I32Load(at4(entry::STATE))).get(walk.entry).op(I::I64Load(at8(24)));
    code.op(I::I64Store(at8(0))).end();
}

/// A ring's values are present, and at most as many as the longest window; the newest that fit are kept.
fn restore_ring(code: &mut Code, walk: &Walk, known: u32) {
    let at = code.local(ValType::I32);
    let end = code.local(ValType::I32);
    code.get(walk.bytes).i32(WINDOW_MAX * 8).op(I::I32GtU).when().i32(1).op(I::Return).end();
    code.get(walk.entry).i32(SAVED_ENTRY_BYTES).op(I::I32Add).tee(at).get(walk.bytes).op(I::I32Add).set(end);
    code.get(walk.apply).when();
    {
        code.get(known).op(I::I32Load(at4(entry::CAPACITY))).i32(3).op(I::I32Shl);
        let room = code.set_new(ValType::I32);
        code.get(walk.bytes).get(room).get(walk.bytes).get(room).ops([I::I32LtU, I::Select]);
        let kept = code.set_new(ValType::I32);
        code.get(known).op(I::I32Load(at4(entry::RING))).get(end).get(kept).op(I::I32Sub).get(kept).op(COPY);
        code.get(known).op(I::I32Load(at4(entry::STATE)));
        let state = code.set_new(ValType::I32);
        // A full ring's next write goes to its start.
        code.get(state).i32(0).get(kept).get(kept).get(room).ops([I::I32Eq, I::Select]).i32(3).op(I::I32ShrU);
        code.op(I::I32Store(at4(0)));
        code.get(state).get(kept).i32(3).op(I::I32ShrU).op(I::I32Store(at4(4)));
    }
    code.op(I::Else).op(I::Block(BlockType::Empty)).op(I::Loop(BlockType::Empty));
    code.get(at).get(end).ops([I::I32Eq, I::BrIf(1)]);
    code.get(at).op(I::F64Load(at8(0))).get(at).op(I::F64Load(at8(0))).op(I::F64Ne);
    code.when().i32(1).op(I::Return).end();
    code.get(at).i32(8).op(I::I32Add).set(at).op(I::Br(0)).end().end();
    code.end();
}
