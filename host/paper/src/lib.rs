//! Paper trading in one process: a feed, its recorder, and the desk that trades what the feed hands over.
//!
//! ```text
//! venue -> feed -> ticks, markets, watermark -> pump -> desk -> log -> heard
//!                                            -> recorder -> tick store
//! ```
//!
//! The desk and the recorder read the same topics, so a backtest over the recorded ticks decides what the desk decided.
//!
//! Architecture invariants: whoever hears is told after the record is on the disk; nothing here calls back but by `heard`;
//! a desk or a recorder that fails leaves the feed running; the only servers contacted are those of the chosen [`Venue`].

mod desk;
mod error;
mod figures;
mod followed;
mod following;
mod paper;
mod pump;
mod settings;
mod translate;

pub use craftstrat_feed::latency::Quantiles;
pub use error::{Ended, PaperError};
pub use figures::Figures;
pub use paper::{Heard, Paper};
pub use settings::{PaperSettings, Venue};
pub use translate::{Translated, Translator};
