//! What is followed, where, and how it is kept.

use craftstrat_feed::record::RecordSettings;
use craftstrat_live::JournalConfig;
use craftstrat_model::Series;
use std::path::PathBuf;
use std::time::Duration;

/// Where ticks come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Venue {
    /// The venue itself.
    Polymarket,
    /// A simulated venue: the address of its order book, `http://127.0.0.1:7900`.
    Simulated(String),
    /// Nowhere: commands are carried out, nothing is followed or recorded.
    None,
}

/// Between two commits of what a simulated venue does.
const SIMULATED_COMMIT: Duration = Duration::from_secs(5);

/// How paper trading is set up.
#[derive(Clone, Debug)]
pub struct PaperSettings {
    /// The data directory. The log is in `paper/log`, components are in `paper/components` below it; ticks go into its store.
    pub data_dir: PathBuf,
    /// Where ticks come from.
    pub venue: Venue,
    /// Series that are followed and recorded whether or not anything trades them.
    pub follow: Vec<Series>,
    /// Whether frames are kept as they came.
    pub raw: bool,
    /// How the log is kept.
    pub journal: JournalConfig,
    /// How often recorded rows are made safe.
    pub record: RecordSettings,
}

impl PaperSettings {
    /// The defaults: nothing is followed but what runs trade.
    pub fn new(data_dir: impl Into<PathBuf>, venue: Venue) -> Self {
        let mut record = RecordSettings::default();
        if matches!(venue, Venue::Simulated(_)) {
            // Its time may pass many times as fast as ours.
            record.commit_every = SIMULATED_COMMIT;
        }
        Self {
            data_dir: data_dir.into(),
            venue,
            follow: Vec::new(),
            raw: false,
            journal: JournalConfig::default(),
            record,
        }
    }

    /// The folder of the event log.
    pub fn log_dir(&self) -> PathBuf {
        self.data_dir.join("paper").join("log")
    }

    /// The folder of the components that run or ran.
    pub fn components_dir(&self) -> PathBuf {
        self.data_dir.join("paper").join("components")
    }
}
