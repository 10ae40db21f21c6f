//! The body of the loop over rows: one node after the other, straight-line, without a branch except where a window
//! recomputes.

use super::code::{Code, MISSING, Operand};
use super::helpers::{Helper, Helpers};
use super::lanes::{Lanes, Ordered};
use super::layout::Layout;
use super::plan::{Demand, Plan};
use super::state::StateLocals;
use crate::ir::{AccountValue, Binary, Compare, Op, Ref, Unary};
use wasm_encoder::{Instruction as I, ValType};

/// Where the results of each node are.
#[derive(Clone)]
struct Values {
    num: Vec<Option<Operand>>,
    yes: Vec<Option<Operand>>,
    no: Vec<Option<Operand>>,
}

/// A function that evaluates rows, under construction.
pub(super) struct Rows<'p> {
    /// What is compiled.
    pub plan: &'p Plan<'p>,
    /// Where everything lies.
    pub layout: &'p Layout,
    /// The functions it may call.
    pub helpers: &'p Helpers,
    /// The function.
    pub code: Code,
    /// Locals of the states; empty until they are loaded.
    pub states: Vec<StateLocals>,
    /// Whether this row advances sample-clocked state; set at the head of each row.
    pub sampled: Option<u32>,
    /// Whether rings are put back as they were: nothing must change.
    pub peek: bool,
    demand: &'p Demand,
    lanes: Lanes,
    values: Values,
    columns: Vec<u32>,
    offset: u32,
    ahead: u32,
    account: u32,
}

impl<'p> Rows<'p> {
    /// Starts a function with `params` parameters, among which the account's fields start at `account`.
    pub fn new(
        plan: &'p Plan<'p>,
        layout: &'p Layout,
        helpers: &'p Helpers,
        demand: &'p Demand,
        params: u32,
        account: u32,
    ) -> Self {
        let none = vec![None; plan.program.nodes.len()];
        Self {
            plan,
            layout,
            helpers,
            demand,
            code: Code::new(params),
            states: Vec::new(),
            sampled: None,
            peek: false,
            lanes: Lanes::One,
            values: Values { num: none.clone(), yes: none.clone(), no: none },
            columns: Vec::new(),
            offset: 0,
            ahead: 0,
            account,
        }
    }

    /// Computes every demanded node that does not change from row to row.
    pub fn invariants(&mut self) {
        for node in 0..self.plan.program.nodes.len() {
            if self.plan.invariant[node] && self.demand.any(node) {
                self.node(node);
            }
        }
    }

    /// Computes every demanded node that depends on constants and parameters only.
    pub fn fixed(&mut self) {
        for node in 0..self.plan.program.nodes.len() {
            if self.plan.fixed[node] && self.demand.any(node) {
                self.node(node);
            }
        }
    }

    /// Sets up a pointer per column and the byte offset of row `first` (a local). `rows` is the global with the number
    /// of loaded rows. Returns the offset's local.
    pub fn point_at(&mut self, first: u32, rows: u32) -> u32 {
        let stride = self.code.local(ValType::I32);
        self.code.op(I::GlobalGet(rows)).i32(3).op(I::I32Shl).set(stride);
        for i in 0..self.plan.columns.len() as u32 {
            self.code.get(stride).i32(i).op(I::I32Mul).i32(self.layout.columns).op(I::I32Add);
            let pointer = self.code.set_new(ValType::I32);
            self.columns.push(pointer);
        }
        self.code.get(first).i32(3).op(I::I32Shl);
        self.offset = self.code.set_new(ValType::I32);
        self.offset
    }

    /// Computes what changes from row to row, at the offset: advances every state, and computes the nodes that are in
    /// `part`.
    pub fn row(&mut self, part: &[bool]) {
        if self.lanes == Lanes::One && self.plan.has_sample_clock() {
            // Not 0, whatever the sign: some bit but the highest is set.
            let pointer = self.columns[self.plan.column_index(craftstrat_model::Column::Sample)];
            self.code
                .get(pointer)
                .get(self.offset)
                .op(I::I32Add)
                .op(I::I64Load(super::code::at8(self.ahead)));
            self.code.ops([I::I64Const(1), I::I64Shl, I::I64Const(0), I::I64Ne]);
            self.sampled = Some(self.code.set_new(ValType::I32));
        }
        let mut state = 0;
        for (node, wanted) in part.iter().enumerate() {
            if self.plan.states.get(state).is_some_and(|s| s.node == node) {
                // `explain` changes nothing, so what it does not report need not advance.
                if !self.peek || self.demand.any(node) {
                    self.advance(state);
                }
                state += 1;
            } else if *wanted {
                self.node(node);
            }
        }
    }

    /// Computes the nodes in `part`, none of which has memory, at the offset.
    pub fn also(&mut self, part: &[bool]) {
        for node in (0..part.len()).filter(|n| part[*n]) {
            self.node(node);
        }
    }

    /// Nodes that change from row to row and have no memory, as far as anything needs them.
    pub fn moving(&self) -> Vec<bool> {
        let plan = self.plan;
        let moves = |n: usize| !plan.invariant[n] && self.demand.any(n);
        let has_memory = |n: usize| plan.program.nodes[n].op.memory().is_some();
        (0..plan.program.nodes.len()).map(|n| moves(n) && !has_memory(n)).collect()
    }

    /// Runs `body` with two rows per evaluation: invariant results are spread over both lanes first, and everything is
    /// as before afterwards. The program must have no state.
    pub fn in_pairs(&mut self, body: impl FnOnce(&mut Self)) {
        let scalar = self.values.clone();
        for node in 0..self.plan.program.nodes.len() {
            if let Some(Operand::Local(local)) = self.values.num[node] {
                self.code.get(local).op(I::F64x2Splat);
                self.values.num[node] = Some(Operand::Local(self.code.set_new(ValType::V128)));
            }
            for rail in [&mut self.values.yes[node], &mut self.values.no[node]] {
                if let Some(Operand::Local(local)) = *rail {
                    *rail = Some(Operand::Local(spread_flag(&mut self.code, local)));
                }
            }
        }
        self.lanes = Lanes::Two;
        body(self);
        self.lanes = Lanes::One;
        self.ahead = 0;
        self.values = scalar;
    }

    /// Makes the rows evaluated next lie `bytes` after the offset.
    pub fn look_ahead(&mut self, bytes: u32) {
        self.ahead = bytes;
    }

    /// The number of a node.
    pub fn num(&self, node: Ref) -> Operand {
        self.values.num[node as usize].unwrap_or(Operand::Number(MISSING))
    }

    /// The rail "is true" of a node.
    pub fn yes(&self, node: Ref) -> Operand {
        self.values.yes[node as usize].unwrap_or(Operand::Flag(false))
    }

    /// The rail "is false" of a node.
    pub fn no(&self, node: Ref) -> Operand {
        self.values.no[node as usize].unwrap_or(Operand::Flag(false))
    }

    /// Pushes an operand.
    pub fn push(&mut self, operand: Operand) -> &mut Self {
        self.code.op(self.lanes.push(operand));
        self
    }

    /// Pushes whether a number is present.
    pub fn push_present(&mut self, operand: Operand) -> &mut Self {
        match operand {
            Operand::Number(value) => self.push(Operand::Flag(!value.is_nan())),
            // False for NaN like `eq`, but one condition instead of two on x86.
            _ => self.push_compare(Ordered::Ge, operand, operand),
        }
    }

    /// Pushes an ordered comparison.
    pub fn push_compare(&mut self, op: Ordered, a: Operand, b: Operand) -> &mut Self {
        let compare = self.lanes.compare(op);
        self.push(a).push(b).code.op(compare);
        self
    }

    /// Pops a number into a new local.
    pub fn keep_num(&mut self) -> Operand {
        Operand::Local(self.code.set_new(self.lanes.number()))
    }

    /// Pops a rail into a new local.
    pub fn keep_flag(&mut self) -> Operand {
        Operand::Local(self.code.set_new(self.lanes.flag()))
    }

    /// Whether `next` needs the rail "is true" (or `explain`, whichever is being made).
    pub fn wants_yes(&self, node: usize) -> bool {
        self.demand.yes[node]
    }

    /// Whether the rail "is false" is needed.
    pub fn wants_no(&self, node: usize) -> bool {
        self.demand.no[node]
    }

    /// Records where a node's number is.
    pub fn found_num(&mut self, node: usize, operand: Operand) {
        self.values.num[node] = Some(operand);
    }

    /// Records where a node's rails are.
    pub fn found_rails(&mut self, node: usize, yes: Option<Operand>, no: Option<Operand>) {
        self.values.yes[node] = yes;
        self.values.no[node] = no;
    }

    /// Conjunction (or disjunction) of rails; constants are folded.
    pub fn all_of(&mut self, rails: impl IntoIterator<Item = Operand>, conjunction: bool) -> Operand {
        let neutral = Operand::Flag(conjunction);
        let rails: Vec<Operand> = rails.into_iter().filter(|r| *r != neutral).collect();
        if rails.contains(&Operand::Flag(!conjunction)) {
            return Operand::Flag(!conjunction);
        }
        let Some((first, rest)) = rails.split_first() else { return neutral };
        if rest.is_empty() {
            return *first;
        }
        self.push(*first);
        for rail in rest {
            let combine = if conjunction { self.lanes.and() } else { self.lanes.or() };
            self.push(*rail).code.op(combine);
        }
        self.keep_flag()
    }

    /// Pushes a column's value (or two).
    pub fn push_column(&mut self, column: craftstrat_model::Column) {
        let pointer = self.columns[self.plan.column_index(column)];
        self.code.get(pointer).get(self.offset).op(I::I32Add).op(self.lanes.load(self.ahead));
    }

    fn node(&mut self, node: usize) {
        let plan = self.plan;
        let op = &plan.program.nodes[node].op;
        if op.kind() == crate::ir::Kind::Num {
            let operand = self.number(op);
            self.found_num(node, operand);
            return;
        }
        let yes = self.wants_yes(node).then(|| self.rail(op, true));
        let no = self.wants_no(node).then(|| self.rail(op, false));
        self.found_rails(node, yes, no);
    }

    fn number(&mut self, op: &Op) -> Operand {
        let lanes = self.lanes;
        match op {
            Op::Const(value) => return Operand::Number(*value),
            Op::Param(i) => {
                let at = self.layout.parameters + i * 8;
                self.code.i32(0).op(I::F64Load(super::code::at8(at)));
            }
            Op::Column(column) => self.push_column(*column),
            Op::Account(value) => self.push_account(*value),
            Op::Unary(op, x) => {
                self.push(self.num(*x));
                let helper = if *op == Unary::Ln { Helper::Ln } else { Helper::Exp };
                self.code.op(lanes.unary(*op).unwrap_or_else(|| self.helpers.call(helper)));
            }
            Op::Binary(op, a, b) => self.push_binary(*op, self.num(*a), self.num(*b)),
            Op::Select(c, a, b) => self.push_select(*c, self.num(*a), self.num(*b)),
            Op::OrElse(a, b) => {
                let (a, b) = (self.num(*a), self.num(*b));
                self.push(a).push(b).push_present(a).code.op(lanes.select());
            }
            Op::ToNum(c) => self.push_select(*c, Operand::Number(1.0), Operand::Number(0.0)),
            _ => return Operand::Number(MISSING),
        }
        self.keep_num()
    }

    fn push_binary(&mut self, op: Binary, a: Operand, b: Operand) {
        let lanes = self.lanes;
        if op != Binary::Div {
            self.push(a).push(b).code.op(lanes.binary(op));
            return;
        }
        self.push(Operand::Number(MISSING)).push(a).push(b).code.op(lanes.binary(op));
        self.push_compare(Ordered::Eq, b, Operand::Number(0.0)).code.op(lanes.select());
    }

    /// `a` where the condition is true, `b` where it is false, missing where it is missing.
    fn push_select(&mut self, condition: Ref, a: Operand, b: Operand) {
        let select = self.lanes.select();
        let (yes, no) = (self.yes(condition), self.no(condition));
        self.push(a).push(b).push(Operand::Number(MISSING)).push(no).code.op(select.clone());
        self.push(yes).code.op(select);
    }

    /// The fields of the world's `account` follow each other in the parameters.
    fn push_account(&mut self, value: AccountValue) {
        let (field, is_count) = match value {
            AccountValue::Shares(outcome) => (outcome.index(), false),
            AccountValue::AverageCost(outcome) => (2 + outcome.index(), false),
            AccountValue::OpenedAt(outcome) => (4 + outcome.index(), false),
            AccountValue::OpenOrders => (6, true),
            AccountValue::Trades => (7, true),
            AccountValue::Cash => (8, false),
            AccountValue::Equity => (9, false),
        };
        self.code.get(self.account + field as u32);
        if is_count {
            self.code.op(I::F64ConvertI32U);
        }
    }

    /// One rail of a stateless truth.
    fn rail(&mut self, op: &Op, truth: bool) -> Operand {
        match op {
            Op::Truth(value) => Operand::Flag(*value == Some(truth)),
            Op::Compare(op, a, b) => {
                self.push_rail_of_compare(*op, truth, self.num(*a), self.num(*b));
                self.keep_flag()
            }
            Op::IsMissing(x) => {
                let x = self.num(*x);
                let same = if truth { self.lanes.differs() } else { self.lanes.compare(Ordered::Eq) };
                self.push(x).push(x).code.op(same);
                self.keep_flag()
            }
            Op::And(all) => self.junction(all, truth, truth),
            Op::Or(all) => self.junction(all, truth, !truth),
            Op::Xor(a, b) => {
                let (a, not_a, b, not_b) = (self.yes(*a), self.no(*a), self.yes(*b), self.no(*b));
                let (b, not_b) = if truth { (not_b, b) } else { (b, not_b) };
                let first = self.all_of([a, b], true);
                let second = self.all_of([not_a, not_b], true);
                self.all_of([first, second], false)
            }
            Op::Not(x) if truth => self.no(*x),
            Op::Not(x) => self.yes(*x),
            _ => Operand::Flag(false),
        }
    }

    /// The `truth` rails of all operands, joined by "and" or by "or".
    fn junction(&mut self, all: &[Ref], truth: bool, conjunction: bool) -> Operand {
        let rails: Vec<Operand> =
            all.iter().map(|r| if truth { self.yes(*r) } else { self.no(*r) }).collect();
        self.all_of(rails, conjunction)
    }

    fn push_rail_of_compare(&mut self, op: Compare, truth: bool, a: Operand, b: Operand) {
        let ordered = match (op, truth) {
            (Compare::Lt, true) | (Compare::Ge, false) => Ordered::Lt,
            (Compare::Le, true) | (Compare::Gt, false) => Ordered::Le,
            (Compare::Gt, true) | (Compare::Le, false) => Ordered::Gt,
            (Compare::Ge, true) | (Compare::Lt, false) => Ordered::Ge,
            (Compare::Eq, true) | (Compare::Ne, false) => Ordered::Eq,
            (Compare::Eq, false) | (Compare::Ne, true) => {
                let either = self.lanes.or();
                self.push_compare(Ordered::Lt, a, b).push_compare(Ordered::Gt, a, b).code.op(either);
                return;
            }
        };
        self.push_compare(ordered, a, b);
    }
}

/// A 0-or-1 local as a mask over both lanes, in a new local.
pub(super) fn spread_flag(code: &mut Code, flag: u32) -> u32 {
    code.i32(0).get(flag).ops([I::I32Sub, I::I64ExtendI32S, I::I64x2Splat]);
    code.set_new(ValType::V128)
}
