//! What is not in the log waits while the database is away.
#![allow(clippy::unwrap_used)]

use super::super::changes::WAITING;
use super::*;
use craftstrat_storage::live::events::{self, Filter};
use craftstrat_storage::{Location, Owner};
use std::sync::atomic::{AtomicU64, Ordering};

fn changed(n: usize) -> Message {
    Message::Source(source(TimeMs(n as i64 + 1), format!("source {n}"), SourceStatus::Down))
}

/// What a database has, the oldest first.
async fn told(db: &Database) -> Vec<String> {
    let page =
        events::page(db, &Owner::local(), &Filter { limit: Some(200), ..Filter::default() }).await.unwrap();
    let name = |event: LiveEvent| match event.detail {
        EventDetail::Source { name, .. } => name,
        other => format!("{other:?}"),
    };
    page.items.into_iter().map(name).rev().collect()
}

#[tokio::test]
async fn changes_of_sources_wait_for_the_database_in_order_and_are_counted_when_too_many() {
    let dir = tempfile::tempdir().unwrap();
    let open = |name: &str| {
        let at = Location::file(&dir.path().join(name));
        async move { Database::open(&at).await.unwrap() }
    };
    // One that is closed answers nothing any more: that is what being away is like.
    let (away, back) = (open("away.db").await, open("back.db").await);
    let shed: Arc<AtomicU64> = Arc::default();
    let (events, mut heard) = broadcast::channel(2 * WAITING);
    let changes = Changes::new(Arc::clone(&shed));
    let mut projector =
        Projector::new(away.clone(), dir.path().join("log"), events, Arc::new(watch::channel(0).0), changes);
    projector.behind = false;
    away.close().await;
    for n in 0..3 {
        projector.take(vec![changed(n)]).await.unwrap_err();
    }
    assert!(heard.try_recv().is_err(), "nothing is announced before it is written down");
    projector.db = back.clone();
    projector.take(vec![changed(3)]).await.unwrap();
    let four = ["source 0", "source 1", "source 2", "source 3"];
    assert_eq!(told(&back).await, four);
    projector.take(Vec::new()).await.unwrap();
    assert_eq!((told(&back).await.len(), heard.len()), (4, 4), "none is written or told twice");

    projector.db = away;
    let many = (0..WAITING + 5).map(changed).collect();
    projector.take(many).await.unwrap_err();
    assert_eq!(shed.load(Ordering::Relaxed), 5);
    projector.db = back;
    projector.take(Vec::new()).await.unwrap();
    assert_eq!((heard.len(), shed.load(Ordering::Relaxed)), (4 + WAITING, 5));
}
