//! Builds the IR: one node per distinct operation, with a key that is stable and a fact about its value.

use super::fact::{self, Fact};
use crate::ir::{AccountValue, Binary, Clock, Compare, Node, Op, Reduce, Ref, Unary};
use craftstrat_model::{Column, Parameter};
use std::collections::BTreeMap;

/// The length of a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Length {
    /// The node that has it.
    pub(crate) node: Ref,
    /// The largest it can be.
    pub(crate) max: u32,
}

/// IR under construction.
///
/// Keys: leaves are named by content (`column mid_up`). Other nodes are named `<document node>#<n>`, n counting the
/// operations the document node asked for, shared or not, so that a key depends on its document node alone.
#[derive(Debug)]
pub(crate) struct Builder<'a> {
    nodes: Vec<Node>,
    facts: Vec<Fact>,
    known: BTreeMap<String, Ref>,
    parameters: &'a [Parameter],
    owner: String,
    asked: u32,
}

impl<'a> Builder<'a> {
    /// Empty.
    pub(crate) fn new(parameters: &'a [Parameter]) -> Self {
        Self {
            nodes: Vec::new(),
            facts: Vec::new(),
            known: BTreeMap::new(),
            parameters,
            owner: String::new(),
            asked: 0,
        }
    }

    /// The document's parameters.
    pub(crate) fn parameters(&self) -> &'a [Parameter] {
        self.parameters
    }

    /// From now on nodes belong to this document node.
    pub(crate) fn begin(&mut self, owner: &str) {
        owner.clone_into(&mut self.owner);
        self.asked = 0;
    }

    /// What is known of a node.
    pub(crate) fn fact(&self, node: Ref) -> &Fact {
        &self.facts[node as usize]
    }

    /// Notes that a node's value cannot leave this range, which its composition does not show.
    pub(crate) fn assume(&mut self, node: Ref, low: f64, high: f64) -> Ref {
        let fact = &mut self.facts[node as usize];
        fact.low = fact.low.max(low);
        fact.high = fact.high.min(high);
        node
    }

    /// Notes that a truth can never hold, which its composition does not show.
    pub(crate) fn never(&mut self, node: Ref) {
        self.facts[node as usize].can_hold = false;
    }

    /// The operation of a node.
    pub(crate) fn op(&self, node: Ref) -> &Op {
        &self.nodes[node as usize].op
    }

    /// The nodes, in topological order.
    pub(crate) fn finish(self) -> (Vec<Node>, Vec<Fact>) {
        (self.nodes, self.facts)
    }

    fn add(&mut self, op: Op) -> Ref {
        // The debug form of an operation is exact: floats print their shortest round-trip form.
        let identity = format!("{op:?}");
        let leaf = match &op {
            Op::Const(value) => Some(format!("constant {value:?}")),
            Op::Param(index) => {
                let name = self.parameters.get(*index as usize).map_or("", |p| &p.name);
                Some(format!("parameter {name}"))
            }
            Op::Column(column) => Some(format!("column {column}")),
            Op::Account(value) => Some(format!("account {value:?}")),
            _ => None,
        };
        let key = leaf.unwrap_or_else(|| {
            self.asked += 1;
            format!("{}#{}", self.owner, self.asked)
        });
        if let Some(found) = self.known.get(&identity) {
            return *found;
        }
        let fact = fact::derive(&op, &self.facts, self.parameters);
        let node = self.nodes.len() as Ref;
        self.nodes.push(Node { key, op });
        self.facts.push(fact);
        self.known.insert(identity, node);
        node
    }

    /// A constant; NaN is missing.
    pub(crate) fn num(&mut self, value: f64) -> Ref {
        self.add(Op::Const(value))
    }

    /// The value of a parameter.
    pub(crate) fn param(&mut self, index: usize) -> Ref {
        self.add(Op::Param(index as u32))
    }

    /// A tick column.
    pub(crate) fn column(&mut self, column: Column) -> Ref {
        self.add(Op::Column(column))
    }

    /// A value of the account.
    pub(crate) fn account(&mut self, value: AccountValue) -> Ref {
        self.add(Op::Account(value))
    }

    /// Number from one number.
    pub(crate) fn unary(&mut self, unary: Unary, x: Ref) -> Ref {
        self.add(Op::Unary(unary, x))
    }

    /// Number from two numbers; folded where both are constants.
    pub(crate) fn binary(&mut self, binary: Binary, a: Ref, b: Ref) -> Ref {
        if let (Op::Const(x), Op::Const(y)) = (self.op(a), self.op(b)) {
            let folded = match binary {
                Binary::Add => Some(x + y),
                Binary::Sub => Some(x - y),
                Binary::Mul => Some(x * y),
                Binary::Div if *y != 0.0 => Some(x / y),
                _ => None,
            };
            if let Some(value) = folded.filter(|v| v.is_finite()) {
                return self.num(value);
            }
        }
        self.add(Op::Binary(binary, a, b))
    }

    /// `yes` where the condition holds, `no` where it fails, missing where it is missing.
    pub(crate) fn select(&mut self, condition: Ref, yes: Ref, no: Ref) -> Ref {
        self.add(Op::Select(condition, yes, no))
    }

    /// `a`, or `b` where it is missing.
    pub(crate) fn or_else(&mut self, a: Ref, b: Ref) -> Ref {
        self.add(Op::OrElse(a, b))
    }

    /// Truth from two numbers.
    pub(crate) fn compare(&mut self, compare: Compare, a: Ref, b: Ref) -> Ref {
        self.add(Op::Compare(compare, a, b))
    }

    /// Whether a number is missing.
    pub(crate) fn is_missing(&mut self, x: Ref) -> Ref {
        self.add(Op::IsMissing(x))
    }

    /// All hold. Operands that are conjunctions themselves stay nodes of their own, to be explained.
    pub(crate) fn and(&mut self, all: Vec<Ref>) -> Ref {
        match all.as_slice() {
            [one] => *one,
            _ => self.add(Op::And(all)),
        }
    }

    /// At least one holds.
    pub(crate) fn or(&mut self, all: Vec<Ref>) -> Ref {
        match all.as_slice() {
            [one] => *one,
            _ => self.add(Op::Or(all)),
        }
    }

    /// Exactly one holds.
    pub(crate) fn xor(&mut self, a: Ref, b: Ref) -> Ref {
        self.add(Op::Xor(a, b))
    }

    /// It does not hold.
    pub(crate) fn not(&mut self, x: Ref) -> Ref {
        self.add(Op::Not(x))
    }

    /// `value` on rows where `x` is present, else missing.
    pub(crate) fn while_present(&mut self, x: Ref, value: Ref) -> Ref {
        // A comparison with a missing number is missing, and so is what is selected by it.
        let present = self.compare(Compare::Eq, x, x);
        self.select(present, value, value)
    }

    /// Exponential average with weight `alpha` of the newest value.
    pub(crate) fn ema(&mut self, clock: Clock, x: Ref, alpha: Ref) -> Ref {
        let memory = fact::memory(&self.facts, clock, &[x]);
        self.add(Op::Ema(memory, x, alpha))
    }

    /// A reduction over a window.
    pub(crate) fn window(&mut self, clock: Clock, x: Ref, length: Length, reduce: Reduce) -> Ref {
        let memory = fact::memory(&self.facts, clock, &[x]);
        self.add(Op::Window { memory, x, n: length.node, capacity: length.max, reduce })
    }

    /// Sum since the state began.
    pub(crate) fn accumulate(&mut self, clock: Clock, x: Ref) -> Ref {
        let memory = fact::memory(&self.facts, clock, &[x]);
        self.add(Op::Accumulate(memory, x))
    }

    /// True from `set` until `reset`.
    pub(crate) fn latch(&mut self, clock: Clock, set: Ref, reset: Ref) -> Ref {
        let memory = fact::memory(&self.facts, clock, &[set, reset]);
        self.add(Op::Latch(memory, set, reset))
    }

    /// True where `a` rises above `b`.
    pub(crate) fn cross(&mut self, clock: Clock, a: Ref, b: Ref) -> Ref {
        let memory = fact::memory(&self.facts, clock, &[a, b]);
        self.add(Op::Cross(memory, a, b))
    }

    /// True on the first row of the slot where `x` holds.
    pub(crate) fn once(&mut self, clock: Clock, x: Ref) -> Ref {
        let memory = crate::ir::Memory { clock, scope: craftstrat_model::column::Scope::Slot };
        self.add(Op::Once(memory, x))
    }

    /// True where `x` holds, at most once in `seconds`.
    pub(crate) fn cool_down(&mut self, clock: Clock, x: Ref, seconds: Ref) -> Ref {
        let memory = fact::memory(&self.facts, clock, &[x]);
        self.add(Op::CoolDown(memory, x, seconds))
    }
}
