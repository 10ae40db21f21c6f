//! Matching against a recorded row: takers walk its levels, makers wait for it to come through them.

use super::{MarketSim, is_limit, opposite};
use crate::book::BookRow;
use crate::effect::{EffectKind, Phase, Treasury};
use crate::fees::{BuyFee, FeeRule};
use crate::order::{Order, Stage};
use crate::queue::QueueModel;
use crate::record::{Cause, ExitReason, Fill, Liquidity, OrderEnd, TradeSide};
use crate::settings::DUE_ROW_LATE_MS_MAX;
use crate::sizing::{MARKET_LOT, floor_shares};
use craftstrat_model::{Level, Outcome, Price, Rounding, Shares, Side, Usdc};

/// One match as it will be recorded.
struct Match {
    /// Shares that left the book.
    gross: Shares,
    /// Shares that moved to or from us.
    net: Shares,
    price: Price,
    notional: Usdc,
    fee: Usdc,
    liquidity: Liquidity,
}

impl MarketSim {
    /// Everything that matches at a row, then what time brings: cancels, settled shares, merges.
    pub(super) fn fills(&mut self, row: &BookRow, treasury: &mut dyn Treasury) {
        let mut place = 0;
        while place < self.orders.len() {
            let number = self.orders[place].id.number;
            match self.orders[place].stage {
                Stage::InFlight if self.orders[place].proposal.due <= row.at => {
                    self.arrive(place, row, Phase::Fills, treasury);
                }
                Stage::Resting => self.rest(place, row, treasury),
                Stage::InFlight | Stage::Armed => {}
            }
            // The order, or one this match cancelled, may be gone.
            place = self.orders.partition_point(|o| o.id.number < number);
            if self.orders.get(place).is_some_and(|o| o.id.number == number) {
                if self.orders[place].cancel_due.is_some_and(|due| due <= row.at) {
                    self.end_order(place, OrderEnd::Cancelled, Phase::Fills, treasury);
                } else {
                    place += 1;
                }
            }
        }
        for position in &mut self.positions {
            if position.settle_until(row.at) {
                self.version += 1;
            }
        }
        if self.wants_merge() {
            self.merge(treasury);
        }
    }

    /// Whether pairs can be merged.
    pub(super) fn wants_merge(&self) -> bool {
        let facts = if self.settings.auto_merge { self.facts() } else { return false };
        facts.outcomes.iter().all(|outcome| outcome.sellable.is_positive())
    }

    /// A due order meets the book.
    pub(super) fn arrive(&mut self, place: usize, row: &BookRow, phase: Phase, treasury: &mut dyn Treasury) {
        let order = &self.orders[place];
        if row.at.since(order.proposal.due) > DUE_ROW_LATE_MS_MAX {
            self.end_order(place, OrderEnd::NoData, phase, treasury);
            return;
        }
        let (outcome, side, cause) = (order.proposal.outcome, order.proposal.side, order.proposal.cause);
        let limit = is_limit(order);
        let complete = self.take(place, row, phase, treasury);
        let filled = self.orders[place].filled.is_positive();
        match (complete, filled) {
            (true, _) => self.end_order(place, OrderEnd::Filled, phase, treasury),
            (false, _) if limit => self.start_resting(place, phase, treasury),
            (false, true) => self.end_order(place, OrderEnd::PartiallyFilled, phase, treasury),
            (false, false) => self.end_order(place, OrderEnd::Killed, phase, treasury),
        }
        if side == TradeSide::Sell {
            self.after_exit(outcome, exit_reason(cause), phase, treasury);
        }
    }

    /// Leaves what did not match in the book, where it can cost no fee: that part of the reservation is released.
    fn start_resting(&mut self, place: usize, phase: Phase, treasury: &mut dyn Treasury) {
        let order = &mut self.orders[place];
        order.stage = Stage::Resting;
        let keep = order.cost_left().min(order.reserved);
        let amount = Usdc::from_micros(order.reserved.micros() - keep.micros());
        order.reserved = keep;
        self.version += 1;
        if amount.is_positive() {
            self.post(phase, EffectKind::Released { amount }, treasury);
        }
    }

    /// Walks the levels. Returns whether the order got all it wanted.
    fn take(&mut self, place: usize, row: &BookRow, phase: Phase, treasury: &mut dyn Treasury) -> bool {
        if row.is_inconsistent() {
            return false;
        }
        let proposal = self.orders[place].proposal;
        let (outcome, side) = (proposal.outcome, proposal.side);
        let fees = self.fees(row);
        for level in *row.side(outcome, opposite(side)) {
            let Level::Known(quote, size) = level else { continue };
            let beyond = match side {
                TradeSide::Buy => quote > proposal.price,
                TradeSide::Sell => quote < proposal.price,
            };
            if beyond {
                break;
            }
            let price = self.settings.worsened(quote, side, row.tick);
            let order = &self.orders[place];
            let wanted = wanted_at(order, price);
            if !wanted.is_positive() {
                return true;
            }
            let left = self.depletion.left(outcome, opposite(side), quote, size);
            let shares = floor_shares(wanted.min(left), MARKET_LOT);
            let (shares, short) = within_reservation(order, price, shares, &fees);
            if shares.is_positive() {
                self.depletion.take(outcome, opposite(side), quote, size, shares);
                let matched = taker_match(side, price, shares, &fees);
                self.book(place, row, &matched, phase, treasury);
                if !wanted_at(&self.orders[place], price).is_positive() {
                    return true;
                }
            }
            if short {
                return false;
            }
        }
        false
    }

    /// A resting order meets a row.
    fn rest(&mut self, place: usize, row: &BookRow, treasury: &mut dyn Treasury) {
        if row.is_inconsistent() {
            return;
        }
        let order = self.orders[place];
        let (outcome, side, limit) = (order.proposal.outcome, order.proposal.side, order.proposal.price);
        let (mut left, mut got) = (order.shares_left(), 0_i64);
        for level in *row.side(outcome, opposite(side)) {
            let Level::Known(quote, size) = level else { continue };
            if !left.is_positive() || !self.settings.queue.reached(side, limit, quote) {
                break;
            }
            let free = self.depletion.left(outcome, opposite(side), quote, size);
            let shares = floor_shares(left.min(free), MARKET_LOT);
            if shares.is_positive() {
                self.depletion.take(outcome, opposite(side), quote, size, shares);
                left = Shares::from_micros(left.micros() - shares.micros());
                got += shares.micros();
            }
        }
        if got == 0 {
            return;
        }
        let shares = Shares::from_micros(got);
        let notional = notional(side, limit, shares);
        let matched = Match {
            gross: shares,
            net: shares,
            price: limit,
            notional,
            fee: Usdc::ZERO,
            liquidity: Liquidity::MakerEstimated,
        };
        self.book(place, row, &matched, Phase::Fills, treasury);
        if !self.orders[place].shares_left().is_positive() {
            self.end_order(place, OrderEnd::Filled, Phase::Fills, treasury);
        }
        if side == TradeSide::Sell {
            self.after_exit(outcome, exit_reason(order.proposal.cause), Phase::Fills, treasury);
        }
    }

    /// Enters a match into the order, the position and the books.
    fn book(
        &mut self,
        place: usize,
        row: &BookRow,
        matched: &Match,
        phase: Phase,
        treasury: &mut dyn Treasury,
    ) {
        let settles_at = row.at.plus_ms(i64::from(self.settings.settle_ms));
        let order = &mut self.orders[place];
        let (outcome, side) = (order.proposal.outcome, order.proposal.side);
        let (number, cause) = (order.id.number, order.proposal.cause);
        let paid = matched.notional.micros() + matched.fee.micros();
        order.matched = Shares::from_micros(order.matched.micros() + matched.gross.micros());
        order.filled = Shares::from_micros(order.filled.micros() + matched.net.micros());
        order.filled_notional = Usdc::from_micros(order.filled_notional.micros() + matched.notional.micros());
        // What counts against a buy's amount is what the shares cost before fees on top: all of `gross`.
        let gross_cost = notional(side, matched.price, matched.gross);
        order.paid = Usdc::from_micros(order.paid.micros() + gross_cost.micros());
        let fill = Fill {
            at: row.at,
            market: self.index,
            outcome,
            side,
            price: matched.price,
            shares: matched.net,
            notional: matched.notional,
            fee: matched.fee,
            liquidity: matched.liquidity,
            order: order.id,
            decision_mid: order.proposal.decision_mid,
            opposite_ask: row.best(outcome.other(), Side::Ask).map_or(f64::NAN, Price::to_f64),
            cause,
        };
        let position = &mut self.positions[outcome.index()];
        let cost = match side {
            TradeSide::Buy => {
                order.reserved = Usdc::from_micros(order.reserved.micros() - paid);
                assert!(order.reserved.micros() >= 0, "an order spent more than it reserved");
                position.buy(row.at, settles_at, number, matched.net, matched.notional, matched.fee);
                matched.notional
            }
            TradeSide::Sell => position.sell(matched.net, matched.notional, matched.fee),
        };
        self.post(phase, EffectKind::Filled { fill, cost }, treasury);
        if side == TradeSide::Sell {
            self.count_exit(outcome, number, matched.net);
        }
    }

    /// The fee curve in force at a row.
    pub(super) fn fees(&self, row: &BookRow) -> FeeRule {
        self.settings.fee_rule(&self.market, row.at).0
    }

    /// Turns pairs of settled, free Up and Down shares into dollars.
    fn merge(&mut self, treasury: &mut dyn Treasury) {
        let facts = self.facts();
        let pairs = facts.outcomes[0].sellable.min(facts.outcomes[1].sellable);
        let proceeds = Usdc::from_micros(pairs.micros());
        let of = |o: Outcome| &self.positions[o.index()];
        // The dollar is split in proportion to what a share of each leg cost, so both legs show the same return.
        let average = |o: Outcome| {
            i128::from(of(o).cost.micros()) * 1_000_000 / i128::from(of(o).shares.micros().max(1))
        };
        let (up, down) = (average(Outcome::Up), average(Outcome::Down));
        let share_up = if up + down == 0 { 500_000 } else { up * 1_000_000 / (up + down) };
        let up = Usdc::from_micros((i128::from(proceeds.micros()) * share_up / 1_000_000) as i64);
        let down = Usdc::from_micros(proceeds.micros() - up.micros());
        let mut cost = 0;
        for (outcome, part) in [(Outcome::Up, up), (Outcome::Down, down)] {
            cost += self.positions[outcome.index()].sell(pairs, part, Usdc::ZERO).micros();
        }
        let available_at = self.now.plus_ms(i64::from(self.settings.settle_ms));
        let cost = Usdc::from_micros(cost);
        self.post(Phase::Fills, EffectKind::Merged { shares: pairs, cost, proceeds, available_at }, treasury);
        for outcome in Outcome::BOTH {
            self.after_exit(outcome, ExitReason::Merge, Phase::Fills, treasury);
        }
    }
}

fn exit_reason(cause: Cause) -> ExitReason {
    match cause {
        Cause::Strategy => ExitReason::Strategy,
        Cause::StopLoss => ExitReason::StopLoss,
        Cause::TakeProfit => ExitReason::TakeProfit,
    }
}

/// Price x shares, rounded against us.
fn notional(side: TradeSide, price: Price, shares: Shares) -> Usdc {
    let rounding = match side {
        TradeSide::Buy => Rounding::Up,
        TradeSide::Sell => Rounding::Down,
    };
    price.notional(shares, rounding).unwrap_or(Usdc::ZERO)
}

/// How many more shares an order wants at `price`, in whole lots.
fn wanted_at(order: &Order, price: Price) -> Shares {
    match order.amount_left() {
        Some(amount) => {
            floor_shares(amount.shares_at(price, Rounding::Down).unwrap_or(Shares::ZERO), MARKET_LOT)
        }
        None => floor_shares(order.shares_left(), MARKET_LOT),
    }
}

/// Cuts a buy down to what its reservation can pay with fees. Returns whether it had to be cut.
fn within_reservation(order: &Order, price: Price, shares: Shares, fees: &FeeRule) -> (Shares, bool) {
    if order.proposal.side == TradeSide::Sell {
        return (shares, false);
    }
    let cost = |shares: Shares| {
        let fee = if fees.buy_fee == BuyFee::OnTop { fees.fee(price, shares).micros() } else { 0 };
        notional(TradeSide::Buy, price, shares).micros() + fee
    };
    let needed = cost(shares);
    if needed <= order.reserved.micros() {
        return (shares, false);
    }
    let scaled = i128::from(shares.micros()) * i128::from(order.reserved.micros()) / i128::from(needed);
    let mut cut = floor_shares(Shares::from_micros(scaled as i64), MARKET_LOT);
    while cut.is_positive() && cost(cut) > order.reserved.micros() {
        cut = Shares::from_micros(cut.micros() - MARKET_LOT);
    }
    (cut, true)
}

/// A taker's match with its fee. Where a BUY fee is taken in shares, they do not arrive, and what they cost is the fee.
fn taker_match(side: TradeSide, price: Price, shares: Shares, fees: &FeeRule) -> Match {
    let fee = fees.fee(price, shares);
    let gross = notional(side, price, shares);
    let liquidity = Liquidity::Taker;
    if side == TradeSide::Buy && fees.buy_fee == BuyFee::InShares {
        let kept = fee.shares_at(price, Rounding::Up).unwrap_or(Shares::ZERO).min(shares);
        let net = Shares::from_micros(shares.micros() - kept.micros());
        let notional = notional(side, price, net);
        let fee = Usdc::from_micros(gross.micros() - notional.micros());
        return Match { gross: shares, net, price, notional, fee, liquidity };
    }
    Match { gross: shares, net: shares, price, notional: gross, fee, liquidity }
}
