//! Markets that share cash: one discrete-event simulation in time order over all of them.
//!
//! Each market has one next step, `(time, phase, market)`; the earliest is taken. A strategy that reads neither cash nor
//! equity still scans ahead inside its market: what it decides there waits for its time. One that reads them is evaluated
//! row by row.

use super::BacktestError;
use super::control::Watched;
use super::plan::Plan;
use super::seat::Seat;
use super::slot_run::SlotRun;
use crate::books::{Books, Denials};
use crate::denial::Denial;
use crate::effect::{Effect, Phase, Treasury};
use crate::record::{MarketRun, Run};
use crate::standing::Standing;
use craftstrat_model::{Decision, TimeMs, Usdc};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Books effects as they happen.
struct Live {
    books: Books,
    denials: Denials,
    /// Value of all positions at their bids: kept for strategies that depend on equity.
    value: i64,
    reads_equity: bool,
}

impl Treasury for Live {
    fn available(&self) -> Usdc {
        self.books.cash()
    }

    fn equity(&self) -> Option<Usdc> {
        self.reads_equity.then(|| self.books.equity_at(Usdc::from_micros(self.value)))
    }

    fn standing(&self) -> Standing {
        self.books.standing()
    }

    fn post(&mut self, market: u32, effect: Effect) {
        let booked = self.books.post(market, effect);
        assert_eq!(booked, Ok(()), "the gate approved more than there was cash for");
    }

    fn refuse(&mut self, at: TimeMs, market: u32, decision: &Decision, denial: Denial) {
        self.denials.add(at, market, decision, denial);
    }
}

/// The next thing a market does. Orders by time, phase, market.
type Step = (TimeMs, Phase, usize, usize);

/// An open slot and the value of its positions when last looked at.
struct Open<'a> {
    run: SlotRun<'a>,
    value: i64,
}

struct Simulation<'a> {
    plan: &'a Plan<'a>,
    unit_of: Vec<usize>,
    seats: Vec<Seat<'a>>,
    open: BTreeMap<usize, Open<'a>>,
    live: Live,
    row_by_row: bool,
    done: Vec<Option<MarketRun>>,
}

/// Runs everything in time order.
pub(super) fn run(plan: &Plan<'_>, watched: &Watched<'_>) -> Result<Run, BacktestError> {
    let mut simulation = Simulation::new(plan);
    let start = |(i, p): (usize, &super::plan::Planned<'_>)| Reverse((p.market.start, Phase::Start, i, 0));
    let mut queue: BinaryHeap<Reverse<Step>> = plan.markets.iter().enumerate().map(start).collect();
    while let Some(Reverse(mut step)) = queue.pop() {
        // A market whose next step still comes first need not queue again.
        loop {
            if step.1 == Phase::Start {
                watched.check()?;
            }
            match simulation.take(step)? {
                Some(next) if queue.peek().is_none_or(|first| next < first.0) => step = next,
                Some(next) => {
                    queue.push(Reverse(next));
                    break;
                }
                None => {
                    watched.finished_one();
                    break;
                }
            }
        }
    }
    Ok(simulation.finish())
}

impl<'a> Simulation<'a> {
    fn new(plan: &'a Plan<'a>) -> Self {
        let mut unit_of = vec![0; plan.markets.len()];
        for (unit, markets) in plan.units.iter().enumerate() {
            for market in markets {
                unit_of[*market] = unit;
            }
        }
        let planned: Vec<_> = plan.markets.iter().map(|p| p.market).collect();
        let reads = plan.description.account;
        Self {
            plan,
            unit_of,
            seats: plan.units.iter().map(|_| Seat::new(plan)).collect(),
            open: BTreeMap::new(),
            live: Live {
                books: Books::new(&plan.settings, &planned),
                denials: Denials::default(),
                value: 0,
                reads_equity: reads.equity,
            },
            row_by_row: reads.crosses_markets() || plan.settings.tick_by_tick,
            done: plan.markets.iter().map(|_| None).collect(),
        }
    }

    /// Takes one step of one market and says what it does next; `None` when its slot is over.
    fn take(&mut self, (at, phase, index, row): Step) -> Result<Option<Step>, BacktestError> {
        self.live.books.advance(at);
        let unit = self.unit_of[index];
        let seat = &mut self.seats[unit];
        if phase == Phase::Start {
            let run = SlotRun::open(self.plan, index, seat, &mut self.live)?;
            let next = row_step(&run, index, 0);
            self.open.insert(index, Open { run, value: 0 });
            return Ok(Some(next));
        }
        if phase == Phase::Resolution {
            if let Some(open) = self.open.remove(&index) {
                self.live.value -= open.value;
                self.done[index] = Some(open.run.finish(seat, &mut self.live));
            }
            if self.plan.units[unit].last() == Some(&index) {
                seat.retire();
            }
            return Ok(None);
        }
        let Some(open) = self.open.get_mut(&index) else { return Ok(None) };
        let next = match phase {
            Phase::Start | Phase::Resolution | Phase::Fills => {
                let happens = open.run.event_row(row) == row;
                if happens {
                    open.run.fills(row, &mut self.live);
                }
                if self.live.reads_equity {
                    let value = open.run.value(row).micros();
                    self.live.value += value - open.value;
                    open.value = value;
                }
                (at, if happens { Phase::Triggers } else { Phase::Evaluation }, index, row)
            }
            Phase::Triggers => {
                open.run.triggers(row, &mut self.live);
                (at, Phase::Evaluation, index, row)
            }
            Phase::Evaluation => {
                let until = if self.row_by_row { row + 1 } else { open.run.event_row(row + 1) };
                let cash = self.live.available();
                let equity = self.live.equity().unwrap_or(Usdc::ZERO);
                match open.run.evaluate(row..until, cash, equity, seat, &mut self.live) {
                    Some(fired) => (open.run.time(fired), Phase::Orders, index, fired),
                    None => row_step(&open.run, index, until),
                }
            }
            Phase::Orders => {
                open.run.decide(row, seat, &mut self.live)?;
                row_step(&open.run, index, row + 1)
            }
        };
        Ok(Some(next))
    }

    fn finish(mut self) -> Run {
        self.live.books.advance(TimeMs(i64::MAX));
        let fuel = self.seats.iter().map(Seat::fuel).sum();
        let markets = self.done.into_iter().flatten().collect();
        self.live.books.finish(markets, self.live.denials, fuel)
    }
}

/// The step that shows `row` to a market, or ends it after the last.
fn row_step(run: &SlotRun<'_>, index: usize, row: usize) -> Step {
    let phase = if row < run.rows() { Phase::Fills } else { Phase::Resolution };
    (run.time(row), phase, index, row)
}
