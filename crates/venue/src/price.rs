//! Prices of the underlying: which value is in force when, and what a slot opens and closes at.
//!
//! **No look-ahead.** A value enters when it was received. At any time the value in force is the one with the latest feed
//! time among those received (of two values for one feed time the later received wins, from when it was received). It
//! is used for at most [`MAX_AGE_MS`] after it was received; one already older than that on arrival never comes into
//! force.

use craftstrat_model::PriceDefinition;
use std::fmt;

/// Longest time a value is used after it was received, and oldest it may be on arrival, in ms.
pub const MAX_AGE_MS: i64 = 5_000;

/// Whether an underlying can cost that: more than 0 and at most 10^8 dollars.
pub fn is_plausible(price: f64) -> bool {
    price > 0.0 && price <= 1e8
}

/// A price stream of one asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stream {
    /// Chainlink data stream, spot.
    ChainlinkSpot,
    /// Chainlink data stream, average of 30 s.
    ChainlinkTwap30,
    /// Chainlink data stream, average of 60 s.
    ChainlinkTwap60,
    /// Binance spot trades.
    Binance,
}

impl Stream {
    /// All streams.
    pub const ALL: [Self; 4] =
        [Self::ChainlinkSpot, Self::ChainlinkTwap30, Self::ChainlinkTwap60, Self::Binance];

    /// Name as users write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChainlinkSpot => "chainlink",
            Self::ChainlinkTwap30 => "twap30",
            Self::ChainlinkTwap60 => "twap60",
            Self::Binance => "binance",
        }
    }

    /// The stream slots of a definition settle on.
    pub const fn settling(definition: PriceDefinition) -> Self {
        match definition {
            PriceDefinition::ChainlinkSpot => Self::ChainlinkSpot,
            PriceDefinition::ChainlinkTwap30 => Self::ChainlinkTwap30,
            PriceDefinition::ChainlinkTwap60 => Self::ChainlinkTwap60,
            PriceDefinition::BinanceCandle1h | PriceDefinition::BinanceNoonClose => Self::Binance,
        }
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One value of a price stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// When it was received, ms since the epoch.
    pub known_at: i64,
    /// When the price was in force according to the feed, ms since the epoch.
    pub feed_at: i64,
    /// Dollars.
    pub value: f64,
}

/// The value in force as time goes on. Points must be pushed in the order they were received.
#[derive(Clone, Debug, Default)]
pub struct InForce {
    current: Option<Point>,
}

impl InForce {
    /// Takes the next received point; whether it came into force.
    pub fn push(&mut self, point: Point) -> bool {
        let stale = point.known_at - point.feed_at > MAX_AGE_MS;
        let older = self.current.is_some_and(|c| point.feed_at < c.feed_at);
        if stale || older {
            return false;
        }
        self.current = Some(point);
        true
    }

    /// The value at `at`, no earlier than any point pushed.
    pub fn value(&self, at: i64) -> Option<f64> {
        self.current.filter(|p| p.known_at <= at && at - p.known_at <= MAX_AGE_MS).map(|p| p.value)
    }
}

/// The value in force at `at` by feed time, at most [`MAX_AGE_MS`] old: of two for one feed time the first received,
/// which is what was known in time.
pub fn in_force_at(points: &[Point], at: i64) -> Option<Point> {
    let in_time = points.iter().filter(|p| p.feed_at <= at && at - p.feed_at <= MAX_AGE_MS);
    in_time.reduce(|best, p| if p.feed_at > best.feed_at { p } else { best }).copied()
}

/// The value in force at `start` and when it was settled that it was: the receipt of a tick of that time or later.
/// `points` in the order received.
pub fn opening_at(points: &[Point], start: i64) -> Option<(Point, i64)> {
    let settled = points.iter().filter(|p| p.feed_at >= start).map(|p| p.known_at).min()?;
    // Points are in the order received: what arrived afterwards was not known then.
    let by_then = &points[..points.partition_point(|p| p.known_at <= settled)];
    Some((in_force_at(by_then, start)?, settled.max(start)))
}
