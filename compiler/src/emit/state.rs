//! Operations with memory: how each advances, and how its memory comes into locals and goes back.

use super::code::{MISSING, Operand, at4, at8};
use super::helpers::Helper;
use super::lanes::Ordered;
use super::plan::StateKind;
use super::rows::Rows;
use crate::ir::{Clock, Op, Reduce, Ref};
use craftstrat_model::Column;
use wasm_encoder::{Instruction as I, ValType};

/// The locals that hold one state between rows.
#[derive(Clone, Copy, Debug)]
pub(super) enum StateLocals {
    /// One `f64`.
    Number(u32),
    /// One bit.
    Flag(u32),
    /// A ring's next index and length, the last output, and the window's length as a whole number.
    Ring { head: u32, len: u32, out: u32, n: u32 },
}

impl Rows<'_> {
    /// Loads all states into locals. Invariants must be computed before.
    pub fn load_states(&mut self) {
        for i in 0..self.plan.states.len() {
            let locals = self.load_state(i);
            self.states.push(locals);
        }
    }

    /// Loads one state into new locals.
    pub fn load_state(&mut self, state: usize) -> StateLocals {
        let (at, kind) = (self.layout.states[state], self.plan.states[state].kind);
        match kind {
            StateKind::Number => {
                self.code.i32(0).op(I::F64Load(at8(at)));
                StateLocals::Number(self.code.set_new(ValType::F64))
            }
            StateKind::Flag => {
                self.code.i32(0).op(I::I32Load(at4(at)));
                StateLocals::Flag(self.code.set_new(ValType::I32))
            }
            StateKind::Ring(capacity) => {
                let n = self.window_length(state, capacity);
                self.code.i32(0).op(I::I32Load(at4(at)));
                let head = self.code.set_new(ValType::I32);
                self.code.i32(0).op(I::I32Load(at4(at + 4)));
                let len = self.code.set_new(ValType::I32);
                self.code.i32(0).op(I::F64Load(at8(at + 8)));
                let out = self.code.set_new(ValType::F64);
                StateLocals::Ring { head, len, out, n }
            }
        }
    }

    /// Stores all states back.
    pub fn store_states(&mut self) {
        for (locals, at) in self.states.clone().into_iter().zip(&self.layout.states) {
            match locals {
                StateLocals::Number(value) => {
                    self.code.i32(0).get(value).op(I::F64Store(at8(*at)));
                }
                StateLocals::Flag(value) => {
                    self.code.i32(0).get(value).op(I::I32Store(at4(*at)));
                }
                StateLocals::Ring { head, len, out, .. } => {
                    self.code.i32(0).get(head).op(I::I32Store(at4(*at)));
                    self.code.i32(0).get(len).op(I::I32Store(at4(*at + 4)));
                    self.code.i32(0).get(out).op(I::F64Store(at8(*at + 8)));
                }
            }
        }
    }

    /// The window's length: rounded down, held in 1..=capacity; more than any length when it is missing, so that the
    /// window never fills.
    fn window_length(&mut self, state: usize, capacity: u32) -> u32 {
        let Op::Window { n, .. } = self.plan.program.nodes[self.plan.states[state].node].op else {
            return self.code.local(ValType::I32);
        };
        let n = self.num(n);
        self.push(n).code.op(I::F64Floor).f64(1.0).op(I::F64Max);
        self.code.f64(f64::from(capacity)).ops([I::F64Min, I::I32TruncSatF64U]).i32(i32::MAX as u32);
        self.push_present(n).code.op(I::Select);
        self.code.set_new(ValType::I32)
    }

    /// Advances one state by the current row and records its node's results.
    pub fn advance(&mut self, state: usize) {
        let (plan, node) = (self.plan, self.plan.states[state].node);
        let op = &plan.program.nodes[node].op;
        match (op, self.states[state]) {
            (Op::Ema(_, x, alpha), StateLocals::Number(y)) => {
                self.ema(state, self.num(*x), self.num(*alpha), y);
                self.found_num(node, Operand::Local(y));
            }
            (Op::Accumulate(_, x), StateLocals::Number(sum)) => {
                self.accumulate(state, self.num(*x), sum);
                self.found_num(node, Operand::Local(sum));
            }
            (Op::Window { x, n, reduce, .. }, StateLocals::Ring { out, .. }) => {
                self.window(state, self.num(*x), self.num(*n), *reduce);
                self.found_num(node, Operand::Local(out));
            }
            (Op::Latch(_, set, reset), StateLocals::Flag(held)) => {
                self.latch(state, self.yes(*set), self.yes(*reset), held);
                self.rails_of(node, Operand::Local(held));
            }
            (Op::Cross(_, a, b), StateLocals::Flag(was_below)) => {
                let pulse = self.cross(state, self.num(*a), self.num(*b), was_below);
                self.rails_of(node, pulse);
            }
            (Op::Once(_, x), StateLocals::Flag(done)) => {
                let pulse = self.once(state, self.yes(*x), done);
                self.rails_of(node, pulse);
            }
            (Op::CoolDown(_, x, seconds), StateLocals::Number(last)) => {
                let pulse = self.cool_down(state, self.yes(*x), *seconds, last);
                self.rails_of(node, pulse);
            }
            _ => {}
        }
    }

    /// Rails of a truth that is never missing.
    fn rails_of(&mut self, node: usize, yes: Operand) {
        let no = self.wants_no(node).then(|| {
            self.push(yes).code.op(I::I32Eqz);
            self.keep_flag()
        });
        self.found_rails(node, Some(yes), no);
    }

    /// Whether the row is one of the state's clock.
    fn clock(&self, state: usize) -> Operand {
        match (self.plan.states[state].clock, self.sampled) {
            (Clock::Sample, Some(sampled)) => Operand::Local(sampled),
            _ => Operand::Flag(true),
        }
    }

    /// Whether the state advances: its clock, and every number present.
    fn advances(&mut self, state: usize, numbers: &[Operand]) -> Operand {
        let mut rails = vec![self.clock(state)];
        for number in numbers {
            if let Operand::Number(value) = number {
                rails.push(Operand::Flag(!value.is_nan()));
            } else {
                self.push_present(*number);
                rails.push(self.keep_flag());
            }
        }
        self.all_of(rails, true)
    }

    /// y := y missing ? x : y + alpha (x - y)
    fn ema(&mut self, state: usize, x: Operand, alpha: Operand, y: u32) {
        let held = Operand::Local(y);
        let advances = self.advances(state, &[x, alpha]);
        self.push(held).push(x).push(held).code.op(I::F64Sub);
        self.push(alpha).code.ops([I::F64Mul, I::F64Add]);
        self.push(x).push_present(held).code.op(I::Select);
        self.push(held).push(advances).code.op(I::Select).set(y);
    }

    /// sum := sum missing ? x : sum + x
    fn accumulate(&mut self, state: usize, x: Operand, sum: u32) {
        let held = Operand::Local(sum);
        let advances = self.advances(state, &[x]);
        self.push(held).push(x).code.op(I::F64Add);
        self.push(x).push_present(held).code.op(I::Select);
        self.push(held).push(advances).code.op(I::Select).set(sum);
    }

    /// held := (held or set) and not reset
    fn latch(&mut self, state: usize, set: Operand, reset: Operand, held: u32) {
        let clock = self.clock(state);
        let set = self.all_of([set, clock], true);
        let reset = self.all_of([reset, clock], true);
        self.code.get(held);
        self.push(set).code.op(I::I32Or);
        self.push(reset).code.ops([I::I32Eqz, I::I32And]).set(held);
    }

    fn cross(&mut self, state: usize, a: Operand, b: Operand, was_below: u32) -> Operand {
        let clock = self.clock(state);
        self.push_compare(Ordered::Gt, a, b);
        let above = self.keep_flag();
        self.push_compare(Ordered::Le, a, b);
        let below = self.keep_flag();
        let above = self.all_of([above, clock], true);
        let below = self.all_of([below, clock], true);
        self.push(above).push(Operand::Local(was_below)).code.op(I::I32And);
        let pulse = self.keep_flag();
        self.code.get(was_below);
        self.push(below).code.op(I::I32Or);
        self.push(above).code.ops([I::I32Eqz, I::I32And]).set(was_below);
        pulse
    }

    fn once(&mut self, state: usize, x: Operand, done: u32) -> Operand {
        let clock = self.clock(state);
        let now = self.all_of([x, clock], true);
        self.push(now).code.get(done).ops([I::I32Eqz, I::I32And]);
        let pulse = self.keep_flag();
        self.code.get(done);
        self.push(now).code.op(I::I32Or).set(done);
        pulse
    }

    fn cool_down(&mut self, state: usize, x: Operand, seconds: Ref, last: u32) -> Operand {
        let seconds = self.num(seconds);
        self.push_column(Column::CapturedAt);
        let now = self.keep_num();
        let advances = self.advances(state, &[now, seconds]);
        let held = Operand::Local(last);
        self.push(held).push(held).code.op(I::F64Ne);
        self.push(now).push(held).code.op(I::F64Sub);
        self.push(seconds).code.f64(1_000.0).ops([I::F64Mul, I::F64Ge, I::I32Or]);
        let cooled = self.keep_flag();
        let pulse = self.all_of([advances, x, cooled], true);
        self.push(now).push(held).push(pulse).code.op(I::Select).set(last);
        pulse
    }

    fn window(&mut self, state: usize, x: Operand, n: Operand, reduce: Reduce) {
        let StateLocals::Ring { head, len, out, .. } = self.states[state] else { return };
        let StateKind::Ring(capacity) = self.plan.states[state].kind else { return };
        let ring = self.layout.rings[state];
        let advances = self.advances(state, &[x, n]);
        self.push(advances).code.when();
        let slot = self.code.local(ValType::I32);
        self.code.get(head).i32(3).op(I::I32Shl).set(slot);
        let overwritten = self.peek.then(|| {
            self.code.get(slot).op(I::F64Load(at8(ring)));
            self.code.set_new(ValType::F64)
        });
        self.code.get(slot);
        self.push(x).code.op(I::F64Store(at8(ring)));
        self.code.i32(0).get(head).i32(1).op(I::I32Add);
        self.code.get(head).i32(capacity - 1).ops([I::I32Eq, I::Select]).set(head);
        self.code.get(len).get(len).i32(capacity).ops([I::I32LtU, I::I32Add]).set(len);
        self.reduce(state, reduce, self.states[state]);
        self.code.set(out);
        if let Some(overwritten) = overwritten {
            self.code.get(slot).get(overwritten).op(I::F64Store(at8(ring)));
        }
        self.code.end();
    }

    /// Pushes what a window's ring yields: missing until it is full.
    pub fn reduce(&mut self, state: usize, reduce: Reduce, locals: StateLocals) {
        let StateLocals::Ring { head, len, n, .. } = locals else { return };
        let StateKind::Ring(capacity) = self.plan.states[state].kind else { return };
        let ring = self.layout.rings[state];
        let helper = match reduce {
            Reduce::Sum | Reduce::Mean => Helper::Sum,
            Reduce::Min => Helper::Min,
            Reduce::Max => Helper::Max,
            Reduce::CentredSquares => Helper::CentredSquares,
            Reduce::CentredAbs => Helper::CentredAbs,
            Reduce::Oldest => Helper::Oldest,
        };
        let call = self.helpers.call(helper);
        self.code.get(len).get(n).op(I::I32GeU).when_yields(ValType::F64);
        self.code.i32(ring).i32(ring + capacity * 8).get(head).get(n).op(call);
        if reduce == Reduce::Mean {
            self.code.get(n).ops([I::F64ConvertI32U, I::F64Div]);
        }
        self.code.op(I::Else).f64(MISSING).end();
    }
}
