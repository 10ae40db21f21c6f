//! How long things took: the newest measurements, in bounded memory.

use std::time::Duration;

/// Measurements that quantiles are taken of.
const NEWEST_MAX: usize = 4_096;

/// Durations measured one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latencies {
    count: u64,
    sum_us: u64,
    max_us: u64,
    /// The newest, in a ring.
    newest: Vec<u32>,
    next: usize,
}

/// What is said of measurements, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quantiles {
    /// How many there were since the beginning.
    pub count: u64,
    /// Mean of all.
    pub mean_us: u64,
    /// Half of the newest were no longer.
    pub p50_us: u64,
    /// 99 of 100 of the newest were no longer.
    pub p99_us: u64,
    /// The longest of all.
    pub max_us: u64,
}

impl Latencies {
    /// Takes one measurement.
    pub fn record(&mut self, took: Duration) {
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.count += 1;
        self.sum_us = self.sum_us.saturating_add(us);
        self.max_us = self.max_us.max(us);
        let us = u32::try_from(us).unwrap_or(u32::MAX);
        match self.newest.get_mut(self.next) {
            Some(oldest) => *oldest = us,
            None => self.newest.push(us),
        }
        self.next = (self.next + 1) % NEWEST_MAX;
    }

    /// What there is to say; all zero when nothing was measured.
    pub fn quantiles(&self) -> Quantiles {
        let mut sorted = self.newest.clone();
        sorted.sort_unstable();
        // The smallest value that at least so many per cent are no larger than.
        let at = |percent: usize| {
            let rank = (sorted.len() * percent).div_ceil(100).max(1);
            sorted.get(rank - 1).map_or(0, |us| u64::from(*us))
        };
        let mean_us = self.sum_us.checked_div(self.count).unwrap_or(0);
        Quantiles { count: self.count, mean_us, p50_us: at(50), p99_us: at(99), max_us: self.max_us }
    }
}
