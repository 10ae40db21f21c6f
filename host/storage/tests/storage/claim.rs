//! The claim on a PostgreSQL database outlives the connection that took it, or ends the program: never two in one database.

use crate::support::{form, open, owner};
use craftstrat_storage::{Database, Location, StorageError, strategies};
use craftstrat_storage_test::Empty;
use sqlx::{AnyPool, Connection, PgConnection};
use std::time::{Duration, Instant};

/// Far beyond what anything here takes: a test that fails ends.
const PATIENCE: Duration = Duration::from_secs(60);

/// The lock that is the claim: 64 bits in two halves, of this database.
const CLAIM: &str =
    "FROM pg_locks WHERE locktype = 'advisory' AND classid = 25458 AND objid = 1634104435 AND objsubid = 1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// The claim's lock as a program takes it.
const TAKE: &str = "SELECT pg_advisory_lock(109342911526003)";

/// Somebody who looks at the server from outside.
struct Watcher(AnyPool);

impl Watcher {
    async fn of(empty: &Empty) -> Self {
        Self(AnyPool::connect(&empty.url()).await.unwrap())
    }

    /// Processes that have the claim, or wait for it.
    async fn processes(&self, granted: bool) -> Vec<i64> {
        let query = format!("SELECT CAST(pid AS BIGINT) {CLAIM} AND granted = {granted}");
        let rows: Vec<(i64,)> = sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_all(&self.0).await.unwrap();
        rows.into_iter().map(|(pid,)| pid).collect()
    }

    /// Waits until as many as wanted have the claim, or wait for it, none of them `but`.
    async fn until(&self, granted: bool, count: usize, but: &[i64]) -> Vec<i64> {
        let began = Instant::now();
        loop {
            let found = self.processes(granted).await;
            if found.len() == count && !found.iter().any(|pid| but.contains(pid)) {
                return found;
            }
            assert!(began.elapsed() < PATIENCE, "{found:?}");
            tokio::task::yield_now().await;
        }
    }

    async fn end(&self, process: i64) {
        let query = "SELECT CAST(pg_terminate_backend(CAST($1 AS INTEGER)) AS INTEGER)";
        sqlx::query(query).bind(process).execute(&self.0).await.unwrap();
    }
}

#[tokio::test]
async fn a_claim_whose_connection_ended_is_taken_again() {
    let Some(empty) = Empty::postgres() else { return };
    let db = open(&empty).await;
    let watcher = Watcher::of(&empty).await;
    let mut before = watcher.processes(true).await;
    for _ in 0..3 {
        watcher.end(before[0]).await;
        let after = watcher.until(true, 1, &before).await;
        // Whoever asks meanwhile waits, and is answered.
        strategies::insert(&db, &owner("ann"), "a", &form("{}"), 1).await.unwrap();
        before = after;
    }
    let second = Database::open(&Location::parse(&empty.url()).unwrap()).await;
    assert!(matches!(second, Err(StorageError::InUse(_))), "{second:?}");
    db.close().await;
    open(&empty).await.close().await;
    watcher.0.close().await;
}

#[tokio::test]
async fn whoever_lost_the_claim_to_another_asks_nothing_any_more_and_is_told() {
    let Some(empty) = Empty::postgres() else { return };
    let db = open(&empty).await;
    let watcher = Watcher::of(&empty).await;
    let holder = watcher.processes(true).await;
    let mut rival = PgConnection::connect(&empty.url()).await.unwrap();
    // It stands in line before the claim is lost, so it is the next to have it.
    let waits = tokio::spawn(async move {
        sqlx::query(TAKE).execute(&mut rival).await.unwrap();
        rival
    });
    watcher.until(false, 1, &[]).await;
    watcher.end(holder[0]).await;
    let rival = waits.await.unwrap();
    let told = tokio::time::timeout(PATIENCE, db.taken()).await.unwrap();
    assert!(matches!(told, StorageError::Taken(_)), "{told:?}");
    assert!(told.to_string().contains("another craftstrat took the database"), "{told}");
    assert!(db.ping().await.is_err());
    let refused = strategies::insert(&db, &owner("ann"), "a", &form("{}"), 1).await;
    assert!(refused.is_err(), "it wrote into another's database");
    db.close().await;
    rival.close().await.unwrap();
    // What was refused was not written.
    let db = open(&empty).await;
    assert_eq!(strategies::count(&db, &owner("ann")).await.unwrap(), 0);
    db.close().await;
    watcher.0.close().await;
}
