//! The sampler: tables of the rules, and a naive model on random streams.

use craftstrat_model::{Level, Outcome, Price, Shares, Side, TimeMs};
use craftstrat_venue::sampler::{BookState, Mode, Sampler, SamplerReport, SamplerSettings};
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// A state with one best bid of `cents`; 0 is an empty side, and `size` tells states of one price apart.
fn state(cents: i64, size: i64) -> BookState {
    let mut state = BookState::NOT_RECORDED;
    let level = match cents {
        0 => Level::Empty,
        cents => Level::Known(Price::from_micros(cents * 10_000), Shares::from_micros(size)),
    };
    state.set_level(Outcome::Up, Side::Bid, 0, level);
    state
}

fn bid(state: &BookState) -> (i64, i64) {
    match state.level(Outcome::Up, Side::Bid, 0) {
        Level::Known(price, size) => (price.micros() / 10_000, size.micros()),
        _ => (0, 0),
    }
}

type Rows = Vec<(i64, bool, (i64, i64))>;

fn sample(
    settings: SamplerSettings,
    window: (i64, i64),
    states: &[(i64, i64, i64)],
) -> (Rows, SamplerReport) {
    let mut rows = Vec::new();
    let mut sampler = Sampler::new(settings, TimeMs(window.0), TimeMs(window.1));
    for (at, cents, size) in states {
        sampler
            .push(TimeMs(*at), &state(*cents, *size), &mut |r| rows.push((r.at.0, r.sample, bid(r.state))));
    }
    let report = sampler.finish(&mut |r| rows.push((r.at.0, r.sample, bid(r.state))));
    (rows, report)
}

fn check(states: &[(i64, i64, i64)], expected: Expect) {
    let (rows, report) = sample(SamplerSettings::default(), (10_000, 16_000), states);
    let rows: Vec<String> = rows
        .iter()
        .map(|(at, sample, (cents, size))| format!("{at}{} {cents}c x{size}", if *sample { "*" } else { "" }))
        .collect();
    let gaps = format!(
        "gaps {} of {} s, longest {}; late {}",
        report.gaps, report.missing_seconds, report.longest_gap_seconds, report.late
    );
    expected.assert_eq(&format!("{}\n{gaps}\n", rows.join("\n")));
}

#[test]
fn grid_rows_carry_the_last_state_received_by_then() {
    check(
        &[(9_500, 50, 1), (11_000, 50, 2), (11_001, 50, 3)],
        expect![[r#"
            10000* 50c x1
            11000* 50c x2
            12000* 50c x3
            13000* 50c x3
            14000* 50c x3
            15000* 50c x3
            gaps 0 of 0 s, longest 0; late 0
        "#]],
    );
}

#[test]
fn event_rows_mark_best_price_changes_and_not_sizes() {
    check(
        &[(10_100, 50, 1), (10_200, 50, 2), (10_300, 51, 2), (10_400, 0, 0), (12_000, 52, 1)],
        expect![[r#"
            10100 50c x1
            10300 51c x2
            10400 0c x0
            11000* 0c x0
            12000* 52c x1
            13000* 52c x1
            14000* 52c x1
            15000* 52c x1
            gaps 1 of 1 s, longest 1; late 0
        "#]],
    );
}

#[test]
fn several_states_of_one_millisecond_are_one() {
    check(
        &[(10_000, 49, 1), (10_500, 50, 1), (10_500, 49, 9), (14_000, 60, 1), (14_000, 61, 1)],
        expect![[r#"
            10000* 49c x1
            11000* 49c x9
            12000* 49c x9
            13000* 49c x9
            14000* 61c x1
            15000* 61c x1
            gaps 0 of 0 s, longest 0; late 0
        "#]],
    );
}

#[test]
fn silence_beyond_the_age_limit_gives_no_rows_and_is_counted() {
    check(
        &[(4_999, 50, 1), (12_000, 50, 1), (11_999, 99, 1), (90_000, 51, 1)],
        expect![[r#"
            12000* 50c x1
            13000* 50c x1
            14000* 50c x1
            15000* 50c x1
            gaps 1 of 2 s, longest 2; late 1
        "#]],
    );
}

#[test]
fn nothing_outside_the_window() {
    let states = [(9_000, 50, 1), (9_900, 51, 1), (15_999, 52, 1), (16_000, 53, 1), (17_000, 54, 1)];
    check(
        &states,
        expect![[r#"
            10000* 51c x1
            11000* 51c x1
            12000* 51c x1
            13000* 51c x1
            14000* 51c x1
            15999 52c x1
            gaps 1 of 1 s, longest 1; late 0
        "#]],
    );
}

#[test]
fn a_window_far_away_costs_nothing() {
    let (rows, report) = sample(SamplerSettings::default(), (0, i64::MAX), &[(1, 50, 1)]);
    assert_eq!(rows.len(), 6);
    assert_eq!(report.gaps, 2);
}

/// What the documentation says, without streaming: considers every candidate time in turn.
fn naive(settings: SamplerSettings, window: (i64, i64), states: &[(i64, i64, i64)]) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut shown: Option<i64> = None;
    for at in window.0..window.1 {
        let Some((received, cents, size)) = states.iter().rfind(|s| s.0 <= at) else { continue };
        let on_grid = at % 1_000 == 0;
        let event = settings.mode == Mode::Events && *received == at && shown != Some(*cents);
        if on_grid && at - received <= settings.max_age_ms || !on_grid && event {
            rows.push((at, on_grid, (*cents, if *cents == 0 { 0 } else { *size })));
            shown = Some(*cents);
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn streaming_equals_naive(
        mut states in prop::collection::vec((0_i64..12_000, 0_i64..4, 1_i64..4), 0..30),
        start in 0_i64..3_000,
        length in 0_i64..9_000,
        max_age_ms in 0_i64..4_000,
        grid in any::<bool>(),
    ) {
        states.sort_by_key(|s| s.0);
        let mode = if grid { Mode::Grid } else { Mode::Events };
        let settings = SamplerSettings { mode, max_age_ms };
        let window = (start, start + length);
        let (rows, report) = sample(settings, window, &states);
        prop_assert_eq!(&rows, &naive(settings, window, &states));
        prop_assert_eq!(report.samples + report.events, rows.len() as u64);
        let seconds = (window.0..window.1).filter(|t| t % 1_000 == 0).count() as u64;
        prop_assert_eq!(report.samples + report.missing_seconds, seconds);
    }

    /// Telling the sampler that time passes changes nothing but when rows come out.
    #[test]
    fn advancing_changes_no_row(
        mut states in prop::collection::vec((0_i64..9_000, 0_i64..4, 1_i64..4), 0..20),
        pauses in prop::collection::vec(0_i64..9_000, 0..20),
    ) {
        states.sort_by_key(|s| s.0);
        let settings = SamplerSettings::default();
        let (expected, _) = sample(settings, (0, 8_000), &states);
        let mut rows: Rows = Vec::new();
        let mut sampler = Sampler::new(settings, TimeMs(0), TimeMs(8_000));
        for (i, (at, cents, size)) in states.iter().enumerate() {
            let mut sink = |r: craftstrat_venue::sampler::Sampled<'_>| {
                rows.push((r.at.0, r.sample, bid(r.state)));
            };
            sampler.push(TimeMs(*at), &state(*cents, *size), &mut sink);
            let next = states.get(i + 1).map_or(9_000, |s| s.0);
            if let Some(pause) = pauses.get(i).filter(|p| (*at..=next).contains(p)) {
                sampler.advance(TimeMs(*pause), &mut sink);
            }
        }
        sampler.finish(&mut |r| rows.push((r.at.0, r.sample, bid(r.state))));
        prop_assert_eq!(rows, expected);
    }
}
