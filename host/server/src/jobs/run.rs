//! What each kind of job does. Results are in the database before the job counts as done.

use super::Request;
use super::progress::Told;
use crate::app::{App, Studio, UPLOADS};
use crate::clock::now_ms;
use crate::plan::{Plan, freeze};
use crate::problem::{Answer, Refusal, sentence};
use craftstrat_api::Sweep;
use craftstrat_api::studio::{ImportFormat, ImportOutcome, Job, SweepRequest};
use craftstrat_data::import::upload::{Format, upload};
use craftstrat_data::{ImportError, Progress};
use craftstrat_model::{StrategyFactory, TickSource};
use craftstrat_runs::params::{self, Assignment, Grid, Values};
use craftstrat_runs::sweep::in_grid_order;
use craftstrat_runs::{RunError, backtest, sweep};
use craftstrat_storage::Owner;
use craftstrat_storage::{Finished, backtests, imports, sweeps};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Does a job and keeps its result.
///
/// # Errors
/// When there is none: the sentence is what the job then says.
pub(super) async fn run(
    app: &App,
    owner: &Owner,
    job: &Job,
    request: &Request,
    told: &Arc<Told>,
) -> Answer<()> {
    match request {
        Request::Backtest { strategy, name, request } => {
            let frozen = freeze(app, owner, &request.strategy).await?;
            let wanted = request.clone();
            let report = blocking(app, told, move |studio, told| {
                let plan = Plan::make(studio, &frozen, &wanted.settings)?;
                let work = plan.work(studio, told, told.stop());
                Ok(backtest(&work, &plan.parameters, &plan.settings, !wanted.no_variants)?)
            })
            .await?;
            let strategy = strategy.as_deref();
            let done = Finished { id: &job.result, strategy, name, request, outcome: &report };
            Ok(backtests::insert(&app.db, owner, done, now_ms()).await?)
        }
        Request::Sweep { strategy, name, request } => {
            let frozen = freeze(app, owner, &request.strategy).await?;
            let wanted = request.clone();
            let halves = blocking(app, told, move |studio, told| {
                let plan = Plan::make(studio, &frozen, &wanted.settings)?;
                Ok(halves(studio, &plan, &wanted, told, told.stop())?)
            })
            .await?;
            let strategy = strategy.as_deref();
            let done = Finished { id: &job.result, strategy, name, request, outcome: &halves };
            Ok(sweeps::insert(&app.db, owner, done, now_ms()).await?)
        }
        Request::Import { folder, name, format } => {
            let path = app.data_dir.join(UPLOADS).join(folder).join(name);
            let format = *format;
            let outcome = blocking(app, told, move |studio, told| import(studio, path, format, told)).await?;
            imports::insert(&app.db, owner, &job.result, &outcome, now_ms()).await?;
            match outcome.slots {
                0 => Err(Refusal::unprocessable("nothing_imported", nothing(&outcome))),
                _ => Ok(()),
            }
        }
    }
}

async fn blocking<T: Send + 'static>(
    app: &App,
    told: &Arc<Told>,
    work: impl FnOnce(&Studio, &Told) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let (app, told) = (Arc::clone(app), Arc::clone(told));
    tokio::task::spawn_blocking(move || work(&app, &told)).await.map_err(Refusal::internal)?
}

/// The grid of a sweep: axes in the request's order over the values held fixed.
pub(crate) fn grid(plan: &Plan, wanted: &SweepRequest) -> Result<Grid, RunError> {
    if wanted.axes.is_empty() {
        return Err(RunError::Input("a sweep varies at least one parameter".to_owned()));
    }
    let axis = |a: &craftstrat_api::studio::SweepAxis| Assignment {
        name: a.name.clone(),
        values: Values::Range(a.from, a.to, a.step),
    };
    let axes: Vec<Assignment> = wanted.axes.iter().map(axis).collect();
    if let Some(name) = wanted.axes.iter().find(|a| wanted.settings.parameters.contains_key(&a.name)) {
        return Err(RunError::Input(format!("`{}` is held fixed and varied", name.name)));
    }
    let declared = &plan.loaded.factory.description().parameters;
    let mut grid = params::grid(declared, &plan.parameters, &axes)?;
    // An axis of one value is still an axis of the table.
    let index = |a: &Assignment| declared.iter().position(|p| p.name == a.name);
    grid.swept = axes.iter().filter_map(index).collect();
    Ok(grid)
}

/// The markets the search sees, and the later ones it does not. Slots that start together stay together.
pub(crate) fn split(plan: &Plan, share: f64) -> Result<(Vec<usize>, Vec<usize>), RunError> {
    if !(0.1..=0.9).contains(&share) {
        return Err(RunError::Input("`in_sample` is a share from 0.1 to 0.9".to_owned()));
    }
    let markets = &plan.chosen.markets;
    let start = |m: usize| plan.chosen.source.markets()[m].start;
    let mut at = ((markets.len() as f64 * share).round() as usize).max(1);
    while at < markets.len() && start(markets[at]) == start(markets[at - 1]) {
        at += 1;
    }
    if at >= markets.len() {
        return Err(RunError::Input("there are too few slots to keep some out of sample".to_owned()));
    }
    Ok((markets[..at].to_vec(), markets[at..].to_vec()))
}

fn halves(
    studio: &Studio,
    plan: &Plan,
    wanted: &SweepRequest,
    told: &dyn Progress,
    stop: &AtomicBool,
) -> Result<(Sweep, Option<Sweep>), RunError> {
    let grid = grid(plan, wanted)?;
    let work = plan.work(studio, told, stop);
    let run = |stage: &str, markets: &[usize]| {
        sweep(&work, stage, &plan.settings, &grid, markets).map(|s| in_grid_order(s, &grid))
    };
    match wanted.in_sample {
        None => Ok((run("sweep", &plan.chosen.markets)?, None)),
        Some(share) => {
            let (seen, kept) = split(plan, share)?;
            Ok((run("sweep", &seen)?, Some(run("out of sample", &kept)?)))
        }
    }
}

/// Why an import that read a file to its end brought in nothing.
fn nothing(outcome: &ImportOutcome) -> String {
    match outcome.rejects.iter().max_by_key(|(_, count)| *count) {
        Some((reason, count)) => format!("Nothing could be imported: {reason} ({count} times)."),
        None => {
            format!("Nothing could be imported: none of its {} records is about a slot.", outcome.records)
        }
    }
}

/// Imports an uploaded file. On an error the store is as it was.
fn import(studio: &Studio, path: PathBuf, format: ImportFormat, told: &Told) -> Answer<ImportOutcome> {
    let folder = path.parent().map(|p| format!("{}/", p.display())).unwrap_or_default();
    let failed = |error: ImportError| match error {
        ImportError::Store(error) => error.into(),
        ImportError::Io { .. } | ImportError::Tool { .. } => Refusal::internal(error),
        // The place of the upload means nothing to whoever sent it.
        error => Refusal::unprocessable("import_failed", sentence(&error.to_string().replace(&folder, ""))),
    };
    let mut writer = studio.store.writer()?;
    let importer = match format {
        ImportFormat::Auto => None,
        ImportFormat::Resolvedkit => Some(Format::Resolvedkit),
        ImportFormat::PolymarketWs => Some(Format::PolymarketWs),
        ImportFormat::BookCsv => Some(Format::BookCsv),
        ImportFormat::Ticks => Some(Format::Ticks),
    };
    let report = upload(&path, importer, &mut writer, told).and_then(|mut report| {
        report.absorb(writer.commit(told)?);
        Ok(report)
    });
    let report = report.map_err(failed)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(ImportOutcome {
        files: vec![name],
        records: report.records,
        rows: report.written.rows,
        slots: report.written.slots,
        gaps: report.written.gaps,
        rejects: report.rejects.into_iter().collect(),
    })
}
