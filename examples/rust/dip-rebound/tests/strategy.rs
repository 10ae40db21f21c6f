//! The state machine of dip and rebound, transition by transition.

use craftstrat_sdk::Outcome;
use craftstrat_sdk::testing::Harness;
use dip_rebound::{Book, DipRebound, Phase};
use expect_test::{Expect, expect};

/// A row `second` seconds into the slot with these mids, one cent between bid and ask around them.
fn row(second: u32, mid_up: f64) -> Book {
    let mid_down = 1.0 - mid_up;
    Book {
        captured_at: 1_790_586_000_000.0 + f64::from(second) * 1e3,
        mid_up,
        mid_down,
        bid_up: mid_up - 0.01,
        ask_up: mid_up + 0.01,
        bid_down: mid_down - 0.01,
        ask_down: mid_down + 0.01,
        seconds_to_close: 900.0 - f64::from(second),
    }
}

/// A minute at 0.60, so that the highest of the last minute is known.
fn warm() -> Harness<DipRebound> {
    let mut harness = Harness::new().with("drop", 0.12).with("rebound", 0.03);
    for second in 0..60 {
        assert_eq!(harness.row(row(second, 0.60)), []);
    }
    harness
}

/// Feeds mids from second 60 on and shows the phase and the number of decisions after each.
fn check(harness: &mut Harness<DipRebound>, mids: &[f64], expect: Expect) {
    let mut shown = String::new();
    for (second, mid) in (60..).zip(mids) {
        let decisions = harness.row(row(second, *mid));
        let phase = match harness.strategy().phase {
            Phase::Watching => "watching".to_owned(),
            Phase::Armed { outcome, low, .. } => format!("armed {outcome} low {low}"),
            Phase::Entered { outcome, filled, .. } => format!("entered {outcome} filled {filled}"),
            Phase::Resting { .. } => "resting".to_owned(),
        };
        shown += &format!("{mid:.2} {phase}{}\n", if decisions.is_empty() { "" } else { " *" });
    }
    expect.assert_eq(&shown);
}

#[test]
fn a_fall_arms_and_a_rebound_enters() {
    check(
        &mut warm(),
        &[0.55, 0.48, 0.45, 0.47, 0.48],
        expect![[r#"
        0.55 watching
        0.48 armed UP low 0.48
        0.45 armed UP low 0.45
        0.47 armed UP low 0.45
        0.48 entered UP filled false *
    "#]],
    );
}

#[test]
fn a_rise_of_up_is_a_fall_of_down() {
    check(
        &mut warm(),
        &[0.75, 0.71],
        expect![[r#"
        0.75 armed DOWN low 0.25
        0.71 entered DOWN filled false *
    "#]],
    );
}

#[test]
fn an_order_that_does_not_fill_is_forgotten() {
    check(
        &mut warm(),
        &[0.45, 0.50, 0.50, 0.50, 0.50, 0.50, 0.50, 0.50],
        expect![[r#"
        0.45 armed UP low 0.45
        0.50 entered UP filled false *
        0.50 entered UP filled false
        0.50 entered UP filled false
        0.50 entered UP filled false
        0.50 entered UP filled false
        0.50 entered UP filled false
        0.50 resting
    "#]],
    );
}

#[test]
fn the_target_closes_and_then_it_rests_and_watches_again() {
    let mut harness = warm().with("rest_s", 5.0);
    for second in 0..60 {
        harness.row(row(second, 0.60));
    }
    harness.row(row(60, 0.45));
    harness.row(row(61, 0.48));
    harness.account.shares = [60.0, 0.0];
    harness.account.average_cost[0] = 0.49;
    harness.account.opened_at_ms[0] = row(61, 0.5).captured_at;
    assert_eq!(harness.row(row(62, 0.55)), [], "the bid of 0.54 is below the target");
    assert_eq!(harness.row(row(63, 0.57)).len(), 1, "the bid of 0.56 is not");
    assert_eq!(harness.row(row(64, 0.57)).len(), 1, "asks again until it is flat");
    harness.account = craftstrat_model::AccountView::FLAT;
    assert_eq!(harness.row(row(65, 0.57)), []);
    assert!(matches!(harness.strategy().phase, Phase::Resting { .. }));
    harness.row(row(71, 0.57));
    assert_eq!(harness.strategy().phase, Phase::Watching);
}

#[test]
fn the_position_is_sold_after_a_while() {
    let mut harness = warm();
    harness.row(row(60, 0.45));
    harness.row(row(61, 0.48));
    harness.account.shares = [60.0, 0.0];
    harness.account.average_cost[0] = 0.49;
    harness.account.opened_at_ms[0] = row(61, 0.5).captured_at;
    assert_eq!(harness.row(row(105, 0.48)), []);
    let decisions = harness.row(row(106, 0.48));
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0].outcome, Outcome::Up);
}

#[test]
fn a_fall_that_goes_on_is_forgotten_after_a_minute() {
    let mut harness = warm();
    for second in 60..=121 {
        assert_eq!(harness.row(row(second, 0.45)), []);
    }
    assert!(!matches!(harness.strategy().phase, Phase::Armed { .. }));
}
