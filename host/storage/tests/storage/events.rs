//! Events: written by one, read by many.

use crate::support::{on_both, owner};
use craftstrat_api::studio::live::{EventDetail, EventKind, LiveEvent};
use craftstrat_storage::live::events::{self, Filter, number_of};
use craftstrat_storage::system::events::{Kept, forget};
use craftstrat_storage::system::projection::{self, NewEvent};
use craftstrat_storage::{Database, Owner};

/// Writes an event down.
async fn happened(db: &Database, of: Option<&Owner>, place: Option<(u64, u64)>, text: &str) -> Option<i64> {
    let detail = EventDetail::Faulted { reason: text.to_owned() };
    let (owner, market) = (of.map(Owner::as_str), Some("btc"));
    let new = NewEvent { place, owner, run: owner, at: 5, market, kind: EventKind::Fault, detail: &detail };
    let mut tx = projection::begin(db).await.unwrap();
    let id = projection::event(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn told(events: &[LiveEvent]) -> Vec<String> {
    let reason = |event: &LiveEvent| match &event.detail {
        EventDetail::Faulted { reason } => reason.clone(),
        _ => String::new(),
    };
    events.iter().map(reason).collect()
}

on_both! {
    async fn events_are_their_owners_and_nobodys_everybodys(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        for (n, of) in [Some(&ann), Some(&ben), None, Some(&ann)].into_iter().enumerate() {
            happened(&db, of, Some((1, n as u64)), &n.to_string()).await.unwrap();
        }
        let page = |owner: Owner, filter: Filter| {
            let db = db.clone();
            async move { events::page(&db, &owner, &filter).await.unwrap() }
        };
        assert_eq!(told(&page(ann.clone(), Filter::default()).await.items), ["3", "2", "0"]);
        assert_eq!(told(&page(ben.clone(), Filter::default()).await.items), ["2", "1"]);
        let of_run = |run: &str| Filter { run: Some(run.to_owned()), ..Filter::default() };
        assert_eq!(told(&page(ann.clone(), of_run("ann")).await.items), ["3", "0"]);
        assert_eq!(told(&page(ann.clone(), of_run("ben")).await.items), [""; 0]);
        let all = Filter {
            run: Some("ann".to_owned()),
            kind: Some(EventKind::Fault),
            market: Some("btc".to_owned()),
            before: Some(i64::MAX),
            limit: Some(1),
        };
        let first = page(ann.clone(), all.clone()).await;
        assert_eq!(told(&first.items), ["3"]);
        let before = number_of(&first.next.unwrap());
        let second = page(ann.clone(), Filter { before, ..all.clone() }).await;
        assert_eq!((told(&second.items), second.next), (vec!["0".to_owned()], None));
        let none = Filter { kind: Some(EventKind::Order), ..all };
        assert!(page(ann.clone(), none).await.items.is_empty());
        let details = events::details(&db, &ann, "ann", EventKind::Fault, 1).await.unwrap();
        assert_eq!(details, [EventDetail::Faulted { reason: "3".to_owned() }]);
        assert!(events::details(&db, &ben, "ann", EventKind::Fault, 9).await.unwrap().is_empty());
    }

    async fn the_same_place_of_the_log_is_written_once(db: Database) {
        assert!(happened(&db, None, Some((4, 2)), "a").await.is_some());
        assert!(happened(&db, None, Some((4, 2)), "a").await.is_none());
        // What is not in the log has no place to be the same.
        assert!(happened(&db, None, None, "b").await.is_some());
        assert!(happened(&db, None, None, "b").await.is_some());
        assert_eq!(events::after(&db, &owner("ann"), 0, 9).await.unwrap().len(), 3);
    }

    /// Whoever reads on from the last number never misses one, however many write.
    async fn numbers_rise_as_they_are_seen(db: Database) {
        let mut writing = tokio::task::JoinSet::new();
        for writer in 0..6_u64 {
            let db = db.clone();
            writing.spawn(async move {
                for n in 0..20 {
                    happened(&db, None, Some((writer, n)), "x").await.unwrap();
                }
            });
        }
        let (mut last, mut seen, ann) = (0, 0, owner("ann"));
        loop {
            while let Some(written) = writing.try_join_next() {
                written.unwrap();
            }
            let is_over = writing.is_empty();
            for (number, event) in events::after(&db, &ann, last, 500).await.unwrap() {
                assert!(number > last && event.is_some());
                (last, seen) = (number, seen + 1);
            }
            if is_over {
                break;
            }
        }
        assert_eq!(seen, 120);
        assert_eq!(events::after(&db, &ann, 0, 500).await.unwrap().len(), 120);
    }

    async fn only_the_newest_of_the_feeds_events_are_kept(db: Database) {
        for n in 0..5 {
            let detail = EventDetail::Faulted { reason: n.to_string() };
            let (place, owner, run, market) = (None, None, None, None);
            let new = NewEvent { place, owner, run, at: n, market, kind: EventKind::Feed, detail: &detail };
            let mut tx = projection::begin(&db).await.unwrap();
            projection::event(&mut tx, &new).await.unwrap();
            tx.commit().await.unwrap();
        }
        happened(&db, None, Some((1, 1)), "of the log").await.unwrap();
        let mut tx = projection::begin(&db).await.unwrap();
        projection::forget_sources(&mut tx, 2).await.unwrap();
        tx.commit().await.unwrap();
        let page = events::page(&db, &owner("ann"), &Filter::default()).await.unwrap();
        assert_eq!(told(&page.items), ["of the log", "4", "3"]);
    }

    async fn a_log_begun_anew_keeps_no_place(db: Database) {
        happened(&db, None, Some((1, 1)), "old").await.unwrap();
        let mut tx = projection::begin(&db).await.unwrap();
        projection::set_progress(&mut tx, 7).await.unwrap();
        projection::opened(&mut tx, "nobody", 1, "s").await.unwrap_err();
        drop(tx);
        assert_eq!(projection::progress(&db).await.unwrap(), 0, "what failed left nothing");
        let mut tx = projection::begin(&db).await.unwrap();
        projection::set_progress(&mut tx, 7).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(projection::progress(&db).await.unwrap(), 7);
        let mut tx = projection::begin(&db).await.unwrap();
        projection::begin_anew(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(projection::progress(&db).await.unwrap(), 0);
        assert!(happened(&db, None, Some((1, 1)), "new").await.is_some());
    }

    async fn the_oldest_events_go_a_few_at_a_time_by_owner_number_and_age(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        for n in 0..10_u64 {
            happened(&db, Some(&ann), Some((1, n)), &n.to_string()).await.unwrap();
        }
        happened(&db, Some(&ben), Some((2, 0)), "bens").await.unwrap();
        happened(&db, None, Some((2, 1)), "everybodys").await.unwrap();
        let left = |owner: Owner| {
            let db = db.clone();
            async move { told(&events::page(&db, &owner, &Filter::default()).await.unwrap().items) }
        };
        let kept = Kept { events: 4, age_ms: 100, at_once: 5 };
        // Events are of the instant 5: they are not too old yet, but of Ann there are six too many.
        assert_eq!(forget(&db, Some(&ann), kept, Some(105)).await.unwrap(), 5, "a few at a time");
        assert_eq!(forget(&db, Some(&ann), kept, Some(105)).await.unwrap(), 1);
        assert_eq!(forget(&db, Some(&ann), kept, Some(105)).await.unwrap(), 0);
        assert_eq!(left(ann.clone()).await, ["everybodys", "9", "8", "7", "6"]);
        assert_eq!(forget(&db, None, kept, None).await.unwrap(), 0, "one is not too many, and no time is no age");
        // A little later they are too old: Ann's go, and nobody else's.
        assert_eq!(forget(&db, Some(&ann), kept, Some(106)).await.unwrap(), 4);
        assert_eq!(left(ann.clone()).await, ["everybodys"]);
        assert_eq!(left(ben).await, ["everybodys", "bens"]);
        assert_eq!(forget(&db, None, kept, Some(106)).await.unwrap(), 1);
        assert_eq!(left(ann).await, [""; 0]);
    }
}
