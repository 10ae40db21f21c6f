//! Numbers for metrics, and where they are gathered.

use craftstrat_feed::latency::{Latencies, Quantiles};
use craftstrat_feed::shell::{Clock, Report};
use craftstrat_model::TimeMs;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// What was counted since it was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The feed's own report, about a second old at most.
    pub report: Report,
    /// Connections opened beyond one for each link.
    pub reconnects: u64,
    /// Rows lost because the desk did not keep up.
    pub shed: u64,
    /// Rows waiting for the desk or the recorder, whichever has more.
    pub waiting: u64,
    /// Rows handed to the desk.
    pub rows: u64,
    /// Records on the disk.
    pub records: u64,
    /// Rows on which a strategy was asked, over all runs of the log; about a second old at most.
    pub evaluations: u64,
    /// Strategy instances; about a second old at most.
    pub instances: u64,
    /// From a frame's receipt to what followed from its row being on the disk, in this machine's time; rows of the grid
    /// apart.
    pub frame_to_words: Quantiles,
    /// From the feed's word that an instant is complete to the same.
    pub tick_to_words: Quantiles,
}

/// Instants that are not on the disk yet, at most: as many are measured.
const GIVEN_MAX: usize = 256;

/// Instants on their way to the disk.
#[derive(Debug)]
struct Given {
    to: TimeMs,
    given: Instant,
    received_us: Vec<i64>,
}

#[derive(Debug, Default)]
struct Ways {
    given: VecDeque<Given>,
    frame_to_words: Latencies,
    tick_to_words: Latencies,
}

/// Where figures are gathered.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub shed: AtomicU64,
    pub rows: AtomicU64,
    pub records: AtomicU64,
    pub evaluations: AtomicU64,
    pub instances: AtomicU64,
    ways: Mutex<Ways>,
}

impl Gathered {
    /// Instants up to `to` are being handed over, with rows of frames received at `received_us`.
    pub fn handed(&self, to: TimeMs, given: Instant, received_us: Vec<i64>) {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if ways.given.len() < GIVEN_MAX {
            ways.given.push_back(Given { to, given, received_us });
        }
    }

    /// What followed from everything up to `to` is on the disk.
    pub fn on_the_disk(&self, to: TimeMs, clock: Clock) {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(given) = ways.given.pop_front_if(|given| given.to <= to) {
            ways.tick_to_words.record(given.given.elapsed());
            for received_us in given.received_us {
                ways.frame_to_words.record(clock.since(received_us));
            }
        }
    }

    pub fn figures(&self, report: Report, waiting: usize) -> Figures {
        let ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Figures {
            reconnects: report.counters.connects.saturating_sub(2),
            report,
            shed: of(&self.shed),
            waiting: waiting as u64,
            rows: of(&self.rows),
            records: of(&self.records),
            evaluations: of(&self.evaluations),
            instances: of(&self.instances),
            frame_to_words: ways.frame_to_words.quantiles(),
            tick_to_words: ways.tick_to_words.quantiles(),
        }
    }
}
