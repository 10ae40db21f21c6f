//! One market's state machine: orders, positions, stops and targets, settlement. `step(event)` posts effects.
//!
//! Architecture invariants: it sees one row of book at a time and never a later one; it reads no clock; every order in it
//! was approved by the gate. It does not evaluate strategies and does not scan: whoever drives it shows it every row at
//! which something can happen ([`MarketSim::next_time`], [`MarketSim::watches`]) and may skip the rest.

mod exits;
mod matching;
mod placing;
mod settlement;

use crate::book::{BookRow, Depletion};
use crate::effect::{Effect, EffectKind, Phase, Treasury};
use crate::order::{Order, OrderKind, Stage};
use crate::position::Position;
use crate::record::{ExitReason, OrderEnd, OrderId, TradeSide};
use crate::risk::{Facts, Gate, Halt, Limits, OutcomeFacts};
use crate::session::HoldingStatus;
use crate::settings::Settings;
use craftstrat_model::{
    AccountReads, AccountView, Decision, Fault, Market, Muted, Outcome, Price, Shares, Side, TimeMs, Usdc,
    Winner,
};
use exits::Exit;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What can happen to a market, in the order in which it happens at one instant.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A row: due orders match, resting ones are reached, shares settle, pairs merge.
    Fills(&'a BookRow),
    /// The same row: stops and targets.
    Triggers(&'a BookRow),
    /// The strategy's decisions on the same row. `index` is the row's place within the loaded batch, for fault messages.
    Decisions {
        /// The row.
        row: &'a BookRow,
        /// Its index in the batch.
        index: u32,
        /// In the strategy's order.
        decisions: &'a [Decision],
    },
    /// The slot is over: open orders expire.
    Close,
    /// What is held after the slot's end pays, by the winner; without one it is booked as not resolved.
    Settle(Option<Winner>),
}

/// A price that wakes the market when the book reaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Whose book.
    pub outcome: Outcome,
    /// Which side of it.
    pub side: Side,
    /// Wake at or below this price.
    pub at_or_below: Option<Price>,
    /// Wake at or above this price.
    pub at_or_above: Option<Price>,
    /// Wake when the side is recorded as empty.
    pub empty: bool,
}

/// One market's orders and positions. After it was read from a snapshot it needs [`MarketSim::attach`] first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarketSim {
    #[serde(skip)]
    settings: Arc<Settings>,
    market: Market,
    index: u32,
    gate: Gate,
    reads: AccountReads,
    /// Open orders by number.
    orders: Vec<Order>,
    next_number: u32,
    positions: [Position; 2],
    exits: [Option<Exit>; 2],
    depletion: Depletion,
    trades: u32,
    last_entry_at: Option<TimeMs>,
    /// Time of the last event.
    now: TimeMs,
    /// Changes with every change of orders or positions.
    version: u64,
}

impl MarketSim {
    /// An empty market. `index` is its place in the run; `reads` says which account values the strategy may see.
    pub fn new(
        settings: Arc<Settings>,
        market: &Market,
        index: u32,
        limits: Limits,
        reads: AccountReads,
    ) -> Self {
        Self {
            settings,
            market: market.clone(),
            index,
            gate: Gate { limits, end: market.end, halted: None },
            reads,
            orders: Vec::new(),
            next_number: 0,
            positions: [Position::default(), Position::default()],
            exits: [None, None],
            depletion: Depletion::default(),
            trades: 0,
            last_entry_at: None,
            now: market.start,
            version: 0,
        }
    }

    /// Gives it back the settings, which a snapshot does not repeat for each market.
    pub fn attach(&mut self, settings: Arc<Settings>) {
        self.settings = settings;
    }

    /// Refuses entries for this reason from now on, or stops doing so.
    pub fn halt(&mut self, halted: Option<Halt>) {
        self.gate.halted = halted;
    }

    /// Judges by these limits and shows these account values from now on: the strategy was replaced.
    pub fn judge_by(&mut self, limits: Limits, reads: AccountReads) {
        self.gate.limits = limits;
        self.reads = reads;
        self.version += 1;
    }

    /// Takes every open entry out of the market at `at`.
    pub fn withdraw_entries(&mut self, at: TimeMs, treasury: &mut dyn Treasury) {
        self.now = self.now.max(at);
        for outcome in Outcome::BOTH {
            self.cancel_where(outcome, Phase::Orders, treasury, |o| o.proposal.side == TradeSide::Buy);
        }
    }

    /// Advances by one event.
    ///
    /// # Errors
    /// When a decision breaks the contract: the strategy must be parked. The market goes on.
    pub fn step(&mut self, event: Event<'_>, treasury: &mut dyn Treasury) -> Result<(), Fault> {
        match event {
            Event::Fills(row) => {
                self.now = row.at;
                self.fills(row, treasury);
            }
            Event::Triggers(row) => self.triggers(row, treasury),
            Event::Decisions { row, index, decisions } => {
                self.now = row.at;
                return self.decide(row, index, decisions, treasury);
            }
            Event::Close => {
                self.now = self.market.end;
                self.close(treasury);
            }
            Event::Settle(winner) => {
                self.now = self.market.end;
                self.settle(winner, treasury);
            }
        }
        Ok(())
    }

    /// Whether nothing is held and nothing is open: no row can change anything.
    pub fn is_idle(&self) -> bool {
        self.orders.is_empty() && self.positions.iter().all(Position::is_flat)
    }

    /// Changes whenever [`MarketSim::watches`] may have.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether rows in between must be shown to [`MarketSim::observe`] before the next event.
    pub fn is_observing(&self) -> bool {
        !self.depletion.is_empty()
    }

    /// Looks at a row for levels that changed since we took from them. Every row has to pass here before its events, in
    /// order; those in between too while [`MarketSim::is_observing`].
    pub fn observe(&mut self, row: &BookRow) {
        self.depletion.observe(row);
    }

    /// The first instant after now at which time alone changes what the strategy sees or may do: the next row at or after
    /// it has to be shown.
    pub fn next_time(&self) -> Option<TimeMs> {
        let due = self.orders.iter().filter(|o| o.stage == Stage::InFlight).map(|o| o.proposal.due);
        let cancels = self.orders.iter().filter_map(|o| o.cancel_due);
        let settling = self.positions.iter().filter_map(Position::next_settlement);
        let cool_down = self.gate.cool_down_until(&self.facts()).filter(|t| *t > self.now);
        let again = self.wants_merge() || Outcome::BOTH.iter().any(|o| self.wants_retry(*o));
        let retry = again.then(|| self.now.plus_ms(1));
        due.chain(cancels).chain(settling).chain(cool_down).chain(retry).min()
    }

    /// The prices at which a row has to be shown.
    pub fn watches(&self) -> Vec<Watch> {
        let mut watches = Vec::new();
        for order in self.orders.iter().filter(|o| o.stage == Stage::Resting) {
            let (side, price) = (order.proposal.side, order.proposal.price);
            watches.push(Watch {
                outcome: order.proposal.outcome,
                side: opposite(side),
                at_or_below: (side == TradeSide::Buy).then_some(price),
                at_or_above: (side == TradeSide::Sell).then_some(price),
                empty: false,
            });
        }
        watches.extend(Outcome::BOTH.iter().filter_map(|outcome| self.exit_watch(*outcome)));
        watches
    }

    /// What the strategy sees; `cash` and `equity` are passed on where it declared that it reads them.
    pub fn view(&self, cash: Usdc, equity: Usdc) -> AccountView {
        let mut view = AccountView::FLAT;
        if self.reads.position {
            for (i, position) in self.positions.iter().enumerate().filter(|(_, p)| !p.is_flat()) {
                view.shares[i] = position.shares.to_f64();
                view.average_cost[i] = position.average_cost();
                view.opened_at_ms[i] = position.opened_at.0 as f64;
            }
        }
        if self.reads.orders {
            view.open_orders = self.orders.len() as u32;
        }
        if self.reads.trades {
            view.trades = self.trades;
        }
        if self.reads.cash {
            view.cash = cash.to_f64();
        }
        if self.reads.equity {
            view.equity = equity.to_f64();
        }
        view
    }

    /// The actions the gate would refuse at `at` whatever their size.
    pub fn muted(&self, at: TimeMs) -> Muted {
        self.gate.muted(&Facts { at, ..self.facts() })
    }

    /// What the positions would bring at the bids of `row`; an outcome without a bid counts nothing.
    pub fn value(&self, row: &BookRow) -> Usdc {
        let value = |outcome: Outcome| {
            let shares = self.positions[outcome.index()].shares;
            let bid = row.best(outcome, Side::Bid).unwrap_or(Price::ZERO);
            bid.notional(shares, craftstrat_model::Rounding::Down).unwrap_or(Usdc::ZERO).micros()
        };
        Usdc::from_micros(Outcome::BOTH.into_iter().map(value).sum())
    }

    /// What the gate judges by, as of now.
    pub fn facts(&self) -> Facts {
        let mut facts = Facts {
            at: self.now,
            trades: self.trades,
            last_entry_at: self.last_entry_at,
            committed: Usdc::ZERO,
            outcomes: [OutcomeFacts::default(); 2],
        };
        let mut committed = 0_i64;
        for outcome in Outcome::BOTH {
            let position = &self.positions[outcome.index()];
            let (mut resting, mut flying) = (0_i64, 0_i64);
            let fact = &mut facts.outcomes[outcome.index()];
            fact.open_entries = position.entries.len() as u32 * u32::from(!position.is_flat());
            fact.exiting = self.exits[outcome.index()].is_some();
            committed += position.cost.micros();
            for order in self.orders.iter().filter(|o| o.proposal.outcome == outcome) {
                committed = committed.saturating_add(order.cost_left().micros());
                let counted = !position.is_flat() && position.entries.contains(&order.id.number);
                fact.open_entries += u32::from(order.proposal.side == TradeSide::Buy && !counted);
                fact.cancellable += u32::from(order.is_cancellable());
                let shares = order.shares_reserved().micros();
                if order.stage == Stage::Resting { resting += shares } else { flying += shares }
            }
            let settled = position.settled().micros();
            fact.closable = Shares::from_micros((settled - flying).max(0));
            fact.sellable = Shares::from_micros((settled - flying - resting).max(0));
        }
        facts.committed = Usdc::from_micros(committed);
        facts
    }

    /// What is held, by outcome; `bids` are the best ones of the last row.
    pub(crate) fn holdings(&self, bids: [Option<Price>; 2]) -> impl Iterator<Item = HoldingStatus> {
        let held = move |outcome: Outcome| {
            let bid = bids[outcome.index()];
            let position = &self.positions[outcome.index()];
            let (shares, cost, opened_at) = (position.shares, position.cost, position.opened_at);
            (!position.is_flat()).then_some(HoldingStatus { outcome, shares, cost, opened_at, bid })
        };
        Outcome::BOTH.into_iter().filter_map(held)
    }

    /// Orders that have not ended.
    pub(crate) fn open_orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.iter()
    }

    fn post(&mut self, phase: Phase, kind: EffectKind, treasury: &mut dyn Treasury) {
        self.version += 1;
        treasury.post(self.index, Effect { at: self.now, phase, kind });
    }

    /// Removes the order at `place` and reports how it ended.
    fn end_order(&mut self, place: usize, end: OrderEnd, phase: Phase, treasury: &mut dyn Treasury) {
        let order = self.orders.remove(place);
        let kind = EffectKind::Ended { order: order.record(self.now, end), released: order.reserved };
        self.post(phase, kind, treasury);
    }

    /// Cancels the open orders of `outcome` that `which` picks.
    fn cancel_where(
        &mut self,
        outcome: Outcome,
        phase: Phase,
        treasury: &mut dyn Treasury,
        which: impl Fn(&Order) -> bool,
    ) {
        let mut place = 0;
        while place < self.orders.len() {
            let order = &self.orders[place];
            if order.proposal.outcome == outcome && which(order) {
                self.end_order(place, OrderEnd::Cancelled, phase, treasury);
            } else {
                place += 1;
            }
        }
    }

    /// After a sell ended or matched: writes off dust that no order can sell any more, and closes the trade when it is flat.
    fn after_exit(
        &mut self,
        outcome: Outcome,
        reason: ExitReason,
        phase: Phase,
        treasury: &mut dyn Treasury,
    ) {
        let selling = |o: &Order| o.proposal.outcome == outcome && o.shares_reserved().is_positive();
        if self.orders.iter().any(|o| o.stage == Stage::InFlight && selling(o)) {
            return;
        }
        if let Some(cost) = self.positions[outcome.index()].abandon_dust() {
            self.post(phase, EffectKind::Abandoned { cost }, treasury);
        }
        let position = &self.positions[outcome.index()];
        if !position.is_flat() || position.entries.is_empty() {
            return;
        }
        let trade = self.positions[outcome.index()].trade(self.index, outcome, self.now, reason, Usdc::ZERO);
        self.post(phase, EffectKind::Closed(trade), treasury);
        self.positions[outcome.index()] = Position::default();
        self.exits[outcome.index()] = None;
        self.cancel_where(outcome, phase, treasury, |o| {
            o.stage == Stage::Armed || (o.stage == Stage::Resting && o.proposal.side == TradeSide::Sell)
        });
    }

    fn order_id(&mut self) -> OrderId {
        let number = self.next_number;
        self.next_number += 1;
        OrderId { market: self.index, number }
    }
}

/// The side of the book a trade takes from, or waits for.
fn opposite(side: TradeSide) -> Side {
    match side {
        TradeSide::Buy => Side::Ask,
        TradeSide::Sell => Side::Bid,
    }
}

/// Whether an order is a limit order.
fn is_limit(order: &Order) -> bool {
    matches!(order.proposal.kind, OrderKind::Limit { .. })
}
