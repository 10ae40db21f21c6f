//! Columns of a chart: order, gaps, thinning.

use super::*;
use crate::time::{PriceLine, SeriesKind};
use std::rc::Rc;

fn series(label: &'static str, times: &[f64]) -> Series {
    Series {
        label: label.into(),
        color: "up".into(),
        kind: SeriesKind::Step,
        times_ms: Rc::new(times.to_vec()),
        values: Rc::new(times.iter().map(|t| t / 2.0).collect()),
    }
}

fn marker(at_ms: f64, up: bool, kind: MarkerKind) -> Marker {
    Marker { at_ms, kind, up, text: "50".into(), id: "0".into() }
}

#[test]
fn the_layout_changes_with_the_series_and_not_with_their_values() {
    let pane = |times: &[f64]| vec![Pane { series: vec![series("a", times)], ..Pane::default() }];
    assert_eq!(layout(&pane(&[1.0, 2.0]), true, "en"), layout(&pane(&[5.0]), true, "en"));
    assert_ne!(layout(&pane(&[1.0]), true, "en"), layout(&pane(&[1.0]), true, "fr"));
    let mut with_line = pane(&[1.0]);
    with_line[0].lines = vec![PriceLine { value: f64::NAN, label: "to beat".into(), color: "down".into() }];
    assert_eq!(
        layout(&with_line, true, "en"),
        layout(&pane(&[1.0]), true, "en"),
        "a line without a place is none"
    );
    with_line[0].lines[0].value = 3.0;
    assert!(layout(&with_line, true, "en").contains("to beat"));
}

#[test]
fn empty_panes_take_no_room() {
    let panes = vec![Pane::default(), Pane { series: vec![series("a", &[1.0])], ..Pane::default() }];
    let json: serde_json::Value = serde_json::from_str(&layout(&panes, true, "en")).unwrap();
    assert_eq!(json["panes"].as_array().unwrap().len(), 1);
}

#[test]
fn bounds_of_a_scale_are_told() {
    let pane = Pane { series: vec![series("a", &[1.0])], bounds: Some((0.0, 1.0)), ..Pane::default() };
    let json: serde_json::Value = serde_json::from_str(&layout(&[pane], true, "en")).unwrap();
    assert_eq!(json["panes"][0]["bounds"], serde_json::json!([0.0, 1.0]));
}

#[test]
fn all_series_share_the_limit() {
    let times: Vec<f64> = (0..10_000).map(|i| f64::from(i) * 1_000.0).collect();
    let panes = vec![Pane { series: vec![series("a", &times), series("b", &times)], ..Pane::default() }];
    let drawn: usize = Told::default().changed("", &panes, 1_000).iter().map(|(_, c)| c.seconds.len()).sum();
    assert!(drawn <= 1_000, "{drawn}");
    assert!(drawn >= 400, "{drawn}");
}

#[test]
fn only_series_that_changed_are_told_again() {
    let (a, b) = (series("a", &[1_000.0, 2_000.0]), series("b", &[1_000.0]));
    let of = |all: &[&Series]| {
        vec![Pane { series: all.iter().map(|s| (*s).clone()).collect(), ..Pane::default() }]
    };
    let mut told = Told::default();
    let mut indexes = |layout: &str, panes: &[Pane], most: usize| -> Vec<usize> {
        told.changed(layout, panes, most).into_iter().map(|(index, _)| index).collect()
    };
    assert_eq!(indexes("x", &of(&[&a, &b]), 100), [0, 1]);
    assert_eq!(indexes("x", &of(&[&a, &b]), 100), [0; 0]);
    assert_eq!(indexes("x", &of(&[&a, &series("b", &[5_000.0])]), 100), [1]);
    assert_eq!(indexes("y", &of(&[&a, &b]), 100), [0, 1], "another layout begins anew");
    assert_eq!(indexes("y", &of(&[&a, &b]), 50), [0, 1], "so do other limits");
    assert_eq!(indexes("y", &of(&[&b, &a]), 50), [0, 1], "they changed places");
}

#[test]
fn markers_go_to_the_series_of_their_outcome_in_order_of_time() {
    let two = vec![Pane {
        series: vec![series("up", &[0.0, 9_000.0]), series("down", &[0.0, 9_000.0])],
        ..Pane::default()
    }];
    let list = [
        marker(5_400.0, false, MarkerKind::Exit),
        marker(2_000.0, true, MarkerKind::Entry),
        marker(99_000.0, true, MarkerKind::Exit),
    ];
    let json: serde_json::Value = serde_json::from_str(&markers(&two, &list)).unwrap();
    let of = |field: &str| json.as_array().unwrap().iter().map(|m| m[field].to_string()).collect::<Vec<_>>();
    assert_eq!(of("time"), ["2.0", "5.0"]);
    assert_eq!(of("series"), ["0", "1"]);
    assert_eq!(of("entry"), ["true", "false"]);
    let one = vec![Pane { series: vec![series("equity", &[0.0, 9_000.0])], ..Pane::default() }];
    let json: serde_json::Value = serde_json::from_str(&markers(&one, &list[..1])).unwrap();
    assert_eq!(json[0]["series"], 0);
    assert_eq!(markers(&[], &list), "[]");
}
