//! Messages the venue sends twice: dropped, as importers drop them.

use craftstrat_venue::message::Body;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Most messages remembered of one venue time.
const REMEMBERED_MAX: usize = 1_024;

/// What one token was told at its newest venue time. Anything older is late, which the book itself refuses.
#[derive(Clone, Debug, Default)]
pub(super) struct Repeats {
    venue_ms: Option<i64>,
    digests: Vec<u64>,
}

impl Repeats {
    /// Whether the same message was taken before. Without a venue time two equal messages may be two events.
    pub(super) fn is_one(&mut self, body: &Body, venue_ms: Option<i64>) -> bool {
        let Some(venue_ms) = venue_ms else { return false };
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let digest = hasher.finish();
        match self.venue_ms {
            Some(newest) if venue_ms < newest => return false,
            Some(newest) if venue_ms == newest => {
                if self.digests.contains(&digest) {
                    return true;
                }
            }
            _ => {
                self.venue_ms = Some(venue_ms);
                self.digests.clear();
            }
        }
        if self.digests.len() < REMEMBERED_MAX {
            self.digests.push(digest);
        }
        false
    }
}
