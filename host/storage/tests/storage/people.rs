//! People, what they prove who they are with, and what was done.

use crate::support::on_both;
use craftstrat_api::studio::StrategyKind;
use craftstrat_storage::people::{self, Code, New};
use craftstrat_storage::strategies::Material;
use craftstrat_storage::system::people as everybody;
use craftstrat_storage::{Asked, Database, Owner, audit, sessions, strategies, tokens};

async fn sign_up(db: &Database, name: &str) -> Owner {
    let email = format!("{name}@example.org");
    let new = New { email: &email, email_key: &email, password: "$argon2id$", name, language: "en" };
    people::insert(db, new, 1).await.unwrap().unwrap()
}

fn entry<'a>(owner: &'a Owner, action: &'a str, done: bool) -> audit::New<'a> {
    let email = Some("ann@example.org");
    audit::New { owner: Some(owner), email, address: "10.0.0.1", action, subject: None, done, detail: "" }
}

on_both! {
    async fn an_address_has_one_account(db: Database) {
        let ann = sign_up(&db, "ann").await;
        let again = New {
            email: "ANN@example.org", email_key: "ann@example.org", password: "other", name: "", language: "fr",
        };
        assert!(people::insert(&db, again, 2).await.unwrap().is_none());
        let found = people::by_email(&db, "ann@example.org").await.unwrap().unwrap();
        assert_eq!((found.person.owner(), found.password.as_str()), (ann.clone(), "$argon2id$"));
        assert!(!format!("{found:?}").contains("argon2id"));
        assert!(people::by_email(&db, "ben@example.org").await.unwrap().is_none());
        assert!(people::by_email(&db, "a\0b@example.org").await.unwrap().is_none());
        people::change(&db, &ann, Some("Ann"), None, 3).await.unwrap();
        let found = people::find(&db, &ann).await.unwrap().unwrap().person;
        assert_eq!((found.name.as_str(), found.language.as_str(), found.plan.as_str()), ("Ann", "en", "free"));
    }

    async fn of_sign_ups_at_the_same_time_one_succeeds(db: Database) {
        let mut asking = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let db = db.clone();
            asking.spawn(async move {
                let new = New { email: "a@b.c", email_key: "a@b.c", password: "", name: "", language: "en" };
                people::insert(&db, new, 1).await.unwrap().is_some()
            });
        }
        assert_eq!(asking.join_all().await.iter().filter(|made| **made).count(), 1);
    }

    async fn a_mailed_code_works_once_in_its_time_for_what_it_was_sent_for(db: Database) {
        let ann = sign_up(&db, "ann").await;
        people::send(&db, &ann, Code::Verification, &[1; 32], 1, 10).await.unwrap();
        assert_eq!(people::redeem(&db, Code::Reset, &[1; 32], 2).await.unwrap(), None);
        assert_eq!(people::redeem(&db, Code::Verification, &[2; 32], 2).await.unwrap(), None);
        assert_eq!(people::redeem(&db, Code::Verification, &[1; 32], 10).await.unwrap(), None, "too late");
        assert_eq!(people::holder(&db, Code::Verification, &[1; 32], 9).await.unwrap(), Some(ann.clone()));
        assert_eq!(people::redeem(&db, Code::Verification, &[1; 32], 9).await.unwrap(), Some(ann.clone()));
        assert_eq!(people::redeem(&db, Code::Verification, &[1; 32], 9).await.unwrap(), None, "used");
        for (kind, earlier) in [(Code::Verification, Some(ann.clone())), (Code::Reset, None)] {
            people::send(&db, &ann, kind, &[3; 32], 1, 10).await.unwrap();
            people::send(&db, &ann, kind, &[4; 32], 1, 10).await.unwrap();
            assert_eq!(people::redeem(&db, kind, &[3; 32], 2).await.unwrap(), earlier, "{kind:?}");
            assert_eq!(people::redeem(&db, kind, &[4; 32], 2).await.unwrap(), Some(ann.clone()));
        }
    }

    async fn of_two_that_use_a_code_at_the_same_time_one_succeeds(db: Database) {
        let ann = sign_up(&db, "ann").await;
        people::send(&db, &ann, Code::Reset, &[1; 32], 1, 10).await.unwrap();
        let mut using = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let db = db.clone();
            using.spawn(async move { people::redeem(&db, Code::Reset, &[1; 32], 2).await.unwrap().is_some() });
        }
        assert_eq!(using.join_all().await.iter().filter(|used| **used).count(), 1);
    }

    async fn sessions_end_with_a_new_password_but_for_the_one_that_set_it(db: Database) {
        let (ann, ben) = (sign_up(&db, "ann").await, sign_up(&db, "ben").await);
        let first = sessions::begin(&db, &ann, &[1; 32], "Firefox", "10.0.0.1", 1).await.unwrap();
        let second = sessions::begin(&db, &ann, &[2; 32], "Chrome", "10.0.0.2", 2).await.unwrap();
        sessions::begin(&db, &ben, &[3; 32], "Safari", "10.0.0.3", 3).await.unwrap();
        assert_eq!(sessions::by_hash(&db, &[1; 32]).await.unwrap().unwrap().owner(), ann);
        assert!(!sessions::end(&db, &ben, &first).await.unwrap(), "it is Ann's");
        people::set_password(&db, &ann, "new", Some(&second), 4).await.unwrap();
        assert!(sessions::by_hash(&db, &[1; 32]).await.unwrap().is_none());
        assert_eq!(sessions::all(&db, &ann).await.unwrap().len(), 1);
        assert_eq!(sessions::all(&db, &ben).await.unwrap().len(), 1);
        sessions::confirm(&db, &ben, &second, 5).await.unwrap();
        let session = sessions::by_hash(&db, &[2; 32]).await.unwrap().unwrap();
        assert_eq!((session.confirmed_at, session.used_at), (None, 2), "Ben confirms nothing of Ann's");
    }

    async fn one_has_fifty_sessions_and_the_oldest_make_room(db: Database) {
        let ann = sign_up(&db, "ann").await;
        for n in 0..53_u8 {
            sessions::begin(&db, &ann, &[n; 32], "", "10.0.0.1", i64::from(n)).await.unwrap();
        }
        let all = sessions::all(&db, &ann).await.unwrap();
        assert_eq!((all.len(), all[0].created_at, all[49].created_at), (50, 52, 3));
    }

    async fn a_second_factor_is_used_step_by_step(db: Database) {
        let ann = sign_up(&db, "ann").await;
        assert!(!people::enable(&db, &ann, 7, &[], 1).await.unwrap(), "none was offered");
        assert!(people::offer(&db, &ann, b"first", 1).await.unwrap());
        assert!(people::offer(&db, &ann, b"sealed", 1).await.unwrap());
        assert!(people::enable(&db, &ann, 7, &[[1; 32], [2; 32]], 2).await.unwrap());
        assert!(!people::offer(&db, &ann, b"another", 3).await.unwrap(), "one is on");
        let factor = people::factor(&db, &ann).await.unwrap().unwrap();
        assert_eq!((factor.totp.as_deref(), factor.last_step(), factor.totp_at), (Some(&b"sealed"[..]), Some(7), Some(2)));
        assert!(!people::use_step(&db, &ann, 7).await.unwrap());
        assert!(people::use_step(&db, &ann, 8).await.unwrap());
        assert!(!people::use_step(&db, &ann, 8).await.unwrap());
        assert!(people::recover(&db, &ann, &[2; 32]).await.unwrap());
        assert!(!people::recover(&db, &ann, &[2; 32]).await.unwrap());
        people::disable(&db, &ann, 9).await.unwrap();
        assert!(!people::recover(&db, &ann, &[1; 32]).await.unwrap());
        assert!(people::factor(&db, &ann).await.unwrap().unwrap().totp.is_none());
    }

    async fn tokens_are_their_owners(db: Database) {
        let (ann, ben) = (sign_up(&db, "ann").await, sign_up(&db, "ben").await);
        let new = tokens::New { hash: &[1; 32], name: "laptop", scopes: "read live", expires_at: 9 };
        let id = tokens::insert(&db, &ann, new, 1).await.unwrap();
        let found = tokens::by_hash(&db, &[1; 32]).await.unwrap().unwrap();
        assert_eq!((found.owner(), found.scopes.as_str(), found.used_at), (ann.clone(), "read live", None));
        tokens::used(&db, &ben, &id, 5).await.unwrap();
        assert_eq!(tokens::all(&db, &ann).await.unwrap()[0].used_at, None);
        assert!(!tokens::revoke(&db, &ben, &id).await.unwrap());
        assert_eq!((tokens::count(&db, &ann).await.unwrap(), tokens::count(&db, &ben).await.unwrap()), (1, 0));
        assert!(tokens::revoke(&db, &ann, &id).await.unwrap());
        assert!(tokens::by_hash(&db, &[1; 32]).await.unwrap().is_none());
    }

    async fn the_audit_log_is_ones_own_and_the_operators(db: Database) {
        let (ann, ben) = (sign_up(&db, "ann").await, sign_up(&db, "ben").await);
        for n in 0..3 {
            audit::write(&db, entry(&ann, "login", n > 0), n).await.unwrap();
        }
        audit::write(&db, entry(&ben, "tokens.create", true), 9).await.unwrap();
        let page = audit::page(&db, &ann, &Asked::first(2)).await.unwrap();
        assert_eq!((page.items.len(), page.items[0].at_ms, page.next.is_some()), (2, 2, true));
        let of = |email: &str, action: Option<&str>, done| audit::Wanted {
            email: email.to_owned(), action: action.map(str::to_owned), done,
        };
        for (wanted, count) in [
            (of("", None, None), 4), (of("ANN@", None, None), 4), (of("nobody", None, None), 0),
            (of("", Some("login"), None), 3), (of("", Some("login"), Some(false)), 1), (of("", None, Some(true)), 3),
        ] {
            let found = audit::of_all(&db, &Asked::first(9), &wanted).await.unwrap().items;
            assert_eq!(found.len(), count, "{wanted:?}");
        }
        people::delete(&db, &ann).await.unwrap();
        assert_eq!(audit::page(&db, &ann, &Asked::first(9)).await.unwrap().items.len(), 3, "it stays");
    }

    async fn an_account_goes_with_everything_of_its_own_and_nothing_of_anothers(db: Database) {
        let (ann, ben) = (sign_up(&db, "ann").await, sign_up(&db, "ben").await);
        for owner in [&ann, &ben] {
            let document = Some("{}".to_owned());
            let made = Material { kind: StrategyKind::Form, document, component: None, errors: 0 };
            strategies::insert(&db, owner, "mine", &made, 1).await.unwrap();
            let hash = if *owner == ann { [1; 32] } else { [2; 32] };
            sessions::begin(&db, owner, &hash, "", "", 1).await.unwrap();
        }
        people::delete(&db, &ann).await.unwrap();
        assert!(people::find(&db, &ann).await.unwrap().is_none());
        assert!(sessions::by_hash(&db, &[1; 32]).await.unwrap().is_none());
        assert_eq!((strategies::count(&db, &ann).await.unwrap(), strategies::count(&db, &ben).await.unwrap()), (0, 1));
        assert!(sessions::by_hash(&db, &[2; 32]).await.unwrap().is_some());
    }

    async fn the_operator_sees_everybody_and_locks_somebody_out(db: Database) {
        let (ann, ben) = (sign_up(&db, "ann").await, sign_up(&db, "ben").await);
        sessions::begin(&db, &ann, &[1; 32], "", "", 1).await.unwrap();
        let all = everybody::users(&db, &Asked::first(9)).await.unwrap().items;
        assert_eq!(all.len(), 2);
        let changed = everybody::change_user(&db, ann.as_str(), Some("pro"), Some(true), 5).await.unwrap();
        assert_eq!(changed, Some(ann.clone()));
        let found = people::find(&db, &ann).await.unwrap().unwrap().person;
        assert_eq!((found.plan.as_str(), found.locked_at), ("pro", Some(5)));
        assert!(sessions::by_hash(&db, &[1; 32]).await.unwrap().is_none());
        everybody::change_user(&db, ann.as_str(), None, Some(false), 6).await.unwrap();
        let found = people::find(&db, &ann).await.unwrap().unwrap().person;
        assert_eq!((found.plan.as_str(), found.locked_at), ("pro", None));
        assert_eq!(people::find(&db, &ben).await.unwrap().unwrap().person.plan, "free");
        assert_eq!(everybody::change_user(&db, "nobody", None, None, 7).await.unwrap(), None);
        let counts = everybody::counts(&db, 2).await.unwrap();
        assert_eq!((counts.users(), counts.sessions(), counts.jobs_open()), (2, 0, 0));
    }
}
