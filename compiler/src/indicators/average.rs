//! Averages and other plain reductions.

use super::recipe::Recipe;
use super::{Indicator, Presence, VALUE, output, period, samples};
use crate::ir::{Reduce, Ref};

/// The rows of this family.
pub(super) const CATALOGUE: &[Indicator] = &[
    Indicator {
        name: "EMA",
        aliases: &["exponential_moving_average"],
        doc: "Exponential moving average.",
        formula: "y starts at the first x, then y += 2 / (n + 1) (x - y)",
        source: "R. G. Brown, Statistical Forecasting for Inventory Control, 1959; weight 2 / (n + 1) as customary in charting",
        warm_up: "Present from the first sample; after 3.45 (n + 1) samples the first value weighs less than 0.1 %.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| {
            let n = r.length(0);
            r.ema(x, n)
        },
    },
    Indicator {
        name: "SMA",
        aliases: &["simple_moving_average", "mean"],
        doc: "Simple moving average.",
        formula: "sum of the last n x / n",
        source: "arithmetic mean",
        warm_up: "Missing until n samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| reduce(r, x, Reduce::Mean),
    },
    Indicator {
        name: "SUM",
        aliases: &["rolling_sum"],
        doc: "Sum over a window.",
        formula: "sum of the last n x",
        source: "sum",
        warm_up: "Missing until n samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| reduce(r, x, Reduce::Sum),
    },
    Indicator {
        name: "MIN",
        aliases: &["rolling_min", "lowest"],
        doc: "Smallest value in a window.",
        formula: "smallest of the last n x",
        source: "minimum",
        warm_up: "Missing until n samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| reduce(r, x, Reduce::Min),
    },
    Indicator {
        name: "MAX",
        aliases: &["rolling_max", "highest"],
        doc: "Largest value in a window.",
        formula: "largest of the last n x",
        source: "maximum",
        warm_up: "Missing until n samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| reduce(r, x, Reduce::Max),
    },
    Indicator {
        name: "MACD",
        aliases: &[],
        doc: "Moving average convergence divergence.",
        formula: "line = EMA(fast) - EMA(slow); signal = EMA(signal) of line; histogram = line - signal",
        source: "G. Appel, The Moving Average Convergence-Divergence Trading Method, 1979",
        warm_up: "Present from the first sample; settles as the slow EMA and then the signal's EMA do.",
        settings: &[
            samples(&["fast", "fast_period"], Presence::Default(12.0), 1, "samples of the fast average"),
            samples(&["slow", "slow_period"], Presence::Default(26.0), 1, "samples of the slow average"),
            samples(
                &["signal", "signal_period"],
                Presence::Default(9.0),
                1,
                "samples of the signal's average",
            ),
        ],
        outputs: &[
            output(&["line", "macd", "value"], "fast average - slow average"),
            output(&["signal"], "average of the line"),
            output(&["histogram", "hist"], "line - signal"),
        ],
        build: macd,
    },
];

fn reduce(r: &mut Recipe<'_, '_>, x: Ref, reduce: Reduce) -> Ref {
    let n = r.length(0);
    r.window(x, n, reduce)
}

fn macd(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let (fast, slow, n) = (r.length(0), r.length(1), r.length(2));
    let (fast, slow) = (r.ema(x, fast), r.ema(x, slow));
    let line = r.sub(fast, slow);
    if r.output == 0 {
        return line;
    }
    let fed = r.fresh(x, line);
    let signal = r.ema(fed, n);
    if r.output == 1 { signal } else { r.sub(line, signal) }
}
