//! Whatever two owners do in whatever order, neither sees nor changes what the other has.

use crate::support::{form, open, owner};
use craftstrat_storage::trash::{self, Kind};
use craftstrat_storage::{Asked, Database, Owner, strategies, versions};
use craftstrat_storage_test::Empty;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::atomic::{AtomicU64, Ordering};

/// Something one of the two does, to one of all strategies there are.
#[derive(Clone, Debug)]
enum Act {
    Insert,
    Save(usize),
    Rename(usize),
    Version(usize),
    Delete(usize),
    Restore(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let any = 0..6_usize;
    prop_oneof![
        2 => Just(Act::Insert),
        2 => any.clone().prop_map(Act::Save),
        1 => any.clone().prop_map(Act::Rename),
        1 => any.clone().prop_map(Act::Version),
        1 => any.clone().prop_map(Act::Delete),
        1 => any.prop_map(Act::Restore),
    ]
}

/// A strategy as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kept {
    id: String,
    owner: usize,
    name: String,
    revision: u64,
    versions: u64,
    token: Option<String>,
}

/// What one of the two sees.
async fn seen(db: &Database, owner: &Owner) -> Vec<(String, String, u64, u64)> {
    let page = strategies::page(db, owner, &Asked::first(200)).await.unwrap();
    let mut seen: Vec<_> = page.items.into_iter().map(|s| (s.id, s.name, s.revision, s.versions)).collect();
    seen.sort();
    seen
}

async fn run(db: &Database, acts: &[(bool, Act)]) -> Result<(), TestCaseError> {
    static CASE: AtomicU64 = AtomicU64::new(0);
    let case = CASE.fetch_add(1, Ordering::Relaxed);
    let owners = ["ann", "ben"].map(|name| owner(&format!("{name}{case}")));
    let mut all: Vec<Kept> = Vec::new();
    for (step, (second, act)) in acts.iter().enumerate() {
        let (who, now) = (usize::from(*second), 1_000 + step as i64);
        let (me, text) = (&owners[who], format!("{step}"));
        let place = match act {
            Act::Insert => None,
            Act::Save(n) | Act::Rename(n) | Act::Version(n) | Act::Delete(n) | Act::Restore(n) => Some(*n),
        };
        let Some(kept) = place.map(|n| n % all.len().max(1)).and_then(|n| all.get_mut(n)) else {
            let id = strategies::insert(db, me, &text, &form(&text), now).await.unwrap();
            all.push(Kept { id, owner: who, name: text, revision: 1, versions: 0, token: None });
            continue;
        };
        // Only the owner's acts on what is there have an effect, and only they are told of one.
        let mine = kept.owner == who && kept.token.is_none();
        match act {
            Act::Insert => {}
            Act::Save(_) => {
                let done = strategies::save(db, me, &kept.id, None, &form(&text), now).await.unwrap();
                prop_assert_eq!(done, mine);
                kept.revision += u64::from(mine);
            }
            Act::Rename(_) => {
                prop_assert_eq!(strategies::rename(db, me, &kept.id, &text, now).await.unwrap(), mine);
                if mine {
                    kept.name = text;
                }
            }
            Act::Version(_) => {
                let made = versions::insert(db, me, &kept.id, &text, now).await.unwrap();
                prop_assert_eq!(made.is_some(), mine);
                kept.versions += u64::from(mine);
            }
            Act::Delete(_) => {
                let gone = trash::put(db, me, Kind::Strategy, &kept.id, &kept.name, now).await.unwrap();
                prop_assert_eq!(gone.is_some(), mine);
                kept.token = kept.token.take().or(gone.map(|g| g.token));
            }
            Act::Restore(_) => {
                let Some(token) = kept.token.clone() else { continue };
                trash::restore(db, me, Kind::Strategy, &token).await.unwrap();
                if kept.owner == who {
                    kept.token = None;
                }
            }
        }
    }
    for (who, me) in owners.iter().enumerate() {
        let mine = all.iter().filter(|k| k.owner == who && k.token.is_none());
        let mut mine: Vec<_> = mine.map(|k| (k.id.clone(), k.name.clone(), k.revision, k.versions)).collect();
        mine.sort();
        prop_assert_eq!(seen(db, me).await, mine);
        for kept in all.iter().filter(|k| k.owner != who) {
            prop_assert!(strategies::find(db, me, &kept.id).await.unwrap().is_none());
            prop_assert!(versions::list(db, me, &kept.id).await.unwrap().is_empty());
        }
    }
    Ok(())
}

fn any_order(empty: Option<Empty>) {
    let Some(empty) = empty else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let db = runtime.block_on(open(&empty));
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let acts = proptest::collection::vec((any::<bool>(), act()), 1..30);
    runner.run(&acts, |acts| runtime.block_on(run(&db, &acts))).unwrap();
    runtime.block_on(db.close());
}

#[test]
fn neither_of_two_owners_sees_or_changes_what_the_other_has_on_sqlite() {
    any_order(Some(Empty::sqlite()));
}

#[test]
fn neither_of_two_owners_sees_or_changes_what_the_other_has_on_postgres() {
    any_order(Empty::postgres());
}
