//! What the command line and the server do alike: turn bytes into a strategy that runs, choose its markets, run
//! backtests, sweeps and explanations, and make the answers of `craftstrat-api` out of them.
//!
//! Architecture invariants: nothing here prints, reads the command line or knows of HTTP; whoever calls lends progress,
//! a way to stop, and threads. The same strategy, ticks and settings give the same answer through either door.

pub mod backtest;
pub mod coverage;
pub mod error;
pub mod explain;
pub mod params;
pub mod select;
pub mod settings;
pub mod strategy;
pub mod sweep;

pub use backtest::{Work, backtest};
pub use error::RunError;
pub use explain::explain;
pub use select::{Chosen, choose};
pub use settings::Wanted;
pub use strategy::{Content, LoadedStrategy};
pub use sweep::sweep;
