//! From every earlier form of the tables to the newest, with rows in place.

use crate::support::{open, owner};
use craftstrat_storage::{Asked, StorageError, alerts, live, strategies, system, versions};
use craftstrat_storage::{Database, Engine, Location};
use craftstrat_storage_test::Empty;
use sqlx::migrate::Migrator;
use sqlx::{AnyPool, Executor};

static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// Rows as each version could have them: the first version that has their table, on SQLite.
const ROWS: [(i64, &str); 7] = [
    (
        1,
        "INSERT INTO strategies (id, owner, name, search, kind, document, revision, errors, created_at, updated_at)
         VALUES ('s1', 'local', 'Été', 'été', 'form', '{}', 3, 0, 1, 2)",
    ),
    (
        1,
        "INSERT INTO versions (strategy, number, owner, name, revision, document, created_at)
         VALUES ('s1', 1, 'local', 'first', 2, '[]', 5)",
    ),
    (
        1,
        "INSERT INTO jobs (id, owner, kind, state, title, progress, result, request, created_at)
         VALUES ('j1', 'local', 'sweep', 'running', 't', '{}', 'r1', '{}', 1)",
    ),
    (
        2,
        "INSERT INTO live_runs (id, owner, name, component, request, number, created_at)
         VALUES ('l1', 'local', 'run', 'ab', '{}', 1, 1)",
    ),
    (
        2,
        "INSERT INTO live_events (record, place, owner, run, at, kind, detail)
         VALUES (1, 0, 'local', 'l1', 7, 'fault', '{\"what\":\"faulted\",\"reason\":\"r\"}')",
    ),
    (2, "UPDATE live_progress SET record = 9"),
    (
        3,
        "INSERT INTO alerts (id, owner, at, kind, subject, text)
         VALUES ('a1', 'local', 1, 'fault', 's', 't')",
    ),
];

const fn migrator(engine: Engine) -> &'static Migrator {
    match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    }
}

/// Every version is brought to the newest, and its rows are still there.
async fn from_each(engine: Engine, empty: impl Fn() -> Option<Empty>) {
    sqlx::any::install_default_drivers();
    for version in migrator(engine).iter().map(|m| m.version) {
        let Some(empty) = empty() else { return };
        let url = empty.url() + if engine == Engine::Sqlite { "?mode=rwc" } else { "" };
        let pool = AnyPool::connect(&url).await.unwrap();
        migrator(engine).run_to(version, &pool).await.unwrap();
        // PostgreSQL begins with what SQLite had after its third.
        let has = |since: i64| since <= version || engine == Engine::Postgres;
        for (_, row) in ROWS.iter().filter(|(since, _)| has(*since)) {
            pool.execute(*row).await.unwrap();
        }
        pool.close().await;

        let db = open(&empty).await;
        let local = owner("local");
        let found = strategies::find(&db, &local, "s1").await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.revision(), found.summary().versions), ("Été", 3, 1));
        assert_eq!(versions::find(&db, &local, "s1", 1).await.unwrap().unwrap().document, "[]");
        assert_eq!(system::jobs::open(&db).await.unwrap(), [0, 1]);
        assert_eq!(live::was(&db, &local, "l1").await.unwrap(), has(2));
        let events = live::events::after(&db, &local, 0, 9).await.unwrap();
        assert_eq!(events.len(), usize::from(has(2)));
        assert_eq!(system::projection::progress(&db).await.unwrap(), if has(2) { 9 } else { 0 });
        let page = alerts::page(&db, &local, &Asked::first(9)).await.unwrap();
        assert_eq!(page.items.len(), usize::from(has(3)));
        db.close().await;
        // Again: nothing is left to do.
        open(&empty).await.close().await;
    }
}

#[tokio::test]
async fn every_version_is_brought_to_the_newest_on_sqlite() {
    from_each(Engine::Sqlite, || Some(Empty::sqlite())).await;
}

#[tokio::test]
async fn every_version_is_brought_to_the_newest_on_postgres() {
    from_each(Engine::Postgres, Empty::postgres).await;
}

async fn from_a_newer_program(empty: Option<Empty>) {
    let Some(empty) = empty else { return };
    open(&empty).await.close().await;
    let pool = AnyPool::connect(&empty.url()).await.unwrap();
    let query = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    pool.execute(query).await.unwrap();
    pool.close().await;
    let refused = Database::open(&Location::parse(&empty.url()).unwrap()).await;
    assert!(matches!(refused, Err(StorageError::Open { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_newer_programs_database_is_refused_on_sqlite() {
    from_a_newer_program(Some(Empty::sqlite())).await;
}

#[tokio::test]
async fn a_newer_programs_database_is_refused_on_postgres() {
    from_a_newer_program(Empty::postgres()).await;
}

/// Released migrations never change: data folders remember what they were.
#[test]
fn released_migrations_are_as_they_were() {
    let sums: Vec<String> =
        SQLITE.iter().take(3).map(|m| m.checksum.iter().map(|b| format!("{b:02x}")).collect()).collect();
    assert_eq!(sums.iter().map(|s| &s[..16]).collect::<Vec<_>>(), RELEASED);
}

/// The beginnings of their SHA-384.
const RELEASED: [&str; 3] = ["3251a682f7d7d8d0", "3c19a145b6fa2425", "abb069e7ae6af1a2"];
