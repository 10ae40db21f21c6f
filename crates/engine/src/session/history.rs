//! From what a session said to the record of a run: the same record a backtest over the same rows makes.
//!
//! A session numbers markets as they are announced and may learn of a winner late. Here they get the numbers a backtest
//! gives them, effects are put into the order of the simulation, and everything is booked once more.

use super::event::Output;
use crate::books::{Books, Denials};
use crate::denial::Denial;
use crate::effect::{Effect, EffectKind};
use crate::ledger::Short;
use crate::record::{MarketRun, Run};
use crate::settings::Settings;
use craftstrat_model::{Decision, Market, TimeMs};
use std::collections::BTreeMap;

/// Everything a session booked and refused. Grows with the session.
#[derive(Clone, Debug, Default)]
pub struct History {
    effects: Vec<(u32, Effect)>,
    denials: Denials,
    markets: BTreeMap<u32, (Market, MarketRun)>,
}

/// Why a history makes no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// A market has not been settled.
    #[error("market {0} of the session is not settled: its record is not complete")]
    Unsettled(u32),
    /// The effects do not belong to one session.
    #[error("the effects cannot be booked: {0}")]
    Short(#[from] Short),
}

impl History {
    /// Takes what a session said.
    pub fn take(&mut self, output: &Output) {
        match output {
            Output::Booked { market, effect } => self.booked(*market, effect.clone()),
            Output::Refused { at, market, decision, denial } => {
                self.refused(*at, *market, decision, *denial);
            }
            Output::Done { market, of, run } => self.done(*market, of.as_ref().clone(), run.clone()),
            Output::Ask(_) | Output::Retire(_) | Output::Dropped { .. } => {}
        }
    }

    /// Takes one effect.
    pub fn booked(&mut self, market: u32, effect: Effect) {
        self.effects.push((market, effect));
    }

    /// Takes one refusal.
    pub fn refused(&mut self, at: TimeMs, market: u32, decision: &Decision, denial: Denial) {
        self.denials.add(at, market, decision, denial);
    }

    /// Takes a settled market.
    pub fn done(&mut self, index: u32, market: Market, run: MarketRun) {
        self.markets.insert(index, (market, run));
    }

    /// What has happened so far, in the order in which it was said.
    pub fn effects(&self) -> &[(u32, Effect)] {
        &self.effects
    }

    /// The record and its digest. `fuel` is what the strategy used.
    ///
    /// # Errors
    /// When a market with effects is not settled.
    pub fn finish(self, settings: &Settings, fuel: u64) -> Result<Run, HistoryError> {
        let Self { mut effects, denials, markets } = self;
        let mut order: Vec<(u32, Market, MarketRun)> =
            markets.into_iter().map(|(index, (market, run))| (index, market, run)).collect();
        order.sort_by(|a, b| (a.1.start, &a.1.slug).cmp(&(b.1.start, &b.1.slug)));
        let numbers: BTreeMap<u32, u32> =
            order.iter().enumerate().map(|(new, (old, ..))| (*old, new as u32)).collect();
        for (market, effect) in &mut effects {
            let new = *numbers.get(market).ok_or(HistoryError::Unsettled(*market))?;
            *market = new;
            renumber(&mut effect.kind, new);
        }
        // Stable: what happened in one market at one instant stays in its order.
        effects.sort_by_key(|(market, effect)| (effect.at, effect.phase, *market));
        let refs: Vec<&Market> = order.iter().map(|(_, market, _)| market).collect();
        let mut books = Books::new(settings, &refs);
        for (market, effect) in effects {
            books.post(market, effect)?;
        }
        books.advance(TimeMs(i64::MAX));
        let denials = denials.renumbered(&numbers);
        Ok(books.finish(order.into_iter().map(|(_, _, run)| run).collect(), denials, fuel))
    }
}

fn renumber(kind: &mut EffectKind, market: u32) {
    match kind {
        EffectKind::Approved { order, .. } | EffectKind::Ended { order, .. } => order.id.market = market,
        EffectKind::Filled { fill, .. } => (fill.market, fill.order.market) = (market, market),
        EffectKind::Closed(trade) => trade.market = market,
        EffectKind::Released { .. }
        | EffectKind::Merged { .. }
        | EffectKind::Abandoned { .. }
        | EffectKind::Settled { .. }
        | EffectKind::Faulted(_) => {}
    }
}
