//! `record`: the recorder's options.

use clap::Args;
use craftstrat_model::Series;

/// `record`.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// The series to follow, for example btc-updown-5m btc-updown-15m.
    #[arg(value_name = "SERIES", required = true)]
    pub series: Vec<Series>,
    /// Also keep the raw messages, in the data folder under record/raw.
    #[arg(long)]
    pub raw: bool,
    /// Follow the simulated venue at this address (its order book's) instead of the venue.
    #[arg(long, value_name = "URL")]
    pub sim: Option<String>,
    /// Stop after this many seconds.
    #[arg(long, value_name = "SECONDS")]
    pub seconds: Option<u64>,
}
