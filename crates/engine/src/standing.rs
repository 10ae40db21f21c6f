//! How an account stands: the figures the guard judges it by. They follow from booked effects alone.

use crate::effect::{Effect, EffectKind};
use crate::record::TradeSide;
use craftstrat_model::{TimeMs, Usdc};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The span in which [`Standing::recent_entries`] counts, in ms.
pub const RATE_WINDOW_MS: i64 = 60_000;

/// How an account stands at one instant. Equity has positions at their cost, so a loss counts when it is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Equity now.
    pub equity: Usdc,
    /// The highest it ever was.
    pub peak: Usdc,
    /// Equity when the day began, in UTC.
    pub day_open: Usdc,
    /// Equity when the week began: Monday, in UTC.
    pub week_open: Usdc,
    /// Dollars tied up in positions and reservations.
    pub exposure: Usdc,
    /// Orders that have not ended.
    pub open_orders: u32,
    /// Entries approved in the last [`RATE_WINDOW_MS`].
    pub recent_entries: u32,
}

fn sum(a: Usdc, b: Usdc) -> Usdc {
    Usdc::from_micros(a.micros().saturating_add(b.micros()))
}

fn lost(from: Usdc, to: Usdc) -> Usdc {
    Usdc::from_micros(from.micros().saturating_sub(to.micros()))
}

impl Standing {
    /// What was lost since the day began; negative for a gain.
    pub fn day_loss(&self) -> Usdc {
        lost(self.day_open, self.equity)
    }

    /// What was lost since the week began; negative for a gain.
    pub fn week_loss(&self) -> Usdc {
        lost(self.week_open, self.equity)
    }

    /// How far equity is below its highest.
    pub fn drawdown(&self) -> Usdc {
        lost(self.peak, self.equity)
    }

    /// Both accounts as one. The highest equity of the two together does not follow from the two: it is their sum's bound.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            equity: sum(self.equity, other.equity),
            peak: sum(self.peak, other.peak),
            day_open: sum(self.day_open, other.day_open),
            week_open: sum(self.week_open, other.week_open),
            exposure: sum(self.exposure, other.exposure),
            open_orders: self.open_orders.saturating_add(other.open_orders),
            recent_entries: self.recent_entries.saturating_add(other.recent_entries),
        }
    }

    /// Two accounts as one, less one of them: undoes [`Standing::with`].
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self {
            equity: lost(self.equity, other.equity),
            peak: lost(self.peak, other.peak),
            day_open: lost(self.day_open, other.day_open),
            week_open: lost(self.week_open, other.week_open),
            exposure: lost(self.exposure, other.exposure),
            open_orders: self.open_orders.saturating_sub(other.open_orders),
            recent_entries: self.recent_entries.saturating_sub(other.recent_entries),
        }
    }
}

/// Keeps what a [`Standing`] needs beyond the ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Marks {
    now: TimeMs,
    peak: Usdc,
    day: i64,
    day_open: Usdc,
    week: i64,
    week_open: Usdc,
    open_orders: u32,
    entries: VecDeque<TimeMs>,
}

/// The week of an instant, in UTC, counted from the one 1970 began in. Weeks begin on Monday; 1970-01-01 was a Thursday.
pub fn week(at: TimeMs) -> i64 {
    (at.day() + 3).div_euclid(7)
}

impl Marks {
    pub(crate) fn new(cash: Usdc) -> Self {
        Self {
            now: TimeMs(i64::MIN),
            peak: cash,
            day: i64::MIN,
            day_open: cash,
            week: i64::MIN,
            week_open: cash,
            open_orders: 0,
            entries: VecDeque::new(),
        }
    }

    /// Time went on to `now`, before anything of that instant was booked.
    pub(crate) fn advance(&mut self, now: TimeMs, equity: Usdc) {
        if now <= self.now {
            return;
        }
        self.now = now;
        if now.day() > self.day {
            (self.day, self.day_open) = (now.day(), equity);
        }
        if week(now) > self.week {
            (self.week, self.week_open) = (week(now), equity);
        }
        while self.entries.front().is_some_and(|at| now.since(*at) >= RATE_WINDOW_MS) {
            self.entries.pop_front();
        }
    }

    /// An effect was booked; `equity` is what it left.
    pub(crate) fn booked(&mut self, effect: &Effect, equity: Usdc) {
        self.peak = self.peak.max(equity);
        match &effect.kind {
            EffectKind::Approved { order, .. } => {
                self.open_orders += 1;
                if order.side == TradeSide::Buy {
                    self.entries.push_back(effect.at);
                }
            }
            EffectKind::Ended { .. } => self.open_orders = self.open_orders.saturating_sub(1),
            _ => {}
        }
    }

    pub(crate) fn standing(&self, equity: Usdc, exposure: Usdc) -> Standing {
        Standing {
            equity,
            peak: self.peak,
            day_open: self.day_open,
            week_open: self.week_open,
            exposure,
            open_orders: self.open_orders,
            recent_entries: self.entries.len() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_taken_out_of_two_leaves_the_other() {
        let of = |n: i64| Standing {
            equity: Usdc::from_micros(n),
            peak: Usdc::from_micros(2 * n),
            day_open: Usdc::from_micros(-n),
            week_open: Usdc::from_micros(n - 7),
            exposure: Usdc::from_micros(3),
            open_orders: n as u32,
            recent_entries: 2,
        };
        assert_eq!(of(1_000).with(&of(77)).without(&of(77)), of(1_000));
    }
}
