//! What is known of a node's value before any data: its range, how far its history reaches, how much of it it needs.

use crate::ir::{AccountValue, Binary, Clock, Compare, Memory, Op, Reduce, Ref, Unary};
use craftstrat_model::column::Scope;
use craftstrat_model::{Column, Parameter};

/// Everything known of one node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fact {
    /// Numbers: no present value is smaller.
    pub(crate) low: f64,
    /// Numbers: no present value is larger.
    pub(crate) high: f64,
    /// Truths: whether it can ever be true.
    pub(crate) can_hold: bool,
    /// Truths: whether it can ever be false.
    pub(crate) can_fail: bool,
    /// How far the history of its sources reaches; `None` for constants and parameters.
    pub(crate) scope: Option<Scope>,
    /// Samples until a series-scoped value has settled.
    pub(crate) warm_up: u32,
}

impl Fact {
    const UNKNOWN: Self = Self {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
        can_hold: true,
        can_fail: true,
        scope: None,
        warm_up: 0,
    };

    /// A range; NaN bounds mean unknown.
    fn within(low: f64, high: f64) -> Self {
        let low = if low.is_nan() { f64::NEG_INFINITY } else { low };
        let high = if high.is_nan() { f64::INFINITY } else { high };
        Self { low, high, ..Self::UNKNOWN }
    }

    fn truth(can_hold: bool, can_fail: bool) -> Self {
        Self { can_hold, can_fail, ..Self::UNKNOWN }
    }

    /// Whether its value can only be one number.
    pub(crate) fn is_fixed(&self) -> bool {
        self.scope.is_none() && self.low == self.high
    }
}

/// The scope of something computed from both: slot-scoped as soon as one is.
fn wider(a: Option<Scope>, b: Option<Scope>) -> Option<Scope> {
    match (a, b) {
        (Some(Scope::Slot), _) | (_, Some(Scope::Slot)) => Some(Scope::Slot),
        (Some(Scope::Series), _) | (_, Some(Scope::Series)) => Some(Scope::Series),
        (None, None) => None,
    }
}

/// Where the memory of an operation over `operands` belongs: series-scoped only when all sources are.
pub(crate) fn memory(facts: &[Fact], clock: Clock, operands: &[Ref]) -> Memory {
    let scope = operands.iter().fold(None, |scope, r| wider(scope, facts[*r as usize].scope));
    Memory { clock, scope: scope.unwrap_or(Scope::Slot) }
}

/// The fact of a new node, from those of its operands.
pub(crate) fn derive(op: &Op, facts: &[Fact], parameters: &[Parameter]) -> Fact {
    let operands = op.operands();
    let mut fact = of_value(op, facts, parameters);
    for operand in &operands {
        fact.scope = wider(fact.scope, facts[*operand as usize].scope);
        fact.warm_up = fact.warm_up.max(facts[*operand as usize].warm_up);
    }
    if op.memory().is_some_and(|m| m.scope == Scope::Series) {
        fact.warm_up = fact.warm_up.saturating_add(settling(op, facts));
    }
    fact
}

/// Samples an operation needs itself: a full window; for an average, until its first value weighs less than 0.1 %.
fn settling(op: &Op, facts: &[Fact]) -> u32 {
    match op {
        Op::Window { capacity, .. } => *capacity,
        Op::Ema(_, _, alpha) => {
            let alpha = facts[*alpha as usize].low;
            if alpha > 0.0 && alpha < 1.0 {
                (libm::log(0.001) / libm::log(1.0 - alpha)).ceil().min(1e7) as u32
            } else {
                0
            }
        }
        _ => 0,
    }
}

fn of_value(op: &Op, facts: &[Fact], parameters: &[Parameter]) -> Fact {
    let at = |r: &Ref| facts[*r as usize];
    match op {
        Op::Const(value) => Fact::within(*value, *value),
        Op::Param(index) => match parameters.get(*index as usize) {
            Some(p) => Fact::within(p.min, p.max),
            None => Fact::UNKNOWN,
        },
        Op::Column(column) => of_column(*column),
        Op::Account(value) => Fact { scope: Some(Scope::Slot), ..of_account(*value) },
        Op::Unary(unary, x) => of_unary(*unary, at(x)),
        Op::Binary(binary, a, b) => of_binary(*binary, at(a), at(b)),
        Op::Select(_, a, b) | Op::OrElse(a, b) => union(at(a), at(b)),
        Op::ToNum(_) => Fact::within(0.0, 1.0),
        Op::Truth(value) => Fact::truth(*value == Some(true), *value == Some(false)),
        Op::Compare(compare, a, b) => of_compare(*compare, at(a), at(b)),
        Op::And(all) => Fact::truth(all.iter().all(|r| at(r).can_hold), all.iter().any(|r| at(r).can_fail)),
        Op::Or(all) => Fact::truth(all.iter().any(|r| at(r).can_hold), all.iter().all(|r| at(r).can_fail)),
        Op::Xor(a, b) => {
            let (a, b) = (at(a), at(b));
            let differ = a.can_hold && b.can_fail || a.can_fail && b.can_hold;
            let agree = a.can_hold && b.can_hold || a.can_fail && b.can_fail;
            Fact::truth(differ, agree)
        }
        Op::Not(x) => Fact::truth(at(x).can_fail, at(x).can_hold),
        Op::Ema(_, x, _) => Fact::within(at(x).low, at(x).high),
        Op::Window { x, reduce, .. } => match reduce {
            Reduce::Mean | Reduce::Min | Reduce::Max | Reduce::Oldest => Fact::within(at(x).low, at(x).high),
            Reduce::Sum => signed(at(x)),
            Reduce::CentredSquares | Reduce::CentredAbs => Fact::within(0.0, f64::INFINITY),
        },
        Op::Accumulate(_, x) => signed(at(x)),
        Op::Latch(_, set, _) => Fact::truth(at(set).can_hold, true),
        Op::Cross(_, a, b) => Fact::truth(at(a).high > at(b).low && at(a).low <= at(b).high, true),
        Op::Once(_, x) | Op::CoolDown(_, x, _) => Fact::truth(at(x).can_hold, true),
        Op::IsMissing(_) => Fact::UNKNOWN,
    }
}

/// The range of a sum of values that all lie in the range of one.
fn signed(x: Fact) -> Fact {
    Fact::within(
        if x.low >= 0.0 { x.low } else { f64::NEG_INFINITY },
        if x.high <= 0.0 { x.high } else { f64::INFINITY },
    )
}

fn of_column(column: Column) -> Fact {
    let spec = column.spec();
    Fact { scope: Some(spec.scope), ..Fact::within(spec.range.0, spec.range.1) }
}

fn of_account(value: AccountValue) -> Fact {
    match value {
        AccountValue::Equity => Fact::UNKNOWN,
        // Entry fees are included: a share bought at 1 costs a little more.
        AccountValue::AverageCost(_) => Fact::within(0.0, 1.1),
        _ => Fact::within(0.0, f64::INFINITY),
    }
}

fn of_unary(unary: Unary, x: Fact) -> Fact {
    match unary {
        Unary::Neg => Fact::within(-x.high, -x.low),
        Unary::Abs if x.low >= 0.0 => Fact::within(x.low, x.high),
        Unary::Abs if x.high <= 0.0 => Fact::within(-x.high, -x.low),
        Unary::Abs => Fact::within(0.0, x.high.max(-x.low)),
        Unary::Sqrt => Fact::within(x.low.max(0.0).sqrt(), x.high.max(0.0).sqrt()),
        Unary::Ln => Fact::within(libm::log(x.low.max(0.0)), libm::log(x.high.max(0.0))),
        Unary::Exp => Fact::within(libm::exp(x.low), libm::exp(x.high)),
        Unary::Floor => Fact::within(x.low.floor(), x.high.floor()),
        Unary::Ceil => Fact::within(x.low.ceil(), x.high.ceil()),
    }
}

fn of_binary(binary: Binary, a: Fact, b: Fact) -> Fact {
    match binary {
        Binary::Add => Fact::within(a.low + b.low, a.high + b.high),
        Binary::Sub => Fact::within(a.low - b.high, a.high - b.low),
        Binary::Mul => corners(a, b, |x, y| if x == 0.0 || y == 0.0 { 0.0 } else { x * y }),
        Binary::Div if b.low > 0.0 || b.high < 0.0 => corners(a, b, |x, y| x / y),
        Binary::Div if a.low >= 0.0 && b.low >= 0.0 => Fact::within(0.0, f64::INFINITY),
        Binary::Div => Fact::UNKNOWN,
        Binary::Min => Fact::within(a.low.min(b.low), a.high.min(b.high)),
        Binary::Max => Fact::within(a.low.max(b.low), a.high.max(b.high)),
    }
}

fn corners(a: Fact, b: Fact, f: impl Fn(f64, f64) -> f64) -> Fact {
    let all = [f(a.low, b.low), f(a.low, b.high), f(a.high, b.low), f(a.high, b.high)];
    if all.iter().any(|v| v.is_nan()) {
        return Fact::UNKNOWN;
    }
    Fact::within(
        all.into_iter().fold(f64::INFINITY, f64::min),
        all.into_iter().fold(f64::NEG_INFINITY, f64::max),
    )
}

fn union(a: Fact, b: Fact) -> Fact {
    Fact::within(a.low.min(b.low), a.high.max(b.high))
}

fn of_compare(compare: Compare, a: Fact, b: Fact) -> Fact {
    let less = (a.low < b.high, a.high >= b.low);
    let greater = (a.high > b.low, a.low <= b.high);
    let equal = (a.low <= b.high && b.low <= a.high, !(a.is_fixed() && b.is_fixed() && a.low == b.low));
    match compare {
        Compare::Lt => Fact::truth(less.0, less.1),
        Compare::Ge => Fact::truth(less.1, less.0),
        Compare::Gt => Fact::truth(greater.0, greater.1),
        Compare::Le => Fact::truth(greater.1, greater.0),
        Compare::Eq => Fact::truth(equal.0, equal.1),
        Compare::Ne => Fact::truth(equal.1, equal.0),
    }
}
