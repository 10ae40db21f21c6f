//! What a log comes to beside the backtest of the same ticks.

use craftstrat_engine::{Control, Sequential, backtest};
use craftstrat_live::{Library, Replayed, ReplayedRun, Version};
use craftstrat_model::{ColumnSet, Market, SlotTicks, SourceError, TickSource};

/// A run's own ticks, as a backtest takes them.
struct Recorded {
    markets: Vec<Market>,
    ticks: Vec<SlotTicks>,
}

impl Recorded {
    fn of(run: &ReplayedRun) -> Self {
        let markets = run.ticks.iter().map(|t| t.market().clone()).collect();
        Self { markets, ticks: run.ticks.clone() }
    }
}

impl TickSource for Recorded {
    fn markets(&self) -> &[Market] {
        &self.markets
    }

    fn recorded(&self, _: usize) -> ColumnSet {
        ColumnSet::EMPTY
    }

    fn load(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, SourceError> {
        let mut ticks = self.ticks[market].clone();
        ticks.prepare(wanted);
        Ok(ticks)
    }
}

/// Every run traded, and traded as the backtest does.
pub fn compare_with_backtest(library: &Library, replayed: &Replayed, versions: &[Version]) {
    assert_eq!(replayed.runs.len(), versions.len());
    for (run, version) in replayed.runs.iter().zip(versions) {
        let factory = library.get(&version.component).unwrap();
        let source = Recorded::of(run);
        let control = Control::default();
        let parameters = &version.parameters;
        let expected =
            backtest(&source, &*factory, parameters, &run.settings, &Sequential, &control).unwrap();
        assert!(!run.record.orders.is_empty(), "{} does not trade", run.name);
        assert_eq!(run.record.orders, expected.orders, "{}", run.name);
        assert_eq!(format!("{:?}", run.record.fills), format!("{:?}", expected.fills), "{}", run.name);
        assert_eq!(run.record.equity, expected.equity, "{}", run.name);
        assert_eq!(run.record.denials, expected.denials, "{}", run.name);
        assert_eq!(run.record.markets, expected.markets, "{}", run.name);
        assert_eq!(run.record.digest, expected.digest, "{}", run.name);
    }
}
