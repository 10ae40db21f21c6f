//! How many dollars were at risk, and for how long.
//!
//! The clock runs while at least one market of the run is in its slot: the hours between recorded slots count neither
//! as time at risk nor as time out of the market.

use super::Slot;
use crate::record::EquityPoint;
use craftstrat_model::Usdc;
use craftstrat_model::money::{Rounding, div_round};

/// Dollars and time at risk.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exposure {
    /// Time covered by the run's slots, overlaps counted once, ms.
    pub covered_ms: i64,
    /// Part of it with positions or reservations, ms.
    pub in_market_ms: i64,
    /// `in_market_ms / covered_ms`; `None` when nothing is covered.
    pub in_market_ratio: Option<f64>,
    /// Time-weighted mean of the dollars at risk over the covered time, half to even.
    pub average: Usdc,
    /// The same over the time in market only.
    pub average_in_market: Usdc,
    /// Most dollars at risk at once.
    pub max: Usdc,
}

/// Exposure of an equity curve in time order over the union of `slots`.
pub fn exposure(equity: &[EquityPoint], slots: &[Slot]) -> Exposure {
    let covered = union(slots);
    let covered_ms: i64 = covered.iter().map(|(from, to)| to - from).sum();
    let end = covered.last().map_or(i64::MIN, |(_, to)| *to);
    let (mut in_market_ms, mut dollar_ms, mut first) = (0_i64, 0_i128, 0);
    for (index, point) in equity.iter().enumerate() {
        let until = equity.get(index + 1).map_or(end, |next| next.at.0);
        while covered.get(first).is_some_and(|(_, to)| *to <= point.at.0) {
            first += 1;
        }
        if !point.exposure.is_positive() {
            continue;
        }
        let parts = covered[first..].iter().take_while(|(from, _)| *from < until);
        let ms: i64 = parts.map(|(from, to)| (*to.min(&until) - *from.max(&point.at.0)).max(0)).sum();
        in_market_ms += ms;
        dollar_ms += i128::from(ms) * i128::from(point.exposure.micros());
    }
    let mean = |ms: i64| match ms {
        0 => Usdc::ZERO,
        _ => super::narrow(div_round(dollar_ms, ms.into(), Rounding::HalfEven)),
    };
    Exposure {
        covered_ms,
        in_market_ms,
        in_market_ratio: (covered_ms > 0).then(|| in_market_ms as f64 / covered_ms as f64),
        average: mean(covered_ms),
        average_in_market: mean(in_market_ms),
        max: equity.iter().map(|p| p.exposure).max().unwrap_or(Usdc::ZERO),
    }
}

/// The slots as disjoint intervals in time order.
fn union(slots: &[Slot]) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = slots.iter().map(|s| (s.start.0, s.end.0)).collect();
    all.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (from, to) in all {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}
