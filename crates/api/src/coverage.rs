//! The answer of `data ls`: what the tick store holds, by market.

use crate::wire::{Winner, WinnerSource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One market of the store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarketCoverage {
    /// The slot's slug.
    pub symbol: String,
    /// Its series.
    pub series: String,
    /// Start of the slot, ms.
    pub start_ms: i64,
    /// End of the slot, exclusive, ms.
    pub end_ms: i64,
    /// Rows inside the slot.
    pub rows: u64,
    /// Of these, rows on the 1 Hz grid.
    pub grid_rows: u64,
    /// Time of the first row, ms; `null` without rows.
    pub from_ms: Option<i64>,
    /// Time of the last row, ms.
    pub to_ms: Option<i64>,
    /// Stretches of more than 5 s without a row, the slot's start and end included.
    pub gaps: u64,
    /// Longest stretch without a row, ms.
    pub longest_gap_ms: i64,
    /// Rows whose book contradicts itself.
    pub inconsistent: u64,
    /// Stored columns that are recorded.
    pub columns: Vec<String>,
    /// Who won; `null` when that is not known.
    pub winner: Option<Winner>,
    /// How that is known.
    pub winner_source: WinnerSource,
    /// Which price stream the slot settles on.
    pub price_definition: String,
    /// Only one token was recorded; the other outcome is its complement.
    pub one_token: bool,
    /// Made by the generator, not recorded.
    pub generated: bool,
}

impl MarketCoverage {
    /// Grid rows / seconds of the slot: 1 when every second was recorded.
    pub fn coverage(&self) -> f64 {
        let seconds = (self.end_ms - self.start_ms) as f64 / 1_000.0;
        if seconds > 0.0 { (self.grid_rows as f64 / seconds).min(1.0) } else { 0.0 }
    }
}

/// The whole store, or what was asked for of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coverage {
    /// Markets by series and start.
    pub markets: Vec<MarketCoverage>,
    /// Their rows.
    pub rows: u64,
    /// Whose data this is, as its licences ask.
    pub attribution: Vec<String>,
}

impl Coverage {
    /// Sorted and summed.
    pub fn new(mut markets: Vec<MarketCoverage>, attribution: Vec<String>) -> Self {
        markets.sort_by(|a, b| (&a.series, a.start_ms, &a.symbol).cmp(&(&b.series, b.start_ms, &b.symbol)));
        let rows = markets.iter().map(|m| m.rows).sum();
        Self { markets, rows, attribution }
    }
}
