//! Prices of the underlying: recorded series joined onto rows by the time each value was received.
//!
//! | input | recognised by | stream |
//! |---|---|---|
//! | `feed_ts_ms,value,full_accuracy_value,server_ts_ms,recv_ms` CSV, plain or gzip | its header | Chainlink spot, or a TWAP when the file's name says `twap30` or `twap60` |
//! | Binance messages: receive time in ns, a space, the stream's JSON | its first line | Binance trades |
//! | messages of the venue's real-time data service: receive time, a space, the message | its first line | what each message says |
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
mod rtds;
mod slots;
mod spool;
pub mod twap;

pub(crate) use craftstrat_venue::price::is_plausible;
pub use craftstrat_venue::price::{InForce, MAX_AGE_MS, Point, Stream};
pub use file::PriceFile;
pub use join::{Joined, Joiner};
pub use slots::{Agreement, import};
pub(crate) use spool::scratch_folder;
pub use spool::{Prices, SeriesKey};

/// Added to the feed time where receive times are not recorded, in ms.
pub const ASSUMED_DELAY_MS: i64 = 1_000;
