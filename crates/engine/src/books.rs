//! Turns effects, in the order of the simulation, into the record of a run.

use crate::cash_book::CashBook;
use crate::denial::Denial;
use crate::digest::EventDigest;
use crate::effect::{Effect, EffectKind};
use crate::ledger::Short;
use crate::record::{Denied, EquityPoint, FaultRecord, Fill, MarketRun, OrderId, OrderRecord, Run, Trade};
use crate::settings::Settings;
use crate::standing::Standing;
use craftstrat_model::{Decision, Market, TimeMs, Usdc};
use std::collections::BTreeMap;

/// Refusals that are kept with their details.
pub(crate) const DENIED_MAX: usize = 1_000;

/// Refusals: all counted, the first ones kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Denials {
    counts: BTreeMap<&'static str, u64>,
    first: Vec<(TimeMs, u32, Decision, Denial)>,
}

impl Denials {
    pub(crate) fn add(&mut self, at: TimeMs, market: u32, decision: &Decision, denial: Denial) {
        *self.counts.entry(denial.code()).or_default() += 1;
        if self.first.len() < DENIED_MAX {
            self.first.push((at, market, *decision, denial));
        }
    }

    /// The same with other numbers for the markets; refusals in markets without one are only counted.
    pub(crate) fn renumbered(mut self, numbers: &BTreeMap<u32, u32>) -> Self {
        let first = std::mem::take(&mut self.first).into_iter();
        let renumber = |(at, market, decision, denial)| Some((at, *numbers.get(&market)?, decision, denial));
        self.first = first.filter_map(renumber).collect();
        self
    }

    /// Joins two disjoint sets of markets. The order of joining does not matter.
    pub(crate) fn join(&mut self, other: Self) {
        for (code, count) in other.counts {
            *self.counts.entry(code).or_default() += count;
        }
        self.first.extend(other.first);
        self.first.sort_by_key(|(at, market, ..)| (*at, *market));
        self.first.truncate(DENIED_MAX);
    }
}

/// Books and record of a run in the making.
pub(crate) struct Books {
    cash: CashBook,
    digest: EventDigest,
    orders: Vec<OrderRecord>,
    open: BTreeMap<OrderId, usize>,
    fills: Vec<Fill>,
    trades: Vec<Trade>,
    equity: Vec<EquityPoint>,
    faults: Vec<FaultRecord>,
    /// What unresolved positions would pay if they all won.
    unresolved_best: i64,
}

impl Books {
    pub(crate) fn new(settings: &Settings, markets: &[&Market]) -> Self {
        let mut digest = EventDigest::new(settings);
        for market in markets {
            digest.market(market);
        }
        let start = markets.first().map_or(TimeMs(0), |m| m.start);
        let opening = EquityPoint { at: start, equity: settings.cash, exposure: Usdc::ZERO };
        Self {
            cash: CashBook::new(settings.cash, markets.len()),
            digest,
            orders: Vec::new(),
            open: BTreeMap::new(),
            fills: Vec::new(),
            trades: Vec::new(),
            equity: vec![opening],
            faults: Vec::new(),
            unresolved_best: 0,
        }
    }

    /// Makes payouts due by `now` spendable.
    pub(crate) fn advance(&mut self, now: TimeMs) {
        self.cash.advance(now);
    }

    pub(crate) fn cash(&self) -> Usdc {
        self.cash.cash()
    }

    /// Equity with positions at `value` instead of their cost.
    pub(crate) fn equity_at(&self, value: Usdc) -> Usdc {
        self.cash.equity_at(value)
    }

    /// How the account stands.
    pub(crate) fn standing(&self) -> Standing {
        self.cash.standing()
    }

    /// Books an effect. They must come in the order of the simulation.
    ///
    /// # Errors
    /// When it reserves more cash than there is. The books are then of no further use.
    pub(crate) fn post(&mut self, market: u32, effect: Effect) -> Result<(), Short> {
        self.cash.post(market, &effect)?;
        self.digest.event(market, &effect);
        self.record(market, effect);
        Ok(())
    }

    fn record(&mut self, market: u32, effect: Effect) {
        let at = effect.at;
        match effect.kind {
            EffectKind::Approved { order, .. } => {
                self.open.insert(order.id, self.orders.len());
                self.orders.push(order);
            }
            EffectKind::Filled { fill, .. } => self.fills.push(fill),
            EffectKind::Ended { order, .. } => {
                if let Some(place) = self.open.remove(&order.id) {
                    self.orders[place] = order;
                }
            }
            EffectKind::Settled { payout_best, .. } => self.unresolved_best += payout_best.micros(),
            EffectKind::Closed(trade) => self.trades.push(trade),
            EffectKind::Faulted(fault) => self.faults.push(FaultRecord { at, market, fault }),
            EffectKind::Released { .. } | EffectKind::Merged { .. } | EffectKind::Abandoned { .. } => {}
        }
        self.mark(at);
    }

    /// Adds an equity point where equity or exposure changed; the last state of an instant counts.
    fn mark(&mut self, at: TimeMs) {
        let point = EquityPoint { at, equity: self.cash.equity(), exposure: self.cash.exposure() };
        let count = self.equity.len();
        let last = self.equity[count - 1];
        if (last.equity, last.exposure) == (point.equity, point.exposure) {
            return;
        }
        if last.at == at && count > 1 {
            self.equity.pop();
            let before = self.equity[count - 2];
            if (before.equity, before.exposure) == (point.equity, point.exposure) {
                return;
            }
        }
        self.equity.push(point);
    }

    /// The finished record.
    pub(crate) fn finish(self, markets: Vec<MarketRun>, denials: Denials, fuel: u64) -> Run {
        assert!(self.open.is_empty(), "an order never ended");
        let lost = self.cash.equity();
        let won = Usdc::from_micros(lost.micros() + self.unresolved_best);
        let rows = markets.iter().map(|m| m.rows).sum();
        let kept = denials.first.into_iter().map(|(at, market, decision, denial)| Denied {
            at,
            market,
            decision,
            code: denial.code(),
            detail: denial.to_string(),
        });
        Run {
            markets,
            orders: self.orders,
            fills: self.fills,
            trades: self.trades,
            equity: self.equity,
            denials: denials.counts,
            denied: kept.collect(),
            faults: self.faults,
            final_equity: (lost, won),
            digest: self.digest.finish(),
            rows,
            fuel,
        }
    }
}
