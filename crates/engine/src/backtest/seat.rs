//! The strategy instance of one unit of work, replaced when it faults.

use super::plan::Plan;
use craftstrat_model::{Fault, Market, Strategy, TimeMs};

/// Faults in one unit of work after which the strategy is parked for the rest of it.
const FAULTS_MAX: u32 = 3;

/// An instance and what is known of it. A fault parks it for the rest of the slot; the next slot of the unit starts with
/// a fresh one, until there were [`FAULTS_MAX`].
pub(super) struct Seat<'a> {
    plan: &'a Plan<'a>,
    instance: Option<Box<dyn Strategy + Send + 'a>>,
    /// End of the last slot this instance saw to its end.
    last_end: Option<TimeMs>,
    faults: u32,
    last_fault: Option<Fault>,
    fuel: u64,
    /// The declared columns of the loaded rows, one after the other.
    pub(super) buffer: Vec<f64>,
}

impl<'a> Seat<'a> {
    pub(super) fn new(plan: &'a Plan<'a>) -> Self {
        Self {
            plan,
            instance: None,
            last_end: None,
            faults: 0,
            last_fault: None,
            fuel: 0,
            buffer: Vec::new(),
        }
    }

    /// Starts a slot.
    pub(super) fn begin(&mut self, market: &Market) -> Result<(), Fault> {
        if let Some(fault) = self.last_fault.as_ref().filter(|_| self.faults >= FAULTS_MAX) {
            return Err(fault.clone());
        }
        let result = self.begin_slot(market);
        if let Err(fault) = &result {
            self.park(fault);
        }
        result
    }

    fn begin_slot(&mut self, market: &Market) -> Result<(), Fault> {
        let carries = self.plan.description.carries_state;
        let continues = carries && self.instance.is_some() && self.last_end == Some(market.start);
        let instance = match &mut self.instance {
            Some(instance) => {
                if !carries {
                    instance.reset()?;
                }
                instance
            }
            None => {
                let mut fresh = self.plan.factory.instantiate()?;
                fresh.configure(self.plan.parameters)?;
                fresh.reset()?;
                self.instance.insert(fresh)
            }
        };
        instance.begin_slot(market, continues)
    }

    /// The instance and the buffer to load it from; no instance after a fault.
    pub(super) fn parts(&mut self) -> (Option<&mut (dyn Strategy + Send + 'a)>, &mut Vec<f64>) {
        (self.instance.as_deref_mut(), &mut self.buffer)
    }

    /// Ends a slot.
    pub(super) fn end(&mut self, market: &Market) {
        self.last_end = Some(market.end);
    }

    /// Gives the instance and its buffer back: the unit of work is done.
    pub(super) fn retire(&mut self) {
        self.fuel += self.instance.take().map_or(0, |instance| instance.fuel_used());
        self.buffer = Vec::new();
    }

    /// Throws the instance away.
    pub(super) fn park(&mut self, fault: &Fault) {
        self.retire();
        self.last_end = None;
        self.faults += 1;
        self.last_fault = Some(fault.clone());
    }

    /// Fuel used by all instances so far.
    pub(super) fn fuel(&self) -> u64 {
        self.fuel + self.instance.as_ref().map_or(0, |instance| instance.fuel_used())
    }
}
