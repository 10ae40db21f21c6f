//! Alerts and the webhook.

use crate::support::{on_both, owner};
use craftstrat_api::studio::live::{Alert, AlertKind, AlertTold, WebhookSettings, WebhookState};
use craftstrat_storage::alerts::{self, Heard, KEPT, webhook};
use craftstrat_storage::{Asked, Key, StorageError};

fn alert(n: i64) -> Alert {
    Alert {
        id: format!("{n:032}"),
        at_ms: n,
        kind: AlertKind::LossLimit,
        run_id: Some("r".to_owned()),
        run_name: None,
        subject: "s".to_owned(),
        text: format!("{n}\0"),
        told: Some(AlertTold::ManyDenied { count: 20, denial: "spread\0".to_owned() }),
        seen: false,
    }
}

on_both! {
    async fn alerts_and_how_far_was_heard_are_kept_together(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let heard = Heard { heard: 7, state: "{}".to_owned() };
        alerts::keep(&db, &ann, &[alert(1), alert(2)], Some(&heard)).await.unwrap();
        let further = Heard { heard: 9, ..heard.clone() };
        // The second is there already: nothing of it is kept.
        let again = alerts::keep(&db, &ann, &[alert(3), alert(2)], Some(&further)).await.unwrap_err();
        assert!(again.is_unique_violation(), "{again:?}");
        assert_eq!(alerts::heard(&db, &ann).await.unwrap(), Some(heard));
        assert_eq!(alerts::heard(&db, &ben).await.unwrap(), None);
        assert_eq!(alerts::unseen(&db, &ann).await.unwrap(), 2);
        alerts::keep(&db, &ann, &[], Some(&further)).await.unwrap();
        assert_eq!(alerts::heard(&db, &ann).await.unwrap(), Some(further));

        let first = alerts::page(&db, &ann, &Asked::first(1)).await.unwrap();
        assert_eq!((first.items[0].at_ms, first.items[0].text.as_str()), (2, "2\u{fffd}"));
        assert_eq!(first.items[0].told, alert(2).told, "as a code with its numbers");
        let second = Asked::new(Key::parse(&first.next.unwrap()).unwrap(), Some(1));
        assert_eq!(alerts::page(&db, &ann, &second).await.unwrap().items[0].at_ms, 1);
        alerts::see(&db, &ben).await.unwrap();
        assert_eq!(alerts::unseen(&db, &ann).await.unwrap(), 2);
        assert!(alerts::page(&db, &ben, &second).await.unwrap().items.is_empty());
        alerts::see(&db, &ann).await.unwrap();
        assert_eq!(alerts::unseen(&db, &ann).await.unwrap(), 0);
        assert!(alerts::page(&db, &ann, &second).await.unwrap().items[0].seen);
    }

    async fn the_oldest_go_when_there_are_too_many(db: Database) {
        let ann = owner("ann");
        let all: Vec<Alert> = (0..KEPT + 3).map(alert).collect();
        alerts::keep(&db, &owner("ben"), &[Alert { id: "0".to_owned(), ..alert(0) }], None).await.unwrap();
        alerts::keep(&db, &ann, &all, None).await.unwrap();
        assert_eq!(alerts::unseen(&db, &ann).await.unwrap(), u64::try_from(KEPT).unwrap());
        assert_eq!(alerts::unseen(&db, &owner("ben")).await.unwrap(), 1);
    }

    async fn a_webhook_keeps_its_counts_over_a_new_address(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        assert_eq!(webhook::state(&db, &ann).await.unwrap(), WebhookState::default());
        let settings = |url: &str| WebhookSettings { url: Some(url.to_owned()), kinds: vec![AlertKind::Fault] };
        webhook::set(&db, &ann, &settings("a"), Some(b"sealed")).await.unwrap();
        assert_eq!(webhook::secret(&db, &ann).await.unwrap().as_deref(), Some(b"sealed".as_slice()));
        assert_eq!(webhook::secret(&db, &ben).await.unwrap(), None);
        webhook::went(&db, &ann, (3, 1), Some("gone\0")).await.unwrap();
        webhook::went(&db, &ben, (1, 1), None).await.unwrap();
        let state = webhook::state(&db, &ann).await.unwrap();
        assert_eq!((state.delivered, state.failed, state.last_error.as_deref()), (3, 1, Some("gone\u{fffd}")));
        webhook::set(&db, &ann, &settings("b"), None).await.unwrap();
        assert_eq!(webhook::secret(&db, &ann).await.unwrap(), None, "the one before is nothing any more");
        let state = webhook::state(&db, &ann).await.unwrap();
        assert_eq!((state.settings, state.delivered, state.last_error), (settings("b"), 3, None));
        assert_eq!(webhook::state(&db, &ben).await.unwrap(), WebhookState::default());
        let refused = webhook::set(&db, &ann, &settings("\0"), None).await;
        assert!(matches!(refused, Err(StorageError::Text)));
    }
}
