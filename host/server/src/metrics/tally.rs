//! Counts by labels, with a bound on how many there are.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Different labels, at most; further ones are counted as [`OTHER`].
const SERIES_MAX: usize = 1_000;

/// What is beyond the bound.
pub(super) const OTHER: &str = "other";

/// Counts by the values of `N` labels.
#[derive(Debug)]
pub(super) struct Tally<const N: usize>(Mutex<BTreeMap<[String; N], u64>>);

impl<const N: usize> Default for Tally<N> {
    fn default() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }
}

impl<const N: usize> Tally<N> {
    /// Counts `by` more.
    pub fn add(&self, labels: [&str; N], by: u64) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = labels.map(str::to_owned);
        let key = if counts.len() < SERIES_MAX || counts.contains_key(&key) {
            key
        } else {
            std::array::from_fn(|_| OTHER.to_owned())
        };
        let count = counts.entry(key).or_default();
        *count = count.saturating_add(by);
    }

    /// Every count, in order.
    pub fn all(&self) -> Vec<([String; N], u64)> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.iter().map(|(labels, count)| (labels.clone(), *count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_beyond_the_bound_are_counted_together() {
        let tally = Tally::default();
        for label in 0..SERIES_MAX + 5 {
            tally.add([&label.to_string()], 2);
        }
        tally.add(["0"], 1);
        let all = tally.all();
        let count = |label: &str| all.iter().find(|(of, _)| of[0] == label).map(|(_, count)| *count);
        assert_eq!((all.len(), count(OTHER), count("0")), (SERIES_MAX + 1, Some(10), Some(3)));
    }
}
