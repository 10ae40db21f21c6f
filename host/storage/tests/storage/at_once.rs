//! Many writers at the same time: what may happen once happens once, and what has to agree agrees afterwards.

use crate::support::{form, on_both, owner};
use craftstrat_api::studio::wallets::WalletKind;
use craftstrat_model::Usdc;
use craftstrat_storage::trash::{self, Kind};
use craftstrat_storage::wallets::{self, Material, New, keys, withdrawals};
use craftstrat_storage::{Asked, Database, Owner, new_id, people, strategies};
use std::future::Future;
use tokio::task::JoinSet;

/// Writers of each test.
const WRITERS: u8 = 8;

/// Has everybody do the same at the same time, and counts whom it succeeded for.
async fn of_all<F: Future<Output = bool> + Send + 'static>(one: impl Fn(u8) -> F) -> usize {
    let mut all = JoinSet::new();
    (0..WRITERS).for_each(|n| drop(all.spawn(one(n))));
    all.join_all().await.into_iter().filter(|done| *done).count()
}

/// The names of what somebody has.
async fn names(db: &Database, owner: &Owner) -> Vec<String> {
    let page = strategies::page(db, owner, &Asked::first(200)).await.unwrap();
    page.items.into_iter().map(|s| s.name).collect()
}

async fn with_factor(db: &Database) -> Owner {
    let email = "ann@example.org";
    let new = people::New { email, email_key: email, password: "", name: "", language: "en" };
    let ann = people::insert(db, new, 1).await.unwrap().unwrap();
    assert!(people::offer(db, &ann, b"sealed", 1).await.unwrap());
    ann
}

on_both! {
    async fn a_plan_takes_no_more_than_it_has_room_for(db: Database) {
        let ann = owner("ann");
        let made = of_all(|n| {
            let (db, ann) = (db.clone(), ann.clone());
            async move {
                let name = n.to_string();
                strategies::insert_at_most(&db, &ann, &name, &form("{}"), 3, 1).await.unwrap().is_some()
            }
        });
        assert_eq!(made.await, 3);
        assert_eq!(strategies::count(&db, &ann).await.unwrap(), 3);
    }

    async fn what_is_brought_back_needs_room_too(db: Database) {
        let ann = owner("ann");
        let mut tokens = Vec::new();
        for n in 0..WRITERS {
            let id = strategies::insert(&db, &ann, &n.to_string(), &form("{}"), 1).await.unwrap();
            tokens.push(trash::put(&db, &ann, Kind::Strategy, &id, "", 2).await.unwrap().unwrap().token);
        }
        let back = of_all(|n| {
            let (db, ann, token) = (db.clone(), ann.clone(), tokens[usize::from(n)].clone());
            async move { trash::restore_at_most(&db, &ann, &token, 3).await.unwrap() }
        });
        assert_eq!(back.await, 3);
        let mut left = 0;
        for token in &tokens {
            left += u32::from(trash::kind(&db, &ann, token, 3).await.unwrap().is_some());
        }
        assert_eq!((names(&db, &ann).await.len(), left), (3, u32::from(WRITERS) - 3), "the others can be brought back later");
    }

    async fn what_many_delete_is_deleted_once_and_brought_back_by_that_token(db: Database) {
        let ann = owner("ann");
        let id = strategies::insert(&db, &ann, "a", &form("{}"), 1).await.unwrap();
        let mut deleting = JoinSet::new();
        for _ in 0..WRITERS {
            let (db, ann, id) = (db.clone(), ann.clone(), id.clone());
            deleting.spawn(async move { trash::put(&db, &ann, Kind::Strategy, &id, "a", 2).await.unwrap() });
        }
        let tokens: Vec<_> = deleting.join_all().await.into_iter().flatten().collect();
        assert_eq!((tokens.len(), names(&db, &ann).await.len()), (1, 0));
        trash::restore(&db, &ann, Kind::Strategy, &tokens[0].token).await.unwrap();
        assert_eq!(names(&db, &ann).await, ["a"]);
    }

    async fn a_save_and_a_deletion_at_the_same_time_agree(db: Database) {
        let ann = owner("ann");
        for round in 0..4 {
            let id = strategies::insert(&db, &ann, "a", &form("1"), 1).await.unwrap();
            let saved = {
                let (db, ann, id) = (db.clone(), ann.clone(), id.clone());
                tokio::spawn(async move { strategies::save(&db, &ann, &id, Some(1), &form("2"), 2).await.unwrap() })
            };
            let gone = trash::put(&db, &ann, Kind::Strategy, &id, "a", 3).await.unwrap().unwrap();
            let saved = saved.await.unwrap();
            assert!(strategies::find(&db, &ann, &id).await.unwrap().is_none());
            trash::restore(&db, &ann, Kind::Strategy, &gone.token).await.unwrap();
            let found = strategies::find(&db, &ann, &id).await.unwrap().unwrap();
            let (text, revision) = if saved { ("2", 2) } else { ("1", 1) };
            assert_eq!((found.document.as_deref(), found.revision()), (Some(text), revision), "round {round}");
        }
    }

    async fn a_second_factor_is_turned_on_once_with_the_codes_of_whoever_did(db: Database) {
        let ann = with_factor(&db).await;
        let on = of_all(|n| {
            let (db, ann) = (db.clone(), ann.clone());
            async move { people::enable(&db, &ann, 7, &[[n; 32]], 2).await.unwrap() }
        });
        assert_eq!(on.await, 1);
        let mut work = 0;
        for n in 0..WRITERS {
            work += usize::from(people::recover(&db, &ann, &[n; 32]).await.unwrap());
        }
        assert_eq!(work, 1);
    }

    async fn a_code_of_the_second_factor_works_for_one(db: Database) {
        let ann = with_factor(&db).await;
        assert!(people::enable(&db, &ann, 7, &[[1; 32]], 2).await.unwrap());
        let digits = of_all(|_| {
            let (db, ann) = (db.clone(), ann.clone());
            async move { people::use_step(&db, &ann, 8).await.unwrap() }
        });
        assert_eq!(digits.await, 1);
        let recovery = of_all(|_| {
            let (db, ann) = (db.clone(), ann.clone());
            async move { people::recover(&db, &ann, &[1; 32]).await.unwrap() }
        });
        assert_eq!(recovery.await, 1);
    }

    async fn of_withdrawals_at_the_same_time_one_begins_and_its_wallet_stays(db: Database) {
        let (ann, id) = (owner("ann"), new_id());
        let (kind, envelope) = (WalletKind::Deposit, "sealed");
        let key = keys::New { kind, chain: 137, address: "0xa", key_address: "0xkey", envelope };
        let new = New { id: &id, label: "a", made: Material::OnChain(key) };
        assert!(wallets::insert(&db, &ann, new, None, 1).await.unwrap());
        let begun = of_all(|n| {
            let (db, ann, id) = (db.clone(), ann.clone(), id.clone());
            async move {
                // The first deletes the wallet meanwhile: either there is no wallet, or one withdrawal and its wallet.
                if n == 0 {
                    return wallets::delete(&db, &ann, &id, false).await.unwrap();
                }
                let amount = Usdc::from_micros(5);
                let new = withdrawals::New { wallet: &id, address: "0xhome", amount, due_at: 9 };
                withdrawals::insert(&db, &ann, new, 2).await.unwrap().is_some()
            }
        });
        assert_eq!(begun.await, 1);
        let there = wallets::find(&db, &ann, &id).await.unwrap().is_some();
        let open = withdrawals::page(&db, &ann, &id, &Asked::first(9)).await.unwrap().items.len();
        assert_eq!(open, usize::from(there));
    }
}
