//! Change over time: lag, momentum, rate of change, true range, volatility.

use super::recipe::Recipe;
use super::{Indicator, VALUE, period, period_or};
use crate::ir::{Ref, Unary};

/// The rows of this family.
pub(super) const CATALOGUE: &[Indicator] = &[
    Indicator {
        name: "LAG",
        aliases: &["delay", "shift"],
        doc: "The value n samples ago.",
        formula: "x n samples before the newest",
        source: "delay",
        warm_up: "Missing until n + 1 samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| {
            let n = r.length(0);
            r.lag(x, n)
        },
    },
    Indicator {
        name: "MOMENTUM",
        aliases: &["mom", "difference"],
        doc: "Change over n samples.",
        formula: "x - (x n samples ago)",
        source: "difference",
        warm_up: "Missing until n + 1 samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: momentum,
    },
    Indicator {
        name: "SLOPE",
        aliases: &[],
        doc: "Average change per sample over n samples.",
        formula: "(x - (x n samples ago)) / n",
        source: "difference quotient",
        warm_up: "Missing until n + 1 samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| {
            let change = momentum(r, x);
            let n = r.length(0);
            r.div(change, n.node)
        },
    },
    Indicator {
        name: "ROC",
        aliases: &["rate_of_change"],
        doc: "Rate of change in per cent over n samples.",
        formula: "100 (x / (x n samples ago) - 1)",
        source: "relative difference",
        warm_up: "Missing until n + 1 samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| {
            let n = r.length(0);
            let before = r.lag(x, n);
            let change = momentum(r, x);
            r.per_cent(change, before)
        },
    },
    Indicator {
        name: "ATR",
        aliases: &["average_true_range"],
        doc: "Average true range. Ticks have no highs and lows, so the true range is that of one value, usually a mid price: \
              the absolute change from sample to sample.",
        formula: "Wilder's average of |x - x one sample ago|: the mean of the first n, then y += (x - y) / n",
        source: "J. W. Wilder, New Concepts in Technical Trading Systems, 1978",
        warm_up: "Missing until n + 1 samples; after some 7 n samples its start weighs less than 0.1 %.",
        settings: &[period_or(14, 1)],
        outputs: VALUE,
        build: atr,
    },
    Indicator {
        name: "REALISED_VOL",
        aliases: &["realized_vol", "realised_volatility", "realized_volatility", "volatility"],
        doc: "Realised volatility per sample, as a fraction; not annualised.",
        formula: "sample standard deviation (divisor n - 1) of the last n log returns ln(x / x one sample ago)",
        source: "T. G. Andersen, T. Bollerslev, Answering the Skeptics, 1998",
        warm_up: "Missing until n + 1 samples.",
        settings: &[period(2)],
        outputs: VALUE,
        build: realised_vol,
    },
];

fn momentum(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let n = r.length(0);
    let (now, before) = (r.held(x), r.lag(x, n));
    r.sub(now, before)
}

fn realised_vol(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let n = r.length(0);
    let one = r.fixed(1);
    let (now, before) = (r.held(x), r.lag(x, one));
    let ratio = r.div(now, before);
    let change = r.unary(Unary::Ln, ratio);
    let change = r.fresh(x, change);
    r.deviation(change, n, 1.0)
}

fn atr(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let n = r.length(0);
    let change = r.step(x);
    let range = r.unary(Unary::Abs, change);
    let range = r.fresh(x, range);
    r.wilder(range, n)
}
