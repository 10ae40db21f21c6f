//! What a session holds now, for people.

use super::Session;
use super::slot::Stage;
use crate::record::{OrderEnd, OrderRecord};
use crate::risk::Halt;
use crate::standing::Standing;
use craftstrat_model::{Outcome, Price, Shares, TimeMs, Usdc};
use serde::Serialize;

/// An account now.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// The last instant that was handled; before everything when there was none.
    pub now: TimeMs,
    /// Why nothing may enter, where that is so.
    pub halted: Option<Halt>,
    /// Cash at the start.
    pub opening: Usdc,
    /// Cash that can be spent.
    pub cash: Usdc,
    /// Fees paid so far.
    pub fees: Usdc,
    /// Matches so far.
    pub fills: u64,
    /// Rows seen and rows needed of the series that knows least, while decisions are still discarded.
    pub warm_up: Option<(u64, u64)>,
    /// How the account stands.
    pub standing: Standing,
    /// Markets that are not settled.
    pub markets: Vec<MarketStatus>,
}

/// One open market.
#[derive(Clone, Debug, Serialize)]
pub struct MarketStatus {
    /// The market's slug.
    pub symbol: String,
    /// The slot's end.
    pub end: TimeMs,
    /// The slot is over and its winner not known.
    pub awaiting_winner: bool,
    /// The strategy is not asked any more in this slot.
    pub parked: bool,
    /// Rows handled.
    pub rows: u64,
    /// The last row's time.
    pub last_row: Option<TimeMs>,
    /// What is held.
    pub held: Vec<HoldingStatus>,
    /// Orders that have not ended.
    pub orders: Vec<OrderRecord>,
}

/// Shares of one outcome.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct HoldingStatus {
    /// Which.
    pub outcome: Outcome,
    /// How many.
    pub shares: Shares,
    /// What they cost, fees excluded.
    pub cost: Usdc,
    /// Since when.
    pub opened_at: TimeMs,
    /// The best bid of the market's last row; `None` without one.
    pub bid: Option<Price>,
}

impl Session {
    /// What it holds now.
    pub fn status(&self) -> Status {
        let markets = self.slots.iter().map(|slot| MarketStatus {
            symbol: slot.market.slug.clone(),
            end: slot.market.end,
            awaiting_winner: slot.stage == Stage::Closed,
            parked: slot.parked,
            rows: slot.rows,
            last_row: slot.last,
            held: slot.sim.holdings(slot.bids).collect(),
            orders: slot.sim.open_orders().map(|order| order.record(self.now, OrderEnd::Expired)).collect(),
        });
        Status {
            now: self.now,
            halted: self.halted(),
            opening: self.settings.cash,
            cash: self.cash.cash(),
            fees: self.cash.fees(),
            fills: self.cash.fills(),
            warm_up: self.warming(),
            standing: self.cash.standing(),
            markets: markets.collect(),
        }
    }

    /// Rows seen and needed of the open series that has seen the fewest, where that is not enough yet. With no market open it
    /// is whatever series it knows least of.
    fn warming(&self) -> Option<(u64, u64)> {
        let needed = self.terms.warm_up_rows;
        let left = |series| self.warm_up.get(series).copied().unwrap_or(needed);
        let open = self.slots.iter().map(|slot| left(&slot.market.series)).max();
        let left = open.or_else(|| self.warm_up.values().copied().max()).unwrap_or(needed);
        (left > 0).then(|| (u64::from(needed - left.min(needed)), u64::from(needed)))
    }
}
