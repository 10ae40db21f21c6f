//! Taking slots out of the store and putting them back: nothing changes on the way, and nothing else is touched.

use crate::support::files;
use craftstrat_data::generate::{GeneratorSettings, generate};
use craftstrat_data::{Coverage, ImportError, Selection, Silent, StoreError, TickStore};
use craftstrat_model::TimeMs;
use std::path::Path;

const FIRST: &str = "sim-updown-15m-1790812800";

/// Four slots of one day and two of the next, of two series.
fn store(dir: &Path) -> TickStore {
    let store = TickStore::open(dir).unwrap();
    let mut writer = store.writer().unwrap();
    for (series, from, slots) in [
        ("sim-updown-15m", "2026-10-01", 2),
        ("sim-updown-15m", "2026-10-02", 2),
        ("eth-updown-1h", "2026-10-01", 2),
    ] {
        let settings =
            GeneratorSettings::new(series.parse().unwrap(), from.parse::<TimeMs>().unwrap(), slots, 1);
        generate(&settings, &mut writer, &Silent).unwrap();
    }
    writer.commit(&Silent).unwrap();
    store
}

fn all(store: &TickStore) -> Vec<Coverage> {
    store.coverage(&Selection::default()).unwrap()
}

fn one(slug: &str) -> Selection {
    Selection { markets: vec![slug.to_owned()], ..Selection::default() }
}

#[test]
fn what_is_put_back_is_what_was_taken() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let (before, bytes) = (all(&store), files(dir.path()));
    let series = Selection { series: Some("sim-updown-15m".parse().unwrap()), ..Selection::default() };
    for (selection, count) in [(one(FIRST), 1), (series, 4), (Selection::default(), 6)] {
        assert_eq!(store.remove(&selection, "token").unwrap(), count);
        let left = all(&store);
        assert_eq!(left.len() as u64, 6 - count);
        assert!(left.iter().all(|c| before.contains(c)), "the others are untouched");
        store.restore("token", &Silent).unwrap();
        assert_eq!(all(&store), before);
        assert_eq!(files(dir.path()), bytes, "to the byte, and the trash is empty");
    }
}

#[test]
fn rows_that_came_meanwhile_stay() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let before = all(&store);
    store.remove(&one(FIRST), "token").unwrap();
    let again = tempfile::tempdir().unwrap();
    store_of_first(again.path());
    let mut writer = store.writer().unwrap();
    let paths = [again.path().join("ticks/series=sim-updown-15m/date=2026-10-01/ticks.parquet")];
    craftstrat_data::import::ticks::import(&paths, &Default::default(), &mut writer, &Silent).unwrap();
    writer.commit(&Silent).unwrap();
    assert_eq!(all(&store), before, "imported again");
    store.restore("token", &Silent).unwrap();
    assert_eq!(all(&store), before);
}

fn store_of_first(dir: &Path) {
    let store = TickStore::open(dir).unwrap();
    let mut writer = store.writer().unwrap();
    let from = "2026-10-01".parse::<TimeMs>().unwrap();
    let settings = GeneratorSettings::new("sim-updown-15m".parse().unwrap(), from, 1, 1);
    generate(&settings, &mut writer, &Silent).unwrap();
    writer.commit(&Silent).unwrap();
}

#[test]
fn two_removals_are_two_tokens_and_a_purged_one_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    store.remove(&one(FIRST), "a").unwrap();
    store
        .remove(&Selection { series: Some("eth-updown-1h".parse().unwrap()), ..Selection::default() }, "b")
        .unwrap();
    store.purge("a").unwrap();
    store.purge("a").unwrap();
    assert!(store.restore("a", &Silent).is_err());
    store.restore("b", &Silent).unwrap();
    assert_eq!(all(&store).len(), 5);
}

#[test]
fn what_cannot_be_removed_is_said_and_nothing_happens() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let before = files(dir.path());
    let missing = store.remove(&one("sim-updown-15m-0"), "t").unwrap_err();
    assert!(matches!(missing, ImportError::Store(StoreError::NoSuchMarket { .. })), "{missing}");
    for token in ["", "../x", "a/b", "."] {
        assert!(store.remove(&one(FIRST), token).is_err(), "{token}");
        assert!(store.purge(token).is_err(), "{token}");
    }
    let writer = store.writer().unwrap();
    let busy = store.remove(&one(FIRST), "t").unwrap_err();
    assert!(matches!(busy, ImportError::Store(StoreError::Locked(_))), "{busy}");
    drop(writer);
    assert_eq!(files(dir.path()), before);
}
