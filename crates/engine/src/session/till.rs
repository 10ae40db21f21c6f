//! Where the effects of a session go: booked at once, and handed on.

use super::event::Output;
use crate::cash_book::CashBook;
use crate::denial::Denial;
use crate::effect::{Effect, Portfolio, Treasury};
use crate::ledger::Short;
use crate::standing::Standing;
use craftstrat_model::{Decision, TimeMs, Usdc};

/// The books while a session takes a step.
pub(super) struct Till<'a> {
    pub cash: &'a mut CashBook,
    /// Positions of all markets at their bids; `None` where the strategy does not read equity.
    pub value: Option<i64>,
    pub clock: TimeMs,
    pub portfolio: Option<&'a dyn Portfolio>,
    pub out: &'a mut Vec<Output>,
    /// The first effect that could not be booked.
    pub short: &'a mut Option<Short>,
}

impl Treasury for Till<'_> {
    fn available(&self) -> Usdc {
        self.cash.cash()
    }

    fn equity(&self) -> Option<Usdc> {
        self.value.map(|value| self.cash.equity_at(Usdc::from_micros(value)))
    }

    fn standing(&self) -> Standing {
        self.cash.standing()
    }

    fn clock(&self) -> Option<TimeMs> {
        Some(self.clock)
    }

    fn portfolio(&self) -> Option<&dyn Portfolio> {
        self.portfolio
    }

    fn post(&mut self, market: u32, effect: Effect) {
        if let Err(short) = self.cash.post(market, &effect) {
            self.short.get_or_insert(short);
        }
        self.out.push(Output::Booked { market, effect });
    }

    fn refuse(&mut self, at: TimeMs, market: u32, decision: &Decision, denial: Denial) {
        self.out.push(Output::Refused { at, market, decision: *decision, denial });
    }
}
