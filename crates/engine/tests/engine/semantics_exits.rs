//! Rules X1 to X8 of docs/SEMANTICS.md: stops, targets and closing.

use crate::support::*;
use craftstrat_engine::Settings;
use craftstrat_model::{Decision, OrderType, Outcome::Up, Risk, Winner};
use expect_test::{Expect, expect};

fn check(risk: Risk, decisions: &[(i64, Decision)], settings: &Settings, book: &str, expected: Expect) {
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    expected.assert_eq(&show(&run(&source, &Script::at(decisions).risk(risk), settings)));
}

fn quick() -> Settings {
    Settings { settle_ms: 0, ..Settings::default() }
}

fn stop(pct: f64) -> Risk {
    Risk { stop_loss_pct: Some(pct), max_trades_per_slot: Some(1), ..Risk::default() }
}

#[test]
fn a_stop_is_per_cent_of_average_entry_cost_including_fees() {
    // 20 shares for 10 + 0.35 in fees: 0.5175 a share. 20 % below is 0.414: a bid of 0.42 holds, 0.41 sells.
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        3000 | 0.42x100 | 0.44x100 | 0.56x100 | 0.58x100
        4000 | 0.41x100 | 0.43x100 | 0.57x100 | 0.59x100
        5000 | 0.40x100 | 0.43x100 | 0.57x100 | 0.60x100";
    check(
        stop(20.0),
        &[(1000, buy(Up, 10.0))],
        &quick(),
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Sell UP 20 sh to 0.39 at 4000: Filled at 5000, 20 sh for 8 (StopLoss)
          fill at 5000: 20 sh x 0.4 = 8 fee 0.336 Taker
    "#]],
    );
}

#[test]
fn a_target_is_reached_by_the_bid() {
    // 20 % above 0.5175 is 0.621.
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        3000 | 0.62x100 | 0.64x100 | 0.36x100 | 0.38x100
        4000 | 0.63x100 | 0.65x100 | 0.35x100 | 0.37x100
        5000 | 0.64x100 | 0.66x100 | 0.34x100 | 0.36x100";
    let risk = Risk { take_profit_pct: Some(20.0), max_trades_per_slot: Some(1), ..Risk::default() };
    check(
        risk,
        &[(1000, buy(Up, 10.0))],
        &quick(),
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Sell UP 20 sh to 0.61 at 4000: Filled at 5000, 20 sh for 12.8 (TakeProfit)
          fill at 5000: 20 sh x 0.64 = 12.8 fee 0.32256 Taker
    "#]],
    );
}

#[test]
fn no_bid_counts_as_stop_reached_and_not_recorded_does_not() {
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        3000 | ?        | 0.50x100 | 0.50x100 | 0.51x100
        4000 | -        | 0.50x100 | 0.50x100 | 0.51x100
        5000 | 0.03x100 | 0.50x100 | 0.50x100 | 0.97x100";
    check(
        stop(20.0),
        &[(1000, buy(Up, 10.0))],
        &quick(),
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Sell UP 20 sh to 0.01 at 4000: Filled at 5000, 20 sh for 0.6 (StopLoss)
          fill at 5000: 20 sh x 0.03 = 0.6 fee 0.04074 Taker
    "#]],
    );
}

#[test]
fn a_triggered_exit_latches_and_retries_with_a_floor_one_tick_lower_each_time() {
    // The bid recovers above the stop at once: the exit goes on. A bid too small, one under the floor, one too small again.
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        3000 | 0.40x100 | 0.42x100 | 0.58x100 | 0.60x100
        4000 | 0.45x5   | 0.47x100 | 0.53x100 | 0.55x100
        5000 | 0.41x100 | 0.45x100 | 0.55x100 | 0.59x100
        6000 | 0.38x6   | 0.45x100 | 0.55x100 | 0.62x100
        7000 | 0.45x100 | 0.46x100 | 0.54x100 | 0.55x100";
    check(
        stop(20.0),
        &[(1000, buy(Up, 10.0))],
        &quick(),
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Sell UP 20 sh to 0.38 at 3000: PartiallyFilled at 4000, 5 sh for 2.25 (StopLoss)
          fill at 4000: 5 sh x 0.45 = 2.25 fee 0.08662 Taker
        order 0.2 Sell UP 15 sh to 0.42 at 4000: Killed at 5000, 0 sh for 0 (StopLoss)
        order 0.3 Sell UP 15 sh to 0.37 at 5000: PartiallyFilled at 6000, 6 sh for 2.28 (StopLoss)
          fill at 6000: 6 sh x 0.38 = 2.28 fee 0.09895 Taker
        order 0.4 Sell UP 9 sh to 0.33 at 6000: Filled at 7000, 9 sh for 4.05 (StopLoss)
          fill at 7000: 9 sh x 0.45 = 4.05 fee 0.15592 Taker
    "#]],
    );
}

#[test]
fn what_an_exit_cannot_sell_settles() {
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        3000 | -        | 0.42x100 | 0.58x100 | -
        4000 | -        | 0.42x100 | 0.58x100 | -";
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Down)), book)]);
    let run = run(&source, &Script::at(&[(1000, buy(Up, 10.0))]).risk(stop(20.0)), &quick());
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Sell UP 20 sh to 0.01 at 3000: Killed at 4000, 0 sh for 0 (StopLoss)
        order 0.2 Sell UP 20 sh to 0.01 at 4000: NoData at 900000, 0 sh for 0 (StopLoss)
        trade UP 20 sh 0.5 -> 0 from 2000 to 900000: cost 10 proceeds 0 fees 0.35 pnl -10.35 best -10.35 (Settlement, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 1000 exposed 10.36403
        equity at 2000: 999.65 exposed 10
        equity at 900000: 989.65 exposed 0
        final 989.65 to 989.65
    "#]].assert_eq(&events(&run));
}

#[test]
fn an_exit_waits_until_the_shares_have_settled() {
    // Filled at 2000, settled at 5000: the stop reached at 3000 sells at 5000.
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        3000 | 0.30x100 | 0.42x100 | 0.58x100 | 0.70x100
        4000 | 0.30x100 | 0.42x100 | 0.58x100 | 0.70x100
        5000 | 0.30x100 | 0.42x100 | 0.58x100 | 0.70x100
        6000 | 0.30x100 | 0.42x100 | 0.58x100 | 0.70x100";
    check(
        stop(20.0),
        &[(1000, buy(Up, 10.0))],
        &Settings::default(),
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Sell UP 20 sh to 0.28 at 5000: Filled at 6000, 20 sh for 6 (StopLoss)
          fill at 6000: 20 sh x 0.3 = 6 fee 0.294 Taker
    "#]],
    );
}

#[test]
fn stop_and_target_orders_sell_when_the_held_outcomes_bid_reaches_them() {
    let exit = |order_type, price, shares| Decision { order_type, price: Some(price), ..sell(Up, shares) };
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        3000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        4000 | 0.60x100 | 0.62x100 | 0.38x100 | 0.40x100
        5000 | 0.60x99  | 0.62x100 | 0.38x100 | 0.40x100
        6000 | 0.44x100 | 0.46x100 | 0.54x100 | 0.56x100
        7000 | 0.44x100 | 0.46x100 | 0.54x100 | 0.56x100";
    let script = [
        (1000, buy(Up, 10.0)),
        (2000, exit(OrderType::StopLoss, 0.45, 20.0)),
        (2000, exit(OrderType::TakeProfit, 0.60, 8.0)),
        (3000, exit(OrderType::StopLoss, 0.45, 20.0)),
    ];
    check(
        Risk::default(),
        &script,
        &quick(),
        book,
        expect![[r#"
            order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
              fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
            order 0.1 Sell UP 12 sh to 0.42 at 2000: Filled at 7000, 12 sh for 5.28 (StopLoss)
              fill at 7000: 12 sh x 0.44 = 5.28 fee 0.20698 Taker
            order 0.2 Sell UP 8 sh to 0.58 at 2000: Filled at 5000, 8 sh for 4.8 (TakeProfit)
              fill at 5000: 8 sh x 0.6 = 4.8 fee 0.1344 Taker
            denied at 3000: exit_already_open: the same stop-loss or take-profit order is open already
        "#]],
    );
}

#[test]
fn close_sells_everything_settled_and_takes_over_resting_sells() {
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        3000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        4000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        5000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100";
    let script = [(1000, buy(Up, 10.0)), (2000, limit_sell(Up, 12.0, 0.60)), (4000, close(Up))];
    check(
        Risk::default(),
        &script,
        &quick(),
        book,
        expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Sell UP 12 sh to 0.6 at 2000: Cancelled at 4000, 0 sh for 0 (Strategy)
        order 0.2 Sell UP 20 sh to 0.47 at 4000: Filled at 5000, 20 sh for 9.8 (Strategy)
          fill at 5000: 20 sh x 0.49 = 9.8 fee 0.34986 Taker
    "#]],
    );
}

#[test]
fn dust_that_cannot_be_sold_is_written_off() {
    // A limit sell is in hundredths of a share: 0.0078 shares are left, too little to sell.
    let book = "
        1000 | 0.49x100 | 0.51x100 | 0.49x100 | 0.51x100
        2000 | 0.49x100 | 0.51x100 | 0.49x100 | 0.51x100
        3000 | 0.55x100 | 0.56x100 | 0.44x100 | 0.45x100";
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let script = Script::at(&[(1000, buy(Up, 10.0)), (2000, limit_sell(Up, 100.0, 0.52))]);
    expect![[r#"
        order 0.0 Buy UP $10 to 0.53 at 1000: Filled at 1000, 19.6078 sh for 9.999978 (Strategy)
          fill at 1000: 19.6078 sh x 0.51 = 9.999978 fee 0.343 Taker
        order 0.1 Sell UP 19.6 sh to 0.52 at 2000: Filled at 3000, 19.6 sh for 10.192 (Strategy)
          fill at 3000: 19.6 sh x 0.52 = 10.192 fee 0 MakerEstimated
        trade UP 19.6078 sh 0.51 -> 0.52 from 1000 to 3000: cost 9.999978 proceeds 10.192 fees 0.343 pnl -0.150978 best -0.150978 (Strategy, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 999.657 exposed 9.999978
        equity at 3000: 999.849022 exposed 0
        final 999.849022 to 999.849022
    "#]].assert_eq(&events(&run(&source, &script, &instant())));
}
