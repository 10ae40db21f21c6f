//! What forms and graphs have in common: header, parameters, risk.

use super::reader::{At, Fields};
use super::{Context, Declared, PARAMETERS_MAX, SCHEMA_VERSION};
use crate::graph::DraftNode;
use crate::nodes::NodeKind;
use crate::problem::{code, fix, message, phrase, quote};
use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use craftstrat_model::{Parameter, Risk};

/// Fields of a document that are layout or notes.
pub(super) const DOCUMENT_NOTES: &[&str] =
    &["$schema", "comment", "comments", "note", "notes", "layout", "viewport", "id", "tags", "author"];

/// Whether a document's field of that name is layout or a note.
pub(super) fn is_note(name: &str) -> bool {
    DOCUMENT_NOTES.contains(&name) || name.starts_with('_')
}

/// Name of a strategy whose document gives none.
const NAME_DEFAULT: &str = "Untitled strategy";

/// Magnitude of a parameter without bounds.
const PARAMETER_MAX: f64 = 1e9;

/// Largest amounts of the risk section.
const USDC_MAX: f64 = 1e9;

/// Reads version and texts; gives the name.
pub(super) fn header(fields: &mut Fields<'_>, cx: &mut Context) -> String {
    if let Some(at) = fields.get("schema_version")
        && let Some(version) = at.number(&mut cx.problems)
        && version != f64::from(SCHEMA_VERSION)
    {
        let message = message::other_version(version, SCHEMA_VERSION);
        cx.problems.error(&at.path, code::UNSUPPORTED_VERSION, message);
    }
    for text in ["version", "description"] {
        if let Some(at) = fields.get(text) {
            at.prose(&mut cx.problems);
        }
    }
    let name = fields.get("name").and_then(|at| at.name(&mut cx.problems));
    name.unwrap_or(NAME_DEFAULT).to_owned()
}

/// Reads the top-level `parameters`.
pub(super) fn parameters(fields: &mut Fields<'_>, cx: &mut Context) {
    let Some(list) = fields.get("parameters").and_then(|at| at.list(&mut cx.problems)) else { return };
    for at in &list {
        let Some(mut fields) = at.object(&mut cx.problems) else { continue };
        declare(&mut fields, cx);
        fields.finish(&["label", "comment", "note", "description"], &mut cx.problems);
    }
}

/// Declares a parameter. Declaring the same one twice is no problem.
pub(super) fn declare(fields: &mut Fields<'_>, cx: &mut Context) {
    let name = fields.need("name", phrase::parameter_name(), &mut cx.problems);
    let name = name.and_then(|at| parameter_name(&at, cx));
    let default = fields.need("default", phrase::value_unset(), &mut cx.problems);
    let default = default.and_then(|at| at.number(&mut cx.problems));
    let mut bound = |name, otherwise, cx: &mut Context| match fields.get(name) {
        Some(at) => at.number(&mut cx.problems),
        None => Some(otherwise),
    };
    let min = bound("min", -PARAMETER_MAX, cx);
    let max = bound("max", PARAMETER_MAX, cx);
    let step = bound("step", 0.0, cx);
    let (Some(name), Some(default), Some(min), Some(max), Some(step)) = (name, default, min, max, step)
    else {
        return;
    };
    let path = fields.path.clone();
    if min > max {
        cx.problems.error(&path, code::OUT_OF_RANGE, message::min_above_max(min, max));
    } else if !(min..=max).contains(&default) {
        let message = message::default_outside(default, min, max);
        cx.problems.error(&fields.at("default"), code::OUT_OF_RANGE, message);
    }
    if step < 0.0 {
        cx.problems.error(&fields.at("step"), code::OUT_OF_RANGE, message::step_negative());
    }
    let parameter = Parameter { name: name.to_owned(), default, min, max, step };
    match cx.parameters.iter().find(|p| p.parameter.name == name) {
        Some(other) if other.parameter == parameter => {}
        Some(other) => {
            let message = message::parameter_twice(quote(name), other.path.as_str());
            cx.problems.error(&path, code::DUPLICATE, message);
        }
        None if cx.parameters.len() >= PARAMETERS_MAX => {
            cx.problems.error(&path, code::TOO_LARGE, message::parameters_many(PARAMETERS_MAX));
        }
        None => cx.parameters.push(Declared { parameter, path, used: false }),
    }
}

/// A parameter's name: it must be possible to write it on a command line as `name=value`.
fn parameter_name<'a>(at: &At<'a>, cx: &mut Context) -> Option<&'a str> {
    let name = at.name(&mut cx.problems)?;
    if name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
        return Some(name);
    }
    let message = message::parameter_name(quote(name));
    cx.problems.error_fix(&at.path, code::BAD_TEXT, message, fix::plain_letters());
    None
}

/// Notes parameters no setting refers to and no node reads.
pub(super) fn unused_parameters(nodes: &[DraftNode], cx: &mut Context) {
    for wire in nodes.iter().flat_map(|n| &n.wires) {
        if let Some(NodeKind::Parameter(index)) = nodes.get(wire.from).map(|n| &n.kind) {
            cx.parameters[*index].used = true;
        }
    }
    for declared in cx.parameters.iter().filter(|p| !p.used) {
        let message = message::parameter_unused(quote(&declared.parameter.name));
        cx.problems.warn(&declared.path, code::UNUSED, message, fix::use_parameter());
    }
}

/// Warns of more actions than can fire on one row.
pub(super) fn actions_per_row(nodes: &[DraftNode], cx: &mut Context) {
    let mut actions = nodes.iter().filter(|n| matches!(n.kind, NodeKind::Action(_)));
    if let Some(extra) = actions.nth(DECISIONS_PER_ROW_MAX) {
        let message = message::actions_per_row(DECISIONS_PER_ROW_MAX);
        cx.problems.warn(&extra.path, code::IGNORED, message, None);
    }
}

/// Reads the risk section.
pub(super) fn risk(fields: &mut Fields<'_>, cx: &mut Context) -> Risk {
    let Some(mut fields) = fields.get("risk").and_then(|at| at.object(&mut cx.problems)) else {
        return Risk::default();
    };
    let number = |names: &[&'static str], min, max, fields: &mut Fields<'_>, cx: &mut Context| {
        let at = fields.any(names, &mut cx.problems)?;
        if at.has("parameter") {
            cx.problems.error(&at.path, code::WRONG_TYPE, message::limits_fixed());
            return None;
        }
        at.number_in(min, max, &mut cx.problems)
    };
    let whole = |name: &'static str, fields: &mut Fields<'_>, cx: &mut Context| {
        fields.get(name).and_then(|at| at.whole_in(1, 1_000_000, &mut cx.problems))
    };
    let risk = Risk {
        stop_loss_pct: number(&["stoploss_pct", "stop_loss_pct"], 0.01, 100.0, &mut fields, cx),
        take_profit_pct: number(&["take_profit_pct", "takeprofit_pct"], 0.01, 1e6, &mut fields, cx),
        max_position_usdc: number(&["max_position_usdc"], 0.01, USDC_MAX, &mut fields, cx),
        max_trades_per_slot: whole("max_trades_per_slot", &mut fields, cx),
        cool_down_s: number(&["cool_down_s", "cooldown_s", "cool_down"], 0.0, 86_400.0, &mut fields, cx),
        max_open_entries: whole("max_open_entries", &mut fields, cx),
    };
    fields.finish(crate::nodes::NOTES, &mut cx.problems);
    risk
}

/// `max_open_entries` may also be written at an action; the engine knows one limit per strategy.
pub(super) fn entries_of_actions(nodes: &[DraftNode], risk: &mut Risk, cx: &mut Context) {
    for node in nodes {
        let NodeKind::Action(action) = &node.kind else { continue };
        let Some(entries) = action.max_open_entries else { continue };
        match risk.max_open_entries {
            None => risk.max_open_entries = Some(entries),
            Some(other) if other == entries => {}
            Some(other) => {
                let message = message::entries_conflict(entries, other);
                cx.problems.error_fix(&node.path, code::CONFLICT, message, fix::entries_once());
            }
        }
    }
}
