//! Every node's value on one row, with the account as the backtest had it then.
//!
//! The run is replayed to the row with a [`Probe`] around the strategy.

use crate::backtest::Work;
use crate::error::RunError;
use craftstrat_api::ExplainResult;
use craftstrat_engine::Settings;
use craftstrat_model::{AccountView, TickSource, TimeMs};
use craftstrat_preview::probe::Probe;

/// The row to explain.
#[derive(Clone, Copy, Debug)]
pub struct RowAt<'a> {
    /// The market's slug.
    pub market: &'a str,
    /// The first row at or after this time.
    pub at: TimeMs,
}

/// Replays `markets` (indexes of `work.chosen`, ascending, the row's market among them) and explains the row.
///
/// # Errors
/// When the market has no such row or is not among those chosen, parameters or settings are wrong, or the run fails
/// before the row.
pub fn explain(
    work: &Work<'_>,
    row_at: RowAt<'_>,
    parameters: &[f64],
    settings: &Settings,
    markets: &[usize],
) -> Result<ExplainResult, RunError> {
    let RowAt { market, at } = row_at;
    let (source, description) = (&work.chosen.source, work.description());
    let found = markets.iter().find(|m| source.markets()[**m].slug == market);
    let Some(&index) = found else {
        return Err(RunError::Ticks(format!(
            "no usable ticks of {market}: `craftstrat data ls` lists what there is"
        )));
    };
    let ticks = source.load(index, description.columns.iter().copied().collect())?;
    let row = ticks.times().partition_point(|t| *t < at.0);
    let Some(&at_ms) = ticks.times().get(row) else {
        let (from, to) = (ticks.market().start, ticks.market().end);
        return Err(RunError::Input(format!(
            "{market} has no row at or after {at}: its slot is {from} to {to}"
        )));
    };
    let mut seen = None;
    let see = |_: usize, account: &AccountView, values: Vec<f64>| seen = Some((*account, values));
    let probe = Probe::new(&work.strategy.factory, market, row..row + 1, see);
    let run = work.run("replay", &probe, parameters, settings, markets)?;
    let Some((account, values)) = seen else {
        let why =
            run.faults.first().map_or("the replay did not reach the row".to_owned(), |f| f.fault.to_string());
        return Err(RunError::Unreached(why));
    };
    let columns = description.columns.iter().map(|c| (c.name(), ticks.column(*c)[row]));
    let nodes = description.nodes.iter().map(String::as_str).zip(values);
    Ok(ExplainResult::new(market.to_owned(), at_ms, row as u64, &account, columns, nodes))
}
