//! What a tick costs: many runs on many markets, 1 Hz with bursts, everything on the disk before it is announced.
//!
//! `cargo bench -p craftstrat-live` prints, for runs that share evaluations and runs that do not, the time from the
//! instant's inputs to the last announcement.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use craftstrat_engine::Settings;
use craftstrat_live::{Command, Input, Journal, JournalConfig, Library, Spec, Version};
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Series, TimeMs};
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{Dice, START_MS, add, executor, library_for, row};

const MARKETS: usize = 20;
const SECONDS: i64 = 60;
/// Between these seconds the books change 200 times a second.
const BURST: std::ops::Range<i64> = 20..30;

const DOCUMENT: &str = r#"{"mode":"form","name":"Cheap","parameters":[{"name":"below","default":0.3,"min":0.01,
    "max":0.99,"step":0.0001}],"conditions":[{"type":"AND","rules":[{"indicator":"ask_up","operator":"<","value":
    {"parameter":"below"}}]}],"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":5,
    "order_type":"market"},"risk":{"stoploss_pct":12,"take_profit_pct":15,"max_trades_per_slot":1}}"#;

fn series() -> Vec<Series> {
    (0..MARKETS).map(|i| format!("a{i}-updown-5m").parse().unwrap()).collect()
}

fn tick(dice: &mut Dice, market: usize, at: i64, sample: bool) -> Input {
    let symbol = format!("a{market}-updown-5m-{}", START_MS / 1_000);
    let cents = 30 + dice.below(40) as i64;
    let row = row(dice, sample, cents, 60_000.0);
    Input::Tick { symbol, at: TimeMs(at), row }
}

fn instants() -> Vec<Vec<Input>> {
    let mut dice = Dice(1);
    let mut all = Vec::new();
    for second in 0..SECONDS {
        let at = START_MS + second * 1_000;
        all.push((at, (0..MARKETS).map(|m| tick(&mut dice, m, at, true)).collect::<Vec<_>>()));
        if BURST.contains(&second) {
            for change in 1..200 {
                let at = at + change * 5;
                let market = dice.below(MARKETS as u64) as usize;
                all.push((at, vec![tick(&mut dice, market, at, false)]));
            }
        }
    }
    let close = |(at, mut inputs): (i64, Vec<Input>)| {
        inputs.push(Input::Until { to: TimeMs(at), clock: TimeMs(at) });
        inputs
    };
    all.into_iter().map(close).collect()
}

fn measure(name: &str, library: &Arc<Library>, versions: &[Version]) {
    let folder = tempfile::tempdir().unwrap();
    let config = JournalConfig::default();
    let mut journal = Journal::open(folder.path(), library, &executor(), config).unwrap().0;
    let starts = versions.iter().enumerate().map(|(i, version)| {
        let spec = Spec { version: version.clone(), settings: Settings::default(), series: series() };
        Input::Command(Command::Start { run: format!("run {i}"), spec: Box::new(spec) })
    });
    let mut first: Vec<Input> = starts.collect();
    for series in series() {
        let market = market_of_slug(&format!("{series}-{}", START_MS / 1_000)).unwrap();
        first.push(Input::Market(Box::new(market)));
    }
    journal.commit(first).unwrap();
    let instants = instants();
    let (mut taken, mut burst): (Vec<Duration>, Duration) = (Vec::new(), Duration::ZERO);
    let mut events = 0;
    for batch in instants {
        let inside = matches!(batch.last(), Some(Input::Until { to, .. }) if BURST.contains(&((to.0 - START_MS) / 1_000)));
        let started = Instant::now();
        events += journal.commit(batch).unwrap().len();
        let elapsed = started.elapsed();
        taken.push(elapsed);
        burst += if inside { elapsed } else { Duration::ZERO };
    }
    // The first instant starts the slots and makes the instances.
    let start = taken.remove(0);
    taken.sort();
    let at = |share: f64| taken[((taken.len() - 1) as f64 * share) as usize];
    println!(
        "{name}: {} runs, {} instances, {} instants, {events} events; start of the slots {start:?}; p50 {:?}, p99 {:?}, \
         max {:?}; 10 s of burst took {burst:?}",
        versions.len(),
        journal.desk().instances(),
        taken.len(),
        at(0.5),
        at(0.99),
        at(1.0),
    );
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_for(folder.path(), 24_000);
    let version = add(&library, DOCUMENT);
    let with = |below: f64| Version { parameters: vec![below], ..version.clone() };
    let spread = |n: usize, distinct: usize| -> Vec<Version> {
        (0..n).map(|i| with(0.2 + 0.6 * (i % distinct) as f64 / distinct as f64)).collect()
    };
    measure("1,000 runs, 20 versions", &library, &spread(1_000, 20));
    measure("1,000 runs, 1,000 versions", &library, &spread(1_000, 1_000));
    measure("10,000 runs, 1,000 versions", &library, &spread(10_000, 1_000));
}
