//! One market's prices for a chart.

use craftstrat_model::{Column, ColumnSet, SourceError, TickSource};

/// Prices by row; missing is NaN.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MarketSeries {
    /// Row times, ms since the epoch.
    pub times: Vec<f64>,
    /// Best bid for Up.
    pub bid_up: Vec<f64>,
    /// Best ask for Up.
    pub ask_up: Vec<f64>,
    /// Best bid for Down.
    pub bid_down: Vec<f64>,
    /// Best ask for Down.
    pub ask_down: Vec<f64>,
    /// The price the slot settles on, or the spot price where only that is recorded; empty where neither is.
    pub underlying: Vec<f64>,
    /// The price to beat, from when it was known; empty where it is not.
    pub price_to_beat: Vec<f64>,
}

impl MarketSeries {
    /// Whether both have the same values, bit by bit: what is missing is the same as what is missing.
    pub fn is_same(&self, other: &Self) -> bool {
        self.columns()
            .into_iter()
            .zip(other.columns())
            .all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits()))
    }

    fn columns(&self) -> [&[f64]; 7] {
        let Self { times, bid_up, ask_up, bid_down, ask_down, underlying, price_to_beat } = self;
        [times, bid_up, ask_up, bid_down, ask_down, underlying, price_to_beat]
    }
}

/// The prices of `market`, an index into the source's markets.
///
/// # Errors
/// When the ticks cannot be read.
pub fn series(source: &dyn TickSource, market: usize) -> Result<MarketSeries, SourceError> {
    use Column::*;
    let recorded = source.recorded(market);
    let underlying = [SettlementPrice, ChainlinkPrice].into_iter().find(|c| recorded.contains(*c));
    let beat = source.markets()[market].price_to_beat.is_finite().then_some(PriceToBeat);
    let wanted: ColumnSet =
        [BidUp, AskUp, BidDown, AskDown].into_iter().chain(underlying).chain(beat).collect();
    let ticks = source.load(market, wanted)?;
    let values = |column: Column| ticks.column(column).to_vec();
    Ok(MarketSeries {
        times: ticks.times().iter().map(|t| *t as f64).collect(),
        bid_up: values(BidUp),
        ask_up: values(AskUp),
        bid_down: values(BidDown),
        ask_down: values(AskDown),
        underlying: underlying.map(values).unwrap_or_default(),
        price_to_beat: beat.map(values).unwrap_or_default(),
    })
}
