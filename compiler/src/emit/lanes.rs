//! The instructions for one row at a time (`f64`, truth rails as `i32` 0 or 1) and for two (`f64x2`, rails as masks).

use super::code::{MISSING, Operand, at8, f64_const};
use crate::ir::{Binary, Unary};
use wasm_encoder::{Instruction as I, MemArg, ValType};

/// How many rows one evaluation of the body covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lanes {
    /// One row.
    One,
    /// Two rows that follow each other.
    Two,
}

/// An ordered comparison: false when either side is NaN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ordered {
    /// a < b
    Lt,
    /// a <= b
    Le,
    /// a > b
    Gt,
    /// a >= b
    Ge,
    /// a = b
    Eq,
}

impl Lanes {
    /// Type of a number.
    pub fn number(self) -> ValType {
        self.pick(ValType::F64, ValType::V128)
    }

    /// Type of a truth rail.
    pub fn flag(self) -> ValType {
        self.pick(ValType::I32, ValType::V128)
    }

    fn pick<T>(self, one: T, two: T) -> T {
        match self {
            Self::One => one,
            Self::Two => two,
        }
    }

    /// Pushes an operand.
    pub fn push(self, operand: Operand) -> I<'static> {
        match (operand, self) {
            (Operand::Local(local), _) => I::LocalGet(local),
            (Operand::Number(value), Self::One) => f64_const(value),
            (Operand::Number(value), Self::Two) => {
                let bits = if value.is_nan() { MISSING.to_bits() } else { value.to_bits() };
                I::V128Const((u128::from(bits) << 64 | u128::from(bits)) as i128)
            }
            (Operand::Flag(value), Self::One) => I::I32Const(value.into()),
            (Operand::Flag(value), Self::Two) => I::V128Const(if value { -1 } else { 0 }),
        }
    }

    /// Loads from the address on the stack plus `offset`.
    pub fn load(self, offset: u32) -> I<'static> {
        let memory: MemArg = at8(offset);
        self.pick(I::F64Load(memory), I::V128Load(memory))
    }

    /// Number from two numbers; `Div` as IEEE 754 has it.
    pub fn binary(self, op: Binary) -> I<'static> {
        match op {
            Binary::Add => self.pick(I::F64Add, I::F64x2Add),
            Binary::Sub => self.pick(I::F64Sub, I::F64x2Sub),
            Binary::Mul => self.pick(I::F64Mul, I::F64x2Mul),
            Binary::Div => self.pick(I::F64Div, I::F64x2Div),
            Binary::Min => self.pick(I::F64Min, I::F64x2Min),
            Binary::Max => self.pick(I::F64Max, I::F64x2Max),
        }
    }

    /// Number from one number; `None` for what has no instruction.
    pub fn unary(self, op: Unary) -> Option<I<'static>> {
        Some(match op {
            Unary::Neg => self.pick(I::F64Neg, I::F64x2Neg),
            Unary::Abs => self.pick(I::F64Abs, I::F64x2Abs),
            Unary::Sqrt => self.pick(I::F64Sqrt, I::F64x2Sqrt),
            Unary::Floor => self.pick(I::F64Floor, I::F64x2Floor),
            Unary::Ceil => self.pick(I::F64Ceil, I::F64x2Ceil),
            Unary::Ln | Unary::Exp => return None,
        })
    }

    /// Rail from two numbers.
    pub fn compare(self, op: Ordered) -> I<'static> {
        match op {
            Ordered::Lt => self.pick(I::F64Lt, I::F64x2Lt),
            Ordered::Le => self.pick(I::F64Le, I::F64x2Le),
            Ordered::Gt => self.pick(I::F64Gt, I::F64x2Gt),
            Ordered::Ge => self.pick(I::F64Ge, I::F64x2Ge),
            Ordered::Eq => self.pick(I::F64Eq, I::F64x2Eq),
        }
    }

    /// Rail from two numbers: different or either is NaN.
    pub fn differs(self) -> I<'static> {
        self.pick(I::F64Ne, I::F64x2Ne)
    }

    /// Both rails.
    pub fn and(self) -> I<'static> {
        self.pick(I::I32And, I::V128And)
    }

    /// Either rail.
    pub fn or(self) -> I<'static> {
        self.pick(I::I32Or, I::V128Or)
    }

    /// a, b, rail -> a where the rail is set, else b.
    pub fn select(self) -> I<'static> {
        self.pick(I::Select, I::V128Bitselect)
    }
}
