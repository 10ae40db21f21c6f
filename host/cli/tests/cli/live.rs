//! A paper session over recorded ticks, replayed by the real binary: the backtest's digest comes out.

use crate::support::{Bench, repo};
use craftstrat_data::{Selection, TickStore};
use craftstrat_engine::Settings;
use craftstrat_live::{Command, Input, Journal, JournalConfig, Library, Row, Spec, Version};
use craftstrat_model::{Column, Market, StrategyFactory, TickSource, TimeMs};
use craftstrat_runtime::{Origin, RayonExecutor, Runtime, RuntimeConfig};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const FORM: &str = "examples/documents/price_to_beat.form.json";

/// Everything in the store as a feed would have handed it over.
fn feed(data: &Path) -> BTreeMap<TimeMs, Vec<Input>> {
    let store = TickStore::open(data).unwrap();
    let source = store.select(&Selection::default()).unwrap();
    let stored = Column::ALL.iter().copied().filter(|c| c.is_stored()).collect();
    let mut inputs: BTreeMap<TimeMs, Vec<Input>> = BTreeMap::new();
    for (i, market) in source.markets().iter().enumerate() {
        let ticks = source.load(i, stored).unwrap();
        let symbol = market.slug.clone();
        let mut put = |at: TimeMs, input| inputs.entry(at).or_default().push(input);
        let unknown = Market { price_to_beat: f64::NAN, ..market.clone() };
        put(market.start.plus_ms(-60_000), Input::Market(Box::new(unknown)));
        let (value, at) = (market.price_to_beat, market.price_to_beat_at);
        put(market.start, Input::PriceToBeat { symbol: symbol.clone(), value, at });
        for (place, at) in ticks.times().iter().enumerate() {
            let row = Row::of(&ticks, place).unwrap();
            put(TimeMs(*at), Input::Tick { symbol: symbol.clone(), at: TimeMs(*at), row });
        }
        let (winner, source) = (market.winner, market.winner_source);
        put(market.end.plus_ms(8_000), Input::Resolved { symbol, winner, source });
    }
    inputs
}

fn paper(folder: &Path, data: &Path) {
    let runtime = Arc::new(Runtime::new(RuntimeConfig::default()).unwrap());
    let library = Arc::new(Library::open(&folder.join("components"), runtime, |_| Origin::Compiled).unwrap());
    let executor = Arc::new(RayonExecutor::new(1).unwrap());
    let document = std::fs::read_to_string(repo(FORM)).unwrap();
    let compiled = craftstrat_compiler::compile(&document).unwrap();
    let component = library.add(&compiled.component).unwrap();
    let loaded = library.get(&component).unwrap();
    let parameters = loaded.description().parameters.iter().map(|p| p.default).collect();
    let version = Version { component, parameters };
    let series = vec!["sim-updown-15m".parse().unwrap()];
    let spec = Box::new(Spec { version, settings: Settings::default(), series });
    let (mut journal, _) =
        Journal::open(&folder.join("log"), &library, &executor, JournalConfig::default()).unwrap();
    journal.commit(vec![Input::Command(Command::Start { run: "paper".into(), spec })]).unwrap();
    let mut instants = feed(data).into_iter().peekable();
    while instants.peek().is_some() {
        // A minute at a time: what is handed over together makes no difference.
        let mut together = Vec::new();
        for (to, mut inputs) in instants.by_ref().take(60) {
            together.append(&mut inputs);
            together.push(Input::Until { to, clock: to });
        }
        journal.commit(together).unwrap();
    }
}

#[test]
fn a_paper_session_replays_to_the_digest_of_the_backtest() {
    let bench = Bench::with_generated(24);
    let backtest = bench.json(&["backtest", &repo(FORM), "--no-variants"]);
    assert!(!backtest["fills"].as_array().unwrap().is_empty());
    paper(&bench.path("paper"), &bench.path("data"));
    let path = bench.path("paper").display().to_string();
    let replayed = bench.json(&["live", "replay", &path]);
    let run = &replayed["runs"][0];
    assert_eq!(run["digest"], backtest["digest"]);
    assert_eq!(run["fills"], backtest["fills"].as_array().unwrap().len());
    assert_eq!(run["complete"], true);
    assert!(bench.ok(&["live", "replay", &path]).contains(run["digest"].as_str().unwrap()));
}

#[test]
fn a_folder_without_a_log_is_bad_input_and_damage_is_named() {
    let bench = Bench::with_generated(1);
    let said = bench.fails(2, &["live", "replay", &bench.path("data").display().to_string()]);
    assert!(said.contains("log"), "{said}");
    paper(&bench.path("paper"), &bench.path("data"));
    let folder = bench.path("paper").join("log");
    let file = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).min().unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[5_000] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let said = bench.fails(1, &["live", "replay", &bench.path("paper").display().to_string()]);
    assert!(said.contains("damaged at byte"), "{said}");
}
