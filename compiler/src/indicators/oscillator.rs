//! Oscillators: where a value stands among its recent values.

use super::recipe::Recipe;
use super::{Indicator, Presence, VALUE, output, period_or, samples};
use crate::ir::{Compare, Reduce, Ref, Unary};

/// The rows of this family.
pub(super) const CATALOGUE: &[Indicator] = &[
    Indicator {
        name: "RSI",
        aliases: &["relative_strength_index"],
        doc: "Relative strength index, 0 to 100, with Wilder's smoothing.",
        formula: "100 G / (G + L), which is 100 - 100 / (1 + G / L); G and L are Wilder's averages of the rises and of the falls of x \
                  from sample to sample: the mean of the first n, then y += (x - y) / n. 50 where x never moved",
        source: "J. W. Wilder, New Concepts in Technical Trading Systems, 1978",
        warm_up: "Missing until n + 1 samples; after some 7 n samples its start weighs less than 0.1 %.",
        settings: &[period_or(14, 1)],
        outputs: VALUE,
        build: rsi,
    },
    Indicator {
        name: "STOCHASTIC",
        aliases: &["stoch"],
        doc: "Stochastic oscillator, 0 to 100.",
        formula: "%K = 100 (x - lowest of n) / (highest of n - lowest of n), missing where they are equal; %D = mean of the last d %K",
        source: "G. C. Lane, Lane's Stochastics, Technical Analysis of Stocks & Commodities, 1984",
        warm_up: "%K is missing until n samples, %D until n + d - 1.",
        settings: &[
            samples(&["period", "k", "k_period"], Presence::Default(14.0), 1, "samples of %K"),
            samples(&["d", "d_period", "smooth"], Presence::Default(3.0), 1, "samples of %D"),
        ],
        outputs: &[output(&["k", "%k", "value"], "%K"), output(&["d", "%d"], "%D")],
        build: stochastic,
    },
    Indicator {
        name: "CCI",
        aliases: &["commodity_channel_index"],
        doc: "Commodity channel index of one value (its high, low and close are the same).",
        formula: "(x - mean of n) / (0.015 x mean absolute deviation of n)",
        source: "D. R. Lambert, Commodity Channel Index, Commodities, 1980",
        warm_up: "Missing until n samples, and where x does not move.",
        settings: &[period_or(20, 2)],
        outputs: VALUE,
        build: cci,
    },
];

fn rsi(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let n = r.length(0);
    let change = r.step(x);
    let fall = r.unary(Unary::Neg, change);
    let (rise, fall) = (r.positive(change), r.positive(fall));
    let (rise, fall) = (r.fresh(x, rise), r.fresh(x, fall));
    let (gain, loss) = (r.wilder(rise, n), r.wilder(fall, n));
    let both = r.add(gain, loss);
    let value = r.per_cent(gain, both);
    let (zero, middle) = (r.num(0.0), r.num(50.0));
    let moved = r.b.compare(Compare::Gt, both, zero);
    let rsi = r.b.select(moved, value, middle);
    r.bounded(rsi, 0.0, 100.0)
}

fn stochastic(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let (n, d) = (r.length(0), r.length(1));
    let (low, high) = (r.window(x, n, Reduce::Min), r.window(x, n, Reduce::Max));
    let now = r.held(x);
    let (above, range) = (r.sub(now, low), r.sub(high, low));
    let k = r.per_cent(above, range);
    let k = r.bounded(k, 0.0, 100.0);
    if r.output == 0 {
        return k;
    }
    let fed = r.fresh(x, k);
    r.window(fed, d, Reduce::Mean)
}

fn cci(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let n = r.length(0);
    let (now, mean, sum) = (r.held(x), r.window(x, n, Reduce::Mean), r.window(x, n, Reduce::CentredAbs));
    let away = r.sub(now, mean);
    let deviation = r.div(sum, n.node);
    let factor = r.num(0.015);
    let scale = r.mul(factor, deviation);
    r.div(away, scale)
}
