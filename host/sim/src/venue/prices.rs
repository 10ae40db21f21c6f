//! The latest values of the underlyings and what came before them, for the snapshots that a subscription begins with.

use crate::source::PricePoint;
use craftstrat_model::TimeMs;
use std::collections::{BTreeMap, VecDeque};

/// Values kept per asset.
const KEPT: usize = 120;

/// Values by asset.
#[derive(Debug, Default)]
pub(crate) struct Prices {
    by_asset: BTreeMap<String, VecDeque<PricePoint>>,
}

impl Prices {
    pub fn push(&mut self, asset: &str, point: PricePoint) {
        let kept = self.by_asset.entry(asset.to_owned()).or_default();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(point);
    }

    /// What time the newest value of an asset is of.
    pub fn newest(&self, asset: &str) -> Option<TimeMs> {
        self.by_asset.get(asset).and_then(|points| points.back()).map(|p| p.of)
    }

    /// Assets with a price, and their values, oldest first.
    pub fn all(&self) -> impl Iterator<Item = (&str, &VecDeque<PricePoint>)> {
        self.by_asset.iter().map(|(asset, points)| (asset.as_str(), points))
    }
}
