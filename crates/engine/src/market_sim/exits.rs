//! Stops and targets: of the risk section, and as orders of the strategy. Once reached they latch and retry.

use super::{MarketSim, Watch};
use crate::book::BookRow;
use crate::effect::{EffectKind, Phase, Treasury};
use crate::order::{Order, OrderKind, Stage};
use crate::record::{Cause, OrderEnd, TradeSide};
use crate::risk::RiskApproved;
use crate::sizing::{MARKET_LOT, Sizing, floor_shares};
use craftstrat_model::{Level, Outcome, Price, Shares, Side, Usdc};
use serde::{Deserialize, Serialize};

/// A stop or target that was reached and is being executed.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Exit {
    cause: Cause,
    /// Shares still to be sold; `None` for all that is held.
    left: Option<Shares>,
    /// Attempts so far: each widens the floor by one tick.
    retries: u32,
    /// The last order: in flight, or the armed one that is about to be.
    order: Option<u32>,
    /// No further attempt can be due before the slot ends.
    too_late: bool,
    node: u32,
}

impl MarketSim {
    /// Starts exits that the row's bids reach, then makes the attempts that are due.
    pub(super) fn triggers(&mut self, row: &BookRow, treasury: &mut dyn Treasury) {
        for outcome in Outcome::BOTH {
            if self.positions[outcome.index()].is_flat() {
                continue;
            }
            self.reach_limits(outcome, row);
            self.reach_armed(outcome, row);
            self.attempt(outcome, row, treasury);
        }
    }

    /// The stop and target of the risk section: they sell everything.
    fn reach_limits(&mut self, outcome: Outcome, row: &BookRow) {
        if self.exits[outcome.index()].is_some_and(|exit| exit.left.is_none()) {
            return;
        }
        let position = &self.positions[outcome.index()];
        let reached = |pct: Option<i64>, target: bool| {
            pct.is_some_and(|pct| {
                reaches(row, outcome, position.threshold(if target { -pct } else { pct }), target)
            })
        };
        let limits = &self.gate.limits;
        let cause = if reached(limits.stop_loss, false) {
            Cause::StopLoss
        } else if reached(limits.take_profit, true) {
            Cause::TakeProfit
        } else {
            return;
        };
        self.version += 1;
        let old = self.exits[outcome.index()];
        self.exits[outcome.index()] = Some(Exit {
            cause,
            left: None,
            retries: 0,
            order: old.and_then(|exit| exit.order),
            too_late: false,
            node: 0,
        });
    }

    /// The strategy's own stop-loss and take-profit orders, one at a time.
    fn reach_armed(&mut self, outcome: Outcome, row: &BookRow) {
        if self.exits[outcome.index()].is_some() {
            return;
        }
        let reached = |order: &Order| match order.proposal.kind {
            OrderKind::Armed { target, .. } => {
                order.proposal.outcome == outcome && reaches(row, outcome, order.proposal.price, target)
            }
            OrderKind::Market | OrderKind::Limit { .. } => false,
        };
        let Some(place) = self.orders.iter().position(reached) else { return };
        let order = self.orders[place];
        let all = matches!(order.proposal.kind, OrderKind::Armed { all: true, .. });
        self.exits[outcome.index()] = Some(Exit {
            cause: order.proposal.cause,
            left: (!all).then_some(order.proposal.shares),
            retries: 0,
            order: Some(order.id.number),
            too_late: false,
            node: order.proposal.node,
        });
        self.version += 1;
    }

    /// Sends the next sell of a latched exit when none is in flight and shares are free.
    fn attempt(&mut self, outcome: Outcome, row: &BookRow, treasury: &mut dyn Treasury) {
        let Some(mut exit) = self.exits[outcome.index()] else { return };
        if self.is_in_flight(&exit) {
            return;
        }
        self.cancel_where(outcome, Phase::Triggers, treasury, |o| {
            o.stage == Stage::Resting && o.proposal.side == TradeSide::Sell
        });
        let facts = self.facts();
        let free = facts.outcomes[outcome.index()].closable;
        let shares = floor_shares(exit.left.map_or(free, |left| left.min(free)), MARKET_LOT);
        if !shares.is_positive() {
            return;
        }
        let sizing = Sizing {
            row,
            facts: &facts,
            settings: &self.settings,
            fees: self.fees(row),
            available: Usdc::ZERO,
            equity: None,
        };
        let proposal = sizing.exit(outcome, shares, exit.cause, exit.node, exit.retries);
        match self.gate.exit(&facts, true, proposal) {
            Ok(approved) => {
                let armed = self
                    .orders
                    .iter()
                    .position(|o| o.stage == Stage::Armed && exit.order == Some(o.id.number));
                exit.order = Some(armed.map_or(self.next_number, |place| self.orders[place].id.number));
                exit.retries += 1;
                self.exits[outcome.index()] = Some(exit);
                match armed {
                    Some(place) => self.launch(place, approved, row, treasury),
                    None => self.open(approved, row, Phase::Triggers, treasury),
                }
            }
            Err(_) => {
                exit.too_late = true;
                self.exits[outcome.index()] = Some(exit);
                self.version += 1;
            }
        }
    }

    /// Counts shares sold by the order of a latched exit; one that has sold its share of the position is done.
    pub(super) fn count_exit(&mut self, outcome: Outcome, number: u32, sold: Shares) {
        let Some(exit) = &mut self.exits[outcome.index()] else { return };
        if exit.order != Some(number) {
            return;
        }
        if let Some(left) = exit.left {
            let left = Shares::from_micros((left.micros() - sold.micros()).max(0));
            exit.left = Some(left);
            if floor_shares(left, MARKET_LOT).is_zero() {
                self.exits[outcome.index()] = None;
            }
        }
    }

    fn is_in_flight(&self, exit: &Exit) -> bool {
        self.orders.iter().any(|o| exit.order == Some(o.id.number) && o.stage != Stage::Armed)
    }

    /// Sends an armed order's sell under the id it was armed with.
    fn launch(&mut self, place: usize, approved: RiskApproved, row: &BookRow, treasury: &mut dyn Treasury) {
        let armed = &self.orders[place];
        let decided_at = armed.proposal.decided_at;
        let mut order = Order::open(armed.id, approved);
        order.proposal.decided_at = decided_at;
        self.orders[place] = order;
        self.version += 1;
        if order.proposal.due <= row.at {
            self.arrive(place, row, Phase::Triggers, treasury);
        }
    }

    /// Whether a latched exit would try again at the next row.
    pub(super) fn wants_retry(&self, outcome: Outcome) -> bool {
        let Some(exit) = self.exits[outcome.index()].filter(|exit| !exit.too_late) else { return false };
        !self.is_in_flight(&exit) && self.facts().outcomes[outcome.index()].closable.micros() >= MARKET_LOT
    }

    /// The bids at which a stop or target of `outcome` is reached.
    pub(super) fn exit_watch(&self, outcome: Outcome) -> Option<Watch> {
        let position = &self.positions[outcome.index()];
        let exit = &self.exits[outcome.index()];
        if position.is_flat() || exit.is_some_and(|exit| exit.left.is_none()) {
            return None;
        }
        let limits = &self.gate.limits;
        let mut stops: Vec<Price> = limits.stop_loss.map(|pct| position.threshold(pct)).into_iter().collect();
        let mut targets: Vec<Price> =
            limits.take_profit.map(|pct| position.threshold(-pct)).into_iter().collect();
        if exit.is_none() {
            for order in self.orders.iter().filter(|o| o.proposal.outcome == outcome) {
                match order.proposal.kind {
                    OrderKind::Armed { target: true, .. } => targets.push(order.proposal.price),
                    OrderKind::Armed { target: false, .. } => stops.push(order.proposal.price),
                    OrderKind::Market | OrderKind::Limit { .. } => {}
                }
            }
        }
        let (at_or_below, at_or_above) = (stops.iter().max().copied(), targets.iter().min().copied());
        let watch =
            Watch { outcome, side: Side::Bid, at_or_below, at_or_above, empty: at_or_below.is_some() };
        (at_or_below.is_some() || at_or_above.is_some()).then_some(watch)
    }

    /// Opens an approved order; with no latency it meets the row it was decided on.
    pub(super) fn open(
        &mut self,
        approved: RiskApproved,
        row: &BookRow,
        phase: Phase,
        treasury: &mut dyn Treasury,
    ) {
        let id = self.order_id();
        let order = Order::open(id, approved);
        let kind = EffectKind::Approved {
            order: order.record(self.now, OrderEnd::Expired),
            reserved: order.reserved,
        };
        self.orders.push(order);
        self.post(phase, kind, treasury);
        if order.stage == Stage::InFlight && order.proposal.due <= row.at {
            self.arrive(self.orders.len() - 1, row, phase, treasury);
        }
    }
}

/// Whether the bid reaches a stop (`target` false: at or below, or nobody bids) or a target (at or above). A bid that was
/// not recorded reaches nothing.
fn reaches(row: &BookRow, outcome: Outcome, price: Price, target: bool) -> bool {
    match row.side(outcome, Side::Bid)[0] {
        Level::Known(bid, _) | Level::Unsized(bid) if target => bid >= price,
        Level::Known(bid, _) | Level::Unsized(bid) => bid <= price,
        Level::Empty => !target,
        Level::NotRecorded => false,
    }
}
