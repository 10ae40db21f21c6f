//! Topics between feed, strategies and whoever listens, behind a port that a broker can take later.
//!
//! | topic | carries | when a reader falls behind |
//! |---|---|---|
//! | `ticks` | [`crate::core::Tick`] | the oldest tick of that market is shed and counted |
//! | `signals` | decisions of strategies | publishing is refused: nothing of it may be lost |
//! | `strategy-updates` | started, changed and stopped strategies | publishing is refused |
//!
//! A [`Watermark`] beside them says up to which instant the rows are out.
//!
//! Every queue is bounded. Publishing never waits, so a slow reader cannot hold up the feed: it loses its own ticks.

mod local;
mod queue;
mod watermark;

pub use local::LocalTopic;
pub use watermark::Watermark;

use std::time::Duration;

/// A topic's name and what happens when a reader's queue is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicSpec {
    /// Name, the same in every broker.
    pub name: &'static str,
    /// What a full queue does.
    pub when_full: WhenFull,
    /// Most messages a reader may have waiting, over all keys.
    pub capacity: usize,
}

/// What a full queue does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFull {
    /// Drops the oldest message of the same key, or, when there is none, of the key with the most waiting; counted.
    ShedOldest,
    /// Refuses the new message.
    Refuse,
}

/// Rows of markets; keyed by slug.
pub const TICKS: TopicSpec = TopicSpec { name: "ticks", when_full: WhenFull::ShedOldest, capacity: 65_536 };

/// Decisions of strategies; keyed by strategy.
pub const SIGNALS: TopicSpec = TopicSpec { name: "signals", when_full: WhenFull::Refuse, capacity: 65_536 };

/// Started, changed and stopped strategies; keyed by strategy.
pub const STRATEGY_UPDATES: TopicSpec =
    TopicSpec { name: "strategy-updates", when_full: WhenFull::Refuse, capacity: 16_384 };

/// A reader of the topic has no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reader of topic {topic} is {waiting} messages behind: nothing more is taken until it catches up")]
pub struct Full {
    /// The topic.
    pub topic: &'static str,
    /// Messages it has waiting.
    pub waiting: usize,
}

/// A topic to write to and to read from. Messages of one key arrive in the order they were published.
pub trait Topic<T>: Send + Sync {
    /// Hands `message` to every reader. Never waits.
    ///
    /// # Errors
    /// When the topic refuses rather than sheds and a reader has no room; no reader then gets the message.
    fn publish(&self, key: &str, message: T) -> Result<(), Full>;

    /// A reader of what is published from now on.
    fn subscribe(&self) -> Box<dyn Reader<T>>;
}

/// One reader of a topic, with a queue of its own.
pub trait Reader<T>: Send {
    /// Moves up to `max` waiting messages to the end of `out`, oldest first; how many.
    fn take(&mut self, max: usize, out: &mut Vec<T>) -> usize;

    /// Waits until something is there, at most `limit`; whether something is.
    fn wait(&mut self, limit: Duration) -> bool;

    /// Messages waiting.
    fn waiting(&self) -> usize;

    /// Messages shed since it subscribed.
    fn shed(&self) -> u64;
}
