//! Comparisons that the range of a value decides: thresholds in the wrong unit, mostly.

use super::name;
use crate::graph::DraftNode;
use crate::ir::{Op, Ref};
use crate::lower::builder::Builder;
use crate::nodes::comparator::{Comparator, Compared, Operand, Value};
use crate::nodes::setting::Setting;
use crate::problem::{Problems, code};

/// Warns of a comparison that never or always holds.
pub(crate) fn threshold(
    b: &Builder<'_>,
    node: &DraftNode,
    comparator: &Comparator,
    compared: Compared,
    problems: &mut Problems,
) {
    let fact = b.fact(compared.truth);
    let (code, adverb) = match (fact.can_hold, fact.can_fail) {
        (false, _) => (code::NEVER_TRUE, "never"),
        (true, false) => (code::ALWAYS_TRUE, "always"),
        (true, true) => return,
    };
    let left = b.fact(compared.left);
    let mut what = range(b, compared.left);
    if let (Op::Window { .. } | Op::Ema(..) | Op::Select(..) | Op::Binary(..) | Op::Unary(..), Some(source)) =
        (b.op(compared.left), &comparator.left)
    {
        what = format!("{} lies between {} and {}", source.name(), left.low, left.high);
    }
    let other = match compared.right {
        Some(right) if !b.fact(right).is_fixed() => format!(" and {}", range(b, right)),
        _ => String::new(),
    };
    let message = format!("{}{other}, so this {adverb} holds.", capitalised(&what));
    let path = if comparator.value == Value::Inputs { &node.path } else { &comparator.path };
    let fix =
        numbers(comparator).into_iter().find_map(|number| unit_fix(b, compared.left, left.high, number));
    problems.warn(path, code, message, fix);
}

fn range(b: &Builder<'_>, node: Ref) -> String {
    let fact = b.fact(node);
    format!("{} lies between {} and {}", name(b, node), fact.low, fact.high)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
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
fn unit_fix(b: &Builder<'_>, left: Ref, high: f64, number: f64) -> Option<String> {
    let Op::Column(column) = b.op(left) else { return None };
    if high > 1.0 || number <= 1.0 || number > 100.0 {
        return None;
    }
    let right = number / 100.0;
    match column.spec().unit {
        "fraction" => Some(format!("`{column}` is a fraction: write {right} for {number} %")),
        "usd" => Some(format!("`{column}` is in dollars: write {right} for {number} cents")),
        _ => None,
    }
}
