//! Live market data: the venue's running slots as ticks, recorded and handed on.
//!
//! Architecture invariants: [`core`] is pure (`step(now, event) -> effects`: no clock, no I/O, chance by seed), so a
//! simulation can drive it; [`shell`] alone opens connections, and only to the configured servers; nothing here waits
//! for a slow reader ([`bus`]). Rows are those an importer makes of the same messages.
//!
//! ```text
//! venue -> shell -> core::Feed -> ticks, markets, health -> bus -> strategies
//!                                                        -> recorder -> tick store
//! ```

pub mod bus;
pub mod config;
pub mod core;
pub mod instants;
pub mod latency;
pub mod record;
pub mod session;
pub mod shell;

pub use config::{FeedConfig, Timings};
