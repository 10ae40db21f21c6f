//! Rules T1 to T6, P1 to P3 and D1 of docs/SEMANTICS.md: what is evaluated when, faults, loading, the digest.

use crate::support::*;
use craftstrat_engine::record::{Cause, OrderEnd};
use craftstrat_engine::{
    BacktestError, Control, Sequential, Settings, backtest, backtest_markets, markets_to_rerun,
};
use craftstrat_model::ticks::book_columns;
use craftstrat_model::{
    Column, ColumnSet, Fault, Outcome::Down, Outcome::Up, Parameter, Risk, SlotTicks, Winner,
};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

fn steady(asset: &str, slot: i64, rows: i64) -> SlotTicks {
    let book: String =
        (0..rows).map(|s| format!("{} | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100\n", s * 1000)).collect();
    table(market(asset, slot, Some(Winner::Up)), &book)
}

#[test]
fn decisions_are_made_from_the_account_before_the_row_after_its_fills() {
    // The fill of the row at 1000 is seen by the decision of that row; an order decided on a row is not.
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let script = Script::new(&[], move |row, account| {
        log.lock().unwrap().push((row.ms(), account.shares[0], account.open_orders, account.trades));
        if row.ms() == 0 { vec![buy(Up, 10.0)] } else { Vec::new() }
    });
    run(&Memory::of(vec![steady("btc", 0, 3)]), &script, &Settings::default());
    assert_eq!(*seen.lock().unwrap(), [(0, 0.0, 0, 0), (1000, 20.0, 0, 1), (2000, 20.0, 0, 1)]);
}

#[test]
fn at_one_instant_fills_come_before_stops_before_evaluation_before_new_orders() {
    // The row at 1000 fills the entry, its bid is below the stop, so the exit is in flight when the strategy looks at it,
    // and what the strategy then orders comes last.
    let book = "
           0 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        1000 | 0.30x100 | 0.50x100 | 0.50x100 | 0.70x100
        2000 | 0.30x100 | 0.50x100 | 0.50x100 | 0.70x100";
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let script = Script::new(&[], move |row, account| {
        log.lock().unwrap().push((row.ms(), account.shares[0], account.open_orders));
        if row.ms() == 2000 { Vec::new() } else { vec![buy(if row.ms() == 0 { Up } else { Down }, 10.0)] }
    });
    let script = script.risk(Risk { stop_loss_pct: Some(20.0), ..Risk::default() });
    let settings = Settings { settle_ms: 0, ..Settings::default() };
    let run = run(&Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]), &script, &settings);
    // At 2000 the exit has filled, and so has the Down entry, whose own stop is reached at once.
    assert_eq!(*seen.lock().unwrap(), [(0, 0.0, 0), (1000, 20.0, 1), (2000, 0.0, 1)]);
    let causes: Vec<_> = run.orders.iter().map(|o| (o.decided_at.0 - START_MS, o.cause)).collect();
    assert_eq!(
        causes,
        [(0, Cause::Strategy), (1000, Cause::StopLoss), (1000, Cause::Strategy), (2000, Cause::StopLoss)]
    );
}

#[test]
fn undeclared_account_values_are_hidden() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let script = Script::new(&[], move |row, account| {
        log.lock().unwrap().push((
            account.shares[0],
            account.open_orders,
            account.trades,
            account.cash.is_nan(),
        ));
        if row.ms() == 0 { vec![buy(Up, 10.0)] } else { Vec::new() }
    });
    let script = script.reads(Default::default());
    run(&Memory::of(vec![steady("btc", 0, 2)]), &script, &Settings::default());
    assert_eq!(*seen.lock().unwrap(), [(0.0, 0, 0, true), (0.0, 0, 0, true)]);
}

#[test]
fn book_columns_are_read_only_where_something_was_decided() {
    let source = Memory::of(vec![steady("btc", 0, 3), steady("btc", 1, 3)]);
    let second = source_slug(&source, 1);
    let script = Script::new(&[Column::AskUp], |row, _| {
        if row.ms() == 1000 && row.start_ms > START_MS { vec![buy(Up, 10.0)] } else { Vec::new() }
    });
    let result = run(&source, &script, &Settings::default());
    assert_eq!(result.fills.len(), 1);
    assert_eq!(result.markets[1].symbol, second);
    let declared: ColumnSet = [Column::CapturedAt, Column::AskUp].into_iter().collect();
    assert_eq!(*source.loads.lock().unwrap(), [(0, declared), (1, declared), (1, book_columns())]);
}

fn source_slug(source: &Memory, index: usize) -> String {
    use craftstrat_model::TickSource;
    source.markets()[index].slug.clone()
}

#[test]
fn rows_outside_the_slot_are_refused() {
    let script = Script::new(&[], |_, _| Vec::new());
    for (ms, fine) in [(-1, false), (0, true), (899_999, true), (900_000, false)] {
        let row = format!("{ms} | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100");
        let source = Memory::of(vec![table(market("btc", 0, None), &row)]);
        let result = backtest(&source, &script, &[], &Settings::default(), &Sequential, &Control::default());
        assert_eq!(result.is_ok(), fine, "{ms}");
    }
}

#[test]
fn long_slots_are_loaded_in_pieces_of_4096_rows() {
    let source = Memory::of(vec![{
        let market = market("btc", 0, Some(Winner::Up));
        let times: Vec<i64> = (0..9_000).map(|i| market.start.0 + i * 100).collect();
        let mut ticks = SlotTicks::new(market, times);
        ticks.set(Column::BidUp, (0..9_000).map(f64::from).collect());
        ticks
    }]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let script = Script::new(&[Column::BidUp], move |row, _| {
        log.lock().unwrap().push((row.seen, row.get(Column::BidUp)));
        Vec::new()
    });
    assert_eq!(run(&source, &script, &Settings::default()).rows, 9_000);
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 9_000, "each row is consumed once");
    assert!(seen.iter().enumerate().all(|(i, (n, bid))| *n == i as u64 + 1 && *bid == i as f64));
}

#[test]
fn warm_up_discards_the_decisions_on_the_first_rows_of_each_series() {
    let source = Memory::of(vec![steady("btc", 0, 4), steady("btc", 1, 4), steady("eth", 0, 4)]);
    let mut script = Script::new(&[], |_, _| vec![buy(Up, 10.0)]);
    script.description.warm_up_rows = 6;
    let run = run(&source, &script, &Settings::default());
    let first: Vec<_> = run.orders.iter().map(|o| (o.id.market, o.decided_at.0 - START_MS)).collect();
    assert_eq!(first, [(2, 902_000)], "btc: 4 + 2 rows warm up; eth has only 4 rows in all");
}

#[test]
fn series_state_continues_only_into_the_next_slot() {
    let source =
        Memory::of(vec![steady("btc", 0, 2), steady("btc", 1, 2), steady("btc", 3, 2), steady("eth", 1, 2)]);
    let mut script = Script::new(&[], |_, _| Vec::new());
    script.description.carries_state = true;
    run(&source, &script, &Settings::default());
    let mut slots: Vec<(i64, bool)> = script
        .slots
        .lock()
        .unwrap()
        .iter()
        .filter(|(slug, _)| slug.starts_with("btc"))
        .map(|(slug, continues)| {
            let start: i64 = slug.rsplit_once('-').unwrap().1.parse().unwrap();
            ((start - START_MS / 1000) / 900, *continues)
        })
        .collect();
    slots.sort_unstable();
    assert_eq!(slots, [(0, false), (1, true), (3, false)]);
    assert_eq!(script.instances.load(Ordering::Relaxed), 2, "one instance per series");
}

/// Faults on the second row of the slots whose number is in `bad`.
fn faulty(bad: &'static [i64]) -> Script {
    Script::fallible(&[], move |row, _| {
        let slot = (row.start_ms - START_MS) / 900_000;
        if row.ms() == 1000 && bad.contains(&slot) {
            return Err(Fault::Trap { call: "next", detail: "unreachable".into() });
        }
        Ok(vec![buy(Up, 10.0)])
    })
}

#[test]
fn a_fault_parks_the_strategy_for_the_rest_of_the_slot() {
    let source = Memory::of((0..3).map(|slot| steady("btc", slot, 4)).collect());
    for carries_state in [false, true] {
        let mut script = faulty(&[1]);
        script.description.carries_state = carries_state;
        let run = run(&source, &script, &Settings::default());
        assert_eq!(run.faults.len(), 1);
        assert_eq!((run.faults[0].market, run.faults[0].at.0 - START_MS), (1, 901_000));
        assert_eq!(
            run.fills.iter().map(|f| f.market).collect::<Vec<_>>(),
            [0, 1, 2],
            "its order still fills"
        );
        assert_eq!(script.instances.load(Ordering::Relaxed), 2, "the next slot has a fresh instance");
    }
}

#[test]
fn after_three_faults_the_rest_of_the_unit_of_work_is_parked() {
    let source = Memory::of((0..10).map(|slot| steady("btc", slot, 4)).collect());
    let everywhere: &[i64] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    let mut script = faulty(everywhere);
    script.description.carries_state = true;
    let one_unit = run(&source, &script, &Settings::default());
    assert_eq!((one_unit.faults.len(), one_unit.orders.len()), (10, 3));
    // Without state a unit is eight slots: its last five are parked, and the next unit starts anew.
    let units = run(&source, &faulty(everywhere), &Settings::default());
    assert_eq!((units.faults.len(), units.orders.len()), (10, 3 + 2));
}

#[test]
fn the_caller_can_stop_a_run_and_watch_it() {
    let source = Memory::of((0..3).map(|slot| steady("btc", slot, 4)).collect());
    let script = Script::new(&[], |_, _| Vec::new());
    let (cancel, seen) = (AtomicBool::new(false), AtomicUsize::new(0));
    let progress = |p: craftstrat_engine::Progress| {
        seen.store(p.markets_done, Ordering::Relaxed);
        cancel.store(p.markets_done == 2, Ordering::Relaxed);
    };
    let control = Control { progress: Some(&progress), cancel: Some(&cancel) };
    let result = backtest(&source, &script, &[], &Settings::default(), &Sequential, &control);
    assert_eq!((result.unwrap_err(), seen.load(Ordering::Relaxed)), (BacktestError::Cancelled, 2));
}

#[test]
fn wrong_parameters_settings_and_limits_are_errors() {
    let source = Memory::of(vec![steady("btc", 0, 2)]);
    let run = |script: &Script, values: &[f64], settings: &Settings| {
        backtest(&source, script, values, settings, &Sequential, &Control::default()).unwrap_err().to_string()
    };
    let mut script = Script::new(&[], |_, _| Vec::new());
    assert_eq!(
        run(&script, &[1.0], &Settings::default()),
        "parameters: 1 values were given, the strategy declares 0"
    );
    script.description.parameters =
        vec![Parameter { name: "edge".into(), default: 1.0, min: 0.0, max: 2.0, step: 0.1 }];
    for bad in [f64::NAN, 3.0, -0.1] {
        let text = run(&script, &[bad], &Settings::default());
        assert_eq!(text, format!("parameters: `edge` is {bad}, which is not between 0 and 2"));
    }
    let negative = Settings { cash: "-1".parse().unwrap(), ..Settings::default() };
    assert!(run(&script, &[1.0], &negative).starts_with("settings: the cash"));
    let script = script.risk(Risk { stop_loss_pct: Some(f64::NAN), ..Risk::default() });
    let text = run(&script, &[1.0], &Settings::default());
    assert_eq!(text, "risk section: stop_loss_pct is NaN, which is not a finite number above 0");
}

#[test]
fn the_digest_covers_settings_markets_and_events() {
    let digest = |slots: i64, dollars: f64, settings: &Settings| {
        let source = Memory::of((0..slots).map(|slot| steady("btc", slot, 4)).collect());
        run(&source, &Script::at(&[(1000, buy(Up, dollars))]), settings).digest
    };
    let base = digest(2, 10.0, &Settings::default());
    assert_eq!(base.len(), 64);
    assert_eq!(base, digest(2, 10.0, &Settings::default()));
    assert_eq!(base, digest(2, 10.0, &Settings { tick_by_tick: true, ..Settings::default() }));
    assert_ne!(base, digest(3, 10.0, &Settings::default()));
    assert_ne!(base, digest(2, 10.01, &Settings::default()));
    assert_ne!(base, digest(2, 10.0, &Settings { latency_ms: 500, ..Settings::default() }));
}

#[test]
fn a_variant_of_the_traded_markets_alone_equals_the_whole_variant() {
    let source = Memory::of((0..6).map(|slot| steady("btc", slot, 6)).collect());
    let script = Script::new(&[], |row, _| {
        let odd = (row.start_ms - START_MS) / 900_000 % 2 == 1;
        if odd && row.ms() == 1000 { vec![buy(Up, 10.0)] } else { Vec::new() }
    });
    let base = run(&source, &script, &Settings::default());
    let all: Vec<usize> = (0..6).collect();
    let traded = markets_to_rerun(&base, &script.description, &Settings::default(), &all).unwrap();
    assert_eq!(traded, [1, 3, 5]);
    let worse = Settings { worse_ticks: 1, ..Settings::default() };
    let control = Control::default();
    let part = backtest_markets(&source, &script, &[], &worse, &Sequential, &control, &traded).unwrap();
    let whole = run(&source, &script, &worse);
    assert_eq!(part.final_equity, whole.final_equity);
    assert_eq!(part.fills.len(), whole.fills.len());
    assert!(whole.orders.iter().all(|o| o.end == OrderEnd::Filled));
}
