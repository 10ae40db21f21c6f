//! `backtest`: one strategy over recorded markets, with its variants, as a report.

use crate::args::{BacktestArgs, RunArgs, SelectionArgs};
use crate::failure::{bad_input, problems_text};
use crate::select::{self, Chosen};
use crate::strategy::{self, LoadedStrategy};
use crate::{Session, output, params};
use anyhow::Result;
use craftstrat_api::report::{self, About, Report};
use craftstrat_api::text;
use craftstrat_data::{Progress, Unit};
use craftstrat_engine::analysis::{Variant, VariantKind};
use craftstrat_engine::record::Run;
use craftstrat_engine::{BacktestError, Control, Settings, backtest_markets, markets_to_rerun};
use craftstrat_model::{Description, StrategyFactory, TickSource};
use craftstrat_runtime::RayonExecutor;
use std::time::Instant;

/// A strategy, its markets and how to run it.
pub struct Job<'a> {
    /// For progress and Ctrl-C.
    pub session: &'a Session,
    /// Makes instances.
    pub factory: &'a dyn StrategyFactory,
    /// The markets.
    pub chosen: &'a Chosen,
    /// Threads.
    pub executor: &'a RayonExecutor,
}

impl Job<'_> {
    /// Runs over `markets`, drawing a bar named `stage`.
    ///
    /// # Errors
    /// As [`backtest_markets`].
    pub fn run(
        &self,
        stage: &str,
        parameters: &[f64],
        settings: &Settings,
        markets: &[usize],
    ) -> Result<Run, BacktestError> {
        let bars = &self.session.bars;
        bars.start(stage, Unit::Slots, Some(markets.len() as u64));
        let advance = |_| bars.advance(1);
        let control = Control { progress: Some(&advance), cancel: Some(bars.stop()) };
        let source = &self.chosen.source;
        let run =
            backtest_markets(source, self.factory, parameters, settings, self.executor, &control, markets);
        bars.finish();
        run
    }
}

/// Runs a backtest and prints its report.
///
/// # Errors
/// Bad input when the strategy, its parameters or the selection are; otherwise when ticks cannot be read.
pub fn run(session: &Session, args: &BacktestArgs) -> Result<()> {
    let runtime = strategy::runtime(session)?;
    let loaded = strategy::load(&runtime, &args.file)?;
    eprint!("{}", problems_text(&args.file.display().to_string(), &loaded.warnings));
    let description = loaded.factory.description();
    let parameters = params::values(&description.parameters, &args.run.params).map_err(bad_input)?;
    let chosen = select::choose(session, &args.selection, description)?;
    let executor = executor(args.run.threads)?;
    let job = Job { session, factory: &loaded.factory, chosen: &chosen, executor: &executor };
    let settings = settings(&args.run);
    let started = Instant::now();
    let run = job.run("backtest", &parameters, &settings, &chosen.markets).map_err(classify)?;
    let seconds = started.elapsed().as_secs_f64();
    let variants = match args.no_variants {
        true => Vec::new(),
        false => variants(&job, &run, description, &parameters, &settings)?,
    };
    let report = Report::new(
        &run,
        About {
            strategy: loaded.about.clone(),
            settings: reported(&settings, &loaded, &parameters, &args.selection),
            nodes: &description.nodes,
            variants: &variants,
            trials: 1,
            attribution: attribution(&chosen),
            seconds,
        },
    );
    match args.json {
        true => output::json(&report),
        false => output::text(&text::report(&report, &output::style())),
    }
}

/// The same run one tick worse and at double latency. Only markets in which it traded can differ, unless it says so.
fn variants(
    job: &Job<'_>,
    base: &Run,
    description: &Description,
    parameters: &[f64],
    settings: &Settings,
) -> Result<Vec<Variant>> {
    let markets = &job.chosen.markets;
    let traded = markets_to_rerun(base, description, markets);
    let markets = traded.as_deref().unwrap_or(markets);
    let worse = Settings { worse_ticks: settings.worse_ticks + 1, ..settings.clone() };
    let slower = Settings { latency_ms: settings.latency_ms.saturating_mul(2).max(1), ..settings.clone() };
    let mut variants = Vec::new();
    for (kind, settings) in [(VariantKind::OneTickWorse, worse), (VariantKind::DoubleLatency, slower)] {
        let run = job.run(kind.title(), parameters, &settings, markets).map_err(classify)?;
        variants.push(Variant::new(kind, &run));
    }
    Ok(variants)
}

/// Threads for runs.
///
/// # Errors
/// Bad input for 0 or more than 1,024 threads; otherwise when they cannot be started.
pub fn executor(threads: Option<usize>) -> Result<RayonExecutor> {
    match threads {
        Some(0) | Some(1_025..) => Err(bad_input("--threads takes a number from 1 to 1024")),
        threads => Ok(RayonExecutor::new(threads.unwrap_or(0))?),
    }
}

/// Engine settings of the command line.
pub fn settings(args: &RunArgs) -> Settings {
    Settings { cash: args.cash, latency_ms: args.latency_ms, ..Settings::default() }
}

/// Errors of a run whose remedy is other input.
pub fn classify(error: BacktestError) -> anyhow::Error {
    match error {
        BacktestError::Limits(_) | BacktestError::Parameters(_) | BacktestError::Settings(_) => {
            bad_input(error)
        }
        BacktestError::Source(_) | BacktestError::Cancelled => error.into(),
    }
}

/// Settings as the report shows them.
pub fn reported(
    settings: &Settings,
    loaded: &LoadedStrategy,
    parameters: &[f64],
    selection: &SelectionArgs,
) -> report::Settings {
    let names = loaded.factory.description().parameters.iter().map(|p| p.name.clone());
    report::Settings::new(
        settings,
        names.zip(parameters.iter().copied()).collect(),
        select::described(selection),
    )
}

/// Whose data the chosen markets are.
pub fn attribution(chosen: &Chosen) -> Vec<String> {
    let markets = chosen.markets.iter().map(|m| &chosen.source.markets()[*m]);
    craftstrat_data::sample::attribution(markets)
}
