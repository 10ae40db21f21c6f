//! Strategies.

use crate::support::{form, on_both, owner};
use craftstrat_api::studio::StrategyKind;
use craftstrat_storage::strategies::{self, Material};
use craftstrat_storage::{Asked, Key, StorageError};

on_both! {
    async fn a_strategy_is_kept_and_found_by_its_owner_alone(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let id = strategies::insert(&db, &ann, "Été", &form("{}"), 7).await.unwrap();
        let found = strategies::find(&db, &ann, &id).await.unwrap().unwrap();
        assert_eq!((found.revision(), found.document.as_deref()), (1, Some("{}")));
        let summary = found.summary();
        assert_eq!((summary.kind, summary.errors, summary.versions), (StrategyKind::Form, 2, 0));
        assert_eq!((summary.created_at_ms, summary.updated_at_ms), (7, 7));
        assert!(strategies::find(&db, &ben, &id).await.unwrap().is_none());
        assert!(!strategies::rename(&db, &ben, &id, "mine", 8).await.unwrap());
        assert!(!strategies::save(&db, &ben, &id, None, &form("[]"), 8).await.unwrap());
        assert_eq!(strategies::page(&db, &ben, &Asked::first(9)).await.unwrap().items, []);
    }

    async fn a_save_over_another_revision_changes_nothing(db: Database) {
        let ann = owner("ann");
        let id = strategies::insert(&db, &ann, "a", &form("1"), 1).await.unwrap();
        assert!(strategies::save(&db, &ann, &id, Some(1), &form("2"), 2).await.unwrap());
        assert!(!strategies::save(&db, &ann, &id, Some(1), &form("3"), 3).await.unwrap());
        assert!(strategies::save(&db, &ann, &id, None, &form("4"), 4).await.unwrap());
        let found = strategies::find(&db, &ann, &id).await.unwrap().unwrap();
        assert_eq!((found.revision(), found.document.as_deref()), (3, Some("4")));
    }

    async fn of_saves_at_the_same_time_one_succeeds(db: Database) {
        let ann = owner("ann");
        let id = strategies::insert(&db, &ann, "a", &form("0"), 1).await.unwrap();
        let mut saving = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (db, ann, id) = (db.clone(), ann.clone(), id.clone());
            saving.spawn(async move {
                strategies::save(&db, &ann, &id, Some(1), &form(&n.to_string()), 2).await.unwrap()
            });
        }
        let saved = saving.join_all().await;
        assert_eq!(saved.iter().filter(|s| **s).count(), 1);
        assert_eq!(strategies::find(&db, &ann, &id).await.unwrap().unwrap().revision(), 2);
    }

    async fn a_component_has_no_document_to_save(db: Database) {
        let (ann, component) = (owner("ann"), Some("ab".to_owned()));
        let made = Material { kind: StrategyKind::Component, document: None, component, errors: 0 };
        let id = strategies::insert(&db, &ann, "a", &made, 1).await.unwrap();
        assert!(!strategies::save(&db, &ann, &id, None, &form("1"), 2).await.unwrap());
    }

    async fn names_are_found_whatever_their_case_and_signs(db: Database) {
        let ann = owner("ann");
        for name in ["Up 50%", "up 500", "ÉTÉ", "a_b", "aXb"] {
            strategies::insert(&db, &ann, name, &form("{}"), 1).await.unwrap();
        }
        for (asked, mut found) in [
            ("UP", vec!["Up 50%", "up 500"]),
            ("50%", vec!["Up 50%"]),
            ("été", vec!["ÉTÉ"]),
            ("A_B", vec!["a_b"]),
            ("\\", vec![]),
        ] {
            let mut which = Asked::first(9);
            which.name = asked.to_owned();
            let page = strategies::page(&db, &ann, &which).await.unwrap();
            let mut names: Vec<_> = page.items.into_iter().map(|s| s.name).collect();
            names.sort();
            found.sort_unstable();
            assert_eq!(names, found, "{asked}");
        }
    }

    async fn pages_follow_each_other(db: Database) {
        let ann = owner("ann");
        for n in 0..7 {
            // Two of each time: their ids decide then.
            strategies::insert(&db, &ann, &n.to_string(), &form("{}"), n / 2).await.unwrap();
        }
        let (mut names, mut before) = (String::new(), Key::newest());
        loop {
            let page = strategies::page(&db, &ann, &Asked::new(before, Some(2))).await.unwrap();
            names.extend(page.items.into_iter().map(|s| s.name));
            let Some(next) = page.next else { break };
            before = Key::parse(&next).unwrap();
        }
        assert_eq!(names, "6543210");
    }

    async fn text_that_one_of_them_cannot_keep_is_refused_by_both(db: Database) {
        let ann = owner("ann");
        let kept = strategies::insert(&db, &ann, "a\0", &form("{}"), 1).await;
        assert!(matches!(kept, Err(StorageError::Text)), "{kept:?}");
        let kept = strategies::insert(&db, &ann, "a", &form("\0"), 1).await;
        assert!(matches!(kept, Err(StorageError::Text)), "{kept:?}");
        for document in ["", "no JSON", "{\"a\":\"\\u0000\"}", "1e999999", "\u{10ffff}\u{1}"] {
            let id = strategies::insert(&db, &ann, "a", &form(document), 1).await.unwrap();
            let found = strategies::find(&db, &ann, &id).await.unwrap().unwrap();
            assert_eq!(found.document.as_deref(), Some(document));
        }
    }
}
