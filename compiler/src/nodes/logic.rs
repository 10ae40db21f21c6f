//! Logic nodes: Kleene's AND, OR, NOT and XOR, and the three with memory: hysteresis, cool-down, once per slot.

use super::indicator::read_clock;
use super::setting::{Bounds, Setting};
use super::{Port, Ports};
use crate::document::Context;
use crate::document::reader::Fields;
use crate::ir::{Clock, Compare, Kind, Ref};
use crate::lower::builder::Builder;
use crate::problem::{code, message, phrase};

/// Truths to a truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Logic {
    /// All of them.
    And,
    /// At least one.
    Or,
    /// Not.
    Not,
    /// Exactly one of two.
    Xor,
    /// True from where `set` is true until `reset` is; where both are, it is false.
    Latch(Clock),
    /// True from where the number reaches `on` until it comes back to `off`.
    Band { on: Setting, off: Setting, rising: bool, clock: Clock },
    /// True at most once in so many seconds.
    CoolDown(Setting, Clock),
    /// True on the first row of the slot only.
    Once(Clock),
}

#[derive(Clone, Copy)]
enum Shape {
    And,
    Or,
    Not,
    Xor,
    Hysteresis,
    CoolDown,
    Once,
}

/// The operators and their spellings.
const OPERATORS: &[(&[&str], Shape)] = &[
    (&["AND", "all"], Shape::And),
    (&["OR", "any"], Shape::Or),
    (&["NOT"], Shape::Not),
    (&["XOR"], Shape::Xor),
    (&["hysteresis", "latch"], Shape::Hysteresis),
    (&["cool_down", "cooldown"], Shape::CoolDown),
    (&["once_per_slot", "once"], Shape::Once),
];

/// First spelling of every operator.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().filter_map(|(names, _)| names.first().copied())
}

/// Longest cool-down, in seconds: a day.
pub(crate) const COOL_DOWN_S_MAX: f64 = 86_400.0;

/// Reads a logic node's data.
pub(crate) fn read(fields: &mut Fields<'_>, cx: &mut Context) -> Option<Logic> {
    let at = fields.need("operator", phrase::for_example("AND"), &mut cx.problems)?;
    let shape = at.choice(phrase::logic_operator(), OPERATORS, &mut cx.problems);
    if shape.is_none() {
        fields.excuse();
    }
    match shape? {
        Shape::And => Some(Logic::And),
        Shape::Or => Some(Logic::Or),
        Shape::Not => Some(Logic::Not),
        Shape::Xor => Some(Logic::Xor),
        Shape::Hysteresis => read_hysteresis(fields, cx),
        Shape::CoolDown => {
            let seconds = match fields.any(&["seconds", "cool_down_s", "value"], &mut cx.problems) {
                Some(at) => at,
                None => fields.need("seconds", phrase::how_long(), &mut cx.problems)?,
            };
            let seconds = Setting::read(&seconds, Bounds::closed(0.0, COOL_DOWN_S_MAX), cx);
            let clock = read_clock(fields, cx);
            Some(Logic::CoolDown(seconds?, clock?))
        }
        Shape::Once => read_clock(fields, cx).map(Logic::Once),
    }
}

fn read_hysteresis(fields: &mut Fields<'_>, cx: &mut Context) -> Option<Logic> {
    let (on, off) = (fields.get("on"), fields.get("off"));
    let clock = read_clock(fields, cx)?;
    if on.is_none() && off.is_none() {
        return Some(Logic::Latch(clock));
    }
    let on = on.or_else(|| fields.need("on", phrase::switches_on(), &mut cx.problems));
    let off = off.or_else(|| fields.need("off", phrase::switches_off(), &mut cx.problems));
    let on = on.and_then(|at| Setting::read(&at, Bounds::ANY, cx));
    let off = off.and_then(|at| Setting::read(&at, Bounds::ANY, cx));
    let (on, off) = (on?, off?);
    let bounds = |s: Setting| match s {
        Setting::Number(value) => (value, value),
        Setting::Parameter(index) => {
            cx.parameters.get(index).map_or((0.0, 0.0), |p| (p.parameter.min, p.parameter.max))
        }
    };
    let ((on_min, on_max), (off_min, off_max)) = (bounds(on), bounds(off));
    if on_min > off_max || on_max < off_min {
        return Some(Logic::Band { on, off, rising: on_min > off_max, clock });
    }
    cx.problems.error(&fields.path, code::CONFLICT, message::on_off());
    None
}

impl Logic {
    pub(crate) fn ports(&self) -> Ports {
        let truth = |name| Port::needed(name, Kind::Truth);
        match self {
            Self::And | Self::Or => Ports::many(truth("input"), 1),
            Self::Not | Self::CoolDown(..) | Self::Once(_) => Ports::of(&[truth("input")]),
            Self::Xor => Ports::of(&[truth("a"), truth("b")]),
            Self::Latch(_) => Ports::of(&[truth("set"), truth("reset")]),
            Self::Band { .. } => Ports::of(&[Port::needed("input", Kind::Num)]),
        }
    }

    /// The node that has its value. Inputs are as [`Logic::ports`] lists them.
    pub(crate) fn lower(&self, b: &mut Builder<'_>, single: &[Option<Ref>], many: &[Ref]) -> Option<Ref> {
        let input = |i: usize| single.get(i).copied().flatten();
        Some(match *self {
            Self::And => b.and(many.to_vec()),
            Self::Or => b.or(many.to_vec()),
            Self::Not => b.not(input(0)?),
            Self::Xor => b.xor(input(0)?, input(1)?),
            Self::Latch(clock) => b.latch(clock, input(0)?, input(1)?),
            Self::Band { on, off, rising, clock } => {
                let x = input(0)?;
                let (on, off) = (on.lower(b), off.lower(b));
                let (reach, leave) =
                    if rising { (Compare::Ge, Compare::Le) } else { (Compare::Le, Compare::Ge) };
                let (set, reset) = (b.compare(reach, x, on), b.compare(leave, x, off));
                b.latch(clock, set, reset)
            }
            Self::CoolDown(seconds, clock) => {
                let seconds = seconds.lower(b);
                b.cool_down(clock, input(0)?, seconds)
            }
            Self::Once(clock) => b.once(clock, input(0)?),
        })
    }
}
