//! What the runtime costs, printed as a table. Run with `cargo bench -p craftstrat-runtime`.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/runtime/common/mod.rs"]
mod common;

use common::{Guest, config, market};
use craftstrat_model::{AccountView, Muted, Strategy, StrategyFactory};
use craftstrat_runtime::{FuelLimits, Loaded, Origin, Route, Runtime, RuntimeConfig};
use std::hint::black_box;
use std::time::Instant;

const ROUTES: [Route; 2] = [Route::Core, Route::Component];
const STRATEGIES: usize = 1_000;
const IDLE: usize = 30_000;

fn main() {
    // `cargo test --benches` only checks that it starts.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let runtime = Runtime::new(RuntimeConfig { instances_max: None, ..config() }).unwrap();
    println!("{}", runtime.capacity());
    println!("{:<58} {:>12} {:>12}", "", "core", "component");
    let component = Guest::base().component();
    let loaded = ROUTES.map(|route| runtime.load_by(&component, Origin::Compiled, route).unwrap());
    row("instantiate, configure, reset and drop (us)", loaded.each_ref().map(instantiate_us));
    row("reset, an empty call (ns)", loaded.each_ref().map(reset_ns));
    row("load of one row (ns)", loaded.each_ref().map(|l| load_ns(l, 1)));
    row("next on one row (ns)", loaded.each_ref().map(next_one_ns));
    row("load and next of one row, warm (ns)", loaded.each_ref().map(|l| row_ns(l, 1)));
    row("load of 4,096 rows (ns/row)", loaded.each_ref().map(|l| load_ns(l, 4_096) / 4_096.0));
    row("load and next of 4,096 rows (ns/row)", loaded.each_ref().map(|l| row_ns(l, 4_096) / 4_096.0));
    drop(loaded);
    let live = ROUTES.map(|route| live_us(&runtime, route));
    row("1,000 distinct strategies on one live row, best (us)", live.map(|[best, _]| best));
    row("1,000 distinct strategies on one live row, median (us)", live.map(|[_, median]| median));
    row("endless loop stopped after (ms)", ROUTES.map(|route| endless_ms("endless_loop", route)));
    row("endless division stopped after (ms)", ROUTES.map(|route| endless_ms("endless_division", route)));
    row("endless memory.fill stopped after (ms)", ROUTES.map(|route| endless_ms("endless_fill", route)));
    row("endless memory.grow stopped after (ms)", ROUTES.map(|route| endless_ms("endless_grow", route)));
    let compiled = ROUTES.map(|route| runtime.load_by(&document(0), Origin::Compiled, route).unwrap());
    row("compiled form, 4,096 rows (ns/row)", compiled.each_ref().map(form_row_ns));
    drop(compiled);
    for route in ROUTES {
        idle(&runtime, route);
    }
}

fn row(what: &str, [core, component]: [f64; 2]) {
    println!("{what:<58} {core:>12.2} {component:>12.2}");
}

/// The best of five runs of `f`, in ns each.
fn best_ns(times: u32, mut f: impl FnMut()) -> f64 {
    let run = |_| {
        let start = Instant::now();
        (0..times).for_each(|_| f());
        start.elapsed().as_secs_f64() * 1e9 / f64::from(times)
    };
    (0..5).map(run).fold(f64::INFINITY, f64::min)
}

fn ready(loaded: &Loaded) -> Box<dyn Strategy + Send + '_> {
    start(loaded, &[0.5])
}

fn start<'a>(loaded: &'a Loaded, parameters: &[f64]) -> Box<dyn Strategy + Send + 'a> {
    let mut strategy = loaded.instantiate().unwrap();
    strategy.configure(parameters).unwrap();
    strategy.reset().unwrap();
    strategy
}

fn instantiate_us(loaded: &Loaded) -> f64 {
    best_ns(1_000, || drop(black_box(ready(loaded)))) / 1e3
}

fn reset_ns(loaded: &Loaded) -> f64 {
    let mut strategy = ready(loaded);
    best_ns(100_000, || strategy.reset().unwrap())
}

fn load_ns(loaded: &Loaded, rows: usize) -> f64 {
    let mut strategy = ready(loaded);
    let columns = vec![0.9; rows];
    best_ns(10_000, || strategy.load(rows as u32, black_box(&columns)).unwrap())
}

fn next_one_ns(loaded: &Loaded) -> f64 {
    let mut strategy = ready(loaded);
    strategy.load(1, &[0.9]).unwrap();
    let mut decisions = Vec::new();
    best_ns(100_000, || {
        black_box(strategy.next(0, 1, &AccountView::FLAT, Muted::NONE, &mut decisions).unwrap());
    })
}

fn row_ns(loaded: &Loaded, rows: usize) -> f64 {
    let mut strategy = ready(loaded);
    let columns = vec![0.9; rows];
    let mut decisions = Vec::new();
    best_ns(10_000, || {
        strategy.load(rows as u32, black_box(&columns)).unwrap();
        black_box(strategy.next(0, rows as u32, &AccountView::FLAT, Muted::NONE, &mut decisions).unwrap());
    })
}

fn form_row_ns(loaded: &Loaded) -> f64 {
    const ROWS: usize = 4_096;
    let mut strategy = start(loaded, &[]);
    let columns = vec![0.5; ROWS * loaded.description().columns.len()];
    let mut decisions = Vec::new();
    best_ns(1_000, || {
        strategy.load(ROWS as u32, black_box(&columns)).unwrap();
        black_box(strategy.next(0, ROWS as u32, &AccountView::FLAT, Muted::NONE, &mut decisions).unwrap());
    }) / ROWS as f64
}

/// Every strategy its own component, instance and memory, so caches are cold; on this thread. Best and median of 501
/// passes over all of them.
fn live_us(runtime: &Runtime, route: Route) -> [f64; 2] {
    let load = |i| runtime.load_by(&document(i), Origin::Compiled, route).unwrap();
    let loaded: Vec<Loaded> = (0..STRATEGIES).map(load).collect();
    let mut strategies: Vec<_> = loaded.iter().map(|l| start(l, &[])).collect();
    let values = vec![0.9; loaded[0].description().columns.len()];
    let mut decisions = Vec::new();
    let mut pass = |_| {
        let start = Instant::now();
        for strategy in &mut strategies {
            strategy.load(1, &values).unwrap();
            black_box(strategy.next(0, 1, &AccountView::FLAT, Muted::NONE, &mut decisions).unwrap());
        }
        start.elapsed().as_secs_f64() * 1e6
    };
    let mut passes: Vec<f64> = (0..501).map(&mut pass).collect();
    passes.sort_by(f64::total_cmp);
    [passes[0], passes[250]]
}

/// A compiled form: an EMA against a threshold, and a spread. Another one for each number.
fn document(number: usize) -> Vec<u8> {
    let text = format!(
        r#"{{"mode":"form","name":"form {number}","conditions":[{{"type":"AND","rules":[{{"indicator":"EMA","period":20,
        "field":"mid_up","operator":">","value":0.9{number}}},{{"indicator":"spread_up","operator":"<","value":0.05}}]}}],
        "action":{{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":50,"order_type":"market"}}}}"#
    );
    craftstrat_compiler::compile(&text).unwrap_or_else(|problems| panic!("{problems:?}")).component
}

fn endless_ms(name: &str, route: Route) -> f64 {
    let config = RuntimeConfig { compiled_fuel: FuelLimits::FOREIGN, ..config() };
    let runtime = Runtime::new(config).unwrap();
    let loaded = runtime.load_by(&Guest::named(name).component(), Origin::Compiled, route).unwrap();
    let mut strategy = ready(&loaded);
    strategy.load(4_096, &[0.9; 4_096]).unwrap();
    let start = Instant::now();
    let fault = strategy.next(0, 4_096, &AccountView::FLAT, Muted::NONE, &mut Vec::new());
    fault.unwrap_err();
    start.elapsed().as_secs_f64() * 1e3
}

/// Makes 30,000 instances that have all seen a full load, as idle ones have.
fn idle(runtime: &Runtime, route: Route) {
    let loaded = runtime.load_by(&Guest::base().component(), Origin::Compiled, route).unwrap();
    let count = IDLE.min(runtime.free_places() as usize);
    let before = resident_bytes();
    let start = Instant::now();
    let mut instances: Vec<_> = (0..count).map(|_| ready(&loaded)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let fresh = (resident_bytes() - before) / count as f64 / 1024.0;
    for instance in &mut instances {
        instance.begin_slot(&market(), false).unwrap();
        instance.load(60, &[0.9; 60]).unwrap();
        instance.next(0, 60, &AccountView::FLAT, Muted::NONE, &mut Vec::new()).unwrap();
    }
    let used = (resident_bytes() - before) / count as f64 / 1024.0;
    println!(
        "{count} instances at once by {route:?}: made in {seconds:.2} s, {fresh:.1} KiB resident each when fresh, {used:.1} KiB \
         after 60 rows, {} mappings",
        mappings()
    );
}

fn resident_bytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split(' ').nth(1).unwrap().parse::<f64>().unwrap() * 4096.0
}

fn mappings() -> usize {
    std::fs::read_to_string("/proc/self/maps").unwrap().lines().count()
}
