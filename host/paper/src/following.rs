//! Which series are followed, and whose rows the desk is handed.

use craftstrat_feed::shell::Control;
use craftstrat_live::Desk;
use craftstrat_model::Series;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;

/// Series of runs, and those that are followed anyway.
#[derive(Debug)]
pub(crate) struct Following {
    always: BTreeSet<Series>,
    state: Mutex<State>,
    /// Held while rows are chosen and sent.
    sending: Mutex<()>,
    /// To the feed, where there is one.
    control: Option<mpsc::Sender<Control>>,
}

#[derive(Debug)]
struct State {
    /// Of runs that are not over.
    runs: BTreeSet<Series>,
    /// Of runs that are being started.
    starting: Vec<Series>,
}

/// The series of the runs of a desk that are not over.
pub(crate) fn series_of(desk: &Desk) -> BTreeSet<Series> {
    desk.status().into_iter().filter(|run| !run.over).flat_map(|run| run.spec.series).collect()
}

impl Following {
    pub fn new(always: &[Series], runs: BTreeSet<Series>, control: Option<mpsc::Sender<Control>>) -> Self {
        let state = Mutex::new(State { runs, starting: Vec::new() });
        Self { always: always.iter().cloned().collect(), state, sending: Mutex::new(()), control }
    }

    /// What the feed follows, in order.
    pub fn all(&self) -> Vec<Series> {
        let state = lock(&self.state);
        self.always.union(&state.runs).cloned().collect()
    }

    /// The series whose rows the desk is handed; the others would only fill its log.
    pub fn traded(&self) -> BTreeSet<Series> {
        let state = lock(&self.state);
        state.runs.iter().chain(&state.starting).cloned().collect()
    }

    /// Holds off [`Following::starting`] until what was chosen is sent.
    pub fn sending(&self) -> MutexGuard<'_, ()> {
        lock(&self.sending)
    }

    /// Hands over rows of these series from now on, for a run that is about to be started: no row may be missing between
    /// its start and the first one it is given. They count as long as what is returned lives.
    pub fn starting(&self, series: &[Series]) -> Starting<'_> {
        lock(&self.state).starting.extend_from_slice(series);
        // What was chosen without them has been sent once this is free.
        drop(lock(&self.sending));
        Starting { of: self, series: series.to_vec() }
    }

    /// The desk's runs changed. Waits while the feed has many changes to take; not for use where asynchronous tasks run.
    pub fn changed(&self, runs: BTreeSet<Series>) {
        let before = self.all();
        lock(&self.state).runs = runs;
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

/// See [`Following::starting`].
pub(crate) struct Starting<'a> {
    of: &'a Following,
    series: Vec<Series>,
}

impl Drop for Starting<'_> {
    fn drop(&mut self) {
        let mut state = lock(&self.of.state);
        for series in &self.series {
            if let Some(place) = state.starting.iter().position(|s| s == series) {
                state.starting.swap_remove(place);
            }
        }
    }
}

/// Sets are whole between any two of their operations.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
