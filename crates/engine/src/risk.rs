//! The risk gate: the only maker of [`RiskApproved`], without which nothing is executed.
//!
//! What does not depend on an order's size or price ([`Gate::block`]) also makes the muted set, so a muted action is exactly one the gate would refuse whatever its size: muting can never hide an order that
//! would have been approved.

mod guard;

pub use crate::denial::{Halt, Scope};
pub use guard::{Guard, GuardFacts};

use crate::denial::Denial;
use crate::order::{OrderKind, Proposal};
use crate::record::TradeSide;
use craftstrat_model::{Action, Muted, Outcome, Price, Risk, Rounding, Shares, Signal, TimeMs, Usdc};
use serde::{Deserialize, Serialize};

/// Smallest limit order. Source: `min_order_size` of the venue's Up/Down markets.
pub const LIMIT_SHARES_MIN: Shares = Shares::from_micros(5_000_000);

/// Smallest BUY that takes from the book. Source: venue rules for marketable orders.
pub const BUY_NOTIONAL_MIN: Usdc = Usdc::from_micros(1_000_000);

/// A strategy's risk section, checked and in integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Stop loss in micro per cent of the average cost.
    pub stop_loss: Option<i64>,
    /// Target in micro per cent of the average cost.
    pub take_profit: Option<i64>,
    /// Largest cost of the position plus entries in flight in one market, fees excluded.
    pub max_position: Option<Usdc>,
    /// Entries approved in one slot, at most.
    pub max_trades: Option<u32>,
    /// Time after an approved entry in which further ones are refused, in ms.
    pub cool_down_ms: i64,
    /// Entries per outcome held or in flight at once.
    pub max_open_entries: u32,
}

/// A risk section that cannot be enforced.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("risk section: {field} is {value}, which is not a finite number above 0")]
pub struct LimitsError {
    /// The field.
    pub field: &'static str,
    /// What it says.
    pub value: f64,
}

impl Limits {
    /// The limits of a risk section.
    ///
    /// # Errors
    /// When a number in it is not finite, or is below (for the cool-down) or not above (for the others) zero.
    pub fn new(risk: &Risk) -> Result<Self, LimitsError> {
        let micros = |field, value: Option<f64>| match value {
            None => Ok(None),
            Some(v) if v > 0.0 && v <= 1e9 => Ok(Some((v * 1e6).round_ties_even() as i64)),
            Some(value) => Err(LimitsError { field, value }),
        };
        let cool_down_ms = match risk.cool_down_s {
            None => 0,
            Some(s) if (0.0..=1e9).contains(&s) => (s * 1e3).ceil() as i64,
            Some(value) => return Err(LimitsError { field: "cool_down_s", value }),
        };
        Ok(Self {
            stop_loss: micros("stop_loss_pct", risk.stop_loss_pct)?,
            take_profit: micros("take_profit_pct", risk.take_profit_pct)?,
            max_position: micros("max_position_usdc", risk.max_position_usdc)?.map(Usdc::from_micros),
            max_trades: risk.max_trades_per_slot,
            cool_down_ms,
            max_open_entries: risk.max_open_entries.unwrap_or(1),
        })
    }
}

/// What the gate needs to know of one outcome of a market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutcomeFacts {
    /// Entries that make up the position, plus open buy orders not yet part of it.
    pub open_entries: u32,
    /// Settled shares not reserved by any open sell order.
    pub sellable: Shares,
    /// Settled shares not reserved by sell orders in flight: resting ones give way to a close.
    pub closable: Shares,
    /// Orders a cancel would reach.
    pub cancellable: u32,
    /// A stop or target was reached and is being executed.
    pub exiting: bool,
}

/// What the gate needs to know of a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Now.
    pub at: TimeMs,
    /// Entries approved in this slot.
    pub trades: u32,
    /// When the last one was approved.
    pub last_entry_at: Option<TimeMs>,
    /// Cost of both positions plus what entries in flight may still cost, fees excluded.
    pub committed: Usdc,
    /// By outcome.
    pub outcomes: [OutcomeFacts; 2],
}

/// Permission to execute one order: made by [`Gate::entry`] and [`Gate::exit`], consumed by the market's order list.
///
/// Nobody else can make one:
/// ```compile_fail
/// fn skip_the_gate(proposal: craftstrat_engine::Proposal) -> craftstrat_engine::risk::RiskApproved {
///     craftstrat_engine::risk::RiskApproved(proposal)
/// }
/// ```
#[derive(Debug)]
pub struct RiskApproved(Proposal);

impl RiskApproved {
    /// What was approved.
    pub fn proposal(&self) -> &Proposal {
        &self.0
    }

    pub(crate) fn into_proposal(self) -> Proposal {
        self.0
    }
}

/// Decides which orders may be executed in one market.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Gate {
    /// What the strategy's risk section says.
    pub limits: Limits,
    /// The slot's end.
    pub end: TimeMs,
    /// Why no entry is allowed at all, where that is so.
    pub halted: Option<Halt>,
}

impl Gate {
    /// Why no entry of `outcome` would be approved now, whatever its size and price.
    pub fn entry_block(&self, facts: &Facts, outcome: Outcome) -> Option<Denial> {
        if let Some(by) = self.halted {
            return Some(Denial::Halted { by });
        }
        let outcome = &facts.outcomes[outcome.index()];
        if outcome.exiting {
            return Some(Denial::Exiting);
        }
        if outcome.open_entries >= self.limits.max_open_entries {
            return Some(Denial::OpenEntries {
                open: outcome.open_entries,
                max: self.limits.max_open_entries,
            });
        }
        if let Some(max) = self.limits.max_trades.filter(|max| facts.trades >= *max) {
            return Some(Denial::TradesPerSlot { trades: facts.trades, max });
        }
        if let Some(until) = self.cool_down_until(facts).filter(|until| facts.at < *until) {
            return Some(Denial::CoolDown { left_ms: until.since(facts.at) });
        }
        match self.limits.max_position {
            Some(max) if facts.committed >= max => {
                Some(Denial::MaxPosition { committed: facts.committed, wanted: Usdc::ZERO, max })
            }
            _ => None,
        }
    }

    /// When the cool-down of the last approved entry ends.
    pub fn cool_down_until(&self, facts: &Facts) -> Option<TimeMs> {
        let last = facts.last_entry_at.filter(|_| self.limits.cool_down_ms > 0)?;
        Some(last.plus_ms(self.limits.cool_down_ms))
    }

    /// Why no sell (`close`: no close) of `outcome` would be approved now, whatever its size and price.
    pub fn exit_block(&self, facts: &Facts, outcome: Outcome, close: bool) -> Option<Denial> {
        let outcome = &facts.outcomes[outcome.index()];
        let shares = if close { outcome.closable } else { outcome.sellable };
        (!shares.is_positive()).then_some(Denial::NothingToSell)
    }

    /// Why an action would be refused now whatever its size and price, if it would.
    pub fn block(&self, facts: &Facts, signal: Signal, outcome: Outcome) -> Option<Denial> {
        match signal {
            Signal::Buy => self.entry_block(facts, outcome),
            Signal::Sell => self.exit_block(facts, outcome, false),
            Signal::Close => self.exit_block(facts, outcome, true),
            Signal::Cancel => {
                (facts.outcomes[outcome.index()].cancellable == 0).then_some(Denial::NothingToCancel)
            }
        }
    }

    /// The blocked actions.
    pub fn muted(&self, facts: &Facts) -> Muted {
        let mut muted = Muted::NONE;
        for outcome in Outcome::BOTH {
            for signal in Signal::ALL {
                if self.block(facts, signal, outcome).is_some() {
                    muted = muted.with(Action(signal, outcome));
                }
            }
        }
        muted
    }

    /// Approves or refuses an entry. `guards` are limits beyond the strategy's own, with what they judge by. Cash is checked
    /// last: until cash is short, everything else decides alike whatever happens in other markets.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn entry(
        &self,
        facts: &Facts,
        available: Usdc,
        guards: &[(&Guard, GuardFacts<'_>)],
        proposal: Proposal,
    ) -> Result<RiskApproved, Denial> {
        if let Some(denial) = self.entry_block(facts, proposal.outcome) {
            return Err(denial);
        }
        check_price(&proposal)?;
        check_minimum(&proposal)?;
        if let Some(max) = self.limits.max_position {
            let (committed, wanted) = (facts.committed, proposal.cost_max());
            if committed.micros().saturating_add(wanted.micros()) > max.micros() {
                return Err(Denial::MaxPosition { committed, wanted, max });
            }
        }
        self.check_end(&proposal)?;
        for (guard, facts) in guards {
            guard.check(facts, &proposal)?;
        }
        if proposal.reserve > available {
            return Err(Denial::InsufficientCash { needed: proposal.reserve, available });
        }
        Ok(RiskApproved(proposal))
    }

    /// Approves or refuses an exit.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn exit(&self, facts: &Facts, close: bool, proposal: Proposal) -> Result<RiskApproved, Denial> {
        if let Some(denial) = self.exit_block(facts, proposal.outcome, close) {
            return Err(denial);
        }
        let outcome = &facts.outcomes[proposal.outcome.index()];
        let shares = if close { outcome.closable } else { outcome.sellable };
        let armed = matches!(proposal.kind, OrderKind::Armed { .. });
        if !armed && (!proposal.shares.is_positive() || proposal.shares > shares) {
            return Err(Denial::NothingToSell);
        }
        check_price(&proposal)?;
        check_minimum(&proposal)?;
        if !armed {
            self.check_end(&proposal)?;
        }
        Ok(RiskApproved(proposal))
    }

    fn check_end(&self, proposal: &Proposal) -> Result<(), Denial> {
        if proposal.due >= self.end {
            Err(Denial::SlotEnding { due: proposal.due, end: self.end })
        } else {
            Ok(())
        }
    }
}

fn check_price(proposal: &Proposal) -> Result<(), Denial> {
    let (low, high) = (proposal.tick, proposal.tick.complement());
    if proposal.price < low || proposal.price > high {
        return Err(Denial::PriceOutOfRange { price: proposal.price, low, high });
    }
    Ok(())
}

fn check_minimum(proposal: &Proposal) -> Result<(), Denial> {
    let buy = proposal.side == TradeSide::Buy;
    match proposal.kind {
        OrderKind::Armed { .. } => Ok(()),
        OrderKind::Limit { crossing } => {
            if proposal.shares < LIMIT_SHARES_MIN {
                return Err(Denial::BelowMinimumShares { shares: proposal.shares, min: LIMIT_SHARES_MIN });
            }
            if buy && crossing { check_notional(proposal.shares, proposal.price) } else { Ok(()) }
        }
        OrderKind::Market if !buy => Ok(()),
        OrderKind::Market => match proposal.amount {
            Some(amount) if amount < BUY_NOTIONAL_MIN => {
                Err(Denial::BelowMinimumSize { amount, min: BUY_NOTIONAL_MIN })
            }
            Some(_) => Ok(()),
            None => check_notional(proposal.shares, proposal.price),
        },
    }
}

fn check_notional(shares: Shares, price: Price) -> Result<(), Denial> {
    let amount = price.notional(shares, Rounding::Down).unwrap_or(Usdc::ZERO);
    if amount < BUY_NOTIONAL_MIN {
        return Err(Denial::BelowMinimumSize { amount, min: BUY_NOTIONAL_MIN });
    }
    Ok(())
}
