//! Double-entry books in micros: named accounts, immutable transfers, always balanced.
//!
//! Every transfer moves a positive amount out of one account into another, so all balances always sum to zero. Assets
//! (cash, reservations, receivables, positions at cost) and expenses (fees) grow by what is moved in; capital and result
//! are negative by what they gave.

use craftstrat_model::{TimeMs, Usdc};
use serde::{Deserialize, Serialize};
use std::collections::BinaryHeap;

/// Where dollars are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Account {
    /// What the owner paid in.
    Capital,
    /// Can be spent.
    Cash,
    /// Set aside for orders in flight or resting.
    Reserved,
    /// Payouts and merges not yet spendable.
    Receivable,
    /// What the shares held cost, fees excluded.
    Positions,
    /// Fees paid.
    Fees,
    /// Gains and losses of closed shares, before fees.
    Result,
}

impl Account {
    /// Every account, in the order of its number.
    pub const ALL: [Self; 7] = [
        Self::Capital,
        Self::Cash,
        Self::Reserved,
        Self::Receivable,
        Self::Positions,
        Self::Fees,
        Self::Result,
    ];
}

/// Identifies what is booked: market and number within it. Booking the same one twice is booking it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryId {
    /// Index of the market in the run.
    pub market: u32,
    /// Counted from 0 in that market.
    pub number: u32,
}

/// One movement of dollars. Never changed once posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Taken from.
    pub from: Account,
    /// Given to.
    pub to: Account,
    /// How much; more than zero.
    pub amount: Usdc,
}

/// Cash is too short for a transfer that needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{needed} dollars are needed, {available} are free")]
pub struct Short {
    /// What was to be taken from cash.
    pub needed: Usdc,
    /// What was there.
    pub available: Usdc,
}

/// A payout on its way. Orders by due time, then by entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Pending {
    due: TimeMs,
    id: EntryId,
    amount: Usdc,
}

/// The books of one account holder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ledger {
    balances: [i64; Account::ALL.len()],
    /// Next entry number expected of each market.
    next: Vec<u32>,
    pending: BinaryHeap<std::cmp::Reverse<Pending>>,
}

impl Ledger {
    /// Books with `cash` paid in, for a run of `markets` markets.
    pub fn new(cash: Usdc, markets: usize) -> Self {
        let mut ledger = Self { balances: [0; 7], next: vec![0; markets], pending: BinaryHeap::new() };
        ledger.apply(&Transfer { from: Account::Capital, to: Account::Cash, amount: cash });
        ledger
    }

    /// Makes room for one more market; returns its index.
    pub fn add_market(&mut self) -> u32 {
        self.next.push(0);
        (self.next.len() - 1) as u32
    }

    /// Balance of an account: positive for what is there, negative for what capital and result gave.
    pub fn balance(&self, account: Account) -> Usdc {
        Usdc::from_micros(self.balances[account as usize])
    }

    /// Cash, reservations, receivables and positions at cost.
    pub fn equity(&self) -> Usdc {
        let assets = [Account::Cash, Account::Reserved, Account::Receivable, Account::Positions];
        Usdc::from_micros(assets.iter().map(|a| self.balances[*a as usize]).sum())
    }

    /// Dollars tied up in positions and reservations.
    pub fn exposure(&self) -> Usdc {
        Usdc::from_micros(
            self.balances[Account::Reserved as usize] + self.balances[Account::Positions as usize],
        )
    }

    /// Makes payouts that are due by `now` spendable.
    pub fn advance(&mut self, now: TimeMs) {
        while let Some(std::cmp::Reverse(first)) = self.pending.peek().copied().filter(|p| p.0.due <= now) {
            self.pending.pop();
            self.apply(&Transfer { from: Account::Receivable, to: Account::Cash, amount: first.amount });
        }
    }

    /// Posts the transfers of an entry in order. An entry already posted changes nothing.
    ///
    /// # Errors
    /// When one of them takes more from cash than there is; nothing is posted then.
    ///
    /// # Panics
    /// When an entry of the market was left out: a defect of the engine.
    pub fn post(&mut self, id: EntryId, transfers: &[Transfer]) -> Result<(), Short> {
        let next = &mut self.next[id.market as usize];
        if id.number < *next {
            return Ok(());
        }
        assert_eq!(id.number, *next, "an entry of market {} is missing", id.market);
        let mut cash = self.balances[Account::Cash as usize];
        for transfer in transfers {
            if transfer.to == Account::Cash {
                cash += transfer.amount.micros();
            } else if transfer.from == Account::Cash {
                let available = Usdc::from_micros(cash);
                cash -= transfer.amount.micros();
                if cash < 0 {
                    return Err(Short { needed: transfer.amount, available });
                }
            }
        }
        *next += 1;
        for transfer in transfers {
            self.apply(transfer);
        }
        Ok(())
    }

    /// Notes that `amount` of the receivables becomes cash at `due`.
    pub fn expect(&mut self, id: EntryId, due: TimeMs, amount: Usdc) {
        if amount.is_positive() {
            self.pending.push(std::cmp::Reverse(Pending { due, id, amount }));
        }
    }

    fn apply(&mut self, transfer: &Transfer) {
        let amount = transfer.amount.micros();
        assert!(amount >= 0, "a transfer moves a positive amount");
        self.balances[transfer.from as usize] -= amount;
        self.balances[transfer.to as usize] += amount;
        assert_eq!(self.balances.iter().sum::<i64>(), 0, "the books do not balance");
        for asset in [Account::Cash, Account::Reserved, Account::Receivable, Account::Positions] {
            assert!(self.balances[asset as usize] >= 0, "{asset:?} fell below zero");
        }
    }
}
