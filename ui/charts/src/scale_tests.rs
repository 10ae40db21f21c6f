//! Scales and their colours.

use super::*;

#[test]
fn two_maps_with_one_scale_give_one_value_one_colour() {
    let (inside, outside) = ([1.0, -4.0], [2.0, f64::NAN]);
    let scale = ColorScale::around(0.0, inside.into_iter().chain(outside));
    assert_eq!(scale.place(-4.0), -1.0);
    assert_eq!(scale.place(2.0), 0.5);
    assert_eq!(scale.place(f64::NAN), 0.0);
    assert!(scale.css(-4.0).contains("--loss) 50%"));
    assert!(scale.css(2.0).contains("--gain) 25%"));
}

#[test]
fn a_map_without_differences_has_no_colour() {
    let scale = ColorScale::around(0.0, [0.0, 0.0]);
    assert!(scale.css(0.0).contains(" 0%"));
    assert_eq!(ColorScale::around(0.0, []).place(5.0), 0.0);
}

#[test]
fn the_middle_need_not_be_zero() {
    let scale = ColorScale::around(0.5, [0.4, 0.9]);
    assert!((scale.place(0.4) + 0.25).abs() < 1e-9);
    assert_eq!(scale.place(0.9), 1.0);
    assert_eq!(scale.inverted().place(0.9), -1.0);
}

#[test]
fn lines_fill_their_box() {
    assert_eq!(polyline(&[0.0, 1.0, f64::NAN, 0.5], 32.0, 12.0), "1.0,11.0 11.0,1.0 31.0,6.0");
    assert_eq!(polyline(&[f64::NAN], 32.0, 12.0), "");
    assert_eq!(polyline(&[3.0, 3.0], 32.0, 12.0), "1.0,1.0 31.0,1.0");
}
