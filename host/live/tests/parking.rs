//! Fewer places than instances: idle ones are parked as saved bytes and come back unchanged.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_live::{Command, Input, Journal, JournalConfig, Spec, replay};
use craftstrat_model::slug::market_of_slug;
use std::path::Path;
use support::{
    CARRYING, CHEAP, CROSS, Dice, Hasty, Instants, QUOTING, START_MS, add, close, executor, feed,
    library_for, memory_mib, one_market, outcome, start,
};

/// What was said in every record, what it came to, and the most instances that existed and were parked.
struct Day {
    said: Vec<String>,
    outcome: Vec<(String, bool, String, usize)>,
    instances: usize,
    parked: usize,
}

/// Runs that cannot share an instance, some that can, and one that changes its version, with so many places.
fn day(folder: &Path, places: u32, reopen: usize) -> Day {
    let config = JournalConfig { snapshot_every: 45, ..JournalConfig::default() };
    let open = || {
        let library = library_for(folder, places);
        let journal = Journal::open(&folder.join("log"), &library, &executor(), config).unwrap().0;
        (journal, library)
    };
    let (mut journal, library) = open();
    let versions = [QUOTING, CARRYING, CROSS, CHEAP].map(|document| add(&library, document));
    let starts = (0..24).map(|i| {
        start(&format!("run {i}"), versions[[0, 1, 0, 2, 0, 3][i % 6]].clone(), &(40 + i).to_string())
    });
    let mut inputs = vec![starts.collect::<Vec<_>>()];
    inputs.extend(feed(31, 3, 5_000));
    let named = CARRYING.replacen("\"mode\":\"node\"", "\"mode\":\"node\",\"name\":\"New\"", 1);
    let change = Command::Change { run: "run 1".into(), version: add(&library, &named) };
    inputs.insert(400, vec![Input::Command(change)]);
    inputs.insert(
        420,
        vec![Input::Command(Command::Shadow { run: "run 0".into(), version: versions[2].clone() })],
    );
    drop(library);
    let mut day = Day { said: Vec::new(), outcome: Vec::new(), instances: 0, parked: 0 };
    for (i, batch) in inputs.into_iter().enumerate() {
        if i % reopen == reopen - 1 {
            drop(journal);
            journal = open().0;
        }
        day.said.push(format!("{:?}", journal.commit(batch).unwrap()));
        day.instances = day.instances.max(journal.desk().instances());
        day.parked = day.parked.max(journal.desk().parked());
    }
    drop(journal);
    day.outcome = outcome(&replay(&folder.join("log"), &library_for(folder, places), &executor()).unwrap());
    day
}

#[test]
fn with_few_places_everything_is_said_as_with_many() {
    let ample = tempfile::tempdir().unwrap();
    let expected = day(ample.path(), 512, usize::MAX);
    assert!(expected.instances > 25 && expected.parked == 0);
    assert!(expected.outcome.iter().all(|(_, complete, _, orders)| *complete && *orders > 0));
    // Room for a few; for one only; and for some, with restarts from snapshots.
    for (places, reopen) in [(8, usize::MAX), (2, usize::MAX), (20, 130)] {
        let folder = tempfile::tempdir().unwrap();
        let tight = day(folder.path(), places, reopen);
        assert!(tight.parked >= expected.instances - places as usize, "{} were parked", tight.parked);
        for (record, (tight, expected)) in tight.said.iter().zip(&expected.said).enumerate() {
            assert_eq!(tight, expected, "{places} places, record {record}");
        }
        assert_eq!(tight.outcome, expected.outcome, "{places} places");
    }
}

/// `cargo test --release -p craftstrat-live --test parking -- --ignored --nocapture`
#[test]
#[ignore = "takes a minute and a gigabyte; prints what 40,000 strategies cost"]
fn forty_thousand_run_on_one_host() {
    const RUNS: usize = 40_000;
    const SERIES: usize = 20;
    let folder = tempfile::tempdir().unwrap();
    // The places of a machine as Linux comes.
    let library = library_for(folder.path(), 30_000);
    // It looks at its own position, so nobody shares an instance.
    let version = add(&library, QUOTING);
    let config = JournalConfig { snapshot_every: u64::MAX, ..JournalConfig::default() };
    let mut journal =
        Journal::open_on(&folder.path().join("log"), &library, &executor(), config, Box::new(Hasty))
            .unwrap()
            .0;
    let before = memory_mib().0;
    let started = std::time::Instant::now();
    let starts = (0..RUNS).map(|i| {
        let settings = craftstrat_engine::Settings::default();
        let series = vec![format!("a{}-updown-5m", i % SERIES).parse().unwrap()];
        let spec = Box::new(Spec { version: version.clone(), settings, series });
        Input::Command(Command::Start { run: format!("run {i}"), spec })
    });
    journal.commit(starts.collect()).unwrap();
    println!("{RUNS} started in {:?}, {} MiB more", started.elapsed(), memory_mib().0 - before);
    let mut dice = Dice(5);
    let mut instants = Instants::new();
    for slot in 0..2 {
        // Half of the series have a slot at a time: the others wait for theirs.
        for series in (0..SERIES).filter(|series| series % 2 == slot) {
            let at = START_MS / 1_000 + slot as i64 * 300;
            let market = market_of_slug(&format!("a{series}-updown-5m-{at}")).unwrap();
            one_market(&mut dice, &market, 5_000, &mut instants);
        }
    }
    let mut taken = Vec::new();
    let mut parked = 0;
    for batch in instants.into_iter().map(close) {
        let begun = std::time::Instant::now();
        journal.commit(batch).unwrap();
        taken.push(begun.elapsed());
        parked = parked.max(journal.desk().parked());
    }
    taken.sort();
    let (now, peak) = memory_mib();
    println!(
        "{} instances, {parked} parked at most; an instant: median {:?}, p99 {:?}, most {:?}; {now} MiB now, {peak} at most",
        journal.desk().instances(),
        taken[taken.len() / 2],
        taken[taken.len() * 99 / 100],
        taken[taken.len() - 1],
    );
    assert_eq!(journal.desk().status().len(), RUNS);
}
