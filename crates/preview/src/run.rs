//! A run of a strategy over ticks in memory, by the host's engine.

use crate::outcome::{self, PreviewOutcome, Records};
use crate::request::parameter_values;
use crate::{PreviewError, PreviewRequest, fits};
use craftstrat_api::report::{self, About, Report, Strategy};
use craftstrat_engine::{Control, Sequential, Settings, backtest_markets, markets_to_rerun};
use craftstrat_model::{Description, StrategyFactory, TickSource};

/// A strategy that can be run.
#[derive(Clone, Copy)]
pub struct Runnable<'a> {
    /// Makes its instances.
    pub factory: &'a dyn StrategyFactory,
    /// What it is, for the report.
    pub about: &'a Strategy,
}

/// A run that ended.
#[derive(Clone, Debug)]
pub struct Finished {
    /// For the page.
    pub outcome: PreviewOutcome,
    /// The lists that were cut in it, whole.
    pub records: Records,
    /// What was run, for explaining it.
    pub replay: Replay,
}

/// How a run is done again to look into it.
#[derive(Clone, Debug)]
pub struct Replay {
    /// Parameter values in the order of their declaration.
    pub parameters: Vec<f64>,
    /// Settings.
    pub settings: Settings,
    /// Indexes of the markets that were run.
    pub markets: Vec<usize>,
    /// What happens in one market does not depend on the others.
    pub apart: bool,
}

/// Runs `strategy` over the markets of `source` that have what it reads. `source` holds the markets that were asked for
/// and no others: what is there counts, as warm-up, even where it is not run. `now` is a clock in ms.
///
/// # Errors
/// When there is nothing to run on or the run has no result.
pub fn run(
    source: &dyn TickSource,
    strategy: Runnable<'_>,
    request: &PreviewRequest,
    now: &dyn Fn() -> f64,
) -> Result<Finished, PreviewError> {
    let started = now();
    let description = strategy.factory.description();
    if source.markets().is_empty() {
        return Err(PreviewError::NoMarkets);
    }
    let (markets, lacking) = fits::fitting(description, source);
    let lacking: Vec<String> = lacking.into_iter().map(|c| c.name().to_owned()).collect();
    if markets.is_empty() {
        return Err(PreviewError::Lacking(lacking.join(", ")));
    }
    let parameters = parameter_values(&description.parameters, &request.parameters);
    let settings = request.settings.engine()?;
    let run = backtest_markets(
        source,
        strategy.factory,
        &parameters,
        &settings,
        &Sequential,
        &Control::default(),
        &markets,
    )?;
    let about = About {
        strategy: strategy.about.clone(),
        settings: reported(&settings, description, &parameters, request),
        nodes: &description.nodes,
        variants: &[],
        trials: 1,
        attribution: Vec::new(),
        seconds: (now() - started) / 1e3,
    };
    let mut report = Report::new(&run, about);
    let (totals, records) = outcome::cut(&mut report);
    let left_out = (0..source.markets().len()).filter(|m| markets.binary_search(m).is_err());
    let outcome = PreviewOutcome {
        digest: run.digest.clone(),
        report,
        totals,
        slots: outcome::slots(&run),
        left_out: left_out.map(|m| source.markets()[m].slug.clone()).collect(),
        lacking,
        millis: now() - started,
        compile_millis: 0.0,
    };
    let apart = markets_to_rerun(&run, description, &settings, &markets).is_some();
    Ok(Finished { outcome, records, replay: Replay { parameters, settings, markets, apart } })
}

fn reported(
    settings: &Settings,
    description: &Description,
    parameters: &[f64],
    request: &PreviewRequest,
) -> report::Settings {
    let names = description.parameters.iter().map(|p| p.name.clone());
    let selection = report::Selection { markets: request.markets.clone(), ..report::Selection::default() };
    report::Settings::new(settings, names.zip(parameters.iter().copied()).collect(), selection)
}
