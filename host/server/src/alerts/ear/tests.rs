//! Nothing is left out and nothing told twice, whatever fails.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::problem::Refusal;
use craftstrat_api::studio::live::{AlertKind, EventDetail, EventKind, SourceStatus};
use craftstrat_storage::{Asked, Database, Key, Location};
use std::sync::atomic::{AtomicBool, Ordering};

/// A log in memory that can be made to fail.
#[derive(Debug, Default)]
struct Memory {
    events: Vec<Option<LiveEvent>>,
    is_broken: AtomicBool,
}

impl Log for Memory {
    async fn after(&self, _owner: &Owner, id: i64, limit: u32) -> Answer<Vec<(i64, Option<LiveEvent>)>> {
        if self.is_broken.load(Ordering::Relaxed) {
            return Err(Refusal::internal("the disk is gone"));
        }
        let all = self.events.iter().enumerate().map(|(place, event)| (place as i64 + 1, event.clone()));
        Ok(all.filter(|(place, _)| *place > id).take(limit as usize).collect())
    }
}

impl Memory {
    fn add(&mut self, detail: EventDetail) {
        let at_ms = self.events.len() as i64;
        let (run_id, run_name, market) = (Some("r1".to_owned()), None, None);
        let id = String::new();
        self.events.push(Some(LiveEvent {
            id,
            at_ms,
            run_id,
            run_name,
            market,
            kind: EventKind::Run,
            detail,
        }));
    }

    fn faults(count: usize) -> Self {
        let mut log = Self::default();
        for n in 0..count {
            log.add(EventDetail::Faulted { reason: format!("fault {n}") });
        }
        log
    }
}

/// Reads a log to its end and keeps what comes of it; returns how many alerts that were.
async fn heard(ear: &mut Ear, log: &Memory, db: &Database) -> usize {
    let mut alerts = 0;
    loop {
        let more = ear.read(log, |_| ()).await.unwrap();
        alerts += ear.save(db).await.unwrap().len();
        if !more {
            return alerts;
        }
    }
}

async fn opened(dir: &std::path::Path) -> Database {
    Database::open(&Location::file(&dir.join("test.sqlite"))).await.unwrap()
}

async fn texts(db: &Database, owner: &Owner) -> Vec<String> {
    let page = storage::alerts::page(db, owner, &Asked::first(50)).await.unwrap();
    page.items.into_iter().map(|alert| alert.text).collect()
}

#[tokio::test]
async fn every_event_makes_its_alert_once_also_over_a_crash() {
    let dir = tempfile::tempdir().unwrap();
    let (db, owner) = (opened(dir.path()).await, Owner::local());
    let mut log = Memory::faults(3);
    let mut ear = Ear::open(&db, &owner).await.unwrap();
    assert_eq!(heard(&mut ear, &log, &db).await, 3);
    assert_eq!(heard(&mut ear, &log, &db).await, 0, "nothing is new");
    log.add(EventDetail::Faulted { reason: "not written down".to_owned() });
    ear.read(&log, |_| ()).await.unwrap();
    // It ends before that is kept: the next one hears it again, and nothing else.
    drop(ear);
    let mut ear = Ear::open(&db, &owner).await.unwrap();
    assert_eq!(heard(&mut ear, &log, &db).await, 1);
    assert_eq!(texts(&db, &owner).await.len(), 4);
    assert!(texts(&db, &owner).await[0].ends_with("not written down."));
}

#[tokio::test]
async fn what_is_remembered_goes_on_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let (db, owner) = (opened(dir.path()).await, Owner::local());
    let denied = || EventDetail::Denied {
        decision: "buy UP 5.00 USDC".to_owned(),
        code: "daily_loss".to_owned(),
        detail: "lost".to_owned(),
        times: 1,
    };
    let mut log = Memory::default();
    log.add(denied());
    let mut ear = Ear::open(&db, &owner).await.unwrap();
    assert_eq!(heard(&mut ear, &log, &db).await, 1);
    // Eighteen more and a restart: the day's limit was told of, and the next refusal makes the burst.
    for _ in 0..18 {
        log.add(denied());
    }
    assert_eq!(heard(&mut ear, &log, &db).await, 0);
    ear.stop();
    ear.save(&db).await.unwrap();
    log.add(denied());
    let mut ear = Ear::open(&db, &owner).await.unwrap();
    assert_eq!(heard(&mut ear, &log, &db).await, 1);
    let page = storage::alerts::page(&db, &owner, &Asked::first(50)).await.unwrap();
    let kinds: Vec<AlertKind> = page.items.iter().map(|alert| alert.kind).collect();
    assert_eq!(kinds, [AlertKind::DenialBurst, AlertKind::LossLimit]);
}

#[tokio::test]
async fn a_long_log_is_read_in_parts_and_what_cannot_be_read_is_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    let (db, owner) = (opened(dir.path()).await, Owner::local());
    let mut log = Memory::faults(AT_ONCE as usize + 1);
    log.events[7] = None;
    let mut ear = Ear::open(&db, &owner).await.unwrap();
    assert!(ear.read(&log, |_| ()).await.unwrap(), "there is more");
    assert_eq!(ear.save(&db).await.unwrap().len(), AT_ONCE as usize - 1);
    assert_eq!(heard(&mut ear, &log, &db).await, 1);
}

#[tokio::test]
async fn a_log_or_database_that_fails_for_a_while_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (db, owner) = (opened(dir.path()).await, Owner::local());
    let log = Memory::faults(2);
    let mut ear = Ear::open(&db, &owner).await.unwrap();
    log.is_broken.store(true, Ordering::Relaxed);
    assert!(ear.read(&log, |_| ()).await.is_err());
    log.is_broken.store(false, Ordering::Relaxed);
    ear.read(&log, |_| ()).await.unwrap();
    let other = tempfile::tempdir().unwrap();
    let closed = opened(other.path()).await;
    closed.close().await;
    assert!(ear.save(&closed).await.is_err());
    assert_eq!(ear.save(&db).await.unwrap().len(), 2);
}

#[tokio::test]
async fn alerts_are_paged_seen_and_bounded() {
    let dir = tempfile::tempdir().unwrap();
    let (db, owner) = (opened(dir.path()).await, Owner::local());
    let other = Owner::stored("other".to_owned());
    let kept = usize::try_from(storage::alerts::KEPT).unwrap();
    let mut ear = Ear::open(&db, &owner).await.unwrap();
    heard(&mut ear, &Memory::faults(kept + 5), &db).await;
    assert_eq!(storage::alerts::unseen(&db, &owner).await.unwrap(), kept as u64);
    assert_eq!(storage::alerts::unseen(&db, &other).await.unwrap(), 0);
    assert!(texts(&db, &other).await.is_empty());
    let first = storage::alerts::page(&db, &owner, &Asked::first(50)).await.unwrap();
    assert!(first.items[0].text.ends_with(&format!("fault {}.", kept + 4)), "the newest first");
    let query = Asked::new(Key::parse(&first.next.clone().unwrap()).unwrap(), None);
    let second = storage::alerts::page(&db, &owner, &query).await.unwrap();
    assert!(second.items[0].id < first.items[first.items.len() - 1].id);
    storage::alerts::see(&db, &owner).await.unwrap();
    assert_eq!(storage::alerts::unseen(&db, &owner).await.unwrap(), 0);
    assert!(storage::alerts::page(&db, &owner, &query).await.unwrap().items[0].seen);
}

#[tokio::test]
async fn connections_begin_afresh() {
    let dir = tempfile::tempdir().unwrap();
    let (db, owner) = (opened(dir.path()).await, Owner::local());
    let source = |status| EventDetail::Source { name: "market connection".to_owned(), status };
    let mut log = Memory::default();
    log.add(source(SourceStatus::Fresh));
    let mut ear = Ear::open(&db, &owner).await.unwrap();
    heard(&mut ear, &log, &db).await;
    ear.stop();
    ear.save(&db).await.unwrap();
    log.add(source(SourceStatus::Down));
    assert_eq!(heard(&mut Ear::open(&db, &owner).await.unwrap(), &log, &db).await, 0);
    // One that went on would have told it.
    assert_eq!(heard(&mut ear, &log, &db).await, 1);
}
