//! One WebAssembly function under construction: locals are made as they are needed, instructions follow each other.

use wasm_encoder::{BlockType, Function, Ieee64, Instruction, MemArg, ValType};

/// The one NaN that ever leaves a compiled strategy.
pub(super) const MISSING: f64 = f64::from_bits(0x7ff8_0000_0000_0000);

/// An operand that is known at compile time or kept in a local.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operand {
    /// A number.
    Number(f64),
    /// A rail of a truth.
    Flag(bool),
    /// Whatever the local holds.
    Local(u32),
}

/// A function's locals and body.
pub(super) struct Code {
    params: u32,
    locals: Vec<ValType>,
    /// Locals handed out; fewer than there are while earlier ones are used again.
    used: usize,
    body: Vec<Instruction<'static>>,
}

impl Code {
    /// An empty body of a function with `params` parameters, which are its first locals.
    pub fn new(params: u32) -> Self {
        Self { params, locals: Vec::new(), used: 0, body: Vec::new() }
    }

    /// A new local.
    pub fn local(&mut self, ty: ValType) -> u32 {
        self.used += 1;
        if self.used > self.locals.len() {
            self.locals.push(ty);
        }
        debug_assert_eq!(self.locals[self.used - 1], ty, "the same code asks for the same locals");
        self.params + self.used as u32 - 1
    }

    /// How many locals were handed out: for [`Code::reuse_locals`].
    pub fn locals_used(&self) -> usize {
        self.used
    }

    /// Hands out again the locals made since there were `used`, in the same order: for a copy of the code made since.
    pub fn reuse_locals(&mut self, used: usize) {
        self.used = used;
    }

    /// Appends one instruction.
    pub fn op(&mut self, instruction: Instruction<'static>) -> &mut Self {
        self.body.push(instruction);
        self
    }

    /// Appends instructions.
    pub fn ops(&mut self, instructions: impl IntoIterator<Item = Instruction<'static>>) -> &mut Self {
        self.body.extend(instructions);
        self
    }

    /// Pushes a local.
    pub fn get(&mut self, local: u32) -> &mut Self {
        self.op(Instruction::LocalGet(local))
    }

    /// Pops into a local.
    pub fn set(&mut self, local: u32) -> &mut Self {
        self.op(Instruction::LocalSet(local))
    }

    /// Copies the top into a local.
    pub fn tee(&mut self, local: u32) -> &mut Self {
        self.op(Instruction::LocalTee(local))
    }

    /// Pops into a new local.
    pub fn set_new(&mut self, ty: ValType) -> u32 {
        let local = self.local(ty);
        self.set(local);
        local
    }

    /// Pushes an address, a count or a flag.
    pub fn i32(&mut self, value: u32) -> &mut Self {
        self.op(Instruction::I32Const(value as i32))
    }

    /// Pushes a number.
    pub fn f64(&mut self, value: f64) -> &mut Self {
        self.op(f64_const(value))
    }

    /// Starts an `if` without result; the condition is on the stack.
    pub fn when(&mut self) -> &mut Self {
        self.op(Instruction::If(BlockType::Empty))
    }

    /// Starts an `if` that leaves one value.
    pub fn when_yields(&mut self, ty: ValType) -> &mut Self {
        self.op(Instruction::If(BlockType::Result(ty)))
    }

    /// Ends an `if`, a block or a loop.
    pub fn end(&mut self) -> &mut Self {
        self.op(Instruction::End)
    }

    /// Traps when the condition on the stack is not 0: the caller broke the contract.
    pub fn trap_if(&mut self) -> &mut Self {
        self.when().op(Instruction::Unreachable).end()
    }

    /// Replaces the NaN on top, whatever its bits, by the canonical one.
    pub fn canonical(&mut self) -> &mut Self {
        let value = self.local(ValType::F64);
        self.tee(value).f64(MISSING).get(value).get(value);
        self.ops([Instruction::F64Eq, Instruction::Select])
    }

    /// The finished function.
    pub fn finish(mut self) -> Function {
        self.body.push(Instruction::End);
        let mut function = Function::new_with_locals_types(self.locals);
        for instruction in &self.body {
            function.instruction(instruction);
        }
        function
    }
}

/// The constant instruction for a number; every NaN becomes the canonical one.
pub(super) fn f64_const(value: f64) -> Instruction<'static> {
    let value = if value.is_nan() { MISSING } else { value };
    Instruction::F64Const(Ieee64::new(value.to_bits()))
}

/// Eight-byte access at a constant offset.
pub(super) fn at8(offset: u32) -> MemArg {
    MemArg { offset: u64::from(offset), align: 3, memory_index: 0 }
}

/// Four-byte access at a constant offset.
pub(super) fn at4(offset: u32) -> MemArg {
    MemArg { offset: u64::from(offset), align: 2, memory_index: 0 }
}

/// One-byte access at a constant offset.
pub(super) fn at1(offset: u32) -> MemArg {
    MemArg { offset: u64::from(offset), align: 0, memory_index: 0 }
}
