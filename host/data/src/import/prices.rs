//! Prices of the underlying: recorded series joined onto rows by the time each value was received.
//!
//! | input | recognised by | stream |
//! |---|---|---|
//! | `feed_ts_ms,value,full_accuracy_value,server_ts_ms,recv_ms` CSV, plain or gzip | its header | Chainlink spot, or a TWAP when the file's name says `twap30` or `twap60` |
//! | Binance messages: receive time in ns, a space, the stream's JSON | its first line | Binance trades |
//!
//! **No look-ahead.** A value enters at its receive time; where none is recorded, 1 s after its feed time, which the
//! report says. At any time the value in force is the one with the latest feed time among those received (of two
//! values for one feed time the later received wins, from when it was received). It is used for at most
//! [`MAX_AGE_MS`] after it was received; a value that was already older than that on arrival never comes into force.
//!
//! **Settlement price.** By the slot's [`craftstrat_model::PriceDefinition`]: Chainlink spot is `chainlink_price`
//! itself; a TWAP is the recorded TWAP stream where given, else computed from the spot stream as the time-weighted
//! mean of the trailing window ([`twap`]), which the report says; Binance definitions take the Binance stream.

mod file;
mod join;
mod slots;
mod spool;
pub mod twap;

pub use file::{PriceFile, Stream};
pub use join::{Joined, Joiner};
pub use slots::{Agreement, import};
pub(crate) use spool::scratch_folder;
pub use spool::{Prices, SeriesKey};

/// Longest time a value is used after it was received, and oldest it may be on arrival, in ms.
pub const MAX_AGE_MS: i64 = 5_000;

/// Added to the feed time where receive times are not recorded, in ms.
pub const ASSUMED_DELAY_MS: i64 = 1_000;

/// Whether an underlying can cost that: more than 0 and at most 10^8 dollars.
pub(crate) fn is_plausible(price: f64) -> bool {
    price > 0.0 && price <= 1e8
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
