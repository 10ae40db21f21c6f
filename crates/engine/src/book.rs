//! One row of recorded book, and the liquidity we have already taken out of it.

use craftstrat_model::ticks::LEVELS;
use craftstrat_model::{Column, Level, Outcome, Price, Shares, Side, SlotTicks, TimeMs};
use serde::{Deserialize, Serialize};

/// Tick size where none is recorded.
pub const TICK_DEFAULT: Price = Price::from_micros(10_000);

/// Largest tick size the venue uses.
const TICK_MAX: Price = Price::from_micros(100_000);

/// The book of both outcomes at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookRow {
    /// When it was recorded.
    pub at: TimeMs,
    /// Price step in force.
    pub tick: Price,
    levels: [[[Level; LEVELS]; 2]; 2],
}

impl BookRow {
    /// A row with the default tick size; `levels` by outcome, side (bid, ask) and depth.
    pub fn new(at: TimeMs, levels: [[[Level; LEVELS]; 2]; 2]) -> Self {
        Self { at, tick: TICK_DEFAULT, levels }
    }

    /// Row `row` of `ticks`. A level whose price is not strictly between 0 and 1 counts as not recorded.
    ///
    /// # Panics
    /// When `row` is out of range.
    pub fn of(ticks: &SlotTicks, row: usize) -> Self {
        let mut levels = [[[Level::NotRecorded; LEVELS]; 2]; 2];
        for outcome in Outcome::BOTH {
            for side in [Side::Bid, Side::Ask] {
                for (depth, slot) in levels[outcome.index()][side as usize].iter_mut().enumerate() {
                    *slot = match ticks.level(row, outcome, side, depth) {
                        Level::Known(p, _) | Level::Unsized(p) if !p.is_tradable() => Level::NotRecorded,
                        level => level,
                    };
                }
            }
        }
        let tick = ticks.get(Column::TickSize).and_then(|c| Price::from_f64(c[row]).ok());
        let tick = tick.filter(|t| t.is_positive() && *t <= TICK_MAX).unwrap_or(TICK_DEFAULT);
        Self { at: TimeMs(ticks.times()[row]), tick, levels }
    }

    /// The levels of one side of one outcome, best first.
    pub fn side(&self, outcome: Outcome, side: Side) -> &[Level; LEVELS] {
        &self.levels[outcome.index()][side as usize]
    }

    /// The best price of a side, whether or not its size is known.
    pub fn best(&self, outcome: Outcome, side: Side) -> Option<Price> {
        match self.side(outcome, side)[0] {
            Level::Known(price, _) | Level::Unsized(price) => Some(price),
            Level::Empty | Level::NotRecorded => None,
        }
    }

    /// Middle of an outcome's book in dollars; NaN when a side has no price.
    pub fn mid(&self, outcome: Outcome) -> f64 {
        match (self.best(outcome, Side::Bid), self.best(outcome, Side::Ask)) {
            (Some(bid), Some(ask)) => (bid.micros() + ask.micros()) as f64 / 2e6,
            _ => f64::NAN,
        }
    }

    /// Both asks are known and sum below a dollar. The venue's two books are one book seen from two sides (a bid for Up at
    /// p is an ask for Down at 1 - p), so two such asks would have matched each other: the row mixes two instants.
    pub fn is_inconsistent(&self) -> bool {
        match (self.best(Outcome::Up, Side::Ask), self.best(Outcome::Down, Side::Ask)) {
            (Some(up), Some(down)) => up.micros() + down.micros() < Price::ONE.micros(),
            _ => false,
        }
    }

    /// The highest and lowest permitted order prices.
    pub fn price_range(&self) -> (Price, Price) {
        (self.tick, self.tick.complement())
    }
}

/// Rounds a price down to a multiple of `tick`.
pub(crate) fn floor_to_tick(price: Price, tick: Price) -> Price {
    Price::from_micros(price.micros() - price.micros().rem_euclid(tick.micros()))
}

/// Rounds a price up to a multiple of `tick`.
pub(crate) fn ceil_to_tick(price: Price, tick: Price) -> Price {
    Price::from_micros(price.micros() + (-price.micros()).rem_euclid(tick.micros()))
}

/// One level we took from, and how much.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Mark {
    outcome: Outcome,
    side: Side,
    price: Price,
    recorded: Shares,
    taken: Shares,
}

impl Mark {
    /// Whether this is the level at `price` of (outcome, side), directly or seen from the other outcome.
    fn is(&self, outcome: Outcome, side: Side, price: Price) -> bool {
        let same_side = self.side == side;
        if self.outcome == outcome {
            same_side && self.price == price
        } else {
            !same_side && self.price == price.complement()
        }
    }

    /// Whether `row` shows that the level changed since we took from it.
    fn changed(&self, row: &BookRow) -> bool {
        for level in row.side(self.outcome, self.side) {
            match *level {
                Level::Known(price, size) if price == self.price => return size != self.recorded,
                Level::Unsized(price) if price == self.price => return false,
                Level::Known(price, _) | Level::Unsized(price) => {
                    let worse = match self.side {
                        Side::Bid => price < self.price,
                        Side::Ask => price > self.price,
                    };
                    if worse {
                        return true;
                    }
                }
                Level::Empty => return true,
                Level::NotRecorded => return false,
            }
        }
        false
    }
}

/// Liquidity we took and that recorded rows still show, because the recording did not have us in it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Depletion {
    marks: Vec<Mark>,
}

impl Depletion {
    /// Whether nothing is marked, so that rows need not be shown to [`Depletion::observe`].
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Forgets the marks of levels whose recorded size changed. A level that is gone changed; one that is merely hidden
    /// behind three better ones did not.
    pub fn observe(&mut self, row: &BookRow) {
        self.marks.retain(|mark| !mark.changed(row));
    }

    /// What is left of a level that records `size` shares.
    pub fn left(&self, outcome: Outcome, side: Side, price: Price, size: Shares) -> Shares {
        let taken: i64 =
            self.marks.iter().filter(|m| m.is(outcome, side, price)).map(|m| m.taken.micros()).sum();
        Shares::from_micros((size.micros() - taken).max(0))
    }

    /// Marks `shares` of a level that records `size` shares as taken.
    pub fn take(&mut self, outcome: Outcome, side: Side, price: Price, size: Shares, shares: Shares) {
        let same = |m: &&mut Mark| m.outcome == outcome && m.side == side && m.price == price;
        match self.marks.iter_mut().find(same) {
            Some(mark) => mark.taken = Shares::from_micros(mark.taken.micros() + shares.micros()),
            None => self.marks.push(Mark { outcome, side, price, recorded: size, taken: shares }),
        }
    }
}
