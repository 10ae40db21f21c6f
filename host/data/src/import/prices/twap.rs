//! Time-weighted average prices computed from a spot stream.
//!
//! At a tick with feed time f, the average over the window (f - w, f] weighs each tick in it by the time since the tick
//! before (the first by the time since the window's start), so that with a tick every second it is the plain mean of
//! the last w seconds' ticks. It is given only when the window is full: no two ticks in it, nor its first tick and
//! the one before, are farther apart than [`HOLE_MAX_MS`]. The venue's TWAP streams come from Chainlink, whose exact
//! rule is not public: what is computed here is marked as computed.

use super::Point;
use std::collections::BTreeMap;

/// Longest distance of two ticks inside a full window, in ms.
pub const HOLE_MAX_MS: i64 = 5_000;

/// The average known at each received point, in the order received. `points` in the order received.
pub fn series(points: &[Point], window_ms: i64) -> Vec<Point> {
    let mut ticks: BTreeMap<i64, f64> = BTreeMap::new();
    let mut out = Vec::new();
    for point in points {
        ticks.insert(point.feed_at, point.value);
        let Some((&newest, _)) = ticks.last_key_value() else { continue };
        // Keep the tick before the window's start.
        let keep_from = newest - window_ms - 2 * HOLE_MAX_MS;
        while ticks.first_key_value().is_some_and(|(at, _)| *at < keep_from) {
            ticks.pop_first();
        }
        if point.feed_at < newest - window_ms {
            continue;
        }
        if let Some(value) = average(&ticks, newest, window_ms) {
            out.push(Point { known_at: point.known_at, feed_at: newest, value });
        }
    }
    out
}

/// Time-weighted mean over (end - window, end], `end` being the newest tick; `None` unless the window is full.
pub fn average(ticks: &BTreeMap<i64, f64>, end: i64, window_ms: i64) -> Option<f64> {
    let start = end - window_ms;
    let mut before = *ticks.range(..=start).next_back()?.0;
    let mut sum = 0.0;
    for (&at, &value) in ticks.range(start + 1..=end) {
        if at - before > HOLE_MAX_MS {
            return None;
        }
        sum += value * (at - before.max(start)) as f64;
        before = at;
    }
    (before == end).then(|| sum / window_ms as f64)
}
