//! What is drawn instead of too many points.

use craftstrat_ui_charts::thin::{Columns, by_second, thin};
use proptest::prelude::*;

#[test]
fn a_second_shows_its_last_value() {
    let columns = by_second(&[1_000.0, 1_250.0, 1_900.0, 2_000.0], &[1.0, 2.0, f64::NAN, 4.0]);
    assert_eq!(columns.seconds, [1.0, 2.0]);
    assert_eq!(columns.values, [2.0, 4.0], "a gap within a second that has a value is none");
}

#[test]
fn a_gap_alone_in_its_second_stays() {
    let columns = by_second(&[1_000.0, 2_000.0, 2_500.0], &[1.0, f64::NAN, f64::NAN]);
    assert_eq!(columns.seconds, [1.0, 2.0]);
    assert!(columns.values[1].is_nan());
}

#[test]
fn few_points_are_left_alone() {
    let few = Columns { seconds: vec![1.0, 2.0, 3.0], values: vec![1.0, f64::NAN, 3.0] };
    assert_eq!(thin(few.clone(), 3).seconds, few.seconds);
}

#[test]
fn peaks_troughs_and_gaps_survive() {
    let mut values = vec![0.0; 100_000];
    (values[31_234], values[55_555], values[70_001]) = (9.0, -9.0, f64::NAN);
    let seconds = (0..values.len()).map(|s| s as f64).collect();
    let thinned = thin(Columns { seconds, values }, 20_000);
    let at = |second: f64| thinned.seconds.iter().position(|s| *s == second).map(|i| thinned.values[i]);
    assert_eq!(at(31_234.0), Some(9.0));
    assert_eq!(at(55_555.0), Some(-9.0));
    assert!(at(70_001.0).is_some_and(f64::is_nan));
    assert_eq!(thinned.seconds.first(), Some(&0.0));
    assert_eq!(thinned.seconds.last(), Some(&99_999.0));
}

proptest! {
    #[test]
    fn what_is_drawn_ascends_within_the_limit_and_was_there(
        steps in prop::collection::vec((-500.0..5_000.0_f64, prop::option::of(-1e6..1e6_f64)), 0..2_000),
        limit in 5..500_usize,
    ) {
        let mut ms = 1.7e12;
        let mut times = Vec::new();
        let mut values = Vec::new();
        for (step, value) in steps {
            ms += step;
            times.push(ms);
            values.push(value.unwrap_or(f64::NAN));
        }
        let whole = by_second(&times, &values);
        prop_assert!(whole.seconds.windows(2).all(|w| w[0] < w[1]));
        let thinned = thin(whole.clone(), limit);
        prop_assert!(thinned.seconds.len() <= limit);
        prop_assert_eq!(thinned.seconds.len(), thinned.values.len());
        prop_assert!(thinned.seconds.windows(2).all(|w| w[0] < w[1]));
        for (second, value) in thinned.seconds.iter().zip(&thinned.values) {
            let index = whole.seconds.iter().position(|s| s == second);
            let was = index.and_then(|i| whole.values.get(i)).copied();
            prop_assert!(was.is_some_and(|w| w == *value || (w.is_nan() && value.is_nan())));
        }
        let top = |c: &Columns| c.values.iter().copied().filter(|v| v.is_finite()).reduce(f64::max);
        prop_assert_eq!(top(&whole), top(&thinned));
    }
}
