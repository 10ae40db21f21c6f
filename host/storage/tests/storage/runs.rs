//! What was started on paper.

use crate::support::{on_both, owner};
use craftstrat_api::studio::StrategyRef;
use craftstrat_api::studio::live::LiveStart;
use craftstrat_storage::live::{self, Names, New, RUNS_MAX};
use craftstrat_storage::system::{projection, runs};
use craftstrat_storage::{Database, Owner, StorageError};

fn request() -> LiveStart {
    LiveStart {
        strategy: StrategyRef::Component("ab".to_owned()),
        strategy_id: None,
        name: None,
        series: vec!["btc-updown-15m".to_owned()],
        cash_usdc: None,
        latency_ms: None,
        parameters: std::collections::BTreeMap::new(),
        limits: craftstrat_api::studio::live::LiveLimits::default(),
    }
}

fn names(component: &str) -> Names {
    let one = |text: &str| vec![text.to_owned()];
    Names { component: component.to_owned(), parameters: one("p"), nodes: one("n1") }
}

async fn start(db: &Database, owner: &Owner, name: &str, at: i64) -> Option<String> {
    let (request, names) = (request(), names("ab"));
    let new = New { name, strategy: None, request: &request, names: &names };
    live::insert(db, owner, new, at).await.unwrap()
}

on_both! {
    async fn a_run_is_its_owners(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let id = start(&db, &ann, "run", 3).await.unwrap();
        let kept = live::find(&db, &ann, &id).await.unwrap().unwrap();
        assert_eq!((kept.created_at, kept.record, kept.request().unwrap()), (3, None, request()));
        live::version(&db, &ann, &id, &names("cd")).await.unwrap();
        live::version(&db, &ann, &id, &names("cd")).await.unwrap();
        live::version(&db, &ben, &id, &names("ef")).await.unwrap();
        let versions = live::versions(&db, &ann, &id).await.unwrap();
        assert_eq!(versions.into_values().collect::<Vec<_>>(), [names("ab"), names("cd")]);
        assert!(live::versions(&db, &ben, &id).await.unwrap().is_empty());
        assert!(live::find(&db, &ben, &id).await.unwrap().is_none());
        assert!(!live::was(&db, &ben, &id).await.unwrap());
        live::remove(&db, &ben, &id, 4).await.unwrap();
        live::forget(&db, &ben, &id).await.unwrap();
        assert_eq!(live::list(&db, &ann).await.unwrap().len(), 1);
        assert!(live::list(&db, &ben).await.unwrap().is_empty());
        assert_eq!(runs::names(&db).await.unwrap(), [(id.clone(), "run".to_owned())]);
        live::remove(&db, &ann, &id, 4).await.unwrap();
        assert!(live::list(&db, &ann).await.unwrap().is_empty());
        assert!(live::was(&db, &ann, &id).await.unwrap());
        assert!(runs::names(&db).await.unwrap().is_empty());
    }

    async fn a_refused_run_never_was(db: Database) {
        let ann = owner("ann");
        let id = start(&db, &ann, "run", 3).await.unwrap();
        live::forget(&db, &ann, &id).await.unwrap();
        assert!(!live::was(&db, &ann, &id).await.unwrap());
        let (request, names) = (request(), names("ab"));
        let new = New { name: "a\0", strategy: None, request: &request, names: &names };
        assert!(matches!(live::insert(&db, &ann, new, 1).await, Err(StorageError::Text)));
    }

    async fn an_owner_has_so_many_runs_however_many_are_asked_for_at_once(db: Database) {
        let ann = owner("ann");
        for n in 0..RUNS_MAX - 2 {
            start(&db, &ann, "run", n).await.unwrap();
        }
        let mut starting = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (db, ann) = (db.clone(), ann.clone());
            starting.spawn(async move { start(&db, &ann, "late", n).await });
        }
        assert_eq!(starting.join_all().await.iter().flatten().count(), 2);
        assert!(start(&db, &owner("ben"), "run", 1).await.is_some());
    }

    async fn equity_is_kept_and_thinned(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let id = start(&db, &ann, "run", 3).await.unwrap();
        let mut tx = projection::begin(&db).await.unwrap();
        for at in 1..=7 {
            projection::equity(&mut tx, &id, at, 1_000_000 * at, -at).await.unwrap();
        }
        projection::equity(&mut tx, &id, 7, i64::MAX, i64::MIN).await.unwrap();
        assert_eq!(projection::last_equity(&mut tx, &id).await.unwrap(), Some((i64::MAX, i64::MIN, 7)));
        projection::thin(&mut tx, &id).await.unwrap();
        tx.commit().await.unwrap();
        let points = live::equity(&db, &ann, &id).await.unwrap();
        assert_eq!(points.iter().map(|p| p.at_ms).collect::<Vec<_>>(), [1, 3, 5, 7]);
        assert_eq!(points[3].equity_usdc.micros(), i64::MAX);
        assert!(live::equity(&db, &ben, &id).await.unwrap().is_empty());
    }
}
