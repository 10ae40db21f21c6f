//! The exports around the rows: memory for arguments, description, parameters, resets and loading.

use super::code::{Code, MISSING, at4, at8};
use super::helpers::Helpers;
use super::layout::{Layout, TABLE_ENTRY_BYTES};
use super::module::{Functions, ROWS};
use super::plan::{Plan, StateKind};
use super::rows::Rows;
use crate::ir::Op;
use craftstrat_model::strategy::ROWS_PER_LOAD_MAX;
use wasm_encoder::{BlockType, Instruction as I, ValType};

/// Offsets within an entry of the state table.
pub(super) mod entry {
    /// 0 for a number, 1 for a flag, 2 for a ring.
    pub const KIND: u32 = 16;
    /// Address of the scalar state.
    pub const STATE: u32 = 20;
    /// Address of the ring.
    pub const RING: u32 = 24;
    /// Values the ring holds.
    pub const CAPACITY: u32 = 28;
    /// 1 when it survives from slot to slot.
    pub const SERIES: u32 = 32;
}

/// Calls `body` with the address of each entry of the state table; inside, a branch to depth 0 goes on with the next.
pub(super) fn each_entry(code: &mut Code, layout: &Layout, states: usize, body: impl FnOnce(&mut Code, u32)) {
    let at = code.local(ValType::I32);
    let end = layout.table + states as u32 * TABLE_ENTRY_BYTES;
    code.i32(layout.table).set(at).op(I::Block(BlockType::Empty)).op(I::Loop(BlockType::Empty));
    code.get(at).i32(end).ops([I::I32GeU, I::BrIf(1)]).op(I::Block(BlockType::Empty));
    body(code, at);
    code.end().get(at).i32(TABLE_ENTRY_BYTES).op(I::I32Add).set(at).op(I::Br(0)).end().end();
}

/// Adds `cabi_realloc`. Lists of numbers (alignment 8) go to the column area, bytes to the scratch area, which grows as
/// far as saved state may; anything larger traps. Areas do not move, so growing a block keeps its contents.
pub(super) fn realloc(layout: &Layout, functions: &mut Functions) {
    const ALIGN: u32 = 2;
    const BYTES: u32 = 3;
    let mut code = Code::new(4);
    code.get(ALIGN).i32(8).op(I::I32Eq).when();
    code.get(BYTES).i32(layout.columns_bytes).op(I::I32GtU).trap_if();
    code.i32(layout.columns).op(I::Return).end();
    code.get(ALIGN).i32(8).op(I::I32GtU).get(BYTES).i32(layout.scratch_max());
    code.ops([I::I32GtU, I::I32Or]).trap_if();
    code.get(BYTES).i32(layout.scratch).op(I::I32Add).i32(0xffff).op(I::I32Add).i32(16).op(I::I32ShrU);
    code.op(I::MemorySize(0)).op(I::I32Sub);
    let missing = code.set_new(ValType::I32);
    code.get(missing).i32(0).op(I::I32GtS).when();
    code.get(missing).op(I::MemoryGrow(0)).i32(u32::MAX).op(I::I32Eq).trap_if().end();
    code.i32(layout.scratch);
    functions.export_plain("cabi_realloc", &[ValType::I32; 4], &[ValType::I32], code);
}

/// Adds `describe`.
pub(super) fn describe(layout: &Layout, functions: &mut Functions) {
    let mut code = Code::new(0);
    code.i32(layout.description);
    functions.export("describe", &[], &[ValType::I32], code);
}

/// Adds the function that recomputes what each window last yielded: after its length may have changed, or its ring was
/// restored. Returns its index.
pub(super) fn refresh(plan: &Plan, layout: &Layout, helpers: &Helpers, functions: &mut Functions) -> u32 {
    let mut rows = Rows::new(plan, layout, helpers, &plan.next, 0, 0);
    rows.fixed();
    for (i, state) in plan.states.iter().enumerate() {
        if let (Op::Window { reduce, .. }, StateKind::Ring(_)) =
            (&plan.program.nodes[state.node].op, state.kind)
        {
            let locals = rows.load_state(i);
            rows.code.i32(0);
            rows.reduce(i, *reduce, locals);
            rows.code.op(I::F64Store(at8(layout.states[i] + 8)));
        }
    }
    functions.add("refresh_windows", &[], &[], rows.code)
}

/// Adds `configure`.
pub(super) fn configure(plan: &Plan, layout: &Layout, refresh: u32, functions: &mut Functions) {
    const VALUES: u32 = 0;
    const COUNT: u32 = 1;
    let mut code = Code::new(2);
    code.get(COUNT).i32(plan.program.parameters.len() as u32).op(I::I32Ne).trap_if();
    code.i32(layout.parameters).get(VALUES).get(COUNT).i32(3).op(I::I32Shl);
    code.op(I::MemoryCopy { src_mem: 0, dst_mem: 0 }).op(I::Call(refresh));
    functions.export("configure", &[ValType::I32; 2], &[], code);
}

/// Adds the function that forgets slot-scoped state, and series-scoped state too when its parameter is not 0. Returns
/// its index.
pub(super) fn forget(plan: &Plan, layout: &Layout, functions: &mut Functions) -> u32 {
    const ALL: u32 = 0;
    let mut code = Code::new(1);
    each_entry(&mut code, layout, plan.states.len(), |code, at| {
        code.get(at).op(I::I32Load(at4(entry::SERIES))).get(ALL).ops([I::I32Eqz, I::I32And, I::BrIf(0)]);
        code.get(at).op(I::I32Load(at4(entry::STATE)));
        let state = code.set_new(ValType::I32);
        // A number becomes missing; a flag and a ring's head and length become 0, and a ring's output missing.
        code.get(state).f64(MISSING).f64(0.0).get(at).op(I::I32Load(at4(entry::KIND)));
        code.ops([I::I32Eqz, I::Select, I::F64Store(at8(0))]);
        code.get(at).op(I::I32Load(at4(entry::KIND))).i32(2).op(I::I32Eq).when();
        code.get(state).f64(MISSING).op(I::F64Store(at8(8))).end();
    });
    functions.add("forget", &[ValType::I32], &[], code)
}

/// Adds `reset` and `begin-slot`.
pub(super) fn resets(forget: u32, functions: &mut Functions) {
    let mut reset = Code::new(0);
    reset.i32(0).op(I::GlobalSet(ROWS)).i32(1).op(I::Call(forget));
    functions.export("reset", &[], &[], reset);
    const CONTINUES: u32 = 2;
    let mut begin = Code::new(3);
    begin.i32(0).op(I::GlobalSet(ROWS)).get(CONTINUES).op(I::I32Eqz).op(I::Call(forget));
    functions.export("begin-slot", &[ValType::F64, ValType::F64, ValType::I32], &[], begin);
}

/// Adds `load`.
pub(super) fn load(plan: &Plan, layout: &Layout, functions: &mut Functions) {
    const COUNT: u32 = 0;
    const VALUES: u32 = 1;
    const LENGTH: u32 = 2;
    let columns = plan.columns.len() as u32;
    let mut code = Code::new(3);
    code.get(COUNT).i32(ROWS_PER_LOAD_MAX as u32).op(I::I32GtU).trap_if();
    code.get(COUNT).i32(columns).op(I::I32Mul).get(LENGTH).op(I::I32Ne).trap_if();
    if columns > 0 {
        // The caller got this address from `cabi_realloc`; an empty list may lie anywhere.
        code.get(VALUES)
            .i32(layout.columns)
            .op(I::I32Ne)
            .get(LENGTH)
            .i32(0)
            .ops([I::I32Ne, I::I32And])
            .trap_if();
    }
    code.get(COUNT).op(I::GlobalSet(ROWS));
    functions.export("load", &[ValType::I32; 3], &[], code);
}
