//! Metrics, settings, comparison and curves of real reports.

use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_ui_results::model::compare::{COMPARED_MAX, compared, ids};
use craftstrat_ui_results::model::curves::curves;
use craftstrat_ui_results::model::facts::{headline, sections};
use craftstrat_ui_results::model::figure::Figure;
use craftstrat_ui_results::model::frozen::{SettingName, settings, side_by_side};
use std::collections::BTreeSet;

#[test]
fn every_metric_is_explained_in_both_languages() {
    let report = crate::common::backtest().report;
    let mut names = BTreeSet::new();
    for section in sections(&report) {
        for fact in section.facts {
            assert!(names.insert(fact.name), "{} is shown twice", fact.name);
        }
    }
    names.extend(headline(&report).iter().map(|f| f.name));
    for lang in Lang::ALL {
        let catalogue = Catalogue::new(lang);
        for name in &names {
            for key in [format!("results-metric-{name}"), format!("results-metric-{name}-help")] {
                assert!(catalogue.has(&key), "{}: {key}", lang.code());
            }
        }
    }
    assert!(names.len() > 80, "{}", names.len());
}

/// Leaves of the report's metrics and analysis, as their JSON names.
fn leaves(value: &serde_json::Value, path: &str, into: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (name, value) in map {
                leaves(value, &format!("{path}.{name}"), into);
            }
        }
        _ => into.push(path.to_owned()),
    }
}

#[test]
fn no_metric_of_the_report_is_left_out() {
    let report = crate::common::backtest().report;
    let shown: BTreeSet<String> =
        sections(&report).into_iter().flat_map(|s| s.facts).map(|f| f.name.replace('-', "")).collect();
    let mut all = Vec::new();
    let metrics = serde_json::to_value(&report.metrics).expect("metrics are JSON");
    leaves(&metrics, "", &mut all);
    // Shown elsewhere: groups in the breakdown, trades and counts as one figure each, the period in the metric's name.
    let elsewhere = [
        "by",
        "besttrade",
        "worsttrade",
        "executionends",
        "executioncauses",
        "pertradeperiod",
        "perslotperiod",
    ];
    for leaf in all {
        let name = leaf.replace(['.', '_'], "");
        if elsewhere.iter().any(|e| name.starts_with(e)) {
            continue;
        }
        let bare = name.trim_start_matches("execution").to_owned();
        assert!(shown.contains(&name) || shown.contains(&bare), "{leaf} is not shown");
    }
}

#[test]
fn settings_are_complete_and_named() {
    let report = crate::common::other_backtest().report;
    let list = settings(&report);
    let parameter = list.iter().find(|s| s.name == SettingName::Parameter("favourite".to_owned()));
    assert_eq!(parameter.map(|s| s.figure.clone()), Some(Figure::Value(0.7)));
    for lang in Lang::ALL {
        let catalogue = Catalogue::new(lang);
        for setting in &list {
            if let SettingName::Known(name) = setting.name {
                assert!(catalogue.has(&format!("results-setting-{name}")), "{name}");
            }
            if let Figure::Word(key) = &setting.figure {
                assert!(catalogue.has(key), "{key}");
            }
        }
    }
    let json = serde_json::to_value(&report.settings).expect("settings are JSON");
    let fields = json.as_object().map_or(0, |o| o.len());
    // Two fields hold lists of settings of their own; the strategy adds four settings and the run two.
    assert_eq!(list.len(), fields - 2 + 1 + 4 + 4 + 2);
}

#[test]
fn only_settings_that_differ_are_marked() {
    let (a, b) = (crate::common::backtest().report, crate::common::other_backtest().report);
    let differ = |reports: &[&craftstrat_api::Report]| -> Vec<SettingName> {
        side_by_side(reports).into_iter().filter(|(_, _, differ)| *differ).map(|(name, _, _)| name).collect()
    };
    assert_eq!(differ(&[&a, &a]), []);
    let expected = [SettingName::Parameter("favourite".to_owned()), SettingName::Known("latency")];
    assert_eq!(differ(&[&a, &b]), expected);
    let mut bare = a.clone();
    bare.settings.parameters.clear();
    let rows = side_by_side(&[&bare, &a]);
    let at = rows.iter().position(|(n, _, _)| matches!(n, SettingName::Parameter(_)));
    assert_eq!(at, Some(4), "a parameter only the second has keeps its place");
    assert_eq!(rows[4].1[0], Figure::Missing);
}

#[test]
fn differences_are_to_the_first() {
    let (a, b) = (crate::common::backtest().report, crate::common::other_backtest().report);
    let all = compared(&[&a, &b]);
    let fact =
        |name: &str| all.iter().flat_map(|(_, facts)| facts).find(|f| f.name == name).expect("a metric");
    let change = b.metrics.pnl_net_usdc.micros() - a.metrics.pnl_net_usdc.micros();
    let pnl = fact("pnl-net-usdc");
    assert_eq!(pnl.differences[0], None);
    assert!(matches!(&pnl.differences[1], Some(Figure::Pnl(d)) if d.micros() == change));
    assert_eq!(fact("drawdown-peak-at-ms").differences[1], None, "moments are not subtracted");
    assert_eq!(compared(&[]), []);
}

#[test]
fn at_most_four_ids_each_once() {
    assert_eq!(ids("a,b,,a, c ,d,e"), ["a", "b", "c", "d"]);
    assert_eq!(ids("").len(), 0);
    assert_eq!(ids("1,2,3,4,5").len(), COMPARED_MAX);
}

#[test]
fn the_deepest_point_of_the_curve_is_the_drawdown_of_the_report() {
    for detail in [crate::common::backtest(), crate::common::other_backtest()] {
        let report = detail.report;
        let curves = curves(&report);
        assert_eq!(curves.times_ms.len(), report.equity.len());
        let deepest = curves.drawdown.iter().copied().fold(0.0, f64::min);
        assert!((deepest + report.metrics.drawdown.depth_usdc.to_f64()).abs() < 1e-9);
        assert_eq!(curves.equity.first().copied(), Some(report.metrics.opening_usdc.to_f64()));
        assert_eq!(curves.equity.last().copied(), Some(report.metrics.closing_usdc.to_f64()));
    }
}
