//! Strategies on paper: the desk in this process, and what is made of what it says.
//!
//! A desk that cannot work keeps nothing else from working: the studio is served, and says why nothing trades.

mod changes;
mod compare;
mod detail;
mod equity;
mod forget;
mod overview;
mod people;
mod project;
mod say;
mod snapshot;
mod sources;
mod speaker;
mod start;
mod waiting;
mod words;

pub(crate) use compare::compare;
pub(crate) use detail::detail;
pub(crate) use forget::forget_events;
pub(crate) use overview::{overview, summaries, summary};
pub(crate) use people::{end_all, is_killed, parked, pause_all, pause_strategies, running};
pub(crate) use snapshot::{AGE_MAX, Snapshot};
pub(crate) use start::{
    Prepared, SERIES_MAX, begin, full, guard, never_began, prepare, soundness, start, version,
};

use crate::config::Config;
use crate::problem::{Answer, Refusal, sentence};
use axum::http::StatusCode;
use changes::Changes;
use craftstrat_api::studio::live::{self as api, LiveEvent};
use craftstrat_live::{Command, ServiceError, Spoken};
use craftstrat_paper::{Heard, Paper, PaperError, PaperSettings, Venue};
use craftstrat_runtime::Runtime;
use craftstrat_storage::Database;
use craftstrat_storage::Owner;
use craftstrat_storage::system::projection as rows;
use project::{Message, Projector};
use snapshot::Kept;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::sync::{RwLock, broadcast, mpsc, watch};
use tokio::task::JoinHandle;

/// Events that wait for a listener, at most; a slower one is told so, and reads again what it missed.
const WAITING: usize = 1_024;

/// Records that wait to be written down, at most; the desk waits beyond that.
const RECORDS: usize = 1_024;

/// Records without a word after which the tables take note of how far the log is.
const SILENT: u32 = 512;

/// What is said while the event log has no room.
const FULL: &str = "There is no room on the disk for the event log: nothing trades and nothing can be changed until there is. \
                    Make room; the desk goes on by itself.";

/// The desk and what is known of it.
#[derive(Debug)]
pub(crate) struct Live {
    paper: Arc<RwLock<Option<Paper>>>,
    /// Why it could not be started.
    trouble: Option<String>,
    /// Where ticks come from.
    pub venue: api::Venue,
    /// The folder of the log.
    pub log: PathBuf,
    events: broadcast::Sender<Arc<LiveEvent>>,
    /// Counts what may have changed what is shown.
    changed: Arc<watch::Sender<u64>>,
    /// Changes of the feed's sources that were not written down.
    shed: Arc<AtomicU64>,
    kept: tokio::sync::Mutex<Kept>,
    owners: Mutex<BTreeMap<String, Owner>>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Live {
    /// Opens the log and starts the desk. What keeps it from starting is said by [`Live::trouble`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn start(
        config: &Config,
        runtime: &Arc<Runtime>,
        db: &Database,
        stopping: watch::Receiver<bool>,
    ) -> Answer<Self> {
        let mut settings = PaperSettings::new(config.data_dir.clone(), config.venue.clone());
        (settings.follow, settings.raw) = (config.follow.clone(), config.raw);
        let log = settings.log_dir();
        let (events, changed) = (broadcast::channel(WAITING).0, Arc::new(watch::channel(0).0));
        let shed: Arc<AtomicU64> = Arc::default();
        let unwritten = Changes::new(Arc::clone(&shed));
        let mut projector =
            Projector::new(db.clone(), log.clone(), events.clone(), Arc::clone(&changed), unwritten);
        if let Err(refusal) = projector.catch_up().await {
            // The desk says what is wrong with the log; what only the database kept away comes with the next record.
            tracing::warn!("events are missing for now: {}", refusal.detail());
        }
        let (sender, receiver) = mpsc::channel(RECORDS);
        let heard = hearing(sender.clone(), Arc::clone(&changed));
        let (paper, trouble) = match Paper::start(settings, Arc::clone(runtime), heard).await {
            Ok(paper) => (Some(paper), None),
            Err(error) => (None, Some(why_not(&error, &log))),
        };
        let paper = Arc::new(RwLock::new(paper));
        let watching = sources::watch(Arc::clone(&paper), sender, Arc::clone(&changed), stopping);
        let tasks = vec![tokio::spawn(projector.work(receiver)), tokio::spawn(watching)];
        let owner = |row: rows::Row| (row.id, Owner::stored(row.owner));
        let owners = rows::runs(db).await?.into_iter().map(owner).collect();
        let venue = match config.venue {
            Venue::Polymarket => api::Venue::Polymarket,
            Venue::Simulated(_) => api::Venue::Simulated,
            Venue::None => api::Venue::None,
        };
        let (kept, owners, tasks) = (tokio::sync::Mutex::default(), Mutex::new(owners), Mutex::new(tasks));
        Ok(Self { paper, trouble, venue, log, events, changed, shed, kept, owners, tasks })
    }

    /// Hears every event from now on, each after it was written down.
    pub fn events(&self) -> broadcast::Receiver<Arc<LiveEvent>> {
        self.events.subscribe()
    }

    /// Hears that something may have changed what is shown.
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Changes of the feed's sources that were not written down, because the database was away for too long.
    pub fn sources_shed(&self) -> u64 {
        self.shed.load(Ordering::Relaxed)
    }

    /// Tells whoever looks to look again.
    pub fn touch(&self) {
        touch(&self.changed);
    }

    /// Whose run that is.
    pub fn owner_of(&self, run: &str) -> Option<Owner> {
        self.owners.lock().unwrap_or_else(PoisonError::into_inner).get(run).cloned()
    }

    /// A run belongs to somebody from now on, or to nobody any more.
    fn belongs(&self, run: &str, owner: Option<&Owner>) {
        let mut owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        match owner {
            Some(owner) => drop(owners.insert(run.to_owned(), owner.clone())),
            None => drop(owners.remove(run)),
        }
    }

    /// Every run of somebody is somebody else's from now on.
    pub fn hand_over(&self, from: &Owner, to: &Owner) {
        let mut owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        owners.values_mut().filter(|owner| *owner == from).for_each(|owner| owner.clone_from(to));
        drop(owners);
        self.touch();
    }

    /// Why nothing can be started or traded, where that is so: a sentence.
    pub fn trouble(&self) -> Option<String> {
        if self.trouble.is_some() {
            return self.trouble.clone();
        }
        if self.is_full() {
            return Some(FULL.to_owned());
        }
        // Only whoever ends it keeps others from reading.
        let failure = match self.paper.try_read() {
            Ok(paper) => paper.as_ref().map(Paper::failure),
            Err(_) => None,
        };
        match failure {
            Some(None) => None,
            Some(Some(failure)) => Some(format!("{} Start the server again.", sentence(&failure))),
            None => Some("The server is stopping.".to_owned()),
        }
    }

    /// Whether the desk waits for room on the disk.
    pub fn is_full(&self) -> bool {
        self.paper.try_read().is_ok_and(|paper| paper.as_ref().is_some_and(Paper::is_full))
    }

    /// Does something with the desk, on a thread on which it may block.
    ///
    /// # Errors
    /// When there is no desk.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Paper) -> T + Send + 'static,
    ) -> Answer<T> {
        let paper = Arc::clone(&self.paper).read_owned().await;
        let done = tokio::task::spawn_blocking(move || paper.as_ref().map(work)).await;
        done.map_err(Refusal::internal)?.ok_or_else(|| self.unavailable())
    }

    /// Desk and feed as they are, or were a moment ago; `None` when there is no desk.
    pub async fn snapshot(&self) -> Option<Arc<Snapshot>> {
        let mut kept = self.kept.lock().await;
        if let Some(young) = kept.young() {
            return Some(young);
        }
        let taken = self.with(Snapshot::take).await.ok()?.ok().map(Arc::new);
        kept.0 = taken.clone().map(|snapshot| (Instant::now(), snapshot));
        taken
    }

    /// As [`Live::snapshot`], of this moment: for whoever just heard that something changed.
    pub async fn snapshot_now(&self) -> Option<Arc<Snapshot>> {
        self.kept.lock().await.0 = None;
        self.snapshot().await
    }

    /// Has the desk carry a command out; returns once that is on the disk.
    ///
    /// # Errors
    /// When it is refused, or there is no desk.
    pub async fn command(&self, command: Command) -> Answer<()> {
        let done = self.with(move |paper| paper.command(command)).await?;
        self.kept.lock().await.0 = None;
        self.touch();
        match done {
            Ok(_) => Ok(()),
            Err(ServiceError::Refused(reason)) => Err(Refusal::unprocessable("refused", sentence(&reason))),
            Err(ServiceError::Full) => {
                Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "desk_unavailable", FULL.to_owned()))
            }
            Err(error) => {
                tracing::error!(%error, "the desk did not carry a command out");
                Err(self.unavailable())
            }
        }
    }

    /// What is answered while there is no desk.
    pub fn unavailable(&self) -> Refusal {
        let detail =
            self.trouble().unwrap_or_else(|| "The desk has ended: start the server again.".to_owned());
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "desk_unavailable", detail)
    }

    /// Ends feed and desk, and waits until everything they said is written down. After the last request.
    pub async fn stop(&self) {
        let paper = self.paper.write().await.take();
        if let Some(paper) = paper
            && let Err(error) = paper.stop().await
        {
            tracing::warn!(%error, "paper trading did not end well");
        }
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        for task in tasks {
            if let Err(error) = task.await {
                tracing::warn!(%error, "events were not all written down, and will be from the log");
            }
        }
    }
}

/// Whoever looks is to look again.
fn touch(changed: &watch::Sender<u64>) {
    changed.send_modify(|count| *count = count.wrapping_add(1));
}

/// Hands what the desk says over to be written down. Records without a word are passed over, but for one now and then that
/// says how far the log is.
fn hearing(
    sender: mpsc::Sender<Message>,
    changed: Arc<watch::Sender<u64>>,
) -> impl FnMut(&Heard<'_>) + Send + 'static {
    let mut silent = 0;
    move |heard| {
        touch(&changed);
        silent += 1;
        if heard.said.is_empty() && silent < SILENT {
            return;
        }
        silent = 0;
        let spoken = Spoken { number: heard.record, at: heard.at, said: heard.said.to_vec() };
        // Nobody takes it when the server ends: it is in the log.
        let _ = sender.blocking_send(Message::Spoken(spoken));
    }
}

/// Why there is no desk, and what to do: a sentence or two.
fn why_not(error: &PaperError, log: &Path) -> String {
    let remedy = match error {
        PaperError::Feed(_) => {
            "Start the simulated venue, or leave it out, and start the server again.".to_owned()
        }
        PaperError::Journal(_) | PaperError::Library(_) => {
            let folder = log.parent().unwrap_or(log).display();
            format!("Put {folder} right, or move it away to begin anew, and start the server again.")
        }
        _ => "Start the server again.".to_owned(),
    };
    format!("Nothing trades on paper: {} {remedy}", sentence(&error.to_string()))
}
