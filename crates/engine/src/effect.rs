//! What a market's state machine asks to be recorded and booked.

use crate::denial::Denial;
use crate::record::{Fill, OrderRecord, Trade};
use crate::risk::Guard;
use crate::standing::Standing;
use craftstrat_model::{Decision, Fault, Outcome, Shares, TimeMs, Usdc};
use serde::{Deserialize, Serialize};

/// The order of events at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Phase {
    /// A slot resolves. Payouts that fall due are booked before this.
    Resolution,
    /// A slot starts.
    Start,
    /// Orders that are due match, resting orders are reached, shares settle, pairs merge.
    Fills,
    /// Stops and targets.
    Triggers,
    /// The strategy looks at the row.
    Evaluation,
    /// New orders pass the gate.
    Orders,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// When.
    pub at: TimeMs,
    /// In which phase of that instant.
    pub phase: Phase,
    /// What.
    pub kind: EffectKind,
}

/// What happened. Dollars are never negative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EffectKind {
    /// The gate approved an order and reserved dollars for it. The record says `Expired` until the order ends.
    Approved {
        /// The order as it stands.
        order: OrderRecord,
        /// Dollars reserved.
        reserved: Usdc,
    },
    /// A match.
    Filled {
        /// The fill.
        fill: Fill,
        /// For a sell: the cost of the shares sold. For a buy: the same as the notional.
        cost: Usdc,
    },
    /// Part of an open order's reservation is not needed any more.
    Released {
        /// Dollars.
        amount: Usdc,
    },
    /// An order ended.
    Ended {
        /// Its final record.
        order: OrderRecord,
        /// What was left of its reservation.
        released: Usdc,
    },
    /// Up and Down shares became dollars.
    Merged {
        /// Pairs.
        shares: Shares,
        /// Cost of both legs.
        cost: Usdc,
        /// Dollars received.
        proceeds: Usdc,
        /// When they can be spent.
        available_at: TimeMs,
    },
    /// What was left after a sale was too little to sell.
    Abandoned {
        /// Its cost.
        cost: Usdc,
    },
    /// The slot ended with shares held.
    Settled {
        /// Which.
        outcome: Outcome,
        /// How many.
        shares: Shares,
        /// Their cost.
        cost: Usdc,
        /// What they pay; for an unresolved slot, nothing.
        payout: Usdc,
        /// What they would pay at best beyond that: not zero for an unresolved slot only.
        payout_best: Usdc,
        /// When it can be spent.
        available_at: TimeMs,
    },
    /// A round trip is complete.
    Closed(Trade),
    /// The strategy was parked.
    Faulted(Fault),
}

/// The other accounts of a portfolio, and its limits.
pub trait Portfolio {
    /// Its limits.
    fn guard(&self) -> &Guard;

    /// How the other accounts stand together; `peak` is such that with this account's the portfolio's comes out.
    fn others(&self) -> Standing;

    /// Cash of the other accounts.
    fn others_cash(&self) -> Usdc;

    /// Dollars the other accounts have tied up in a market.
    fn others_in(&self, slug: &str) -> Usdc;
}

/// Where effects go and where cash comes from. One implementation books at once, another collects for later.
pub trait Treasury {
    /// Cash that can be spent now.
    fn available(&self) -> Usdc;

    /// Equity with positions at their bid; `None` where the strategy did not declare that it depends on it.
    fn equity(&self) -> Option<Usdc>;

    /// How the account stands: what the guard judges entries by.
    fn standing(&self) -> Standing;

    /// The instant at which decisions are handled; `None` where that is the row's own.
    fn clock(&self) -> Option<TimeMs> {
        None
    }

    /// The rest of the portfolio, where the account is part of one that has limits.
    fn portfolio(&self) -> Option<&dyn Portfolio> {
        None
    }

    /// Takes an effect.
    fn post(&mut self, market: u32, effect: Effect);

    /// Takes a refusal.
    fn refuse(&mut self, at: TimeMs, market: u32, decision: &Decision, denial: Denial);
}
