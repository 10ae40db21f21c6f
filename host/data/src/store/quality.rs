//! What can be said of a slot from its rows alone: gaps, contradictions and, where nobody said, who won.

use crate::rows::{MISSING, SlotRows};
use craftstrat_model::{Column, Market, Outcome, Winner, WinnerSource};
use serde::{Deserialize, Serialize};

/// A stretch without rows longer than this is a gap.
pub const GAP_MS: i64 = 5_000;

/// A bid this high in the last [`INFER_MS`] of a slot decides it, in micros.
const INFERRED_BID: i64 = 970_000;

/// The last stretch of a slot that may decide it.
const INFER_MS: i64 = 5_000;

/// Quality of a slot's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// Rows on the 1 Hz grid.
    pub grid_rows: u64,
    /// Stretches of more than 5 s without a row, the slot's start and end included.
    pub gaps: u64,
    /// Longest stretch without a row, in ms.
    pub longest_gap_ms: i64,
    /// Rows whose book contradicts itself.
    pub inconsistent: u64,
}

impl Quality {
    /// Of rows that are sorted by time and inside their slot.
    pub(crate) fn of(slot: &SlotRows) -> Self {
        let mut quality = Self::default();
        let mut before = slot.market.start.0;
        for at in slot.times.iter().copied().chain([slot.market.end.0]) {
            quality.gaps += u64::from(at - before > GAP_MS);
            quality.longest_gap_ms = quality.longest_gap_ms.max(at - before);
            before = at;
        }
        quality.grid_rows = slot.sample.iter().filter(|s| **s).count() as u64;
        quality.inconsistent = (0..slot.len()).filter(|i| is_inconsistent(slot, *i)).count() as u64;
        quality
    }
}

fn value(slot: &SlotRows, column: Column, row: usize) -> Option<i64> {
    slot.columns[column as usize].get(row).copied().filter(|v| *v != MISSING)
}

/// A bid at or above the ask of the same outcome, or both outcomes together below (asks) or above (bids) one dollar:
/// minting and merging pairs costs exactly one dollar, so no such book stands.
fn is_inconsistent(slot: &SlotRows, row: usize) -> bool {
    use Column::*;
    let of = |column| value(slot, column, row);
    let both = |a, b| of(a).zip(of(b));
    both(BidUp, AskUp).is_some_and(|(b, a)| b >= a)
        || both(BidDown, AskDown).is_some_and(|(b, a)| b >= a)
        || both(AskUp, AskDown).is_some_and(|(u, d)| u + d < 1_000_000)
        || both(BidUp, BidDown).is_some_and(|(u, d)| u + d > 1_000_000)
}

/// Who won, by the last row of the last 5 s: the outcome whose bid is at least 0.97, provided no row of these 5 s
/// shows such a bid for the other one.
fn infer(slot: &SlotRows) -> Option<Winner> {
    let since = slot.market.end.0 - INFER_MS;
    let last = (0..slot.len()).rev().take_while(|i| slot.times[*i] >= since);
    let high = |row, outcome| {
        let bid = if outcome == Outcome::Up { Column::BidUp } else { Column::BidDown };
        value(slot, bid, row).is_some_and(|b| b >= INFERRED_BID)
    };
    let mut decided = None;
    for (age, row) in last.enumerate() {
        match (high(row, Outcome::Up), high(row, Outcome::Down), decided) {
            (true, true, _) => return None,
            (true, false, None) if age == 0 => decided = Some(Winner::Up),
            (false, true, None) if age == 0 => decided = Some(Winner::Down),
            (true, false, Some(Winner::Down)) | (false, true, Some(Winner::Up)) => return None,
            _ => {}
        }
        decided?;
    }
    decided
}

/// Settles who won where no metadata says so. An inference of earlier, fewer rows is made again.
pub(crate) fn settle(slot: &mut SlotRows) {
    if slot.market.winner.is_some() && slot.market.winner_source != WinnerSource::Inferred {
        return;
    }
    let winner = infer(slot);
    let market: &mut Market = &mut slot.market;
    market.winner = winner;
    market.winner_source = if winner.is_some() { WinnerSource::Inferred } else { WinnerSource::Unresolved };
}
