//! What changes a session besides time: markets, rows, winners, switches, another version.

use super::Session;
use super::event::{Output, SessionError};
use super::row::LiveRow;
use super::slot::{Slot, Stage};
use super::terms::Terms;
use super::till::Till;
use crate::effect::Portfolio;
use crate::market_sim::{Event as SimEvent, MarketSim};
use craftstrat_model::{Market, Winner, WinnerSource};
use std::sync::Arc;

impl Session {
    pub(super) fn open(&mut self, id: u32, market: &Market) -> Result<(), SessionError> {
        let same = |slot: &Slot| slot.id == id || slot.market.slug == market.slug;
        if self.slots.iter().any(same) {
            return Err(SessionError::SameMarket(id));
        }
        if self.stopped {
            return Ok(());
        }
        let index = self.cash.add_market();
        let mut sim =
            MarketSim::new(Arc::clone(&self.settings), market, index, self.terms.limits, self.terms.reads);
        sim.halt(self.halted());
        let slot = Slot {
            id,
            index,
            market: market.clone(),
            sim,
            stage: Stage::Waiting,
            seat: 0,
            parked: false,
            touched: false,
            rows: 0,
            first: None,
            last: None,
            bids: [None; 2],
            value: 0,
            winner: market.winner,
            decided: market.winner.is_some(),
            queue: Default::default(),
        };
        let place = self.slots.partition_point(|other| other.key() < slot.key());
        self.slots.insert(place, slot);
        Ok(())
    }

    pub(super) fn queue(
        &mut self,
        id: u32,
        row: Arc<LiveRow>,
        out: &mut Vec<Output>,
    ) -> Result<(), SessionError> {
        let Some(slot) = self.slots.iter_mut().find(|slot| slot.id == id) else {
            return if self.stopped { Ok(()) } else { Err(SessionError::NoSuchMarket(id)) };
        };
        let at = row.at();
        let last = slot.queue.back().map(|row| row.at()).or(slot.last);
        let inside = at >= slot.market.start && at < slot.market.end && slot.stage != Stage::Closed;
        if !inside || at <= self.now || last.is_some_and(|last| at <= last) {
            out.push(Output::Dropped { id, at });
        } else {
            slot.queue.push_back(row);
        }
        Ok(())
    }

    pub(super) fn resolve(
        &mut self,
        id: u32,
        winner: Option<Winner>,
        source: WinnerSource,
        out: &mut Vec<Output>,
    ) -> Result<(), SessionError> {
        let Some(place) = self.slots.iter().position(|slot| slot.id == id) else {
            return if self.stopped { Ok(()) } else { Err(SessionError::NoSuchMarket(id)) };
        };
        let slot = &mut self.slots[place];
        (slot.winner, slot.market.winner, slot.market.winner_source) = (winner, winner, source);
        slot.decided = true;
        if slot.stage == Stage::Closed {
            self.settle(place, None, out);
        }
        Ok(())
    }

    /// Pays what is held in a slot that is over, and forgets the slot.
    pub(super) fn settle(&mut self, place: usize, portfolio: Option<&dyn Portfolio>, out: &mut Vec<Output>) {
        let mut slot = self.slots.remove(place);
        self.value -= slot.value;
        let winner = slot.winner;
        let mut till = Till {
            cash: &mut self.cash,
            value: None,
            clock: self.clock,
            portfolio,
            out,
            short: &mut self.short,
        };
        let result = slot.sim.step(SimEvent::Settle(winner), &mut till);
        debug_assert_eq!(result, Ok(()), "only decisions can fault");
        let run = slot.run(&self.settings);
        out.push(Output::Done { market: slot.index, of: Box::new(slot.market), run });
    }

    /// Tells every market whether anything may enter, and takes open entries out when nothing may.
    pub(super) fn halt(&mut self, on: bool, out: &mut Vec<Output>) {
        let halted = self.halted();
        for slot in &mut self.slots {
            slot.sim.halt(halted);
            if on && slot.stage == Stage::Running {
                let mut till = Till {
                    cash: &mut self.cash,
                    value: None,
                    clock: self.clock,
                    portfolio: None,
                    out,
                    short: &mut self.short,
                };
                slot.sim.withdraw_entries(self.now, &mut till);
            }
        }
    }

    pub(super) fn stop(&mut self, out: &mut Vec<Output>) {
        self.stopped = true;
        self.halt(true, out);
        self.slots.retain(|slot| slot.stage != Stage::Waiting);
        for slot in &mut self.slots {
            slot.parked = true;
        }
        for (seat, seating) in &mut self.seats {
            if seating.is_occupied() {
                seating.vacate();
                out.push(Output::Retire(*seat));
            }
        }
    }

    pub(super) fn replace(&mut self, terms: Terms, warm: bool) {
        self.terms = terms;
        for slot in &mut self.slots {
            slot.sim.judge_by(terms.limits, terms.reads);
        }
        if !warm {
            self.warm_up.clear();
        }
    }
}
