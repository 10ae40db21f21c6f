//! `backtest`: one strategy over recorded markets, with its variants, as a report.

use crate::args::{BacktestArgs, SettingsArgs};
use crate::failure::{bad_input, classify, problems_text};
use crate::strategy::{self, executor};
use crate::{Session, output};
use anyhow::Result;
use craftstrat_api::text;
use craftstrat_engine::Settings;
use craftstrat_runs::{Wanted, Work};

/// Runs a backtest and prints its report.
///
/// # Errors
/// Bad input when the strategy, its parameters or the selection are; otherwise when ticks cannot be read.
pub fn run(session: &Session, args: &BacktestArgs) -> Result<()> {
    let file = args.file.display().to_string();
    let runtime = strategy::runtime(session)?;
    let loaded = strategy::load(&runtime, &args.file)?;
    eprint!("{}", problems_text(&file, &loaded.warnings));
    let parameters = strategy::values(&loaded, &args.run.params)?;
    let selection = strategy::selection(&args.selection);
    let chosen = strategy::chosen(session, &selection, &loaded)?;
    let executor = executor(args.run.threads)?;
    let work = Work {
        progress: &session.bars,
        stop: session.bars.stop(),
        strategy: &loaded,
        chosen: &chosen,
        selection: &selection,
        executor: &executor,
    };
    let settings = settings(&args.run.settings)?;
    let report = craftstrat_runs::backtest(&work, &parameters, &settings, !args.no_variants)
        .map_err(|e| classify(&file, e))?;
    match args.json {
        true => output::json(&report),
        false => output::text(&text::report(&report, &output::style())),
    }
}

/// Engine settings of the command line.
///
/// # Errors
/// Bad input when they make no sense.
pub fn settings(args: &SettingsArgs) -> Result<Settings> {
    let wanted = Wanted { cash: args.cash, latency_ms: args.latency_ms, fee_rate: args.fee_rate };
    wanted.engine().map_err(bad_input)
}
