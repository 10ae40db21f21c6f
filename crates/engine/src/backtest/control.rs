//! What a caller lends to a run: threads, a progress callback, a way to stop it; and how a run can fail.

use crate::risk::LimitsError;
use craftstrat_model::SourceError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Runs independent pieces of work, in any order and on any number of threads.
pub trait Executor: Sync {
    /// Applies `f` to every item and returns the results in the items' order.
    fn map<T: Send, R: Send>(&self, items: Vec<T>, f: &(dyn Fn(T) -> R + Sync)) -> Vec<R>;
}

/// One after the other on the calling thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sequential;

impl Executor for Sequential {
    fn map<T: Send, R: Send>(&self, items: Vec<T>, f: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
        items.into_iter().map(f).collect()
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Markets finished.
    pub markets_done: usize,
    /// Markets in the run. When cash turned out to be short, all of them are run a second time.
    pub markets_total: usize,
}

/// Lets a caller watch a run and stop it. `Default` does neither.
#[derive(Default)]
pub struct Control<'a> {
    /// Called after each finished market, from the thread that finished it.
    pub progress: Option<&'a (dyn Fn(Progress) + Sync)>,
    /// Set to `true` to stop: the run returns [`BacktestError::Cancelled`] after the markets in hand.
    pub cancel: Option<&'a AtomicBool>,
}

/// A run's own view of its control: counts the finished markets.
pub(crate) struct Watched<'a> {
    control: &'a Control<'a>,
    done: AtomicUsize,
    total: usize,
}

impl<'a> Watched<'a> {
    pub(crate) fn new(control: &'a Control<'a>, total: usize) -> Self {
        Self { control, done: AtomicUsize::new(0), total }
    }

    /// An error when the caller wants the run to stop.
    pub(crate) fn check(&self) -> Result<(), BacktestError> {
        match self.control.cancel {
            Some(flag) if flag.load(Ordering::Relaxed) => Err(BacktestError::Cancelled),
            _ => Ok(()),
        }
    }

    pub(crate) fn finished_one(&self) {
        let markets_done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = self.control.progress {
            progress(Progress { markets_done, markets_total: self.total });
        }
    }
}

/// Why a run has no result. Faults of the strategy are not here: they are part of the result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BacktestError {
    /// Ticks could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The risk section cannot be enforced.
    #[error(transparent)]
    Limits(#[from] LimitsError),
    /// A parameter is missing, superfluous, not finite or out of its bounds.
    #[error("parameters: {0}")]
    Parameters(String),
    /// The settings make no sense.
    #[error("settings: {0}")]
    Settings(String),
    /// The caller stopped the run.
    #[error("stopped before the end")]
    Cancelled,
}
