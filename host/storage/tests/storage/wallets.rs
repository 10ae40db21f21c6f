//! Wallets, where they may pay to, and withdrawals.

use crate::support::{on_both, owner};
use craftstrat_api::studio::wallets::{WalletKind, WalletState, WithdrawalState};
use craftstrat_model::Usdc;
use craftstrat_storage::system::withdrawals as worker;
use craftstrat_storage::wallets::addresses::{self, Change};
use craftstrat_storage::wallets::{self, Material, New, keys, withdrawals};
use craftstrat_storage::{Asked, Database, Key, Owner, StorageError, new_id, people};

const CASH: Usdc = Usdc::from_micros(1_000_000_000);

/// A wallet with a key; addresses are not looked at here.
async fn with_key(db: &Database, owner: &Owner, label: &str, now_ms: i64) -> String {
    let (id, address) = (new_id(), format!("0x{label}"));
    let kind = WalletKind::Deposit;
    let key = keys::New { kind, chain: 137, address: &address, key_address: "0xkey", envelope: "sealed" };
    let new = New { id: &id, label, made: Material::OnChain(key) };
    assert!(wallets::insert(db, owner, new, None, now_ms).await.unwrap());
    id
}

async fn paper(db: &Database, owner: &Owner, label: &str, most: Option<u64>, now_ms: i64) -> Option<String> {
    wallets::insert_paper(db, owner, label, CASH, most, now_ms).await.unwrap()
}

fn withdrawal(wallet: &str, due_at: i64) -> withdrawals::New<'_> {
    withdrawals::New { wallet, address: "0xhome", amount: Usdc::from_micros(5), due_at }
}

on_both! {
    async fn a_wallet_is_kept_and_found_by_its_owner_alone(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let id = with_key(&db, &ann, "a", 7).await;
        let found = wallets::find(&db, &ann, &id).await.unwrap().unwrap();
        assert_eq!((found.kind(), found.state(), found.chain()), (WalletKind::Deposit, WalletState::Active, Some(137)));
        assert_eq!((found.starting_cash(), found.cash(), found.is_known()), (None, None, false));
        assert_eq!(keys::find(&db, &ann, &id).await.unwrap().unwrap().envelope, "sealed");
        assert!(!format!("{:?}", keys::find(&db, &ann, &id).await.unwrap()).contains("sealed"));
        // Ben neither sees nor changes anything of it.
        assert!(wallets::find(&db, &ben, &id).await.unwrap().is_none());
        assert!(keys::find(&db, &ben, &id).await.unwrap().is_none());
        assert!(!wallets::change(&db, &ben, &id, Some("b"), Some(false), 8).await.unwrap());
        assert!(!wallets::saw(&db, &ben, &id, CASH, 8).await.unwrap());
        assert!(!keys::checked(&db, &ben, &id, 8).await.unwrap());
        assert!(!keys::exported(&db, &ben, &id, 8).await.unwrap());
        let change = Change::Allowed { address: "0xhome", label: "", holds_from: 9 };
        assert!(!keys::reseal(&db, &ben, &id, "sealed", "other", change, 8).await.unwrap());
        assert_eq!(withdrawals::insert(&db, &ben, withdrawal(&id, 9), 8).await.unwrap(), None);
        assert!(!wallets::delete(&db, &ben, &id, false).await.unwrap());
        wallets::hold(&db, &ben, &[&id], 8).await.unwrap();
        assert_eq!(wallets::page(&db, &ben, &Asked::first(9)).await.unwrap().items.len(), 0);
        assert_eq!(wallets::count(&db, &ben).await.unwrap(), 0);
        let after = wallets::find(&db, &ann, &id).await.unwrap().unwrap();
        assert_eq!(format!("{after:?}"), format!("{found:?}"));
    }

    async fn a_plan_has_room_for_so_many(db: Database) {
        let ann = owner("ann");
        assert!(paper(&db, &ann, "a", Some(2), 1).await.is_some());
        assert!(paper(&db, &ann, "b", Some(2), 1).await.is_some());
        assert_eq!(paper(&db, &ann, "c", Some(2), 1).await, None);
        assert!(paper(&db, &ann, "c", None, 1).await.is_some());
        assert!(paper(&db, &owner("ben"), "a", Some(1), 1).await.is_some());
        assert_eq!((wallets::count(&db, &ann).await.unwrap(), wallets::count_keys(&db, &ann).await.unwrap()), (3, 0));
    }

    async fn of_wallets_made_at_the_same_time_the_plan_lets_one_in(db: Database) {
        let ann = owner("ann");
        let mut making = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (db, ann) = (db.clone(), ann.clone());
            making.spawn(async move { paper(&db, &ann, &n.to_string(), Some(1), n).await });
        }
        assert_eq!(making.join_all().await.iter().filter(|made| made.is_some()).count(), 1);
    }

    async fn who_is_over_the_plan_waits_and_goes_on_as_its_owner_left_it(db: Database) {
        let ann = owner("ann");
        let (a, b) = (paper(&db, &ann, "a", None, 1).await.unwrap(), paper(&db, &ann, "b", None, 2).await.unwrap());
        wallets::change(&db, &ann, &a, None, Some(false), 3).await.unwrap();
        let states = async || {
            let page = wallets::page(&db, &ann, &Asked::first(9)).await.unwrap();
            page.items.iter().map(|wallet| wallet.state()).collect::<Vec<_>>()
        };
        wallets::hold(&db, &ann, &[&a, &b], 4).await.unwrap();
        assert_eq!(states().await, [WalletState::PlanPaused, WalletState::Paused]);
        wallets::hold(&db, &ann, &[], 5).await.unwrap();
        assert_eq!(states().await, [WalletState::Active, WalletState::Paused]);
        assert_eq!(wallets::ages(&db, &ann).await.unwrap(), [(a, 1), (b, 2)]);
    }

    async fn an_address_belongs_to_one_wallet(db: Database) {
        with_key(&db, &owner("ann"), "a", 1).await;
        let key = keys::New { kind: WalletKind::Safe, chain: 137, address: "0xa", key_address: "k", envelope: "e" };
        let new = New { id: &new_id(), label: "b", made: Material::OnChain(key) };
        let kept = wallets::insert(&db, &owner("ben"), new, None, 2).await;
        assert!(kept.unwrap_err().is_unique_violation());
        let kept = wallets::insert_paper(&db, &owner("ben"), "a\0", CASH, None, 2).await;
        assert!(matches!(kept, Err(StorageError::Text)), "{kept:?}");
    }

    async fn rules_change_with_the_key_that_was_read_or_not_at_all(db: Database) {
        let ann = owner("ann");
        let id = with_key(&db, &ann, "a", 1).await;
        let allow = |address| Change::Allowed { address, label: "home", holds_from: 99 };
        assert!(keys::reseal(&db, &ann, &id, "sealed", "second", allow("0xhome"), 2).await.unwrap());
        assert!(!keys::reseal(&db, &ann, &id, "sealed", "third", allow("0xother"), 3).await.unwrap());
        let all = addresses::all(&db, &ann, &id).await.unwrap();
        assert_eq!((all.len(), all[0].address.as_str(), all[0].holds_from_ms), (1, "0xhome", 99));
        assert!(addresses::all(&db, &owner("ben"), &id).await.unwrap().is_empty());
        assert_eq!(keys::find(&db, &ann, &id).await.unwrap().unwrap().envelope, "second");
        // The list refuses it twice: then the key stays as it is.
        assert!(keys::reseal(&db, &ann, &id, "second", "third", allow("0xhome"), 4).await.is_err());
        assert_eq!(keys::find(&db, &ann, &id).await.unwrap().unwrap().envelope, "second");
        let forbid = Change::Forbidden { address: "0xhome" };
        assert!(keys::reseal(&db, &ann, &id, "second", "third", forbid, 5).await.unwrap());
        assert!(addresses::all(&db, &ann, &id).await.unwrap().is_empty());
    }

    async fn a_withdrawal_goes_its_way_once(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let id = with_key(&db, &ann, "a", 1).await;
        let one = withdrawals::insert(&db, &ann, withdrawal(&id, 50), 10).await.unwrap().unwrap();
        assert_eq!(withdrawals::insert(&db, &ann, withdrawal(&id, 50), 11).await.unwrap(), None, "one at a time");
        assert!(!wallets::delete(&db, &ann, &id, false).await.unwrap(), "money is on its way");
        assert!(worker::open(&db, 49, 9).await.unwrap().is_empty(), "its address does not hold yet");
        let due = worker::open(&db, 50, 9).await.unwrap();
        assert_eq!((due.len(), due[0].owner(), due[0].amount().micros(), due[0].is_sent()), (1, ann.clone(), 5, false));
        assert!(worker::sending(&db, &one, "{}", 51).await.unwrap());
        assert!(!worker::sending(&db, &one, "{}", 52).await.unwrap(), "never sent twice");
        assert!(!withdrawals::cancel(&db, &ann, &id, &one, 53).await.unwrap(), "it is on its way");
        worker::relayed(&db, &one, "r1", None).await.unwrap();
        worker::relayed(&db, &one, "r1", Some("0xhash")).await.unwrap();
        let open = worker::open(&db, 60, 9).await.unwrap();
        assert_eq!((open[0].is_sent(), open[0].ticket.as_deref(), open[0].relayed.as_deref()), (true, Some("{}"), Some("r1")));
        worker::ended(&db, &one, None, 61).await.unwrap();
        worker::ended(&db, &one, Some("too late"), 62).await.unwrap();
        let found = withdrawals::find(&db, &ann, &id, &one).await.unwrap().unwrap();
        assert_eq!((found.state, found.ended_at_ms, found.problem), (WithdrawalState::Confirmed, Some(61), None));
        assert_eq!(found.transaction.as_deref(), Some("0xhash"));
        assert!(withdrawals::find(&db, &ben, &id, &one).await.unwrap().is_none());
        assert!(withdrawals::page(&db, &ben, &id, &Asked::first(9)).await.unwrap().items.is_empty());
        assert!(worker::open(&db, 99, 9).await.unwrap().is_empty());
    }

    async fn what_waits_can_be_canceled_and_what_did_not_happen_waits_again(db: Database) {
        let ann = owner("ann");
        let id = with_key(&db, &ann, "a", 1).await;
        let one = withdrawals::insert(&db, &ann, withdrawal(&id, 5), 2).await.unwrap().unwrap();
        worker::delayed(&db, &one, "no answer").await.unwrap();
        assert!(!withdrawals::cancel(&db, &owner("ben"), &id, &one, 3).await.unwrap());
        assert!(withdrawals::cancel(&db, &ann, &id, &one, 3).await.unwrap());
        assert!(!worker::sending(&db, &one, "{}", 4).await.unwrap(), "what was canceled is not sent");
        let two = withdrawals::insert(&db, &ann, withdrawal(&id, 5), 5).await.unwrap().unwrap();
        assert!(worker::sending(&db, &two, "{}", 6).await.unwrap());
        worker::again(&db, &two, "not in time").await.unwrap();
        let open = worker::open(&db, 6, 9).await.unwrap();
        assert_eq!((open[0].is_sent(), &open[0].ticket), (false, &None));
        worker::ended(&db, &two, Some("refused"), 7).await.unwrap();
        let page = withdrawals::page(&db, &ann, &id, &Asked::first(1)).await.unwrap();
        assert_eq!((page.items[0].state, page.items[0].problem.as_deref()), (WithdrawalState::Failed, Some("refused")));
        let next = Asked::new(Key::parse(&page.next.unwrap()).unwrap(), Some(1));
        let page = withdrawals::page(&db, &ann, &id, &next).await.unwrap();
        assert_eq!((page.items[0].state, &page.items[0].problem), (WithdrawalState::Canceled, &None));
        assert_eq!(page.next, None);
    }

    async fn a_wallet_somebody_may_know_is_not_deleted_as_one_nobody_knows(db: Database) {
        let ann = owner("ann");
        let id = with_key(&db, &ann, "a", 1).await;
        assert!(wallets::saw(&db, &ann, &id, CASH, 5).await.unwrap());
        assert!(!wallets::saw(&db, &ann, &id, Usdc::from_micros(1), 4).await.unwrap(), "older than what is known");
        assert!(keys::checked(&db, &ann, &id, 6).await.unwrap());
        let found = wallets::find(&db, &ann, &id).await.unwrap().unwrap();
        assert_eq!((found.cash(), found.balance_at, found.is_checked()), (Some(CASH), Some(5), true));
        assert!(!wallets::delete(&db, &ann, &id, true).await.unwrap());
        assert!(wallets::delete(&db, &ann, &id, false).await.unwrap());
        let id = with_key(&db, &ann, "b", 1).await;
        assert!(keys::exported(&db, &ann, &id, 6).await.unwrap());
        assert!(!wallets::delete(&db, &ann, &id, true).await.unwrap());
        let id = paper(&db, &ann, "c", None, 1).await.unwrap();
        assert!(!keys::checked(&db, &ann, &id, 6).await.unwrap(), "it has no address");
        assert!(wallets::delete(&db, &ann, &id, true).await.unwrap());
    }

    async fn wallets_go_with_their_owner(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let (id, kept) = (with_key(&db, &ann, "a", 1).await, with_key(&db, &ben, "b", 1).await);
        withdrawals::insert(&db, &ann, withdrawal(&id, 5), 2).await.unwrap().unwrap();
        people::delete(&db, &ann).await.unwrap();
        assert_eq!(wallets::count(&db, &ann).await.unwrap(), 0);
        assert!(worker::open(&db, 9, 9).await.unwrap().is_empty());
        assert!(wallets::find(&db, &ben, &kept).await.unwrap().is_some());
    }
}
