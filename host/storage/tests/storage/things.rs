//! Versions, components, imports, and the trash.

use crate::support::{form, on_both, owner};
use craftstrat_api::Inspection;
use craftstrat_api::studio::ImportOutcome;
use craftstrat_storage::trash::Kind;
use craftstrat_storage::{Asked, components, imports, strategies, system, trash, versions};

const DAY_MS: i64 = 86_400_000;

fn inspection(name: &str) -> Inspection {
    Inspection {
        hash: "ab".to_owned(),
        bytes: 3,
        name: name.to_owned(),
        version: String::new(),
        columns: Vec::new(),
        account: Vec::new(),
        parameters: Vec::new(),
        risk: serde_json::from_str("{}").unwrap(),
        warm_up_rows: 0,
        carries_state: false,
        nodes: Vec::new(),
        source: None,
    }
}

on_both! {
    async fn versions_are_numbered_even_when_made_at_once(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let id = strategies::insert(&db, &ann, "a", &form("{}"), 1).await.unwrap();
        let mut making = tokio::task::JoinSet::new();
        for n in 0..6 {
            let (db, ann, id) = (db.clone(), ann.clone(), id.clone());
            making.spawn(async move { versions::insert(&db, &ann, &id, &n.to_string(), n).await.unwrap().unwrap() });
        }
        let mut numbers: Vec<u64> = making.join_all().await.into_iter().map(|v| v.number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
        strategies::save(&db, &ann, &id, None, &form("[]"), 2).await.unwrap();
        let made = versions::insert(&db, &ann, &id, "seventh", 9).await.unwrap().unwrap();
        assert_eq!((made.number, made.revision), (7, 2));
        let list = versions::list(&db, &ann, &id).await.unwrap();
        assert_eq!(list.iter().map(|v| v.number).collect::<Vec<_>>(), [7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(versions::find(&db, &ann, &id, 7).await.unwrap().unwrap().document, "[]");
        assert_eq!(versions::find(&db, &ann, &id, 1).await.unwrap().unwrap().document, "{}");
        assert!(versions::find(&db, &ann, &id, 8).await.unwrap().is_none());
        assert!(versions::find(&db, &ben, &id, 1).await.unwrap().is_none());
        assert!(versions::list(&db, &ben, &id).await.unwrap().is_empty());
        assert!(versions::insert(&db, &ben, &id, "mine", 1).await.unwrap().is_none());
        assert_eq!(strategies::find(&db, &ann, &id).await.unwrap().unwrap().summary().versions, 7);
    }

    async fn a_component_is_kept_once_an_owner(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        components::insert(&db, &ann, &[0, 1, 255], &inspection("first"), 1).await.unwrap();
        components::insert(&db, &ann, &[9], &inspection("second"), 2).await.unwrap();
        assert_eq!(components::bytes(&db, &ann, "ab").await.unwrap(), Some(vec![0, 1, 255]));
        assert_eq!(components::inspection(&db, &ann, "ab").await.unwrap(), Some(inspection("first")));
        assert_eq!(components::bytes(&db, &ben, "ab").await.unwrap(), None);
        components::insert(&db, &ben, &[], &inspection("third"), 1).await.unwrap();
        assert_eq!(components::bytes(&db, &ben, "ab").await.unwrap(), Some(Vec::new()));
        assert_eq!(components::inspection(&db, &ann, "cd").await.unwrap(), None);
    }

    async fn an_import_is_its_owners(db: Database) {
        let outcome = ImportOutcome { rows: 7, ..ImportOutcome::default() };
        imports::insert(&db, &owner("ann"), "i", &outcome, 1).await.unwrap();
        assert_eq!(imports::find(&db, &owner("ann"), "i").await.unwrap(), Some(outcome));
        assert_eq!(imports::find(&db, &owner("ben"), "i").await.unwrap(), None);
    }

    async fn what_is_deleted_comes_back_within_a_day(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let id = strategies::insert(&db, &ann, "a", &form("{}"), 1).await.unwrap();
        versions::insert(&db, &ann, &id, "v", 1).await.unwrap();
        assert!(trash::put(&db, &ben, Kind::Strategy, &id, "a", 1).await.unwrap().is_none());
        let deleted = trash::put(&db, &ann, Kind::Strategy, &id, "a", 1_000).await.unwrap().unwrap();
        assert_eq!(deleted.until_ms, 1_000 + DAY_MS);
        assert!(trash::put(&db, &ann, Kind::Strategy, &id, "a", 1_000).await.unwrap().is_none(), "it is gone");
        assert!(strategies::find(&db, &ann, &id).await.unwrap().is_none());
        let kind = |who, now| trash::kind(&db, who, &deleted.token, now);
        assert_eq!(kind(&ann, 999 + DAY_MS).await.unwrap(), Some(Kind::Strategy));
        assert_eq!(kind(&ann, 1_000 + DAY_MS).await.unwrap(), None);
        assert_eq!(kind(&ben, 1_000).await.unwrap(), None);
        trash::restore(&db, &ben, Kind::Strategy, &deleted.token).await.unwrap();
        assert!(strategies::find(&db, &ann, &id).await.unwrap().is_none());
        assert_eq!(system::trash::purge(&db, 2_000).await.unwrap(), Vec::<String>::new());
        trash::restore(&db, &ann, Kind::Strategy, &deleted.token).await.unwrap();
        assert_eq!(kind(&ann, 2_000).await.unwrap(), None, "it is used up");
        assert_eq!(strategies::find(&db, &ann, &id).await.unwrap().unwrap().summary().versions, 1);
    }

    async fn what_nobody_wants_back_goes_for_good(db: Database) {
        let ann = owner("ann");
        let id = strategies::insert(&db, &ann, "a", &form("{}"), 1).await.unwrap();
        versions::insert(&db, &ann, &id, "v", 1).await.unwrap();
        trash::put(&db, &ann, Kind::Strategy, &id, "a", 0).await.unwrap().unwrap();
        trash::put_ticks(&db, &ann, "old", "btc", 0).await.unwrap();
        trash::put_ticks(&db, &ann, "new", "btc", 1).await.unwrap();
        assert_eq!(system::trash::purge(&db, DAY_MS).await.unwrap(), ["old"]);
        assert_eq!(system::trash::purge(&db, DAY_MS).await.unwrap(), Vec::<String>::new());
        assert!(versions::list(&db, &ann, &id).await.unwrap().is_empty(), "versions go with their strategy");
        assert_eq!(strategies::page(&db, &ann, &Asked::first(1)).await.unwrap().items, []);
        assert_eq!(trash::kind(&db, &ann, "new", 5).await.unwrap(), Some(Kind::Ticks));
    }
}
