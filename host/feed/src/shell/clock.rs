//! The time the feed lives in: this machine's, or a venue's that runs faster.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A clock. Microseconds since the epoch.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// This machine's.
    System,
    /// A venue's own time: what it was at an instant of this machine, and how many times as fast it runs.
    Scaled {
        /// The venue's time at `since`, microseconds since the epoch.
        origin_us: i64,
        /// When that was.
        since: Instant,
        /// Venue seconds to a second.
        speed: f64,
    },
}

impl Clock {
    /// Now.
    pub fn now_us(self) -> i64 {
        match self {
            Self::System => {
                let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                i64::try_from(now.as_micros()).unwrap_or(i64::MAX)
            }
            Self::Scaled { origin_us, since, speed } => {
                origin_us.saturating_add((since.elapsed().as_secs_f64() * speed * 1e6) as i64)
            }
        }
    }

    /// How many times as fast as this machine's it runs.
    pub fn speed(self) -> f64 {
        match self {
            Self::System => 1.0,
            Self::Scaled { speed, .. } => speed,
        }
    }

    /// How long ago `at_us` was, in this machine's time; nothing when it is to come.
    pub fn since(self, at_us: i64) -> Duration {
        let us = self.now_us().saturating_sub(at_us).max(0);
        let passed = Duration::from_micros(us.unsigned_abs());
        match self {
            Self::System => passed,
            Self::Scaled { speed, .. } => passed.div_f64(speed.max(1e-6)),
        }
    }

    /// How long to wait on this machine until `at_us`; nothing when that is past.
    pub fn until(self, at_us: i64) -> Duration {
        let us = at_us.saturating_sub(self.now_us()).max(0);
        let wait = Duration::from_micros(us.unsigned_abs());
        match self {
            Self::System => wait,
            Self::Scaled { speed, .. } => wait.div_f64(speed.max(1e-6)),
        }
    }
}
