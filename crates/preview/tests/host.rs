//! The page and the host agree: ticks out of a bundle give the digests of the ticks that went in, by Wasmtime and, where
//! the worker was built, by the worker's own code in Node.
#![allow(clippy::unwrap_used)]

use craftstrat_api::report::{Strategy, StrategyKind};
use craftstrat_data::generate::{self, GeneratorSettings};
use craftstrat_engine::{Control, Sequential};
use craftstrat_model::{Column, ColumnSet, StrategyFactory, TickSource, TimeMs};
use craftstrat_preview::{
    BundleSource, PreviewRequest, PreviewSettings, Runnable, Source, Subject, bundle, explain, why_not,
};
use craftstrat_runtime::{Loaded, Origin, Runtime, RuntimeConfig};
use std::path::{Path, PathBuf};
use std::process::Command;

fn documents() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/documents");
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), read(&path)))
        .collect();
    found.sort();
    assert!(found.len() >= 6, "{found:?}");
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Slots of two series, one of them with gaps in what is recorded.
fn ticks(slots: u32) -> generate::MemorySource {
    let from = TimeMs::from_date(2026, 9, 28);
    let of = |series: &str, slots: u32| {
        let mut settings = GeneratorSettings::new(series.parse().unwrap(), from, slots, 7);
        settings.events = slots < 200;
        generate::slots(&settings).collect::<Vec<_>>()
    };
    let mut all = of("btc-updown-15m", slots);
    all.extend(of("eth-updown-5m", 4).into_iter().map(|slot| {
        let mut bare = craftstrat_model::SlotTicks::new(slot.market().clone(), slot.times().to_vec());
        let kept = Column::ALL.iter().copied().filter(|c| *c != Column::SettlementPrice);
        kept.for_each(|c| {
            if let Some(values) = slot.get(c) {
                bare.set(c, values.to_vec());
            }
        });
        bare
    }));
    generate::MemorySource::new(all)
}

fn all_stored() -> ColumnSet {
    Column::ALL.iter().copied().filter(|c| c.is_stored()).collect()
}

fn bundle_of(source: &dyn TickSource) -> Vec<u8> {
    (0..source.markets().len())
        .flat_map(|m| bundle::encode_market(source, m, all_stored()).unwrap())
        .collect()
}

fn load(runtime: &Runtime, document: &str) -> Loaded {
    let compiled = craftstrat_compiler::compile(document).unwrap();
    runtime.load(&compiled.component, Origin::Compiled).unwrap()
}

fn request(document: &str, source: &dyn TickSource, settings: PreviewSettings) -> PreviewRequest {
    PreviewRequest {
        source: Source::Document(document.to_owned()),
        parameters: Default::default(),
        settings,
        markets: source.markets().iter().map(|m| m.slug.clone()).collect(),
    }
}

fn run(
    source: &dyn TickSource,
    factory: &dyn StrategyFactory,
    request: &PreviewRequest,
) -> craftstrat_preview::Finished {
    let about = Strategy {
        name: factory.description().name.clone(),
        hash: String::new(),
        kind: StrategyKind::Form,
        version: String::new(),
    };
    craftstrat_preview::run(source, Runnable { factory, about: &about }, request, &|| 0.0).unwrap()
}

/// Plenty of cash, so little that it runs out and everything is run again in the order of time, and other fees.
fn settings() -> [PreviewSettings; 3] {
    let cash = |dollars: i64| PreviewSettings {
        cash_usdc: craftstrat_model::Usdc::from_micros(dollars * 1_000_000),
        ..PreviewSettings::default()
    };
    let fees = PreviewSettings {
        fee_rate: Some(craftstrat_model::Price::from_micros(30_000)),
        ..PreviewSettings::default()
    };
    [PreviewSettings::default(), cash(60), fees]
}

#[test]
fn decoded_ticks_give_the_digests_of_the_original() {
    let original = ticks(24);
    let decoded = BundleSource::decode(&bundle_of(&original)).unwrap();
    let runtime = Runtime::new(RuntimeConfig::default()).unwrap();
    let mut traded = 0;
    for (name, document) in documents() {
        let factory = load(&runtime, &document);
        for settings in settings() {
            let request = request(&document, &original, settings);
            let there = run(&original, &factory, &request);
            let here = run(&decoded, &factory, &request);
            assert_eq!(there.outcome, here.outcome, "{name}");
            assert_eq!(there.records, here.records, "{name}");
            traded += here.outcome.totals.trades;
            let of_slots: u64 = here.outcome.slots.iter().map(|s| u64::from(s.trades)).sum();
            assert_eq!(of_slots, here.outcome.totals.trades, "{name}");
        }
    }
    assert!(traded > 20, "only {traded} trades: nothing was compared");
}

#[test]
fn looking_into_a_run_does_not_need_the_other_markets_nor_change_it() {
    let source = ticks(6);
    let runtime = Runtime::new(RuntimeConfig::default()).unwrap();
    for (name, document) in documents() {
        let factory = load(&runtime, &document);
        let program = craftstrat_compiler::compile(&document).unwrap().program;
        let finished = run(&source, &factory, &request(&document, &source, PreviewSettings::default()));
        let control = Control::default();
        for market in finished.replay.markets.iter().copied().filter(|m| *m < 3) {
            let alone = [market];
            let subject = |markets| Subject {
                source: &source,
                factory: &factory,
                parameters: &finished.replay.parameters,
                settings: &finished.replay.settings,
                markets,
                executor: &Sequential,
                control: &control,
            };
            let all = subject(&finished.replay.markets);
            let at = source.markets()[market].start.0 + 100_500;
            let explained = explain(&all, market, at).unwrap();
            assert!(explained.at_ms >= at, "{name}");
            assert_eq!(explained.nodes.len(), factory.description().nodes.len(), "{name}");
            if finished.replay.apart {
                assert_eq!(explain(&subject(&alone), market, at).unwrap(), explained, "{name}");
            }
            let near = why_not(&all, &program, market).unwrap().unwrap();
            let ids: Vec<&str> = program.explained.iter().map(|e| e.id.as_str()).collect();
            assert!(ids.contains(&near.action.as_str()), "{name}: {near:?}");
            assert_eq!(near.held as usize + near.failed.len(), near.required as usize, "{name}");
            assert!(near.failed.iter().all(|f| ids.contains(&f.node.as_str())), "{name}: {near:?}");
            let slot = finished.outcome.slots.iter().find(|s| s.market == near.market).unwrap();
            if slot.orders > 0 {
                assert!(near.failed.is_empty(), "{name}: it traded, so everything held: {near:?}");
            }
        }
    }
}

#[test]
fn the_nearest_miss_names_the_number_and_its_threshold() {
    let source = ticks(2);
    let market = &source.markets()[0];
    let ticks = source.load(0, ColumnSet::EMPTY.with(Column::BidUp)).unwrap();
    let highest = ticks.column(Column::BidUp).iter().copied().fold(0.0, f64::max);
    let row = ticks.column(Column::BidUp).iter().position(|v| *v == highest).unwrap();
    let document = r#"{"mode":"form","conditions":[{"type":"AND","rules":[
        {"indicator":"bid_up","operator":">","value":0.9999},
        {"indicator":"pct_into_slot","operator":">=","value":0}]}],
        "action":{"signal":"buy","outcome":"UP","size_usdc":10}}"#;
    let runtime = Runtime::new(RuntimeConfig::default()).unwrap();
    let factory = load(&runtime, document);
    let program = craftstrat_compiler::compile(document).unwrap().program;
    let (settings, control) = (PreviewSettings::default().engine().unwrap(), Control::default());
    let subject = Subject {
        source: &source,
        factory: &factory,
        parameters: &[],
        settings: &settings,
        markets: &[0],
        executor: &Sequential,
        control: &control,
    };
    let near = why_not(&subject, &program, 0).unwrap().unwrap();
    assert_eq!((near.market.as_str(), near.row), (market.slug.as_str(), row as u64));
    assert_eq!((near.held, near.required, near.failed.len()), (1, 2, 1));
    let failed = &near.failed[0];
    assert_eq!((failed.node.as_str(), failed.operator.as_str()), ("group/0/rule/0", ">"));
    assert_eq!((failed.actual, failed.needed), (Some(highest), Some(0.9999)));
}

/// The folder with the worker's built code: `preview.js` and its module.
fn worker() -> Option<PathBuf> {
    let given = std::env::var_os("CRAFTSTRAT_PREVIEW_BUILD").map(PathBuf::from);
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist/assets/preview");
    given.or(Some(built)).filter(|folder| folder.is_dir())
}

#[test]
fn the_workers_own_code_gives_the_same_digests() {
    let node = Command::new("node").arg("--version").output();
    let (Some(worker), Ok(_)) = (worker(), node) else {
        println!("SKIPPED: the page is not built, or there is no node");
        return;
    };
    let slots = std::env::var("CRAFTSTRAT_PREVIEW_SLOTS").ok().and_then(|s| s.parse().ok());
    let source = ticks(slots.unwrap_or(24));
    let runtime = Runtime::new(RuntimeConfig::default()).unwrap();
    let mut cases = Vec::new();
    for (name, document) in documents() {
        let factory = load(&runtime, &document);
        for settings in settings() {
            let request = request(&document, &source, settings);
            let digest = run(&source, &factory, &request).outcome.digest;
            cases.push(serde_json::json!({ "name": name, "request": request, "digest": digest }));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bundle.bin"), bundle_of(&source)).unwrap();
    std::fs::write(folder.path().join("cases.json"), serde_json::to_vec(&cases).unwrap()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/preview/tests/digest.mjs");
    let status = Command::new("node").arg(script).arg(worker).arg(folder.path()).status().unwrap();
    assert!(status.success());
}
