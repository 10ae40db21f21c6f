//! The feed and its recorder: started together, ended one after the other.

use crate::desk::Failure;
use crate::error::PaperError;
use crate::settings::{PaperSettings, Venue};
use craftstrat_feed::FeedConfig;
use craftstrat_feed::core::Feed;
use craftstrat_feed::record::Recorded;
use craftstrat_feed::session::{RecorderThread, Topics};
use craftstrat_feed::shell::{Clock, Control, Endpoints, Report, ShellError, run, simulated};
use craftstrat_model::{Series, TimeMs};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

/// How often somebody looks whether the recorder still runs.
const LOOK: Duration = Duration::from_millis(200);

/// A log may be ahead of the venue's clock by this much (ms): clocks are set. Rows are dropped until it has caught up.
const AHEAD_MAX_MS: i64 = 10_000;

/// Where the venue is and what time it is there; `None` without one.
pub(crate) async fn reach(venue: &Venue) -> Result<Option<(Endpoints, Clock)>, ShellError> {
    match venue {
        Venue::Polymarket => Ok(Some((Endpoints::venue(), Clock::System))),
        Venue::Simulated(address) => simulated(address).await.map(Some),
        Venue::None => Ok(None),
    }
}

/// Refuses a log whose last instant lies in the venue's future: every row would be too late for it.
pub(crate) fn check_clock(clock: Clock, log: TimeMs) -> Result<(), PaperError> {
    let venue = TimeMs(clock.now_us().div_euclid(1_000));
    if log.0.saturating_sub(venue.0) > AHEAD_MAX_MS {
        return Err(PaperError::ClockBehind { log, venue });
    }
    Ok(())
}

/// A feed at work.
#[derive(Debug)]
pub(crate) struct Followed {
    task: JoinHandle<Result<Report, ShellError>>,
    stop: watch::Sender<bool>,
    reports: watch::Receiver<Report>,
    recorder: Arc<Mutex<Option<RecorderThread>>>,
    topics: Topics,
}

impl Followed {
    /// Starts a recorder of `topics`, and the feed that fills them.
    pub fn start(
        settings: &PaperSettings,
        (endpoints, clock): (Endpoints, Clock),
        series: Vec<Series>,
        topics: Topics,
        control: mpsc::Receiver<Control>,
        failure: Arc<Failure>,
    ) -> std::io::Result<Self> {
        let (recorder, raw) =
            RecorderThread::start(&settings.data_dir, settings.record, &topics, settings.raw)?;
        let recorder = Arc::new(Mutex::new(Some(recorder)));
        let mut config = FeedConfig::new(series);
        config.raw = settings.raw;
        config.timings = config.timings.at_speed(clock.speed());
        // Not to come back together with others that lost the same connection.
        config.seed = u64::from(std::process::id());
        let (report_in, reports) = watch::channel(Report::default());
        let (stop, stop_out) = watch::channel(false);
        let watched = Watched { recorder: Arc::clone(&recorder), failure };
        let outlets = topics.outlets(raw);
        let task = tokio::spawn(async move {
            let feed = Feed::new(config, clock.now_us());
            let following = run(feed, &endpoints, clock, &outlets, report_in, stop_out, control);
            watched.over(following).await
        });
        Ok(Self { task, stop, reports, recorder, topics })
    }

    /// What the feed said of itself last.
    pub fn report(&self) -> Report {
        self.reports.borrow().clone()
    }

    /// Rows waiting for the reader that has the most.
    pub fn waiting(&self) -> usize {
        self.topics.ticks.pressure().1
    }

    /// Ends the feed, then lets the recorder take what there is.
    pub async fn stop(self) -> Result<(Report, Recorded), PaperError> {
        self.stop.send_replace(true);
        let gone = |name| PaperError::Thread { name, source: std::io::Error::other("it is gone") };
        // Looked at last: what was given out before it went is still to be committed.
        let report = self.task.await.map_err(|_| gone("feed"));
        let recorder = take(&self.recorder);
        let finish = move || recorder.map(RecorderThread::finish).transpose();
        let recorded = tokio::task::spawn_blocking(finish).await.map_err(|_| gone("recorder"))?;
        Ok((report??, recorded?.unwrap_or_default()))
    }

    /// Ends both at once. Blocks until the recorder has ended.
    pub fn abort(self) {
        self.task.abort();
        if let Some(Err(error)) = take(&self.recorder).map(RecorderThread::finish) {
            tracing::error!(%error, "the recorder failed");
        }
    }
}

fn take(recorder: &Mutex<Option<RecorderThread>>) -> Option<RecorderThread> {
    recorder.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Looks after feed and recorder while the feed runs.
struct Watched {
    recorder: Arc<Mutex<Option<RecorderThread>>>,
    failure: Arc<Failure>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        // Nobody waits for the task before the end.
        if std::thread::panicking() {
            self.failure.say("the feed stopped: its task panicked".to_owned());
        }
    }
}

impl Watched {
    /// Waits for the feed's end; a recorder that ends before is a failure, and the feed goes on.
    async fn over(
        self,
        following: impl Future<Output = Result<Report, ShellError>>,
    ) -> Result<Report, ShellError> {
        tokio::pin!(following);
        let mut looks = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                followed = &mut following => {
                    if let Err(error) = &followed {
                        self.failure.say(format!("the feed stopped: {error}"));
                    }
                    return followed;
                }
                _ = looks.tick() => self.look(),
            }
        }
    }

    fn look(&self) {
        let finished = {
            let mut recorder = self.recorder.lock().unwrap_or_else(PoisonError::into_inner);
            recorder.take_if(|recorder| recorder.is_finished())
        };
        if let Some(Err(error)) = finished.map(RecorderThread::finish) {
            self.failure.say(format!("the recorder stopped: {error}"));
        }
    }
}
