//! The dataflow program between the checked graph and WebAssembly.
//!
//! A program is a list of nodes in topological order: a node refers to earlier ones only. Each node is a number (`f64`,
//! NaN is missing) or a truth (true, false or missing, Kleene's strong logic). Indicators are compositions of the few
//! stateful operations here, so adding an indicator never touches the emitter.
//!
//! **Clock.** A stateful operation advances on the rows of its clock only and only when its inputs are present; its
//! output is a function of its state after the row. Between advances it therefore holds. Pulses ([`Op::Cross`],
//! [`Op::Once`], [`Op::CoolDown`]) are false on rows that do not advance them.
//!
//! **Scope.** Slot-scoped state is forgotten at each slot; series-scoped state only when a slot is missing.

use craftstrat_model::column::Scope;
use craftstrat_model::{Column, OrderType, Outcome, Parameter, Risk, Signal, SizeMode};

/// Index of a node in [`Program::nodes`].
pub type Ref = u32;

/// Longest window or delay, in samples.
pub const WINDOW_MAX: u32 = 100_000;

/// Which rows advance a stateful operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Rows whose `sample` column is not 0.
    Sample,
    /// Every row.
    Row,
}

/// Where a stateful operation's memory belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Which rows advance it.
    pub clock: Clock,
    /// When it is forgotten.
    pub scope: Scope,
}

/// A value of the account, constant during one `next`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountValue {
    /// Shares of an outcome.
    Shares(Outcome),
    /// Average entry cost per share, fees included; NaN when flat.
    AverageCost(Outcome),
    /// Opening time in ms; NaN when flat.
    OpenedAt(Outcome),
    /// Orders resting or in flight.
    OpenOrders,
    /// Entries approved in this slot.
    Trades,
    /// Spendable cash.
    Cash,
    /// Equity.
    Equity,
}

/// Number from one number. `Ln` and `Exp` are bit for bit those of the `libm` crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// -x
    Neg,
    /// |x|
    Abs,
    /// Square root; missing below 0.
    Sqrt,
    /// Natural logarithm; missing below 0.
    Ln,
    /// e^x
    Exp,
    /// Largest integer not above x.
    Floor,
    /// Smallest integer not below x.
    Ceil,
}

/// Number from two numbers, as IEEE 754 has them; `Min` and `Max` are missing when either side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// a + b
    Add,
    /// a - b
    Sub,
    /// a x b
    Mul,
    /// a / b; a division by zero is missing
    Div,
    /// The smaller.
    Min,
    /// The larger.
    Max,
}

/// Truth from two numbers; missing when either is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
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
    /// a != b
    Ne,
}

/// What is computed over a full window. All recompute from the window's oldest value to its newest, in that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduce {
    /// Sum.
    Sum,
    /// Sum / n.
    Mean,
    /// Smallest.
    Min,
    /// Largest.
    Max,
    /// Sum of (x - mean)^2, with the mean of the same window.
    CentredSquares,
    /// Sum of |x - mean|.
    CentredAbs,
    /// The oldest value in the window.
    Oldest,
}

/// One operation. `Num` and `Truth` in the comments are the kinds of operands and result.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// Num: a constant; NaN is missing.
    Const(f64),
    /// Num: the value of a parameter, by index.
    Param(u32),
    /// Num: a tick column of the row.
    Column(Column),
    /// Num: a value of the account before the row.
    Account(AccountValue),
    /// Num -> Num.
    Unary(Unary, Ref),
    /// Num, Num -> Num.
    Binary(Binary, Ref, Ref),
    /// Truth, Num, Num -> Num: the second where the first is true, the third where it is false, missing where missing.
    Select(Ref, Ref, Ref),
    /// Num, Num -> Num: the first, or the second where the first is missing.
    OrElse(Ref, Ref),
    /// Truth -> Num: 1, 0 or missing.
    ToNum(Ref),

    /// Truth: a constant; `None` is missing.
    Truth(Option<bool>),
    /// Num, Num -> Truth.
    Compare(Compare, Ref, Ref),
    /// Num -> Truth: never missing.
    IsMissing(Ref),
    /// Truths -> Truth. Empty is true.
    And(Vec<Ref>),
    /// Truths -> Truth. Empty is false.
    Or(Vec<Ref>),
    /// Truth, Truth -> Truth.
    Xor(Ref, Ref),
    /// Truth -> Truth.
    Not(Ref),

    /// Num, Num -> Num: y starts at the first present x, then y += alpha (x - y). The second operand is alpha; it must
    /// depend on constants and parameters only. Missing before the first x.
    Ema(Memory, Ref, Ref),
    /// Num, Num -> Num: a reduction over the last n present values of x; missing until there are n. The second operand
    /// is n; it must depend on constants and parameters only, is rounded down and held in 1..=capacity.
    Window {
        /// Clock and scope.
        memory: Memory,
        /// The value.
        x: Ref,
        /// The window length, n.
        n: Ref,
        /// Largest n, from constants or parameter bounds; at most [`WINDOW_MAX`].
        capacity: u32,
        /// What is computed.
        reduce: Reduce,
    },
    /// Num -> Num: the sum of all present values since the state began; missing before the first.
    Accumulate(Memory, Ref),
    /// Truth, Truth -> Truth: becomes true where the first is true, false where the second is; the second wins. A missing
    /// input counts as not true, so either alone can move it. False at the start.
    Latch(Memory, Ref, Ref),
    /// Num, Num -> Truth, a pulse: true on an advancing row where a > b and on the last advancing row with both present
    /// a <= b was the case. False on the first.
    Cross(Memory, Ref, Ref),
    /// Truth -> Truth, a pulse: true on the first advancing row of the slot where x is true. Always slot-scoped.
    Once(Memory, Ref),
    /// Truth, Num -> Truth, a pulse: true on an advancing row where x is true and at least the second operand's seconds
    /// have passed since it last was (by `captured_at`). The second must depend on constants and parameters only.
    CoolDown(Memory, Ref, Ref),
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `f64`, NaN is missing.
    Num,
    /// True, false or missing.
    Truth,
}

impl Op {
    /// The kind of its result.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Truth(_)
            | Self::Compare(..)
            | Self::IsMissing(_)
            | Self::And(_)
            | Self::Or(_)
            | Self::Xor(..)
            | Self::Not(_)
            | Self::Latch(..)
            | Self::Cross(..)
            | Self::Once(..)
            | Self::CoolDown(..) => Kind::Truth,
            _ => Kind::Num,
        }
    }
}

/// A node: an operation and a name that is stable between versions of the same document, under which its state is saved
/// (the document's node id, plus a suffix where a document node becomes several).
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Unique in the program.
    pub key: String,
    /// What it computes.
    pub op: Op,
}

/// What is decided on a row where `when` is true (not missing). Actions are taken in order, at most 8 of them fire on a
/// row; the first 8 count.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionNode {
    /// Truth.
    pub when: Ref,
    /// What to do.
    pub signal: Signal,
    /// On which outcome.
    pub outcome: Outcome,
    /// Unit of the size.
    pub size_mode: SizeMode,
    /// Num. Where it is missing on a row, the action does not fire.
    pub size: Ref,
    /// Kelly multiplier; 1 in other modes.
    pub kelly_fraction: f64,
    /// How the order executes.
    pub order_type: OrderType,
    /// Num; where it is given and missing on a row, the action does not fire.
    pub price: Option<Ref>,
    /// Index into [`Program::explained`] of the document's action node.
    pub explained: u32,
}

/// A document node as `explain` reports it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The document's node id (for a form: `group/0/rule/2` and the like).
    pub id: String,
    /// The node whose value is reported.
    pub node: Ref,
}

/// A whole strategy, ready for the emitter.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// Name shown to people.
    pub name: String,
    /// In topological order.
    pub nodes: Vec<Node>,
    /// In document order.
    pub actions: Vec<ActionNode>,
    /// Parameters, indexed by [`Op::Param`].
    pub parameters: Vec<Parameter>,
    /// What `explain` reports.
    pub explained: Vec<Explained>,
    /// Rows of history to feed before decisions count.
    pub warm_up_rows: u32,
    /// What the engine enforces.
    pub risk: Risk,
}

impl Op {
    /// What it refers to, in operand order.
    pub fn operands(&self) -> Vec<Ref> {
        match self {
            Self::Const(_) | Self::Param(_) | Self::Column(_) | Self::Account(_) | Self::Truth(_) => {
                Vec::new()
            }
            Self::Unary(_, a)
            | Self::ToNum(a)
            | Self::IsMissing(a)
            | Self::Not(a)
            | Self::Accumulate(_, a)
            | Self::Once(_, a) => vec![*a],
            Self::Binary(_, a, b)
            | Self::OrElse(a, b)
            | Self::Compare(_, a, b)
            | Self::Xor(a, b)
            | Self::Ema(_, a, b)
            | Self::Latch(_, a, b)
            | Self::Cross(_, a, b)
            | Self::CoolDown(_, a, b)
            | Self::Window { x: a, n: b, .. } => vec![*a, *b],
            Self::Select(a, b, c) => vec![*a, *b, *c],
            Self::And(all) | Self::Or(all) => all.clone(),
        }
    }

    /// The same operation on other operands.
    #[must_use]
    pub fn map_operands(&self, mut f: impl FnMut(Ref) -> Ref) -> Self {
        let mut op = self.clone();
        match &mut op {
            Self::Const(_) | Self::Param(_) | Self::Column(_) | Self::Account(_) | Self::Truth(_) => {}
            Self::Unary(_, a)
            | Self::ToNum(a)
            | Self::IsMissing(a)
            | Self::Not(a)
            | Self::Accumulate(_, a)
            | Self::Once(_, a) => *a = f(*a),
            Self::Binary(_, a, b)
            | Self::OrElse(a, b)
            | Self::Compare(_, a, b)
            | Self::Xor(a, b)
            | Self::Ema(_, a, b)
            | Self::Latch(_, a, b)
            | Self::Cross(_, a, b)
            | Self::CoolDown(_, a, b)
            | Self::Window { x: a, n: b, .. } => {
                *a = f(*a);
                *b = f(*b);
            }
            Self::Select(a, b, c) => {
                *a = f(*a);
                *b = f(*b);
                *c = f(*c);
            }
            Self::And(all) | Self::Or(all) => all.iter_mut().for_each(|r| *r = f(*r)),
        }
        op
    }

    /// Clock and scope of a stateful operation; `None` for the others.
    pub fn memory(&self) -> Option<Memory> {
        match self {
            Self::Ema(memory, ..)
            | Self::Window { memory, .. }
            | Self::Accumulate(memory, _)
            | Self::Latch(memory, ..)
            | Self::Cross(memory, ..)
            | Self::Once(memory, _)
            | Self::CoolDown(memory, ..) => Some(*memory),
            _ => None,
        }
    }
}
