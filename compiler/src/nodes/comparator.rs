//! Comparators: number against number, a range, or a crossing. A form's rule is a comparator that names its left side.

use super::field::{self, Family};
use super::indicator::read_clock;
use super::setting::{Bounds, Setting};
use super::source::Source;
use super::{Port, Ports};
use crate::document::Context;
use crate::document::json::Json;
use crate::document::reader::{At, Fields};
use crate::ir::{Clock, Compare, Kind, Ref};
use crate::lower::builder::Builder;
use crate::problem::{code, fix, message, phrase};

/// How two numbers, or a number and a range, are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    /// By their order.
    Compare(Compare),
    /// Within a range, both ends included.
    Between,
    /// Not within a range whose ends are included.
    Outside,
    /// The left side rises above the right side on this row.
    CrossAbove,
    /// The left side falls below the right side on this row.
    CrossBelow,
}

/// The operators and their spellings.
const OPERATORS: &[(&[&str], Operator)] = &[
    (&[">", "gt", "above"], Operator::Compare(Compare::Gt)),
    (&[">=", "gte", "ge", "≥", "at_least"], Operator::Compare(Compare::Ge)),
    (&["<", "lt", "below"], Operator::Compare(Compare::Lt)),
    (&["<=", "lte", "le", "≤", "at_most"], Operator::Compare(Compare::Le)),
    (&["==", "=", "eq", "equals"], Operator::Compare(Compare::Eq)),
    (&["!=", "<>", "ne", "≠", "not_equals"], Operator::Compare(Compare::Ne)),
    (&["between", "inside"], Operator::Between),
    (&["outside", "not_between"], Operator::Outside),
    (&["cross_above", "crosses_above"], Operator::CrossAbove),
    (&["cross_below", "crosses_below"], Operator::CrossBelow),
];

/// First spelling of every operator.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().filter_map(|(names, _)| names.first().copied())
}

/// Whether a name is a crossing, which documents may also write as an indicator node's function.
pub(crate) fn is_cross(name: Option<&str>) -> bool {
    let spelled = |names: &[&str]| name.is_some_and(|n| names.iter().any(|s| s.eq_ignore_ascii_case(n)));
    OPERATORS
        .iter()
        .any(|(names, o)| matches!(o, Operator::CrossAbove | Operator::CrossBelow) && spelled(names))
}

/// What a comparator compares with, where the document says so in place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    /// A fixed number.
    Setting(Setting),
    /// Another series.
    Source(Source),
}

/// The right side.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Comes from edges.
    Inputs,
    /// One number.
    One(Operand),
    /// The ends of a range.
    Pair(Operand, Operand),
}

/// A comparison.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparator {
    /// How.
    pub(crate) operator: Operator,
    /// The left side, where no edge feeds it.
    pub(crate) left: Option<Source>,
    /// The right side.
    pub(crate) value: Value,
    /// Which rows advance a crossing.
    pub(crate) clock: Clock,
    /// Where the right side is written.
    pub(crate) path: String,
}

/// A lowered comparison.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Compared {
    /// The truth.
    pub(crate) truth: Ref,
    /// The left side.
    pub(crate) left: Ref,
    /// The right side, where it is one number.
    pub(crate) right: Option<Ref>,
}

/// Reads a comparator node's data; `operator` is the name of the field that has the operator.
pub(crate) fn read(fields: &mut Fields<'_>, operator: &'static str, cx: &mut Context) -> Option<Comparator> {
    let left = fields.get("field").map(|at| field::resolve(&at, Family::Any, cx).map(Source::Field));
    let rest = read_rest(fields, operator, false, cx);
    let left = match left {
        Some(None) => return None,
        Some(Some(source)) => Some(source),
        None => None,
    };
    rest.map(|comparator| Comparator { left, ..comparator })
}

/// Reads a form's rule.
pub(crate) fn read_rule(fields: &mut Fields<'_>, cx: &mut Context) -> Option<Comparator> {
    let left = Source::read(fields, cx);
    let rest = read_rest(fields, "operator", true, cx);
    let left = left?;
    rest.map(|comparator| Comparator { left: Some(left), ..comparator })
}

fn read_rest(
    fields: &mut Fields<'_>,
    operator: &'static str,
    value_needed: bool,
    cx: &mut Context,
) -> Option<Comparator> {
    let found = fields.need(operator, phrase::for_example(">"), &mut cx.problems);
    let operator = found.and_then(|at| at.choice(phrase::operator(), OPERATORS, &mut cx.problems));
    let at = if value_needed {
        fields.need("value", phrase::to_compare_with(), &mut cx.problems)
    } else {
        fields.get("value")
    };
    let path = fields.at("value");
    let clock = read_clock(fields, cx)?;
    let operator = operator?;
    let value = match at {
        Some(at) if operator.takes_range() => read_pair(&at, cx)?,
        Some(at) => Value::One(read_operand(&at, cx)?),
        None if value_needed => return None,
        None => Value::Inputs,
    };
    Some(Comparator { operator, left: None, value, clock, path })
}

fn read_operand(at: &At<'_>, cx: &mut Context) -> Option<Operand> {
    match at.json {
        Json::Object(_) if !at.has("parameter") => {
            let mut fields = at.object(&mut cx.problems)?;
            let source = Source::read(&mut fields, cx);
            fields.finish(super::NOTES, &mut cx.problems);
            source.map(Operand::Source)
        }
        Json::List(_) => {
            let message = message::one_number();
            cx.problems.error_fix(&at.path, code::WRONG_TYPE, message, fix::range_or_number());
            None
        }
        Json::Text(name) if field::find(name).is_some() => {
            let message = message::number_as_text();
            cx.problems.error_fix(&at.path, code::WRONG_TYPE, message, fix::write_field(name.as_str()));
            None
        }
        _ => Setting::read(at, Bounds::ANY, cx).map(Operand::Setting),
    }
}

fn read_pair(at: &At<'_>, cx: &mut Context) -> Option<Value> {
    let Json::List(items) = at.json else {
        let message = message::range_needed(at.json.noun());
        cx.problems.error_fix(&at.path, code::WRONG_TYPE, message, fix::write_ends());
        return None;
    };
    if items.len() != 2 {
        cx.problems.error(&at.path, code::WRONG_TYPE, message::range_ends(items.len()));
        return None;
    }
    let ends: Vec<Option<Operand>> =
        at.list(&mut cx.problems)?.iter().map(|end| read_operand(end, cx)).collect();
    let [low, high] = <[Option<Operand>; 2]>::try_from(ends).ok()?;
    let (low, high) = (low?, high?);
    if let (Operand::Setting(Setting::Number(a)), Operand::Setting(Setting::Number(b))) = (&low, &high)
        && a > b
    {
        // As JSON writes numbers, whatever the reader's language.
        let fix = fix::write_range(b.to_string(), a.to_string());
        cx.problems.error_fix(&at.path, code::OUT_OF_RANGE, message::range_empty(*a, *b), fix);
        return None;
    }
    Some(Value::Pair(low, high))
}

impl Operator {
    fn takes_range(self) -> bool {
        matches!(self, Self::Between | Self::Outside)
    }
}

impl Operand {
    fn lower(&self, b: &mut Builder<'_>) -> Ref {
        match self {
            Self::Setting(setting) => setting.lower(b),
            Self::Source(source) => source.lower(b),
        }
    }
}

impl Comparator {
    pub(crate) fn ports(&self) -> Ports {
        let number = |name| Port::needed(name, Kind::Num);
        let mut single: Vec<Port> = Vec::new();
        single.extend(self.left.is_none().then(|| number("a")));
        match (&self.value, self.operator.takes_range()) {
            (Value::Inputs, true) => single.extend([number("low"), number("high")]),
            (Value::Inputs, false) => single.push(number("b")),
            _ => {}
        }
        Ports { single, ..Ports::default() }
    }

    /// The comparison. `inputs` are as [`Comparator::ports`] lists them.
    pub(crate) fn lower(&self, b: &mut Builder<'_>, inputs: &[Option<Ref>]) -> Option<Compared> {
        let mut inputs = inputs.iter().copied();
        let left = match &self.left {
            Some(source) => source.lower(b),
            None => inputs.next()??,
        };
        let (first, second) = match &self.value {
            Value::Inputs => (inputs.next()??, inputs.next().flatten()),
            Value::One(operand) => (operand.lower(b), None),
            Value::Pair(low, high) => (low.lower(b), Some(high.lower(b))),
        };
        let truth = match self.operator {
            Operator::Compare(compare) => b.compare(compare, left, first),
            Operator::CrossAbove => b.cross(self.clock, left, first),
            Operator::CrossBelow => b.cross(self.clock, first, left),
            Operator::Between => between(b, left, first, second?),
            Operator::Outside => {
                let inside = between(b, left, first, second?);
                b.not(inside)
            }
        };
        Some(Compared { truth, left, right: second.is_none().then_some(first) })
    }
}

fn between(b: &mut Builder<'_>, x: Ref, low: Ref, high: Ref) -> Ref {
    let above = b.compare(Compare::Ge, x, low);
    let below = b.compare(Compare::Le, x, high);
    b.and(vec![above, below])
}
