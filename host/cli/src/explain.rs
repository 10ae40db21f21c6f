//! `explain`: every node's value on one row, with the account as the backtest had it then.

use crate::args::ExplainArgs;
use crate::backtest::settings;
use crate::failure::{bad_input, classify};
use crate::strategy::{self, executor};
use crate::{Session, output};
use anyhow::Result;
use craftstrat_api::text::answers;
use craftstrat_data::Selection;
use craftstrat_model::slug::market_of_slug;
use craftstrat_runs::Work;
use craftstrat_runs::explain::RowAt;

/// Explains one row.
///
/// # Errors
/// Bad input when the strategy, the market or the time are; otherwise when the run fails before the row.
pub fn run(session: &Session, args: &ExplainArgs) -> Result<()> {
    let runtime = strategy::runtime(session)?;
    let loaded = strategy::load(&runtime, &args.file)?;
    let parameters = strategy::values(&loaded, &args.run.params)?;
    let market = market_of_slug(&args.market).map_err(bad_input)?;
    // Earlier slots of the series count: they shape carried state and the account.
    let to = Some(market.start.plus_ms(1));
    let selection = Selection { series: Some(market.series), to, ..Selection::default() };
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
    let row_at = RowAt { market: &args.market, at: args.at };
    let settings = settings(&args.run.settings)?;
    let result = craftstrat_runs::explain(&work, row_at, &parameters, &settings, &chosen.markets)
        .map_err(|e| classify(&args.file.display().to_string(), e))?;
    match args.json {
        true => output::json(&result),
        false => output::text(&answers::explanation(&result, &output::style())),
    }
}
