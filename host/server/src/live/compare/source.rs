//! Recorded ticks from where a run began.

use craftstrat_data::StoreSource;
use craftstrat_model::{Column, ColumnSet, Market, SlotTicks, SourceError, TickSource, TimeMs};

/// Some markets of a source, without the rows up to an instant.
pub(super) struct Cut<'a> {
    inner: &'a StoreSource,
    indexes: Vec<usize>,
    markets: Vec<Market>,
    after: TimeMs,
}

impl<'a> Cut<'a> {
    /// The markets with these indexes, ascending, with their rows later than `after`.
    pub fn new(inner: &'a StoreSource, indexes: Vec<usize>, after: TimeMs) -> Self {
        let markets = indexes.iter().map(|index| inner.markets()[*index].clone()).collect();
        Self { inner, indexes, markets, after }
    }
}

impl TickSource for Cut<'_> {
    fn markets(&self) -> &[Market] {
        &self.markets
    }

    fn recorded(&self, market: usize) -> ColumnSet {
        self.inner.recorded(self.indexes[market])
    }

    fn load(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, SourceError> {
        let ticks = self.inner.load(self.indexes[market], wanted)?;
        let first = ticks.times().partition_point(|at| *at <= self.after.0);
        if first == 0 {
            return Ok(ticks);
        }
        let mut rest = SlotTicks::new(ticks.market().clone(), ticks.times()[first..].to_vec());
        for column in Column::ALL.iter().copied() {
            if let Some(values) = ticks.get(column) {
                rest.set(column, values[first..].to_vec());
            }
        }
        Ok(rest)
    }
}
