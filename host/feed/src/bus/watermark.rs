//! Up to which instant everything has been given out.

use craftstrat_model::TimeMs;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Up to which instant a publisher has given everything out: nothing of it or earlier comes later.
///
/// Published after the messages it covers. A reader that reads it first and its topics after has every message up to it;
/// of those beyond it some may still be missing.
#[derive(Debug)]
pub struct Watermark {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Clone, Copy, Debug)]
struct State {
    mark: TimeMs,
    at: Instant,
}

impl Default for Watermark {
    fn default() -> Self {
        let state = State { mark: TimeMs(i64::MIN), at: Instant::now() };
        Self { state: Mutex::new(state), moved: Condvar::new() }
    }
}

impl Watermark {
    /// Says that everything up to and including `mark` is out. An earlier one than before changes nothing.
    pub fn publish(&self, mark: TimeMs) {
        let mut state = self.lock();
        if mark > state.mark {
            *state = State { mark, at: Instant::now() };
            self.moved.notify_all();
        }
    }

    /// The last complete instant; before everything when there is none yet.
    pub fn read(&self) -> TimeMs {
        self.lock().mark
    }

    /// Waits until it lies beyond `previous`, at most `limit`. The mark then, and when it was published; `None` when it does
    /// not move.
    pub fn wait_beyond(&self, previous: TimeMs, limit: Duration) -> Option<(TimeMs, Instant)> {
        let stays = |state: &mut State| state.mark <= previous;
        let waited = self.moved.wait_timeout_while(self.lock(), limit, stays);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (state.mark > previous).then_some((state.mark, state.at))
    }

    /// Both fields are written together or not at all, so what a panicking thread left is good.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
