//! Indicators that weigh by what was traded.

use super::recipe::Recipe;
use super::{Indicator, Presence, VALUE, samples};
use crate::ir::{Reduce, Ref};
use craftstrat_model::Column;

/// The rows of this family.
pub(super) const CATALOGUE: &[Indicator] = &[Indicator {
    name: "VWAP",
    aliases: &["volume_weighted_average_price"],
    doc: "Volume-weighted average, since the slot's first sample or over the last n samples. Needs `market_volume_usd`.",
    formula: "sum of x v / sum of v; v is the increase of `market_volume_usd` since the sample before, in dollars, never below 0; \
              missing while nothing was traded",
    source: "S. A. Berkowitz, D. E. Logue, E. A. Noser, The Total Cost of Transactions on the NYSE, 1988",
    warm_up: "Missing until the second sample and the first trade after it; with a period, until n + 1 samples.",
    settings: &[samples(
        &["period", "length", "n"],
        Presence::Optional,
        1,
        "the number of samples; without it, everything since the slot began",
    )],
    outputs: VALUE,
    build: vwap,
}];

fn vwap(r: &mut Recipe<'_, '_>, x: Ref) -> Ref {
    let volume = r.b.column(Column::MarketVolumeUsd);
    // A sample counts when both are known; the increase then covers everything since the last one that counted.
    let volume = r.fresh(x, volume);
    let traded = r.step(volume);
    let traded = r.positive(traded);
    let traded = r.fresh(volume, traded);
    let price = r.fresh(traded, x);
    let weighted = r.mul(price, traded);
    if r.has(0) {
        let n = r.length(0);
        let (numerator, denominator) = (r.window(weighted, n, Reduce::Sum), r.window(traded, n, Reduce::Sum));
        return r.div(numerator, denominator);
    }
    let (numerator, denominator) = (r.total(weighted), r.total(traded));
    r.div(numerator, denominator)
}
