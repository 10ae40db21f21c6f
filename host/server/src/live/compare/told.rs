//! What the log says of one run.

use super::reason::{reason, some};
use crate::problem::{Answer, Refusal};
use craftstrat_api::studio::live::{Reason, Why};
use craftstrat_engine::Settings;
use craftstrat_engine::effect::Effect;
use craftstrat_engine::record::{MarketRun, Run};
use craftstrat_engine::session::History;
use craftstrat_live::{Spoken, What, read_said};
use craftstrat_model::{Market, TimeMs};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A market that is settled.
pub(super) struct Settled {
    /// The market with its winner.
    pub of: Market,
    /// What the record says of it.
    pub run: MarketRun,
    /// Rows the run looked at.
    pub rows: u64,
}

/// Everything a run said.
pub(super) struct Told {
    number: Option<u32>,
    /// The last complete instant when it began: rows up to then were not its concern.
    pub started: TimeMs,
    effects: Vec<(u32, Effect)>,
    open: BTreeMap<u32, String>,
    /// By index in the run.
    pub settled: BTreeMap<u32, Settled>,
    swaps: u64,
    kills: u64,
    dropped: u64,
    /// Markets that were open when it was stopped.
    stopped_in: Vec<String>,
}

impl Told {
    /// Reads the log from the record in which the run began.
    ///
    /// # Errors
    /// When the log is damaged or does not have the run.
    pub fn read(log: &Path, from: u64, id: &str) -> Answer<Self> {
        let mut told = Self {
            number: None,
            started: TimeMs(i64::MIN),
            effects: Vec::new(),
            open: BTreeMap::new(),
            settled: BTreeMap::new(),
            swaps: 0,
            kills: 0,
            dropped: 0,
            stopped_in: Vec::new(),
        };
        read_said(log, from, |spoken| told.take(spoken, id)).map_err(Refusal::internal)?;
        match told.number {
            Some(_) => Ok(told),
            None => Err(Refusal::conflict("not_begun", "The log does not have this run any more.")),
        }
    }

    fn take(&mut self, spoken: Spoken, id: &str) {
        let at = spoken.at;
        for said in spoken.said {
            if let What::Started { name } = &said.what {
                if name == id {
                    (self.number, self.started) = (Some(said.run), at);
                }
                continue;
            }
            if self.number.is_none() {
                continue;
            }
            match said.what {
                What::Kill { .. } if said.run == 0 || self.number == Some(said.run) => self.kills += 1,
                what if self.number == Some(said.run) => self.own(what),
                _ => {}
            }
        }
    }

    fn own(&mut self, what: What) {
        match what {
            What::Opened { market, symbol } => {
                self.open.insert(market, symbol);
            }
            What::Booked { market, effect } => self.effects.push((market, effect)),
            What::Settled { market, of, run } => {
                self.open.remove(&market);
                let rows = run.rows;
                self.settled.insert(market, Settled { of: *of, run, rows });
            }
            What::Swapped { .. } => self.swaps += 1,
            What::Dropped { .. } => self.dropped += 1,
            What::Stopped => self.stopped_in = self.open.values().cloned().collect(),
            _ => {}
        }
    }

    /// The start of the earliest settled market.
    pub fn first_start(&self) -> Option<TimeMs> {
        self.settled.values().map(|s| s.of.start).min()
    }

    /// The record of what happened in some of the settled markets.
    ///
    /// # Errors
    /// When the effects do not add up.
    pub fn run(&self, settings: &Settings, markets: &BTreeSet<&str>) -> Answer<Run> {
        let mut history = History::default();
        let mut taken = BTreeSet::new();
        for (index, settled) in &self.settled {
            if markets.contains(settled.of.slug.as_str()) {
                history.done(*index, settled.of.clone(), settled.run.clone());
                taken.insert(*index);
            }
        }
        for (market, effect) in self.effects.iter().filter(|(market, _)| taken.contains(market)) {
            history.booked(*market, effect.clone());
        }
        history.finish(settings, 0).map_err(Refusal::internal)
    }

    /// Why a backtest may come to something else.
    pub fn reasons(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if self.swaps > 0 {
            reasons.push(reason(Why::VersionChanged));
        }
        if self.kills > 0 {
            reasons.push(reason(Why::KillSwitch));
        }
        if self.dropped > 0 {
            reasons.push(reason(Why::RowsLate { rows: self.dropped }));
        }
        let begun_before = self.settled.values().filter(|s| s.of.start <= self.started);
        let began_in: Vec<&str> = begun_before.map(|s| s.of.slug.as_str()).collect();
        reasons.extend(some(&began_in, |count, markets| Why::BeganWithin { count, markets }));
        let stopped_in: Vec<&str> = self.stopped_in.iter().map(String::as_str).collect();
        reasons.extend(some(&stopped_in, |count, markets| Why::StoppedWithin { count, markets }));
        reasons
    }
}
