//! The strategy instance of one unit of work, replaced when it faults.

use super::plan::Plan;
use crate::seating::Seating;
use craftstrat_model::{Fault, Market, Strategy};

/// An instance, and what is known of it.
pub(super) struct Seat<'a> {
    plan: &'a Plan<'a>,
    instance: Option<Box<dyn Strategy + Send + 'a>>,
    seating: Seating,
    fuel: u64,
    /// The declared columns of the loaded rows, one after the other.
    pub(super) buffer: Vec<f64>,
}

impl<'a> Seat<'a> {
    pub(super) fn new(plan: &'a Plan<'a>) -> Self {
        Self { plan, instance: None, seating: Seating::default(), fuel: 0, buffer: Vec::new() }
    }

    /// Starts a slot.
    pub(super) fn begin(&mut self, market: &Market) -> Result<(), Fault> {
        let begin = self.seating.begin(market, self.plan.description.carries_state)?;
        let result = self.begin_slot(market, begin.reset, begin.continues);
        if let Err(fault) = &result {
            self.park(fault);
        }
        result
    }

    fn begin_slot(&mut self, market: &Market, reset: bool, continues: bool) -> Result<(), Fault> {
        let instance = match &mut self.instance {
            Some(instance) => {
                if reset {
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
        self.seating.end(market);
    }

    /// Gives the instance and its buffer back: the unit of work is done.
    pub(super) fn retire(&mut self) {
        self.fuel += self.instance.take().map_or(0, |instance| instance.fuel_used());
        self.buffer = Vec::new();
    }

    /// Throws the instance away.
    pub(super) fn park(&mut self, fault: &Fault) {
        self.retire();
        self.seating.park(fault);
    }

    /// Fuel used by all instances so far.
    pub(super) fn fuel(&self) -> u64 {
        self.fuel + self.instance.as_ref().map_or(0, |instance| instance.fuel_used())
    }
}
