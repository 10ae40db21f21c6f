//! Why a slot did not trade: the row on which an action came closest to firing, and what it lacked there.
//!
//! Closest is the row on which the fewest of an action's conditions failed and, among those, the one where their numbers
//! were nearest to what they had to be, relative to their size. Nothing is logged while a strategy runs: the slot is
//! replayed and every row explained.

mod gap;

use crate::PreviewError;
use crate::explain::{Subject, watch};
use craftstrat_compiler::ir::{ActionNode, Program};
use craftstrat_engine::Executor;
use craftstrat_model::{AccountView, Column, ColumnSet, Signal};
use gap::{Leaf, Row};
use serde::{Deserialize, Serialize};

/// The closest an action came to firing in a slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearMiss {
    /// The market.
    pub market: String,
    /// Time of the row, ms.
    pub at_ms: i64,
    /// The row's index in the slot.
    pub row: u64,
    /// Id of the action's node.
    pub action: String,
    /// Conditions that held.
    pub held: u32,
    /// Conditions that had to hold.
    pub required: u32,
    /// Those that failed, the nearest to holding first. Empty when all held: it did decide, and `refusals` says what
    /// became of it, or nothing was there to fill it.
    pub failed: Vec<FailedCondition>,
    /// Why the engine refused what was decided in this slot: stable codes and sentences.
    pub refusals: Vec<(String, String)>,
}

/// A condition that did not hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailedCondition {
    /// Id of its node.
    pub node: String,
    /// How its sides are compared: `<`, `<=`, `>`, `>=`, `==`, `!=`, `cross_above`; `pulse` for what only fires once in a
    /// while; empty where it is no comparison.
    pub operator: String,
    /// The left side was this; `null` when it was missing or is not known.
    pub actual: Option<f64>,
    /// The right side was this.
    pub needed: Option<f64>,
    /// How far apart they were, relative to the larger; `null` where that makes no sense.
    pub distance: Option<f64>,
}

/// How far an action is from firing on a row.
struct Distance {
    row: usize,
    action: usize,
    required: u32,
    failed: Vec<(String, Leaf)>,
    sum: f64,
}

/// What kept `market`, an index into the source's markets, from trading. `program` is what the strategy was compiled
/// from; `None` when it has no action or the slot no row.
///
/// # Errors
/// When the replay fails.
pub fn why_not(
    subject: &Subject<'_, impl Executor>,
    program: &Program,
    market: usize,
) -> Result<Option<NearMiss>, PreviewError> {
    let ticks = subject.source.load(market, columns(program))?;
    let symbol = ticks.market().slug.as_str();
    let places = gap::Places::of(program);
    let mut best: Option<Distance> = None;
    let see = |row: usize, account: &AccountView, values: Vec<f64>| {
        let row_values = Row {
            program,
            places: &places,
            explained: &values,
            account,
            parameters: subject.parameters,
            column: &|c: Column| ticks.get(c).map(|values| values[row]),
        };
        for (index, action) in entries(program) {
            let found = distance(&row_values, row, index, action);
            let closer = |b: &Distance| (found.failed.len(), found.sum) < (b.failed.len(), b.sum);
            if best.as_ref().is_none_or(closer) {
                best = Some(found);
            }
        }
    };
    let run = watch(subject, symbol, 0..ticks.rows(), see)?;
    let Some(best) = best else { return Ok(None) };
    let replayed = subject.markets.iter().position(|m| *m == market);
    let refused = run.denied.iter().filter(|d| Some(d.market as usize) == replayed);
    let mut failed: Vec<FailedCondition> = best.failed.into_iter().map(FailedCondition::new).collect();
    failed
        .sort_by(|a, b| a.distance.unwrap_or(f64::INFINITY).total_cmp(&b.distance.unwrap_or(f64::INFINITY)));
    let explained = program.actions[best.action].explained as usize;
    Ok(Some(NearMiss {
        market: symbol.to_owned(),
        at_ms: ticks.times()[best.row],
        row: best.row as u64,
        action: program.explained.get(explained).map(|e| e.id.clone()).unwrap_or_default(),
        held: best.required - failed.len() as u32,
        required: best.required,
        failed,
        refusals: refused.map(|d| (d.code.to_owned(), d.detail.clone())).take(3).collect(),
    }))
}

/// The actions that open positions; all of them where none does.
fn entries(program: &Program) -> impl Iterator<Item = (usize, &ActionNode)> {
    let any = program.actions.iter().any(|a| a.signal == Signal::Buy);
    program.actions.iter().enumerate().filter(move |(_, a)| !any || a.signal == Signal::Buy)
}

/// The columns a program reads.
fn columns(program: &Program) -> ColumnSet {
    let column = |node: &craftstrat_compiler::ir::Node| match node.op {
        craftstrat_compiler::ir::Op::Column(column) => Some(column),
        _ => None,
    };
    program.nodes.iter().filter_map(column).collect()
}

fn distance(values: &Row<'_>, row: usize, index: usize, action: &ActionNode) -> Distance {
    let mut conditions = Vec::new();
    let id = values.program.explained.get(action.explained as usize).map_or("", |e| e.id.as_str());
    gap::conditions(values.program, values.places, action.when, id, &mut conditions);
    let mut found =
        Distance { row, action: index, required: conditions.len() as u32, failed: Vec::new(), sum: 0.0 };
    for (condition, id) in conditions {
        let gap = values.gap(condition, true, &id);
        if let Some(leaf) = gap.leaf {
            found.sum += gap.distance;
            found.failed.push(leaf);
        }
    }
    found
}

impl FailedCondition {
    fn new((node, leaf): (String, Leaf)) -> Self {
        let present = |v: Option<f64>| v.filter(|v| v.is_finite());
        let distance = present(Some(leaf.distance));
        let (actual, needed) = (present(leaf.left), present(leaf.right));
        Self { node, operator: leaf.operator.to_owned(), actual, needed, distance }
    }
}
