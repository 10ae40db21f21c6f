//! Jobs that wait or run, in memory: who wants to know how far they are, and who wants them stopped.

use craftstrat_api::studio::{Job, Progress};
use craftstrat_storage::Owner;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};

/// Every job that has not ended.
#[derive(Debug, Default)]
pub(crate) struct Board {
    live: Mutex<HashMap<String, Arc<Live>>>,
    wake: Notify,
}

/// One job that has not ended.
#[derive(Debug)]
pub(crate) struct Live {
    owner: Owner,
    /// Set to stop it.
    pub stop: AtomicBool,
    cancelled: AtomicBool,
    job: watch::Sender<Job>,
}

/// Someone's view of a job.
#[derive(Debug)]
pub(crate) struct Watched(watch::Receiver<Job>);

impl Watched {
    /// The job as it is, which then counts as seen.
    pub fn now(mut self) -> Job {
        self.see()
    }

    /// As [`Watched::now`], to go on watching.
    pub fn see(&mut self) -> Job {
        self.0.borrow_and_update().clone()
    }

    /// Waits for it to change; `None` when it never will.
    pub async fn next(&mut self) -> Option<Job> {
        self.0.changed().await.ok()?;
        Some(self.see())
    }
}

impl Live {
    /// Tells those who watch.
    pub fn publish(&self, progress: Progress) {
        self.job.send_modify(|job| job.progress = progress);
    }

    /// The job as it is.
    pub fn job(&self) -> Job {
        self.job.borrow().clone()
    }

    /// Whether its owner asked to stop it.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Live>>> {
        // Nothing is left half-changed under this lock.
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job on the board, or tells those who watch it that it is as given.
    pub fn add(&self, job: &Job, owner: &Owner) -> Arc<Live> {
        let made = || {
            let (sender, _) = watch::channel(job.clone());
            Arc::new(Live {
                owner: owner.clone(),
                stop: AtomicBool::new(false),
                cancelled: AtomicBool::new(false),
                job: sender,
            })
        };
        let live = Arc::clone(self.lock().entry(job.id.clone()).or_insert_with(made));
        live.job.send_replace(job.clone());
        live
    }

    /// Takes a job off the board without a word: it was never queued.
    pub fn remove(&self, id: &str) {
        self.lock().remove(id);
    }

    /// Takes an ended job off the board and tells those who watch it.
    pub fn end(&self, job: &Job) {
        if let Some(live) = self.lock().remove(&job.id) {
            live.job.send_replace(job.clone());
        }
    }

    /// Watches a job that has not ended.
    pub fn watch(&self, id: &str, owner: &Owner) -> Option<Watched> {
        let live = self.lock();
        let live = live.get(id).filter(|l| l.owner == *owner)?;
        Some(Watched(live.job.subscribe()))
    }

    /// Asks a job to stop.
    pub fn cancel(&self, id: &str, owner: &Owner) {
        if let Some(live) = self.lock().get(id).filter(|l| l.owner == *owner) {
            live.cancelled.store(true, Ordering::Relaxed);
            live.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Asks every job to stop, because the server does.
    pub fn stop_all(&self) {
        for live in self.lock().values() {
            live.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Tells a worker that there may be work.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Waits until there may be work.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }
}
