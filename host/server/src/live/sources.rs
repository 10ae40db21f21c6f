//! Looks at the feed's sources every second, and tells what became of them.

use super::project::{Message, source};
use super::snapshot::{sources, spoken_name};
use super::touch;
use craftstrat_api::studio::live::{FeedSource, SourceStatus};
use craftstrat_model::TimeMs;
use craftstrat_paper::Paper;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{RwLock, mpsc, watch};
use tokio::time::MissedTickBehavior;

/// Time between two looks.
const EVERY: Duration = Duration::from_secs(1);

/// A source by what it is called, and how it was.
type Known = BTreeMap<(u8, String), SourceStatus>;

/// Looks until the server stops.
pub(super) async fn watch(
    paper: Arc<RwLock<Option<Paper>>>,
    sender: mpsc::Sender<Message>,
    changed: Arc<watch::Sender<u64>>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut known = Known::new();
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = every.tick() => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        let found = match paper.read().await.as_ref() {
            Some(paper) => sources(paper),
            None => return,
        };
        for told in differences(&mut known, found) {
            touch(&changed);
            let told = source(TimeMs(told.since_ms), spoken_name(&told), told.status);
            if sender.send(Message::Source(told)).await.is_err() {
                return;
            }
        }
    }
}

/// The sources that are otherwise than they were. One that is seen for the first time has not changed.
fn differences(known: &mut Known, found: Vec<FeedSource>) -> Vec<FeedSource> {
    let key = |source: &FeedSource| (source.kind as u8, source.name.clone());
    let now: Known = found.iter().map(|source| (key(source), source.status)).collect();
    let before = std::mem::replace(known, now);
    let differs = |source: &FeedSource| before.get(&key(source)).is_some_and(|was| *was != source.status);
    found.into_iter().filter(differs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use craftstrat_api::studio::live::SourceKind;

    fn one(name: &str, status: SourceStatus) -> FeedSource {
        FeedSource { kind: SourceKind::Connection, name: name.to_owned(), status, since_ms: 1 }
    }

    #[test]
    fn only_what_changed_is_told() {
        let mut known = Known::new();
        let mut look = |all: &[FeedSource]| differences(&mut known, all.to_vec());
        let (down, fresh) = (one("market", SourceStatus::Down), one("market", SourceStatus::Fresh));
        assert_eq!(look(std::slice::from_ref(&down)), []);
        assert_eq!(look(std::slice::from_ref(&fresh)), std::slice::from_ref(&fresh));
        assert_eq!(look(&[one("prices", SourceStatus::Fresh), fresh.clone()]), []);
        assert_eq!(look(std::slice::from_ref(&down)), std::slice::from_ref(&down));
        assert_eq!(look(&[]), []);
    }
}
