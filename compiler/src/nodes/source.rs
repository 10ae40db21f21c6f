//! A number named in place: a field, or an indicator over a field. What forms compare, and what values can refer to.

use super::field::{self, Family, Field};
use super::indicator::{self, IndicatorUse};
use crate::document::Context;
use crate::document::reader::Fields;
use crate::indicators;
use crate::ir::Ref;
use crate::lower::builder::Builder;
use crate::problem::{Argument, code, did_you_mean, fix, message, phrase, quote};

/// A number named in place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// A field as it is.
    Field(Field),
    /// An indicator over a field.
    Indicator(IndicatorUse),
}

impl Source {
    /// Reads `{"indicator": ..}` (a field's name, or a function with its settings) or `{"field": ..}`.
    pub(crate) fn read(fields: &mut Fields<'_>, cx: &mut Context) -> Option<Self> {
        let Some(at) = fields.any(&["indicator", "fn"], &mut cx.problems) else {
            let at = fields.need("field", phrase::to_compare("mid_up"), &mut cx.problems)?;
            return field::resolve(&at, Family::Any, cx).map(Self::Field);
        };
        let name = at.text(&mut cx.problems)?;
        if let Some(indicator) = indicators::find(name) {
            return indicator::read(indicator, fields, true, cx).map(Self::Indicator);
        }
        if super::comparator::is_cross(Some(name)) {
            let message = message::operator_not_indicator(quote(name));
            cx.problems.error_fix(&at.path, code::UNKNOWN_NAME, message, fix::write_operator(name));
            fields.excuse();
            return None;
        }
        if field::find(name).is_none() && !field::is_special(name) {
            let names = field::names().into_iter().chain(indicators::names());
            let message = message::no_such(phrase::field_or_indicator(), quote(name));
            cx.problems.error_fix(&at.path, code::UNKNOWN_NAME, message, did_you_mean(name, names));
            fields.excuse();
            return None;
        }
        field::resolve(&at, Family::Any, cx).map(Self::Field)
    }

    /// The node that has its value.
    pub(crate) fn lower(&self, b: &mut Builder<'_>) -> Ref {
        match self {
            Self::Field(field) => field.lower(b),
            Self::Indicator(indicator) => {
                let x = match indicator.field {
                    Some(field) => field.lower(b),
                    None => b.num(f64::NAN),
                };
                indicator.lower(b, x, indicator.output)
            }
        }
    }

    /// What people call it.
    pub(crate) fn name(&self) -> Argument {
        match self {
            Self::Field(field) => field.name().into(),
            Self::Indicator(indicator) => match indicator.field {
                Some(field) => phrase::of(indicator.indicator.name, field.name()).into(),
                None => indicator.indicator.name.into(),
            },
        }
    }
}
