//! Every node's value on one row, with the account as the run had it then.

use crate::PreviewError;
use crate::probe::Probe;
use craftstrat_api::ExplainResult;
use craftstrat_engine::record::Run;
use craftstrat_engine::{Control, Executor, Settings, backtest_markets};
use craftstrat_model::{AccountView, StrategyFactory, TickSource};

/// What is looked into: a strategy over markets of a source.
pub struct Subject<'a, E> {
    /// Ticks.
    pub source: &'a dyn TickSource,
    /// Makes instances.
    pub factory: &'a dyn StrategyFactory,
    /// Parameter values in the order of their declaration.
    pub parameters: &'a [f64],
    /// Settings of the run.
    pub settings: &'a Settings,
    /// Indexes of the markets to replay, ascending: those up to the one in question where state or cash links them.
    pub markets: &'a [usize],
    /// Threads.
    pub executor: &'a E,
    /// Lets the caller watch and stop it.
    pub control: &'a Control<'a>,
}

/// Explains the first row at or after `at_ms` of `market`, an index into the source's markets.
///
/// # Errors
/// When there is no such row, or the run fails before it.
pub fn explain(
    subject: &Subject<'_, impl Executor>,
    market: usize,
    at_ms: i64,
) -> Result<ExplainResult, PreviewError> {
    let description = subject.factory.description();
    let ticks = subject.source.load(market, description.columns.iter().copied().collect())?;
    let symbol = &ticks.market().slug;
    let row = ticks.times().partition_point(|t| *t < at_ms);
    let Some(&at_ms) = ticks.times().get(row) else { return Err(PreviewError::NoRow(symbol.clone())) };
    let mut seen = None;
    let see = |_: usize, account: &AccountView, values: Vec<f64>| seen = Some((*account, values));
    let run = watch(subject, symbol, row..row + 1, see)?;
    let Some((account, values)) = seen else {
        let why = run.faults.first().map(|f| f.fault.to_string());
        let why = why.unwrap_or_else(|| "the replay did not reach it".to_owned());
        return Err(PreviewError::NotReached(why));
    };
    let columns = description.columns.iter().map(|c| (c.name(), ticks.column(*c)[row]));
    let nodes = description.nodes.iter().map(String::as_str).zip(values);
    Ok(ExplainResult::new(symbol.clone(), at_ms, row as u64, &account, columns, nodes))
}

/// Replays the subject and shows `watcher` the rows of one market.
pub(crate) fn watch(
    subject: &Subject<'_, impl Executor>,
    symbol: &str,
    rows: std::ops::Range<usize>,
    watcher: impl FnMut(usize, &AccountView, Vec<f64>) + Send,
) -> Result<Run, PreviewError> {
    let probe = Probe::new(subject.factory, symbol, rows, watcher);
    let Subject { source, parameters, settings, markets, executor, control, .. } = subject;
    Ok(backtest_markets(*source, &probe, parameters, settings, *executor, control, markets)?)
}
