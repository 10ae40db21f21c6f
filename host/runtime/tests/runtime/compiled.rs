//! Strategies from the compiler: both routes agree on them, they are small, and they stay within their fuel.

use crate::common::{market, runtime};
use craftstrat_model::{AccountView, Decision, Muted, Strategy, StrategyFactory};
use craftstrat_runtime::{Loaded, Origin, Route, inspect_bytes};
use proptest::prelude::*;
use proptest::strategy::Strategy as Values;

/// The form and the graph of the documentation, and one with state of every kind.
const DOCUMENTS: [&str; 3] = [
    r#"{"mode":"form","conditions":[{"type":"AND","rules":[{"indicator":"abs_move_pct","operator":">","value":3.0},
    {"indicator":"pct_into_slot","operator":"between","value":[0.1,0.4]},{"indicator":"spread_up","operator":"<",
    "value":0.05}]}],"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":50,"order_type":"market"},
    "risk":{"stoploss_pct":30,"take_profit_pct":80,"max_position_usdc":200,"max_trades_per_slot":1}}"#,
    r#"{"mode":"node","nodes":[{"id":"n1","type":"input","data":{"field":"abs_move_pct"}},{"id":"n2","type":"input",
    "data":{"field":"pct_into_slot"}},{"id":"n3","type":"indicator","data":{"fn":"EMA","period":20,"field":"mid_up"}},
    {"id":"n4","type":"comparator","data":{"operator":">","value":3.0}},{"id":"n5","type":"comparator","data":
    {"operator":"between","value":[0.1,0.3]}},{"id":"n6","type":"logic","data":{"operator":"AND"}},{"id":"n7",
    "type":"action","data":{"signal":"buy","outcome":"UP","size_usdc":50}}],"edges":[{"source":"n1","target":"n4"},
    {"source":"n2","target":"n5"},{"source":"n4","target":"n6"},{"source":"n5","target":"n6"},{"source":"n6",
    "target":"n7"}]}"#,
    r#"{"mode":"node","nodes":[{"id":"fast","type":"indicator","data":{"fn":"EMA","period":3,"field":"mid_up"}},
    {"id":"slow","type":"indicator","data":{"fn":"SMA","period":8,"field":"mid_up"}},{"id":"up","type":"comparator",
    "data":{"operator":">"}},{"id":"rsi","type":"indicator","data":{"fn":"RSI","period":5,"field":"bid_up"}},
    {"id":"low","type":"comparator","data":{"operator":"<","value":60}},{"id":"and","type":"logic","data":
    {"operator":"AND"}},{"id":"buy","type":"action","data":{"signal":"buy","outcome":"UP","size_usdc":25}},
    {"id":"sell","type":"action","data":{"signal":"close","outcome":"DOWN"}}],"edges":[{"source":"fast","target":"up"},
    {"source":"slow","target":"up"},{"source":"rsi","target":"low"},{"source":"up","target":"and"},{"source":"low",
    "target":"and"},{"source":"and","target":"buy"},{"source":"up","target":"sell"}]}"#,
];

struct Both {
    core: Loaded,
    component: Loaded,
}

thread_local! {
    static BOTH: Vec<Both> = {
        let runtime: &'static _ = Box::leak(Box::new(runtime()));
        let load = |document: &&str| {
            let bytes = craftstrat_compiler::compile(document).unwrap().component;
            let by = |route| runtime.load_by(&bytes, Origin::Compiled, route).unwrap();
            Both { core: by(Route::Core), component: by(Route::Component) }
        };
        DOCUMENTS.iter().map(load).collect()
    };
}

#[test]
fn compiled_components_pass_every_check() {
    for document in DOCUMENTS {
        let bytes = craftstrat_compiler::compile(document).unwrap().component;
        let inspection = inspect_bytes(&bytes, 64 << 10).unwrap();
        assert_eq!((inspection.core_modules, inspection.not_previewable), (1, None));
        assert!(inspection.memory_bytes_max.is_some());
        assert_eq!(runtime().load(&bytes, Origin::Compiled).unwrap().route(), Route::Core);
    }
}

#[test]
fn a_compiled_strategy_runs_as_foreign_code_too() {
    let runtime = runtime();
    for document in DOCUMENTS {
        let bytes = craftstrat_compiler::compile(document).unwrap().component;
        let loaded = runtime.load(&bytes, Origin::Foreign).unwrap();
        let columns = vec![0.5; loaded.description().columns.len() * 1_000];
        let mut strategy = started(&loaded);
        strategy.load(1_000, &columns).unwrap();
        strategy.next(0, 1_000, &AccountView::FLAT, Muted::ALL, &mut Vec::new()).unwrap();
    }
}

fn started(loaded: &Loaded) -> Box<dyn Strategy + Send + '_> {
    let mut strategy = loaded.instantiate().unwrap();
    let defaults: Vec<f64> = loaded.description().parameters.iter().map(|p| p.default).collect();
    strategy.configure(&defaults).unwrap();
    strategy.reset().unwrap();
    strategy.begin_slot(&market(), false).unwrap();
    strategy
}

/// What fired, what was explained, what was saved.
type Played = (Vec<(u32, Vec<Decision>)>, Vec<u64>, Vec<u8>);

/// Rows scanned, explained in between, saved at the end: numbers as bits.
fn play(loaded: &Loaded, values: &[f64], rows: usize, muted: u32) -> Played {
    let width = loaded.description().columns.len();
    let columns: Vec<f64> = values.iter().copied().cycle().take(width * rows).collect();
    let mut strategy = started(loaded);
    let (mut fired, mut bits, mut decisions) = (Vec::new(), Vec::new(), Vec::new());
    let rows = rows as u32;
    strategy.load(rows, &columns).unwrap();
    let mut from = 0;
    while from < rows {
        bits.extend(strategy.explain(from, &AccountView::FLAT).unwrap().iter().map(|v| v.to_bits()));
        let until = (from + 7).min(rows);
        match strategy.next(from, until, &AccountView::FLAT, Muted::from_bits(muted), &mut decisions).unwrap()
        {
            Some(row) => {
                fired.push((row, decisions.clone()));
                from = row + 1;
            }
            None => from = until,
        }
    }
    (fired, bits, strategy.save().unwrap())
}

fn value() -> impl Values<Value = f64> {
    prop_oneof![
        6 => (0..=100_u8).prop_map(|cents| f64::from(cents) / 100.0),
        1 => (0..=10_u8).prop_map(f64::from),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(-1.0)],
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn routes_agree_on_compiled_strategies(
        values in prop::collection::vec(value(), 1..200),
        rows in 1_usize..60,
        muted in 0..256_u32,
    ) {
        BOTH.with(|both| {
            for Both { core, component } in both {
                assert_eq!(play(core, &values, rows, muted), play(component, &values, rows, muted));
            }
        });
    }
}
