//! A log replays to the same digest, and a backtest over its ticks trades the same.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_engine::Settings;
use craftstrat_live::{Input, Replayed, Version};
use std::path::Path;
use support::{DOCUMENTS, EQUITY, add, feed, library, open, outcome, replayed, start};

fn compare_with_backtest(folder: &Path, replayed: &Replayed, versions: &[Version]) {
    support::compare::compare_with_backtest(&library(folder), replayed, versions);
}

/// Commits everything; opens the journal again after every `reopen` records.
fn run(folder: &Path, inputs: Vec<Vec<Input>>, reopen: usize, snapshot_every: u64) {
    let mut journal = open(folder, snapshot_every).0;
    for (i, batch) in inputs.into_iter().enumerate() {
        if i > 0 && i % reopen == 0 {
            drop(journal);
            journal = open(folder, snapshot_every).0;
        }
        journal.commit(batch).unwrap();
    }
}

/// Every document twice, with plenty of cash and with little.
fn starts(folder: &Path, documents: &[&str]) -> (Vec<Input>, Vec<Version>) {
    let library = library(folder);
    let (mut inputs, mut versions) = (Vec::new(), Vec::new());
    for (i, document) in documents.iter().enumerate() {
        let version = add(&library, document);
        for cash in ["1000", "45"] {
            inputs.push(start(&format!("{i} with {cash}"), version.clone(), cash));
            versions.push(version.clone());
        }
    }
    (inputs, versions)
}

#[test]
fn a_backtest_over_the_recorded_ticks_trades_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (starts, versions) = starts(folder.path(), &DOCUMENTS);
    let mut inputs = vec![starts];
    inputs.extend(feed(1, 4, 7_000));
    run(folder.path(), inputs, usize::MAX, 500);
    let replayed = replayed(folder.path());
    assert!(replayed.runs.iter().all(|run| run.complete));
    compare_with_backtest(folder.path(), &replayed, &versions);
}

#[test]
fn a_strategy_that_reads_equity_trades_the_same_where_winners_are_known_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let (starts, versions) = starts(folder.path(), &[EQUITY]);
    let mut inputs = vec![starts];
    inputs.extend(feed(2, 4, 0));
    run(folder.path(), inputs, usize::MAX, 500);
    compare_with_backtest(folder.path(), &replayed(folder.path()), &versions);
}

#[test]
fn restarts_and_batches_change_nothing() {
    let whole = tempfile::tempdir().unwrap();
    let (first, _) = starts(whole.path(), &DOCUMENTS);
    let inputs: Vec<Vec<Input>> = std::iter::once(first.clone()).chain(feed(3, 2, 5_000)).collect();
    run(whole.path(), inputs.clone(), usize::MAX, u64::MAX);
    let expected = outcome(&replayed(whole.path()));
    for (reopen, snapshot_every, join) in [(90, 40, 1), (170, u64::MAX, 1), (25, 7, 5)] {
        let folder = tempfile::tempdir().unwrap();
        starts(folder.path(), &DOCUMENTS);
        let joined = inputs.chunks(join).map(|batches| batches.concat()).collect();
        run(folder.path(), joined, reopen, snapshot_every);
        assert_eq!(outcome(&replayed(folder.path())), expected, "reopened after {reopen}");
    }
}

#[test]
fn sessions_that_cannot_differ_are_evaluated_once() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 100);
    let version = add(&library, support::CHEAP);
    let runs = 40;
    journal
        .commit(
            (0..runs).map(|i| start(&format!("run {i}"), version.clone(), &(30 + i).to_string())).collect(),
        )
        .unwrap();
    let mut most = 0;
    for batch in feed(4, 2, 5_000) {
        journal.commit(batch).unwrap();
        most = most.max(journal.desk().instances());
    }
    assert!(most <= 4, "{most} instances for {runs} runs of one version on two series");
    drop(journal);
    let replayed = replayed(folder.path());
    compare_with_backtest(folder.path(), &replayed, &vec![version; runs]);
}

#[test]
fn a_run_started_in_the_middle_sees_what_comes_after() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 50);
    let version = add(&library, support::CROSS);
    for (i, batch) in feed(5, 2, 5_000).into_iter().enumerate() {
        if i == 130 {
            journal.commit(vec![start("late", version.clone(), "1000")]).unwrap();
        }
        journal.commit(batch).unwrap();
    }
    drop(journal);
    let replayed = replayed(folder.path());
    assert!(replayed.runs[0].ticks[0].rows() < 250);
    compare_with_backtest(folder.path(), &replayed, &[version]);
}

#[test]
fn limits_of_the_account_hold_live_as_in_a_backtest() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 50);
    let version = add(&library, support::CROSS);
    let mut settings = Settings::default();
    settings.guard.max_exposure_usdc = Some("30".parse().unwrap());
    settings.guard.max_entries_per_minute = Some(2);
    settings.guard.max_daily_loss = Some("20".parse().unwrap());
    journal.commit(vec![support::start_with("guarded", version.clone(), settings)]).unwrap();
    for batch in feed(6, 3, 5_000) {
        journal.commit(batch).unwrap();
    }
    drop(journal);
    let replayed = replayed(folder.path());
    assert!(!replayed.runs[0].record.denials.is_empty());
    compare_with_backtest(folder.path(), &replayed, &[version]);
}
