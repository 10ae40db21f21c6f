//! Runs that are over cost nothing per tick, and are there for whoever asks: also after a restart.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_engine::risk::Guard;
use craftstrat_live::{Command, Input, Journal};
use std::path::Path;
use support::{CHEAP, add, feed, open, outcome, replayed, start};

/// What a day comes to with so many stopped runs.
struct Day {
    /// Runs looked at because time passed or limits count all of them, before and after a restart.
    visited: [u64; 2],
    digest: String,
    status: usize,
}

fn go(journal: &mut Journal, inputs: &[Vec<Input>]) -> u64 {
    let before = journal.desk().visited();
    for batch in inputs {
        journal.commit(batch.clone()).unwrap();
    }
    journal.desk().visited() - before
}

/// A day in which `stopped` runs were started and stopped before the first slot, under these limits over all runs.
fn day(folder: &Path, stopped: usize, guard: Guard) -> Day {
    let (mut journal, _, library) = open(folder, 40);
    let version = add(&library, CHEAP);
    journal.commit(vec![Input::Command(Command::Limit(guard))]).unwrap();
    journal.commit(vec![start("works", version.clone(), "1000")]).unwrap();
    let name = |n: usize| format!("stopped {n}");
    journal.commit((0..stopped).map(|n| start(&name(n), version.clone(), "1000")).collect()).unwrap();
    let stop = |n| Input::Command(Command::Stop { run: name(n) });
    journal.commit((0..stopped).map(stop).collect()).unwrap();
    let inputs = feed(61, 1, 5_000);
    let half = inputs.len() / 2;
    // With the first instant they are seen to be over.
    go(&mut journal, &inputs[..1]);
    let before = go(&mut journal, &inputs[1..half]);
    drop(journal);
    let (mut journal, found, _) = open(folder, 40);
    assert!(found.snapshot > 0, "out of a snapshot");
    let after = go(&mut journal, &inputs[half..]);
    let status = journal.desk().status().len();
    assert_eq!(journal.desk().run_status(&name(0)).is_some(), stopped > 0);
    drop(journal);
    let replayed = outcome(&replayed(folder));
    let works = replayed.iter().find(|run| run.0 == "works").unwrap();
    assert!(works.1 && works.3 > 0, "{works:?}");
    Day { visited: [before, after], digest: works.2.clone(), status }
}

#[test]
fn a_thousand_stopped_runs_cost_nothing_per_tick() {
    let wide = Guard { max_exposure_usdc: Some("1000000".parse().unwrap()), ..Guard::default() };
    // Without limits all runs are looked at once a minute, with limits at every instant.
    for guard in [Guard::default(), wide] {
        let [alone, crowd] = [0, 1_000].map(|stopped| {
            let folder = tempfile::tempdir().unwrap();
            day(folder.path(), stopped, guard)
        });
        assert!(alone.visited.iter().all(|visited| *visited > 0));
        assert_eq!(crowd.visited, alone.visited);
        assert_eq!(crowd.digest, alone.digest);
        assert_eq!((alone.status, crowd.status), (1, 1_001), "they are listed all the same");
    }
}

/// What they have counts in limits over all runs, as it did while they worked.
#[test]
fn the_cash_of_stopped_runs_still_counts_for_limits_over_all() {
    let guard = Guard { min_cash: Some("5000".parse().unwrap()), ..Guard::default() };
    let folder = tempfile::tempdir().unwrap();
    let many = day(folder.path(), 10, guard);
    let free = tempfile::tempdir().unwrap();
    assert_eq!(
        many.digest,
        day(free.path(), 10, Guard::default()).digest,
        "11,000 are there: nothing is refused"
    );
    let few = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(few.path(), 40);
    journal.commit(vec![Input::Command(Command::Limit(guard))]).unwrap();
    journal.commit(vec![start("works", add(&library, CHEAP), "1000")]).unwrap();
    go(&mut journal, &feed(61, 1, 5_000));
    let status = journal.desk().run_status("works").unwrap();
    assert_eq!(
        (status.fills, status.denials.keys().next().map(String::as_str)),
        (0, Some("portfolio_cash_floor"))
    );
}
