//! A market feed out of a seed, real strategies out of documents, and journals in temporary folders.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

pub mod compare;

use craftstrat_engine::Settings;
use craftstrat_live::{
    Command, Disk, Input, Journal, JournalConfig, Library, Recovered, Replayed, Row, Spec, Version, replay,
};
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::ticks::level_columns;
use craftstrat_model::{
    Column, Market, Outcome, Series, Side, StrategyFactory, TimeMs, Winner, WinnerSource,
};
use craftstrat_runtime::{Origin, RayonExecutor, Runtime, RuntimeConfig};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

/// 2026-09-28T09:00:00Z.
pub const START_MS: i64 = TimeMs::from_date(2026, 9, 28).0 + 9 * 3_600_000;

/// Writes records and waits for no disk: for measurements of everything else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hasty;

impl Disk for Hasty {
    fn append(&mut self, file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
        file.write_all(bytes)
    }
}

/// Memory of this process in MiB: now, and at most.
pub fn memory_mib() -> (u64, u64) {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) >> 10
    };
    (of("VmRSS:"), of("VmHWM:"))
}

/// SplitMix64: small, seeded, the same everywhere.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.roll() % n
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// Buys Up cheaply, with a stop and a target; reads nothing of its account.
pub const CHEAP: &str = r#"{"mode":"form","name":"Cheap","conditions":[{"type":"AND","rules":[
    {"indicator":"ask_up","operator":"<","value":0.55},{"indicator":"pct_into_slot","operator":"between",
    "value":[0.1,0.8]}]}],"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":20,
    "order_type":"market"},"risk":{"stoploss_pct":12,"take_profit_pct":15,"max_trades_per_slot":3}}"#;

/// The same idea with another threshold: what a user's next version looks like.
pub const CHEAPER: &str = r#"{"mode":"form","name":"Cheap","conditions":[{"type":"AND","rules":[
    {"indicator":"ask_up","operator":"<","value":0.45},{"indicator":"pct_into_slot","operator":"between",
    "value":[0.1,0.8]}]}],"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":20,
    "order_type":"market"},"risk":{"stoploss_pct":12,"take_profit_pct":15,"max_trades_per_slot":3}}"#;

/// Two averages of the book cross; sells what it has when they cross back.
pub const CROSS: &str = r#"{"mode":"node","nodes":[{"id":"fast","type":"indicator","data":{"fn":"EMA","period":3,
    "field":"mid_up"}},{"id":"slow","type":"indicator","data":{"fn":"SMA","period":12,"field":"mid_up"}},
    {"id":"up","type":"comparator","data":{"operator":">"}},{"id":"down","type":"comparator","data":{"operator":"<"}},
    {"id":"buy","type":"action","data":{"signal":"buy","outcome":"UP","size_usdc":25}},{"id":"sell","type":"action",
    "data":{"signal":"close","outcome":"UP"}}],"edges":[{"source":"fast","target":"up","targetHandle":"a"},
    {"source":"slow","target":"up","targetHandle":"b"},{"source":"fast","target":"down","targetHandle":"a"},
    {"source":"slow","target":"down","targetHandle":"b"},{"source":"up","target":"buy"},{"source":"down",
    "target":"sell"}]}"#;

/// An average of the underlying's price, which carries over from slot to slot.
pub const CARRYING: &str = r#"{"mode":"node","nodes":[{"id":"ema","type":"indicator","data":{"fn":"EMA","period":50,
    "field":"chainlink_price"}},{"id":"price","type":"input","data":{"field":"chainlink_price"}},{"id":"up",
    "type":"comparator","data":{"operator":">"}},{"id":"buy","type":"action","data":{"signal":"buy","outcome":"UP",
    "size_usdc":15}}],"edges":[{"source":"price","target":"up","targetHandle":"a"},{"source":"ema","target":"up",
    "targetHandle":"b"},{"source":"up","target":"buy"}],"risk":{"max_trades_per_slot":2}}"#;

/// Quotes with limit orders and looks at its position.
pub const QUOTING: &str = include_str!("../../../../examples/documents/spread_capture.graph.json");

/// Stakes a part of what it owns.
pub const EQUITY: &str = r#"{"mode":"form","name":"Part","conditions":[{"type":"AND","rules":[
    {"indicator":"mid_up","operator":"<","value":0.5}]}],"action":{"signal":"buy","outcome":"DOWN",
    "size_mode":"equity_pct","size":20,"order_type":"market"},"risk":{"max_trades_per_slot":2}}"#;

pub const DOCUMENTS: [&str; 5] = [CHEAP, CHEAPER, CROSS, CARRYING, QUOTING];

pub fn executor() -> Arc<RayonExecutor> {
    Arc::new(RayonExecutor::new(2).unwrap())
}

/// The library of a folder, with a runtime of its own: what a new process has.
pub fn library(folder: &Path) -> Arc<Library> {
    library_for(folder, 512)
}

pub fn library_for(folder: &Path, instances: u32) -> Arc<Library> {
    let config = RuntimeConfig { instances_max: Some(instances), ..RuntimeConfig::default() };
    let runtime = Arc::new(Runtime::new(config).unwrap());
    Arc::new(Library::open(&folder.join("components"), runtime, |_| Origin::Compiled).unwrap())
}

/// Compiles a document and adds it; its parameters have their defaults.
pub fn add(library: &Library, document: &str) -> Version {
    let compiled = craftstrat_compiler::compile(document).unwrap_or_else(|e| panic!("{e:#?}"));
    let component = library.add(&compiled.component).unwrap();
    let loaded = library.get(&component).unwrap();
    let parameters = loaded.description().parameters.iter().map(|p| p.default).collect();
    Version { component, parameters }
}

pub fn open(folder: &Path, snapshot_every: u64) -> (Journal, Recovered, Arc<Library>) {
    let library = library(folder);
    let config = JournalConfig { snapshot_every, ..JournalConfig::default() };
    let (journal, found) = Journal::open(&folder.join("log"), &library, &executor(), config).unwrap();
    (journal, found, library)
}

pub fn replayed(folder: &Path) -> Replayed {
    replay(&folder.join("log"), &library(folder), &executor()).unwrap()
}

/// By run: name, whether it is complete, digest, orders.
pub fn outcome(replayed: &Replayed) -> Vec<(String, bool, String, usize)> {
    let of = |run: &craftstrat_live::ReplayedRun| {
        (run.name.clone(), run.complete, run.record.digest.clone(), run.record.orders.len())
    };
    replayed.runs.iter().map(of).collect()
}

pub fn start(run: &str, version: Version, cash: &str) -> Input {
    let settings = Settings { cash: cash.parse().unwrap(), ..Settings::default() };
    start_with(run, version, settings)
}

pub fn start_with(run: &str, version: Version, settings: Settings) -> Input {
    let series: Vec<Series> = ["btc-updown-5m", "eth-updown-5m"].map(|s| s.parse().unwrap()).to_vec();
    Input::Command(Command::Start { run: run.into(), spec: Box::new(Spec { version, settings, series }) })
}

/// What a feed would hand over, one batch an instant: `slots` slots of two series, `late_ms` from a slot's end to its
/// winner.
pub fn feed(seed: u64, slots: i64, late_ms: i64) -> Vec<Vec<Input>> {
    let mut dice = Dice(seed);
    let mut instants = Instants::new();
    for slot in 0..slots {
        for asset in ["btc", "eth"] {
            let start = START_MS / 1_000 + slot * 300;
            let market = market_of_slug(&format!("{asset}-updown-5m-{start}")).unwrap();
            one_market(&mut dice, &market, late_ms, &mut instants);
        }
    }
    instants.into_iter().map(close).collect()
}

/// Inputs by the instant at which they come.
pub type Instants = BTreeMap<i64, Vec<Input>>;

/// The inputs of an instant, complete.
pub fn close((at, mut inputs): (i64, Vec<Input>)) -> Vec<Input> {
    let to = TimeMs(at);
    inputs.push(Input::Until { to, clock: to });
    inputs
}

/// Everything of one market: its announcement 20 s before it starts, rows, its winner `late_ms` after it ends.
pub fn one_market(dice: &mut Dice, market: &Market, late_ms: i64, instants: &mut Instants) {
    let symbol = market.slug.clone();
    let mut put = |at: i64, input: Input| instants.entry(at).or_default().push(input);
    put(market.start.0 - 20_000, Input::Market(Box::new(market.clone())));
    let price = 60_000.0 + dice.below(1_000) as f64;
    let heard = market.start.plus_ms(1_400);
    put(market.start.0 + 1_000, Input::PriceToBeat { symbol: symbol.clone(), value: price, at: heard });
    let (mut cents, mut spot) = (40 + dice.below(20) as i64, price);
    for second in 0..(market.end.0 - market.start.0) / 1_000 {
        let at = market.start.0 + second * 1_000;
        if dice.below(40) == 0 {
            continue;
        }
        cents = (cents + dice.below(5) as i64 - 2).clamp(6, 92);
        spot += dice.below(21) as f64 - 10.0;
        put(at, Input::Tick { symbol: symbol.clone(), at: TimeMs(at), row: row(dice, true, cents, spot) });
        if dice.below(8) == 0 {
            cents = (cents + dice.below(3) as i64 - 1).clamp(6, 92);
            let at = at + 100 + dice.below(800) as i64;
            let row = row(dice, false, cents, spot);
            put(at, Input::Tick { symbol: symbol.clone(), at: TimeMs(at), row });
        }
    }
    let winner = dice.pick(&[Some(Winner::Up), Some(Winner::Down), Some(Winner::Split), None]);
    let source = if winner.is_some() { WinnerSource::Metadata } else { WinnerSource::Unresolved };
    put(market.end.0 + late_ms, Input::Resolved { symbol, winner, source });
}

pub fn row(dice: &mut Dice, sample: bool, cents: i64, spot: f64) -> Row {
    let mut row = Row::new(sample);
    for outcome in Outcome::BOTH {
        let bid = if outcome == Outcome::Up { cents } else { 98 - cents };
        for side in [Side::Bid, Side::Ask] {
            for depth in 0..3 {
                let step = depth as i64;
                let price = if side == Side::Bid { bid - step } else { bid + 2 + step };
                let (prices, sizes) = level_columns(outcome, side, depth);
                if (1..=99).contains(&price) {
                    row.set(prices, price as f64 / 100.0).unwrap();
                    row.set(sizes, (10 + dice.below(90)) as f64).unwrap();
                } else {
                    row.set(sizes, 0.0).unwrap();
                }
            }
        }
    }
    row.set(Column::ChainlinkPrice, spot).unwrap();
    row.set(Column::SettlementPrice, spot).unwrap();
    row
}
