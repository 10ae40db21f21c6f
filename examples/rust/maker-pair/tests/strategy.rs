//! What the maker pair rests, moves and cancels.

use craftstrat_sdk::testing::Harness;
use expect_test::{Expect, expect};
use maker_pair::MakerPair;

fn check(harness: &mut Harness<MakerPair>, rows: &str, expect: Expect) {
    let header = "captured_at bid_up ask_up bid_down ask_down tick_size seconds_to_close";
    expect.assert_eq(&harness.table(&format!("{header}\n{rows}")));
}

#[test]
fn rests_one_bid_under_each_outcome_that_together_cost_less_than_a_dollar() {
    check(
        &mut Harness::new(),
        "0 0.49 0.51 0.49 0.51 -    800
         0 0.49 0.51 0.49 0.51 -    799",
        expect![[r#"
            0: buy UP 25 shares limit 0.48 because want_up
            0: buy DOWN 25 shares limit 0.48 because want_down
        "#]],
    );
}

#[test]
fn prices_are_multiples_of_the_step_in_force() {
    let rows = "0 0.493 0.502 0.498 0.507 0.001 800";
    check(
        &mut Harness::new(),
        rows,
        expect![[r#"
        0: buy UP 25 shares limit 0.477 because want_up
        0: buy DOWN 25 shares limit 0.482 because want_down
    "#]],
    );
    let rows = "0 0.49 0.50 0.50 0.51 0.01 800";
    check(
        &mut Harness::new(),
        rows,
        expect![[r#"
        0: buy UP 25 shares limit 0.47 because want_up
        0: buy DOWN 25 shares limit 0.48 because want_down
    "#]],
    );
}

#[test]
fn moves_a_bid_when_the_market_has_moved_and_patience_is_over() {
    check(
        &mut Harness::new(),
        "0     0.49 0.51 0.49 0.51 - 800
         19999 0.59 0.61 0.39 0.41 - 780
         20000 0.59 0.61 0.39 0.41 - 780
         21000 0.59 0.61 0.39 0.41 - 779",
        expect![[r#"
            0: buy UP 25 shares limit 0.48 because want_up
            0: buy DOWN 25 shares limit 0.48 because want_down
            2: cancel UP because want_up
            2: cancel DOWN because want_down
            3: buy UP 25 shares limit 0.58 because want_up
            3: buy DOWN 25 shares limit 0.38 because want_down
        "#]],
    );
}

#[test]
fn the_second_leg_follows_the_market_as_far_as_the_pair_pays() {
    let mut harness = Harness::new();
    harness.account.shares = [25.0, 0.0];
    harness.account.average_cost[0] = 0.48;
    check(
        &mut harness,
        "0     0.40 0.41 0.58 0.60 - 800
         25000 0.52 0.53 0.46 0.48 - 775
         26000 0.52 0.53 0.46 0.48 - 774",
        expect![[r#"
            0: buy DOWN 25 shares limit 0.51 because want_down
            1: cancel DOWN because want_down
            2: buy DOWN 25 shares limit 0.46 because want_down
        "#]],
    );
}

#[test]
fn late_it_cancels_and_sells_an_odd_leg_but_keeps_a_pair() {
    let mut harness = Harness::new();
    let late = "0 0.49 0.51 0.49 0.51 - 120";
    check(&mut harness, late, expect![[""]]);
    harness.account.open_orders = 1;
    harness.account.shares = [25.0, 0.0];
    check(
        &mut harness,
        late,
        expect![[r#"
        0: cancel UP because is_over
        0: cancel DOWN because is_over
        0: close UP because is_over
    "#]],
    );
    harness.account.open_orders = 0;
    harness.account.shares = [25.0, 25.0];
    check(&mut harness, late, expect![[""]]);
}

#[test]
fn one_leg_alone_is_not_bid_for() {
    check(&mut Harness::new(), "0 0.96 0.99 0.01 0.04 - 800", expect![[""]]);
}

#[test]
fn does_nothing_without_a_book() {
    check(&mut Harness::new(), "0 - - - - - 800", expect![[""]]);
}
