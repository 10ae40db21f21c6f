//! How much fuel a strategy needs for its worst row. A batch pools the fuel of its rows; a live row has its own only.

use craftstrat_model::{
    AccountView, ColumnSet, Fault, Muted, SourceError, Strategy, StrategyFactory, TickSource, TimeMs,
};

/// Fuel a strategy used on recorded rows, one row at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FuelReport {
    /// Rows replayed.
    pub rows: u64,
    /// Fuel of all rows together.
    pub total: u64,
    /// Fuel of the most expensive row.
    pub worst: u64,
    /// The market of that row.
    pub worst_symbol: String,
    /// The time of that row.
    pub worst_at: TimeMs,
}

/// Why fuel could not be measured.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FuelError {
    /// The strategy faulted: it would do so live.
    #[error("the strategy faulted on a row of {symbol}: {fault}")]
    Fault {
        /// The market.
        symbol: String,
        /// Why.
        fault: Fault,
    },
    /// The rows could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// It never came as far as a row.
    #[error("the strategy does not start: {0}")]
    Start(Fault),
}

/// Replays every market of `source` row by row with a flat account, as they would come live, and reports the worst row.
///
/// # Errors
/// When a row faults or cannot be read.
pub fn measure_fuel(
    factory: &dyn StrategyFactory,
    parameters: &[f64],
    source: &dyn TickSource,
) -> Result<FuelReport, FuelError> {
    let mut strategy = factory.instantiate().map_err(FuelError::Start)?;
    strategy.configure(parameters).map_err(FuelError::Start)?;
    strategy.reset().map_err(FuelError::Start)?;
    let mut report =
        FuelReport { rows: 0, total: 0, worst: 0, worst_symbol: String::new(), worst_at: TimeMs::default() };
    for market in 0..source.markets().len() {
        replay(&mut *strategy, source, market, &mut report)?;
    }
    Ok(report)
}

fn replay(
    strategy: &mut (dyn Strategy + Send + '_),
    source: &dyn TickSource,
    market: usize,
    report: &mut FuelReport,
) -> Result<(), FuelError> {
    let columns = strategy.description().columns.clone();
    let wanted: ColumnSet = columns.iter().copied().collect();
    let ticks = source.load(market, wanted)?;
    let symbol = &ticks.market().slug;
    let fault = |fault| FuelError::Fault { symbol: symbol.clone(), fault };
    strategy.begin_slot(ticks.market(), false).map_err(fault)?;
    let values: Vec<&[f64]> = columns.iter().map(|c| ticks.column(*c)).collect();
    let mut row_values = vec![0.0; columns.len()];
    let mut decisions = Vec::new();
    for (row, at) in ticks.times().iter().enumerate() {
        for (to, column) in row_values.iter_mut().zip(&values) {
            *to = column[row];
        }
        let before = strategy.fuel_used();
        strategy.load(1, &row_values).map_err(fault)?;
        strategy.next(0, 1, &AccountView::FLAT, Muted::NONE, &mut decisions).map_err(fault)?;
        let used = strategy.fuel_used() - before;
        report.rows += 1;
        report.total += used;
        if used > report.worst {
            (report.worst, report.worst_at) = (used, TimeMs(*at));
            report.worst_symbol.clone_from(symbol);
        }
    }
    Ok(())
}
