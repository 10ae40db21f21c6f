//! When a resting order is reached: queue models behind one trait.
//!
//! No recording has our place in the queue, so a model only says which opposing quotes reach an order. What it gets is
//! never more than those quotes' size, at the order's own price.

use crate::record::TradeSide;
use craftstrat_model::Price;
use serde::{Deserialize, Serialize};

/// Decides which opposing quotes fill an order resting at a limit.
pub trait QueueModel {
    /// Whether an opposing quote at `quote` fills our order resting at `limit`.
    fn reached(&self, side: TradeSide, limit: Price, quote: Price) -> bool;
}

/// The models on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueKind {
    /// Last in the queue: only a quote better than the limit fills, because everything at the limit goes first.
    Through,
    /// First in the queue: a quote at the limit fills as well.
    Touch,
}

impl QueueModel for QueueKind {
    fn reached(&self, side: TradeSide, limit: Price, quote: Price) -> bool {
        match (self, side) {
            (Self::Through, TradeSide::Buy) => quote < limit,
            (Self::Through, TradeSide::Sell) => quote > limit,
            (Self::Touch, TradeSide::Buy) => quote <= limit,
            (Self::Touch, TradeSide::Sell) => quote >= limit,
        }
    }
}
