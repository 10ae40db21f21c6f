//! Statistics against values computed with Python (`golden/metrics.py`) and values printed in the papers.
use craftstrat_engine::analysis::deflated_sharpe;
use craftstrat_engine::metrics::{Ratios, normal, stats};

fn series(name: &str) -> &'static [f64] {
    match name {
        "mixed" => &[0.12, -0.05, 0.33, -0.41, 0.07, 0.0, -0.02, 0.25],
        "binary" => &[0.8, -1.0, 0.8, 0.8, -1.0, -1.0, 0.8, 0.8, 0.8, -1.0],
        "skewed" => &[0.01, 0.02, 0.01, -0.5, 0.015, 0.02, 0.01],
        "wins" => &[0.1, 0.2, 0.3],
        _ => panic!("no series {name}"),
    }
}

fn numbers(arguments: &str) -> Vec<f64> {
    arguments.split([',', '/']).map(|v| v.parse().unwrap()).collect()
}

fn deflated(arguments: &str) -> craftstrat_engine::analysis::Deflated {
    let v = numbers(arguments);
    let best = Ratios {
        sharpe: Some(v[0]),
        observations: v[1] as u64,
        skewness: Some(v[2]),
        kurtosis: Some(v[3]),
        ..Ratios::default()
    };
    deflated_sharpe(&best, v[4] as u64, v[5]).unwrap()
}

fn ours(name: &str, arguments: &str) -> f64 {
    let ratios = || stats::ratios(series(arguments));
    let wilson = || {
        let v = numbers(arguments);
        stats::wilson(v[0] as u64, v[1] as u64).unwrap()
    };
    match name {
        "mean" => ratios().mean.unwrap(),
        "deviation" => ratios().deviation.unwrap(),
        "downside" => ratios().downside.unwrap(),
        "sharpe" => ratios().sharpe.unwrap(),
        "sortino" => ratios().sortino.unwrap(),
        "skewness" => ratios().skewness.unwrap(),
        "kurtosis" => ratios().kurtosis.unwrap(),
        "wilson_low" => wilson().0,
        "wilson_high" => wilson().1,
        "quantile" => normal::quantile(arguments.parse().unwrap()),
        "cdf" => normal::cdf(arguments.parse().unwrap()),
        "dsr_expected_max" => deflated(arguments).expected_max,
        "dsr_probability" => deflated(arguments).probability,
        _ => panic!("no statistic {name}"),
    }
}

#[test]
fn statistics_equal_the_values_of_the_script() {
    let lines: Vec<&str> = include_str!("golden/metrics.txt").lines().collect();
    assert!(lines.len() > 60, "the golden file has only {} lines", lines.len());
    for line in lines {
        let [name, arguments, value] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (ours, golden) = (ours(name, arguments), value.parse::<f64>().unwrap());
        assert!(
            (ours - golden).abs() <= 1e-12 * golden.abs().max(1.0),
            "{name} {arguments}: {ours} and {golden}"
        );
    }
}

/// Bailey and Lopez de Prado (2014), section "A numerical example": an annual Sharpe ratio of 2.5 over five years of 250
/// days, skewness -3, kurtosis 10, variance of the trials' annual ratios 1/2: SR0 = 0.1132, DSR = 0.9004 after 100
/// trials; 0.9505 after 46; with normal returns 0.9505 after 88.
#[test]
fn deflated_sharpe_ratio_is_the_published_one() {
    let check = |skewness: f64, kurtosis: f64, trials: u64, expected: f64| {
        let best = Ratios {
            sharpe: Some(2.5 / 250.0_f64.sqrt()),
            observations: 1_250,
            skewness: Some(skewness),
            kurtosis: Some(kurtosis),
            ..Ratios::default()
        };
        let found = deflated_sharpe(&best, trials, 0.5 / 250.0).unwrap();
        assert!((found.probability - expected).abs() < 5e-5, "{trials} trials: {}", found.probability);
        found.expected_max
    };
    assert!((check(-3.0, 10.0, 100, 0.9004) - 0.1132).abs() < 5e-5);
    check(-3.0, 10.0, 46, 0.9505);
    check(0.0, 3.0, 88, 0.9505);
}

/// Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
#[test]
fn wilson_interval_is_the_published_one() {
    for (successes, trials, low, high) in
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        let found = stats::wilson(successes, trials).unwrap();
        assert!(
            (found.0 - low).abs() < 5e-5 && (found.1 - high).abs() < 5e-5,
            "{successes}/{trials}: {found:?}"
        );
    }
    assert_eq!(stats::wilson(0, 0), None);
    assert_eq!(stats::wilson(2, 1), None);
}

#[test]
fn ratios_that_are_not_defined_are_none() {
    assert_eq!(stats::ratios(&[]), Ratios::default());
    let one = stats::ratios(&[0.3]);
    assert_eq!(
        (one.observations, one.mean, one.deviation, one.sharpe, one.sortino),
        (1, Some(0.3), None, None, None)
    );
    // 0.1 is not exact in binary: the spread of equal returns is rounding noise, not risk.
    let equal = stats::ratios(&[0.1; 7]);
    assert_eq!((equal.deviation, equal.sharpe, equal.kurtosis), (Some(0.0), None, None));
    let wins = stats::ratios(&[0.1, 0.2]);
    assert!(wins.sharpe.is_some());
    assert_eq!((wins.downside, wins.sortino), (Some(0.0), None));
    assert!(normal::quantile(f64::NAN).is_nan() && normal::quantile(1.5).is_nan());
    assert_eq!((normal::quantile(0.0), normal::quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    let best = Ratios {
        sharpe: Some(0.1),
        skewness: Some(0.0),
        kurtosis: Some(3.0),
        observations: 50,
        ..Ratios::default()
    };
    assert_eq!(deflated_sharpe(&best, 1, 0.01), None);
    assert_eq!(deflated_sharpe(&best, 5, f64::NAN), None);
    assert_eq!(deflated_sharpe(&Ratios { sharpe: None, ..best }, 5, 0.01), None);
}
