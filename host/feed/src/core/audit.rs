//! Whether a rebuilt book is the venue's: its stated hashes, and books fetched to compare.
//!
//! A hash also covers the last trade, which arrives in a message of its own, so one that differs proves nothing: it calls
//! for an audit. An audit compares with a fetched book. The same venue time and other levels: the fetched book is taken.
//! A newer one while the token has been silent: messages were missed; it is taken and the tokens are subscribed anew.

use super::market::LiveSlot;
use super::types::Counters;
use crate::config::Timings;
use craftstrat_model::{Outcome, Price, Shares, Side};
use craftstrat_venue::book::TokenBook;
use craftstrat_venue::hash::{HashInputs, is_hash};
use craftstrat_venue::message::{Body, Message};

#[derive(Clone, Copy, Debug, Default)]
struct OfToken {
    last_trade: Option<Price>,
    hashed_at: Option<i64>,
    /// Receive time of the last message taken (ms).
    heard_at: Option<i64>,
}

/// What is checked of one slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Checks {
    tokens: [OfToken; 2],
    /// When the next audit is due (ms), and when the last one was asked for.
    due_at: Option<i64>,
    asked_at: Option<i64>,
    missed_at: Option<i64>,
    turn: bool,
    /// Audits in a row that found nothing: what hashes say of this market is believed less and less.
    in_vain: u32,
}

/// What an audit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// Nothing to do.
    Fine,
    /// Take the fetched book.
    Take,
    /// Take the fetched book and subscribe anew.
    Missed,
    /// As [`Finding::Missed`], for the second time: connect anew.
    Frozen,
}

impl Checks {
    /// A trade of a token: part of what later hashes cover. What it makes the other token's last trade is not documented.
    pub(super) fn traded(&mut self, outcome: Outcome, message: &Message) {
        self.tokens[outcome.index()].last_trade = message.stated.last_trade;
        self.tokens[outcome.other().index()].last_trade = None;
    }

    /// The token whose book should be fetched now, if one is due.
    pub(super) fn due(&mut self, now: i64, timings: &Timings) -> Option<Outcome> {
        let first = now + timings.audit_ms;
        if now < *self.due_at.get_or_insert(first) {
            return None;
        }
        self.due_at = Some(now + timings.audit_ms);
        self.asked_at = Some(now);
        self.turn = !self.turn;
        Some(if self.turn { Outcome::Up } else { Outcome::Down })
    }

    fn audit_soon(&mut self, now: i64, timings: &Timings) {
        let patience = timings.audit_min_ms.saturating_mul(1 << self.in_vain.min(10)).min(timings.audit_ms);
        let earliest = self.asked_at.map_or(now, |at| now.max(at + patience));
        self.due_at = Some(self.due_at.map_or(earliest, |due| due.min(earliest)));
    }
}

impl LiveSlot {
    /// Notes a message that was taken into the book at `now` (ms) and checks the hash it states, at most once in
    /// [`Timings::hash_ms`].
    pub(super) fn check_hash(
        &mut self,
        outcome: Outcome,
        message: &Message,
        now: i64,
        timings: &Timings,
        counters: &mut Counters,
    ) {
        let token = &mut self.checks.tokens[outcome.index()];
        token.heard_at = Some(now);
        token.last_trade = message.stated.last_trade.or(token.last_trade);
        let (Some(stated), Some(venue_ms)) = (message.stated.hash.as_deref(), message.venue_ms) else {
            return;
        };
        if token.hashed_at.is_some_and(|at| now - at < timings.hash_ms) {
            return;
        }
        token.hashed_at = Some(now);
        let last_trade = token.last_trade;
        let trading = &self.info.trading;
        let book = self.book().book().token(outcome);
        let min_order_size = message.stated.min_order_size.or(trading.min_order_size);
        let equal = (|| {
            is_hash(
                stated,
                book,
                &HashInputs {
                    condition: &self.info.condition,
                    token: &self.info.tokens[outcome.index()],
                    venue_ms,
                    min_order_size: min_order_size.filter(|s: &Shares| s.is_positive())?,
                    tick_size: book.tick_size().or(trading.tick_size)?,
                    neg_risk: message.stated.neg_risk.or(trading.neg_risk)?,
                    last_trade: last_trade?,
                },
            )
        })();
        match equal {
            None => counters.hashes_unchecked += 1,
            Some(true) => counters.hashes_equal += 1,
            Some(false) => {
                counters.hashes_differ += 1;
                self.checks.audit_soon(now, timings);
            }
        }
    }

    /// Compares the rebuilt book of `outcome`'s token with a fetched one at `now` (ms).
    pub(super) fn audit(
        &mut self,
        outcome: Outcome,
        fetched: &Message,
        now: i64,
        timings: &Timings,
        counters: &mut Counters,
    ) -> Finding {
        let mine = self.book().book().token(outcome);
        let (Some(theirs_ms), Some(mine_ms)) = (fetched.venue_ms, mine.venue_ms()) else {
            counters.audits_open += 1;
            return Finding::Fine;
        };
        if theirs_ms < mine_ms {
            counters.audits_open += 1;
            return Finding::Fine;
        }
        let same = same_levels(mine, &fetched.body);
        let token = &mut self.checks.tokens[outcome.index()];
        if same {
            counters.audits_equal += 1;
            self.checks.in_vain = self.checks.in_vain.saturating_add(1);
            // What the hash needs and no message said: the fetched book does.
            token.last_trade = fetched.stated.last_trade.or(token.last_trade);
            return Finding::Fine;
        }
        self.checks.in_vain = 0;
        if theirs_ms == mine_ms {
            counters.audits_differ += 1;
            return Finding::Take;
        }
        if token.heard_at.is_some_and(|at| now - at < timings.in_flight_ms) {
            counters.audits_open += 1;
            self.checks.audit_soon(now, timings);
            return Finding::Fine;
        }
        counters.audits_missed += 1;
        let again = self.checks.missed_at.is_some_and(|at| now - at < timings.frozen_ms);
        self.checks.missed_at = Some(now);
        if again { Finding::Frozen } else { Finding::Missed }
    }
}

fn same_levels(mine: &TokenBook, theirs: &Body) -> bool {
    let mut fetched = TokenBook::default();
    fetched.apply(theirs, None);
    [Side::Bid, Side::Ask].into_iter().all(|side| mine.levels(side) == fetched.levels(side))
}
