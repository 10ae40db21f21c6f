//! Compiled strategies with fuel against hand-written Rust on the same columns, in one run on one core: an EMA cross with
//! three filters and a stateless rule, batches of 4,096 rows that stay loaded. Prints nanoseconds per row and the ratio.
//!
//! `cargo bench -p craftstrat-compiler --bench rows`
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/guest.rs"]
#[allow(dead_code)]
mod guest;

use craftstrat_compiler::emit;
use craftstrat_compiler::ir::*;
use craftstrat_model::column::Scope;
use craftstrat_model::*;
use guest::Guest;
use std::hint::black_box;
use std::time::Instant;
use wasmtime::{Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

const ROWS: usize = 4_096;
/// Different batches, each in an instance of its own, so that no branch predictor learns them by heart.
const TABLES: usize = 16;
/// Times each batch is consumed in one measurement.
const ROUNDS: usize = 5;
const REPEATS: usize = 40;

/// Columns as a strategy gets them.
struct Table {
    sample: Vec<f64>,
    pct_into_slot: Vec<f64>,
    spread: Vec<f64>,
    mid: Vec<f64>,
    abs_move: Vec<f64>,
}

impl Table {
    fn column(&self, column: Column) -> &[f64] {
        match column {
            Column::Sample => &self.sample,
            Column::PctIntoSlot => &self.pct_into_slot,
            Column::SpreadUp => &self.spread,
            Column::MidUp => &self.mid,
            _ => &self.abs_move,
        }
    }
}

/// A random walk. `calm`: every row is a sample and the move is hardly ever above the stateless rule's threshold.
/// Otherwise a quarter of the rows are event rows, at random, the move is above the threshold on half of the rows, and
/// the spread keeps the rules from firing.
fn table(calm: bool, mut seed: u64) -> Table {
    let mut unit = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut mid = 0.5_f64;
    let mut all =
        Table { sample: vec![], pct_into_slot: vec![], spread: vec![], mid: vec![], abs_move: vec![] };
    for row in 0..ROWS {
        mid = (mid + (unit() - 0.5) * 0.02).clamp(0.05, 0.95);
        all.sample.push(f64::from(u8::from(calm || unit() < 0.75)));
        all.mid.push(if unit() < 0.01 { f64::NAN } else { (mid * 100.0).round() / 100.0 });
        all.spread.push(if unit() < if calm { 0.3 } else { 0.995 } { 0.06 } else { 0.01 });
        all.pct_into_slot.push(row as f64 / ROWS as f64);
        all.abs_move.push(if calm { unit() * 3.003 } else { unit() * 6.0 });
    }
    all
}

fn program(nodes: Vec<Op>, when: Ref, size: Ref) -> Program {
    let nodes = nodes.into_iter().enumerate().map(|(i, op)| Node { key: format!("n{i}"), op }).collect();
    Program {
        name: "bench".to_owned(),
        nodes,
        actions: vec![ActionNode {
            when,
            signal: Signal::Buy,
            outcome: Outcome::Up,
            size_mode: SizeMode::Usdc,
            size,
            kelly_fraction: 1.0,
            order_type: OrderType::Market,
            price: None,
            explained: 0,
        }],
        parameters: vec![],
        explained: vec![Explained { id: "action".to_owned(), node: when }],
        warm_up_rows: 0,
        risk: Risk::default(),
    }
}

const FAST: f64 = 2.0 / 13.0;
const SLOW: f64 = 2.0 / 27.0;

fn ema_cross() -> Program {
    let m = Memory { clock: Clock::Sample, scope: Scope::Slot };
    program(
        vec![
            Op::Column(Column::MidUp),
            Op::Const(FAST),
            Op::Const(SLOW),
            Op::Ema(m, 0, 1),
            Op::Ema(m, 0, 2),
            Op::Cross(m, 3, 4),
            Op::Column(Column::SpreadUp),
            Op::Const(0.05),
            Op::Compare(Compare::Lt, 6, 7),
            Op::Column(Column::PctIntoSlot),
            Op::Const(0.1),
            Op::Compare(Compare::Ge, 9, 10),
            Op::Column(Column::AbsMovePct),
            Op::Const(1.5),
            Op::Compare(Compare::Gt, 12, 13),
            Op::And(vec![5, 8, 11, 14]),
            Op::Const(50.0),
        ],
        15,
        16,
    )
}

fn stateless() -> Program {
    program(
        vec![
            Op::Column(Column::AbsMovePct),
            Op::Const(3.0),
            Op::Compare(Compare::Gt, 0, 1),
            Op::Column(Column::PctIntoSlot),
            Op::Const(0.1),
            Op::Compare(Compare::Ge, 3, 4),
            Op::Const(0.4),
            Op::Compare(Compare::Le, 3, 6),
            Op::Column(Column::SpreadUp),
            Op::Const(0.05),
            Op::Compare(Compare::Lt, 8, 9),
            Op::And(vec![2, 5, 7, 10]),
            Op::Const(50.0),
        ],
        11,
        12,
    )
}

/// What the EMA cross remembers, written by hand. NaN is "not begun".
struct NativeCross {
    fast: f64,
    slow: f64,
    was_below: bool,
}

impl NativeCross {
    #[inline(never)]
    fn next(&mut self, t: &Table, from: usize, until: usize) -> Option<usize> {
        let (sample, mid, spread) = (&t.sample[..until], &t.mid[..until], &t.spread[..until]);
        let (pct, abs_move) = (&t.pct_into_slot[..until], &t.abs_move[..until]);
        for row in from..until {
            let x = mid[row];
            let mut crossed = false;
            if sample[row] != 0.0 {
                if !x.is_nan() {
                    self.fast = if self.fast.is_nan() { x } else { self.fast + FAST * (x - self.fast) };
                    self.slow = if self.slow.is_nan() { x } else { self.slow + SLOW * (x - self.slow) };
                }
                if self.fast > self.slow {
                    crossed = self.was_below;
                    self.was_below = false;
                } else if self.fast <= self.slow {
                    self.was_below = true;
                }
            }
            if crossed && spread[row] < 0.05 && pct[row] >= 0.1 && abs_move[row] > 1.5 {
                return Some(row);
            }
        }
        None
    }
}

#[inline(never)]
fn native_stateless(t: &Table, from: usize, until: usize) -> Option<usize> {
    let (abs_move, pct, spread) = (&t.abs_move[..until], &t.pct_into_slot[..until], &t.spread[..until]);
    let holds =
        |row: &usize| abs_move[*row] > 3.0 && pct[*row] >= 0.1 && pct[*row] <= 0.4 && spread[*row] < 0.05;
    (from..until).find(holds)
}

/// Best nanoseconds per row of several repeats, and the number of rows that fired. `next(table, from)` consumes rows of a
/// batch.
fn measure(mut next: impl FnMut(usize, usize) -> Option<usize>) -> (f64, usize) {
    let mut best = f64::MAX;
    let mut fired = 0;
    for _ in 0..REPEATS {
        fired = 0;
        let start = Instant::now();
        for batch in 0..ROUNDS * TABLES {
            let mut from = 0;
            while let Some(row) = next(batch % TABLES, black_box(from)) {
                fired += 1;
                from = row + 1;
            }
        }
        best = best.min(start.elapsed().as_nanos() as f64 / (ROUNDS * TABLES * ROWS) as f64);
    }
    (best, fired)
}

fn guest_on(engine: &Engine, component: &[u8], table: &Table) -> Guest {
    let mut guest = Guest::new(engine, component);
    guest.configure(&[]).unwrap();
    guest.reset().unwrap();
    guest.begin_slot(&slug::market_of_slug("btc-updown-15m-1770138000").unwrap(), false).unwrap();
    let columns = guest.description().columns.clone();
    let values: Vec<f64> = columns.iter().flat_map(|c| table.column(*c).to_vec()).collect();
    guest.load(ROWS as u32, &values).unwrap();
    guest
}

/// Measures one strategy against `native(table, from)` and prints a line per engine.
fn compare(
    name: &str,
    engines: &[(&str, Engine)],
    program: &Program,
    tables: &[Table],
    native: impl FnMut(usize, usize) -> Option<usize>,
) {
    let component = emit::component(program, "{}").unwrap();
    let (native_ns, native_fired) = measure(native);
    for (engine_name, engine) in engines {
        let mut guests: Vec<Guest> = tables.iter().map(|t| guest_on(engine, &component, t)).collect();
        let fuel = |guests: &[Guest]| guests.iter().map(|g| g.fuel_used()).sum::<u64>();
        let before = fuel(&guests);
        let mut decisions = Vec::new();
        let (ns, fired) = measure(|table, from| {
            let account = &AccountView::FLAT;
            let row = guests[table].next(from as u32, ROWS as u32, account, Muted::NONE, &mut decisions);
            row.unwrap().map(|r| r as usize)
        });
        assert_eq!(fired, native_fired, "both must fire on the same rows");
        let fuel = (fuel(&guests) - before) as f64 / (REPEATS * ROUNDS * TABLES * ROWS) as f64;
        let fired = fired as f64 / (ROUNDS * TABLES) as f64;
        let ratio = ns / native_ns;
        println!(
            "{name:<32} {engine_name:<16} {native_ns:>6.2} {ns:>6.2} {ratio:>5.2}x {fuel:>6.1} {fired:>6.1}"
        );
    }
}

fn main() {
    let mut fuel = Config::new();
    fuel.consume_fuel(true);
    let mut pool = PoolingAllocationConfig::default();
    pool.max_memory_size(4 << 20).total_memories(32).total_core_instances(32).total_component_instances(32);
    let mut pooled = Config::new();
    pooled
        .consume_fuel(true)
        .memory_reservation(4 << 20)
        .memory_guard_size(0)
        .guard_before_linear_memory(false);
    pooled.memory_may_move(false).memory_reservation_for_growth(0).concurrency_support(false);
    pooled.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    let engines =
        [("fuel", Engine::new(&fuel).unwrap()), ("fuel, 4 MiB pool", Engine::new(&pooled).unwrap())];
    println!(
        "{:<32} {:<16} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "ns per row", "engine", "native", "wasm", "ratio", "fuel", "fired"
    );
    for (calm, kind) in [(true, "calm"), (false, "mixed")] {
        let tables: Vec<Table> = (0..TABLES as u64).map(|i| table(calm, 7 + i)).collect();
        let fresh = || NativeCross { fast: f64::NAN, slow: f64::NAN, was_below: false };
        let mut crosses: Vec<NativeCross> = (0..TABLES).map(|_| fresh()).collect();
        compare(&format!("EMA cross + 3 filters, {kind}"), &engines, &ema_cross(), &tables, |table, from| {
            crosses[table].next(&tables[table], from, ROWS)
        });
        compare(&format!("stateless rule, {kind}"), &engines, &stateless(), &tables, |table, from| {
            native_stateless(black_box(&tables[table]), from, ROWS)
        });
    }
}
