//! Comparisons that the range of a value decides: thresholds in the wrong unit, mostly.

use super::name;
use crate::graph::DraftNode;
use crate::ir::{Op, Ref};
use crate::lower::builder::Builder;
use crate::nodes::comparator::{Comparator, Compared, Operand, Value};
use crate::nodes::setting::Setting;
use crate::problem::{Problems, Sentence, code, fix, message, phrase};

/// Warns of a comparison that never or always holds.
pub(crate) fn threshold(
    b: &Builder<'_>,
    node: &DraftNode,
    comparator: &Comparator,
    compared: Compared,
    problems: &mut Problems,
) {
    let fact = b.fact(compared.truth);
    if fact.can_hold && fact.can_fail {
        return;
    }
    let left = b.fact(compared.left);
    let mut what = range(b, compared.left);
    if let (Op::Window { .. } | Op::Ema(..) | Op::Select(..) | Op::Binary(..) | Op::Unary(..), Some(source)) =
        (b.op(compared.left), &comparator.left)
    {
        what = phrase::lies_between(source.name(), left.low, left.high);
    }
    let other = match compared.right {
        Some(right) if !b.fact(right).is_fixed() => Some(range(b, right)),
        _ => None,
    };
    let (code, message) = match (fact.can_hold, other) {
        (false, None) => (code::NEVER_TRUE, message::never_holds(what)),
        (false, Some(other)) => (code::NEVER_TRUE, message::never_holds_between(what, other)),
        (true, None) => (code::ALWAYS_TRUE, message::always_holds(what)),
        (true, Some(other)) => (code::ALWAYS_TRUE, message::always_holds_between(what, other)),
    };
    let path = if comparator.value == Value::Inputs { &node.path } else { &comparator.path };
    let fix =
        numbers(comparator).into_iter().find_map(|number| unit_fix(b, compared.left, left.high, number));
    problems.warn(path, code, message, fix);
}

fn range(b: &Builder<'_>, node: Ref) -> Sentence {
    let fact = b.fact(node);
    phrase::lies_between(name(b, node), fact.low, fact.high)
}

/// The numbers a comparator compares with.
fn numbers(comparator: &Comparator) -> Vec<f64> {
    let operands = match &comparator.value {
        Value::Inputs => Vec::new(),
        Value::One(one) => vec![one],
        Value::Pair(low, high) => vec![high, low],
    };
    let number = |operand: &Operand| match operand {
        Operand::Setting(Setting::Number(number)) => Some(*number),
        _ => None,
    };
    operands.into_iter().filter_map(number).collect()
}

/// Recognises per cent where a fraction is meant, and cents where dollars are.
fn unit_fix(b: &Builder<'_>, left: Ref, high: f64, number: f64) -> Option<Sentence> {
    let Op::Column(column) = b.op(left) else { return None };
    if high > 1.0 || number <= 1.0 || number > 100.0 {
        return None;
    }
    let right = number / 100.0;
    match column.spec().unit {
        "fraction" => Some(fix::as_fraction(column.name(), right, number)),
        "usd" => Some(fix::as_dollars(column.name(), right, number)),
        _ => None,
    }
}
