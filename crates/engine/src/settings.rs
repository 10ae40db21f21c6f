//! What a run is made with: money, delays, and how the venue is modelled.

use crate::fees::{FeeRule, fee_entry};
use crate::queue::QueueKind;
use crate::risk::Guard;
use craftstrat_model::{Market, Price, TimeMs, Usdc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest a due row may be late before its order is killed, in ms.
pub const DUE_ROW_LATE_MS_MAX: i64 = 5_000;

/// Settings of a run. `Default` is a thousand dollars under realistic delays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Cash at the start.
    pub cash: Usdc,
    /// From decision to the venue, in ms. 0 is the frictionless ideal: no taker delay either, orders fill on the row they
    /// were decided on.
    pub latency_ms: u32,
    /// From a buy's match until its shares can be sold, in ms.
    pub settle_ms: u32,
    /// From the slot's end until its payout can be spent, in ms.
    pub payout_ms: u32,
    /// Distance of the default worst price from the best price at decision.
    pub slippage: Price,
    /// Every taker fill is this many ticks worse than the book, for the variant "one tick worse".
    pub worse_ticks: u32,
    /// The venue's delay of marketable orders in ms; `None` takes the dated table ([`taker_delay_ms`]).
    pub taker_delay_ms: Option<u32>,
    /// When a resting order counts as reached.
    pub queue: QueueKind,
    /// Merge Up and Down shares into dollars as soon as both have settled. Off by default: at settlement a pair pays the
    /// same dollar, and merging takes away the choice to sell one leg.
    pub auto_merge: bool,
    /// Fee curve for every market, instead of its own metadata and the dated table.
    pub fees: Option<FeeRule>,
    /// Fee curve of single markets by slug. Wins over `fees`, the markets' own metadata and the table.
    pub market_fees: BTreeMap<String, FeeRule>,
    /// Limits on entries beyond the strategy's own; all off by default.
    pub guard: Guard,
    /// Evaluate row by row instead of scanning ahead. Slower, same result: a property test says so.
    pub tick_by_tick: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cash: Usdc::from_micros(1_000_000_000),
            latency_ms: 250,
            settle_ms: 3_000,
            payout_ms: 120_000,
            slippage: Price::from_micros(20_000),
            worse_ticks: 0,
            taker_delay_ms: None,
            queue: QueueKind::Through,
            auto_merge: false,
            fees: None,
            market_fees: BTreeMap::new(),
            guard: Guard::default(),
            tick_by_tick: false,
        }
    }
}

/// How long the venue holds a marketable order of a crypto market that arrives at `at`: 250 ms, and 50 ms since
/// 2026-08-17. Source: the venue's change log.
pub fn taker_delay_ms(at: TimeMs) -> u32 {
    if at >= TimeMs::from_date(2026, 8, 17) { 50 } else { 250 }
}

impl Settings {
    /// When an order decided at `at` is due at the venue's book.
    pub fn due(&self, at: TimeMs) -> TimeMs {
        if self.latency_ms == 0 {
            return at;
        }
        let arrival = at.plus_ms(i64::from(self.latency_ms));
        let delay = self.taker_delay_ms.unwrap_or_else(|| taker_delay_ms(arrival));
        arrival.plus_ms(i64::from(delay))
    }

    /// The fee curve of `market` at `at`, and whether it had to be assumed from the dated table.
    pub fn fee_rule(&self, market: &Market, at: TimeMs) -> (FeeRule, bool) {
        if let Some(rule) = self.market_fees.get(&market.slug).or(self.fees.as_ref()) {
            return (*rule, false);
        }
        let dated = fee_entry(market.series.duration(), at).rule;
        match market.fees {
            // Metadata states the curve; in what a buy pays is a matter of the venue's version, hence of the date.
            Some(own) => (FeeRule { rate_micros: own.rate_micros, exponent: own.exponent, ..dated }, false),
            None => (dated, true),
        }
    }
}
