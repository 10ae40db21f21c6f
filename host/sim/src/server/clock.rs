//! Virtual time as a function of the machine's: so many virtual seconds a second.

use craftstrat_model::TimeMs;
use std::time::{Duration, Instant};

/// Longest nap of the driver: a change of speed or a request wakes it earlier.
const NAP: Duration = Duration::from_millis(50);

/// A clock that can be stopped, slowed and set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    since: Instant,
    base: Option<TimeMs>,
    speed: f64,
}

impl Clock {
    pub fn new(speed: f64) -> Self {
        Self { since: Instant::now(), base: None, speed: sane(speed) }
    }

    /// Virtual time, for a venue that is at `at_least`.
    pub fn now(&mut self, at_least: TimeMs) -> TimeMs {
        let base = *self.base.get_or_insert(at_least);
        let passed = self.since.elapsed().as_secs_f64() * 1e3 * self.speed;
        base.plus_ms(passed as i64).max(at_least)
    }

    pub const fn speed(&self) -> f64 {
        self.speed
    }

    /// Goes on from `now` at another speed.
    pub fn set(&mut self, now: TimeMs, speed: f64) {
        *self = Self { since: Instant::now(), base: Some(now), speed: sane(speed) };
    }

    /// How long until `due`.
    pub fn nap(&self, now: TimeMs, due: Option<TimeMs>) -> Duration {
        let Some(due) = due.filter(|_| self.speed > 0.0) else { return NAP };
        let seconds = due.since(now).max(0) as f64 / 1e3 / self.speed;
        Duration::from_secs_f64(seconds.min(1.0)).clamp(Duration::from_millis(1), NAP)
    }
}

/// Between standing still and a thousand times.
fn sane(speed: f64) -> f64 {
    if speed.is_finite() { speed.clamp(0.0, 1_000.0) } else { 1.0 }
}
