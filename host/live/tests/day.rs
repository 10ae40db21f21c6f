//! A whole day of 5-minute and 15-minute slots: memory stays flat, and what happened is what the backtest of the day makes.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_live::{Journal, JournalConfig, Version, replay};
use craftstrat_model::slug::market_of_slug;
use support::compare::compare_with_backtest;
use support::{
    DOCUMENTS, Dice, Hasty, Instants, START_MS, add, close, executor, library, memory_mib, one_market,
};

const HOUR_MS: i64 = 3_600_000;

/// `cargo test --release -p craftstrat-live --test day -- --ignored --nocapture`; `CRAFTSTRAT_HOURS` makes it shorter.
#[test]
#[ignore = "a day takes minutes; prints memory hour by hour"]
fn a_day_keeps_its_memory_and_its_digest() {
    let hours: i64 = std::env::var("CRAFTSTRAT_HOURS").ok().and_then(|v| v.parse().ok()).unwrap_or(24);
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let log = folder.path().join("log");
    let config = JournalConfig::default();
    let mut journal = Journal::open_on(&log, &library, &executor(), config, Box::new(Hasty)).unwrap().0;
    let versions: Vec<Version> = DOCUMENTS.iter().map(|document| add(&library, document)).collect();
    let spec = |version: &Version| craftstrat_live::Spec {
        version: version.clone(),
        settings: craftstrat_engine::Settings::default(),
        series: ["btc-updown-5m", "eth-updown-15m"].map(|s| s.parse().unwrap()).to_vec(),
    };
    let start = |(i, version): (usize, &Version)| {
        let (run, spec) = (format!("run {i}"), Box::new(spec(version)));
        craftstrat_live::Input::Command(craftstrat_live::Command::Start { run, spec })
    };
    journal.commit(versions.iter().enumerate().map(start).collect()).unwrap();
    let mut dice = Dice(51);
    let mut instants = Instants::new();
    let mut memory = Vec::new();
    for hour in 0..hours {
        let from = START_MS + hour * HOUR_MS;
        for (asset, length, minutes) in [("btc", "5m", 5), ("eth", "15m", 15)] {
            for slot in 0..60 / minutes {
                let at = from / 1_000 + slot * minutes * 60;
                let market = market_of_slug(&format!("{asset}-updown-{length}-{at}")).unwrap();
                one_market(&mut dice, &market, 5_000, &mut instants);
            }
        }
        // The next hour's first markets are announced before this one is over.
        let next = instants.split_off(&(from + HOUR_MS - 30_000));
        for batch in std::mem::replace(&mut instants, next).into_iter().map(close) {
            journal.commit(batch).unwrap();
        }
        let (now, peak) = memory_mib();
        println!("hour {:2}: {now} MiB, {peak} MiB at most, {} records", hour + 1, journal.records());
        memory.push(now);
    }
    for batch in instants.into_iter().map(close) {
        journal.commit(batch).unwrap();
    }
    drop(journal);
    let settled = memory.get(1).copied().unwrap_or(memory[0]);
    let most = memory.iter().copied().max().unwrap_or(0);
    assert!(most <= settled + 16 + settled / 10, "from {settled} MiB to {most} MiB");
    let replayed = replay(&log, &library, &executor()).unwrap();
    assert!(replayed.runs.iter().all(|run| run.complete));
    compare_with_backtest(&library, &replayed, &versions);
    for run in &replayed.runs {
        println!("{}: {} orders, digest {}", run.name, run.record.orders.len(), run.record.digest);
    }
}
