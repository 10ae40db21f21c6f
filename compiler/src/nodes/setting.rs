//! A number written in the document, or the name of a parameter that has it: `20` or `{"parameter": "period"}`.

use crate::document::Context;
use crate::document::reader::At;
use crate::ir::{Ref, Unary};
use crate::lower::builder::{Builder, Length};
use crate::problem::{Sentence, code, fix, message, phrase};

/// A number that is fixed while a strategy runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Setting {
    /// Written in the document.
    Number(f64),
    /// The value of a parameter, by index.
    Parameter(usize),
}

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    /// Smallest, inclusive unless `open`.
    pub(crate) min: f64,
    /// Largest, inclusive unless `open`.
    pub(crate) max: f64,
    /// Whether the bounds themselves are excluded.
    pub(crate) open: bool,
    /// Whether only whole numbers make sense. A parameter is then rounded down.
    pub(crate) whole: bool,
}

impl Bounds {
    /// Any sensible number.
    pub(crate) const ANY: Self = Self { min: -1e12, max: 1e12, open: false, whole: false };

    /// From `min` to `max`.
    pub(crate) const fn closed(min: f64, max: f64) -> Self {
        Self { min, max, open: false, whole: false }
    }

    /// Strictly between `min` and `max`.
    pub(crate) const fn open(min: f64, max: f64) -> Self {
        Self { min, max, open: true, whole: false }
    }

    /// Whether a value is permitted.
    pub(crate) fn holds(&self, value: f64) -> bool {
        if self.open { self.min < value && value < self.max } else { self.min <= value && value <= self.max }
    }

    fn text(&self) -> Sentence {
        match self {
            // Bounds of whole numbers are never open.
            Self { open: true, .. } => phrase::more_and_less(self.min, self.max),
            Self { whole: true, .. } => phrase::whole_from_to(self.min, self.max),
            _ => phrase::from_to(self.min, self.max),
        }
    }
}

impl Setting {
    /// Reads a number or `{"parameter": name}` whose bounds lie within `bounds`.
    pub(crate) fn read(at: &At<'_>, bounds: Bounds, cx: &mut Context) -> Option<Self> {
        if at.has("parameter") {
            return Self::read_parameter(at, bounds, cx);
        }
        let value = at.number(&mut cx.problems)?;
        if bounds.holds(value) && (!bounds.whole || value.fract() == 0.0) {
            return Some(Self::Number(value));
        }
        cx.problems.error(&at.path, code::OUT_OF_RANGE, message::does_not_fit(value, bounds.text()));
        None
    }

    fn read_parameter(at: &At<'_>, bounds: Bounds, cx: &mut Context) -> Option<Self> {
        let mut fields = at.object(&mut cx.problems)?;
        let name = fields.get("parameter").and_then(|a| Some((a.text(&mut cx.problems)?, a.path)));
        fields.finish(super::NOTES, &mut cx.problems);
        let (name, path) = name?;
        let index = cx.parameter_at(name, &path)?;
        let parameter = &cx.parameters[index].parameter;
        let (min, max) = (parameter.min, parameter.max);
        if bounds.holds(min) && bounds.holds(max) {
            return Some(Self::Parameter(index));
        }
        let message = message::parameter_range(name, min, max, bounds.text());
        cx.problems.error_fix(&path, code::OUT_OF_RANGE, message, fix::narrow_parameter(name));
        None
    }

    /// The node that has its value.
    pub(crate) fn lower(self, b: &mut Builder<'_>) -> Ref {
        match self {
            Self::Number(value) => b.num(value),
            Self::Parameter(index) => b.param(index),
        }
    }

    /// The node that has its value, as a number of samples.
    pub(crate) fn lower_length(self, b: &mut Builder<'_>) -> Length {
        match self {
            Self::Number(value) => Length { node: b.num(value), max: value as u32 },
            Self::Parameter(index) => {
                let max = b.parameters().get(index).map_or(1.0, |p| p.max);
                let value = b.param(index);
                Length { node: b.unary(Unary::Floor, value), max: max.floor().max(1.0) as u32 }
            }
        }
    }
}
