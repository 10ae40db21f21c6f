//! Rules M1 to M10 of docs/SEMANTICS.md: market orders.

use crate::support::*;
use craftstrat_engine::Settings;
use craftstrat_engine::settings::taker_delay_ms;
use craftstrat_model::{Decision, Outcome::Up, SizeMode, TimeMs, Winner};
use expect_test::{Expect, expect};

/// One market, decisions at given times, everything else default.
fn check(settings: &Settings, decisions: &[(i64, Decision)], book: &str, expected: Expect) {
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    expected.assert_eq(&show(&run(&source, &Script::at(decisions), settings)));
}

#[test]
fn an_order_fills_on_the_first_row_after_latency_and_taker_delay() {
    // 250 ms latency + 50 ms taker delay: due at 1300, the row at 1299 is too early.
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100
        1299 | 0.49x100 | 0.51x100 | 0.48x100 | 0.51x100
        1300 | 0.49x100 | 0.52x100 | 0.47x100 | 0.51x100
        2000 | 0.49x100 | 0.53x100 | 0.46x100 | 0.51x100";
    check(
        &Settings::default(),
        &[(1000, buy(Up, 10.0))],
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 1300, 19.2307 sh for 9.999964 (Strategy)
          fill at 1300: 19.2307 sh x 0.52 = 9.999964 fee 0.336 Taker
    "#]],
    );
}

#[test]
fn the_taker_delay_is_dated() {
    let day = |month, day| TimeMs::from_date(2026, month, day);
    assert_eq!(taker_delay_ms(day(8, 16)), 250);
    assert_eq!(taker_delay_ms(day(8, 17)), 50);
    let settings = Settings::default();
    assert_eq!(settings.due(day(4, 1)), day(4, 1).plus_ms(500));
    assert_eq!(settings.due(day(9, 1)), day(9, 1).plus_ms(300));
    let set = Settings { taker_delay_ms: Some(1_000), ..Settings::default() };
    assert_eq!(set.due(day(9, 1)), day(9, 1).plus_ms(1_250));
}

#[test]
fn with_latency_zero_an_order_fills_on_the_decision_row() {
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.55x100 | 0.44x100 | 0.51x100";
    check(
        &instant(),
        &[(1000, buy(Up, 10.0))],
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 1000, 20 sh for 10 (Strategy)
          fill at 1000: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]],
    );
}

#[test]
fn the_default_worst_price_is_two_cents_from_the_best_at_decision() {
    // Best 0.50 at decision, so 0.52 is still taken and 0.53 is not.
    let book = "
        1000 | 0.49x100 | 0.50x100         | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.52x10 0.53x100 | 0.48x100 | 0.51x100";
    check(
        &Settings::default(),
        &[(1000, buy(Up, 10.0))],
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: PartiallyFilled at 2000, 10 sh for 5.2 (Strategy)
          fill at 2000: 10 sh x 0.52 = 5.2 fee 0.17472 Taker
    "#]],
    );
}

#[test]
fn a_given_price_is_the_worst_price_rounded_towards_us() {
    let book = "
        1000 | 0.49x100 | 0.50x100         | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.54x10 0.55x100 | 0.46x100 | 0.51x100";
    let decision = Decision { price: Some(0.549), ..buy(Up, 10.0) };
    check(
        &Settings::default(),
        &[(1000, decision)],
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.54 at 1000: PartiallyFilled at 2000, 10 sh for 5.4 (Strategy)
          fill at 2000: 10 sh x 0.54 = 5.4 fee 0.17388 Taker
    "#]],
    );
}

#[test]
fn an_order_walks_the_recorded_levels_and_pays_a_fee_on_each() {
    let book = "
        1000 | 0.49x100 | 0.50x20 0.51x20 0.52x20 | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.50x20 0.51x20 0.52x20 | 0.49x100 | 0.51x100";
    check(
        &Settings::default(),
        &[(1000, buy(Up, 25.0))],
        book,
        expect![[r#"
        order 0.0 Buy UP $25 to 0.52 at 1000: Filled at 2000, 49.2307 sh for 24.999964 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
          fill at 2000: 20 sh x 0.51 = 10.2 fee 0.34986 Taker
          fill at 2000: 9.2307 sh x 0.52 = 4.799964 fee 0.16128 Taker
    "#]],
    );
}

#[test]
fn partial_fill_keeps_what_filled_and_kills_the_rest() {
    let book = "
        1000 | 0.49x100 | 0.50x20 | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.50x20 | 0.49x100 | 0.51x100
        3000 | 0.49x100 | 0.50x99 | 0.49x100 | 0.51x100";
    check(
        &Settings::default(),
        &[(1000, buy(Up, 25.0))],
        book,
        expect![[r#"
        order 0.0 Buy UP $25 to 0.52 at 1000: PartiallyFilled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]],
    );
}

#[test]
fn nothing_within_the_worst_price_kills_the_order() {
    let book = "
        1000 | 0.49x100 | 0.50x20 | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.60x20 | 0.40x100 | 0.51x100";
    check(
        &Settings::default(),
        &[(1000, buy(Up, 25.0))],
        book,
        expect![[r#"
        order 0.0 Buy UP $25 to 0.52 at 1000: Killed at 2000, 0 sh for 0 (Strategy)
    "#]],
    );
}

#[test]
fn liquidity_we_took_stays_taken_until_its_recorded_size_changes() {
    let book = "
        1000 | 0.49x100 | 0.50x20 | 0.49x100 | 0.52x100
        2000 | 0.49x100 | 0.50x20 | 0.49x100 | 0.52x100
        3000 | 0.49x100 | 0.50x20 | 0.49x100 | 0.52x100
        4000 | 0.49x100 | 0.50x21 | 0.49x100 | 0.52x100
        5000 | 0.49x100 | 0.50x20 | 0.49x100 | 0.52x100
        6000 | 0.49x100 | 0.50x20 | 0.49x100 | 0.52x100";
    let twice = [(1000, buy(Up, 8.0)), (2000, buy(Up, 8.0)), (5000, buy(Up, 8.0))];
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let risk = craftstrat_model::Risk { max_open_entries: Some(9), ..Default::default() };
    let settings = Settings::default();
    let result = show(&run(&source, &Script::at(&twice).risk(risk), &settings));
    expect![[r#"
        order 0.0 Buy UP $8 to 0.52 at 1000: Filled at 2000, 16 sh for 8 (Strategy)
          fill at 2000: 16 sh x 0.5 = 8 fee 0.28 Taker
        order 0.1 Buy UP $8 to 0.52 at 2000: PartiallyFilled at 3000, 4 sh for 2 (Strategy)
          fill at 3000: 4 sh x 0.5 = 2 fee 0.07 Taker
        order 0.2 Buy UP $8 to 0.52 at 5000: Filled at 6000, 16 sh for 8 (Strategy)
          fill at 6000: 16 sh x 0.5 = 8 fee 0.28 Taker
    "#]]
    .assert_eq(&result);
}

#[test]
fn taken_liquidity_is_taken_seen_from_the_other_outcome_too() {
    // Up asks at 0.50 are Down bids at 0.50: what we bought there cannot be sold into as Down.
    let book = "
        1000 | 0.49x100 | 0.50x20 | 0.50x20 | 0.51x20
        2000 | 0.49x100 | 0.50x20 | 0.50x20 | 0.51x20";
    let down = buy(craftstrat_model::Outcome::Down, 5.1);
    let exit = close(craftstrat_model::Outcome::Down);
    check(
        &instant(),
        &[(1000, down), (2000, buy(Up, 7.5)), (2000, exit)],
        book,
        expect![[r#"
        order 0.0 Buy DOWN $5.1 to 0.53 at 1000: Filled at 1000, 10 sh for 5.1 (Strategy)
          fill at 1000: 10 sh x 0.51 = 5.1 fee 0.17493 Taker
        order 0.1 Buy UP $7.5 to 0.52 at 2000: Filled at 2000, 15 sh for 7.5 (Strategy)
          fill at 2000: 15 sh x 0.5 = 7.5 fee 0.2625 Taker
        order 0.2 Sell DOWN 10 sh to 0.48 at 2000: PartiallyFilled at 2000, 5 sh for 2.5 (Strategy)
          fill at 2000: 5 sh x 0.5 = 2.5 fee 0.0875 Taker
    "#]],
    );
}

#[test]
fn a_level_of_unknown_size_fills_nothing() {
    let book = "
        1000 | 0.49x100 | 0.50x? 0.51x10 | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.50x? 0.51x10 | 0.49x100 | 0.51x100";
    check(
        &Settings::default(),
        &[(1000, buy(Up, 10.0))],
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: PartiallyFilled at 2000, 10 sh for 5.1 (Strategy)
          fill at 2000: 10 sh x 0.51 = 5.1 fee 0.17493 Taker
    "#]],
    );
}

#[test]
fn a_due_row_more_than_five_seconds_late_kills_the_order() {
    let late = |ms: i64| {
        format!(
            "1000 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100\n {ms} | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100"
        )
    };
    check(
        &Settings::default(),
        &[(1000, buy(Up, 10.0))],
        &late(6300),
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 6300, 20 sh for 10 (Strategy)
          fill at 6300: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]],
    );
    check(
        &Settings::default(),
        &[(1000, buy(Up, 10.0))],
        &late(6301),
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: NoData at 6301, 0 sh for 0 (Strategy)
    "#]],
    );
}

#[test]
fn an_inconsistent_row_fills_nothing() {
    // 0.50 + 0.49 < 1: the two books were recorded at different instants.
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.48x100 | 0.49x100
        3000 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100";
    check(
        &Settings::default(),
        &[(1000, buy(Up, 10.0)), (2000, buy(Up, 10.0))],
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Killed at 2000, 0 sh for 0 (Strategy)
        order 0.1 Buy UP $10 to 0.52 at 2000: Filled at 3000, 20 sh for 10 (Strategy)
          fill at 3000: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]],
    );
}

#[test]
fn one_tick_worse_moves_every_taker_fill_by_a_tick() {
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100
        9000 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100
        9900 | 0.49x100 | 0.50x100 | 0.49x100 | 0.51x100";
    let settings = Settings { worse_ticks: 1, ..Settings::default() };
    check(
        &settings,
        &[(1000, buy(Up, 10.0)), (9000, close(Up))],
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 19.6078 sh for 9.999978 (Strategy)
          fill at 2000: 19.6078 sh x 0.51 = 9.999978 fee 0.343 Taker
        order 0.1 Sell UP 19.6078 sh to 0.47 at 9000: Filled at 9900, 19.6078 sh for 9.411744 (Strategy)
          fill at 9900: 19.6078 sh x 0.48 = 9.411744 fee 0.34259 Taker
    "#]],
    );
}

#[test]
fn sizes_and_prices_round_as_the_venue_does() {
    // Dollars down to cents, market shares down to 0.0001, worst price down to the tick in force (0.001 here).
    let book = "
        1000 | 0.49x100 | 0.503x100 | 0.49x100 | 0.51x100 | 0.001
        2000 | 0.49x100 | 0.503x100 | 0.49x100 | 0.51x100 | 0.001
        3000 | 0.49x100 | 0.503x99  | 0.49x100 | 0.51x100 | 0.001
        4000 | 0.49x100 | 0.503x99  | 0.49x100 | 0.51x100 | 0.001";
    let shares = Decision { size_mode: SizeMode::Shares, size: 12.345_67, ..buy(Up, 0.0) };
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let risk = craftstrat_model::Risk { max_open_entries: Some(9), ..Default::default() };
    let script = Script::at(&[(1000, buy(Up, 10.019)), (3000, shares)]).risk(risk);
    expect![[r#"
        order 0.0 Buy UP $10.01 to 0.523 at 1000: Filled at 2000, 19.9005 sh for 10.009952 (Strategy)
          fill at 2000: 19.9005 sh x 0.503 = 10.009952 fee 0.34825 Taker
        order 0.1 Buy UP 12.3456 sh to 0.523 at 3000: Filled at 4000, 12.3456 sh for 6.209837 (Strategy)
          fill at 4000: 12.3456 sh x 0.503 = 6.209837 fee 0.21604 Taker
    "#]]
    .assert_eq(&show(&run(&source, &script, &Settings::default())));
}
