//! Rules R1 to R9, Z1 to Z4 and P1 of docs/SEMANTICS.md: the gate, sizes, faults.

use crate::support::*;
use craftstrat_engine::Settings;
use craftstrat_model::{AccountReads, Decision, Outcome::Down, Outcome::Up, Risk, SizeMode, Winner};
use expect_test::{Expect, expect};

/// A row each second for `seconds`, always the same book.
fn steady(seconds: i64) -> String {
    (1..=seconds)
        .map(|s| format!("{} | 0.49x100 | 0.50x{} | 0.50x100 | 0.51x{}\n", s * 1000, 100 + s, 100 + s))
        .collect()
}

fn check_with(settings: &Settings, script: &Script, seconds: i64, expected: Expect) {
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), &steady(seconds))]);
    expected.assert_eq(&show(&run(&source, script, settings)));
}

fn check(script: &Script, seconds: i64, expected: Expect) {
    check_with(&Settings::default(), script, seconds, expected);
}

/// Wants `decision` on every row.
fn always(decision: Decision) -> Script {
    Script::new(&[], move |_, _| vec![decision])
}

#[test]
fn a_condition_is_a_level_and_enters_once_while_the_outcome_is_held() {
    check(
        &always(buy(Up, 10.0)),
        10,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]],
    );
}

#[test]
fn max_open_entries_counts_entries_held_and_in_flight() {
    let risk = Risk { max_open_entries: Some(2), ..Risk::default() };
    check(
        &always(buy(Up, 10.0)).risk(risk),
        10,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Buy UP $10 to 0.52 at 2000: Filled at 3000, 20 sh for 10 (Strategy)
          fill at 3000: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]],
    );
}

#[test]
fn a_killed_entry_is_attempted_again() {
    let picky = Decision { price: Some(0.45), ..buy(Up, 10.0) };
    check(
        &always(picky),
        3,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.45 at 1000: Killed at 2000, 0 sh for 0 (Strategy)
        order 0.1 Buy UP $10 to 0.45 at 2000: Killed at 3000, 0 sh for 0 (Strategy)
        order 0.2 Buy UP $10 to 0.45 at 3000: NoData at 900000, 0 sh for 0 (Strategy)
    "#]],
    );
}

#[test]
fn trades_per_slot_count_at_approval() {
    let picky = Decision { price: Some(0.45), ..buy(Up, 10.0) };
    let risk = Risk { max_trades_per_slot: Some(2), ..Risk::default() };
    check(
        &always(picky).risk(risk),
        10,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.45 at 1000: Killed at 2000, 0 sh for 0 (Strategy)
        order 0.1 Buy UP $10 to 0.45 at 2000: Killed at 3000, 0 sh for 0 (Strategy)
    "#]],
    );
}

#[test]
fn the_cool_down_starts_at_approval() {
    let risk = Risk { cool_down_s: Some(3.0), max_open_entries: Some(9), ..Risk::default() };
    check(
        &always(buy(Up, 10.0)).risk(risk),
        8,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Buy UP $10 to 0.52 at 4000: Filled at 5000, 20 sh for 10 (Strategy)
          fill at 5000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.2 Buy UP $10 to 0.52 at 7000: Filled at 8000, 20 sh for 10 (Strategy)
          fill at 8000: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]],
    );
}

#[test]
fn max_position_counts_cost_held_and_in_flight_of_both_outcomes() {
    let risk = Risk { max_position_usdc: Some(25.0), max_open_entries: Some(9), ..Risk::default() };
    let script = [
        (1000, buy(Up, 10.0)),
        (1000, buy(Down, 10.0)),
        (2000, buy(Up, 5.01)),
        (3000, buy(Up, 5.0)),
        (4000, buy(Up, 1.0)),
    ];
    check(
        &Script::at(&script).risk(risk),
        5,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Buy DOWN $10 to 0.53 at 1000: Filled at 2000, 19.6078 sh for 9.999978 (Strategy)
          fill at 2000: 19.6078 sh x 0.51 = 9.999978 fee 0.343 Taker
        order 0.2 Buy UP $5 to 0.52 at 3000: Filled at 4000, 10 sh for 5 (Strategy)
          fill at 4000: 10 sh x 0.5 = 5 fee 0.175 Taker
        denied at 2000: max_position: 19.999978 dollars are held or in flight, 5.01 more would exceed 25 (max_position_usdc)
        denied at 4000: max_position: 24.999978 dollars are held or in flight, 1 more would exceed 25 (max_position_usdc)
    "#]],
    );
}

#[test]
fn close_while_flat_does_nothing() {
    check(&always(close(Up)), 3, expect![[r#""#]]);
}

#[test]
fn orders_that_cannot_be_due_before_the_slot_ends_are_refused() {
    let book = "
        899699 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        899700 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100";
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let script = Script::at(&[(899_699, buy(Up, 10.0)), (899_700, buy(Down, 10.0))]);
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 899699: Expired at 900000, 0 sh for 0 (Strategy)
        denied at 899700: slot_ending: due at 2026-09-28T09:15:00Z, the slot ends at 2026-09-28T09:15:00Z
    "#]]
    .assert_eq(&show(&run(&source, &script, &Settings::default())));
}

#[test]
fn minimum_sizes_hold() {
    let shares = |n| Decision { size_mode: SizeMode::Shares, ..buy(Up, n) };
    check(
        &Script::at(&[(1000, buy(Up, 0.999)), (2000, shares(1.9)), (3000, shares(2.0))]),
        4,
        expect![[r#"
        order 0.0 Buy UP 2 sh to 0.52 at 3000: Filled at 4000, 2 sh for 1 (Strategy)
          fill at 4000: 2 sh x 0.5 = 1 fee 0.035 Taker
        denied at 1000: below_minimum_size: 0.99 dollars, an order that takes from the book needs 1
        denied at 2000: below_minimum_size: 0.988 dollars, an order that takes from the book needs 1
    "#]],
    );
}

#[test]
fn a_usdc_size_excludes_fees_and_cash_must_cover_both() {
    let settings = Settings { cash: "10.3".parse().unwrap(), ..Settings::default() };
    check_with(
        &settings,
        &Script::at(&[(1000, buy(Up, 10.0)), (2000, buy(Up, 9.0))]),
        3,
        expect![[r#"
        order 0.0 Buy UP $9 to 0.52 at 2000: Filled at 3000, 18 sh for 9 (Strategy)
          fill at 3000: 18 sh x 0.5 = 9 fee 0.315 Taker
        denied at 1000: insufficient_cash: 10.36403 dollars are needed with fees, 10.3 are free
    "#]],
    );
}

fn reads_equity(script: Script) -> Script {
    script.reads(AccountReads { equity: true, position: true, ..AccountReads::default() })
}

#[test]
fn sizes_by_equity_and_kelly_are_resolved_by_the_engine() {
    let fraction = |f| Decision { size_mode: SizeMode::EquityFraction, ..buy(Up, f) };
    check(
        &reads_equity(Script::at(&[(1000, fraction(0.01))])),
        2,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]],
    );
    // f* = (0.6 - 0.5) / (1 - 0.5) = 0.2, a tenth of it of 1000 dollars.
    let kelly = |p| Decision { size_mode: SizeMode::KellyProbability, kelly_fraction: 0.1, ..buy(Up, p) };
    check(
        &reads_equity(Script::at(&[(1000, kelly(0.6)), (2000, kelly(0.5))])),
        3,
        expect![[r#"
        order 0.0 Buy UP $20 to 0.52 at 1000: Filled at 2000, 40 sh for 20 (Strategy)
          fill at 2000: 40 sh x 0.5 = 20 fee 0.7 Taker
    "#]],
    );
}

#[test]
fn a_fraction_of_equity_shrinks_to_what_cash_can_pay_with_fees() {
    let all = Decision { size_mode: SizeMode::EquityFraction, ..buy(Up, 1.0) };
    let settings = Settings { cash: "20".parse().unwrap(), ..Settings::default() };
    check_with(
        &settings,
        &reads_equity(Script::at(&[(1000, all)])),
        2,
        expect![[r#"
        order 0.0 Buy UP $19.29 to 0.52 at 1000: Filled at 2000, 38.58 sh for 19.29 (Strategy)
          fill at 2000: 38.58 sh x 0.5 = 19.29 fee 0.67515 Taker
    "#]],
    );
}

#[test]
fn sizes_by_equity_must_be_declared() {
    let fraction = Decision { size_mode: SizeMode::EquityFraction, ..buy(Up, 0.01) };
    check(
        &Script::at(&[(1000, fraction)]),
        2,
        expect![[r#"
        fault at 1000: invalid decision on row 0: sizing by equity must be declared: `reads` has to contain `equity`
    "#]],
    );
}

#[test]
fn nonsense_parks_the_strategy_for_the_rest_of_the_slot() {
    let with = |size: f64, price| Decision { price, ..buy(Up, size) };
    for (bad, why) in [
        (with(f64::NAN, None), "the size is NaN"),
        (with(f64::INFINITY, None), "the size is inf"),
        (with(-1.0, None), "expected more than 0"),
        (with(0.0, None), "expected more than 0"),
        (with(1e300, None), "out of range"),
        (with(10.0, Some(f64::NAN)), "the price is NaN"),
        (with(10.0, Some(1e300)), "the price is 1e300"),
        (Decision { size_mode: SizeMode::EquityFraction, ..buy(Up, 1.5) }, "at most 1"),
        (Decision { size_mode: SizeMode::KellyProbability, ..buy(Up, -0.1) }, "from 0 to 1"),
        (Decision { price: None, ..limit_buy(Up, 10.0, 0.5) }, "needs a price"),
    ] {
        let script = Script::at(&[(1000, buy(Down, 10.0)), (2000, bad), (3000, buy(Up, 10.0))]);
        let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), &steady(5))]);
        let run = run(&source, &script, &Settings::default());
        assert_eq!(run.faults.len(), 1, "{bad:?}");
        assert!(run.faults[0].fault.to_string().contains(why), "{}", run.faults[0].fault);
        assert_eq!((run.orders.len(), run.trades.len()), (1, 1), "the position from before still settles");
    }
}
