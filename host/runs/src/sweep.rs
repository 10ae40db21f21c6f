//! Every combination of parameter values, in parallel.

use crate::backtest::Work;
use crate::error::RunError;
use crate::params::Grid;
use craftstrat_api::{Sweep, SweepRow};
use craftstrat_data::Unit;
use craftstrat_engine::{Control, Sequential, Settings, backtest_markets};
use craftstrat_model::TickSource;
use std::collections::HashMap;

/// Runs the grid over `markets` as a stage of that name. The rows are ranked.
///
/// # Errors
/// When the settings are wrong, ticks cannot be read, or the caller stops it.
pub fn sweep(
    work: &Work<'_>,
    stage: &str,
    settings: &Settings,
    grid: &Grid,
    markets: &[usize],
) -> Result<Sweep, RunError> {
    let rows = rows(work, stage, settings, grid, markets)?;
    let declared = &work.description().parameters;
    let names = grid.swept.iter().map(|i| declared[*i].name.clone()).collect();
    let defaults = declared.iter().map(|p| p.default).collect();
    let mut shown = work.reported(settings, grid.rows.first().unwrap_or(&defaults));
    shown.parameters.retain(|name, _| grid.swept.iter().all(|i| declared[*i].name != *name));
    let used = markets.iter().map(|m| &work.chosen.source.markets()[*m]);
    let attribution = craftstrat_data::sample::attribution(used);
    Ok(Sweep::new(work.strategy.about.clone(), shown, names, rows, attribution))
}

/// One combination per thread: a single run's slots are then taken one after the other, which wastes nothing.
fn rows(
    work: &Work<'_>,
    stage: &str,
    settings: &Settings,
    grid: &Grid,
    markets: &[usize],
) -> Result<Vec<SweepRow>, RunError> {
    work.progress.start(stage, Unit::Slots, Some(grid.rows.len() as u64));
    let one = |values: &Vec<f64>| {
        let control = Control { progress: None, cancel: Some(work.stop) };
        let factory = &work.strategy.factory;
        let source = &work.chosen.source;
        let run = backtest_markets(source, factory, values, settings, &Sequential, &control, markets)?;
        work.progress.advance(1);
        Ok(SweepRow::new(grid.swept.iter().map(|i| values[*i]).collect(), &run))
    };
    let rows = work.executor.apply(grid.rows.iter().collect(), &one);
    work.progress.finish();
    rows.into_iter().collect()
}

/// The rows of a sweep in the order of the grid it was run over.
pub fn in_grid_order(mut sweep: Sweep, grid: &Grid) -> Sweep {
    let bits = |values: &mut dyn Iterator<Item = f64>| values.map(f64::to_bits).collect::<Vec<u64>>();
    let of_row = |values: &Vec<f64>| bits(&mut grid.swept.iter().map(|i| values[*i]));
    let places: HashMap<Vec<u64>, usize> = grid.rows.iter().map(of_row).zip(0..).collect();
    sweep.rows.sort_by_cached_key(|row| places.get(&bits(&mut row.values.iter().copied())).copied());
    sweep
}
