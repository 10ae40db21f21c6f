//! Which series are followed, and whose rows the desk is handed.

use craftstrat_feed::shell::Control;
use craftstrat_model::{Series, TimeMs};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;

/// Series of runs, and those that are followed anyway.
#[derive(Debug)]
pub(crate) struct Following {
    always: BTreeSet<Series>,
    /// Of runs that are not over.
    runs: Mutex<BTreeSet<Series>>,
    chosen: Mutex<Option<Chosen>>,
    /// To the feed, where there is one.
    control: Option<mpsc::Sender<Control>>,
}

/// How far rows were chosen for the desk: those that nobody traded then are never given to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chosen {
    /// The end of the last instant.
    pub to: TimeMs,
    /// The venue's clock when it was taken.
    pub clock: TimeMs,
}

impl Following {
    pub fn new(always: &[Series], runs: BTreeSet<Series>, control: Option<mpsc::Sender<Control>>) -> Self {
        let always = always.iter().cloned().collect();
        Self { always, runs: Mutex::new(runs), chosen: Mutex::default(), control }
    }

    /// What the feed follows, in order.
    pub fn all(&self) -> Vec<Series> {
        self.always.union(&lock(&self.runs)).cloned().collect()
    }

    /// The series whose rows the desk is handed; the others would only fill its log.
    pub fn traded(&self) -> BTreeSet<Series> {
        lock(&self.runs).clone()
    }

    /// Held by the pump from choosing rows until they are sent, and by whoever starts a run until the desk has it: a run
    /// misses no row between its start and the first one it is given.
    pub fn choosing(&self) -> MutexGuard<'_, Option<Chosen>> {
        lock(&self.chosen)
    }

    /// The desk's runs changed. Waits while the feed has many changes to take; not for use where asynchronous tasks run.
    pub fn changed(&self, runs: BTreeSet<Series>) {
        let before = self.all();
        *lock(&self.runs) = runs;
        let after = self.all();
        if after == before {
            return;
        }
        tracing::info!(series = ?after, "the feed follows other series");
        if let Some(control) = &self.control {
            // A feed that has ended follows nothing.
            let _ = control.blocking_send(Control::Follow(after));
        }
    }
}

/// Sets are whole between any two of their operations.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
