//! Which slots share one instance of a strategy, and what a fault does to it. One rule for backtest and session.
//!
//! The slots of a unit of work share an instance: a whole series where state carries over, else a few slots of one.

use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use craftstrat_model::{Decision, Fault, Market, Series, TimeMs};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Slots of one unit of work when slots do not depend on one another. Fixed, so that what runs together never depends on
/// the number of threads.
const SLOTS_PER_UNIT: u32 = 8;

/// Faults in one unit of work after which the strategy is parked for the rest of it.
const FAULTS_MAX: u32 = 3;

/// The last unit of a series.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Chain {
    unit: u32,
    slots: u32,
    end: TimeMs,
}

/// Puts slots into units of work: those of one series that do not overlap, in the order in which they start.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Chains {
    last: BTreeMap<Series, Chain>,
    units: u32,
}

impl Chains {
    /// The unit of `market`, counted from 0. Markets have to come by start and then slug.
    pub(crate) fn assign(&mut self, market: &Market, carries_state: bool) -> u32 {
        let follows = |chain: &&mut Chain| {
            let full = !carries_state && chain.slots >= SLOTS_PER_UNIT;
            !full && chain.end <= market.start
        };
        if let Some(chain) = self.last.get_mut(&market.series).filter(follows) {
            (chain.slots, chain.end) = (chain.slots + 1, market.end);
            return chain.unit;
        }
        let chain = Chain { unit: self.units, slots: 1, end: market.end };
        self.units += 1;
        self.last.insert(market.series.clone(), chain);
        chain.unit
    }

    /// Whether no further slot can join `unit`: its instance is not needed once its last slot has ended.
    pub(crate) fn is_complete(&self, unit: u32, carries_state: bool) -> bool {
        let current = self.last.values().find(|chain| chain.unit == unit);
        current.is_none_or(|chain| !carries_state && chain.slots >= SLOTS_PER_UNIT)
    }
}

/// How an instance starts a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begin {
    /// A new instance: make one, configure it, reset it.
    pub fresh: bool,
    /// Reset the instance first: nothing carries over.
    pub reset: bool,
    /// The slot follows directly on the last one this instance saw to its end.
    pub continues: bool,
}

/// What is known of the instance of one unit of work. A fault parks it for the rest of the slot; the next slot of the unit
/// starts with a fresh one, until there were [`FAULTS_MAX`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Seating {
    occupied: bool,
    /// End of the last slot this instance saw to its end.
    last_end: Option<TimeMs>,
    faults: u32,
    last_fault: Option<Fault>,
}

impl Seating {
    /// Starts a slot.
    ///
    /// # Errors
    /// The last fault, when there were too many.
    pub(crate) fn begin(&mut self, market: &Market, carries_state: bool) -> Result<Begin, Fault> {
        if let Some(fault) = self.last_fault.as_ref().filter(|_| self.faults >= FAULTS_MAX) {
            return Err(fault.clone());
        }
        let fresh = !self.occupied;
        self.occupied = true;
        let continues = carries_state && !fresh && self.last_end == Some(market.start);
        Ok(Begin { fresh, reset: !fresh && !carries_state, continues })
    }

    /// A slot ended, whether or not an instance saw it.
    pub(crate) fn end(&mut self, market: &Market) {
        self.last_end = Some(market.end);
    }

    /// The instance is thrown away.
    pub(crate) fn park(&mut self, fault: &Fault) {
        self.occupied = false;
        self.last_end = None;
        self.faults += 1;
        self.last_fault = Some(fault.clone());
    }

    /// Whether there is an instance.
    pub(crate) fn is_occupied(&self) -> bool {
        self.occupied
    }

    /// The instance was given back, or replaced by one that remembers nothing: the next slot starts afresh.
    pub(crate) fn vacate(&mut self) {
        self.occupied = false;
        self.last_end = None;
    }
}

/// A row that fires carries 1 to 8 decisions.
pub(crate) fn check_count(decisions: &[Decision], row: u32) -> Result<(), Fault> {
    if (1..=DECISIONS_PER_ROW_MAX).contains(&decisions.len()) {
        return Ok(());
    }
    let detail = format!("{} decisions on row {row}, 1 to 8 are allowed", decisions.len());
    Err(Fault::InvalidDecision { row, detail })
}
