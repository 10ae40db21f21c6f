//! Books effects in the ledger as they come: what cash there is, and how the account stands.

use crate::effect::{Effect, EffectKind};
use crate::ledger::{Account, EntryId, Ledger, Short};
use crate::posting::transfers;
use crate::standing::{Marks, Standing};
use craftstrat_model::{TimeMs, Usdc};
use serde::{Deserialize, Serialize};

/// The ledger and what follows from it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CashBook {
    ledger: Ledger,
    /// Entries posted per market.
    entries: Vec<u32>,
    /// Matches posted.
    fills: u64,
    marks: Marks,
}

impl CashBook {
    pub(crate) fn new(cash: Usdc, markets: usize) -> Self {
        let (ledger, marks) = (Ledger::new(cash, markets), Marks::new(cash));
        Self { ledger, entries: vec![0; markets], fills: 0, marks }
    }

    /// Makes room for one more market; returns its index.
    pub(crate) fn add_market(&mut self) -> u32 {
        self.entries.push(0);
        self.ledger.add_market()
    }

    /// Makes payouts due by `now` spendable.
    pub(crate) fn advance(&mut self, now: TimeMs) {
        self.ledger.advance(now);
        self.marks.advance(now, self.ledger.equity());
    }

    pub(crate) fn cash(&self) -> Usdc {
        self.ledger.balance(Account::Cash)
    }

    pub(crate) fn fees(&self) -> Usdc {
        self.ledger.balance(Account::Fees)
    }

    pub(crate) fn fills(&self) -> u64 {
        self.fills
    }

    pub(crate) fn equity(&self) -> Usdc {
        self.ledger.equity()
    }

    pub(crate) fn exposure(&self) -> Usdc {
        self.ledger.exposure()
    }

    /// Equity with positions at `value` instead of their cost.
    pub(crate) fn equity_at(&self, value: Usdc) -> Usdc {
        let cost = self.ledger.balance(Account::Positions);
        Usdc::from_micros(self.ledger.equity().micros() - cost.micros() + value.micros())
    }

    pub(crate) fn standing(&self) -> Standing {
        self.marks.standing(self.ledger.equity(), self.ledger.exposure())
    }

    /// Books an effect.
    ///
    /// # Errors
    /// When it reserves more cash than there is. The books are then of no further use.
    pub(crate) fn post(&mut self, market: u32, effect: &Effect) -> Result<(), Short> {
        self.advance(effect.at);
        let number = &mut self.entries[market as usize];
        let id = EntryId { market, number: *number };
        *number += 1;
        self.ledger.post(id, &transfers(&effect.kind).to_vec())?;
        match &effect.kind {
            EffectKind::Merged { proceeds, available_at, .. } => {
                self.ledger.expect(id, *available_at, *proceeds);
            }
            EffectKind::Settled { payout, available_at, .. } => {
                self.ledger.expect(id, *available_at, *payout);
            }
            EffectKind::Filled { .. } => self.fills += 1,
            _ => {}
        }
        self.marks.booked(effect, self.ledger.equity());
        Ok(())
    }
}
