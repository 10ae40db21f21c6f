//! `sweep`: every combination of parameter values, in parallel, ranked.

use crate::args::SweepArgs;
use crate::backtest::{Job, attribution, classify, executor, reported};
use crate::failure::bad_input;
use crate::{Session, files, output, params, select, strategy};
use anyhow::Result;
use craftstrat_api::text::answers;
use craftstrat_api::{Sweep, SweepRow};
use craftstrat_data::{Progress, Unit};
use craftstrat_engine::{BacktestError, Control, Sequential, Settings, backtest_markets};
use craftstrat_model::StrategyFactory;

/// Runs the grid and prints the best combinations.
///
/// # Errors
/// Bad input when the strategy, the grid or the selection are; otherwise when ticks cannot be read.
pub fn run(session: &Session, args: &SweepArgs) -> Result<()> {
    let runtime = strategy::runtime(session)?;
    let loaded = strategy::load(&runtime, &args.file)?;
    let description = loaded.factory.description();
    let grid = params::grid(&description.parameters, &args.params).map_err(bad_input)?;
    let swept = swept(&grid);
    let chosen = select::choose(session, &args.selection, description)?;
    let executor = executor(args.threads)?;
    let job = Job { session, factory: &loaded.factory, chosen: &chosen, executor: &executor };
    let settings = Settings { cash: args.cash, latency_ms: args.latency_ms, ..Settings::default() };
    let rows = rows(&job, &settings, &grid, &swept).map_err(classify)?;
    let names = swept.iter().map(|i| description.parameters[*i].name.clone()).collect();
    let fixed = description.parameters.iter().map(|p| p.default).collect::<Vec<_>>();
    let mut shown = reported(&settings, &loaded, grid.first().unwrap_or(&fixed), &args.selection);
    shown.parameters.retain(|name, _| swept.iter().all(|i| description.parameters[*i].name != *name));
    let sweep = Sweep::new(loaded.about.clone(), shown, names, rows, attribution(&chosen));
    if let Some(path) = &args.csv {
        files::write_atomic(path, sweep.to_csv().as_bytes())?;
        eprintln!("wrote {} combinations to {}", sweep.rows.len(), path.display());
    }
    match args.json {
        true => output::json(&sweep),
        false => output::text(&answers::sweep(&sweep, args.top, &output::style())),
    }
}

/// Indexes of the parameters that vary; all assigned ones when none does.
fn swept(grid: &[Vec<f64>]) -> Vec<usize> {
    let Some(first) = grid.first() else { return Vec::new() };
    let varies = |i: &usize| grid.iter().any(|row| row[*i] != first[*i]);
    let varying: Vec<usize> = (0..first.len()).filter(varies).collect();
    if varying.is_empty() { (0..first.len()).collect() } else { varying }
}

/// One combination per thread: a single run's slots are then taken one after the other, which wastes nothing.
fn rows(
    job: &Job<'_>,
    settings: &Settings,
    grid: &[Vec<f64>],
    swept: &[usize],
) -> Result<Vec<SweepRow>, BacktestError> {
    let bars = &job.session.bars;
    bars.start("sweep", Unit::Slots, Some(grid.len() as u64));
    let one = |values: &Vec<f64>| {
        let control = Control { progress: None, cancel: Some(bars.stop()) };
        let chosen = job.chosen;
        let run = backtest_markets(
            &chosen.source,
            job.factory,
            values,
            settings,
            &Sequential,
            &control,
            &chosen.markets,
        )?;
        bars.advance(1);
        Ok(SweepRow::new(swept.iter().map(|i| values[*i]).collect(), &run))
    };
    let rows = job.executor.apply(grid.iter().collect(), &one);
    bars.finish();
    rows.into_iter().collect()
}
