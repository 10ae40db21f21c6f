//! What the late favourite does, row by row, without WebAssembly.

use craftstrat_sdk::testing::Harness;
use expect_test::{Expect, expect};
use late_favourite::{Book, LateFavourite};

fn check(table: &str, expect: Expect) {
    expect.assert_eq(&Harness::<LateFavourite>::new().table(table));
}

#[test]
fn buys_the_dear_side() {
    check(
        "mid_up ask_up ask_down seconds_to_close
         0.90   0.91   0.10     200",
        expect![[r#"
            0: buy UP 40 usdc because buy_up
        "#]],
    );
    check(
        "mid_up ask_up ask_down seconds_to_close
         0.10   0.11   0.91     200",
        expect![[r#"
            0: buy DOWN 40 usdc because buy_down
        "#]],
    );
}

#[test]
fn leaves_a_side_that_is_too_dear() {
    check(
        "mid_up ask_up ask_down seconds_to_close
         0.945  0.95   0.06     200
         0.955  0.96   0.05     199",
        expect![[r#"
            0: buy UP 40 usdc because buy_up
        "#]],
    );
}

#[test]
fn waits_for_the_window() {
    check(
        "mid_up ask_up ask_down seconds_to_close
         0.90   0.91   0.10     241
         0.90   0.91   0.10     240",
        expect![[r#"
            1: buy UP 40 usdc because buy_up
        "#]],
    );
}

#[test]
fn a_spike_is_no_favourite() {
    check(
        "mid_up ask_up ask_down seconds_to_close
         0.60   0.61   0.40     200
         0.90   0.91   0.10     199",
        expect![[""]],
    );
}

#[test]
fn decides_nothing_on_an_empty_book() {
    check(
        "mid_up ask_up ask_down seconds_to_close
         -      -      -        100
         0.95   -      0.02     99",
        expect![[""]],
    );
}

#[test]
fn the_average_moves_on_samples_only() {
    let mut harness = Harness::<LateFavourite>::new();
    let row = |mid_up| Book { mid_up, ask_up: 0.5, ask_down: 0.5, seconds_to_close: 800.0 };
    harness.row(row(0.40));
    harness.sample = false;
    harness.row(row(0.99));
    assert_eq!(harness.explain(row(0.99))[0], ("average", 0.40));
}

#[test]
fn explains_itself() {
    let mut harness = Harness::<LateFavourite>::new().with("level", 0.80);
    let row = Book { mid_up: 0.82, ask_up: 0.83, ask_down: 0.18, seconds_to_close: 100.0 };
    let shown = harness.explain(row);
    assert_eq!(shown, [("average", 0.82), ("is_late", 1.0), ("buy_up", 1.0), ("buy_down", 0.0)]);
    assert_eq!(harness.row(row).len(), 1, "explaining consumed nothing");
}
