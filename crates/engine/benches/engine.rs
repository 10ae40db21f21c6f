//! Rows per second of whole backtests on resident ticks, with strategies in plain Rust, on one core.
//!
//! `cargo bench -p craftstrat-engine --profile release`. Evaluation, risk, fills, ledger, digest and record are all in.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/engine/support/mod.rs"]
mod support;

use craftstrat_engine::{Control, Sequential, Settings, backtest};
use craftstrat_model::ticks::{LEVELS, book_columns, level_columns};
use craftstrat_model::{
    AccountView, Action, Column, Decision, Description, Fault, Market, Muted, Outcome, Risk, Side, SlotTicks,
    Strategy, StrategyFactory, Winner,
};
use std::time::Instant;
use support::source::{Memory, market};
use support::{Script, buy, close};

const ROWS: usize = 900;

/// Decides where a pure function of two columns says so, with the loop a compiled strategy would have.
struct Native {
    description: Description,
    threshold: f64,
    exit: Option<f64>,
}

struct Instance<'a> {
    native: &'a Native,
    values: Vec<f64>,
    rows: usize,
}

impl StrategyFactory for Native {
    fn description(&self) -> &Description {
        &self.description
    }

    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        Ok(Box::new(Instance { native: self, values: Vec::new(), rows: 0 }))
    }
}

impl Strategy for Instance<'_> {
    fn description(&self) -> &Description {
        &self.native.description
    }
    fn configure(&mut self, _: &[f64]) -> Result<(), Fault> {
        Ok(())
    }
    fn reset(&mut self) -> Result<(), Fault> {
        Ok(())
    }
    fn begin_slot(&mut self, _: &Market, _: bool) -> Result<(), Fault> {
        Ok(())
    }
    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        self.rows = rows as usize;
        self.values.clear();
        self.values.extend_from_slice(columns);
        Ok(())
    }
    fn next(
        &mut self,
        from: u32,
        until: u32,
        _: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault> {
        decisions.clear();
        let (asks, bids) = self.values.split_at(self.rows);
        let (entry, exit) = (buy(Outcome::Up, 10.0), close(Outcome::Up));
        let (may_buy, may_close) = (
            !muted.contains(Action(entry.signal, entry.outcome)),
            !muted.contains(Action(exit.signal, exit.outcome)),
        );
        for row in from as usize..until as usize {
            let enter = may_buy & (asks[row] < self.native.threshold);
            let leave = may_close & self.native.exit.is_some_and(|x| bids[row] > x);
            if enter | leave {
                if enter {
                    decisions.push(entry);
                }
                if leave {
                    decisions.push(exit);
                }
                return Ok(Some(row as u32));
            }
        }
        Ok(None)
    }
    fn explain(&mut self, _: u32, _: &AccountView) -> Result<Vec<f64>, Fault> {
        Ok(Vec::new())
    }
    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        Ok(Vec::new())
    }
    fn restore(&mut self, _: &[u8]) -> Result<Result<(), String>, Fault> {
        Ok(Ok(()))
    }
}

/// A slot whose Up ask walks between 0.30 and 0.70.
fn slot(number: i64, seed: &mut u64) -> SlotTicks {
    let winner = if number % 2 == 0 { Winner::Up } else { Winner::Down };
    let market = market("btc", number, Some(winner));
    let times: Vec<i64> = (0..ROWS as i64).map(|i| market.start.0 + i * 1_000).collect();
    let mut ticks = SlotTicks::new(market, times);
    let mut cents = 50_i64;
    let mut asks = Vec::with_capacity(ROWS);
    for _ in 0..ROWS {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        cents = (cents + (*seed >> 60) as i64 % 3 - 1).clamp(30, 70);
        asks.push(cents as f64 / 100.0);
    }
    let offset = |by: i64| -> Vec<f64> {
        asks.iter().map(|a| ((a * 100.0).round() as i64 + by) as f64 / 100.0).collect()
    };
    let complement =
        |v: Vec<f64>| -> Vec<f64> { v.iter().map(|a| (100.0 - (a * 100.0).round()) / 100.0).collect() };
    ticks.set(Column::BidUp, offset(-2));
    ticks.set(Column::AskUp2, offset(1));
    ticks.set(Column::BidUp2, offset(-3));
    ticks.set(Column::BidDown, complement(asks.clone()));
    ticks.set(Column::AskDown, complement(offset(-2)));
    ticks.set(Column::AskUp, asks);
    for outcome in Outcome::BOTH {
        for side in [Side::Bid, Side::Ask] {
            for depth in 0..LEVELS {
                ticks.set(level_columns(outcome, side, depth).1, vec![200.0; ROWS]);
            }
        }
    }
    // Everything is resident: whatever a market lacks is filled with missing now, not while it is measured.
    ticks.prepare(book_columns());
    ticks
}

/// A slot that offers Up below 0.40 in one of five.
fn quiet_slot(number: i64, seed: &mut u64) -> SlotTicks {
    let mut ticks = slot(number, seed);
    if number % 5 != 0 {
        let held: Vec<f64> = ticks.column(Column::AskUp).iter().map(|a| a.max(0.45)).collect();
        ticks.set(Column::AskUp, held);
    }
    ticks
}

fn native(threshold: f64, exit: Option<f64>, risk: Risk) -> Native {
    let mut description = Script::new(&[], |_, _| Vec::new()).description;
    description.columns = vec![Column::AskUp, Column::BidUp];
    description.risk = risk;
    Native { description, threshold, exit }
}

/// Time this thread has had a core, in seconds; wall time where the system does not say. Other load then does not count.
fn core_seconds(start: &Instant) -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let on_core = stat.split_whitespace().next().and_then(|ns| ns.parse::<f64>().ok());
    on_core.map_or_else(|| start.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

fn measure(name: &str, source: &Memory, native: &Native, settings: &Settings) {
    let mut best = f64::INFINITY;
    let (mut orders, mut rows) = (0, 0);
    let clock = Instant::now();
    for _ in 0..5 {
        let start = core_seconds(&clock);
        let run = backtest(source, native, &[], settings, &Sequential, &Control::default()).unwrap();
        best = best.min(core_seconds(&clock) - start);
        (orders, rows) = (run.orders.len(), run.rows);
    }
    let per_second = rows as f64 / best / 1e6;
    println!("{name:<44} {rows:>9} rows {orders:>7} orders {per_second:>8.1} M rows/s per core");
}

fn main() {
    let mut seed = 7;
    let source = Memory::of((0..4_000).map(|i| slot(i, &mut seed)).collect());
    let rich = Settings { cash: "1000000".parse().unwrap(), ..Settings::default() };
    let quiet = Memory::of((0..4_000).map(|i| quiet_slot(i, &mut seed)).collect());
    let asks: Vec<f64> =
        (0..64).flat_map(|_| slot(0, &mut seed).get(Column::AskUp).unwrap().to_vec()).collect();
    let mut sorted = asks.clone();
    sorted.sort_by(f64::total_cmp);
    let fifth = sorted[sorted.len() / 5] + 0.001;
    let fires = asks.iter().filter(|a| **a < fifth).count() as f64 / asks.len() as f64;
    println!("condition true on {:.0} % of the rows where it says `a fifth`", fires * 100.0);
    let stops = Risk { stop_loss_pct: Some(30.0), take_profit_pct: Some(40.0), ..Risk::default() };
    let capped = Risk { max_trades_per_slot: Some(1), ..stops };
    measure("never true", &source, &native(0.0, None, Risk::default()), &rich);
    measure("sparse: one slot in five trades", &quiet, &native(0.4, None, Risk::default()), &rich);
    measure("every slot trades once", &source, &native(0.45, None, Risk::default()), &rich);
    measure("true on a fifth, held to the end", &source, &native(fifth, None, Risk::default()), &rich);
    measure("true on a fifth, stop and target, one trade", &source, &native(fifth, None, capped), &rich);
    measure("true on a fifth, stop and target, re-enters", &source, &native(fifth, None, stops), &rich);
    measure(
        "true on a fifth, closes and re-enters",
        &source,
        &native(fifth, Some(fifth + 0.03), Risk::default()),
        &rich,
    );
    let tick = Settings { tick_by_tick: true, ..rich.clone() };
    measure("true on a fifth, row by row", &source, &native(fifth, None, Risk::default()), &tick);
}
