//! Whole instants out of the topics: what a desk must have before it may go on to the next one.

use crate::bus::{Reader, Watermark};
use crate::core::{MarketUpdate, Tick};
use craftstrat_model::TimeMs;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Messages taken at once from a topic.
const TOGETHER_MAX: usize = 4_096;

/// Everything of one or several complete instants.
#[derive(Clone, Debug)]
pub struct Instants {
    /// The last of them. No row of it or earlier comes later.
    pub to: TimeMs,
    /// When the feed said that it was complete.
    pub given: Instant,
    /// What became known of markets, oldest first; each comes before the rows it holds for.
    pub markets: Vec<Arc<MarketUpdate>>,
    /// Rows; those of a market ascend.
    pub ticks: Vec<Tick>,
}

/// Reads topics together with the watermark that says how far they are complete.
pub struct InstantReader {
    ticks: Box<dyn Reader<Tick>>,
    markets: Box<dyn Reader<Arc<MarketUpdate>>>,
    complete: Arc<Watermark>,
    last: TimeMs,
    /// What came too early: rows and updates beyond the mark.
    early_ticks: Vec<Tick>,
    early_markets: Vec<Arc<MarketUpdate>>,
}

impl std::fmt::Debug for InstantReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InstantReader").field("last", &self.last).finish_non_exhaustive()
    }
}

impl InstantReader {
    /// A reader of instants from now on. The readers have to be of the topics that `complete` speaks of.
    pub fn new(
        ticks: Box<dyn Reader<Tick>>,
        markets: Box<dyn Reader<Arc<MarketUpdate>>>,
        complete: Arc<Watermark>,
    ) -> Self {
        let last = TimeMs(i64::MIN);
        Self { ticks, markets, complete, last, early_ticks: Vec::new(), early_markets: Vec::new() }
    }

    /// Waits until further instants are complete, at most `limit`, and takes all that are.
    pub fn next(&mut self, limit: Duration) -> Option<Instants> {
        // The mark comes first: what was published before it is in the topics by now.
        let (to, given) = self.complete.wait_beyond(self.last, limit)?;
        self.last = to;
        let mut markets = std::mem::take(&mut self.early_markets);
        while self.markets.take(TOGETHER_MAX, &mut markets) > 0 {}
        let mut ticks = std::mem::take(&mut self.early_ticks);
        while self.ticks.take(TOGETHER_MAX, &mut ticks) > 0 {}
        self.early_markets = markets.extract_if(.., |update| update.at > to).collect();
        self.early_ticks = ticks.extract_if(.., |tick| tick.at > to).collect();
        Some(Instants { to, given, markets, ticks })
    }

    /// Rows lost because this reader was too slow.
    pub fn shed(&self) -> u64 {
        self.ticks.shed()
    }

    /// Rows waiting for this reader.
    pub fn waiting(&self) -> usize {
        self.ticks.waiting() + self.early_ticks.len()
    }
}
