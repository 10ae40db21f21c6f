//! `sim`: the venue simulator's options.

use clap::Args;
use craftstrat_model::{Series, TimeMs};
use std::path::PathBuf;
use std::str::FromStr;

/// A recording and how it is read: `FORMAT=PATH`.
#[derive(Clone, Debug)]
pub struct Recording {
    /// Name of an importer: `resolvedkit`, `polymarket-ws`, `snapshot-log` or `ticks`.
    pub format: String,
    /// File or folder.
    pub path: PathBuf,
}

impl FromStr for Recording {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) =
            text.split_once('=').ok_or("write FORMAT=PATH, for example resolvedkit=folder")?;
        Ok(Self { format: format.to_owned(), path: PathBuf::from(path) })
    }
}

/// `sim`.
#[derive(Debug, Args)]
pub struct SimArgs {
    /// The CLOB's port on 127.0.0.1; Gamma, data, relayer and prices take the four after it. 0 takes free ones.
    #[arg(long, default_value_t = 7900)]
    pub port: u16,
    /// Virtual seconds a second, 0 (stands still) to 1000.
    #[arg(long, default_value_t = 1.0)]
    pub speed: f64,
    /// A series to generate; may be given several times. Default: btc-updown-5m, unless something is replayed.
    #[arg(long)]
    pub series: Vec<Series>,
    /// The same seed gives the same venue.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Virtual time at the beginning (UTC). Default: now, or a minute before the first replayed slot.
    #[arg(long, value_name = "TIME")]
    pub from: Option<TimeMs>,
    /// A recording to replay; may be given several times.
    #[arg(long, value_name = "FORMAT=PATH")]
    pub recording: Vec<Recording>,
    /// Replay the markets of the tick store in the data folder.
    #[arg(long)]
    pub store: bool,
    /// Settings of the venue (JSON): delays, minimum sizes, opening cash and so on.
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Faults to begin with (JSON array).
    #[arg(long, value_name = "FILE")]
    pub faults: Option<PathBuf>,
    /// Print where everything is as one JSON object.
    #[arg(long)]
    pub json: bool,
}
