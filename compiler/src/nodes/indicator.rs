//! Indicator nodes: a function of the catalogue with its settings.

use super::field::{self, Family, Field};
use super::setting::{Bounds, Setting};
use super::{Port, Ports};
use crate::document::Context;
use crate::document::reader::{At, Fields};
use crate::indicators::{self, Indicator, Presence, Recipe};
use crate::ir::{Clock, Kind, Ref};
use crate::lower::builder::Builder;
use crate::problem::{Problems, code, did_you_mean, fix, message, phrase, quote};

/// A function of the catalogue with its settings.
#[derive(Clone, Debug)]
pub(crate) struct IndicatorUse {
    /// The function.
    pub(crate) indicator: &'static Indicator,
    /// Its settings, in the catalogue's order; `None` where an optional one is not given.
    pub(crate) settings: Vec<Option<Setting>>,
    /// What it is computed from, where no edge says so.
    pub(crate) field: Option<Field>,
    /// Which of its outputs is meant, by index.
    pub(crate) output: usize,
    /// Which rows advance it.
    pub(crate) clock: Clock,
}

impl PartialEq for IndicatorUse {
    fn eq(&self, other: &Self) -> bool {
        self.indicator.name == other.indicator.name
            && self.settings == other.settings
            && self.field == other.field
            && self.output == other.output
            && self.clock == other.clock
    }
}

impl IndicatorUse {
    pub(crate) fn ports(&self) -> Ports {
        match self.field {
            Some(_) => Ports::default(),
            None => Ports::of(&[Port::needed("input", Kind::Num)]),
        }
    }

    /// The node that has the value of one output.
    pub(crate) fn lower(&self, b: &mut Builder<'_>, x: Ref, output: usize) -> Ref {
        let mut recipe = Recipe::new(b, self.clock, &self.settings, output);
        (self.indicator.build)(&mut recipe, x)
    }
}

/// Reads an indicator node's data.
pub(crate) fn read_node(fields: &mut Fields<'_>, cx: &mut Context) -> Option<IndicatorUse> {
    let at = match fields.any(&["fn", "indicator", "function"], &mut cx.problems) {
        Some(at) => at,
        None => fields.need("fn", phrase::function("EMA"), &mut cx.problems)?,
    };
    let name = at.text(&mut cx.problems)?;
    let Some(indicator) = indicators::find(name) else {
        let fix = match field::find(name) {
            Some(_) => Some(fix::use_input_node_for_field()),
            None => did_you_mean(name, indicators::names()),
        };
        let message = message::no_such(phrase::indicator(), quote(name));
        cx.problems.error_fix(&at.path, code::UNKNOWN_NAME, message, fix);
        fields.excuse();
        return None;
    };
    read(indicator, fields, false, cx)
}

/// Reads the settings of `indicator`; `field` must be given where no edge can feed it.
pub(crate) fn read(
    indicator: &'static Indicator,
    fields: &mut Fields<'_>,
    field_needed: bool,
    cx: &mut Context,
) -> Option<IndicatorUse> {
    let mut complete = true;
    let mut settings = Vec::new();
    for spec in indicator.settings {
        let bounds = Bounds { min: spec.min, max: spec.max, open: false, whole: spec.whole };
        let given = match fields.any(spec.names, &mut cx.problems) {
            Some(at) => {
                let setting = Setting::read(&at, bounds, cx);
                complete &= setting.is_some();
                setting
            }
            None => match spec.presence {
                Presence::Default(value) => Some(Setting::Number(value)),
                Presence::Optional => None,
                Presence::Needed => {
                    complete = false;
                    // What must be given is a number of samples in every row of the catalogue; a test holds that.
                    fields.need(spec.names[0], phrase::samples_of(indicator.name), &mut cx.problems);
                    None
                }
            },
        };
        settings.push(given);
    }
    let field = read_field(indicator, fields, field_needed, &mut complete, cx);
    let output = match fields.get("output") {
        Some(at) => read_output(indicator, &at, cx),
        None => Some(0),
    };
    let clock = read_clock(fields, cx);
    let (output, clock) = (output?, clock?);
    complete.then_some(IndicatorUse { indicator, settings, field, output, clock })
}

fn read_field(
    indicator: &Indicator,
    fields: &mut Fields<'_>,
    needed: bool,
    complete: &mut bool,
    cx: &mut Context,
) -> Option<Field> {
    let at = if needed {
        fields.need("field", phrase::computed_from(indicator.name, "mid_up"), &mut cx.problems)
    } else {
        fields.get("field")
    };
    *complete &= at.is_some() || !needed;
    let field = at.as_ref().and_then(|at| field::resolve(at, Family::Any, cx));
    *complete &= at.is_some() == field.is_some();
    field
}

fn read_output(indicator: &Indicator, at: &At<'_>, cx: &mut Context) -> Option<usize> {
    let name = at.text(&mut cx.problems)?;
    let found = find_output(indicator, name);
    if found.is_none() {
        unknown_output(indicator, name, &at.path, &mut cx.problems);
    }
    found
}

/// The output of that name, by index.
pub(crate) fn find_output(indicator: &Indicator, name: &str) -> Option<usize> {
    indicator.outputs.iter().position(|o| o.names.iter().any(|n| n.eq_ignore_ascii_case(name)))
}

/// Notes that an indicator has no such output.
pub(crate) fn unknown_output(indicator: &Indicator, name: &str, path: &str, problems: &mut Problems) {
    let names: Vec<&str> = indicator.outputs.iter().map(|o| o.names[0]).collect();
    let message = message::no_output(indicator.name, quote(name));
    problems.error_fix(path, code::UNKNOWN_NAME, message, fix::use_one_of(names.join(", ")));
}

/// Reads `per`: which rows advance a stateful node.
pub(crate) fn read_clock(fields: &mut Fields<'_>, cx: &mut Context) -> Option<Clock> {
    match fields.get("per") {
        Some(at) => at.choice(
            phrase::clock(),
            &[(&["sample"], Clock::Sample), (&["row"], Clock::Row)],
            &mut cx.problems,
        ),
        None => Some(Clock::Sample),
    }
}
