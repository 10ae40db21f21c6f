//! The pure core: `step(now, event) -> effects`, without clock, I/O, thread or unseeded randomness.
//!
//! What happens outside comes in as an [`Event`], what should happen outside goes out as an [`Effect`]. The tokio shell
//! ([`crate::shell`]) performs effects; a simulation can do so in its place and replay the same seed to the same ticks.
//!
//! **Receive times.** Every event carries the time the shell saw it. The core holds them to never running backwards, and
//! to a later millisecond than the last [`Event::Timer`]: a timer says that everything received up to its time was
//! delivered, so rows of that time can be given out at once and never change afterwards.

mod audit;
mod backoff;
mod discovery;
mod feed;
mod follow;
mod got;
mod health;
mod link;
mod market;
mod prices;
mod repeats;
mod tokens;
mod types;

pub use feed::Feed;
pub use health::{Health, Source, Status};
pub use types::{
    Answer, Connection, Counters, Effect, Event, Host, Link, MarketUpdate, Phase, RawFrame, Request,
    RequestId, Tick,
};
