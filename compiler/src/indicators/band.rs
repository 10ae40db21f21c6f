//! Bands and measures of spread around an average.

use super::recipe::Recipe;
use super::{Indicator, Presence, SettingSpec, VALUE, output, period, period_or};
use crate::ir::{Reduce, Ref};

const DEVIATIONS: SettingSpec = SettingSpec {
    names: &["deviations", "std", "k", "multiplier"],
    presence: Presence::Default(2.0),
    min: 0.0,
    max: 100.0,
    whole: false,
    doc: "how many standard deviations away the bands are",
};

/// The rows of this family.
pub(super) const CATALOGUE: &[Indicator] = &[
    Indicator {
        name: "BOLLINGER",
        aliases: &["bbands", "bollinger_bands"],
        doc: "Bollinger bands.",
        formula: "middle = mean of n; upper, lower = middle +- k s, s the population standard deviation of n (divisor n); \
                  percent_b = (x - lower) / (upper - lower); width = (upper - lower) / middle",
        source: "J. Bollinger, Bollinger on Bollinger Bands, 2001",
        warm_up: "Missing until n samples; percent_b also where the bands coincide.",
        settings: &[period_or(20, 2), DEVIATIONS],
        outputs: &[
            output(&["middle", "value"], "the average"),
            output(&["upper"], "the upper band"),
            output(&["lower"], "the lower band"),
            output(&["percent_b", "%b", "pct_b"], "0 at the lower band, 1 at the upper"),
            output(&["width", "bandwidth"], "distance of the bands relative to the middle"),
        ],
        build: bollinger,
    },
    Indicator {
        name: "STDDEV",
        aliases: &["std", "standard_deviation"],
        doc: "Population standard deviation.",
        formula: "square root of (sum of (x - mean)^2 / n), over the last n x",
        source: "K. Pearson, 1894",
        warm_up: "Missing until n samples.",
        settings: &[period(1)],
        outputs: VALUE,
        build: |r, x| {
            let n = r.length(0);
            r.deviation(x, n, 0.0)
        },
    },
    Indicator {
        name: "ZSCORE",
        aliases: &["z_score"],
        doc: "How many population standard deviations the value is above its average.",
        formula: "(x - mean of n) / s, s the population standard deviation of n",
        source: "standard score",
        warm_up: "Missing until n samples, and where x does not move.",
        settings: &[period(2)],
        outputs: VALUE,
        build: zscore,
    },
    Indicator {
        name: "DONCHIAN",
        aliases: &["donchian_channel"],
        doc: "Donchian channel.",
        formula: "upper = largest of the last n x, lower = smallest, middle = (upper + lower) / 2; the newest x is included",
        source: "R. Donchian, as in C. Faith, Way of the Turtle, 2007",
        warm_up: "Missing until n samples.",
        settings: &[period_or(20, 1)],
        outputs: &[
            output(&["middle", "value"], "halfway between"),
            output(&["upper"], "the largest"),
            output(&["lower"], "the smallest"),
        ],
        build: donchian,
    },
];

fn bollinger(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let n = r.length(0);
    let middle = r.window(x, n, Reduce::Mean);
    if r.output == 0 {
        return middle;
    }
    let k = r.setting(1);
    let deviation = r.deviation(x, n, 0.0);
    let away = r.mul(k, deviation);
    if r.output == 1 {
        return r.add(middle, away);
    }
    let lower = r.sub(middle, away);
    if r.output == 2 {
        return lower;
    }
    let upper = r.add(middle, away);
    let width = r.sub(upper, lower);
    if r.output == 4 {
        return r.div(width, middle);
    }
    let now = r.held(x);
    let above = r.sub(now, lower);
    r.div(above, width)
}

fn zscore(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let n = r.length(0);
    let (now, mean) = (r.held(x), r.window(x, n, Reduce::Mean));
    let away = r.sub(now, mean);
    let deviation = r.deviation(x, n, 0.0);
    r.div(away, deviation)
}

fn donchian(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let n = r.length(0);
    match r.output {
        1 => r.window(x, n, Reduce::Max),
        2 => r.window(x, n, Reduce::Min),
        _ => {
            let (high, low) = (r.window(x, n, Reduce::Max), r.window(x, n, Reduce::Min));
            let both = r.add(high, low);
            let two = r.num(2.0);
            r.div(both, two)
        }
    }
}
