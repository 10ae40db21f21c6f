//! Indicators against their definitions, on values worked out by hand.
use craftstrat_sdk::indicators::{Cross, Ema, Lag, RollingMax, RollingMin, Rsi, Sma, Stddev};
use expect_test::{Expect, expect};

const MISSING: f64 = f64::NAN;

/// Feeds `values` and shows the outputs, `-` for missing.
fn check(mut update: impl FnMut(f64) -> f64, values: &[f64], expect: Expect) {
    let shown: Vec<String> = values
        .iter()
        .map(|v| match update(*v) {
            y if y.is_nan() => "-".to_owned(),
            y => format!("{y:.6}"),
        })
        .collect();
    expect.assert_eq(&shown.join(" "));
}

#[test]
fn ema_starts_at_the_first_present_value_and_holds_over_missing_ones() {
    let mut ema = Ema::default();
    let values = [MISSING, 1.0, 2.0, MISSING, 4.0];
    check(|x| ema.update(x, 3.0), &values, expect!["- 1.000000 1.500000 1.500000 2.750000"]);
}

#[test]
fn windows_are_missing_until_full_and_skip_missing_values() {
    let values = [4.0, MISSING, 2.0, 9.0, MISSING, 1.0, 5.0];
    let mut sma = Sma::default();
    check(|x| sma.update(x, 3.0), &values, expect!["- - - 5.000000 5.000000 4.000000 5.000000"]);
    let mut low = RollingMin::default();
    check(|x| low.update(x, 3.0), &values, expect!["- - - 2.000000 2.000000 1.000000 1.000000"]);
    let mut high = RollingMax::default();
    check(|x| high.update(x, 3.9), &values, expect!["- - - 9.000000 9.000000 9.000000 9.000000"]);
    let mut lag = Lag::default();
    check(|x| lag.update(x, 2.0), &values, expect!["- - - 4.000000 4.000000 2.000000 9.000000"]);
}

#[test]
fn stddev_is_of_the_population_and_centred() {
    let mut stddev = Stddev::default();
    check(|x| stddev.update(x, 4.0), &[2.0, 4.0, 4.0, 6.0], expect!["- - - 1.414214"]);
    let far = 1e9;
    let mut stddev = Stddev::default();
    let values = [far + 2.0, far + 4.0, far + 4.0, far + 6.0];
    check(|x| stddev.update(x, 4.0), &values, expect!["- - - 1.414214"]);
}

#[test]
fn rsi_smooths_gains_and_losses_by_wilder() {
    let mut still = Rsi::default();
    check(|x| still.update(x, 2.0), &[3.0, 3.0, 3.0, 3.0], expect!["- - 50.000000 50.000000"]);
    let mut rsi = Rsi::default();
    let values = [10.0, 10.0, 11.0, 10.0, MISSING, 12.0];
    check(|x| rsi.update(x, 2.0), &values, expect!["- - 100.000000 33.333333 33.333333 81.818182"]);
}

#[test]
fn a_cross_needs_a_row_at_or_below_before() {
    let mut cross = Cross::default();
    let values = [2.0, 1.0, MISSING, 2.0, 3.0, 1.5, 1.6];
    check(
        |x| f64::from(u8::from(cross.above(x, 1.5))),
        &values,
        expect!["0.000000 0.000000 0.000000 1.000000 0.000000 0.000000 1.000000"],
    );
}

#[test]
fn lengths_are_rounded_down_and_held_in_bounds() {
    for (n, expected) in [(0.0, 2.0), (-5.0, 2.0), (f64::NAN, 2.0), (1.9, 2.0), (f64::INFINITY, MISSING)] {
        let mut sma = Sma::default();
        sma.update(1.0, n);
        let got = sma.update(2.0, n);
        assert!(got == expected || (got.is_nan() && expected.is_nan()), "n = {n}: {got}");
    }
}

/// One column of the golden file that also holds the compiler's indicators to the Python reference.
fn golden(name: &str) -> Vec<f64> {
    let text = include_str!("../../../compiler/tests/golden/indicators.csv");
    let mut lines = text.lines();
    let column = lines.next().unwrap().split(',').position(|n| n == name).unwrap();
    let cell = |line: &str| line.split(',').nth(column).unwrap().to_owned();
    lines.map(|line| cell(line).parse().unwrap_or(f64::NAN)).collect()
}

#[test]
fn values_are_those_of_the_compilers_golden_file() {
    type Update = Box<dyn FnMut(f64, f64) -> f64>;
    fn of<T: Default + 'static>(update: fn(&mut T, f64, f64) -> f64) -> Update {
        let mut state = T::default();
        Box::new(move |x, n| update(&mut state, x, n))
    }
    let table: [(&str, f64, Update); 8] = [
        ("EMA period=20 value", 20.0, of(Ema::update)),
        ("EMA period=1 value", 1.0, of(Ema::update)),
        ("SMA period=10 value", 10.0, of(Sma::update)),
        ("STDDEV period=12 value", 12.0, of(Stddev::update)),
        ("MIN period=9 value", 9.0, of(RollingMin::update)),
        ("MAX period=9 value", 9.0, of(RollingMax::update)),
        ("LAG period=3 value", 3.0, of(Lag::update)),
        ("RSI period=3 value", 3.0, of(Rsi::update)),
    ];
    let prices = golden("mid_up");
    for (name, period, mut update) in table {
        for (row, (price, expected)) in prices.iter().zip(golden(name)).enumerate() {
            let got = update(*price, period);
            let same = (got.is_nan() && expected.is_nan())
                || (got - expected).abs() <= 1e-9 * expected.abs().max(1.0);
            assert!(same, "{name} row {row}: {got} instead of {expected}");
        }
    }
}
