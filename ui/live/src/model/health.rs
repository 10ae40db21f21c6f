//! The feed at a glance.

use craftstrat_api::studio::live::{FeedSource, SourceStatus};

/// The feed at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// There are no sources yet.
    Nothing,
    /// All are fresh, since this time: then the last one became so, ms.
    Calm {
        /// How many.
        sources: usize,
        /// Since when, ms.
        since_ms: i64,
    },
    /// Some are not.
    Troubled {
        /// Not reachable.
        down: usize,
        /// Too old.
        stale: usize,
    },
}

/// The feed at a glance.
pub fn feed(sources: &[FeedSource]) -> Feed {
    let count = |status| sources.iter().filter(|source| source.status == status).count();
    let (down, stale) = (count(SourceStatus::Down), count(SourceStatus::Stale));
    match sources.iter().map(|source| source.since_ms).max() {
        None => Feed::Nothing,
        Some(since_ms) if down + stale == 0 => Feed::Calm { sources: sources.len(), since_ms },
        Some(_) => Feed::Troubled { down, stale },
    }
}

/// The sources, the worst first, and of those the one that has been so for longest.
pub fn worst_first(sources: &[FeedSource]) -> Vec<&FeedSource> {
    let mut list: Vec<&FeedSource> = sources.iter().collect();
    list.sort_by_key(|source| (source.status, source.since_ms));
    list
}
