//! Opening a database, and what may not be opened.

use crate::support::{form, on_both, open, owner};
use craftstrat_storage::{Database, Engine, Location, StorageError, strategies};
use craftstrat_storage_test::Empty;
use std::collections::BTreeMap;

on_both! {
    async fn it_answers_until_it_is_closed(db: Database) {
        db.ping().await.unwrap();
        db.close().await;
        assert!(matches!(db.ping().await, Err(StorageError::Database(_))));
        db.close().await;
    }

    async fn what_is_not_committed_never_was(db: Database) {
        let tx = db.begin().await.unwrap();
        drop(tx);
        db.begin().await.unwrap().commit().await.unwrap();
        strategies::insert(&db, &owner("ann"), "a", &form("{}"), 1).await.unwrap();
    }
}

async fn one_program_at_a_time(empty: Option<Empty>) {
    let Some(empty) = empty else { return };
    let at = Location::parse(&empty.url()).unwrap();
    let first = Database::open(&at).await.unwrap();
    let second = Database::open(&at).await;
    assert!(matches!(second, Err(StorageError::InUse(_))), "{second:?}");
    let id = strategies::insert(&first, &owner("ann"), "a", &form("{}"), 1).await.unwrap();
    first.close().await;
    let second = Database::open(&at).await.unwrap();
    assert!(strategies::find(&second, &owner("ann"), &id).await.unwrap().is_some());
    second.close().await;
}

#[tokio::test]
async fn one_program_at_a_time_on_sqlite() {
    one_program_at_a_time(Some(Empty::sqlite())).await;
}

#[tokio::test]
async fn one_program_at_a_time_on_postgres() {
    one_program_at_a_time(Empty::postgres()).await;
}

#[tokio::test]
async fn what_cannot_be_opened_is_said_without_the_password() {
    for url in [
        "postgres://ann:hunter2@127.0.0.1:1/none?connect_timeout=1",
        "postgres://ann:hunter2@127.0.0.1:notaport/none",
        "sqlite:/nowhere/at/all.sqlite",
    ] {
        let error = Database::open(&Location::parse(url).unwrap()).await.unwrap_err();
        let told = format!("{error} {error:?}");
        assert!(told.contains("cannot open the database"), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.sqlite");
    std::fs::write(&file, "this is no database, and it is long enough to be taken for none").unwrap();
    let error = Database::open(&Location::file(&file)).await.unwrap_err();
    assert!(error.to_string().contains("not a database"), "{error}");
}

#[tokio::test]
async fn a_file_is_written_ahead_and_its_references_hold() {
    let empty = Empty::sqlite();
    let db = open(&empty).await;
    assert_eq!(db.engine(), Engine::Sqlite);
    assert!(empty.file().unwrap().with_extension("sqlite-wal").exists());
    db.close().await;
    assert!(!empty.file().unwrap().with_extension("sqlite-wal").exists(), "it is closed");
}

/// Columns by table: name and whether they may be absent.
async fn columns(empty: &Empty, query: &'static str) -> BTreeMap<String, Vec<(String, bool)>> {
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&empty.url()).await.unwrap();
    let rows: Vec<(String, String, i64)> = sqlx::query_as(query).fetch_all(&pool).await.unwrap();
    pool.close().await;
    let mut tables: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    for (table, column, nullable) in rows {
        tables.entry(table).or_default().push((column, nullable != 0));
    }
    tables.values_mut().for_each(|columns| columns.sort());
    tables
}

#[tokio::test]
async fn both_have_the_same_tables() {
    let Some(postgres) = Empty::postgres() else { return };
    let sqlite = Empty::sqlite();
    for empty in [&sqlite, &postgres] {
        open(empty).await.close().await;
    }
    let left = columns(
        &sqlite,
        "SELECT m.name, c.name, CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 THEN 1 ELSE 0 END
         FROM sqlite_master m, pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
    );
    let right = columns(
        &postgres,
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'
               AND is_generated = 'NEVER'",
    );
    assert_eq!(left.await, right.await);
}

#[tokio::test]
async fn documents_can_be_found_by_what_they_contain_on_postgres() {
    let Some(empty) = Empty::postgres() else { return };
    let db = open(&empty).await;
    let ann = owner("ann");
    for document in [r#"{"nodes":[{"id":"n1","data":{"fn":"EMA"}}]}"#, r#"{"nodes":[]}"#, "no JSON"] {
        strategies::insert(&db, &ann, document, &form(document), 1).await.unwrap();
    }
    let pool = sqlx::AnyPool::connect(&empty.url()).await.unwrap();
    let query = r#"SELECT name FROM strategies WHERE graph @> '{"nodes":[{"data":{"fn":"EMA"}}]}'::jsonb"#;
    let found: Vec<(String,)> = sqlx::query_as(query).fetch_all(&pool).await.unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].0.contains("EMA"));
    pool.close().await;
    db.close().await;
}
