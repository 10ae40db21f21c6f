//! Parts of a frame on their way to exact values, each refused with a reason when impossible.

use super::list::{Level, List};
use super::{BAD_PRICE, BAD_SIZE, Change, INCOMPLETE, LEVELS_MAX, PriceLevel, StatedBest, TOO_MANY_LEVELS};
use crate::number::{Number, Text};
use craftstrat_model::Side;
use serde::Deserialize;

/// One entry of `price_changes`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RawChange<'a> {
    #[serde(borrow)]
    pub(super) asset_id: Text<'a>,
    pub(super) price: Number,
    pub(super) size: Number,
    #[serde(borrow)]
    pub(super) side: Text<'a>,
    pub(super) best_bid: Number,
    pub(super) best_ask: Number,
    #[serde(borrow)]
    pub(super) hash: Text<'a>,
}

impl RawChange<'_> {
    /// The change and the best prices after it, or why it cannot be used.
    pub(super) fn checked(&self) -> Result<(Change, [StatedBest; 2]), &'static str> {
        let side = match self.side.get() {
            Some(s) if s.eq_ignore_ascii_case("buy") => Side::Bid,
            Some(s) if s.eq_ignore_ascii_case("sell") => Side::Ask,
            _ => return Err(INCOMPLETE),
        };
        let price = self.price.price().ok_or(BAD_PRICE)?;
        let size = self.size.size().ok_or(BAD_SIZE)?;
        let best = stated(self.best_bid, self.best_ask).ok_or(BAD_PRICE)?;
        Ok((Change { side, price, size }, best))
    }
}

/// Stated best prices; the venue writes 0 for no bid and 0 or 1 for no ask. `None` when impossible.
pub(super) fn stated(bid: Number, ask: Number) -> Option<[StatedBest; 2]> {
    let one = |number: Number, empty: &[i64]| match number {
        Number::Missing => Some(StatedBest::NotStated),
        Number::Bad => None,
        Number::Micros(micros) if empty.contains(&micros) => Some(StatedBest::Empty),
        Number::Micros(_) => number.price().map(StatedBest::At),
    };
    Some([one(bid, &[0])?, one(ask, &[0, 1_000_000])?])
}

/// The levels of one side; `None` when absent. Levels of size zero hold no order.
pub(super) fn side_of(list: &List<Level>) -> Result<Option<Vec<PriceLevel>>, &'static str> {
    let levels = match list {
        List::Absent => return Ok(None),
        List::Strange => return Err(INCOMPLETE),
        List::Of(levels) if levels.len() > LEVELS_MAX => return Err(TOO_MANY_LEVELS),
        List::Of(levels) => levels,
    };
    let mut side = Vec::with_capacity(levels.len());
    for level in levels {
        let size = level.size.size().ok_or(BAD_SIZE)?;
        let price = level.price.price().ok_or(BAD_PRICE)?;
        if size.is_positive() {
            side.push((price, size));
        }
    }
    Ok(Some(side))
}
