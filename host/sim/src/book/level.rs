//! One price of the book: what the world shows there and the queue of client orders.

use super::{Maker, OrderNo};
use craftstrat_model::Shares;

/// A client's order in the queue of its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resting {
    pub order: OrderNo,
    pub left: Shares,
    /// Shares of the world in front of it.
    pub ahead: Shares,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    /// What the world showed last, and what of it was taken since.
    pub recorded: Shares,
    pub taken: Shares,
    /// In order of arrival.
    pub queue: Vec<Resting>,
}

impl Level {
    pub fn world(&self) -> Shares {
        less(self.recorded, self.taken)
    }

    pub fn total(&self) -> Shares {
        self.queue.iter().fold(self.world(), |sum, r| plus(sum, r.left))
    }

    pub fn is_empty(&self) -> bool {
        self.recorded.is_zero() && self.queue.is_empty()
    }

    /// Takes up to `wanted` shares in order of time; what a client gave goes to `matched`.
    pub fn take(&mut self, wanted: Shares, matched: &mut Vec<(Maker, Shares)>) -> Shares {
        let mut left = wanted;
        let mut world_taken = Shares::ZERO;
        for resting in &mut self.queue {
            let first = less(resting.ahead, world_taken).min(less(left, Shares::ZERO));
            world_taken = plus(world_taken, first);
            left = less(left, first);
            let own = resting.left.min(left);
            if own.is_positive() {
                resting.left = less(resting.left, own);
                left = less(left, own);
                matched.push((Maker::Order(resting.order), own));
            }
        }
        let rest = left.min(less(self.world(), world_taken));
        world_taken = plus(world_taken, rest);
        left = less(left, rest);
        if world_taken.is_positive() {
            self.taken = plus(self.taken, world_taken);
            matched.push((Maker::World, world_taken));
            for resting in &mut self.queue {
                resting.ahead = less(resting.ahead, world_taken);
            }
        }
        self.queue.retain(|r| r.left.is_positive());
        less(wanted, left)
    }
}

pub(super) fn less(a: Shares, b: Shares) -> Shares {
    Shares::from_micros((a.micros() - b.micros()).max(0))
}

pub(super) fn plus(a: Shares, b: Shares) -> Shares {
    a.checked_add(b).unwrap_or(a)
}
