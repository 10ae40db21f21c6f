//! Slots that do not depend on one another: run unit by unit through the executor, verified and booked in time order.

use super::control::Watched;
use super::plan::Plan;
use super::seat::Seat;
use super::slot_run::SlotRun;
use super::{BacktestError, Executor};
use crate::books::{Books, Denials};
use crate::denial::Denial;
use crate::effect::{Effect, Treasury};
use crate::record::{MarketRun, Run};
use crate::standing::Standing;
use craftstrat_model::{Decision, TimeMs, Usdc};

/// Collects the effects of one unit as if cash were unlimited.
#[derive(Default)]
struct Collector {
    effects: Vec<(u32, Effect)>,
    denials: Denials,
}

impl Treasury for Collector {
    fn available(&self) -> Usdc {
        Usdc::from_micros(i64::MAX)
    }

    fn equity(&self) -> Option<Usdc> {
        None
    }

    /// A guard that looks at the whole account makes the run go in time order from the start.
    fn standing(&self) -> Standing {
        Standing::default()
    }

    fn post(&mut self, market: u32, effect: Effect) {
        self.effects.push((market, effect));
    }

    fn refuse(&mut self, at: TimeMs, market: u32, decision: &Decision, denial: Denial) {
        self.denials.add(at, market, decision, denial);
    }
}

/// What one unit produced.
struct Outcome {
    collected: Collector,
    markets: Vec<(usize, MarketRun)>,
    fuel: u64,
}

/// Runs every unit and books the result; `None` when cash was short somewhere.
pub(super) fn run(
    plan: &Plan<'_>,
    executor: &impl Executor,
    watched: &Watched<'_>,
) -> Result<Option<Run>, BacktestError> {
    let units: Vec<&[usize]> = plan.units.iter().map(Vec::as_slice).collect();
    let outcomes = executor.map(units, &|unit| run_unit(plan, unit, watched));
    let mut effects = Vec::new();
    let mut denials = Denials::default();
    let mut markets = Vec::with_capacity(plan.markets.len());
    let mut fuel = 0;
    for outcome in outcomes {
        let mut outcome = outcome?;
        effects.append(&mut outcome.collected.effects);
        denials.join(outcome.collected.denials);
        markets.append(&mut outcome.markets);
        fuel += outcome.fuel;
    }
    markets.sort_by_key(|(index, _)| *index);
    // Stable: the effects of one market stay in the order in which they happened.
    effects.sort_by_key(|(market, effect)| (effect.at, effect.phase, *market));
    let planned: Vec<_> = plan.markets.iter().map(|p| p.market).collect();
    let mut books = Books::new(&plan.settings, &planned);
    for (market, effect) in effects {
        if books.post(market, effect).is_err() {
            return Ok(None);
        }
    }
    books.advance(TimeMs(i64::MAX));
    Ok(Some(books.finish(markets.into_iter().map(|(_, m)| m).collect(), denials, fuel)))
}

fn run_unit(plan: &Plan<'_>, unit: &[usize], watched: &Watched<'_>) -> Result<Outcome, BacktestError> {
    let mut seat = Seat::new(plan);
    let mut collected = Collector::default();
    let mut markets = Vec::with_capacity(unit.len());
    for index in unit {
        watched.check()?;
        let slot = SlotRun::open(plan, *index, &mut seat, &mut collected)?;
        markets.push((*index, run_slot(slot, &mut seat, &mut collected)?));
        watched.finished_one();
    }
    Ok(Outcome { collected, markets, fuel: seat.fuel() })
}

fn run_slot<'a>(
    mut slot: SlotRun<'a>,
    seat: &mut Seat<'a>,
    treasury: &mut Collector,
) -> Result<MarketRun, BacktestError> {
    let (mut row, rows) = (0, slot.rows());
    while row < rows {
        if slot.event_row(row) == row {
            slot.fills(row, treasury);
            slot.triggers(row, treasury);
        }
        let until = slot.event_row(row + 1);
        row = match slot.evaluate(row..until, Usdc::ZERO, Usdc::ZERO, seat, treasury) {
            Some(fired) => {
                slot.decide(fired, seat, treasury)?;
                fired + 1
            }
            None => until,
        };
    }
    Ok(slot.finish(seat, treasury))
}
