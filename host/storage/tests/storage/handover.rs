//! What was the local owner's becomes the operator's.

use crate::support::{form, on_both, open, owner};
use craftstrat_api::studio::JobKind;
use craftstrat_api::studio::live::WebhookSettings;
use craftstrat_storage::alerts::webhook;
use craftstrat_storage::audit::{self, Wanted};
use craftstrat_storage::system::handover::{Handover, hand_over, tables};
use craftstrat_storage::{Asked, Database, Engine, Owner, jobs, strategies};
use craftstrat_storage_test::Empty;
use std::collections::BTreeSet;

async fn named(db: &Database, of: &Owner) -> Vec<String> {
    let page = strategies::page(db, of, &Asked::first(9)).await.unwrap();
    page.items.into_iter().map(|strategy| strategy.name).collect()
}

on_both! {
    async fn it_is_given_once_and_written_down(db: Database) {
        let (local, ann, ben) = (Owner::local(), owner("ann"), owner("ben"));
        let given = |secret| { let (db, ann) = (db.clone(), ann.clone()); async move {
            hand_over(&db, (&ann, "ann@example.org"), secret, 7).await.unwrap()
        }};
        assert_eq!(given(None).await, Handover::Nothing);
        strategies::insert(&db, &local, "made before", &form("{}"), 1).await.unwrap();
        strategies::insert(&db, &ann, "mine", &form("{}"), 2).await.unwrap();
        strategies::insert(&db, &ben, "his", &form("{}"), 3).await.unwrap();
        let settings = WebhookSettings { url: Some("http://127.0.0.1/".to_owned()), kinds: Vec::new() };
        webhook::set(&db, &local, &settings, Some(b"for local")).await.unwrap();
        let done = given(Some(b"for ann".as_slice())).await;
        assert_eq!(done, Handover::Done(vec![("strategies", 1), ("webhooks", 1)]));
        assert_eq!(named(&db, &ann).await, ["mine", "made before"]);
        assert_eq!((named(&db, &local).await.len(), named(&db, &ben).await.len()), (0, 1));
        assert_eq!(webhook::secret(&db, &ann).await.unwrap().as_deref(), Some(b"for ann".as_slice()));
        assert_eq!(given(None).await, Handover::Nothing, "once");
        let entries = audit::of_all(&db, &Asked::first(9), &Wanted::default()).await.unwrap().items;
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].action.as_str(), entries[0].done), ("operator.handover", true));
        assert_eq!(entries[0].detail, "strategies 1, webhooks 1");
        assert_eq!((entries[0].person.as_deref(), entries[0].subject.as_deref()), (Some("ann"), Some("local")));
    }

    async fn what_the_operator_has_already_stays(db: Database) {
        let (local, ann) = (Owner::local(), owner("ann"));
        let to = |url: &str| WebhookSettings { url: Some(url.to_owned()), kinds: Vec::new() };
        webhook::set(&db, &local, &to("local"), Some(b"for local")).await.unwrap();
        webhook::set(&db, &ann, &to("ann"), Some(b"for ann")).await.unwrap();
        let given = hand_over(&db, (&ann, "ann@example.org"), Some(b"again"), 7).await.unwrap();
        assert_eq!(given, Handover::Nothing);
        assert_eq!(webhook::state(&db, &ann).await.unwrap().settings, to("ann"));
        assert_eq!(webhook::secret(&db, &ann).await.unwrap().as_deref(), Some(b"for ann".as_slice()));
    }

    async fn a_job_at_work_is_waited_for_and_nothing_is_given_before(db: Database) {
        let (local, ann) = (Owner::local(), owner("ann"));
        strategies::insert(&db, &local, "made before", &form("{}"), 1).await.unwrap();
        let job = jobs::asked(JobKind::Backtest, "t".to_owned(), 1);
        assert!(jobs::insert(&db, &local, &job, "{}", 9).await.unwrap());
        let given = || hand_over(&db, (&ann, "ann@example.org"), None, 7);
        assert_eq!(given().await.unwrap(), Handover::Later);
        assert_eq!(named(&db, &ann).await.len(), 0);
        assert!(jobs::cancel_waiting(&db, &local, &job.id, 8).await.unwrap());
        assert_eq!(given().await.unwrap(), Handover::Done(vec![("strategies", 1), ("jobs", 1)]));
        assert!(jobs::find(&db, &ann, &job.id).await.unwrap().is_some());
    }
}

/// Tables of what people sign in with and of what was done: they stay whose they are.
const KEPT: [&str; 6] = ["audit", "mail_codes", "recovery_codes", "sessions", "subscriptions", "tokens"];

async fn every_table_with_an_owner(empty: Option<Empty>) {
    let Some(empty) = empty else { return };
    let db = open(&empty).await;
    let query = match db.engine() {
        Engine::Sqlite => {
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'owner'"
        }
        Engine::Postgres => {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.columns
             WHERE table_schema = 'public' AND column_name = 'owner'"
        }
    };
    let pool = sqlx::AnyPool::connect(&empty.url()).await.unwrap();
    let rows: Vec<(String,)> = sqlx::query_as(query).fetch_all(&pool).await.unwrap();
    let mut found: BTreeSet<String> = rows.into_iter().map(|(table,)| table).collect();
    found.retain(|table| !KEPT.contains(&table.as_str()));
    assert_eq!(
        found,
        tables().map(str::to_owned).collect(),
        "a table of what people have is to be handed over"
    );
    pool.close().await;
    db.close().await;
}

#[tokio::test]
async fn every_table_with_an_owner_is_handed_over_on_sqlite() {
    every_table_with_an_owner(Some(Empty::sqlite())).await;
}

#[tokio::test]
async fn every_table_with_an_owner_is_handed_over_on_postgres() {
    every_table_with_an_owner(Empty::postgres()).await;
}
