//! Many refusals within a minute.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// Refusals within [`WINDOW_MS`] that make a burst.
pub(super) const MANY: usize = 20;

/// A minute of venue time.
pub(super) const WINDOW_MS: i64 = 60_000;

/// Refusals within the window below which a burst is over: half, so that a steady stream around the border is one burst.
const OVER: usize = MANY / 2;

/// Different codes that are told apart; there are fewer.
const CODES: usize = 64;

/// Refusals of a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Burst {
    /// The newest [`MANY`] within the window, with the place of their code in `codes`.
    last: VecDeque<(i64, usize)>,
    codes: Vec<String>,
    /// It was told of.
    told: bool,
}

impl Burst {
    /// Counts refusals of one code. When they make a burst: how many there were, and the code most of them have.
    pub fn refused(&mut self, at_ms: i64, code: &str, times: u32) -> Option<(usize, String)> {
        self.last.retain(|(at, _)| at_ms.saturating_sub(*at) < WINDOW_MS);
        if self.last.len() < OVER {
            self.told = false;
        }
        if self.last.is_empty() {
            self.codes.clear();
        }
        let place = self.place(code);
        for _ in 0..(times as usize).min(MANY) {
            if self.last.len() == MANY {
                self.last.pop_front();
            }
            self.last.push_back((at_ms, place));
        }
        if self.told || self.last.len() < MANY {
            return None;
        }
        self.told = true;
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, place) in &self.last {
            *counts.entry(*place).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place)));
        let code = most.and_then(|(place, _)| self.codes.get(place).cloned()).unwrap_or_default();
        Some((self.last.len(), code))
    }

    fn place(&mut self, code: &str) -> usize {
        if let Some(place) = self.codes.iter().position(|known| known == code) {
            return place;
        }
        if self.codes.len() == CODES {
            return CODES - 1;
        }
        self.codes.push(code.to_owned());
        self.codes.len() - 1
    }

    /// What it remembers: refusals and codes.
    #[cfg(test)]
    pub fn size(&self) -> (usize, usize) {
        (self.last.len(), self.codes.len())
    }
}
