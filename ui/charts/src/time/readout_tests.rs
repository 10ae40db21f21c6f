//! What the read-out says at the cursor.

use super::*;
use crate::time::SeriesKind;

fn panes(times: &[f64], values: &[f64]) -> Vec<Pane> {
    let series = Series {
        label: "a".into(),
        color: "up".into(),
        kind: SeriesKind::Line,
        times_ms: Rc::new(times.to_vec()),
        values: Rc::new(values.to_vec()),
    };
    vec![Pane { series: vec![series], ..Pane::default() }]
}

#[test]
fn the_value_is_the_last_one_up_to_the_end_of_that_second() {
    let panes = panes(&[1_000.0, 1_400.0, 3_000.0, 4_000.0], &[0.1, 0.2, 0.3, f64::NAN]);
    let series = &panes[0].series[0];
    assert_eq!(value_at(series, Some(1_000.0)), Some(0.2));
    assert_eq!(value_at(series, Some(2_999.0)), Some(0.2));
    assert_eq!(value_at(series, Some(3_000.0)), Some(0.3));
    assert_eq!(value_at(series, Some(500.0)), None);
    assert_eq!(value_at(series, None), None, "it ends in a gap");
}

#[test]
fn keys_walk_over_the_points() {
    let times: Vec<f64> = [0.0, 1_000.0, 1_200.0, 1_400.0, 2_000.0].to_vec();
    let panes = panes(&times, &[0.0; 5]);
    let go = |from: Option<f64>, name: &str| key(&panes, from, name, false);
    assert_eq!(go(Some(0.0), "ArrowRight"), Some(Some(1_000.0)));
    assert_eq!(go(Some(1_000.0), "ArrowRight"), Some(Some(2_000.0)), "a second is one point");
    assert_eq!(go(Some(2_000.0), "ArrowLeft"), Some(Some(1_400.0)));
    assert_eq!(go(Some(1_400.0), "ArrowLeft"), Some(Some(0.0)));
    assert_eq!(go(Some(0.0), "ArrowLeft"), Some(Some(0.0)));
    assert_eq!(go(None, "ArrowRight"), Some(Some(0.0)));
    assert_eq!(go(None, "End"), Some(Some(2_000.0)));
    assert_eq!(go(Some(0.0), "Escape"), Some(None));
    assert_eq!(go(None, "Escape"), None, "nothing to leave: the key is somebody else's");
    assert_eq!(go(Some(0.0), "x"), None);
    assert_eq!(key(&panes, Some(0.0), "ArrowRight", true), Some(Some(2_000.0)));
    assert_eq!(key(&[], None, "End", false), None);
}
