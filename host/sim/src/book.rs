//! The one book of both outcomes, in Up's terms: a bid for Down at p is an ask for Up at 1 - p.
//!
//! Two kinds of orders meet in it. The **world** is what the recording or the generator shows: a size per price. What
//! clients took of it stays taken until the recorded size there changes. **Client orders** queue behind what the world
//! showed at their price when they came; that queue shortens as the world's size falls below it or trades happen.

mod level;

use craftstrat_model::{Price, Rounding, Shares, Side, Usdc};
use level::{Level, Resting, less, plus};
use std::collections::BTreeMap;

/// Number of an order, rising with time.
pub(crate) type OrderNo = u64;

/// Whose order was matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Maker {
    World,
    Order(OrderNo),
}

/// One maker's part of a match, in Up's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub price: Price,
    pub shares: Shares,
    pub maker: Maker,
}

/// How much a taker wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    Shares(Shares),
    /// Dollars to spend; `complement` when they are paid at 1 - p, as a buyer of Down does.
    Dollars {
        amount: Usdc,
        complement: bool,
    },
}

impl Want {
    fn shares_at(self, price: Price) -> Shares {
        match self {
            Self::Shares(shares) => shares,
            Self::Dollars { amount, complement } => {
                let price = if complement { price.complement() } else { price };
                let exact = amount.shares_at(price, Rounding::Down).unwrap_or_default();
                // The venue counts shares of a match in hundredths.
                Shares::from_micros(exact.micros() / 10_000 * 10_000)
            }
        }
    }

    fn after(self, price: Price, shares: Shares) -> Self {
        match self {
            Self::Shares(wanted) => Self::Shares(less(wanted, shares)),
            Self::Dollars { amount, complement } => {
                let price = if complement { price.complement() } else { price };
                let spent = price.notional(shares, Rounding::Up).unwrap_or_default();
                let amount = amount.checked_sub(spent).unwrap_or_default().max(Usdc::ZERO);
                Self::Dollars { amount, complement }
            }
        }
    }
}

/// The side a taker of `side` would have to be on.
pub(crate) const fn opposite(side: Side) -> Side {
    match side {
        Side::Bid => Side::Ask,
        Side::Ask => Side::Bid,
    }
}

/// Aggregated levels, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Levels {
    pub bids: Vec<(Price, Shares)>,
    pub asks: Vec<(Price, Shares)>,
}

impl Levels {
    pub fn side(&self, side: Side) -> &[(Price, Shares)] {
        match side {
            Side::Bid => &self.bids,
            Side::Ask => &self.asks,
        }
    }

    /// The other outcome's view: bids become asks at 1 - p.
    pub fn flipped(&self) -> Self {
        let flip = |levels: &[(Price, Shares)]| levels.iter().map(|(p, s)| (p.complement(), *s)).collect();
        Self { bids: flip(&self.asks), asks: flip(&self.bids) }
    }

    /// Best price of a side.
    pub fn best(&self, side: Side) -> Option<Price> {
        self.side(side).first().map(|l| l.0)
    }
}

/// The book of one market.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    bids: BTreeMap<Price, Level>,
    asks: BTreeMap<Price, Level>,
}

impl Book {
    fn half_mut(&mut self, side: Side) -> &mut BTreeMap<Price, Level> {
        match side {
            Side::Bid => &mut self.bids,
            Side::Ask => &mut self.asks,
        }
    }

    /// Replaces what the world shows on a side, and returns the client orders that the world now trades through, each
    /// matched at its own price. Call it for both sides before looking at the book.
    pub fn set_world(&mut self, side: Side, levels: &[(Price, Shares)]) {
        let half = self.half_mut(side);
        for (price, level) in half.iter_mut() {
            if !levels.iter().any(|(p, _)| p == price) {
                (level.recorded, level.taken) = (Shares::ZERO, Shares::ZERO);
            }
        }
        for (price, shares) in levels {
            let level = half.entry(*price).or_default();
            if level.recorded != *shares {
                (level.recorded, level.taken) = (*shares, Shares::ZERO);
            }
        }
        for level in half.values_mut() {
            let world = level.world();
            level.queue.iter_mut().for_each(|r| r.ahead = r.ahead.min(world));
        }
        half.retain(|_, level| !level.is_empty());
    }

    /// Matches client orders that the world's other side has come to, at the clients' prices: the world is the taker.
    pub fn uncross(&mut self) -> Vec<(Side, Match)> {
        let mut matches = Vec::new();
        while let Some(found) = self.uncross_one() {
            matches.push(found);
        }
        matches
    }

    fn uncross_one(&mut self) -> Option<(Side, Match)> {
        let (side, own, world) = [Side::Bid, Side::Ask].into_iter().find_map(|side| {
            let own = self.best_with(side, |l| !l.queue.is_empty())?;
            let world = self.best_with(opposite(side), |l| l.world().is_positive())?;
            let crossed = if side == Side::Bid { own >= world } else { own <= world };
            crossed.then_some((side, own, world))
        })?;
        let available = self.half_mut(opposite(side)).get(&world)?.world();
        let level = self.half_mut(side).get_mut(&own)?;
        let first = level.queue.first_mut()?;
        let (order, shares) = (first.order, first.left.min(available));
        first.left = less(first.left, shares);
        level.queue.retain(|r| r.left.is_positive());
        let taken = self.half_mut(opposite(side)).get_mut(&world)?;
        taken.taken = plus(taken.taken, shares);
        self.prune();
        Some((side, Match { price: own, shares, maker: Maker::Order(order) }))
    }

    /// The best price of a side whose level satisfies `wanted`.
    fn best_with(&self, side: Side, wanted: impl Fn(&Level) -> bool) -> Option<Price> {
        let found = match side {
            Side::Bid => self.bids.iter().rev().find(|(_, l)| wanted(l)),
            Side::Ask => self.asks.iter().find(|(_, l)| wanted(l)),
        };
        found.map(|(price, _)| *price)
    }

    fn prune(&mut self) {
        self.bids.retain(|_, level| !level.is_empty());
        self.asks.retain(|_, level| !level.is_empty());
    }

    /// A client's order joins the queue.
    pub fn rest(&mut self, side: Side, price: Price, order: OrderNo, left: Shares) {
        let level = self.half_mut(side).entry(price).or_default();
        let ahead = level.world();
        level.queue.push(Resting { order, left, ahead });
    }

    /// A client's order leaves the queue.
    pub fn remove(&mut self, side: Side, price: Price, order: OrderNo) {
        if let Some(level) = self.half_mut(side).get_mut(&price) {
            level.queue.retain(|r| r.order != order);
        }
        self.prune();
    }

    /// What a taker of `want` who pays at most (accepts at least) `limit` would find on `side`, without taking it.
    pub fn quote(&self, side: Side, limit: Price, want: Want) -> (Shares, Want) {
        let mut copy = self.clone();
        let matches = copy.take(side, limit, want);
        let shares = matches.iter().fold(Shares::ZERO, |sum, m| plus(sum, m.shares));
        let rest = matches.iter().fold(want, |want, m| want.after(m.price, m.shares));
        (shares, rest)
    }

    /// Takes from `side`, best first, down to `limit`.
    pub fn take(&mut self, side: Side, limit: Price, want: Want) -> Vec<Match> {
        let mut matches = Vec::new();
        let mut want = want;
        let half = self.half_mut(side);
        let prices: Vec<Price> = match side {
            Side::Ask => half.range(..=limit).map(|(p, _)| *p).collect(),
            Side::Bid => half.range(limit..).rev().map(|(p, _)| *p).collect(),
        };
        for price in prices {
            let wanted = want.shares_at(price);
            if !wanted.is_positive() {
                break;
            }
            let Some(level) = half.get_mut(&price) else { continue };
            let mut makers = Vec::new();
            let taken = level.take(wanted, &mut makers);
            want = want.after(price, taken);
            matches.extend(makers.into_iter().map(|(maker, shares)| Match { price, shares, maker }));
        }
        self.prune();
        matches
    }

    /// A trade of the world's takers on `side` at `price`: it goes through the queue there and through better levels.
    /// Returns what clients gave.
    pub fn world_trade(&mut self, side: Side, price: Price, shares: Shares) -> Vec<Match> {
        let mut matches = self.take(side, price, Want::Shares(shares));
        matches.retain(|m| m.maker != Maker::World);
        matches
    }

    /// Aggregated levels in Up's terms.
    pub fn levels(&self) -> Levels {
        let shown = |(p, l): (&Price, &Level)| Some((*p, l.total())).filter(|(_, s)| s.is_positive());
        Levels {
            bids: self.bids.iter().rev().filter_map(shown).collect(),
            asks: self.asks.iter().filter_map(shown).collect(),
        }
    }

    /// Whether no client's order rests in it.
    pub fn is_world_only(&self) -> bool {
        self.bids.values().chain(self.asks.values()).all(|l| l.queue.is_empty())
    }

    /// Best price of a side.
    pub fn best(&self, side: Side) -> Option<Price> {
        self.best_with(side, |l| l.total().is_positive())
    }
}
