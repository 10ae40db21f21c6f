//! Finding the next row at which the book reaches a watched price, without looking at rows one by one.

use crate::market_sim::Watch;
use craftstrat_model::ticks::level_columns;
use craftstrat_model::{Price, SlotTicks};

/// Prices are compared as floats here with this much to spare, so a row is never missed; the market then decides exactly.
const SLACK: f64 = 1e-7;

/// Rows looked at together: long enough to be vectorised, short enough to stop early.
const BLOCK: usize = 32;

/// The first row from `from` at which any of `watches` may be reached; the number of rows when none is.
pub(super) fn next_reached(ticks: &SlotTicks, watches: &[Watch], from: usize) -> usize {
    let mut first = ticks.rows();
    for watch in watches {
        first = first.min(next_of(ticks, watch, from, first));
    }
    first
}

fn next_of(ticks: &SlotTicks, watch: &Watch, from: usize, until: usize) -> usize {
    let (price, size) = level_columns(watch.outcome, watch.side, 0);
    let low = watch.at_or_below.map_or(f64::NEG_INFINITY, |p: Price| p.to_f64() + SLACK);
    let high = watch.at_or_above.map_or(f64::INFINITY, |p: Price| p.to_f64() - SLACK);
    let by_price = match ticks.get(price) {
        Some(prices) => first_where(prices, from, until, |p| p <= low || p >= high),
        None => until,
    };
    match ticks.get(size).filter(|_| watch.empty) {
        Some(sizes) => first_where(sizes, from, by_price, |s| s < SLACK),
        None => by_price,
    }
}

fn first_where(values: &[f64], from: usize, until: usize, hit: impl Fn(f64) -> bool) -> usize {
    let mut start = from;
    while start < until {
        let end = (start + BLOCK).min(until);
        let block = &values[start..end];
        if block.iter().fold(false, |any, v| any | hit(*v)) {
            return start + block.iter().position(|v| hit(*v)).unwrap_or(0);
        }
        start = end;
    }
    until
}
