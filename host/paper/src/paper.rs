//! Everything together: started, asked, stopped.

use crate::desk::{Announcer, DeskThread, Failure};
use crate::error::{Ended, PaperError};
use crate::figures::{Figures, Gathered};
use crate::followed::{Followed, check_clock, reach};
use crate::following::{Chosen, Following};
use crate::pump::{Pump, PumpThread};
use crate::settings::PaperSettings;
use crate::translate::Translator;
use craftstrat_feed::core::Health;
use craftstrat_feed::instants::InstantReader;
use craftstrat_feed::session::Topics;
use craftstrat_feed::shell::{Clock, Control, Report};
use craftstrat_live::{Command, Desk, Input, Journal, Library, OpenMarket, Recovered, Said, ServiceError};
use craftstrat_model::{Series, TimeMs};
use craftstrat_runtime::{RayonExecutor, Runtime};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::available_parallelism;
use tokio::sync::mpsc;

/// Changes of what is followed that may wait for the feed.
const CONTROL_MAX: usize = 256;

/// A record that is on the disk.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Its number; the first is 1.
    pub record: u64,
    /// The last complete instant at the venue; before everything when there was none.
    pub at: TimeMs,
    /// What was said.
    pub said: &'a [Said],
}

/// Paper trading at work. Dropping it ends everything without taking what waits, and blocks until the threads have ended;
/// [`Paper::stop`] is the way to end it.
#[derive(Debug)]
pub struct Paper {
    recovered: Recovered,
    records: u64,
    library: Arc<Library>,
    desk: Arc<DeskThread>,
    following: Arc<Following>,
    gathered: Arc<Gathered>,
    failure: Arc<Failure>,
    /// Without a venue there is none.
    feeding: Option<(Followed, PumpThread)>,
}

impl Paper {
    /// Opens the log, recovering what ran, and starts desk, feed, recorder and pump. Call it inside a tokio runtime.
    /// `heard` is called on the desk's thread for each record, after it is on the disk; it may block, which slows the desk,
    /// and must not panic. It must not wait for anything that waits for the desk.
    ///
    /// # Errors
    /// When the log or a component cannot be used, no simulated venue answers, or the log goes further than the venue's
    /// clock. What cannot be recorded is no error: see [`Paper::failure`].
    pub async fn start(
        settings: PaperSettings,
        runtime: Arc<Runtime>,
        heard: impl FnMut(&Heard<'_>) + Send + 'static,
    ) -> Result<Self, PaperError> {
        let venue = reach(&settings.venue).await?;
        let (log, components, config) = (settings.log_dir(), settings.components_dir(), settings.journal);
        // Recovery replays, which takes a while.
        let open = move || -> Result<_, PaperError> {
            let origin = |component: &[u8]| craftstrat_runs::strategy::origin(component).0;
            let library = Arc::new(Library::open(&components, runtime, origin)?);
            let executor = Arc::new(RayonExecutor::new(available_parallelism().map_or(1, usize::from))?);
            let (journal, recovered) = Journal::open(&log, &library, &executor, config)?;
            Ok((library, journal, recovered))
        };
        let opened = tokio::task::spawn_blocking(open).await;
        let (library, journal, recovered) = opened.map_err(|e| thread("recovery")(e.into()))??;
        let (records, now, open) = (journal.records(), journal.desk().now(), journal.desk().markets());
        let clock = venue.as_ref().map_or(Clock::System, |(_, clock)| *clock);
        if venue.is_some() {
            check_clock(clock, now)?;
        }
        let (control, orders) = mpsc::channel(CONTROL_MAX);
        let following = Following::new(
            &settings.follow,
            journal.desk().series(),
            venue.is_some().then(|| control.clone()),
        );
        let (following, gathered, failure) = (Arc::new(following), Arc::default(), Arc::default());
        let announcer = Announcer {
            heard,
            gathered: Arc::clone(&gathered),
            following: Arc::clone(&following),
            clock,
            markets: BTreeMap::new(),
            counted: None,
        };
        gathered.records.store(records, std::sync::atomic::Ordering::Relaxed);
        let desk = DeskThread::start(journal, announcer, Arc::clone(&failure)).map_err(thread("paper"))?;
        let mut paper = Self {
            recovered,
            records,
            library,
            desk: Arc::new(desk),
            following,
            gathered,
            failure,
            feeding: None,
        };
        if let Some(venue) = venue {
            let topics = Topics::default();
            // Before anything is published.
            let reader = topics.instants();
            let series = paper.following.all();
            let failure = Arc::clone(&paper.failure);
            let followed = Followed::start(&settings, venue, series, topics, orders, failure);
            let followed = followed.map_err(thread("recorder"))?;
            match paper.pump(reader, Translator::new(&open, now), clock) {
                Ok(pump) => paper.feeding = Some((followed, pump)),
                Err(error) => {
                    followed.abort();
                    return Err(error);
                }
            }
            settle(&open, &control).await;
        }
        Ok(paper)
    }

    fn pump(
        &self,
        reader: InstantReader,
        translator: Translator,
        clock: Clock,
    ) -> Result<PumpThread, PaperError> {
        let pump = Pump {
            reader,
            translator,
            clock,
            following: Arc::clone(&self.following),
            gathered: Arc::clone(&self.gathered),
            desk: Arc::clone(&self.desk),
            sender: self.desk.sender().ok_or(ServiceError::Ended)?,
        };
        PumpThread::start(pump).map_err(thread("pump"))
    }

    /// How the log was found.
    pub fn recovered(&self) -> &Recovered {
        &self.recovered
    }

    /// Records on the disk when the log was opened.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// The components that may run. [`Library::add`] comes before a command that names one; it blocks.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Carries a command out and says what came of it. Blocks until that is on the disk.
    ///
    /// # Errors
    /// When it is refused, there is no room on the disk, or the desk has ended.
    pub fn command(&self, command: Command) -> Result<Vec<Said>, ServiceError> {
        if self.is_full() {
            return Err(ServiceError::Full);
        }
        // Rows until here were passed over where nobody traded them: a run begins behind them.
        let chosen = matches!(command, Command::Start { .. }).then(|| self.following.choosing());
        let behind = chosen.as_deref().copied().flatten();
        self.desk.with(|service| {
            if let Some(Chosen { to, clock }) = behind {
                service.send(vec![Input::Until { to, clock }])?;
            }
            service.command(command)
        })
    }

    /// Asks the desk something, between two records. Blocks until it is answered.
    ///
    /// # Errors
    /// When the desk has ended.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.desk.with(|service| service.ask(move |journal| question(journal.desk())))
    }

    /// Every source of the feed and how it is; none without a venue.
    pub fn sources(&self) -> Vec<Health> {
        self.report().sources
    }

    /// The series that are followed now, in order.
    pub fn following(&self) -> Vec<Series> {
        self.following.all()
    }

    /// What was counted.
    pub fn figures(&self) -> Figures {
        let waiting = self.feeding.as_ref().map_or(0, |(followed, _)| followed.waiting());
        self.gathered.figures(self.report(), waiting)
    }

    fn report(&self) -> Report {
        self.feeding.as_ref().map(|(followed, _)| followed.report()).unwrap_or_default()
    }

    /// Why desk, feed, recorder or pump ended before they were told to, where one did: a sentence. The first reason stays.
    pub fn failure(&self) -> Option<String> {
        self.failure.reason()
    }

    /// Whether the desk waits for room on the disk: nothing trades until there is, and it then goes on by itself with what
    /// the feed has for it.
    pub fn is_full(&self) -> bool {
        self.desk.is_full()
    }

    /// Ends feed, recorder and desk in this order. Everything that was given out is on the disk and recorded then.
    ///
    /// # Errors
    /// When one of them had failed.
    pub async fn stop(mut self) -> Result<Ended, PaperError> {
        let (mut report, mut recorded) = Default::default();
        let mut fed = Ok(());
        if let Some((followed, pump)) = self.feeding.take() {
            match followed.stop().await {
                Ok(done) => (report, recorded) = done,
                Err(error) => fed = Err(error),
            }
            let drained = tokio::task::spawn_blocking(move || pump.finish(true)).await;
            drained.map_err(|e| thread("pump")(e.into()))?;
        }
        let desk = Arc::clone(&self.desk);
        let stopped = tokio::task::spawn_blocking(move || desk.stop()).await;
        let records = stopped.map_err(|e| thread("paper")(e.into()))??;
        if let Some(reason) = self.failure.reason() {
            return Err(PaperError::Failed(reason));
        }
        fed?;
        Ok(Ended { records: records.unwrap_or_default(), report, recorded })
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        if let Some((followed, pump)) = self.feeding.take() {
            followed.abort();
            pump.finish(false);
        }
        self.desk.ended();
    }
}

/// Asks for the outcome of every market the desk still holds.
async fn settle(open: &[OpenMarket], control: &mpsc::Sender<Control>) {
    for market in open.iter().filter(|market| market.resolved.is_none()) {
        // A feed that has ended says so itself.
        let _ = control.send(Control::Settle(market.slug.clone())).await;
    }
}

fn thread(name: &'static str) -> impl Fn(std::io::Error) -> PaperError {
    move |source| PaperError::Thread { name, source }
}
