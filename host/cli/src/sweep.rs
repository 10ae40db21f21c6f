//! `sweep`: every combination of parameter values, in parallel, ranked.

use crate::args::SweepArgs;
use crate::backtest::settings;
use crate::failure::{bad_input, classify};
use crate::strategy::{self, executor};
use crate::{Session, files, output};
use anyhow::Result;
use craftstrat_api::text::answers;
use craftstrat_model::StrategyFactory;
use craftstrat_runs::{Work, params};

/// Runs the grid and prints the best combinations.
///
/// # Errors
/// Bad input when the strategy, the grid or the selection are; otherwise when ticks cannot be read.
pub fn run(session: &Session, args: &SweepArgs) -> Result<()> {
    let runtime = strategy::runtime(session)?;
    let loaded = strategy::load(&runtime, &args.file)?;
    let declared = &loaded.factory.description().parameters;
    let defaults: Vec<f64> = declared.iter().map(|p| p.default).collect();
    let mut assignments = strategy::assignments(&args.params)?;
    // In the order of the declaration, whatever order they were typed in.
    assignments.sort_by_key(|a| declared.iter().position(|p| p.name == a.name));
    let grid = params::grid(declared, &defaults, &assignments).map_err(bad_input)?;
    let selection = strategy::selection(&args.selection);
    let chosen = strategy::chosen(session, &selection, &loaded)?;
    let executor = executor(args.threads)?;
    let work = Work {
        progress: &session.bars,
        stop: session.bars.stop(),
        strategy: &loaded,
        chosen: &chosen,
        selection: &selection,
        executor: &executor,
    };
    let settings = settings(&args.settings)?;
    let sweep = craftstrat_runs::sweep(&work, "sweep", &settings, &grid, &chosen.markets)
        .map_err(|e| classify(&args.file.display().to_string(), e))?;
    if let Some(path) = &args.csv {
        files::write_atomic(path, sweep.to_csv().as_bytes())?;
        eprintln!("wrote {} combinations to {}", sweep.rows.len(), path.display());
    }
    match args.json {
        true => output::json(&sweep),
        false => output::text(&answers::sweep(&sweep, args.top, &output::style())),
    }
}
