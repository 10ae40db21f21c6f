//! A market as a line of the journal.

use craftstrat_model::{FeeSchedule, Market, PriceDefinition, TimeMs, Winner, WinnerSource};
use serde::{Deserialize, Serialize};

/// Prices are written as their bits: exact both ways, and not known is a number like any other.
#[derive(Serialize, Deserialize)]
pub(super) struct MarketRecord {
    symbol: String,
    series: String,
    start_ms: i64,
    end_ms: i64,
    winner: Option<Winner>,
    winner_source: WinnerSource,
    price_to_beat_bits: u64,
    price_to_beat_at_ms: i64,
    end_price_bits: u64,
    price_definition: PriceDefinition,
    fees: Option<FeeSchedule>,
    one_token: bool,
    generated: bool,
}

impl MarketRecord {
    pub(super) fn of(m: &Market) -> Self {
        Self {
            symbol: m.slug.clone(),
            series: m.series.to_string(),
            start_ms: m.start.0,
            end_ms: m.end.0,
            winner: m.winner,
            winner_source: m.winner_source,
            price_to_beat_bits: m.price_to_beat.to_bits(),
            price_to_beat_at_ms: m.price_to_beat_at.0,
            end_price_bits: m.end_price.to_bits(),
            price_definition: m.price_definition,
            fees: m.fees,
            one_token: m.one_token,
            generated: m.generated,
        }
    }

    pub(super) fn market(self) -> Result<Market, String> {
        Ok(Market {
            series: self.series.parse().map_err(|e| format!("{e}"))?,
            slug: self.symbol,
            start: TimeMs(self.start_ms),
            end: TimeMs(self.end_ms),
            winner: self.winner,
            winner_source: self.winner_source,
            price_to_beat: f64::from_bits(self.price_to_beat_bits),
            price_to_beat_at: TimeMs(self.price_to_beat_at_ms),
            end_price: f64::from_bits(self.end_price_bits),
            price_definition: self.price_definition,
            fees: self.fees,
            one_token: self.one_token,
            generated: self.generated,
        })
    }
}
