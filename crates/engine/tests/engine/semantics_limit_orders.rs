//! Rules L1 to L6 of docs/SEMANTICS.md: limit orders.

use crate::support::*;
use craftstrat_engine::{QueueKind, Settings};
use craftstrat_model::{Decision, Outcome::Up, Winner};
use expect_test::{Expect, expect};

fn check_with(settings: &Settings, decisions: &[(i64, Decision)], book: &str, expected: Expect) {
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    expected.assert_eq(&show(&run(&source, &Script::at(decisions), settings)));
}

fn check(decisions: &[(i64, Decision)], book: &str, expected: Expect) {
    check_with(&Settings::default(), decisions, book, expected);
}

#[test]
fn a_crossing_limit_order_takes_at_the_due_row_and_rests_with_what_is_left() {
    let book = "
        1000 | 0.48x100 | 0.50x20 0.51x20 0.52x20 | 0.49x100 | 0.52x100
        2000 | 0.48x100 | 0.50x20 0.51x20 0.52x20 | 0.49x100 | 0.52x100
        3000 | 0.48x100 | 0.53x20                 | 0.47x100 | 0.52x100
        4000 | 0.48x100 | 0.50x7                  | 0.50x100 | 0.52x100
        5000 | 0.48x100 | 0.50x9                  | 0.50x100 | 0.52x100";
    check(
        &[(1000, limit_buy(Up, 50.0, 0.51))],
        book,
        expect![[r#"
        order 0.0 Buy UP 50 sh to 0.51 at 1000: Filled at 5000, 50 sh for 25.3 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
          fill at 2000: 20 sh x 0.51 = 10.2 fee 0.34986 Taker
          fill at 4000: 7 sh x 0.51 = 3.57 fee 0 MakerEstimated
          fill at 5000: 3 sh x 0.51 = 1.53 fee 0 MakerEstimated
    "#]],
    );
}

#[test]
fn a_resting_order_fills_only_when_the_quote_goes_through_it() {
    let book = "
        1000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        2000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        3000 | 0.46x100 | 0.47x20 | 0.53x100 | 0.54x100
        4000 | 0.45x100 | 0.46x20 | 0.54x100 | 0.55x100";
    let order = [(1000, limit_buy(Up, 10.0, 0.47))];
    check(
        &order,
        book,
        expect![[r#"
        order 0.0 Buy UP 10 sh to 0.47 at 1000: Filled at 4000, 10 sh for 4.7 (Strategy)
          fill at 4000: 10 sh x 0.47 = 4.7 fee 0 MakerEstimated
    "#]],
    );
    let touch = Settings { queue: QueueKind::Touch, ..Settings::default() };
    check_with(
        &touch,
        &order,
        book,
        expect![[r#"
        order 0.0 Buy UP 10 sh to 0.47 at 1000: Filled at 3000, 10 sh for 4.7 (Strategy)
          fill at 3000: 10 sh x 0.47 = 4.7 fee 0 MakerEstimated
    "#]],
    );
}

#[test]
fn a_resting_order_never_fills_for_more_than_the_opposing_size() {
    // The same 3 shares shown again are the same 3 shares; 4 shares are new ones.
    let book = "
        1000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        2000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        3000 | 0.45x100 | 0.46x3  | 0.54x100 | 0.55x100
        4000 | 0.45x100 | 0.46x3  | 0.54x100 | 0.55x100
        5000 | 0.45x100 | 0.46x4  | 0.54x100 | 0.55x100
        6000 | 0.45x100 | 0.46x?  | 0.54x100 | 0.55x100";
    check(
        &[(1000, limit_buy(Up, 10.0, 0.47))],
        book,
        expect![[r#"
        order 0.0 Buy UP 10 sh to 0.47 at 1000: Expired at 900000, 7 sh for 3.29 (Strategy)
          fill at 3000: 3 sh x 0.47 = 1.41 fee 0 MakerEstimated
          fill at 5000: 4 sh x 0.47 = 1.88 fee 0 MakerEstimated
    "#]],
    );
}

#[test]
fn a_resting_sell_fills_when_the_bid_goes_through_it() {
    let book = "
        1000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        2000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        3000 | 0.55x100 | 0.57x20 | 0.43x100 | 0.45x100
        4000 | 0.56x100 | 0.58x20 | 0.42x100 | 0.44x100";
    check_with(
        &instant(),
        &[(1000, buy(Up, 5.0)), (2000, limit_sell(Up, 10.0, 0.55))],
        book,
        expect![[r#"
            order 0.0 Buy UP $5 to 0.52 at 1000: Filled at 1000, 10 sh for 5 (Strategy)
              fill at 1000: 10 sh x 0.5 = 5 fee 0.175 Taker
            order 0.1 Sell UP 10 sh to 0.55 at 2000: Filled at 4000, 10 sh for 5.5 (Strategy)
              fill at 4000: 10 sh x 0.55 = 5.5 fee 0 MakerEstimated
        "#]],
    );
}

#[test]
fn limit_orders_round_to_hundredths_and_need_five_shares() {
    let book = "
        1000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        2000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100";
    let small = [(1000, limit_buy(Up, 4.999, 0.455)), (1000, limit_buy(Up, 5.019, 0.455))];
    check(
        &small,
        book,
        expect![[r#"
        order 0.0 Buy UP 5.01 sh to 0.45 at 1000: Expired at 900000, 0 sh for 0 (Strategy)
        denied at 1000: below_minimum_shares: 4.99 shares, a limit order needs 5
    "#]],
    );
}

#[test]
fn a_price_must_lie_between_one_tick_and_one_dollar_less_a_tick() {
    let book = "
        1000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        2000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100 | 0.001";
    let at = |price| limit_buy(Up, 10.0, price);
    let orders = [(1000, at(0.009)), (1000, at(0.995)), (1000, at(1.2)), (2000, at(0.009))];
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let risk = craftstrat_model::Risk { max_open_entries: Some(9), ..Default::default() };
    let result = show(&run(&source, &Script::at(&orders).risk(risk), &instant()));
    expect![[r#"
        order 0.0 Buy UP 10 sh to 0.99 at 1000: Filled at 1000, 10 sh for 5 (Strategy)
          fill at 1000: 10 sh x 0.5 = 5 fee 0.175 Taker
        order 0.1 Buy UP 10 sh to 0.009 at 2000: Expired at 900000, 0 sh for 0 (Strategy)
        denied at 1000: price_out_of_range: the price 0 is outside 0.01 to 0.99
        denied at 1000: price_out_of_range: the price 1.2 is outside 0.01 to 0.99
    "#]]
    .assert_eq(&result);
}

#[test]
fn cancel_reaches_the_book_after_the_latency_and_ends_resting_orders() {
    // Cancelled at 2000, arrives at 2250: the row at 2200 still fills, the row at 3000 fills before the cancel ends it.
    let book = "
        1000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        1500 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        2000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        2200 | 0.45x100 | 0.46x3  | 0.54x100 | 0.55x100
        3000 | 0.45x100 | 0.46x4  | 0.54x100 | 0.55x100
        4000 | 0.45x100 | 0.46x5  | 0.54x100 | 0.55x100";
    let script = [(1000, limit_buy(Up, 20.0, 0.47)), (2000, cancel(Up)), (2200, cancel(Up))];
    check(
        &script,
        book,
        expect![[r#"
        order 0.0 Buy UP 20 sh to 0.47 at 1000: Cancelled at 3000, 7 sh for 3.29 (Strategy)
          fill at 2200: 3 sh x 0.47 = 1.41 fee 0 MakerEstimated
          fill at 3000: 4 sh x 0.47 = 1.88 fee 0 MakerEstimated
    "#]],
    );
}

#[test]
fn resting_orders_die_at_the_end_of_the_slot() {
    let book = "
        1000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100
        2000 | 0.48x100 | 0.50x20 | 0.50x100 | 0.52x100";
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let run = run(&source, &Script::at(&[(1000, limit_buy(Up, 20.0, 0.47))]), &Settings::default());
    expect![[r#"
        order 0.0 Buy UP 20 sh to 0.47 at 1000: Expired at 900000, 0 sh for 0 (Strategy)
        equity at 0: 1000 exposed 0
        equity at 1000: 1000 exposed 9.74877
        equity at 2000: 1000 exposed 9.4
        equity at 900000: 1000 exposed 0
        final 1000 to 1000
    "#]]
    .assert_eq(&events(&run));
}
