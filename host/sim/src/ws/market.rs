//! The market channel: books, their changes, trades, price steps, new and resolved markets.

use super::book::{book, hash, stated};
use super::{Channel, SessionId, texts};
use crate::book::Levels;
use crate::market::{MarketState, Phase, Side as Want};
use crate::source::winning_outcome;
use crate::venue::Venue;
use craftstrat_model::{Outcome, Price, Shares, Side, TimeMs};
use serde_json::{Value, json};

impl Venue {
    /// `{"type":"market","assets_ids":[..]}`, or a later change of it.
    pub(super) fn market_message(&mut self, id: SessionId, message: &Value) {
        let tokens = texts(message, "assets_ids");
        let operation = message.get("operation").and_then(Value::as_str).unwrap_or("subscribe");
        let custom = message.get("custom_feature_enabled").and_then(Value::as_bool);
        let Some(session) = self.sessions.get_mut(id) else { return };
        session.custom = custom.unwrap_or(session.custom);
        match operation {
            "subscribe" => {
                session.tokens.extend(tokens.iter().cloned());
                if message.get("initial_dump").and_then(Value::as_bool) != Some(false) {
                    self.send_books(id, &tokens);
                }
            }
            "unsubscribe" => session.tokens.retain(|t| !tokens.contains(t)),
            _ => self.send(id, "INVALID OPERATION".to_owned()),
        }
    }

    /// Snapshots of the tokens that have a book, as one array.
    fn send_books(&mut self, id: SessionId, tokens: &[String]) {
        let skew = self.skew();
        let books: Vec<Value> = tokens
            .iter()
            .filter_map(|token| self.markets.of_token(token))
            .filter(|(state, _)| state.phase != Phase::Resolved)
            .map(|(state, outcome)| event("book", book(state, outcome, state.changed.plus_ms(skew))))
            .collect();
        if !books.is_empty() {
            self.send(id, Value::Array(books).to_string());
        }
    }

    /// Sockets that listen to a token of the market.
    fn listeners(&self, condition: &str, custom: bool) -> Vec<SessionId> {
        let Some(state) = self.markets.get(condition) else { return Vec::new() };
        let wants = |s: &super::Session| {
            (s.custom || !custom) && state.tokens.iter().any(|token| s.tokens.contains(token))
        };
        self.sessions.listening(Channel::Market, wants)
    }

    /// Whole books, to those who already wait for them.
    pub(crate) fn publish_books(&mut self, condition: &str) {
        let ids = self.listeners(condition, false);
        for id in ids {
            let Some(session) = self.sessions.get(id) else { continue };
            let Some(state) = self.markets.get(condition) else { return };
            let tokens: Vec<String> =
                state.tokens.iter().filter(|t| session.tokens.contains(*t)).cloned().collect();
            self.send_books(id, &tokens);
        }
    }

    /// What of the book differs from what was last sent, both tokens in one frame.
    pub(crate) fn publish_changes(&mut self, condition: &str) {
        let (now, skew) = (self.now, self.skew());
        let Some(state) = self.markets.get_mut(condition) else { return };
        if state.phase == Phase::Announced {
            return;
        }
        let after = state.book.levels();
        let changed = difference(&state.published, &after);
        if changed.is_empty() {
            return;
        }
        let before = std::mem::replace(&mut state.published, after);
        state.changed = now;
        remember(state, now);
        let moved = stated(&before) != stated(&state.published);
        let (all, custom) = (self.listeners(condition, false), self.listeners(condition, true));
        let Some(state) = self.markets.get(condition).filter(|_| !all.is_empty()) else { return };
        let at = now.plus_ms(skew);
        let frame = changes(state, &changed, at);
        let best = moved.then(|| Outcome::BOTH.map(|outcome| best(state, outcome, at)));
        self.send_all(&all, &frame);
        best.iter().flatten().for_each(|frame| self.send_all(&custom, frame));
    }

    /// A trade in its taker's token and terms.
    pub(crate) fn publish_last_trade(
        &mut self,
        condition: &str,
        outcome: Outcome,
        price: Price,
        shares: Shares,
        side: Want,
    ) {
        let at = self.now.plus_ms(self.skew());
        let Some(state) = self.markets.get(condition) else { return };
        let frame = event(
            "last_trade_price",
            json!({
                "market": state.condition,
                "asset_id": state.token(outcome),
                "price": price,
                "size": shares,
                "side": side.code(),
                "fee_rate_bps": state.base_fee().to_string(),
                "timestamp": at.0.to_string(),
            }),
        );
        let ids = self.listeners(condition, false);
        self.send_all(&ids, &frame);
    }

    pub(crate) fn publish_tick(&mut self, condition: &str, old: Price, new: Price) {
        let at = self.now.plus_ms(self.skew());
        let Some(state) = self.markets.get(condition) else { return };
        let frames = Outcome::BOTH.map(|outcome| {
            event(
                "tick_size_change",
                json!({
                    "market": state.condition,
                    "asset_id": state.token(outcome),
                    "old_tick_size": old,
                    "new_tick_size": new,
                    "timestamp": at.0.to_string(),
                }),
            )
        });
        let ids = self.listeners(condition, false);
        frames.iter().for_each(|frame| self.send_all(&ids, frame));
    }

    pub(crate) fn publish_new_market(&mut self, condition: &str) {
        let at = self.now.plus_ms(self.skew());
        let Some(state) = self.markets.get(condition) else { return };
        let mut frame = described(state, "new_market", at);
        frame["condition_id"] = json!(state.condition);
        frame["clob_token_ids"] = json!(state.tokens);
        frame["active"] = json!(true);
        frame["order_price_min_tick_size"] = json!(state.tick);
        let ids = self.sessions.listening(Channel::Market, |s| s.custom);
        self.send_all(&ids, &frame);
    }

    pub(crate) fn publish_resolved(&mut self, condition: &str) {
        let at = self.now.plus_ms(self.skew());
        let Some(state) = self.markets.get(condition) else { return };
        let Some(outcome) = state.public_winner().and_then(winning_outcome) else { return };
        let mut frame = described(state, "market_resolved", at);
        frame["winning_asset_id"] = json!(state.token(outcome));
        frame["winning_outcome"] = json!(MarketState::outcome_name(outcome));
        let ids = self.listeners(condition, true);
        self.send_all(&ids, &frame);
    }

    /// How far the venue's clock is off, milliseconds.
    pub(crate) fn skew(&mut self) -> i64 {
        self.clock().since(self.now)
    }
}

fn event(kind: &str, mut body: Value) -> Value {
    body["event_type"] = json!(kind);
    body
}

/// Keeps a value for the price history now and then.
fn remember(state: &mut MarketState, now: TimeMs) {
    let seconds = now.0 / 1_000;
    if state.history.last().is_none_or(|(last, _)| seconds >= last + 10) {
        let (bid, ask) = stated(&state.published);
        state.history.push((seconds, Price::from_micros((bid.micros() + ask.micros()) / 2)));
    }
}

/// A market as `new_market` and `market_resolved` describe it.
fn described(state: &MarketState, kind: &str, at: TimeMs) -> Value {
    let (question, slug) = (state.question(), &state.market.slug);
    event(
        kind,
        json!({
            "id": state.number.to_string(),
            "question": question,
            "market": state.condition,
            "slug": slug,
            "description": "",
            "assets_ids": state.tokens,
            "outcomes": ["Up", "Down"],
            "event_message": {
                "id": (state.number + 1_000_000).to_string(),
                "ticker": slug,
                "slug": slug,
                "title": question,
                "description": "",
            },
            "tags": ["crypto", "up-or-down"],
            "timestamp": at.0.to_string(),
        }),
    )
}

/// Levels whose size differs: side, price and new size, in Up's terms.
fn difference(before: &Levels, after: &Levels) -> Vec<(Side, Price, Shares)> {
    let mut changed = Vec::new();
    for side in [Side::Bid, Side::Ask] {
        let size = |levels: &Levels, price: Price| {
            levels.side(side).iter().find(|(p, _)| *p == price).map_or(Shares::ZERO, |l| l.1)
        };
        for (price, _) in before.side(side).iter().filter(|(p, _)| size(after, *p).is_zero()) {
            changed.push((side, *price, Shares::ZERO));
        }
        for (price, shares) in after.side(side).iter().filter(|(p, s)| size(before, *p) != *s) {
            changed.push((side, *price, *shares));
        }
    }
    changed
}

fn changes(state: &MarketState, changed: &[(Side, Price, Shares)], at: TimeMs) -> Value {
    let mut entries = Vec::with_capacity(2 * changed.len());
    for outcome in Outcome::BOTH {
        let up = outcome == Outcome::Up;
        let levels = if up { state.published.clone() } else { state.published.flipped() };
        let (hash, (bid, ask)) = (hash(state, outcome, &levels, at), stated(&levels));
        for (side, price, size) in changed {
            let buys = (*side == Side::Bid) == up;
            entries.push(json!({
                "asset_id": state.token(outcome),
                "price": if up { *price } else { price.complement() },
                "size": size,
                "side": if buys { "BUY" } else { "SELL" },
                "hash": hash,
                "best_bid": bid,
                "best_ask": ask,
            }));
        }
    }
    event(
        "price_change",
        json!({ "market": state.condition, "price_changes": entries, "timestamp": at.0.to_string() }),
    )
}

fn best(state: &MarketState, outcome: Outcome, at: TimeMs) -> Value {
    let flipped;
    let levels = if outcome == Outcome::Up {
        &state.published
    } else {
        flipped = state.published.flipped();
        &flipped
    };
    let (bid, ask) = stated(levels);
    event(
        "best_bid_ask",
        json!({
            "market": state.condition,
            "asset_id": state.token(outcome),
            "best_bid": bid,
            "best_ask": ask,
            "spread": Price::from_micros(ask.micros() - bid.micros()),
            "timestamp": at.0.to_string(),
        }),
    )
}
