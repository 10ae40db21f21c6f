//! Strategies on wallets: whose they are, and what runs have to themselves.

use crate::support::{form, on_both, owner};
use craftstrat_api::studio::StrategyRef;
use craftstrat_api::studio::assignments::StopCode;
use craftstrat_api::studio::live::{LiveLimits, LiveStart};
use craftstrat_model::Usdc;
use craftstrat_storage::assignments::runs::{self, Beginning, Begun};
use craftstrat_storage::assignments::{self, Filter, Reason, Terms, wallet};
use craftstrat_storage::live::{Names, New};
use craftstrat_storage::trash::{self, Kind};
use craftstrat_storage::{Asked, Database, Owner, live, strategies, system, wallets};
use std::collections::BTreeMap;

const fn usdc(dollars: i64) -> Usdc {
    Usdc::from_micros(dollars * 1_000_000)
}

pub(crate) fn terms(markets: &[&str]) -> Terms {
    Terms {
        markets: markets.iter().map(|m| (*m).to_owned()).collect(),
        max_position: usdc(50),
        cash: Some(usdc(200)),
        parameters: BTreeMap::from([("edge".to_owned(), 0.25)]),
    }
}

/// A strategy on a wallet.
pub(crate) async fn assign(db: &Database, owner: &Owner, wallet: &str, name: &str) -> String {
    let strategy = strategies::insert(db, owner, name, &form("{}"), 1).await.unwrap();
    assignments::insert(db, owner, wallet, &strategy, &terms(&["btc-*"]), 2).await.unwrap().unwrap()
}

/// Begins a run of an assignment with so many dollars.
pub(crate) async fn begin(
    db: &Database,
    owner: &Owner,
    (assignment, wallet): (&str, &str),
    series: &[&str],
    dollars: i64,
) -> Begun {
    let request = LiveStart {
        strategy: StrategyRef::Component("ab".to_owned()),
        strategy_id: None,
        name: None,
        series: Vec::new(),
        cash_usdc: None,
        latency_ms: None,
        parameters: BTreeMap::new(),
        limits: LiveLimits::default(),
    };
    let names = Names { component: "ab".to_owned(), ..Names::default() };
    let series: Vec<String> = series.iter().map(|s| (*s).to_owned()).collect();
    let asked = Beginning {
        assignment,
        wallet,
        new: New { name: "run", strategy: None, request: &request, names: &names },
        series: &series,
        opening: usdc(dollars),
        paper_cash: usdc(1_000),
    };
    runs::begin(db, owner, asked, 7).await.unwrap()
}

fn run(begun: Begun) -> String {
    match begun {
        Begun::Run(run) => run,
        other => panic!("{other:?}"),
    }
}

async fn paper(db: &Database, owner: &Owner, dollars: i64) -> String {
    wallets::insert_paper(db, owner, "Paper", usdc(dollars), None, 1).await.unwrap().unwrap()
}

pub(crate) async fn free(db: &Database, owner: &Owner, wallet: &str) -> Usdc {
    wallet::find(db, owner, wallet, usdc(1_000)).await.unwrap().unwrap().free()
}

fn stopped() -> Reason {
    Reason { code: StopCode::RunStopped, detail: "over".to_owned() }
}

on_both! {
    async fn an_assignment_is_its_owners(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let (mine, theirs) = (paper(&db, &ann, 500).await, paper(&db, &ben, 500).await);
        let strategy = strategies::insert(&db, &ann, "Mine", &form("{}"), 1).await.unwrap();
        let wanted = terms(&["btc-*", "eth-updown-15m"]);
        let insert = |who: &Owner, wallet: &str| {
            let (db, who, wallet, strategy, wanted) =
                (db.clone(), who.clone(), wallet.to_owned(), strategy.clone(), wanted.clone());
            async move { assignments::insert(&db, &who, &wallet, &strategy, &wanted, 5).await.unwrap() }
        };
        // Neither of somebody else's wallet nor of somebody else's strategy.
        assert!(insert(&ann, &theirs).await.is_none());
        assert!(insert(&ben, &theirs).await.is_none());
        assert!(insert(&ben, &mine).await.is_none());
        let id = insert(&ann, &mine).await.unwrap();
        assert!(insert(&ann, &mine).await.is_none(), "once on each wallet");

        let kept = assignments::find(&db, &ann, &id).await.unwrap().unwrap();
        assert_eq!((kept.strategy_name.as_str(), kept.wallet_label.as_str()), ("Mine", "Paper"));
        assert_eq!((kept.terms().unwrap(), kept.is_wanted(), kept.is_open()), (wanted.clone(), false, false));
        assert!(assignments::find(&db, &ben, &id).await.unwrap().is_none());
        assert!(wallet::find(&db, &ben, &mine, usdc(1)).await.unwrap().is_none());
        let other = terms(&["*"]);
        assert!(!assignments::change(&db, &ben, &id, &other, 6).await.unwrap());
        assert!(assignments::change(&db, &ann, &id, &other, 6).await.unwrap());
        assert_eq!(assignments::find(&db, &ann, &id).await.unwrap().unwrap().terms().unwrap(), other);
        assert_eq!(begin(&db, &ben, (&id, &mine), &["btc-updown-5m"], 1).await, Begun::Busy);

        let all = |who: &Owner, filter: Filter| {
            let (db, who) = (db.clone(), who.clone());
            async move {
                let page = assignments::page(&db, &who, &Asked::first(9), &filter).await.unwrap();
                assert_eq!(assignments::all(&db, &who, &filter).await.unwrap().len(), page.items.len());
                page.items.len()
            }
        };
        let on = |wallet: &str| Filter { wallet: Some(wallet.to_owned()), strategy: None };
        assert_eq!((all(&ann, Filter::default()).await, all(&ben, Filter::default()).await), (1, 0));
        assert_eq!((all(&ann, on(&mine)).await, all(&ann, on(&theirs)).await), (1, 0));
        let of = Filter { wallet: None, strategy: Some(strategy.clone()) };
        assert_eq!((all(&ann, of.clone()).await, all(&ben, of).await), (1, 0));

        let deleted = trash::put(&db, &ann, Kind::Strategy, &strategy, "Mine", 9).await.unwrap().unwrap();
        assert!(assignments::find(&db, &ann, &id).await.unwrap().is_none(), "it is in the trash with its strategy");
        trash::restore(&db, &ann, Kind::Strategy, &deleted.token).await.unwrap();
        assert!(!assignments::delete(&db, &ben, &id).await.unwrap());
        assert!(assignments::delete(&db, &ann, &id).await.unwrap());
        assert!(assignments::find(&db, &ann, &id).await.unwrap().is_none());
    }

    async fn a_run_has_its_cash_and_its_series_to_itself_until_it_is_over(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let wallet = paper(&db, &ann, 500).await;
        let (a, b) = (assign(&db, &ann, &wallet, "A").await, assign(&db, &ann, &wallet, "B").await);
        let five = "btc-updown-5m";
        let first = run(begin(&db, &ann, (&a, &wallet), &[five, "btc-updown-15m"], 200).await);
        assert_eq!(free(&db, &ann, &wallet).await, usdc(300));
        assert!(runs::open(&db, &ben).await.unwrap().is_empty());
        assert_eq!(live::find(&db, &ann, &first).await.unwrap().unwrap().assignment, Some(a.clone()));
        assert!(wallet::is_busy(&db, &ann, &wallet).await.unwrap());
        assert!(!wallet::is_busy(&db, &ben, &wallet).await.unwrap());

        assert_eq!(begin(&db, &ann, (&a, &wallet), &["eth-updown-5m"], 1).await, Begun::Busy);
        assert_eq!(begin(&db, &ann, (&b, &wallet), &["eth-updown-5m", five], 1).await, Begun::Taken(five.to_owned()));
        assert_eq!(begin(&db, &ann, (&b, &wallet), &["eth-updown-5m"], 301).await, Begun::NoCash(usdc(300)));
        assert!(!assignments::find(&db, &ann, &b).await.unwrap().unwrap().is_wanted(), "a refusal leaves nothing");
        assert_eq!(live::list(&db, &ann).await.unwrap().len(), 1);
        let held = wallet::holders(&db, &ann, &wallet).await.unwrap();
        assert_eq!(held.iter().map(|h| h.series.as_str()).collect::<Vec<_>>(), ["btc-updown-15m", five]);
        assert_eq!((held[0].assignment.as_ref(), held[0].strategy.as_deref()), (Some(&a), Some("A")));
        assert!(wallet::holders(&db, &ben, &wallet).await.unwrap().is_empty());
        let second = run(begin(&db, &ann, (&b, &wallet), &["eth-updown-5m"], 300).await);
        assert_eq!(free(&db, &ann, &wallet).await, Usdc::ZERO);

        // Stopped, it still holds something.
        assert!(!assignments::stop(&db, &ben, &a, None, 8).await.unwrap());
        assert!(assignments::stop(&db, &ann, &a, None, 8).await.unwrap());
        assert!(!assignments::stop(&db, &ann, &a, None, 8).await.unwrap());
        assert!(!assignments::change(&db, &ann, &a, &terms(&["*"]), 8).await.unwrap());
        assert!(!assignments::delete(&db, &ann, &a).await.unwrap());
        assert_eq!(begin(&db, &ann, (&a, &wallet), &[five], 1).await, Begun::Busy);
        let open: Vec<(String, bool)> =
            runs::open(&db, &ann).await.unwrap().into_iter().map(|o| (o.run.clone(), o.is_wanted())).collect();
        assert_eq!(open.len(), 2);
        assert!(open.contains(&(first.clone(), false)) && open.contains(&(second.clone(), true)), "{open:?}");

        // Over, it gives back what it has.
        runs::close(&db, &ben, &first, usdc(9_999), &stopped(), 9).await.unwrap();
        assert_eq!(free(&db, &ann, &wallet).await, Usdc::ZERO);
        runs::close(&db, &ann, &first, usdc(150), &stopped(), 9).await.unwrap();
        runs::close(&db, &ann, &first, usdc(9_999), &stopped(), 9).await.unwrap();
        assert_eq!(free(&db, &ann, &wallet).await, usdc(150));
        assert_eq!(assignments::find(&db, &ann, &a).await.unwrap().unwrap().reason().unwrap(), None, "asked for");
        runs::close(&db, &ann, &second, usdc(310), &stopped(), 9).await.unwrap();
        let b_now = assignments::find(&db, &ann, &b).await.unwrap().unwrap();
        assert_eq!((b_now.is_wanted(), b_now.reason().unwrap()), (false, Some(stopped())), "nobody asked for it");
        assert_eq!(free(&db, &ann, &wallet).await, usdc(460));
        let again = run(begin(&db, &ann, (&b, &wallet), &[five], 460).await);
        let b_now = assignments::find(&db, &ann, &b).await.unwrap().unwrap();
        assert_eq!((b_now.reason().unwrap(), b_now.run), (None, Some(again.clone())));

        // What the desk refused never was.
        runs::forget(&db, &ann, &b, &again).await.unwrap();
        assert_eq!(free(&db, &ann, &wallet).await, usdc(460));
        assert!(!live::was(&db, &ann, &again).await.unwrap());
        let b_now = assignments::find(&db, &ann, &b).await.unwrap().unwrap();
        assert_eq!((b_now.is_wanted(), b_now.is_open(), b_now.run), (false, false, None));
        assert!(wallet::holders(&db, &ann, &wallet).await.unwrap().is_empty());
    }

    async fn of_many_at_once_one_gets_a_series_and_no_dollar_is_given_twice(db: Database) {
        let ann = owner("ann");
        let wallet = paper(&db, &ann, 500).await;
        let mut ids = Vec::new();
        for n in 0..6 {
            ids.push(assign(&db, &ann, &wallet, &n.to_string()).await);
        }
        let mut beginning = tokio::task::JoinSet::new();
        for (n, id) in ids.into_iter().enumerate() {
            let (db, ann, wallet) = (db.clone(), ann.clone(), wallet.clone());
            // Three want one series, the others one each; all want 200 of 500.
            let series = if n < 3 { "btc-updown-5m".to_owned() } else { format!("eth{n}-updown-5m") };
            beginning.spawn(async move { begin(&db, &ann, (&id, &wallet), &[&series], 200).await });
        }
        let begun = beginning.join_all().await;
        let count = |what: fn(&Begun) -> bool| begun.iter().filter(|b| what(b)).count();
        assert_eq!(count(|b| matches!(b, Begun::Run(_))), 2, "{begun:?}");
        assert_eq!(free(&db, &ann, &wallet).await, usdc(100));
        let held = wallet::holders(&db, &ann, &wallet).await.unwrap();
        assert_eq!(held.len(), 2);
    }

    async fn a_paused_wallet_holds_its_runs_and_the_first_paper_wallet_is_the_default(db: Database) {
        let ann = owner("ann");
        let made = wallet::paper(&db, &ann, "Paper", usdc(1_000), Some(1), 1).await.unwrap().unwrap();
        let second = wallets::insert_paper(&db, &ann, "Other", usdc(5), None, 2).await.unwrap().unwrap();
        assert_eq!(wallet::paper(&db, &ann, "Paper", usdc(7), Some(0), 3).await.unwrap(), Some(made.clone()));
        assert_eq!(wallet::paper(&db, &owner("ben"), "Paper", usdc(7), Some(0), 3).await.unwrap(), None);
        let id = assign(&db, &ann, &second, "A").await;
        run(begin(&db, &ann, (&id, &second), &["btc-updown-5m"], 5).await);
        assert_eq!(runs::open(&db, &ann).await.unwrap()[0].held(), None);
        wallets::change(&db, &ann, &second, None, Some(false), 4).await.unwrap();
        assert_eq!(runs::open(&db, &ann).await.unwrap()[0].held(), Some(StopCode::WalletPaused));
        assert!(wallet::find(&db, &ann, &second, usdc(1)).await.unwrap().unwrap().is_paused());
        assert!(!wallet::find(&db, &ann, &made, usdc(1)).await.unwrap().unwrap().is_paused());
    }

    async fn what_a_strategy_brought_stays_the_wallets_when_it_is_gone(db: Database) {
        let ann = owner("ann");
        let wallet = paper(&db, &ann, 500).await;
        let id = assign(&db, &ann, &wallet, "A").await;
        let strategy = assignments::find(&db, &ann, &id).await.unwrap().unwrap().strategy;
        let first = run(begin(&db, &ann, (&id, &wallet), &["btc-updown-5m"], 100).await);
        assert_eq!(system::assignments::owners(&db).await.unwrap(), std::slice::from_ref(&ann));
        trash::put(&db, &ann, Kind::Strategy, &strategy, "A", 1).await.unwrap();
        system::trash::purge(&db, i64::MAX).await.unwrap();
        let open = runs::open(&db, &ann).await.unwrap();
        assert_eq!((open[0].assignment.as_ref(), open[0].is_wanted(), open[0].last()), (None, false, usdc(100)));
        assert_eq!(wallet::holders(&db, &ann, &wallet).await.unwrap()[0].strategy, None);
        runs::close(&db, &ann, &first, usdc(130), &stopped(), 9).await.unwrap();
        assert_eq!(free(&db, &ann, &wallet).await, usdc(530));
        assert!(system::assignments::owners(&db).await.unwrap().is_empty());
    }
}
