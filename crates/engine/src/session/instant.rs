//! One instant after the other, each in its phases: resolutions, starts, fills, triggers, evaluation, orders.

use super::event::{Ask, Output, Question};
use super::slot::{Slot, Stage};
use super::till::Till;
use super::{Asked, Session};
use crate::effect::{Effect, EffectKind, Phase, Portfolio, Treasury};
use crate::market_sim::Event as SimEvent;
use craftstrat_model::strategy::ROWS_PER_LOAD_MAX;
use craftstrat_model::{Decision, Fault, TimeMs, Usdc};

type Answer = Result<Vec<Decision>, Fault>;

impl Session {
    /// Handles every instant that is complete, up to the first question.
    pub(super) fn advance(&mut self, portfolio: Option<&dyn Portfolio>, out: &mut Vec<Output>) {
        while self.asked.is_empty() {
            let next = self.slots.iter().filter_map(Slot::next).min();
            let Some(at) = next.filter(|at| *at <= self.target) else { break };
            let at = at.max(self.now);
            self.now = at;
            self.cash.advance(at);
            self.end_slots(at, portfolio, out);
            self.start_slots(at, out);
            if self.asked.is_empty() {
                self.rows(at, portfolio, out);
            }
        }
        if self.asked.is_empty() {
            self.now = self.now.max(self.target);
            self.cash.advance(self.now);
        }
    }

    /// Takes the answers to what was asked last, and finishes the phase that asked.
    pub(super) fn answered(
        &mut self,
        answers: Vec<Answer>,
        portfolio: Option<&dyn Portfolio>,
        out: &mut Vec<Output>,
    ) {
        let asked = std::mem::take(&mut self.asked);
        let begins = asked.first().is_some_and(|asked| asked.begins);
        for (Asked { id, .. }, answer) in asked.into_iter().zip(answers) {
            let Some(place) = self.slots.iter().position(|slot| slot.id == id) else { continue };
            if begins {
                if let Err(fault) = answer {
                    let at = self.slots[place].market.start;
                    self.park(place, at, Phase::Start, fault, true, out);
                }
            } else {
                self.row_answered(place, answer, portfolio, out);
            }
        }
        if begins {
            self.rows(self.now, portfolio, out);
        }
    }

    fn end_slots(&mut self, at: TimeMs, portfolio: Option<&dyn Portfolio>, out: &mut Vec<Output>) {
        let mut place = 0;
        while place < self.slots.len() {
            if self.slots[place].stage != Stage::Running || self.slots[place].market.end > at {
                place += 1;
                continue;
            }
            self.close(place, portfolio, out);
            if self.slots[place].decided {
                self.settle(place, portfolio, out);
            } else {
                place += 1;
            }
        }
    }

    fn close(&mut self, place: usize, portfolio: Option<&dyn Portfolio>, out: &mut Vec<Output>) {
        self.tell(place, portfolio, out, SimEvent::Close);
        let slot = &mut self.slots[place];
        slot.stage = Stage::Closed;
        let seat = slot.seat;
        if let Some(seating) = self.seats.get_mut(&seat) {
            seating.end(&slot.market);
            if self.chains.is_complete(seat, self.terms.carries_state) {
                if seating.is_occupied() {
                    out.push(Output::Retire(seat));
                }
                self.seats.remove(&seat);
            }
        }
    }

    fn start_slots(&mut self, at: TimeMs, out: &mut Vec<Output>) {
        for place in 0..self.slots.len() {
            if self.slots[place].stage != Stage::Waiting || self.slots[place].market.start > at {
                continue;
            }
            let slot = &mut self.slots[place];
            slot.stage = Stage::Running;
            slot.seat = self.chains.assign(&slot.market, self.terms.carries_state);
            let (id, seat) = (slot.id, slot.seat);
            let seating = self.seats.entry(seat).or_default();
            match seating.begin(&slot.market, self.terms.carries_state) {
                Ok(begin) => {
                    self.asked.push(Asked { id, begins: true });
                    out.push(Output::Ask(Question { id, seat, ask: Ask::Begin(begin) }));
                }
                Err(fault) => {
                    let start = slot.market.start;
                    self.park(place, start, Phase::Start, fault, false, out);
                }
            }
        }
    }

    /// Fills and triggers of an instant, then the questions about its rows.
    fn rows(&mut self, at: TimeMs, portfolio: Option<&dyn Portfolio>, out: &mut Vec<Output>) {
        for place in 0..self.slots.len() {
            let Some(row) = self.slots[place].row_at(at).cloned() else { continue };
            if self.slots[place].touched {
                self.slots[place].sim.observe(row.book());
                self.tell(place, portfolio, out, SimEvent::Fills(row.book()));
            }
            if self.terms.reads.equity {
                let slot = &mut self.slots[place];
                let counts = slot.touched && !slot.sim.is_idle();
                let value = if counts { slot.sim.value(row.book()).micros() } else { 0 };
                self.value += value - slot.value;
                slot.value = value;
            }
        }
        for place in 0..self.slots.len() {
            let Some(row) = self.slots[place].row_at(at).cloned() else { continue };
            if self.slots[place].touched {
                self.tell(place, portfolio, out, SimEvent::Triggers(row.book()));
            }
        }
        self.ask_about_rows(at, out);
    }

    fn ask_about_rows(&mut self, at: TimeMs, out: &mut Vec<Output>) {
        let cash = self.cash.cash();
        let equity = match self.terms.reads.equity {
            true => self.cash.equity_at(Usdc::from_micros(self.value)),
            false => Usdc::ZERO,
        };
        for slot in &mut self.slots {
            let Some(row) = slot.row_at(at).cloned() else { continue };
            if slot.parked {
                slot.queue.pop_front();
                slot.count(&row);
                warming(&mut self.warm_up, self.terms.warm_up_rows, slot);
                continue;
            }
            let (view, muted) = (slot.sim.view(cash, equity), slot.sim.muted(at));
            self.asked.push(Asked { id: slot.id, begins: false });
            let ask = Ask::Row { row, view, muted };
            out.push(Output::Ask(Question { id: slot.id, seat: slot.seat, ask }));
        }
    }

    /// The orders of one row.
    fn row_answered(
        &mut self,
        place: usize,
        answer: Answer,
        portfolio: Option<&dyn Portfolio>,
        out: &mut Vec<Output>,
    ) {
        let slot = &mut self.slots[place];
        let Some(row) = slot.queue.pop_front() else { return };
        // A backtest names a row by its place in the batch it was loaded with.
        let index = (slot.rows % ROWS_PER_LOAD_MAX as u64) as u32;
        slot.count(&row);
        let warming = warming(&mut self.warm_up, self.terms.warm_up_rows, slot);
        let decisions = match answer {
            Ok(decisions) => decisions,
            Err(fault) => {
                self.park(place, row.at(), Phase::Evaluation, at_row(fault, index), true, out);
                return;
            }
        };
        if decisions.is_empty() || warming {
            return;
        }
        slot.touched = true;
        let book = row.book();
        let result = self.with_till(place, portfolio, out, |slot, till| {
            slot.sim.step(SimEvent::Decisions { row: book, index, decisions: &decisions }, till)
        });
        if let Err(fault) = result {
            self.park(place, row.at(), Phase::Orders, fault, true, out);
        }
    }

    /// Does not ask the strategy in this slot any more. `new`: the instance just faulted and is thrown away.
    fn park(
        &mut self,
        place: usize,
        at: TimeMs,
        phase: Phase,
        fault: Fault,
        new: bool,
        out: &mut Vec<Output>,
    ) {
        let slot = &mut self.slots[place];
        slot.parked = true;
        let (index, seat) = (slot.index, slot.seat);
        if new {
            if let Some(seating) = self.seats.get_mut(&seat) {
                seating.park(&fault);
            }
            out.push(Output::Retire(seat));
        }
        let effect = Effect { at, phase, kind: EffectKind::Faulted(fault) };
        self.with_till(place, None, out, |_, till| till.post(index, effect));
    }

    /// Lets a market's state machine take a step that no strategy decides.
    fn tell(
        &mut self,
        place: usize,
        portfolio: Option<&dyn Portfolio>,
        out: &mut Vec<Output>,
        event: SimEvent<'_>,
    ) {
        let result = self.with_till(place, portfolio, out, |slot, till| slot.sim.step(event, till));
        debug_assert_eq!(result, Ok(()), "only decisions can fault");
    }

    /// Lets a slot act on the books.
    fn with_till<R>(
        &mut self,
        place: usize,
        portfolio: Option<&dyn Portfolio>,
        out: &mut Vec<Output>,
        act: impl FnOnce(&mut Slot, &mut Till<'_>) -> R,
    ) -> R {
        let mut till = Till {
            cash: &mut self.cash,
            value: self.terms.reads.equity.then_some(self.value),
            clock: self.clock,
            portfolio,
            out,
            short: &mut self.short,
        };
        act(&mut self.slots[place], &mut till)
    }
}

/// Counts a row against the warm-up of its series; whether its decisions are discarded.
fn warming(
    warm_up: &mut std::collections::BTreeMap<craftstrat_model::Series, u32>,
    rows: u32,
    slot: &Slot,
) -> bool {
    if rows == 0 {
        return false;
    }
    let left = match warm_up.get_mut(&slot.market.series) {
        Some(left) => left,
        None => warm_up.entry(slot.market.series.clone()).or_insert(rows),
    };
    let warming = *left > 0;
    *left -= u32::from(warming);
    warming
}

/// The same fault, named by the row's place in a backtest's batch.
fn at_row(fault: Fault, index: u32) -> Fault {
    match fault {
        Fault::InvalidDecision { row, detail } => Fault::InvalidDecision { row: row + index, detail },
        fault => fault,
    }
}
