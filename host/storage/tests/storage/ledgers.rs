//! Whatever is begun, stopped and over in whatever order: a series is one run's, and a wallet's cash is where it should be.

use crate::assignments::{assign, begin, free};
use crate::support::{open, owner};
use craftstrat_api::studio::assignments::StopCode;
use craftstrat_model::Usdc;
use craftstrat_storage::assignments::runs::{self, Begun};
use craftstrat_storage::assignments::{self, Reason, wallet};
use craftstrat_storage::{Database, wallets};
use craftstrat_storage_test::Empty;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::atomic::{AtomicU64, Ordering};

const SERIES: [&str; 3] = ["btc-updown-5m", "btc-updown-15m", "eth-updown-5m"];

/// Cash a wallet begins with, in dollars.
const CASH: i64 = 100;

/// Assignments: two on each of two wallets.
const ASSIGNED: usize = 4;

#[derive(Clone, Debug)]
enum Act {
    /// An assignment begins with a set of series and so many dollars.
    Begin(usize, [bool; 3], i64),
    Stop(usize),
    /// Its run is over with so many dollars more or less.
    Close(usize, i64),
    /// The desk refuses its run.
    Refuse(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let which = 0..ASSIGNED;
    prop_oneof![
        4 => (which.clone(), any::<[bool; 3]>(), 1..120_i64).prop_map(|(n, s, d)| Act::Begin(n, s, d)),
        2 => which.clone().prop_map(Act::Stop),
        3 => (which.clone(), -40..40_i64).prop_map(|(n, d)| Act::Close(n, d)),
        1 => which.prop_map(Act::Refuse),
    ]
}

/// An assignment as it should be: its run, what that has, and whether it is wanted.
#[derive(Clone, Debug, Default)]
struct Kept {
    run: Option<(String, Vec<&'static str>, i64)>,
    wanted: bool,
}

fn dollars(amount: Usdc) -> i64 {
    amount.micros() / 1_000_000
}

async fn check(db: &Database, acts: &[Act]) -> Result<(), TestCaseError> {
    static CASE: AtomicU64 = AtomicU64::new(0);
    let me = owner(&format!("ann{}", CASE.fetch_add(1, Ordering::Relaxed)));
    let cash = Usdc::from_micros(CASH * 1_000_000);
    let mut purses = Vec::new();
    for label in ["one", "two"] {
        purses.push(wallets::insert_paper(db, &me, label, cash, None, 1).await.unwrap().unwrap());
    }
    let mut ids = Vec::new();
    for n in 0..ASSIGNED {
        ids.push(assign(db, &me, &purses[n % 2], &n.to_string()).await);
    }
    let mut kept = vec![Kept::default(); ASSIGNED];
    let mut has = [CASH; 2];
    for act in acts {
        match act {
            Act::Begin(n, which, wanted) => {
                let series: Vec<&'static str> =
                    SERIES.iter().zip(which).filter(|(_, w)| **w).map(|(s, _)| *s).collect();
                let others = kept.iter().enumerate().filter(|(m, _)| m % 2 == n % 2);
                let mut taken = others.filter_map(|(_, k)| k.run.as_ref()).flat_map(|(_, s, _)| s);
                let is_taken = taken.any(|s| series.contains(s));
                let begun = begin(db, &me, (&ids[*n], &purses[n % 2]), &series, *wanted).await;
                match begun {
                    Begun::Busy => prop_assert!(kept[*n].run.is_some()),
                    Begun::NoCash(free) => {
                        prop_assert_eq!((dollars(free), has[n % 2] < *wanted), (has[n % 2], true))
                    }
                    Begun::Taken(series) => prop_assert!(is_taken, "{series}"),
                    Begun::Full => prop_assert!(false, "few runs are made"),
                    Begun::Run(run) => {
                        prop_assert!(!is_taken && kept[*n].run.is_none());
                        has[n % 2] -= wanted;
                        kept[*n] = Kept { run: Some((run, series, *wanted)), wanted: true };
                    }
                }
            }
            Act::Stop(n) => {
                let done = assignments::stop(db, &me, &ids[*n], None, 2).await.unwrap();
                prop_assert_eq!(done, kept[*n].wanted);
                kept[*n].wanted = false;
            }
            Act::Close(n, change) => {
                let Some((run, _, opening)) = kept[*n].run.take() else { continue };
                let closing = (opening + change).max(0);
                let reason = Reason { code: StopCode::RunStopped, detail: "over".to_owned() };
                let amount = Usdc::from_micros(closing * 1_000_000);
                runs::close(db, &me, &run, amount, &reason, 3).await.unwrap();
                has[n % 2] += closing;
                let told = assignments::find(db, &me, &ids[*n]).await.unwrap().unwrap().reason().unwrap();
                prop_assert_eq!(told.is_some(), kept[*n].wanted);
                kept[*n].wanted = false;
            }
            Act::Refuse(n) => {
                let Some((run, _, opening)) = kept[*n].run.take() else { continue };
                runs::forget(db, &me, &ids[*n], &run).await.unwrap();
                has[n % 2] += opening;
                kept[*n].wanted = false;
            }
        }
        for (n, purse) in purses.iter().enumerate() {
            prop_assert_eq!(dollars(free(db, &me, purse).await), has[n]);
            let held = wallet::holders(db, &me, purse).await.unwrap();
            let mine =
                kept.iter().enumerate().filter(|(m, _)| m % 2 == n).filter_map(|(_, k)| k.run.as_ref());
            let mut wanted: Vec<&str> = mine.flat_map(|(_, s, _)| s.iter().copied()).collect();
            wanted.sort_unstable();
            prop_assert_eq!(held.iter().map(|h| h.series.as_str()).collect::<Vec<_>>(), wanted);
        }
    }
    Ok(())
}

fn any_order(empty: Option<Empty>) {
    let Some(empty) = empty else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let db = runtime.block_on(open(&empty));
    let mut runner = TestRunner::new(Config { cases: 16, failure_persistence: None, ..Config::default() });
    let acts = proptest::collection::vec(act(), 1..24);
    runner.run(&acts, |acts| runtime.block_on(check(&db, &acts))).unwrap();
    runtime.block_on(db.close());
}

#[test]
fn cash_and_series_are_where_they_should_be_on_sqlite() {
    any_order(Some(Empty::sqlite()));
}

#[test]
fn cash_and_series_are_where_they_should_be_on_postgres() {
    any_order(Empty::postgres());
}
