//! Matching: what happens to an order once it is taken, and to resting orders that the world comes to.

use super::order::{Lifetime, OrderState, Status};
use super::place::Refusal;
use super::trade::{Part, Settlement, TradeState};
use super::world::add_volume;
use super::{Due, Venue};
use crate::book::{Maker, Match, OrderNo, Want, opposite};
use crate::fault::Kind;
use crate::ids;
use crate::market::Side;
use craftstrat_model::{Outcome, Price, Rounding, Shares, Side as BookSide, TimeMs, Usdc};
use std::collections::BTreeMap;

const FOK_KILLED: &str = "order couldn't be fully filled. FOK orders are fully filled or killed.";
const FAK_KILLED: &str = "no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.";

impl Venue {
    /// Matches an order with what is there and lets the rest rest, or not.
    ///
    /// # Errors
    /// With the venue's text when it is killed without a match.
    pub(crate) fn execute(&mut self, no: OrderNo) -> Result<(), Refusal> {
        let Some(order) = self.orders.get(no).filter(|o| o.status.is_open()).cloned() else {
            return Err("order is gone".to_owned());
        };
        let condition = order.condition.clone();
        self.drop_insolvent(&condition, Some(no));
        let side = opposite(order.book_side());
        let matches = match self.markets.get_mut(&condition).filter(|m| m.is_open()) {
            None => {
                self.cancel(no, "CANCELED_MARKET_RESOLVED");
                return Err("the market is not yet ready to process new orders".to_owned());
            }
            Some(state) => {
                let want = order.want();
                if order.lifetime == Lifetime::Fok
                    && !fills(state.book.quote(side, order.book_price(), want), &order)
                {
                    Vec::new()
                } else {
                    state.book.take(side, order.book_price(), want)
                }
            }
        };
        if matches.is_empty() && order.lifetime.is_immediate() {
            let text = if order.lifetime == Lifetime::Fok { FOK_KILLED } else { FAK_KILLED };
            self.cancel(no, &format!("CANCELED_{text}"));
            return Err(text.to_owned());
        }
        self.record(&condition, side, &matches, Some(no));
        let left = self.orders.get(no).map_or(Shares::ZERO, OrderState::left);
        let done = order.lifetime.is_immediate() || !left.is_positive();
        self.orders.change(no, |o| o.status = if done { Status::Matched } else { Status::Live });
        if !done && let Some(state) = self.markets.get_mut(&condition) {
            state.book.rest(order.book_side(), order.book_price(), no, left);
        }
        self.tell_order(no, if matches.is_empty() { "PLACEMENT" } else { "UPDATE" });
        self.publish_changes(&condition);
        Ok(())
    }

    /// Makers that a world's taker went through.
    pub(super) fn fill_makers(&mut self, condition: &str, side: BookSide, matches: &[Match]) {
        self.record(condition, side, matches, None);
    }

    /// Makers that the world's book has come to.
    pub(super) fn fill_crossed(&mut self, condition: &str) {
        let Some(state) = self.markets.get_mut(condition) else { return };
        if state.book.is_world_only() {
            return;
        }
        self.drop_insolvent(condition, None);
        let Some(state) = self.markets.get_mut(condition) else { return };
        for (side, matched) in state.book.uncross() {
            self.record(condition, side, &[matched], None);
            let taker = if side == BookSide::Ask { Side::Buy } else { Side::Sell };
            self.publish_last_trade(condition, Outcome::Up, matched.price, matched.shares, taker);
        }
    }

    /// Cancels resting orders whose makers can no longer pay, before anything matches.
    fn drop_insolvent(&mut self, condition: &str, except: Option<OrderNo>) {
        let broke: Vec<OrderNo> = self
            .orders
            .open()
            .filter(|o| o.condition == condition && Some(o.no) != except && !self.is_solvent(o))
            .map(|o| o.no)
            .collect();
        broke.into_iter().for_each(|no| self.cancel(no, "CANCELED_NOT_ENOUGH_BALANCE"));
    }

    fn is_solvent(&self, order: &OrderState) -> bool {
        let Some(wallet) = self.accounts.wallet(order.maker).filter(|w| w.approved) else { return false };
        match order.side {
            Side::Buy => wallet.cash.micros() - wallet.cash_out.micros() >= order.tied_cash().micros(),
            Side::Sell => {
                let Some(state) = self.markets.get(&order.condition) else { return false };
                let token = state.token(order.outcome);
                wallet.held(token).micros() - wallet.promised(token).micros() >= order.left().micros()
            }
        }
    }

    /// Enters matches as trades: one per price. `side` is the book's side that gave; without a taker it is the world.
    fn record(&mut self, condition: &str, side: BookSide, matches: &[Match], taker: Option<OrderNo>) {
        let mut by_price: BTreeMap<i64, Vec<&Match>> = BTreeMap::new();
        for found in matches {
            let key = if side == BookSide::Ask { found.price.micros() } else { -found.price.micros() };
            by_price.entry(key).or_default().push(found);
        }
        for (bucket, group) in by_price.into_values().enumerate() {
            self.record_one(condition, side, &group, taker, bucket as u32);
        }
    }

    fn record_one(
        &mut self,
        condition: &str,
        side: BookSide,
        group: &[&Match],
        taker: Option<OrderNo>,
        bucket: u32,
    ) {
        let Some(price) = group.first().map(|m| m.price) else { return };
        let shares = Shares::from_micros(group.iter().map(|m| m.shares.micros()).sum());
        let order = taker.and_then(|no| self.orders.get(no));
        // A taker that takes asks is one that buys Up or sells Down.
        let (outcome, taker_side) = match order {
            Some(order) => (order.outcome, order.side),
            None => (Outcome::Up, if side == BookSide::Ask { Side::Buy } else { Side::Sell }),
        };
        let Some(state) = self.markets.get_mut(condition) else { return };
        let rule = state.fees();
        let own = own_price(outcome, price);
        let fee = if taker.is_some() { rule.fee(own, shares) } else { Usdc::ZERO };
        add_volume(state, own, shares);
        state.last_trade = Some((price, if side == BookSide::Ask { Side::Buy } else { Side::Sell }));
        let slug = state.market.slug.clone();
        let part = Part {
            order: taker,
            outcome,
            side: taker_side,
            price: own,
            shares,
            dollars: dollars(own, shares, taker_side),
            fee,
        };
        let makers: Vec<Part> = group.iter().map(|m| self.maker_part(m, outcome, taker_side)).collect();
        let doomed = self.faults.strike(self.now, &slug, |k| matches!(k, Kind::GhostFill)).is_some();
        let number = self.trades.len();
        let trade = TradeState {
            id: ids::uuid("trade", &format!("{}/{number}", self.settings.seed)),
            condition: condition.to_owned(),
            taker: part,
            makers,
            bucket,
            matched_at: self.now,
            updated_at: self.now,
            settlement: Settlement::Matched,
            doomed,
            hash: String::new(),
        };
        let index = self.trades.add(trade.clone());
        for part in trade.parts() {
            self.promise(condition, part, &trade.id);
        }
        if taker.is_some() {
            self.publish_last_trade(condition, outcome, own, shares, taker_side);
        }
        self.tell_trade(index);
        for no in trade.makers.iter().filter_map(|m| m.order) {
            self.tell_order(no, "UPDATE");
        }
        self.schedule(self.now.plus_ms(self.settings.mined_ms), Due::Settle(index));
    }

    fn maker_part(&self, found: &Match, taker_outcome: Outcome, taker_side: Side) -> Part {
        let order = match found.maker {
            Maker::Order(no) => self.orders.get(no),
            Maker::World => None,
        };
        // The world sells what a taker buys and buys what it sells, of the same token.
        let (outcome, side) = order.map_or((taker_outcome, taker_side.other()), |o| (o.outcome, o.side));
        let price = own_price(outcome, found.price);
        Part {
            order: order.map(|o| o.no),
            outcome,
            side,
            price,
            shares: found.shares,
            dollars: dollars(price, found.shares, side),
            fee: Usdc::ZERO,
        }
    }

    /// Counts a part in its order and sets aside what it costs until it is mined.
    fn promise(&mut self, condition: &str, part: &Part, trade: &str) {
        let Some(no) = part.order else { return };
        let mut maker = None;
        self.orders.change(no, |o| {
            o.matched = o.matched.checked_add(part.shares).unwrap_or(o.matched);
            o.paid = o.paid.checked_add(part.dollars).unwrap_or(o.paid);
            o.trades.push(trade.to_owned());
            if o.status == Status::Live && !o.left().is_positive() {
                o.status = Status::Matched;
            }
            maker = Some(o.maker);
        });
        let token = self.markets.get(condition).map(|m| m.token(part.outcome).to_owned()).unwrap_or_default();
        if let Some(maker) = maker {
            super::settle::set_aside(self.accounts.wallet_mut(maker), part, &token, 1);
        }
    }

    /// Takes an order off the book with the venue's word for why.
    pub(crate) fn cancel(&mut self, no: OrderNo, status: &str) {
        let Some(order) = self.orders.get(no).filter(|o| o.status.is_open()).cloned() else { return };
        if let Some(state) = self.markets.get_mut(&order.condition) {
            state.book.remove(order.book_side(), order.book_price(), no);
        }
        self.orders.change(no, |o| o.status = Status::Canceled(status.to_owned()));
        self.tell_order(no, "CANCELLATION");
        self.publish_changes(&order.condition);
    }

    /// Resting orders die with their market.
    pub(super) fn cancel_market(&mut self, condition: &str) {
        let all: Vec<OrderNo> =
            self.orders.open().filter(|o| o.condition == condition).map(|o| o.no).collect();
        all.into_iter().for_each(|no| self.cancel(no, "CANCELED_MARKET_RESOLVED"));
    }

    /// Whether only post-only orders are taken.
    pub(crate) fn is_post_only(&self) -> bool {
        self.now >= self.restart.0 && self.now < self.restart.1
    }

    /// Whether the engine is down.
    pub(crate) fn is_down(&self) -> bool {
        self.now < self.restart.0
    }

    /// When the engine takes every order again.
    pub(crate) const fn all_orders_from(&self) -> TimeMs {
        self.restart.1
    }
}

/// Whether a quote fills the whole order: all its shares, or its budget down to less than a hundredth of a share.
fn fills((shares, rest): (Shares, Want), order: &OrderState) -> bool {
    match rest {
        Want::Shares(left) => !left.is_positive(),
        Want::Dollars { amount, .. } => {
            let hundredth = order.price.micros() / 100 + 1;
            shares >= order.shares || amount.micros() <= hundredth
        }
    }
}

/// A price in Up's terms, in the terms of `outcome`.
pub(super) const fn own_price(outcome: Outcome, price: Price) -> Price {
    match outcome {
        Outcome::Up => price,
        Outcome::Down => price.complement(),
    }
}

/// What shares cost a buyer (rounded up) or bring a seller (rounded down).
fn dollars(price: Price, shares: Shares, side: Side) -> Usdc {
    let rounding = if side == Side::Buy { Rounding::Up } else { Rounding::Down };
    price.notional(shares, rounding).unwrap_or_default()
}
