//! Every indicator of the catalogue: it lowers, is documented, and has the values of the Python reference
//! (`tests/golden/indicators.py` makes `tests/golden/indicators.csv`).

use super::values::{Run, close};
use super::{graph, program};
use craftstrat_compiler::indicators::{self, Indicator};
use std::collections::BTreeMap;

/// A graph that computes one output of an indicator over `mid_up`.
fn document(indicator: &str, settings: &str, output: &str) -> String {
    let nodes = format!(
        "x indicator {{\"fn\":\"{indicator}\",\"field\":\"mid_up\",\"output\":\"{output}\"{settings}}}
         c comparator {{\"operator\":\"!=\",\"value\":0.123}}
         a action {{\"signal\":\"close\",\"outcome\":\"UP\"}}"
    );
    graph(&nodes, "x c, c a")
}

/// Settings for the indicators that have no customary ones.
fn settings(indicator: &Indicator) -> &'static str {
    let needed = indicator.settings.iter().any(|s| s.presence == indicators::Presence::Needed);
    if needed { ",\"period\":5" } else { "" }
}

#[test]
fn every_indicator_and_output_lowers_and_is_documented() {
    let mut count = 0;
    for indicator in indicators::all() {
        for output in indicator.outputs.iter().flat_map(|o| o.names) {
            program(&document(indicator.name, settings(indicator), output));
            count += 1;
        }
        for name in indicator.aliases {
            program(&document(&name.to_uppercase(), settings(indicator), indicator.outputs[0].names[0]));
        }
        for text in [indicator.doc, indicator.formula, indicator.source, indicator.warm_up] {
            assert!(!text.is_empty(), "{}", indicator.name);
        }
        // That one is missing is said so: "the number of samples".
        for setting in indicator.settings.iter().filter(|s| s.presence == indicators::Presence::Needed) {
            assert!(setting.whole && setting.doc == "the number of samples", "{}", indicator.name);
        }
    }
    assert!(count >= 30, "{count}");
}

#[test]
fn names_are_unique() {
    let mut names: Vec<String> =
        indicators::all().flat_map(|i| i.aliases.iter().chain([&i.name]).map(|n| n.to_lowercase())).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// The golden file by column: `mid_up`, `market_volume_usd`, then `NAME settings output`.
fn golden() -> BTreeMap<String, Vec<f64>> {
    let text = include_str!("../golden/indicators.csv");
    let mut lines = text.lines();
    let names: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    let mut columns: BTreeMap<String, Vec<f64>> = names.iter().map(|n| (n.clone(), Vec::new())).collect();
    for line in lines {
        for (name, cell) in names.iter().zip(line.split(',')) {
            let value = if cell.is_empty() { f64::NAN } else { cell.parse().unwrap() };
            columns.get_mut(name).unwrap().push(value);
        }
    }
    columns
}

#[test]
fn values_are_those_of_the_python_reference() {
    let golden = golden();
    let mut seen = std::collections::BTreeSet::new();
    for (name, expected) in &golden {
        let mut parts = name.split(' ');
        let (Some(indicator), Some(settings), Some(output)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let settings: String = settings
            .split(';')
            .filter_map(|s| s.split_once('='))
            .map(|(k, v)| format!(",\"{k}\":{v}"))
            .collect();
        let mut run = Run::new(&document(indicator, &settings, output));
        for (row, expected) in expected.iter().enumerate() {
            let columns =
                [("mid_up", golden["mid_up"][row]), ("market_volume_usd", golden["market_volume_usd"][row])];
            let got = run.row(&columns)["x"];
            assert!(close(got, *expected), "{name} row {row}: {got} instead of {expected}");
        }
        seen.insert(indicator.to_owned());
    }
    let all: std::collections::BTreeSet<String> = indicators::all().map(|i| i.name.to_owned()).collect();
    assert_eq!(seen, all, "indicators without reference values");
}

#[test]
fn indicators_hold_on_rows_between_samples() {
    let golden = golden();
    for indicator in indicators::all() {
        for output in indicator.outputs.iter().map(|o| o.names[0]) {
            let json = document(indicator.name, settings(indicator), output);
            let (mut with, mut without) = (Run::new(&json), Run::new(&json));
            let rows = golden["mid_up"].iter().zip(&golden["market_volume_usd"]).take(60).enumerate();
            for (row, (&price, &volume)) in rows {
                let sample = [("mid_up", price), ("market_volume_usd", volume)];
                let (a, b) = (with.row(&sample)["x"], without.row(&sample)["x"]);
                assert!(
                    a == b || (a.is_nan() && b.is_nan()),
                    "{} {output} row {row}: {a} and {b}",
                    indicator.name
                );
                let between = [("sample", 0.0), ("mid_up", 0.9), ("market_volume_usd", volume + 5.0)];
                let held = with.row(&between)["x"];
                assert!(a == held || (a.is_nan() && held.is_nan()), "{} {output} row {row}", indicator.name);
            }
        }
    }
}

#[test]
fn a_missing_input_leaves_indicators_unchanged() {
    let golden = golden();
    for indicator in indicators::all() {
        for output in indicator.outputs.iter().map(|o| o.names[0]) {
            let json = document(indicator.name, settings(indicator), output);
            let (mut with, mut without) = (Run::new(&json), Run::new(&json));
            let rows = golden["mid_up"].iter().zip(&golden["market_volume_usd"]).take(60).enumerate();
            for (row, (&price, &volume)) in rows {
                let sample = [("mid_up", price), ("market_volume_usd", volume)];
                // The reference's own gaps would hide what is tested here.
                if sample[0].1.is_nan() {
                    continue;
                }
                let (a, b) = (with.row(&sample)["x"], without.row(&sample)["x"]);
                assert!(
                    a == b || (a.is_nan() && b.is_nan()),
                    "{} {output} row {row}: {a} and {b}",
                    indicator.name
                );
                let held = with.row(&[("mid_up", f64::NAN), ("market_volume_usd", f64::NAN)])["x"];
                assert!(a == held || (a.is_nan() && held.is_nan()), "{} {output} row {row}", indicator.name);
            }
        }
    }
}
