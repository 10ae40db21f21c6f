//! Whether a market's ticks have what a strategy reads.

use craftstrat_model::{Column, ColumnSet, Description, Market, TickSource};
use std::collections::BTreeSet;

/// The columns a strategy reads that a market with these recorded columns does not have.
pub fn missing_columns(description: &Description, recorded: ColumnSet, market: &Market) -> Vec<Column> {
    let has = |column: Column| match column {
        Column::Sample => true,
        Column::PriceToBeat => market.price_to_beat.is_finite(),
        Column::DirMovePct | Column::AbsMovePct => {
            market.price_to_beat.is_finite() && recorded.contains(Column::SettlementPrice)
        }
        // Missing means the venue's default step, which strategies can live with.
        Column::TickSize => true,
        column => column.sources().iter().all(|s| recorded.contains(*s)),
    };
    description.columns.iter().copied().filter(|c| !has(*c)).collect()
}

/// The markets of a source that have every column, ascending, and what the others lack.
pub fn fitting(description: &Description, source: &dyn TickSource) -> (Vec<usize>, BTreeSet<Column>) {
    let mut lacking = BTreeSet::new();
    let mut markets = Vec::with_capacity(source.markets().len());
    for (index, market) in source.markets().iter().enumerate() {
        match missing_columns(description, source.recorded(index), market) {
            missing if missing.is_empty() => markets.push(index),
            missing => lacking.extend(missing),
        }
    }
    (markets, lacking)
}
