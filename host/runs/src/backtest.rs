//! One strategy over its markets, with its variants, as a report.

use crate::error::RunError;
use crate::select::{Chosen, described};
use crate::strategy::LoadedStrategy;
use craftstrat_api::report::{self, About, Report};
use craftstrat_data::{Progress, Selection, Unit};
use craftstrat_engine::analysis::{Variant, VariantKind};
use craftstrat_engine::record::Run;
use craftstrat_engine::{BacktestError, Control, Settings, backtest_markets, markets_to_rerun};
use craftstrat_model::{Description, StrategyFactory};
use craftstrat_runtime::RayonExecutor;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// A strategy, its markets, and what the caller lends for running it.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// Told how far it is.
    pub progress: &'a dyn Progress,
    /// Set to stop.
    pub stop: &'a AtomicBool,
    /// The strategy.
    pub strategy: &'a LoadedStrategy,
    /// The markets.
    pub chosen: &'a Chosen,
    /// What they were chosen by, for the answer.
    pub selection: &'a Selection,
    /// Threads.
    pub executor: &'a RayonExecutor,
}

impl Work<'_> {
    /// Runs `factory` over `markets`, as a stage of that name.
    ///
    /// # Errors
    /// As [`backtest_markets`].
    pub fn run(
        &self,
        stage: &str,
        factory: &dyn StrategyFactory,
        parameters: &[f64],
        settings: &Settings,
        markets: &[usize],
    ) -> Result<Run, BacktestError> {
        self.progress.start(stage, Unit::Slots, Some(markets.len() as u64));
        let advance = |_| self.progress.advance(1);
        let control = Control { progress: Some(&advance), cancel: Some(self.stop) };
        let source = &self.chosen.source;
        let run = backtest_markets(source, factory, parameters, settings, self.executor, &control, markets);
        self.progress.finish();
        run
    }

    /// What the strategy declares.
    pub fn description(&self) -> &Description {
        self.strategy.factory.description()
    }

    /// Settings as answers show them.
    pub fn reported(&self, settings: &Settings, parameters: &[f64]) -> report::Settings {
        let names = self.description().parameters.iter().map(|p| p.name.clone());
        let values = names.zip(parameters.iter().copied()).collect();
        report::Settings::new(settings, values, described(self.selection))
    }
}

/// Runs a backtest and, unless told otherwise, the same one tick worse and at double latency.
///
/// # Errors
/// When parameters or settings are wrong, ticks cannot be read, or the caller stops it.
pub fn backtest(
    work: &Work<'_>,
    parameters: &[f64],
    settings: &Settings,
    with_variants: bool,
) -> Result<Report, RunError> {
    let factory = &work.strategy.factory;
    let started = Instant::now();
    let run = work.run("backtest", factory, parameters, settings, &work.chosen.markets)?;
    let seconds = started.elapsed().as_secs_f64();
    let variants = if with_variants { variants(work, &run, parameters, settings)? } else { Vec::new() };
    Ok(Report::new(
        &run,
        About {
            strategy: work.strategy.about.clone(),
            settings: work.reported(settings, parameters),
            nodes: &work.description().nodes,
            variants: &variants,
            trials: 1,
            attribution: work.chosen.attribution(),
            seconds,
        },
    ))
}

/// The same run one tick worse and at double latency. Only markets in which it traded can differ, unless it says so.
fn variants(
    work: &Work<'_>,
    base: &Run,
    parameters: &[f64],
    settings: &Settings,
) -> Result<Vec<Variant>, RunError> {
    let markets = &work.chosen.markets;
    let traded = markets_to_rerun(base, work.description(), settings, markets);
    let markets = traded.as_deref().unwrap_or(markets);
    let worse = Settings { worse_ticks: settings.worse_ticks + 1, ..settings.clone() };
    let slower = Settings { latency_ms: settings.latency_ms.saturating_mul(2).max(1), ..settings.clone() };
    let mut variants = Vec::new();
    for (kind, settings) in [(VariantKind::OneTickWorse, worse), (VariantKind::DoubleLatency, slower)] {
        let run = work.run(kind.title(), &work.strategy.factory, parameters, &settings, markets)?;
        variants.push(Variant::new(kind, &run));
    }
    Ok(variants)
}
