//! What a tick costs: many runs on many markets, 1 Hz with bursts, everything on the disk before it is announced.
//!
//! `cargo bench -p craftstrat-live --bench desk --profile release` prints, for runs that share evaluations and runs that do
//! not, the time from a frame's inputs to the last announcement, with and without waiting for the disk; how far a desk that
//! gets them in time falls behind; and what 40,000 running strategies take.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use craftstrat_engine::Settings;
use craftstrat_live::{Command, Disk, Input, Journal, JournalConfig, Library, Spec, SystemDisk, Version};
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Series, TimeMs};
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{CARRYING, Dice, Hasty, QUOTING, START_MS, add, executor, library_for, memory_mib, row};

/// Buys when a price is reached; decides rarely. Nobody looks at the account, so equal versions share.
const DOCUMENT: &str = r#"{"mode":"form","name":"Cheap","parameters":[{"name":"below","default":0.3,"min":0.01,
    "max":0.99,"step":0.0001}],"conditions":[{"type":"AND","rules":[{"indicator":"ask_up","operator":"<","value":
    {"parameter":"below"}}]}],"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":5,
    "order_type":"market"},"risk":{"stoploss_pct":12,"take_profit_pct":15,"max_trades_per_slot":1}}"#;

/// Buys whenever a price is reached, with a stop and a target: every run decides in most frames.
fn eager() -> String {
    DOCUMENT.replace(",\"max_trades_per_slot\":1", "")
}

fn series(markets: usize) -> Vec<Series> {
    (0..markets).map(|i| format!("a{i}-updown-5m").parse().unwrap()).collect()
}

/// A feed: so many markets at 1 Hz for so long; during the burst the books change 200 times a second.
struct Feed {
    markets: usize,
    seconds: i64,
    burst: Range<i64>,
}

impl Feed {
    fn tick(dice: &mut Dice, market: usize, at: i64, sample: bool) -> Input {
        let symbol = format!("a{market}-updown-5m-{}", START_MS / 1_000);
        let cents = 30 + dice.below(40) as i64;
        let row = row(dice, sample, cents, 60_000.0);
        Input::Tick { symbol, at: TimeMs(at), row }
    }

    fn instants(&self) -> Vec<(i64, Vec<Input>)> {
        let mut dice = Dice(1);
        let mut all = Vec::new();
        for second in 0..self.seconds {
            let at = START_MS + second * 1_000;
            let rows: Vec<Input> = (0..self.markets).map(|m| Self::tick(&mut dice, m, at, true)).collect();
            all.push((at, rows));
            if self.burst.contains(&second) {
                for change in 1..200 {
                    let at = at + change * 5;
                    let market = dice.below(self.markets as u64) as usize;
                    all.push((at, vec![Self::tick(&mut dice, market, at, false)]));
                }
            }
        }
        for (at, inputs) in &mut all {
            inputs.push(Input::Until { to: TimeMs(*at), clock: TimeMs(*at) });
        }
        all
    }
}

/// The time taken by each of some frames.
#[derive(Default)]
struct Taken(Vec<Duration>);

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut sorted = self.0.clone();
        sorted.sort();
        let ms = |share: f64| {
            let place = ((sorted.len().max(1) - 1) as f64 * share) as usize;
            sorted.get(place).map_or(0.0, |d| d.as_secs_f64() * 1e3)
        };
        write!(f, "p50 {:.2}, p99 {:.2}, most {:.2} ms of {}", ms(0.5), ms(0.99), ms(1.0), sorted.len())
    }
}

/// What `measure` is about: who runs on which of the series.
struct Case<'a> {
    name: &'a str,
    feed: Feed,
    versions: &'a [Version],
    /// Each run trades so many of the series, one after the other.
    each: usize,
}

impl Case<'_> {
    fn open(&self, library: &Arc<Library>, disk: Box<dyn Disk>, folder: &std::path::Path) -> Journal {
        let mut journal =
            Journal::open_on(folder, library, &executor(), JournalConfig::default(), disk).unwrap().0;
        let all = series(self.feed.markets);
        let starts = self.versions.iter().enumerate().map(|(i, version)| {
            let series = (0..self.each).map(|k| all[(i * self.each + k) % all.len()].clone()).collect();
            let settings = Settings { cash: "100000".parse().unwrap(), ..Settings::default() };
            let spec = Spec { version: version.clone(), settings, series };
            Input::Command(Command::Start { run: format!("run {i}"), spec: Box::new(spec) })
        });
        let mut first: Vec<Input> = starts.collect();
        for series in &all {
            let market = market_of_slug(&format!("{series}-{}", START_MS / 1_000)).unwrap();
            first.push(Input::Market(Box::new(market)));
        }
        journal.commit(first).unwrap();
        journal
    }

    fn measure(&self, library: &Arc<Library>) {
        println!("\n{}", self.name);
        for (disk, how) in [
            (Box::new(Hasty) as Box<dyn Disk>, "not waiting for the disk"),
            (Box::new(SystemDisk), "on the disk (fsync)"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let mut journal = self.open(library, disk, folder.path());
            let (mut seconds, mut changes) = (Taken::default(), Taken::default());
            // A clock of its own: a frame waits for its time and for the one before it.
            let (mut free, mut behind, mut words) = (Duration::ZERO, Duration::ZERO, 0);
            let mut start = None;
            for (at, batch) in self.feed.instants() {
                let came = Duration::from_millis((at - START_MS) as u64);
                let begun = Instant::now();
                words += journal.commit(batch).unwrap().len();
                let took = begun.elapsed();
                if start.is_none() {
                    // It starts the slots and makes the instances.
                    start = Some(took);
                    continue;
                }
                free = free.max(came) + took;
                behind = behind.max(free - came);
                let one = at % 1_000 == 0;
                if one { seconds.0.push(took) } else { changes.0.push(took) }
            }
            let decided: u64 = journal.desk().status().iter().map(|run| run.decided).sum();
            println!(
                "  {how}: {} runs, {} instances; start of the slots {:.1} ms; all markets at once: {seconds}; one \
                 book's change: {changes}; {decided} decisions, {words} words; at most {:.1} ms behind",
                self.versions.len(),
                journal.desk().instances(),
                start.unwrap_or_default().as_secs_f64() * 1e3,
                behind.as_secs_f64() * 1e3,
            );
        }
    }
}

fn forty_thousand() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_for(folder.path(), 30_000);
    // It looks at its own position, so nobody shares an instance.
    let version = add(&library, QUOTING);
    let before = memory_mib().0;
    let feed = Feed { markets: 40, seconds: 20, burst: 10..11 };
    let versions = vec![version; 40_000];
    let case = Case { name: "", feed, versions: &versions, each: 1 };
    let begun = Instant::now();
    let mut journal = case.open(&library, Box::new(Hasty), &folder.path().join("log"));
    let started = begun.elapsed();
    let mut taken = Taken::default();
    for (_, batch) in case.feed.instants() {
        let begun = Instant::now();
        journal.commit(batch).unwrap();
        taken.0.push(begun.elapsed());
    }
    let first = taken.0.remove(0);
    println!(
        "\n40,000 runs, none shared, places for 28,125\n  started in {started:?}, first instant {first:?}; {taken}; {} \
         instances, {} parked; {} MiB more than before",
        journal.desk().instances(),
        journal.desk().parked(),
        memory_mib().0 - before,
    );
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_for(folder.path(), 28_000);
    let (rare, often, carrying) = (add(&library, DOCUMENT), add(&library, &eager()), add(&library, CARRYING));
    let spread = |of: &Version, n: usize, distinct: usize| -> Vec<Version> {
        let below = |i: usize| 0.2 + 0.6 * (i % distinct) as f64 / distinct as f64;
        (0..n).map(|i| Version { parameters: vec![below(i)], ..of.clone() }).collect()
    };
    let minute = || Feed { markets: 20, seconds: 40, burst: 20..30 };
    let one = || Feed { markets: 1, seconds: 20, burst: 5..15 };
    let versions = spread(&rare, 1_000, 1_000);
    Case {
        name: "1,000 runs, all different, each on 20 markets",
        feed: minute(),
        versions: &versions,
        each: 20,
    }
    .measure(&library);
    Case { name: "1,000 runs, all different, on one market", feed: one(), versions: &versions, each: 1 }
        .measure(&library);
    let versions = spread(&often, 1_000, 1_000);
    Case {
        name: "1,000 runs on one market that decide as often as they may",
        feed: one(),
        versions: &versions,
        each: 1,
    }
    .measure(&library);
    let mut versions = spread(&rare, 1_000, 1_000);
    versions.extend(vec![carrying; 9_000]);
    Case {
        name: "10,000 runs on one market, 9,000 share an evaluation",
        feed: one(),
        versions: &versions,
        each: 1,
    }
    .measure(&library);
    drop(library);
    forty_thousand();
}
