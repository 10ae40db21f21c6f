//! Orders of one market: proposed, approved, in flight, resting or armed.

use crate::record::{Cause, OrderEnd, OrderId, OrderRecord, TradeSide};
use crate::risk::RiskApproved;
use craftstrat_model::{Outcome, Price, Rounding, Shares, TimeMs, Usdc};
use serde::{Deserialize, Serialize};

/// How an order executes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderKind {
    /// Fills what is there down to its worst price, kills the rest.
    Market,
    /// Rests at its price. `crossing`: the book at decision would have filled some of it at once.
    Limit {
        /// Whether it took from the book as seen at decision.
        crossing: bool,
    },
    /// Waits for the held outcome's bid to reach its price, then sells at market.
    Armed {
        /// Triggers at or above its price (a target) rather than at or below (a stop).
        target: bool,
        /// Sells everything held then, not only `shares`.
        all: bool,
    },
}

/// A sized and rounded order before the risk gate saw it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// When it was decided.
    pub decided_at: TimeMs,
    /// When it is due at the book.
    pub due: TimeMs,
    /// Which outcome.
    pub outcome: Outcome,
    /// Which way.
    pub side: TradeSide,
    /// How.
    pub kind: OrderKind,
    /// Dollars to spend, for a buy by amount.
    pub amount: Option<Usdc>,
    /// Shares wanted; zero for a buy by amount.
    pub shares: Shares,
    /// Worst, limit or trigger price.
    pub price: Price,
    /// Tick size at decision.
    pub tick: Price,
    /// Dollars it reserves: cost at its worst plus a bound of the fees. Zero for sells.
    pub reserve: Usdc,
    /// Why.
    pub cause: Cause,
    /// The node that decided.
    pub node: u32,
    /// Mid of the outcome's book at decision, in dollars; NaN without one.
    pub decision_mid: f64,
}

impl Proposal {
    /// Most it can cost, fees excluded; zero for sells.
    pub fn cost_max(&self) -> Usdc {
        match (self.side, self.amount) {
            (TradeSide::Sell, _) => Usdc::ZERO,
            (TradeSide::Buy, Some(amount)) => amount,
            (TradeSide::Buy, None) => {
                self.price.notional(self.shares, Rounding::Up).unwrap_or(Usdc::from_micros(i64::MAX))
            }
        }
    }
}

/// Where an open order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// On its way to the book.
    InFlight,
    /// In the book.
    Resting,
    /// Waiting for its trigger, in the engine.
    Armed,
}

/// An open order.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) id: OrderId,
    pub(crate) proposal: Proposal,
    pub(crate) stage: Stage,
    /// Shares matched, before fees taken in shares.
    pub(crate) matched: Shares,
    /// Dollars paid for them, before fees on top; what counts against a buy's amount.
    pub(crate) paid: Usdc,
    /// Shares and dollars of its fills, as recorded.
    pub(crate) filled: Shares,
    pub(crate) filled_notional: Usdc,
    /// Reservation not yet spent or released.
    pub(crate) reserved: Usdc,
    /// When a cancel reaches the book.
    pub(crate) cancel_due: Option<TimeMs>,
}

impl Order {
    /// Opens an approved order: the only way one comes into being.
    pub(crate) fn open(id: OrderId, approved: RiskApproved) -> Self {
        let proposal = approved.into_proposal();
        let stage = match proposal.kind {
            OrderKind::Armed { .. } => Stage::Armed,
            OrderKind::Market | OrderKind::Limit { .. } => Stage::InFlight,
        };
        Self {
            id,
            stage,
            matched: Shares::ZERO,
            paid: Usdc::ZERO,
            filled: Shares::ZERO,
            filled_notional: Usdc::ZERO,
            reserved: proposal.reserve,
            cancel_due: None,
            proposal,
        }
    }

    /// Shares still wanted; for a buy by amount see [`Order::amount_left`].
    pub(crate) fn shares_left(&self) -> Shares {
        Shares::from_micros((self.proposal.shares.micros() - self.matched.micros()).max(0))
    }

    /// Dollars still to be spent, for a buy by amount.
    pub(crate) fn amount_left(&self) -> Option<Usdc> {
        self.proposal.amount.map(|amount| Usdc::from_micros(amount.micros() - self.paid.micros()))
    }

    /// What it may still cost, fees excluded; zero for sells.
    pub(crate) fn cost_left(&self) -> Usdc {
        let cost = self.proposal.cost_max();
        match self.proposal.side {
            TradeSide::Sell => Usdc::ZERO,
            TradeSide::Buy if self.proposal.amount.is_some() => {
                Usdc::from_micros(cost.micros() - self.paid.micros())
            }
            TradeSide::Buy => self.proposal.price.notional(self.shares_left(), Rounding::Up).unwrap_or(cost),
        }
    }

    /// Shares it keeps other sell orders from selling.
    pub(crate) fn shares_reserved(&self) -> Shares {
        match (self.proposal.side, self.stage) {
            (TradeSide::Sell, Stage::InFlight | Stage::Resting) => self.shares_left(),
            _ => Shares::ZERO,
        }
    }

    /// Whether the strategy's cancel reaches it: orders in the book or on their way there to rest, and armed ones.
    pub(crate) fn is_cancellable(&self) -> bool {
        self.cancel_due.is_none() && !matches!(self.proposal.kind, OrderKind::Market)
    }

    /// Its record, ending now.
    pub(crate) fn record(&self, ended_at: TimeMs, end: OrderEnd) -> OrderRecord {
        OrderRecord {
            id: self.id,
            decided_at: self.proposal.decided_at,
            ended_at,
            outcome: self.proposal.outcome,
            side: self.proposal.side,
            amount: self.proposal.amount.unwrap_or(Usdc::ZERO),
            shares: self.proposal.shares,
            filled: self.filled,
            filled_notional: self.filled_notional,
            price: self.proposal.price,
            end,
            cause: self.proposal.cause,
            node: self.proposal.node,
        }
    }
}
