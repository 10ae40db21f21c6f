//! What became of the feed's sources, until it is written down. It is in no log: while the database is away it waits here.

use super::say::Told;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Changes that wait for the database, at most; the oldest go.
pub(super) const WAITING: usize = 1_024;

/// Changes in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Changes {
    waiting: VecDeque<Told>,
    shed: Arc<AtomicU64>,
}

impl Changes {
    /// None yet; those that go unwritten are counted.
    pub fn new(shed: Arc<AtomicU64>) -> Self {
        Self { waiting: VecDeque::new(), shed }
    }

    /// Takes one in.
    pub fn push(&mut self, change: Told) {
        if self.waiting.len() == WAITING {
            self.waiting.pop_front();
            self.shed.fetch_add(1, Ordering::Relaxed);
        }
        self.waiting.push_back(change);
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Those that wait, the oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Told> {
        self.waiting.iter()
    }

    /// All of them are written down.
    pub fn written(&mut self) {
        self.waiting.clear();
    }
}
