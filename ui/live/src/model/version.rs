//! The version beside a run.

use craftstrat_api::studio::live::{EventDetail, LiveEvent};
use std::collections::BTreeMap;

/// Whether the version beside is the one that traded before, by the run's events about versions, the newest first: letting
/// it take over would be a way back.
pub fn is_way_back(events: &[LiveEvent]) -> bool {
    let last = events.iter().map(|event| &event.detail).find(|detail| {
        matches!(
            detail,
            EventDetail::Swapped { .. }
                | EventDetail::Shadowing { .. }
                | EventDetail::Discarded
                | EventDetail::ShadowFaulted { .. }
        )
    });
    matches!(last, Some(EventDetail::Swapped { .. }))
}

/// A parameter of two versions: its name, the value of the one that trades, the value of the one beside.
pub type Parameter<'a> = (&'a str, Option<f64>, Option<f64>);

/// The parameters in which two versions differ, by name.
pub fn differing<'a>(
    live: &'a BTreeMap<String, f64>,
    beside: &'a BTreeMap<String, f64>,
) -> Vec<Parameter<'a>> {
    let names: std::collections::BTreeSet<&str> =
        live.keys().chain(beside.keys()).map(String::as_str).collect();
    let both = names.into_iter().map(|name| (name, live.get(name).copied(), beside.get(name).copied()));
    both.filter(|(_, live, beside)| live != beside).collect()
}

/// Of how many rows compared how many differed, as a ratio; `None` before the first.
pub fn differed_ratio(rows: u64, differed: u64) -> Option<f64> {
    (rows > 0).then(|| differed as f64 / rows as f64)
}

/// The first characters of a SHA-256, by which people tell versions apart.
pub fn short(component: &str) -> String {
    component.chars().take(8).collect()
}
