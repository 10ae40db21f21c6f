//! Feed and recorder together, until somebody says stop: what `craftstrat record` runs.

use crate::bus::{LocalTopic, TICKS, Topic, TopicSpec, Watermark, WhenFull};
use crate::config::FeedConfig;
use crate::core::{Feed, Health, MarketUpdate, RawFrame, Tick};
use crate::instants::InstantReader;
use crate::record::{RecordSettings, Recorded, record};
use crate::shell::{Clock, Endpoints, Outlets, Report, ShellError, run};
use craftstrat_data::ImportError;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// What became known of markets; a newer update replaces an older one of the same market.
pub const MARKETS: TopicSpec =
    TopicSpec { name: "markets", when_full: WhenFull::ShedOldest, capacity: 16_384 };

/// How sources are; keyed by source, a newer judgement replaces an older one.
pub const HEALTH: TopicSpec = TopicSpec { name: "health", when_full: WhenFull::ShedOldest, capacity: 4_096 };

/// Raw frames waiting for the disk.
const RAW_WAITING_MAX: usize = 16_384;

/// How often the caller is told how it goes, and asked whether to go on.
const LOOK: Duration = Duration::from_millis(200);

/// Where the feed's effects go inside one process.
#[derive(Debug)]
pub struct Topics {
    /// Rows.
    pub ticks: Arc<LocalTopic<Tick>>,
    /// What became known of markets.
    pub markets: Arc<LocalTopic<Arc<MarketUpdate>>>,
    /// How sources are.
    pub health: Arc<LocalTopic<Health>>,
    /// Up to which instant `ticks` and `markets` are complete.
    pub complete: Arc<Watermark>,
}

impl Default for Topics {
    fn default() -> Self {
        Self {
            ticks: Arc::new(LocalTopic::new(TICKS)),
            markets: Arc::new(LocalTopic::new(MARKETS)),
            health: Arc::new(LocalTopic::new(HEALTH)),
            complete: Arc::default(),
        }
    }
}

impl Topics {
    /// The same, as the shell takes them.
    pub fn outlets(&self, raw: Option<SyncSender<RawFrame>>) -> Outlets {
        Outlets {
            ticks: self.ticks.clone(),
            markets: self.markets.clone(),
            health: self.health.clone(),
            complete: Arc::clone(&self.complete),
            raw,
        }
    }

    /// A reader of whole instants from now on.
    pub fn instants(&self) -> InstantReader {
        InstantReader::new(self.ticks.subscribe(), self.markets.subscribe(), Arc::clone(&self.complete))
    }
}

/// A recorder on a thread of its own.
#[derive(Debug)]
pub struct RecorderThread {
    thread: JoinHandle<Result<Recorded, ImportError>>,
    stop: Arc<AtomicBool>,
}

impl RecorderThread {
    /// Starts a recorder of what is published from now on; with `raw`, of the frames sent to the sender it comes with.
    ///
    /// # Errors
    /// When the system gives no thread. What goes wrong later is said by [`RecorderThread::finish`].
    pub fn start(
        data_dir: &Path,
        settings: RecordSettings,
        topics: &Topics,
        raw: bool,
    ) -> std::io::Result<(Self, Option<SyncSender<RawFrame>>)> {
        let (raw_in, raw_out) = match raw {
            true => {
                let (sender, receiver) = sync_channel(RAW_WAITING_MAX);
                (Some(sender), Some(receiver))
            }
            false => (None, None),
        };
        let (ticks, markets) = (topics.ticks.subscribe(), topics.markets.subscribe());
        let stop = Arc::new(AtomicBool::new(false));
        let (dir, told) = (data_dir.to_owned(), Arc::clone(&stop));
        let name = std::thread::Builder::new().name("recorder".to_owned());
        let thread = name.spawn(move || record(&dir, settings, ticks, markets, raw_out, &told))?;
        Ok((Self { thread, stop }, raw_in))
    }

    /// Whether it ended, which it does by itself only when something is wrong.
    pub fn is_finished(&self) -> bool {
        self.thread.is_finished()
    }

    /// Lets it take and commit what was published until now. Blocks until it has.
    ///
    /// # Errors
    /// When rows could not be kept; what it had flushed is in the journal.
    pub fn finish(self) -> Result<Recorded, SessionError> {
        self.stop.store(true, Ordering::Release);
        let gone = |_| SessionError::Thread(std::io::Error::other("the recorder's thread is gone"));
        Ok(self.thread.join().map_err(gone)??)
    }
}

/// Why a session ended badly.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The feed could not begin.
    #[error(transparent)]
    Shell(#[from] ShellError),
    /// The recorder could not go on; what it had flushed is in the journal.
    #[error(transparent)]
    Record(#[from] ImportError),
    /// No threads, or one of them ended in the middle.
    #[error("cannot run the recorder: {0}")]
    Thread(std::io::Error),
}

/// What to follow, where, and where it is kept.
#[derive(Clone, Debug)]
pub struct Recording<'a> {
    /// What to follow.
    pub config: FeedConfig,
    /// Where the venue is.
    pub endpoints: &'a Endpoints,
    /// The time there.
    pub clock: Clock,
    /// The data directory.
    pub data_dir: &'a Path,
    /// How often rows are made safe.
    pub settings: RecordSettings,
}

/// Follows and records until `stop` turns true or the recorder fails. `look` is told how it goes several times a second.
///
/// # Errors
/// When the feed cannot begin or rows cannot be kept.
pub async fn record_session(
    recording: Recording<'_>,
    topics: &Topics,
    stop: &AtomicBool,
    mut look: impl FnMut(&Report),
) -> Result<(Report, Recorded), SessionError> {
    let Recording { mut config, endpoints, clock, data_dir, settings } = recording;
    config.timings = config.timings.at_speed(clock.speed());
    let started = RecorderThread::start(data_dir, settings, topics, config.raw);
    let (recorder, raw) = started.map_err(SessionError::Thread)?;
    let outlets = topics.outlets(raw);
    let (report_in, report_out) = watch::channel(Report::default());
    let (stop_in, stop_out) = watch::channel(false);
    let feed = Feed::new(config, clock.now_us());
    let (_, control) = mpsc::channel(1);
    let following = run(feed, endpoints, clock, &outlets, report_in, stop_out, control);
    tokio::pin!(following);
    let mut looks = tokio::time::interval(LOOK);
    let followed = loop {
        tokio::select! {
            followed = &mut following => break followed,
            _ = looks.tick() => {
                look(&report_out.borrow());
                if stop.load(Ordering::Relaxed) || recorder.is_finished() {
                    // The feed ends by itself when it sees this.
                    stop_in.send_replace(true);
                }
            }
        }
    };
    let joined = tokio::task::spawn_blocking(move || recorder.finish()).await;
    let gone = |_| SessionError::Thread(std::io::Error::other("the recorder's thread is gone"));
    let recorded = joined.map_err(gone)??;
    Ok((followed?, recorded))
}
