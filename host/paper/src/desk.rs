//! The desk's thread: who may talk to it, how it ends, and what is done with each record before anybody hears of it.

use crate::figures::Gathered;
use crate::following::Following;
use crate::paper::Heard;
use craftstrat_feed::shell::Clock;
use craftstrat_live::{Journal, Said, Service, ServiceError, Told, What};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// Messages that may wait for the desk. Few: what waits before it is taken together, with one write to the disk.
const QUEUE: usize = 2;

/// How often figures that have to be counted are.
const COUNT: Duration = Duration::from_secs(1);

/// Why something ended before it was told to; the first reason stays.
#[derive(Debug, Default)]
pub(crate) struct Failure(Mutex<Option<String>>);

impl Failure {
    /// Keeps and logs a reason.
    pub fn say(&self, reason: String) {
        tracing::error!(%reason, "paper trading failed");
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(reason);
    }

    pub fn reason(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The service while it runs.
#[derive(Debug)]
pub(crate) struct DeskThread {
    service: RwLock<Option<Service>>,
    full: Arc<AtomicBool>,
    failure: Arc<Failure>,
}

impl DeskThread {
    /// Starts it. `announcer` is told of every record.
    pub fn start(
        journal: Journal,
        mut announcer: Announcer<impl FnMut(&Heard<'_>) + Send + 'static>,
        failure: Arc<Failure>,
    ) -> std::io::Result<Self> {
        let announce =
            move |journal: &Journal, record, said: &[Said]| announcer.announce(journal, record, said);
        let service = Service::start(journal, QUEUE, announce)?;
        let full = service.full();
        Ok(Self { service: RwLock::new(Some(service)), full, failure })
    }

    /// Whether it waits for room on the disk.
    pub fn is_full(&self) -> bool {
        self.full.load(Ordering::Acquire)
    }

    /// Does something with the service, and learns why it ended where it has.
    pub fn with<T>(&self, act: impl FnOnce(&Service) -> Result<T, ServiceError>) -> Result<T, ServiceError> {
        let done = {
            let service = self.service.read().unwrap_or_else(PoisonError::into_inner);
            service.as_ref().map_or(Err(ServiceError::Ended), act)
        };
        if matches!(done, Err(ServiceError::Ended)) {
            self.ended();
        }
        done
    }

    /// Whoever feeds it cannot go on.
    pub fn unfed(&self, reason: String) {
        self.failure.say(reason);
    }

    /// A sender of inputs; it has to be gone before [`DeskThread::stop`].
    pub fn sender(&self) -> Option<SyncSender<Told>> {
        self.service.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(Service::sender)
    }

    /// It does not answer any more: keeps the reason. Whoever comes here second finds it kept.
    pub fn ended(&self) {
        let mut service = self.service.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(Err(error)) = service.take().map(Service::stop) {
            self.failure.say(format!("the desk stopped: {error}"));
        }
    }

    /// Waits until everything that was sent is on the disk; how many records that makes, unless it had ended already.
    pub fn stop(&self) -> Result<Option<u64>, ServiceError> {
        let service = self.service.write().unwrap_or_else(PoisonError::into_inner).take();
        service.map(|service| Ok(service.stop()?.records())).transpose()
    }
}

/// Hears of every record first.
pub(crate) struct Announcer<F> {
    pub heard: F,
    pub gathered: Arc<Gathered>,
    pub following: Arc<Following>,
    pub clock: Clock,
    /// Slugs of the markets of runs, for whoever reads the trace.
    pub markets: BTreeMap<(u32, u32), String>,
    pub counted: Option<Instant>,
}

impl<F: FnMut(&Heard<'_>)> Announcer<F> {
    fn announce(&mut self, journal: &Journal, record: u64, said: &[Said]) {
        let desk = journal.desk();
        let at = desk.now();
        self.gathered.on_the_disk(at, self.clock);
        self.gathered.records.store(record, Ordering::Relaxed);
        for said in said {
            self.trace(record, at.0, said);
        }
        // A stopped run that holds nothing more needs no ticks; one that begins does.
        if said.iter().any(|said| matches!(said.what, What::Started { .. } | What::Over)) {
            self.following.changed(desk.series());
        }
        if self.counted.is_none_or(|counted| counted.elapsed() >= COUNT) {
            self.counted = Some(Instant::now());
            self.gathered.evaluations.store(desk.asked(), Ordering::Relaxed);
            self.gathered.instances.store(desk.instances() as u64, Ordering::Relaxed);
        }
        (self.heard)(&Heard { record, at, said });
    }

    /// Says what was said, so that a row can be followed to its fill: the pump says which instants it handed over, this
    /// which record they are in.
    fn trace(&mut self, record: u64, at_ms: i64, said: &Said) {
        let run = said.run;
        match &said.what {
            What::Opened { market, symbol } => {
                self.markets.insert((run, *market), symbol.clone());
                tracing::debug!(record, at_ms, run, market = %symbol, "takes a market on");
            }
            What::Booked { market, effect } => {
                tracing::debug!(record, at_ms, run, market = self.slug(run, *market), ?effect, "booked");
            }
            What::Denied { market, code, detail, .. } => {
                tracing::debug!(record, at_ms, run, market = self.slug(run, *market), %code, %detail, "denied");
            }
            What::Settled { market, of, .. } => {
                self.markets.remove(&(run, *market));
                tracing::debug!(record, at_ms, run, market = %of.slug, winner = ?of.winner, "settled");
            }
            What::Dropped { symbol, at } => {
                tracing::warn!(record, at_ms, run, market = %symbol, row_ms = at.0, "a row came too late");
            }
            What::Rejected { reason } => tracing::info!(record, at_ms, run, %reason, "refused"),
            What::Over => {
                self.markets.retain(|(of, _), _| *of != run);
                tracing::debug!(record, at_ms, run, "over");
            }
            what => tracing::debug!(record, at_ms, run, ?what, "said"),
        }
    }

    fn slug(&self, run: u32, market: u32) -> &str {
        self.markets.get(&(run, market)).map_or("", String::as_str)
    }
}
