//! What has to be computed, and where: which rails of which nodes, before the loop or in it, with which memory.

use crate::ir::{AccountValue, Clock, Op, Program, Ref};
use craftstrat_model::column::Scope;
use craftstrat_model::{AccountReads, Column, ColumnSet, SizeMode};

/// Which results of each node somebody needs. A truth has two rails, "is true" and "is false"; missing is neither.
pub(super) struct Demand {
    /// The number, by node.
    pub num: Vec<bool>,
    /// The rail "is true", by node.
    pub yes: Vec<bool>,
    /// The rail "is false", by node.
    pub no: Vec<bool>,
}

impl Demand {
    fn none(nodes: usize) -> Self {
        Self { num: vec![false; nodes], yes: vec![false; nodes], no: vec![false; nodes] }
    }

    /// Whether anything of the node is needed.
    pub fn any(&self, node: usize) -> bool {
        self.num[node] || self.yes[node] || self.no[node]
    }

    /// Spreads from the results already marked to everything they are computed from. `advancing` nodes have their
    /// inputs demanded even where nobody needs their result.
    fn close(&mut self, program: &Program, advancing: &[bool]) {
        for (index, node) in program.nodes.iter().enumerate().rev() {
            if self.any(index) || advancing[index] {
                self.spread(index, &node.op);
            }
        }
    }

    fn spread(&mut self, index: usize, op: &Op) {
        let (yes, no) = (self.yes[index], self.no[index]);
        let truth = |of: Ref, y: bool, n: bool, s: &mut Self| {
            s.yes[of as usize] |= y;
            s.no[of as usize] |= n;
        };
        match op {
            Op::Select(c, a, b) => {
                truth(*c, true, true, self);
                self.num[*a as usize] = true;
                self.num[*b as usize] = true;
            }
            Op::ToNum(c) => truth(*c, true, true, self),
            Op::And(all) | Op::Or(all) => all.iter().for_each(|r| truth(*r, yes, no, self)),
            Op::Xor(a, b) => [a, b].into_iter().for_each(|r| truth(*r, true, true, self)),
            Op::Not(a) => truth(*a, no, yes, self),
            Op::Latch(_, a, b) => [a, b].into_iter().for_each(|r| truth(*r, true, false, self)),
            Op::Once(_, x) => truth(*x, true, false, self),
            Op::CoolDown(_, x, seconds) => {
                truth(*x, true, false, self);
                self.num[*seconds as usize] = true;
            }
            _ => op.operands().iter().for_each(|r| self.num[*r as usize] = true),
        }
    }
}

/// The shape of a stateful node's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StateKind {
    /// One `f64`; NaN is "not begun".
    Number,
    /// One bit.
    Flag,
    /// A ring of so many `f64`, and the last output.
    Ring(u32),
}

/// A stateful node that has to advance.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// Its node.
    pub node: usize,
    /// The shape of its memory.
    pub kind: StateKind,
    /// Which rows advance it.
    pub clock: Clock,
    /// Whether it survives from slot to slot.
    pub series: bool,
}

/// Everything decided about a program before code is made.
pub(super) struct Plan<'p> {
    /// The program.
    pub program: &'p Program,
    /// What `next` needs.
    pub next: Demand,
    /// What `explain` needs.
    pub explain: Demand,
    /// Nodes that do not change from row to row within one call.
    pub invariant: Vec<bool>,
    /// Nodes that depend on constants and parameters only.
    pub fixed: Vec<bool>,
    /// Nodes with memory that anything reads, in node order.
    pub states: Vec<State>,
    /// Columns to declare, in catalogue order.
    pub columns: Vec<Column>,
    /// Account values to declare.
    pub reads: AccountReads,
}

impl<'p> Plan<'p> {
    /// The plan of a checked program.
    pub fn new(program: &'p Program) -> Self {
        let count = program.nodes.len();
        let mut explain = Demand::none(count);
        for e in &program.explained {
            let node = e.node as usize;
            match program.nodes[node].op.kind() {
                crate::ir::Kind::Num => explain.num[node] = true,
                crate::ir::Kind::Truth => (explain.yes[node], explain.no[node]) = (true, true),
            }
        }
        explain.close(program, &vec![false; count]);
        let mut next = Demand::none(count);
        for action in &program.actions {
            next.yes[action.when as usize] = true;
            next.num[action.size as usize] = true;
            if let Some(price) = action.price {
                next.num[price as usize] = true;
            }
        }
        let mut decided = Demand { num: next.num.clone(), yes: next.yes.clone(), no: next.no.clone() };
        decided.close(program, &vec![false; count]);
        // What explain reports must have advanced on every row before, even where no action reads it.
        let advancing: Vec<bool> = (0..count)
            .map(|i| program.nodes[i].op.memory().is_some() && (explain.any(i) || decided.any(i)))
            .collect();
        next.close(program, &advancing);
        let states = states(program, &advancing);
        let live = |i: usize| next.any(i) || explain.any(i);
        Self {
            invariant: unmoved(program, |op| matches!(op, Op::Column(_))),
            fixed: unmoved(program, |op| matches!(op, Op::Column(_) | Op::Account(_))),
            columns: columns(program, &states, live),
            reads: reads(program, live),
            program,
            next,
            explain,
            states,
        }
    }

    /// Position of a column in the declared columns.
    pub fn column_index(&self, column: Column) -> usize {
        self.columns.iter().position(|c| *c == column).unwrap_or_default()
    }

    /// Whether any advancing state waits for samples.
    pub fn has_sample_clock(&self) -> bool {
        self.states.iter().any(|s| s.clock == Clock::Sample)
    }
}

fn states(program: &Program, advancing: &[bool]) -> Vec<State> {
    let state = |(node, live): (usize, &bool)| -> Option<State> {
        let op = &program.nodes[node].op;
        let memory = op.memory().filter(|_| *live)?;
        // `Once` is of the slot, whatever its memory says.
        let series = memory.scope == Scope::Series && !matches!(op, Op::Once(..));
        Some(State { node, kind: kind_of(op), clock: memory.clock, series })
    };
    advancing.iter().enumerate().filter_map(state).collect()
}

fn kind_of(op: &Op) -> StateKind {
    match op {
        Op::Window { capacity, .. } => StateKind::Ring(*capacity),
        Op::Latch(..) | Op::Cross(..) | Op::Once(..) => StateKind::Flag,
        _ => StateKind::Number,
    }
}

/// Nodes that depend neither on memory nor on any operation that `moves`.
fn unmoved(program: &Program, moves: impl Fn(&Op) -> bool) -> Vec<bool> {
    let mut unmoved: Vec<bool> = Vec::with_capacity(program.nodes.len());
    for node in &program.nodes {
        let moving = node.op.memory().is_some() || moves(&node.op);
        unmoved.push(!moving && node.op.operands().iter().all(|r| unmoved[*r as usize]));
    }
    unmoved
}

fn columns(program: &Program, states: &[State], live: impl Fn(usize) -> bool) -> Vec<Column> {
    let mut set = ColumnSet::EMPTY;
    for (i, node) in program.nodes.iter().enumerate() {
        if let (Op::Column(column), true) = (&node.op, live(i)) {
            set = set.with(*column);
        }
    }
    for state in states {
        if state.clock == Clock::Sample {
            set = set.with(Column::Sample);
        }
        if matches!(program.nodes[state.node].op, Op::CoolDown(..)) {
            set = set.with(Column::CapturedAt);
        }
    }
    set.iter().collect()
}

fn reads(program: &Program, live: impl Fn(usize) -> bool) -> AccountReads {
    let mut reads = AccountReads::default();
    for (i, node) in program.nodes.iter().enumerate() {
        let (Op::Account(value), true) = (&node.op, live(i)) else { continue };
        match value {
            AccountValue::Shares(_) | AccountValue::AverageCost(_) | AccountValue::OpenedAt(_) => {
                reads.position = true;
            }
            AccountValue::OpenOrders => reads.orders = true,
            AccountValue::Trades => reads.trades = true,
            AccountValue::Cash => reads.cash = true,
            AccountValue::Equity => reads.equity = true,
        }
    }
    let of_equity = |mode| matches!(mode, SizeMode::EquityFraction | SizeMode::KellyProbability);
    reads.equity |= program.actions.iter().any(|a| of_equity(a.size_mode));
    reads
}
