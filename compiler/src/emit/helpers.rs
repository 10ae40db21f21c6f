//! Functions that the rows call: windows and the two transcendental functions. Only those in use are emitted.

use super::code::{Code, at8};
use super::logarithm;
use super::module::Functions;
use super::plan::Plan;
use crate::ir::{Op, Reduce, Unary};
use std::collections::BTreeMap;
use wasm_encoder::{BlockType, Instruction as I, ValType};

/// A function of the module that rows may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Helper {
    /// Sum of a window.
    Sum,
    /// Smallest of a window.
    Min,
    /// Largest of a window.
    Max,
    /// Sum of (x - mean)^2.
    CentredSquares,
    /// Sum of |x - mean|.
    CentredAbs,
    /// Oldest of a window.
    Oldest,
    /// Natural logarithm.
    Ln,
    /// e^x
    Exp,
}

/// Indices of the emitted helpers.
pub(super) struct Helpers(BTreeMap<Helper, u32>);

impl Helpers {
    /// Emits what the plan's live nodes call.
    pub fn new(plan: &Plan, functions: &mut Functions) -> Self {
        let mut wanted: Vec<Helper> = Vec::new();
        for (i, node) in plan.program.nodes.iter().enumerate() {
            let live = plan.next.any(i) || plan.explain.any(i) || plan.states.iter().any(|s| s.node == i);
            if live {
                wanted.extend(used_by(&node.op));
            }
        }
        wanted.sort();
        wanted.dedup();
        let mut indices = BTreeMap::new();
        for helper in wanted {
            indices.insert(helper, emit(helper, &indices, functions));
        }
        Self(indices)
    }

    /// The call of a helper.
    pub fn call(&self, helper: Helper) -> I<'static> {
        self.0.get(&helper).map_or(I::Unreachable, |index| I::Call(*index))
    }
}

fn used_by(op: &Op) -> Vec<Helper> {
    match op {
        Op::Unary(Unary::Ln, _) => vec![Helper::Ln],
        Op::Unary(Unary::Exp, _) => vec![Helper::Exp],
        Op::Window { reduce, .. } => match reduce {
            Reduce::Sum | Reduce::Mean => vec![Helper::Sum],
            Reduce::Min => vec![Helper::Min],
            Reduce::Max => vec![Helper::Max],
            Reduce::CentredSquares => vec![Helper::Sum, Helper::CentredSquares],
            Reduce::CentredAbs => vec![Helper::Sum, Helper::CentredAbs],
            Reduce::Oldest => vec![Helper::Oldest],
        },
        _ => Vec::new(),
    }
}

fn emit(helper: Helper, earlier: &BTreeMap<Helper, u32>, functions: &mut Functions) -> u32 {
    let one_number = &[ValType::F64][..];
    let (name, params, code) = match helper {
        Helper::Ln => ("ln", one_number, logarithm::ln()),
        Helper::Exp => ("exp", one_number, logarithm::exp()),
        Helper::Oldest => ("window_oldest", &WINDOW_PARAMS[..], oldest()),
        Helper::Sum => ("window_sum", &WINDOW_PARAMS[..], fold(0.0, &[I::F64Add])),
        Helper::Min => ("window_min", &WINDOW_PARAMS[..], fold(f64::INFINITY, &[I::F64Min])),
        Helper::Max => ("window_max", &WINDOW_PARAMS[..], fold(f64::NEG_INFINITY, &[I::F64Max])),
        Helper::CentredSquares | Helper::CentredAbs => {
            let sum = earlier.get(&Helper::Sum).copied().unwrap_or_default();
            let absolute = helper == Helper::CentredAbs;
            let name = if absolute { "window_centred_abs" } else { "window_centred_squares" };
            (name, &WINDOW_PARAMS[..], centred(sum, absolute))
        }
    };
    functions.add(name, params, &[ValType::F64], code)
}

/// First address of the ring, the address after it, index of the next write, length of the window. The ring holds at
/// least that many values.
const WINDOW_PARAMS: [ValType; 4] = [ValType::I32; 4];
const START: u32 = 0;
const END: u32 = 1;
const HEAD: u32 = 2;
const LENGTH: u32 = 3;

/// Leaves the address of the window's oldest value in a new local.
fn oldest_address(code: &mut Code) -> u32 {
    let at = code.local(ValType::I32);
    code.get(HEAD).get(LENGTH).op(I::I32Sub).i32(3).op(I::I32Shl).get(START).op(I::I32Add).tee(at);
    code.get(START).op(I::I32LtS).when();
    code.get(at).get(END).op(I::I32Add).get(START).op(I::I32Sub).set(at).end();
    at
}

fn oldest() -> Code {
    let mut code = Code::new(4);
    let at = oldest_address(&mut code);
    code.get(at).op(I::F64Load(at8(0)));
    code
}

/// Calls `body` for the address of each value, oldest first.
fn each_value(code: &mut Code, body: impl FnOnce(&mut Code, u32)) {
    let at = oldest_address(code);
    code.op(I::Loop(BlockType::Empty));
    body(code, at);
    code.get(START).get(at).i32(8).op(I::I32Add).tee(at);
    code.get(at).get(END).ops([I::I32Eq, I::Select]).set(at);
    code.get(LENGTH).i32(1).op(I::I32Sub).tee(LENGTH).op(I::BrIf(0)).end();
}

fn fold(start: f64, combine: &[I<'static>]) -> Code {
    let mut code = Code::new(4);
    let total = code.local(ValType::F64);
    code.f64(start).set(total);
    each_value(&mut code, |code, at| {
        code.get(total).get(at).op(I::F64Load(at8(0))).ops(combine.iter().cloned()).set(total);
    });
    code.get(total);
    code
}

fn centred(sum: u32, absolute: bool) -> Code {
    let mut code = Code::new(4);
    code.get(START).get(END).get(HEAD).get(LENGTH).op(I::Call(sum));
    code.get(LENGTH).ops([I::F64ConvertI32U, I::F64Div]);
    let mean = code.set_new(ValType::F64);
    let total = code.local(ValType::F64);
    let distance = code.local(ValType::F64);
    each_value(&mut code, |code, at| {
        code.get(at).op(I::F64Load(at8(0))).get(mean).op(I::F64Sub).set(distance);
        code.get(total).get(distance);
        if absolute {
            code.op(I::F64Abs);
        } else {
            code.get(distance).op(I::F64Mul);
        }
        code.op(I::F64Add).set(total);
    });
    code.get(total);
    code
}
