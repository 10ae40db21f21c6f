//! Requests to place orders, while their orders wait for the taker delay.

use super::Ticket;
use crate::book::OrderNo;
use std::collections::BTreeMap;

/// A request whose orders are still being matched.
#[derive(Debug)]
pub(crate) struct Batch {
    pub ticket: Ticket,
    /// A single order is answered with an object and refused with a status.
    pub single: bool,
    pub legs: Vec<Option<Leg>>,
}

/// What became of an order.
#[derive(Clone, Debug)]
pub(crate) enum Leg {
    Placed(OrderNo),
    Refused(String),
    /// Refused in an answer that says success, as legs of a batch always are.
    Masked(String),
}

impl From<Result<OrderNo, String>> for Leg {
    fn from(result: Result<OrderNo, String>) -> Self {
        result.map_or_else(Self::Refused, Self::Placed)
    }
}

/// Requests whose orders wait.
#[derive(Debug, Default)]
pub(crate) struct Batches {
    all: BTreeMap<u64, Batch>,
    next: u64,
}

impl Batches {
    /// The number of the next one.
    pub fn len_ever(&self) -> u64 {
        self.next
    }

    pub fn add(&mut self, batch: Batch) {
        self.all.insert(self.next, batch);
        self.next += 1;
    }

    pub fn set(&mut self, batch: u64, leg: usize, result: Leg) {
        if let Some(slot) = self.all.get_mut(&batch).and_then(|b| b.legs.get_mut(leg)) {
            *slot = Some(result);
        }
    }

    pub fn take_done(&mut self, batch: u64) -> Option<Batch> {
        let done = self.all.get(&batch)?.legs.iter().all(Option::is_some);
        done.then(|| self.all.remove(&batch))?
    }
}
