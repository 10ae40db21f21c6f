//! The slot a market of a run stands for.

use crate::record::MarketRun;
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Duration, PriceDefinition, TimeMs};

/// A slot's bounds and what its slug says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// First instant.
    pub start: TimeMs,
    /// End, exclusive.
    pub end: TimeMs,
    /// Its series as users write it; `None` when the slug names none.
    pub series: Option<String>,
    /// How long its series' slots last.
    pub duration: Option<Duration>,
    /// Which stream it settles on by the venue's published rules.
    pub definition: Option<PriceDefinition>,
}

/// The slot named by a market's slug; where the slug names none, its recorded rows.
pub fn slot_of(market: &MarketRun) -> Slot {
    match market_of_slug(&market.symbol) {
        Ok(named) => Slot {
            start: named.start,
            end: named.end,
            series: Some(named.series.to_string()),
            duration: Some(named.series.duration()),
            definition: Some(named.price_definition),
        },
        Err(_) => Slot {
            start: market.from,
            end: market.to.plus_ms(1).max(market.from.plus_ms(1)),
            series: None,
            duration: None,
            definition: None,
        },
    }
}

impl Slot {
    /// The quarter of the slot that `at` falls in, 0 to 3; times outside count to the nearest.
    pub fn phase(&self, at: TimeMs) -> usize {
        let (into, length) =
            (i128::from(at.since(self.start)), i128::from(self.end.since(self.start)).max(1));
        (4 * into / length).clamp(0, 3) as usize
    }
}
