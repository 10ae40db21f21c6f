//! Math nodes: arithmetic without memory. Operands are taken in the order of the edges.

use super::setting::{Bounds, Setting};
use super::{Port, Ports};
use crate::document::Context;
use crate::document::reader::Fields;
use crate::ir::{Binary, Kind, Ref, Unary};
use crate::lower::builder::Builder;
use crate::problem::{code, fix, message, phrase};

/// Arithmetic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Math {
    /// Of one number.
    Unary(Unary),
    /// Of two numbers, or a number and `value`.
    Pair(Binary, Option<Setting>),
    /// Of two or more numbers, or one and `value`.
    Fold(Binary, Option<Setting>),
    /// Held between bounds, where they are given.
    Clamp(Option<Setting>, Option<Setting>),
}

#[derive(Clone, Copy)]
enum Shape {
    Unary(Unary),
    Pair(Binary),
    Fold(Binary),
    Clamp,
}

/// The operators and their spellings.
const OPERATORS: &[(&[&str], Shape)] = &[
    (&["add", "+", "sum"], Shape::Fold(Binary::Add)),
    (&["subtract", "-", "sub", "minus"], Shape::Pair(Binary::Sub)),
    (&["multiply", "*", "mul", "times"], Shape::Fold(Binary::Mul)),
    (&["divide", "/", "div"], Shape::Pair(Binary::Div)),
    (&["min", "minimum"], Shape::Fold(Binary::Min)),
    (&["max", "maximum"], Shape::Fold(Binary::Max)),
    (&["abs"], Shape::Unary(Unary::Abs)),
    (&["neg", "negate"], Shape::Unary(Unary::Neg)),
    (&["clamp"], Shape::Clamp),
    (&["sqrt"], Shape::Unary(Unary::Sqrt)),
    (&["ln", "log"], Shape::Unary(Unary::Ln)),
    (&["exp"], Shape::Unary(Unary::Exp)),
    (&["floor"], Shape::Unary(Unary::Floor)),
    (&["ceil"], Shape::Unary(Unary::Ceil)),
];

/// First spelling of every operator.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().filter_map(|(names, _)| names.first().copied())
}

/// Reads a math node's data.
pub(crate) fn read(fields: &mut Fields<'_>, cx: &mut Context) -> Option<Math> {
    let at = fields.need("operator", phrase::for_example("add"), &mut cx.problems)?;
    let shape = at.choice(phrase::math_operator(), OPERATORS, &mut cx.problems);
    if shape.is_none() {
        fields.excuse();
    }
    match shape? {
        Shape::Unary(unary) => Some(Math::Unary(unary)),
        Shape::Pair(binary) => Some(Math::Pair(binary, optional(fields, "value", cx)?)),
        Shape::Fold(binary) => Some(Math::Fold(binary, optional(fields, "value", cx)?)),
        Shape::Clamp => {
            let min = optional(fields, "min", cx);
            let max = optional(fields, "max", cx);
            let (min, max) = (min?, max?);
            if let (Some(Setting::Number(low)), Some(Setting::Number(high))) = (min, max)
                && low > high
            {
                let message = message::min_above_max(low, high);
                cx.problems.error_fix(&fields.path, code::OUT_OF_RANGE, message, fix::swap());
                return None;
            }
            Some(Math::Clamp(min, max))
        }
    }
}

/// A setting that may be absent; the outer `None` means it is there and wrong.
fn optional(fields: &mut Fields<'_>, name: &'static str, cx: &mut Context) -> Option<Option<Setting>> {
    match fields.get(name) {
        Some(at) => Setting::read(&at, Bounds::ANY, cx).map(Some),
        None => Some(None),
    }
}

impl Math {
    pub(crate) fn ports(&self) -> Ports {
        let number = |name| Port::needed(name, Kind::Num);
        match self {
            Self::Unary(_) => Ports::of(&[number("input")]),
            Self::Pair(_, Some(_)) => Ports::of(&[number("a")]),
            Self::Pair(_, None) => Ports::of(&[number("a"), number("b")]),
            Self::Fold(_, value) => Ports::many(number("input"), if value.is_some() { 1 } else { 2 }),
            Self::Clamp(min, max) => {
                let mut ports = vec![number("input")];
                // A bound that is neither set nor connected does not bound.
                ports.extend(min.is_none().then_some(Port::optional("min", Kind::Num)));
                ports.extend(max.is_none().then_some(Port::optional("max", Kind::Num)));
                Ports { single: ports, ..Ports::default() }
            }
        }
    }

    /// The node that has its value. `inputs` are as [`Math::ports`] lists them.
    pub(crate) fn lower(&self, b: &mut Builder<'_>, single: &[Option<Ref>], many: &[Ref]) -> Option<Ref> {
        let mut inputs = single.iter().copied().chain(many.iter().map(|r| Some(*r)));
        let first = inputs.next()??;
        match self {
            Self::Unary(unary) => Some(b.unary(*unary, first)),
            Self::Pair(binary, value) | Self::Fold(binary, value) => {
                let mut result = first;
                for input in inputs.flatten() {
                    result = b.binary(*binary, result, input);
                }
                if let Some(value) = value {
                    let value = value.lower(b);
                    result = b.binary(*binary, result, value);
                }
                Some(result)
            }
            Self::Clamp(min, max) => {
                let mut bound = |setting: &Option<Setting>, b: &mut Builder<'_>| match setting {
                    Some(setting) => Some(setting.lower(b)),
                    None => inputs.next().flatten(),
                };
                let (min, max) = (bound(min, b), bound(max, b));
                let raised = min.map_or(first, |min| b.binary(Binary::Max, first, min));
                Some(max.map_or(raised, |max| b.binary(Binary::Min, raised, max)))
            }
        }
    }
}
