//! Markets of the seeded generator, without end.

use super::{Slot, Source, slot_of};
use craftstrat_data::SlotRows;
use craftstrat_data::generate::{self, GeneratorSettings, Slots};
use craftstrat_model::{Market, Series, TimeMs};

/// One generated series.
#[derive(Debug)]
pub struct Generated {
    slots: Slots,
    series: Series,
    next: TimeMs,
    has_prices: bool,
}

impl Generated {
    /// Several series from a common start, so that those of one asset see the same price of it. The start moves back
    /// onto the grid of the longest.
    pub fn several(seed: u64, series: &[Series], from: TimeMs) -> Vec<Box<dyn Source>> {
        let grid = series.iter().map(|s| s.duration().ms()).max().unwrap_or(1);
        let from = TimeMs(from.0.div_euclid(grid) * grid);
        let shortest = |s: &Series| {
            let same = series.iter().filter(|o| o.asset() == s.asset());
            same.min_by_key(|o| o.duration()) == Some(s)
        };
        let source = |s: &Series| {
            let settings = GeneratorSettings::new(s.clone(), from, u32::MAX, seed);
            let slots = generate::rows(&settings);
            let has_prices = shortest(s);
            Box::new(Self { slots, series: s.clone(), next: from, has_prices }) as Box<dyn Source>
        };
        series.iter().map(source).collect()
    }
}

impl Source for Generated {
    fn next(&mut self) -> Option<Market> {
        let start = self.next;
        let market = Market::new(format!("{}-{}", self.series, start.0 / 1_000), self.series.clone(), start);
        self.next = market.end;
        Some(market)
    }

    fn load(&mut self, market: &Market) -> Slot {
        // Asked for in order, so that this is the next one; a slot that was never asked for is passed over.
        let rows = self.slots.by_ref().find(|rows| rows.market.start >= market.start);
        match rows.map(SlotRows::into_ticks) {
            Some(ticks) => slot_of(&ticks),
            None => Slot { market: market.clone(), steps: Vec::new(), prices: Vec::new() },
        }
    }

    fn has_prices(&self) -> bool {
        self.has_prices
    }
}
