//! Feed, desk, disk and crashes under one seed and a virtual clock; what must always hold is checked after every record.
//!
//! The short form runs 12 seeds. `CRAFTSTRAT_SEEDS=2000` runs so many, `CRAFTSTRAT_SEED=7` runs that one again.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_engine::effect::EffectKind;
use craftstrat_engine::record::TradeSide;
use craftstrat_engine::risk::Guard;
use craftstrat_live::{
    Command, Disk, Input, Journal, JournalConfig, JournalError, Library, Said, Version, What,
};
use craftstrat_model::{Outcome, TimeMs};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Error, ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;
use support::{
    CARRYING, CHEAP, CHEAPER, CROSS, Dice, QUOTING, add, executor, feed, outcome, start, start_with,
};

/// A disk that writes at once or, now and then, only a part, and then says that it failed, or that it is full, which it then is
/// for a while. Nothing is synchronised: here nobody pulls the plug but the disk itself.
struct Moody {
    dice: Dice,
    /// Writes for which there will be no room.
    full: u64,
}

impl Moody {
    fn new(seed: u64) -> Box<Self> {
        Box::new(Self { dice: Dice(seed), full: 0 })
    }
}

impl Disk for Moody {
    fn append(&mut self, file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
        if self.full == 0 && self.dice.below(60) == 0 {
            self.full = 1 + self.dice.below(4);
        } else if self.full == 0 && self.dice.below(60) != 0 {
            return file.write_all(bytes);
        }
        let part = self.dice.below(bytes.len() as u64 + 1) as usize;
        file.write_all(&bytes[..part])?;
        if self.full == 0 {
            return Err(Error::other("the disk failed on purpose"));
        }
        self.full -= 1;
        Err(Error::from(ErrorKind::StorageFull))
    }
}

/// A disk that never fails.
struct Calm;

impl Disk for Calm {
    fn append(&mut self, file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
        file.write_all(bytes)
    }
}

fn open(folder: &Path, library: &Arc<Library>, disk: Box<dyn Disk>) -> Journal {
    let config = JournalConfig { snapshot_every: 25, file_bytes_max: 40_000 };
    Journal::open_on(&folder.join("log"), library, &executor(), config, disk).unwrap().0
}

fn any_command(dice: &mut Dice, versions: &[Version]) -> Command {
    let run = format!("run {}", dice.below(4));
    let version = versions[dice.below(versions.len() as u64) as usize].clone();
    match dice.below(9) {
        0 => Command::Stop { run },
        1 => Command::Shadow { run, version },
        2 => Command::Swap { run },
        3 => Command::Discard { run },
        4 => Command::Change { run, version },
        5 => Command::Kill { run: None, on: dice.below(3) == 0 },
        6 => Command::Kill { run: Some(run), on: dice.below(2) == 0 },
        7 => {
            let Input::Command(start) = start(&run, version, "80") else { unreachable!() };
            start
        }
        _ => {
            let max_exposure_usdc = (dice.below(2) == 0).then(|| "90".parse().unwrap());
            let max_drawdown = (dice.below(3) == 0).then(|| "40".parse().unwrap());
            Command::Limit(Guard { max_exposure_usdc, max_drawdown, ..Guard::default() })
        }
    }
}

/// A day as it may come: rows lost, doubled, late, of unknown markets; commands at any time.
fn day(seed: u64, versions: &[Version]) -> Vec<Vec<Input>> {
    let mut dice = Dice(seed ^ 0x5eed);
    let mut first: Vec<Input> =
        (0..2).map(|i| start(&format!("run {i}"), versions[i].clone(), "60")).collect();
    let mut settings = craftstrat_engine::Settings::default();
    settings.guard.max_entries_per_minute = Some(3);
    first.push(start_with("run 2", versions[2].clone(), settings));
    let mut all = vec![first];
    let mut old: Vec<Input> = Vec::new();
    for mut batch in feed(seed, 2, 3_000) {
        match dice.below(30) {
            0 => batch.retain(|input| !matches!(input, Input::Tick { .. })),
            1 => batch.splice(0..0, old.clone()).for_each(drop),
            2 => batch = [batch.clone(), batch].concat(),
            3 => {
                let symbol = "sol-updown-5m-1".to_owned();
                batch.insert(0, Input::Tick { symbol, at: TimeMs(1), row: craftstrat_live::Row::new(true) });
            }
            4 | 5 => all.push(vec![Input::Command(any_command(&mut dice, versions))]),
            _ => {}
        }
        old = batch.iter().filter(|input| matches!(input, Input::Tick { .. })).cloned().collect();
        all.push(batch);
    }
    all
}

/// What is known from outside: rows handed over, and shares that fills and settlements leave.
#[derive(Default)]
struct Witness {
    handed: BTreeSet<(String, TimeMs)>,
    ends: BTreeMap<String, TimeMs>,
    shares: BTreeMap<(u32, u32, Outcome), i64>,
    killed: BTreeMap<u32, bool>,
}

impl Witness {
    fn hears(&mut self, inputs: &[Input], said: &[Said], journal: &Journal) {
        for input in inputs {
            match input {
                Input::Tick { symbol, at, .. } => {
                    self.handed.insert((symbol.clone(), *at));
                }
                Input::Market(market) => {
                    self.ends.insert(market.slug.clone(), market.end);
                }
                _ => {}
            }
        }
        for Said { run, what } in said {
            match what {
                What::Kill { on } => {
                    self.killed.insert(*run, *on);
                }
                What::Booked { market, effect } => self.booked(*run, *market, effect, journal),
                What::Settled { market, .. } => self.shares.retain(|(r, m, _), shares| {
                    assert!((r, m) != (run, market) || *shares == 0, "shares outlived their market");
                    true
                }),
                _ => {}
            }
        }
        self.holds(journal);
    }

    fn booked(
        &mut self,
        run: u32,
        market: u32,
        effect: &craftstrat_engine::effect::Effect,
        journal: &Journal,
    ) {
        assert!(effect.at <= journal.desk().now(), "something happened before its time");
        let mut add =
            |outcome, shares: i64| *self.shares.entry((run, market, outcome)).or_default() += shares;
        match &effect.kind {
            EffectKind::Approved { order, .. } => {
                assert!(self.handed.iter().any(|(_, at)| *at == order.decided_at), "decided on no row");
                assert!(self.ends.values().any(|end| order.decided_at < *end));
                let killed = [0, run].iter().any(|who| self.killed.get(who) == Some(&true));
                assert!(!killed || order.side == TradeSide::Sell, "an entry past the kill switch");
            }
            EffectKind::Filled { fill, .. } => {
                assert!(self.handed.iter().any(|(_, at)| *at == fill.at), "filled on no row");
                let shares = fill.shares.micros();
                add(fill.outcome, if fill.side == TradeSide::Buy { shares } else { -shares });
            }
            EffectKind::Merged { shares, .. } => {
                Outcome::BOTH.into_iter().for_each(|outcome| add(outcome, -shares.micros()));
            }
            EffectKind::Settled { outcome, shares, .. } => add(*outcome, -shares.micros()),
            EffectKind::Closed(trade) => {
                // What a sale left and nobody can sell is written off.
                let left = self.shares.entry((run, market, trade.outcome)).or_default();
                assert!((0..10_000).contains(left), "closed with {left} micro-shares left");
                *left = 0;
            }
            EffectKind::Released { .. }
            | EffectKind::Ended { .. }
            | EffectKind::Abandoned { .. }
            | EffectKind::Faulted(_) => {}
        }
    }

    /// Positions are the sum of fills; nobody has less than nothing.
    fn holds(&self, journal: &Journal) {
        let mut held: BTreeMap<u32, Vec<i64>> = BTreeMap::new();
        for ((run, ..), shares) in self.shares.iter().filter(|(_, shares)| **shares != 0) {
            held.entry(*run).or_default().push(*shares);
        }
        for run in journal.desk().status() {
            assert!(run.account.cash.micros() >= 0);
            let markets = run.account.markets.iter();
            let mut own: Vec<i64> = markets.flat_map(|m| m.held.iter().map(|h| h.shares.micros())).collect();
            let mut fills = held.remove(&run.number).unwrap_or_default();
            own.sort_unstable();
            fills.sort_unstable();
            assert_eq!(own, fills, "{}: positions are not the sum of fills", run.name);
        }
    }
}

/// One seed: a day on a calm disk, the same day on a moody one with crashes; both come to the same.
fn simulate(seed: u64, folder: &Path, library: &Arc<Library>, versions: &[Version]) -> (usize, u64, u64) {
    let day = day(seed, versions);
    let calm = folder.join(format!("calm {seed}"));
    let mut journal = open(&calm, library, Box::new(Calm));
    let mut witness = Witness::default();
    for inputs in &day {
        let said = journal.commit(inputs.clone()).unwrap();
        witness.hears(inputs, &said, &journal);
    }
    drop(journal);
    let expected = craftstrat_live::replay(&calm.join("log"), library, &executor()).unwrap();

    let moody = folder.join(format!("moody {seed}"));
    let mut dice = Dice(seed ^ 0xd15c);
    let (mut crashes, mut fulls) = (0, 0);
    let mut journal = open(&moody, library, Moody::new(dice.roll()));
    while (journal.records() as usize) < day.len() {
        let record = journal.records() as usize;
        let now = journal.desk().now();
        let mut written = journal.commit(day[record].clone());
        // Without room nothing has happened, however often it is tried; unless somebody pulls the plug meanwhile.
        while written.as_ref().is_err_and(JournalError::is_full) && dice.below(8) != 0 {
            fulls += 1;
            assert_eq!((journal.records() as usize, journal.desk().now()), (record, now));
            written = journal.retry();
        }
        if written.is_err() || dice.below(80) == 0 {
            crashes += 1;
            drop(journal);
            journal = open(&moody, library, Moody::new(dice.roll()));
            let records = journal.records() as usize;
            let at_least = record + usize::from(written.is_ok());
            assert!((at_least..=record + 1).contains(&records), "{records} records after {record}");
        }
    }
    drop(journal);
    let replayed = craftstrat_live::replay(&moody.join("log"), library, &executor()).unwrap();
    assert_eq!(outcome(&replayed), outcome(&expected));
    (expected.runs.iter().map(|run| run.record.orders.len()).sum(), crashes, fulls)
}

#[test]
fn whatever_happens_what_must_hold_holds() {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let seeds: Vec<u64> = match (number("CRAFTSTRAT_SEED"), number("CRAFTSTRAT_SEEDS")) {
        (Some(seed), _) => vec![seed],
        (None, count) => (0..count.unwrap_or(12)).collect(),
    };
    let folder = tempfile::tempdir().unwrap();
    let library = support::library(folder.path());
    let versions: Vec<Version> =
        [CHEAP, CROSS, QUOTING, CARRYING, CHEAPER].iter().map(|d| add(&library, d)).collect();
    let (mut orders, mut crashes, mut fulls) = (0, 0, 0);
    for seed in &seeds {
        let run = || simulate(*seed, folder.path(), &library, &versions);
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        let (o, c, f) = result.unwrap_or_else(|_| panic!("CRAFTSTRAT_SEED={seed} repeats this"));
        (orders, crashes, fulls) = (orders + o, crashes + c, fulls + f);
        for name in ["calm", "moody"] {
            std::fs::remove_dir_all(folder.path().join(format!("{name} {seed}"))).unwrap();
        }
    }
    println!("{} seeds, {orders} orders, {crashes} crashes, {fulls} times no room", seeds.len());
    assert!(
        orders > 10 * seeds.len() && crashes as usize > seeds.len() && fulls as usize > seeds.len(),
        "{orders} orders, {crashes} crashes, {fulls} times no room"
    );
}
