//! Grids, maps, parameters and forms.

use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::{StrategyRef, SweepAxis};
use craftstrat_model::Price;
use craftstrat_ui_results::model::grid::{AxisError, COMBINATIONS_MAX, combinations, suggested, values};
use craftstrat_ui_results::model::heat::{self, SweepMetric, agreement, matrix, partners};
use craftstrat_ui_results::model::parameters::{named, of_document, with_defaults};
use craftstrat_ui_results::model::run_form::{FormError, RunForm, day_of, day_start, per_cent};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn parameter(min: f64, max: f64, step: f64) -> ParameterInfo {
    ParameterInfo { name: "fast".to_owned(), default: min, min, max, step }
}

fn axis(from: f64, to: f64, step: f64) -> SweepAxis {
    SweepAxis { name: "fast".to_owned(), from, to, step }
}

#[test]
fn an_axis_counts_as_the_server_does() {
    let p = parameter(0.0, 1.0, 0.1);
    assert_eq!(values(&axis(0.0, 1.0, 0.1), &p), Ok(11), "a tenth is not exact, and still eleven values");
    assert_eq!(values(&axis(0.0, 0.95, 0.1), &p), Ok(10));
    assert_eq!(values(&axis(0.5, 0.5, 1.0), &p), Ok(1));
    assert_eq!(values(&axis(0.0, 1.0, 0.0), &p), Err(AxisError::Step));
    assert_eq!(values(&axis(0.0, f64::NAN, 0.1), &p), Err(AxisError::Step));
    assert_eq!(values(&axis(1.0, 0.0, 0.1), &p), Err(AxisError::Backwards));
    assert_eq!(values(&axis(0.0, 1.1, 0.1), &p), Err(AxisError::Bounds { min: 0.0, max: 1.0 }));
    assert_eq!(values(&axis(0.0, 1.0, 1e-9), &p), Err(AxisError::TooMany));
}

#[test]
fn combinations_multiply_up_to_the_bound() {
    assert_eq!(combinations(&[]), None, "nothing varies");
    assert_eq!(combinations(&[3, 4, 5]), Some(60));
    assert_eq!(combinations(&[COMBINATIONS_MAX]), Some(COMBINATIONS_MAX));
    assert_eq!(combinations(&[COMBINATIONS_MAX, 2]), None);
    assert_eq!(combinations(&[u64::MAX, u64::MAX]), None, "no overflow");
}

proptest! {
    #[test]
    fn a_suggested_axis_is_one_the_server_takes(
        min in -1e4..1e4_f64,
        width in 0.001..1e4_f64,
        step in prop_oneof![Just(0.0), 0.001..100.0_f64],
    ) {
        let p = parameter(min, min + width, step);
        let count = values(&suggested(&p), &p);
        prop_assert!(count.is_ok_and(|n| n <= 25), "{:?} gives {count:?}", suggested(&p));
    }

    #[test]
    fn days_go_there_and_back(day in 0..2_900_000_i64) {
        let start = day * 86_400_000;
        let text = day_of(start);
        prop_assert_eq!(day_start(&text), Some(start));
        prop_assert_eq!(day_of(start + 86_399_999), text);
    }

    #[test]
    fn a_preview_and_the_run_it_starts_have_the_same_fee_rate(micros in 0..=1_000_000_i64) {
        let rate = Price::from_micros(micros);
        let form = RunForm { fee_rate: Some(per_cent(rate)), ..RunForm::default() };
        let settings = form.settings().expect("sound settings");
        let sent = settings.fee_rate.as_deref().and_then(|sent| sent.parse::<Price>().ok());
        prop_assert_eq!(sent, Some(rate));
        prop_assert_eq!(RunForm::of(&settings), form);
    }
}

#[test]
fn days_are_real_days() {
    assert_eq!(day_start("2026-10-01"), Some(1_790_812_800_000));
    assert_eq!(day_start("2024-02-29").map(day_of).as_deref(), Some("2024-02-29"));
    for wrong in ["2026-02-29", "2026-13-01", "2026-00-01", "2026-1", "", "x-y-z", "2026-01-01-01"] {
        assert_eq!(day_start(wrong), None, "{wrong}");
    }
}

#[test]
fn a_form_is_what_the_server_reads() {
    let form = RunForm { from: "2026-10-01".to_owned(), to: "2026-10-01".to_owned(), ..RunForm::default() };
    let settings = form.settings().expect("sound settings");
    assert_eq!(settings.cash_usdc.as_deref(), Some("1000"));
    assert_eq!(
        settings.to_ms.zip(settings.from_ms).map(|(to, from)| to - from),
        Some(86_400_000),
        "the last day counts"
    );
    assert_eq!(settings.fee_rate, None);
    assert_eq!(RunForm::of(&settings), form);
    let wrong = |form: RunForm| form.settings().err();
    assert_eq!(wrong(RunForm { cash: None, ..form.clone() }), Some(FormError::Cash));
    assert_eq!(wrong(RunForm { cash: Some(-1.0), ..form.clone() }), Some(FormError::Cash));
    assert_eq!(wrong(RunForm { latency: Some(-1.0), ..form.clone() }), Some(FormError::Latency));
    for rate in [-0.1, 100.1, f64::NAN, f64::INFINITY] {
        assert_eq!(
            wrong(RunForm { fee_rate: Some(rate), ..form.clone() }),
            Some(FormError::FeeRate),
            "{rate}"
        );
    }
    assert_eq!(wrong(RunForm { from: "2026-10-02".to_owned(), ..form }), Some(FormError::Period));
}

#[test]
fn a_map_has_every_row_once() {
    let sweep = crate::common::sweep().in_sample;
    let grid = matrix(&sweep, 0, Some(1), &[]);
    assert_eq!(
        (grid.x_values.as_slice(), grid.y_values.as_slice()),
        (&[5.0, 10.0, 15.0][..], &[30.0, 40.0, 50.0][..])
    );
    let mut rows: Vec<usize> = grid.cells.iter().copied().flatten().collect();
    let at = |x: usize, y: usize| grid.cells[y * 3 + x].map(|i| sweep.rows[i].values.clone());
    assert_eq!(at(2, 0), Some(vec![15.0, 30.0]));
    assert_eq!(at(0, 2), Some(vec![5.0, 50.0]));
    rows.sort_unstable();
    assert_eq!(rows, (0..9).collect::<Vec<_>>());
    let turned = matrix(&sweep, 1, Some(0), &[]);
    assert_eq!(turned.cells[1], grid.cells[3]);
    let line = matrix(&sweep, 0, None, &[5.0, 40.0]);
    assert_eq!(line.cells.len(), 3);
    let held = |i: &Option<usize>| i.is_some_and(|i| sweep.rows[i].values[1] == 40.0);
    assert!(line.cells.iter().all(held), "the other parameter is held");
}

#[test]
fn halves_are_matched_by_their_values_in_any_order() {
    let detail = crate::common::sweep();
    let (inside, mut outside) = (detail.in_sample, detail.out_of_sample.expect("a split"));
    let straight = partners(&inside, &outside);
    assert_eq!(straight, (0..9).map(Some).collect::<Vec<_>>());
    outside.rows.reverse();
    outside.rows.pop();
    let turned = partners(&inside, &outside);
    assert_eq!(turned[0], None);
    assert_eq!(turned[8], Some(0));
    for (row, partner) in inside.rows.iter().zip(&turned) {
        assert!(partner.is_none_or(|p| outside.rows[p].values == row.values));
    }
}

#[test]
fn agreement_is_one_with_oneself_and_turns_with_the_order() {
    let sweep = crate::common::sweep().in_sample;
    let same: Vec<_> = (0..9).map(Some).collect();
    let metric = SweepMetric::Pnl;
    let rank = agreement(&sweep, &sweep, &same, metric).expect("nine rows");
    assert!((rank - 1.0).abs() < 1e-9);
    let mut order: Vec<usize> = (0..9).collect();
    order.sort_by_key(|i| sweep.rows[*i].pnl_net_usdc);
    let mut turned = vec![None; 9];
    for (low, high) in order.iter().zip(order.iter().rev()) {
        turned[*low] = Some(*high);
    }
    let rank = agreement(&sweep, &sweep, &turned, metric).expect("nine rows");
    assert!((rank + 1.0).abs() < 1e-9, "{rank}");
    assert_eq!(agreement(&sweep, &sweep, &[None; 9], metric), None);
    assert_eq!(agreement(&sweep, &sweep, &[Some(0); 9], metric), None, "one value has no order");
}

#[test]
fn one_scale_serves_both_halves() {
    let detail = crate::common::sweep();
    let outside = detail.out_of_sample.as_ref().expect("a split");
    let scale = SweepMetric::Pnl.scale(detail.in_sample.rows.iter().chain(&outside.rows));
    let all = detail.in_sample.rows.iter().chain(&outside.rows);
    let places: Vec<f64> = all.filter_map(|r| SweepMetric::Pnl.value(r)).map(|v| scale.place(v)).collect();
    assert!(places.iter().any(|p| p.abs() == 1.0), "the farthest value has the strongest colour");
    let drawdown = SweepMetric::Drawdown.scale(detail.in_sample.rows.iter());
    assert!(drawdown.place(0.0) > 0.0, "no drawdown is good");
    for metric in SweepMetric::ALL {
        assert_eq!(SweepMetric::of_code(metric.code()), metric);
    }
    assert_eq!(
        heat::best(&detail.in_sample).map(|r| r.pnl_net_usdc),
        detail.in_sample.rows.iter().map(|r| r.pnl_net_usdc).max()
    );
}

#[test]
fn parameters_of_forms_and_graphs_are_found_and_set() {
    let StrategyRef::Document(form) = crate::common::backtest().request.strategy else {
        panic!("a document")
    };
    let StrategyRef::Document(graph) = crate::common::sweep().request.strategy else { panic!("a document") };
    let names = |text: &str| of_document(text).into_iter().map(|p| (p.name, p.default)).collect::<Vec<_>>();
    assert_eq!(names(&form), [("favourite".to_owned(), 0.6)]);
    assert_eq!(names(&graph), [("fast".to_owned(), 10.0), ("slow".to_owned(), 40.0)]);
    assert_eq!(names("not JSON"), []);
    let values = BTreeMap::from([("slow".to_owned(), 55.0), ("unknown".to_owned(), 1.0)]);
    let changed = with_defaults(&graph, &values, "(slow 55)").expect("a document");
    assert_eq!(names(&changed), [("fast".to_owned(), 10.0), ("slow".to_owned(), 55.0)]);
    assert!(changed.contains("EMA momentum (slow 55)"));
    let same = |text: &str| {
        let mut json: serde_json::Value = serde_json::from_str(text).expect("JSON");
        json["name"] = "".into();
        json
    };
    let back = with_defaults(&changed, &BTreeMap::from([("slow".to_owned(), 40.0)]), "").expect("a document");
    let (mut a, mut b) = (same(&graph), same(&back));
    // 40 and 40.0 are the same number to the compiler and different ones to this comparison.
    a["nodes"][2]["data"]["default"] = 0.into();
    b["nodes"][2]["data"]["default"] = 0.into();
    assert_eq!(a, b, "nothing else changed");
    assert_eq!(with_defaults("[", &values, ""), None);
}

#[test]
fn names_stay_within_a_hundred_characters() {
    let long = "é".repeat(200);
    let name = named(&long, "(fast 5)");
    assert_eq!(name.chars().count(), 100);
    assert!(name.ends_with("(fast 5)"));
    assert_eq!(named("x", "y"), "x y");
    assert!(named("x", &long).chars().count() <= 100);
}
