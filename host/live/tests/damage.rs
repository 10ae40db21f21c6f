//! What the disk may do to a log: an unfinished write is dropped, damage is an error.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_live::{Journal, JournalConfig, JournalError, LogError};
use std::fs;
use std::path::{Path, PathBuf};
use support::{CHEAP, add, executor, feed, library, open, start};

fn file(folder: &Path, ending: &str) -> PathBuf {
    let entries = fs::read_dir(folder.join("log")).unwrap().map(|e| e.unwrap().path());
    entries.filter(|p| p.extension().is_some_and(|e| e == ending)).max().unwrap()
}

/// A log of a few hundred records.
fn written(snapshot_every: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), snapshot_every);
    let version = add(&library, CHEAP);
    journal.commit(vec![start("a", version, "1000")]).unwrap();
    for batch in feed(9, 1, 5_000).into_iter().take(120) {
        journal.commit(batch).unwrap();
    }
    folder
}

fn try_open(folder: &Path) -> Result<(Journal, craftstrat_live::Recovered), JournalError> {
    let config = JournalConfig { snapshot_every: 1_000, ..JournalConfig::default() };
    Journal::open(&folder.join("log"), &library(folder), &executor(), config)
}

#[test]
fn an_unfinished_write_is_dropped() {
    let folder = written(u64::MAX);
    let path = file(folder.path(), "log");
    let whole = fs::read(&path).unwrap();
    let records = try_open(folder.path()).unwrap().0.records();
    let before = fs::read(&path).unwrap().len();
    assert_eq!(before, whole.len());
    for cut in [1, 5, 60] {
        fs::write(&path, &whole[..whole.len() - cut]).unwrap();
        let (journal, found) = try_open(folder.path()).unwrap();
        assert_eq!(journal.records(), records - 1, "cut {cut}");
        let torn = found.torn.unwrap();
        assert!(torn.bytes > 0 && torn.at + torn.bytes == (whole.len() - cut) as u64);
        assert_eq!(fs::metadata(&path).unwrap().len(), torn.at);
    }
    // Bytes of the last record that never reached the disk.
    let mut zeroed = whole.clone();
    let end = zeroed.len();
    zeroed[end - 20..].fill(0);
    fs::write(&path, &zeroed).unwrap();
    assert_eq!(try_open(folder.path()).unwrap().0.records(), records - 1);
}

#[test]
fn damage_in_the_middle_is_an_error_that_says_where() {
    let folder = written(u64::MAX);
    let path = file(folder.path(), "log");
    let whole = fs::read(&path).unwrap();
    for place in [40, whole.len() / 3, whole.len() / 2] {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x10;
        fs::write(&path, &damaged).unwrap();
        match try_open(folder.path()) {
            Err(JournalError::Log(LogError::Damaged { at, .. })) => assert!(at <= place as u64),
            other => panic!("byte {place}: {other:?}"),
        }
        assert_eq!(fs::read(&path).unwrap(), damaged, "nothing is changed");
    }
}

#[test]
fn a_damaged_snapshot_costs_time_and_nothing_else() {
    let folder = written(50);
    let (journal, found) = try_open(folder.path()).unwrap();
    assert_eq!((found.snapshot, found.replayed), (100, journal.records() - 100));
    drop(journal);
    let path = file(folder.path(), "snapshot");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let (journal, found) = try_open(folder.path()).unwrap();
    assert_eq!((found.snapshot, found.snapshots_damaged), (50, 1));
    assert_eq!(found.replayed, journal.records() - 50);
}

#[test]
fn a_missing_component_is_named() {
    let folder = written(50);
    fs::remove_dir_all(folder.path().join("components")).unwrap();
    let error = try_open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("is not in the library"), "{error}");
}
