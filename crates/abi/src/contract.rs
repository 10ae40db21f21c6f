//! What a host checks of a guest's answers, whichever way it called.

use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use craftstrat_model::{
    AccountReads, Action, Column, Decision, Description, Fault, Muted, OrderType, Parameter, Price, Risk,
    Shares, Signal, SizeMode, Usdc,
};
use std::collections::BTreeSet;

/// Bytes of one answer, at most.
pub const ANSWER_BYTES_MAX: usize = 2 << 20;
/// Columns a strategy may read, at most: all there are.
pub const COLUMNS_MAX: usize = Column::ALL.len();
/// Parameters, at most.
pub const PARAMETERS_MAX: usize = 256;
/// Nodes `explain` may report on, at most.
pub const NODES_MAX: usize = 10_000;
/// Bytes of a name, version, parameter name or node id, at most.
pub const NAME_BYTES_MAX: usize = 256;
/// Rows of history a strategy may ask for, at most: about four months at 1 Hz.
pub const WARM_UP_ROWS_MAX: u32 = 10_000_000;
/// Characters of a strategy's own message that are kept.
pub const MESSAGE_CHARS_MAX: usize = 500;

/// A description as the guest gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct RawDescription {
    /// Name shown to people.
    pub name: String,
    /// The author's version.
    pub version: String,
    /// Names of tick columns.
    pub columns: Vec<String>,
    /// Which account values it reads.
    pub account: AccountReads,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Rows of history to feed first.
    pub warm_up_rows: u32,
    /// Ids of nodes.
    pub nodes: Vec<String>,
    /// Whether state carries over between slots.
    pub carries_state: bool,
    /// What the engine enforces.
    pub risk: Risk,
}

/// The description, once nothing in it breaks the contract.
///
/// # Errors
/// [`Fault::Contract`] naming the first rule it breaks.
pub fn description(raw: RawDescription) -> Result<Description, Fault> {
    name("its name", &raw.name)?;
    if !raw.version.is_empty() {
        name("its version", &raw.version)?;
    }
    let columns = columns(&raw.columns)?;
    parameters(&raw.parameters)?;
    if raw.warm_up_rows > WARM_UP_ROWS_MAX {
        return Err(broken(format!(
            "it asks for {} warm-up rows; {WARM_UP_ROWS_MAX} are allowed",
            raw.warm_up_rows
        )));
    }
    at_most("nodes", raw.nodes.len(), NODES_MAX)?;
    raw.nodes.iter().try_for_each(|id| name("a node id", id))?;
    unique("node", raw.nodes.iter().map(String::as_str))?;
    risk(&raw.risk)?;
    Ok(Description {
        name: raw.name,
        version: raw.version,
        columns,
        account: raw.account,
        parameters: raw.parameters,
        warm_up_rows: raw.warm_up_rows,
        nodes: raw.nodes,
        carries_state: raw.carries_state,
        risk: raw.risk,
    })
}

fn broken(detail: String) -> Fault {
    Fault::Contract { call: "describe", detail }
}

fn at_most(what: &str, count: usize, max: usize) -> Result<(), Fault> {
    if count <= max { Ok(()) } else { Err(broken(format!("it declares {count} {what}; {max} are allowed"))) }
}

fn name(what: &str, text: &str) -> Result<(), Fault> {
    if text.trim().is_empty() {
        return Err(broken(format!("{what} is empty")));
    }
    if text.len() > NAME_BYTES_MAX {
        return Err(broken(format!("{what} is longer than {NAME_BYTES_MAX} bytes")));
    }
    if text.chars().any(char::is_control) {
        return Err(broken(format!("{what} contains control characters")));
    }
    Ok(())
}

fn unique<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(broken(format!("the {what} `{name}` is declared twice")));
        }
    }
    Ok(())
}

fn columns(names: &[String]) -> Result<Vec<Column>, Fault> {
    at_most("columns", names.len(), COLUMNS_MAX)?;
    unique("column", names.iter().map(String::as_str))?;
    names.iter().map(|n| n.parse().map_err(|e| broken(format!("{e}")))).collect()
}

fn parameters(parameters: &[Parameter]) -> Result<(), Fault> {
    at_most("parameters", parameters.len(), PARAMETERS_MAX)?;
    unique("parameter", parameters.iter().map(|p| p.name.as_str()))?;
    for p in parameters {
        name("a parameter's name", &p.name)?;
        let finite = [p.default, p.min, p.max, p.step].iter().all(|v| v.is_finite());
        let ordered = p.min <= p.default && p.default <= p.max;
        if !(finite && ordered && p.step >= 0.0) {
            let (name, default, min, max, step) = (&p.name, p.default, p.min, p.max, p.step);
            return Err(broken(format!(
                "the parameter `{name}` needs finite numbers with min <= default <= max and step >= 0, \
                 not default {default:?}, min {min:?}, max {max:?}, step {step:?}"
            )));
        }
    }
    Ok(())
}

fn risk(risk: &Risk) -> Result<(), Fault> {
    let checks = [
        ("stop-loss-pct", risk.stop_loss_pct, 100.0, false),
        ("take-profit-pct", risk.take_profit_pct, 1e9, false),
        ("max-position-usdc", risk.max_position_usdc, 1e9, false),
        ("cool-down-s", risk.cool_down_s, 1e9, true),
    ];
    for (field, value, max, zero_allowed) in checks {
        let Some(value) = value else { continue };
        let above = if zero_allowed { value >= 0.0 } else { value > 0.0 };
        if !(above && value <= max) {
            let from = if zero_allowed { "from" } else { "above" };
            return Err(broken(format!(
                "its risk section has {field} {value:?}; it must lie {from} 0 to {max}"
            )));
        }
    }
    Ok(())
}

/// What `next` was asked, to judge its answer by.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What the strategy declared.
    pub description: &'a Description,
    /// First row.
    pub from: u32,
    /// End of the rows, exclusive.
    pub until: u32,
    /// Actions that were to be left out.
    pub muted: Muted,
}

/// Whether `row` with `decisions` is an answer the contract allows.
///
/// # Errors
/// [`Fault::InvalidDecision`] naming the first rule it breaks.
pub fn fired(asked: &Asked<'_>, row: u32, decisions: &[Decision]) -> Result<(), Fault> {
    let invalid = |detail: String| Fault::InvalidDecision { row, detail };
    let Asked { from, until, .. } = *asked;
    if !(from..until).contains(&row) {
        return Err(invalid(format!(
            "the row does not exist: rows {from} to {until} (exclusive) were asked for"
        )));
    }
    if decisions.is_empty() || decisions.len() > DECISIONS_PER_ROW_MAX {
        let count = decisions.len();
        return Err(invalid(format!("{count} decisions; a row that fires has 1 to {DECISIONS_PER_ROW_MAX}")));
    }
    decisions.iter().try_for_each(|d| decision(asked, d).map_err(invalid))
}

fn decision(asked: &Asked<'_>, d: &Decision) -> Result<(), String> {
    if asked.muted.contains(Action(d.signal, d.outcome)) {
        return Err(format!("{:?} {:?} was muted", d.signal, d.outcome));
    }
    let nodes = asked.description.nodes.len();
    if d.node as usize >= nodes.max(1) {
        return Err(format!("node {} does not exist: it declared {nodes}", d.node));
    }
    if d.signal == Signal::Cancel {
        return Ok(());
    }
    match d.price {
        Some(price) if !Price::from_f64(price).is_ok_and(Price::is_tradable) => {
            return Err(format!("price {price:?} is not strictly between 0 and 1"));
        }
        None if d.order_type != OrderType::Market => {
            return Err(format!("a {:?} order needs a price", d.order_type));
        }
        _ => {}
    }
    if d.signal == Signal::Close { Ok(()) } else { size(d) }
}

fn size(d: &Decision) -> Result<(), String> {
    let size = d.size;
    if !(size.is_finite() && size > 0.0) {
        return Err(format!("size {size:?} is not a finite number above 0"));
    }
    let fits = match d.size_mode {
        SizeMode::Usdc => Usdc::from_f64(size).is_ok(),
        SizeMode::Shares => Shares::from_f64(size).is_ok(),
        SizeMode::EquityFraction | SizeMode::KellyProbability => size <= 1.0,
    };
    if !fits {
        return Err(format!("size {size:?} is out of range for {:?}", d.size_mode));
    }
    if !(0.0..=1.0).contains(&d.kelly_fraction) {
        return Err(format!("kelly-fraction {:?} is not between 0 and 1", d.kelly_fraction));
    }
    Ok(())
}

/// Whether `explain` gave one value per node.
///
/// # Errors
/// [`Fault::Contract`] when it did not.
pub fn explained(description: &Description, values: &[f64]) -> Result<(), Fault> {
    let (got, nodes) = (values.len(), description.nodes.len());
    if got == nodes {
        return Ok(());
    }
    Err(Fault::Contract { call: "explain", detail: format!("{got} values for {nodes} nodes") })
}

/// A strategy's own message, short enough to show: control characters become spaces.
pub fn message(text: &str) -> String {
    text.chars().take(MESSAGE_CHARS_MAX).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
