//! The strategy's decisions: sized, put before the gate, opened or refused.

use super::{MarketSim, is_limit};
use crate::book::BookRow;
use crate::denial::Denial;
use crate::effect::{Phase, Treasury};
use crate::order::{OrderKind, Proposal, Stage};
use crate::record::TradeSide;
use crate::risk::{Facts, GuardFacts, RiskApproved, Scope};
use crate::sizing::{Refusal, Sizing, cancel_due};
use craftstrat_model::{Decision, Fault, Signal, Usdc};

impl MarketSim {
    /// Takes the decisions of a row in order. All were made from the account before the row, so an action that was blocked
    /// then stays blocked, whatever the decisions before it changed. The first that breaks the contract stops them.
    pub(super) fn decide(
        &mut self,
        row: &BookRow,
        index: u32,
        decisions: &[Decision],
        treasury: &mut dyn Treasury,
    ) -> Result<(), Fault> {
        let before = self.facts();
        for decision in decisions {
            let result = match (self.gate.block(&before, decision.signal, decision.outcome), decision.signal)
            {
                (Some(denial), _) => Err(Refusal::Denied(denial)),
                (None, Signal::Cancel) => {
                    self.cancel(row, decision, treasury);
                    Ok(())
                }
                (None, Signal::Buy | Signal::Sell | Signal::Close) => self.order(row, decision, treasury),
            };
            match result {
                Ok(()) => {}
                Err(Refusal::Denied(denial)) => treasury.refuse(row.at, self.index, decision, denial),
                Err(Refusal::Invalid(detail)) => return Err(Fault::InvalidDecision { row: index, detail }),
            }
        }
        Ok(())
    }

    fn order(
        &mut self,
        row: &BookRow,
        decision: &Decision,
        treasury: &mut dyn Treasury,
    ) -> Result<(), Refusal> {
        let facts = self.facts();
        let sizing = Sizing {
            row,
            facts: &facts,
            settings: &self.settings,
            fees: self.fees(row),
            available: treasury.available(),
            equity: treasury.equity().filter(|_| self.reads.equity),
        };
        let close = decision.signal == Signal::Close;
        let proposal = sizing.propose(decision)?;
        let approved = match proposal.side {
            TradeSide::Buy => self.approve_entry(row, &facts, proposal, treasury)?,
            TradeSide::Sell => {
                self.refuse_same_exit(&proposal)?;
                self.gate.exit(
                    &facts,
                    close && !matches!(proposal.kind, OrderKind::Limit { .. }),
                    proposal,
                )?
            }
        };
        match proposal.kind {
            // A close sells what resting sells hold as well.
            OrderKind::Market if close => {
                self.cancel_where(proposal.outcome, Phase::Orders, treasury, |o| {
                    o.stage == Stage::Resting && o.proposal.side == TradeSide::Sell
                });
            }
            OrderKind::Armed { target, .. } => {
                self.cancel_where(
                    proposal.outcome,
                    Phase::Orders,
                    treasury,
                    |o| matches!(o.proposal.kind, OrderKind::Armed { target: t, .. } if t == target),
                );
            }
            OrderKind::Market | OrderKind::Limit { .. } => {}
        }
        if proposal.side == TradeSide::Buy {
            self.trades += 1;
            self.last_entry_at = Some(row.at);
        }
        self.open(approved, row, Phase::Orders, treasury);
        Ok(())
    }

    /// Puts an entry before the gate, with the guards of the account and of its portfolio.
    fn approve_entry(
        &self,
        row: &BookRow,
        facts: &Facts,
        proposal: Proposal,
        treasury: &dyn Treasury,
    ) -> Result<RiskApproved, Denial> {
        let (cash, clock) = (treasury.available(), treasury.clock().unwrap_or(row.at));
        let guard = &self.settings.guard;
        let portfolio = treasury.portfolio();
        if guard.is_off() && portfolio.is_none() {
            return self.gate.entry(facts, cash, &[], proposal);
        }
        let own = GuardFacts::of_account(row, clock, self.market.end, facts, cash, treasury.standing());
        let Some(portfolio) = portfolio else {
            return self.gate.entry(facts, cash, &[(guard, own)], proposal);
        };
        let all = GuardFacts {
            scope: Scope::Portfolio,
            market: sum(own.market, portfolio.others_in(&self.market.slug)),
            cash: sum(cash, portfolio.others_cash()),
            standing: own.standing.with(&portfolio.others()),
            ..own
        };
        self.gate.entry(facts, cash, &[(guard, own), (portfolio.guard(), all)], proposal)
    }

    /// A stop-loss or take-profit order that is open already need not be opened again; a different one replaces it.
    fn refuse_same_exit(&self, proposal: &Proposal) -> Result<(), Denial> {
        let same = |o: &crate::order::Order| {
            o.stage == Stage::Armed
                && o.proposal.outcome == proposal.outcome
                && o.proposal.kind == proposal.kind
                && o.proposal.price == proposal.price
                && (o.proposal.shares == proposal.shares
                    || matches!(proposal.kind, OrderKind::Armed { all: true, .. }))
        };
        if self.orders.iter().any(same) { Err(Denial::ExitAlreadyOpen) } else { Ok(()) }
    }

    /// Sends a cancel to every limit order of the outcome, and drops its stop-loss and take-profit orders.
    fn cancel(&mut self, row: &BookRow, decision: &Decision, treasury: &mut dyn Treasury) {
        let outcome = decision.outcome;
        let due = cancel_due(&self.settings, row.at);
        for order in self.orders.iter_mut().filter(|o| o.proposal.outcome == outcome && is_limit(o)) {
            order.cancel_due = order.cancel_due.or(Some(due));
            self.version += 1;
        }
        self.cancel_where(outcome, Phase::Orders, treasury, |o| {
            o.stage == Stage::Armed
                || (o.stage == Stage::Resting && o.cancel_due.is_some_and(|due| due <= row.at))
        });
    }
}

fn sum(a: Usdc, b: Usdc) -> Usdc {
    Usdc::from_micros(a.micros().saturating_add(b.micros()))
}
