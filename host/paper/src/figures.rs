//! Numbers for metrics.

use craftstrat_feed::shell::Report;

/// Half of the measurements were no larger than `p50_us`, 99 of 100 no larger than `p99_us`; microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quantiles {
    /// Measurements since it began; quantiles cover the newest ones.
    pub count: u64,
    /// Mean of all.
    pub mean_us: u64,
    /// The median.
    pub p50_us: u64,
    /// The 99th percentile.
    pub p99_us: u64,
    /// The largest.
    pub max_us: u64,
}

/// What was counted since it was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The feed's own report, about a second old at most.
    pub report: Report,
    /// Connections opened after the first of each link.
    pub reconnects: u64,
    /// Rows lost because the desk did not keep up.
    pub shed: u64,
    /// Rows waiting for the desk.
    pub waiting: u64,
    /// Rows handed to the desk.
    pub rows: u64,
    /// Records on the disk.
    pub records: u64,
    /// Rows on which a strategy was asked, over all runs of the log; about a second old at most.
    pub evaluations: u64,
    /// Strategy instances; about a second old at most.
    pub instances: u64,
    /// From a frame's receipt to what followed from its row being on the disk; machine time.
    pub frame_to_words: Quantiles,
    /// From the row's being handed on by the feed to the same.
    pub tick_to_words: Quantiles,
}
