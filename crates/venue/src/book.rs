//! The full-depth book of one token, and of a market's two tokens together, rebuilt from venue messages.
//!
//! Feed messages in the order they were received. A message is taken whole or not at all; what is refused comes back
//! as a reason to count. Rules:
//! - A snapshot replaces everything. Changes carry a level's new absolute size, so a repeated change is harmless.
//! - Changes before the first snapshot are refused: a book with holes is worse than none.
//! - A message whose venue time lies before the last one taken for the token is late and refused.
//! - Where the venue states the best prices and the book disagrees, a message was missed: levels better than stated
//!   are dropped, and a stated best that is absent becomes a level of unknown size, which can fill nothing.
//! - A crossed book is passed on as recorded and counted; whoever trades on it decides (the engine fills nothing).
//!
//! The venue keeps one book for both tokens: a bid for Up at p is an ask for Down at 1 - p with the same shares. An
//! outcome whose token is not recorded, or has fallen silent while the other speaks ([`PAIR_LAG_US`]), is shown as
//! the complement of the other.

use crate::message::{Body, Change, PriceLevel, StatedBest};
use crate::sampler::BookState;
use craftstrat_model::ticks::LEVELS;
use craftstrat_model::{Level, Outcome, Price, Shares, Side};

/// A token's own book is shown only while its last message is at most this much older than the other token's, in
/// microseconds: both tokens' messages of one event arrive together.
pub const PAIR_LAG_US: i64 = 250_000;

/// A message older by the venue's clock than one already taken.
pub const LATE: &str = "late by the venue's time";
/// A change of a book whose snapshot was not received.
pub const NO_SNAPSHOT: &str = "change before a snapshot";

/// One side, worst level first, so that the busy end is the cheap one to change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Half {
    /// Price and shares; `None` is a size that is not known.
    levels: Vec<(Price, Option<Shares>)>,
}

/// Prices ordered so that better is larger.
fn rank(side: Side, price: Price) -> i64 {
    match side {
        Side::Bid => price.micros(),
        Side::Ask => -price.micros(),
    }
}

impl Half {
    fn replace(&mut self, side: Side, levels: &[PriceLevel]) {
        self.levels.clear();
        self.levels.extend(levels.iter().map(|(price, size)| (*price, Some(*size))));
        // Stable: of two levels at one price the later one in the message stays.
        self.levels.sort_by_key(|(price, _)| rank(side, *price));
        self.levels.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 = later.1;
            }
            same
        });
    }

    fn set(&mut self, side: Side, price: Price, size: Shares) {
        match self.levels.binary_search_by_key(&rank(side, price), |(p, _)| rank(side, *p)) {
            Ok(at) if size.is_positive() => self.levels[at].1 = Some(size),
            Ok(at) => {
                self.levels.remove(at);
            }
            Err(at) if size.is_positive() => self.levels.insert(at, (price, Some(size))),
            Err(_) => {}
        }
    }

    /// Makes the best price what the venue states; whether that changed anything.
    fn hold_to(&mut self, side: Side, best: StatedBest) -> bool {
        let price = match best {
            StatedBest::NotStated => return false,
            StatedBest::Empty => {
                let had_levels = !self.levels.is_empty();
                self.levels.clear();
                return had_levels;
            }
            StatedBest::At(price) => price,
        };
        let before = self.levels.len();
        self.levels.retain(|(p, _)| rank(side, *p) <= rank(side, price));
        let dropped = self.levels.len() != before;
        if self.levels.last().is_some_and(|(p, _)| *p == price) {
            return dropped;
        }
        self.levels.push((price, None));
        true
    }

    fn best(&self) -> Option<Price> {
        self.levels.last().map(|(price, _)| *price)
    }

    fn level(&self, depth: usize, complement: bool) -> Level {
        let at = self.levels.len().checked_sub(depth + 1);
        let Some((price, size)) = at.map(|at| self.levels[at]) else { return Level::Empty };
        let price = if complement { price.complement() } else { price };
        size.map_or(Level::Unsized(price), |size| Level::Known(price, size))
    }
}

/// What a message did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The book is now as the message says.
    Taken,
    /// As [`Applied::Taken`], after repairing a disagreement with the stated best prices.
    Repaired,
    /// Nothing to do with the book.
    Irrelevant,
    /// Refused; the reason is a short constant phrase.
    Refused(&'static str),
}

/// The book of one token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenBook {
    bids: Half,
    asks: Half,
    tick_size: Option<Price>,
    has_snapshot: bool,
    venue_ms: Option<i64>,
}

impl TokenBook {
    /// Applies one message of this token.
    pub fn apply(&mut self, body: &Body, venue_ms: Option<i64>) -> Applied {
        if let (Some(this), Some(last)) = (venue_ms, self.venue_ms)
            && this < last
        {
            return Applied::Refused(LATE);
        }
        let applied = match body {
            Body::Book { bids, asks, tick_size } => {
                self.bids.replace(Side::Bid, bids);
                self.asks.replace(Side::Ask, asks);
                self.tick_size = tick_size.or(self.tick_size);
                self.has_snapshot = true;
                Applied::Taken
            }
            Body::Changes { .. } | Body::Best(_) if !self.has_snapshot => Applied::Refused(NO_SNAPSHOT),
            Body::Changes { changes, best } => {
                for Change { side, price, size } in changes {
                    self.half_mut(*side).set(*side, *price, *size);
                }
                self.hold_to(best)
            }
            Body::Best(best) => self.hold_to(best),
            Body::TickSize(step) => {
                self.tick_size = Some(*step);
                Applied::Taken
            }
            Body::Trade { .. } | Body::Resolved | Body::NewMarket { .. } | Body::Other => Applied::Irrelevant,
        };
        if matches!(applied, Applied::Taken | Applied::Repaired) {
            self.venue_ms = venue_ms.or(self.venue_ms);
        }
        applied
    }

    fn hold_to(&mut self, best: &[StatedBest; 2]) -> Applied {
        let bids = self.bids.hold_to(Side::Bid, best[0]);
        let asks = self.asks.hold_to(Side::Ask, best[1]);
        if bids || asks { Applied::Repaired } else { Applied::Taken }
    }

    fn half_mut(&mut self, side: Side) -> &mut Half {
        match side {
            Side::Bid => &mut self.bids,
            Side::Ask => &mut self.asks,
        }
    }

    fn half(&self, side: Side) -> &Half {
        match side {
            Side::Bid => &self.bids,
            Side::Ask => &self.asks,
        }
    }

    /// Best price of a side; `None` when it is empty or no snapshot was received.
    pub fn best(&self, side: Side) -> Option<Price> {
        self.half(side).best()
    }

    /// One level, `depth` 0 for the best; [`Level::NotRecorded`] before the first snapshot.
    pub fn level(&self, side: Side, depth: usize) -> Level {
        if self.has_snapshot { self.half(side).level(depth, false) } else { Level::NotRecorded }
    }

    /// The levels of a side, worst first; a size that is not known is `None`.
    pub fn levels(&self, side: Side) -> &[(Price, Option<Shares>)] {
        &self.half(side).levels
    }

    /// Whether a snapshot was received.
    pub fn has_snapshot(&self) -> bool {
        self.has_snapshot
    }

    /// The venue's time of the last message taken, ms since the epoch.
    pub fn venue_ms(&self) -> Option<i64> {
        self.venue_ms
    }

    /// Number of levels on a side.
    pub fn depth(&self, side: Side) -> usize {
        self.half(side).levels.len()
    }

    /// Price step in force, when it was received.
    pub fn tick_size(&self) -> Option<Price> {
        self.tick_size
    }

    /// Whether the best bid is at or above the best ask.
    pub fn is_crossed(&self) -> bool {
        matches!((self.bids.best(), self.asks.best()), (Some(bid), Some(ask)) if bid >= ask)
    }
}

/// The books of a market's two tokens.
#[derive(Clone, Debug, Default)]
pub struct MarketBook {
    tokens: [TokenBook; 2],
    /// When each token's book was last confirmed, microseconds.
    heard_us: [Option<i64>; 2],
    complemented: bool,
}

impl MarketBook {
    /// Applies a message about `outcome`'s token received at `received_us`.
    pub fn apply(
        &mut self,
        outcome: Outcome,
        received_us: i64,
        body: &Body,
        venue_ms: Option<i64>,
    ) -> Applied {
        let book = &mut self.tokens[outcome.index()];
        let applied = book.apply(body, venue_ms);
        if matches!(applied, Applied::Taken | Applied::Repaired) && book.has_snapshot {
            self.heard_us[outcome.index()] = Some(received_us);
        }
        applied
    }

    /// The book of one token.
    pub fn token(&self, outcome: Outcome) -> &TokenBook {
        &self.tokens[outcome.index()]
    }

    /// Whether the last state showed one outcome as the complement of the other.
    pub fn is_complemented(&self) -> bool {
        self.complemented
    }

    /// Both outcomes as known now.
    pub fn state(&mut self) -> BookState {
        let mut state = BookState::NOT_RECORDED;
        self.complemented = false;
        let newest = self.heard_us[0].max(self.heard_us[1]);
        for outcome in Outcome::BOTH {
            let heard = self.heard_us[outcome.index()];
            let own = match (heard, newest) {
                (Some(heard), Some(newest)) => newest.saturating_sub(heard) <= PAIR_LAG_US,
                _ => false,
            };
            let source = if own { outcome } else { outcome.other() };
            let book = &self.tokens[source.index()];
            if !book.has_snapshot {
                continue;
            }
            self.complemented |= !own;
            for side in [Side::Bid, Side::Ask] {
                let half = if own { book.half(side) } else { book.half(opposite(side)) };
                for depth in 0..LEVELS {
                    state.set_level(outcome, side, depth, half.level(depth, !own));
                }
            }
        }
        let [up, down] = &self.tokens;
        state.tick_size = up.tick_size.or(down.tick_size);
        state
    }
}

fn opposite(side: Side) -> Side {
    match side {
        Side::Bid => Side::Ask,
        Side::Ask => Side::Bid,
    }
}
