//! A strategy written with the guest SDK is the same strategy natively and as a component: the same rows give the same decisions, explanations and
//! saved bytes, by either way the runtime has of calling a component.
//!
//! The guests are built by `cargo xtask guests`; without them the test says that it was skipped.

use craftstrat_compiler::wrap::wrap_core_module;
use craftstrat_model::{
    AccountView, Decision, Duration, Market, Muted, Series, Strategy as Port, StrategyFactory, TimeMs,
};
use craftstrat_runtime::{Origin, Route, Runtime};
use craftstrat_sdk::Strategy;
use craftstrat_sdk::testing::Native;
use proptest::prelude::{Just, Strategy as Generator, any, prop, prop_oneof};
use proptest::test_runner::{Config, TestRng, TestRunner};
use std::cell::Cell;

const START_MS: i64 = 1_790_586_000_000;

/// What happens to an instance: rows in batches, an account and muted actions for each.
#[derive(Clone, Debug)]
struct Batch {
    rows: Vec<(f64, f64, bool)>,
    shares: [bool; 2],
    muted: u32,
}

fn batches() -> impl Generator<Value = Vec<Batch>> {
    // A level for each batch and cents around it, so that averages mean something and books are missing now and then.
    let level = prop_oneof![2 => 5_u32..95, 1 => 86_u32..93];
    let cents = prop_oneof![12 => (0_u32..5).prop_map(f64::from), 1 => Just(f64::NAN)];
    let rows = prop::collection::vec((cents, 0.0..0.02, any::<bool>()), 1..60);
    let batch = (level, rows, any::<[bool; 2]>(), prop_oneof![3 => Just(0_u32), 1 => 0_u32..256]);
    let batch = batch.prop_map(|(level, mut rows, shares, muted)| {
        rows.iter_mut().for_each(|row| row.0 = (f64::from(level) + row.0) / 100.0);
        Batch { rows, shares, muted }
    });
    prop::collection::vec(batch, 1..8)
}

/// Everything an instance says.
#[derive(Debug, Default, PartialEq)]
struct Said {
    fired: Vec<(u32, Vec<Decision>)>,
    shown: Vec<Vec<u64>>,
    saved: Vec<Vec<u8>>,
}

fn market() -> Market {
    let series = Series::new("btc", Duration::M15).unwrap();
    Market::new("btc-updown-15m-1790586000".to_owned(), series, TimeMs(START_MS))
}

fn run(factory: &dyn StrategyFactory, batches: &[Batch]) -> Said {
    let description = factory.description();
    let mut said = Said::default();
    let mut instance = factory.instantiate().unwrap();
    let defaults: Vec<f64> = description.parameters.iter().map(|p| p.default).collect();
    instance.configure(&defaults).unwrap();
    instance.reset().unwrap();
    instance.begin_slot(&market(), false).unwrap();
    let mut second = 0;
    for batch in batches {
        let held = |held: bool, value: f64| if held { value } else { f64::NAN };
        let account = AccountView {
            shares: batch.shares.map(|h| if h { 25.0 } else { 0.0 }),
            average_cost: batch.shares.map(|h| held(h, 0.4)),
            opened_at_ms: batch.shares.map(|h| held(h, START_MS as f64)),
            open_orders: batch.muted % 3,
            ..AccountView::FLAT
        };
        let columns = columns(description, batch, second);
        second += batch.rows.len();
        consume(&mut *instance, batch, &account, &columns, &mut said);
    }
    said
}

fn consume(instance: &mut dyn Port, batch: &Batch, account: &AccountView, columns: &[f64], said: &mut Said) {
    let rows = batch.rows.len() as u32;
    instance.load(rows, columns).unwrap();
    let (mut at, mut decisions) = (0, Vec::new());
    while at < rows {
        let shown = instance.explain(at, account).unwrap();
        said.shown.push(shown.into_iter().map(f64::to_bits).collect());
        match instance.next(at, rows, account, Muted::from_bits(batch.muted), &mut decisions).unwrap() {
            Some(row) => {
                said.fired.push((row, decisions.clone()));
                at = row + 1;
            }
            None => at = rows,
        }
    }
    let saved = instance.save().unwrap();
    assert_eq!(instance.restore(&saved).unwrap(), Ok(()));
    assert!(instance.restore(b"nonsense").unwrap().is_err());
    said.saved.push(saved);
}

/// The declared columns of plausible rows: a mid and a half spread make a book.
fn columns(description: &craftstrat_model::Description, batch: &Batch, second: usize) -> Vec<f64> {
    let mut data = Vec::new();
    for column in &description.columns {
        for (index, (mid, half, sample)) in batch.rows.iter().enumerate() {
            let at = (second + index) as f64;
            data.push(match column.name() {
                "sample" => f64::from(u8::from(*sample)),
                "captured_at" => START_MS as f64 + at * 1e3,
                "seconds_to_close" => (900.0 - at * 6.0).max(1.0),
                "bid_up" => mid - half,
                "ask_up" => mid + half,
                "bid_down" => 1.0 - mid - half,
                "ask_down" => 1.0 - mid + half,
                "mid_up" => *mid,
                "mid_down" => 1.0 - mid,
                _ => f64::NAN,
            });
        }
    }
    data
}

fn check<S: Strategy>(runtime: &Runtime, name: &str) {
    let exe = std::env::current_exe().unwrap();
    let core = exe.ancestors().nth(3).unwrap().join("wasm32-unknown-unknown/guest").join(name);
    let Ok(core) = std::fs::read(core.with_extension("wasm")) else {
        eprintln!("SKIPPED: no built guest {name}; run `cargo xtask guests` first");
        return;
    };
    let component = wrap_core_module(&core).unwrap();
    let native = Native::<S>::default();
    let guests =
        [Route::Component, Route::Core].map(|r| runtime.load_by(&component, Origin::Foreign, r).unwrap());
    for guest in &guests {
        let stale = "the guest is older than its source: cargo xtask guests";
        assert_eq!(guest.description(), native.description(), "{stale}");
    }
    let config = Config { cases: 24, ..Config::default() };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let fired = Cell::new(0);
    let result = runner.run(&batches(), |batches| {
        let expected = run(&native, &batches);
        fired.set(fired.get() + expected.fired.len());
        for guest in &guests {
            assert_eq!(run(guest, &batches), expected);
        }
        Ok(())
    });
    result.unwrap_or_else(|e| panic!("{name}: {e}"));
    assert!(fired.get() > 20, "{name} decided on {} rows only", fired.get());
}

#[test]
fn components_say_what_the_strategy_says_natively() {
    let runtime = Runtime::new(crate::common::config()).unwrap();
    check::<late_favourite::LateFavourite>(&runtime, "late_favourite");
    check::<dip_rebound::DipRebound>(&runtime, "dip_rebound");
    check::<maker_pair::MakerPair>(&runtime, "maker_pair");
}
