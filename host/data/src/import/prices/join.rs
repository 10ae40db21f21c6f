//! Joining prices onto one slot's rows.

use super::{InForce, MAX_AGE_MS, Point, Prices, SeriesKey, Stream, twap};
use crate::{ImportError, ImportReport, Row};
use craftstrat_model::{Column, Market, TimeMs};
use craftstrat_venue::price::{in_force_at, opening_at};

/// Values joined onto a row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Joined {
    /// Spot price.
    pub chainlink: Option<f64>,
    /// The stream the slot settles on.
    pub settlement: Option<f64>,
}

/// How far before the slot points are loaded: the longest window, holes and the age limit.
const BEFORE_MS: i64 = 60_000 + 4 * MAX_AGE_MS;
/// How far after the slot: the end price may be received late.
const AFTER_MS: i64 = 120_000;

/// Points in the order received and the value in force among those passed.
#[derive(Clone, Debug, Default)]
struct Cursor {
    points: Vec<Point>,
    next: usize,
    in_force: InForce,
}

impl Cursor {
    fn new(points: Vec<Point>) -> Self {
        Self { points, ..Self::default() }
    }

    fn value(&mut self, at: i64) -> Option<f64> {
        while let Some(point) = self.points.get(self.next).filter(|p| p.known_at <= at) {
            self.in_force.push(*point);
            self.next += 1;
        }
        self.in_force.value(at)
    }
}

/// Serves the prices of one slot in time order.
#[derive(Clone, Debug, Default)]
pub struct Joiner {
    chainlink: Cursor,
    /// `None`: the slot settles on the spot stream itself.
    settlement: Option<Cursor>,
}

impl Joiner {
    /// Loads what `market` needs, and completes its price to beat and end price from the settlement stream where that
    /// is recorded.
    ///
    /// # Errors
    /// When spooled prices cannot be read back.
    pub fn new(
        prices: &mut Prices,
        market: &mut Market,
        report: &mut ImportReport,
    ) -> Result<Self, ImportError> {
        let (from, to) = (market.start.0 - BEFORE_MS, market.end.0 + AFTER_MS);
        let key = |stream| -> SeriesKey { (market.series.asset().to_owned(), stream) };
        let spot = prices.window(&key(Stream::ChainlinkSpot), from, to)?;
        let stream = Stream::settling(market.price_definition);
        let (settlement, computed) = if stream == Stream::ChainlinkSpot {
            (None, false)
        } else if prices.has(&key(stream)) {
            (Some(prices.window(&key(stream), from, to)?), false)
        } else {
            (window_ms(stream).map(|w| twap::series(&spot, w)), true)
        };
        if computed && settlement.as_ref().is_some_and(|s| !s.is_empty()) {
            report
                .note(format!("{stream} settlement prices are computed from the spot stream, not recorded"));
        }
        complete(market, settlement.as_deref().unwrap_or(&spot), computed, report);
        Ok(Self { chainlink: Cursor::new(spot), settlement: settlement.map(Cursor::new) })
    }

    /// The prices known at `at`; calls must not go back in time.
    pub fn at(&mut self, at: TimeMs) -> Joined {
        let chainlink = self.chainlink.value(at.0);
        let settlement = match &mut self.settlement {
            Some(own) => own.value(at.0),
            None => chainlink,
        };
        Joined { chainlink, settlement }
    }

    /// Sets the price columns of a row at `at`; columns without a value are left as they are.
    pub fn fill(&mut self, at: TimeMs, row: &mut Row) {
        let Joined { chainlink, settlement } = self.at(at);
        for (column, value) in [(Column::ChainlinkPrice, chainlink), (Column::SettlementPrice, settlement)] {
            if let Some(value) = value {
                // Values were checked against a narrower range when they were read.
                let _ = row.set_f64(column, value);
            }
        }
    }

    /// Receive times at which some price may change, in order: what a slot without a book is sampled by.
    pub fn times(&self) -> Vec<i64> {
        let own = self.settlement.iter().flat_map(|c| &c.points);
        let mut times: Vec<i64> = self.chainlink.points.iter().chain(own).map(|p| p.known_at).collect();
        times.sort_unstable();
        times.dedup();
        times
    }
}

fn window_ms(stream: Stream) -> Option<i64> {
    match stream {
        Stream::ChainlinkTwap30 => Some(30_000),
        Stream::ChainlinkTwap60 => Some(60_000),
        Stream::ChainlinkSpot | Stream::Binance => None,
    }
}

/// Completes the price to beat (the value in force at the start) and the end price (at the end) from the settlement
/// stream; metadata wins.
fn complete(market: &mut Market, points: &[Point], computed: bool, report: &mut ImportReport) {
    // One-hour and daily slots compare candles, whose open is the first trade of the minute or hour: left to metadata.
    if Stream::settling(market.price_definition) == Stream::Binance {
        return;
    }
    let start = market.start.0;
    if let Some((opening, settled)) = opening_at(points, start) {
        market.price_to_beat_at = TimeMs(settled);
        if market.price_to_beat.is_nan() {
            market.price_to_beat = opening.value;
            let how = if computed { "a computed average" } else { "the recorded settlement stream" };
            report.note(format!("prices to beat that metadata lacks are taken from {how}"));
        } else if opening.value != market.price_to_beat {
            // A correction: known when the right value was received.
            let right =
                points.iter().find(|p| p.feed_at == opening.feed_at && p.value == market.price_to_beat);
            market.price_to_beat_at =
                market.price_to_beat_at.max(TimeMs(right.map_or(start, |p| p.known_at)));
        }
    }
    if let Some(end) = in_force_at(points, market.end.0)
        && market.end_price.is_nan()
        && !computed
    {
        market.end_price = end.value;
    }
}
