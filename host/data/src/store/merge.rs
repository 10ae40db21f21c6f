//! Bringing several recordings of one slot together. The result does not depend on the order they come in, and
//! merging a slot with itself changes nothing.

use crate::rows::{MISSING, Row, SlotRows, row_columns};
use craftstrat_model::{Column, Market, PriceDefinition, TimeMs, Winner, WinnerSource};

/// What merging dropped or had to decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Merged {
    /// Rows that were already there, value for value.
    pub duplicates: u64,
    /// Rows at an occupied time with other values.
    pub conflicts: u64,
    /// Rows outside the slot.
    pub outside: u64,
}

/// All rows of all parts of one slot, sorted, one per time, inside the slot.
pub(crate) fn merge(first: SlotRows, rest: Vec<SlotRows>) -> (SlotRows, Merged) {
    let mut counts = Merged::default();
    if rest.is_empty() && is_clean(&first) {
        return (first, counts);
    }
    let market = rest.iter().fold(first.market.clone(), |market, part| merge_markets(&market, &part.market));
    let parts: Vec<SlotRows> = [first].into_iter().chain(rest).collect();
    let mut order: Vec<(i64, usize, usize)> = Vec::new();
    for (p, part) in parts.iter().enumerate() {
        let inside = |t: &i64| (market.start.0..market.end.0).contains(t);
        order.extend(part.times.iter().enumerate().filter(|(_, t)| inside(t)).map(|(r, t)| (*t, p, r)));
        counts.outside += part.times.iter().filter(|t| !inside(t)).count() as u64;
    }
    order.sort_unstable();
    let mut out = SlotRows::new(market);
    for same in order.chunk_by(|a, b| a.0 == b.0) {
        let (at, p, r) = same[0];
        let (mut row, mut sample) = (parts[p].row(r), parts[p].sample[r]);
        for (_, p, r) in &same[1..] {
            let other = parts[*p].row(*r);
            sample |= parts[*p].sample[*r];
            match merge_rows(&mut row, &other) {
                true => counts.conflicts += 1,
                false => counts.duplicates += 1,
            }
        }
        out.push(TimeMs(at), sample, &row);
    }
    (out, counts)
}

fn is_clean(slot: &SlotRows) -> bool {
    slot.times.is_sorted_by(|a, b| a < b)
        && slot.times.first().is_none_or(|t| *t >= slot.market.start.0)
        && slot.times.last().is_none_or(|t| *t < slot.market.end.0)
}

/// A book is taken whole from one of the rows (levels of two books do not mix); every other column by itself. The one
/// with more values wins, then the larger. Returns whether any value was known in both and differed.
fn merge_rows(row: &mut Row, other: &Row) -> bool {
    if row == other {
        return false;
    }
    let (book, rest): (Vec<_>, Vec<_>) = row_columns().partition(|c| is_book(*c));
    let mut conflict = take_better(row, other, &book);
    for column in rest {
        conflict |= take_better(row, other, &[column]);
    }
    conflict
}

fn is_book(column: Column) -> bool {
    craftstrat_model::ticks::book_columns().contains(column)
}

fn take_better(row: &mut Row, other: &Row, columns: &[Column]) -> bool {
    let rank = |r: &Row| -> (usize, Vec<i64>) {
        let raw: Vec<i64> = columns.iter().map(|c| r.raw(*c)).collect();
        (raw.iter().filter(|v| **v != MISSING).count(), raw)
    };
    let differs = |c: &Column| row.raw(*c) != other.raw(*c);
    if !columns.iter().any(differs) {
        return false;
    }
    let conflict = columns.iter().any(|c| differs(c) && row.raw(*c) != MISSING && other.raw(*c) != MISSING);
    if rank(other) > rank(row) {
        columns.iter().for_each(|c| row.set_raw(*c, other.raw(*c)));
    }
    conflict
}

/// Metadata of one slot from two sources. Metadata beats inference; a known price beats an unknown one; of two known
/// ones the later-known, then the larger is kept, which is arbitrary but the same whatever came first.
fn merge_markets(a: &Market, b: &Market) -> Market {
    let (winner, winner_source) = if winner_rank(a) >= winner_rank(b) {
        (a.winner, a.winner_source)
    } else {
        (b.winner, b.winner_source)
    };
    let beat = |m: &Market| (!m.price_to_beat.is_nan(), m.price_to_beat_at, m.price_to_beat.to_bits());
    let beaten = if beat(a) >= beat(b) { a } else { b };
    let end = |m: &Market| (!m.end_price.is_nan(), m.end_price.to_bits());
    let published = PriceDefinition::published(a.series.duration(), a.start);
    let definition = |m: &Market| (m.price_definition != published, m.price_definition as u8);
    Market {
        winner,
        winner_source,
        price_to_beat: beaten.price_to_beat,
        price_to_beat_at: beaten.price_to_beat_at,
        end_price: if end(a) >= end(b) { a.end_price } else { b.end_price },
        price_definition: if definition(a) >= definition(b) {
            a.price_definition
        } else {
            b.price_definition
        },
        fees: a.fees.max(b.fees),
        one_token: a.one_token && b.one_token,
        ..a.clone()
    }
}

fn winner_rank(m: &Market) -> (u8, u8) {
    let source = match m.winner_source {
        WinnerSource::Metadata => 3,
        WinnerSource::Generated => 2,
        WinnerSource::Inferred => 1,
        WinnerSource::Unresolved => 0,
    };
    let winner = match m.winner {
        None => 0,
        Some(Winner::Up) => 1,
        Some(Winner::Down) => 2,
        Some(Winner::Split) => 3,
    };
    (if winner == 0 { 0 } else { source }, winner)
}
