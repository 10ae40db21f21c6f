//! kill -9 at any instant, and a restart: nothing is lost, nothing happens twice.
//!
//! The short form kills ten times; `CRAFTSTRAT_KILLS=100` kills a hundred times, `CRAFTSTRAT_SEED` repeats a run.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_live::Input;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use support::{CARRYING, CHEAP, CROSS, Dice, QUOTING, add, feed, library, open, outcome, replayed, start};

const FOLDER: &str = "CRAFTSTRAT_KILL_FOLDER";

/// Everything the venue and a user send, by record.
fn inputs(folder: &Path) -> Vec<Vec<Input>> {
    let library = library(folder);
    let starts = [CHEAP, CROSS, CARRYING, QUOTING].iter().enumerate();
    let starts = starts.map(|(i, d)| start(&format!("run {i}"), add(&library, d), "60")).collect();
    let mut inputs = vec![starts];
    inputs.extend(feed(11, 2, 4_000));
    let kill = |on| vec![Input::Command(craftstrat_live::Command::Kill { run: Some("run 1".into()), on })];
    inputs.insert(200, kill(true));
    inputs.insert(260, kill(false));
    let to = CHEAP.replace("0.55", "0.5");
    let change = craftstrat_live::Command::Change { run: "run 0".into(), version: add(&library, &to) };
    inputs.insert(300, vec![Input::Command(change)]);
    inputs
}

/// The process that is killed: goes on where the log ends, and says so after every record.
#[test]
fn child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let inputs = inputs(folder);
    let mut journal = open(folder, 37).0;
    let mut out = std::io::stdout().lock();
    for batch in inputs.into_iter().skip(journal.records() as usize) {
        journal.commit(batch).unwrap();
        writeln!(out, "record {}", journal.records()).unwrap();
    }
    writeln!(out, "all done").unwrap();
}

fn spawn(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the child make `records` records and a little more, then kills it. Returns what it had announced, and whether it
/// came to its end.
fn run_and_kill(folder: &Path, records: u64, spin: u64) -> (u64, bool) {
    let mut child = spawn(folder);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let (mut announced, mut made) = (0, 0);
    while made < records {
        match lines.next() {
            Some(line) if line.ends_with("all done") => {
                child.wait().unwrap();
                return (announced, true);
            }
            Some(line) => {
                if let Some(number) = line.split("record ").nth(1).and_then(|n| n.parse().ok()) {
                    announced = number;
                    made += 1;
                }
            }
            None => panic!("the child ended by itself after record {announced}"),
        }
    }
    for _ in 0..spin {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for line in lines {
        if let Some(number) = line.split("record ").nth(1).and_then(|n| n.parse().ok()) {
            announced = number;
        }
    }
    (announced, false)
}

#[test]
fn killed_anywhere_it_comes_to_the_same_end() {
    if std::env::var(FOLDER).is_ok() {
        return;
    }
    let kills: u64 = std::env::var("CRAFTSTRAT_KILLS").ok().and_then(|v| v.parse().ok()).unwrap_or(10);
    let seed: u64 = std::env::var("CRAFTSTRAT_SEED").ok().and_then(|v| v.parse().ok()).unwrap_or(1);
    let whole = tempfile::tempdir().unwrap();
    let all = inputs(whole.path());
    let total = all.len() as u64;
    let mut journal = open(whole.path(), 10_000).0;
    for batch in all {
        journal.commit(batch).unwrap();
    }
    drop(journal);
    let expected = outcome(&replayed(whole.path()));
    assert!(expected.iter().all(|(_, complete, _, orders)| *complete && *orders > 0), "{expected:?}");

    let mut dice = Dice(seed);
    let mut killed = 0;
    while killed < kills {
        let folder = tempfile::tempdir().unwrap();
        library(folder.path());
        loop {
            // A life of a process: from nothing but reading its log to about a third of the day.
            let records = dice.below(total / 3);
            let (announced, ended) = run_and_kill(folder.path(), records, dice.below(3_000_000));
            if ended {
                break;
            }
            killed += 1;
            let (journal, found, _) = open(folder.path(), 37);
            assert!(
                journal.records() >= announced,
                "seed {seed}: record {announced} was announced and is lost"
            );
            assert!(found.replayed <= 37 + 1, "seed {seed}: {} records replayed", found.replayed);
        }
        assert_eq!(outcome(&replayed(folder.path())), expected, "seed {seed}, after {killed} kills");
    }
    println!("killed {killed} times (seed {seed}), the same digests each time");
}
