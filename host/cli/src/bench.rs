//! `bench`: what this machine does with compiled strategies, end to end, on generated markets.
//!
//! Every figure is measured here and now, single-threaded unless it says otherwise. Nothing is asserted: benchmarks are
//! benchmarks, not tests.

mod documents;
mod measure;

use crate::{Session, output};
use anyhow::Result;
use craftstrat_data::{Progress, Unit};
use serde::Serialize;

/// One line of the table.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
    /// On what.
    pub on: String,
}

/// Measures and prints the table.
///
/// # Errors
/// When a strategy cannot be loaded, a run fails or the temporary store cannot be written.
pub fn run(session: &Session, json: bool, short: bool) -> Result<()> {
    let bars = &session.bars;
    let stages = measure::STAGES.iter().filter(|s| !(short && s.long));
    bars.start("benchmarks", Unit::Files, Some(stages.clone().count() as u64));
    let mut figures = Vec::new();
    for stage in stages {
        if bars.cancelled() {
            break;
        }
        bars.message(stage.name);
        figures.extend((stage.measure)(short)?);
        bars.advance(1);
    }
    bars.finish();
    if json {
        return output::json(&figures);
    }
    let mut text = format!("{:<52} {:>14} {:<18} {}\n", "what", "value", "unit", "on");
    for f in &figures {
        text += &format!("{:<52} {:>14} {:<18} {}\n", f.what, shown(f.value), f.unit, f.on);
    }
    output::text(&text)
}

fn shown(value: f64) -> String {
    match value.abs() {
        v if v >= 1_000.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}
