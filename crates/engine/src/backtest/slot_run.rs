//! One market with its ticks: shows the strategy its rows and the market's state machine its events.

use super::BacktestError;
use super::plan::{Plan, Planned};
use super::scan::next_reached;
use super::seat::Seat;
use crate::book::BookRow;
use crate::effect::{Effect, EffectKind, Phase, Treasury};
use crate::market_sim::{Event, MarketSim};
use crate::record::MarketRun;
use crate::seating::check_count;
use craftstrat_model::strategy::ROWS_PER_LOAD_MAX;
use craftstrat_model::ticks::book_columns;
use craftstrat_model::{Decision, Fault, SlotTicks, SourceError, TimeMs, Usdc};
use std::ops::Range;
use std::sync::Arc;

/// A slot being run.
pub(super) struct SlotRun<'a> {
    plan: &'a Plan<'a>,
    planned: &'a Planned<'a>,
    index: u32,
    /// The columns the strategy reads.
    ticks: SlotTicks,
    /// The columns orders execute on: read when the first decision appears, because most slots trade rarely.
    book: Option<SlotTicks>,
    sim: MarketSim,
    /// Rows the strategy has loaded.
    loaded: Range<usize>,
    decisions: Vec<Decision>,
    parked: bool,
    /// Rows before this one were shown to the state machine for its marks on taken liquidity.
    observed: usize,
    /// The last row shown.
    shown: Option<(usize, BookRow)>,
    /// The state machine's version and the row found for it: valid until either changes.
    reached: Option<(u64, usize)>,
}

impl<'a> SlotRun<'a> {
    /// Loads the columns the strategy reads and starts the slot. A fault parks the strategy in it.
    pub(super) fn open(
        plan: &'a Plan<'a>,
        index: usize,
        seat: &mut Seat<'a>,
        treasury: &mut dyn Treasury,
    ) -> Result<Self, BacktestError> {
        let planned = &plan.markets[index];
        let ticks = plan.source.load(planned.source_index, plan.columns)?;
        let (start, end) = (planned.market.start.0, planned.market.end.0);
        let times = ticks.times();
        if times.first().is_some_and(|t| *t < start) || times.last().is_some_and(|t| *t >= end) {
            let detail = "rows outside the slot were handed over: import the data again".to_owned();
            return Err(SourceError { symbol: planned.market.slug.clone(), detail }.into());
        }
        let index = index as u32;
        let sim = MarketSim::new(
            Arc::clone(&plan.settings),
            planned.market,
            index,
            plan.limits,
            plan.description.account,
        );
        let mut slot = Self {
            plan,
            planned,
            index,
            ticks,
            book: None,
            sim,
            loaded: 0..0,
            decisions: Vec::new(),
            parked: false,
            observed: 0,
            shown: None,
            reached: None,
        };
        if let Err(fault) = seat.begin(planned.market) {
            slot.park(planned.market.start, Phase::Start, fault, treasury);
        }
        Ok(slot)
    }

    pub(super) fn rows(&self) -> usize {
        self.ticks.rows()
    }

    /// Time of a row; of the slot's end for the row after the last.
    pub(super) fn time(&self, row: usize) -> TimeMs {
        self.ticks.times().get(row).map_or(self.planned.market.end, |t| TimeMs(*t))
    }

    /// The first row from `from` at which something other than the strategy may happen; the number of rows when nothing
    /// will.
    pub(super) fn event_row(&mut self, from: usize) -> usize {
        let rows = self.rows();
        if from >= rows || self.plan.settings.tick_by_tick {
            return from.min(rows);
        }
        let times = self.ticks.times();
        let by_time = match self.sim.next_time() {
            Some(time) => from + times[from..].partition_point(|t| *t < time.0),
            None => rows,
        };
        if self.sim.is_idle() {
            return by_time;
        }
        let version = self.sim.version();
        let by_price = match (self.reached, &self.book) {
            (Some((v, row)), _) if v == version && row >= from => row,
            (_, Some(book)) => next_reached(book, &self.sim.watches(), from),
            (_, None) => rows,
        };
        self.reached = Some((version, by_price));
        by_time.min(by_price)
    }

    /// Fills, then triggers of a row are two steps, because other markets' fills come between them.
    pub(super) fn fills(&mut self, row: usize, treasury: &mut dyn Treasury) {
        self.event(row, treasury, |row| Event::Fills(row));
    }

    pub(super) fn triggers(&mut self, row: usize, treasury: &mut dyn Treasury) {
        self.event(row, treasury, |row| Event::Triggers(row));
    }

    fn event(&mut self, row: usize, treasury: &mut dyn Treasury, event: fn(&BookRow) -> Event<'_>) {
        if self.book.is_none() {
            // Nothing was ever ordered, so nothing can happen.
            return;
        }
        let book_row = self.observe_until(row);
        let result = self.sim.step(event(&book_row), treasury);
        debug_assert_eq!(result, Ok(()), "only decisions can fault");
    }

    /// Shows the state machine the rows it has not seen up to `row`, where it waits for levels to change.
    fn observe_until(&mut self, row: usize) -> BookRow {
        if let Some((_, shown)) = self.shown.filter(|(at, _)| *at == row) {
            return shown;
        }
        let book = self.book.as_ref().unwrap_or(&self.ticks);
        for skipped in self.observed..row {
            if !self.sim.is_observing() {
                break;
            }
            self.sim.observe(&BookRow::of(book, skipped));
        }
        let book_row = BookRow::of(book, row);
        self.sim.observe(&book_row);
        self.observed = row + 1;
        self.shown = Some((row, book_row));
        book_row
    }

    /// Positions at the bids of `row`.
    pub(super) fn value(&mut self, row: usize) -> Usdc {
        if self.book.is_none() || self.sim.is_idle() {
            return Usdc::ZERO;
        }
        let book_row = self.observe_until(row);
        self.sim.value(&book_row)
    }

    /// Lets the strategy consume rows from `from` until it decides something or reaches `until`. Returns the row of its
    /// decisions, which wait for [`SlotRun::decide`].
    pub(super) fn evaluate(
        &mut self,
        rows: Range<usize>,
        cash: Usdc,
        equity: Usdc,
        seat: &mut Seat<'a>,
        treasury: &mut dyn Treasury,
    ) -> Option<usize> {
        if self.parked {
            return None;
        }
        match self.consume(rows, cash, equity, seat) {
            Ok(fired) => fired,
            Err((row, fault)) => {
                let at = self.time(row);
                seat.park(&fault);
                self.park(at, Phase::Evaluation, fault, treasury);
                None
            }
        }
    }

    fn consume(
        &mut self,
        rows: Range<usize>,
        cash: Usdc,
        equity: Usdc,
        seat: &mut Seat<'a>,
    ) -> Result<Option<usize>, (usize, Fault)> {
        let view = self.sim.view(cash, equity);
        let muted = self.sim.muted(self.time(rows.start));
        let mut from = rows.start;
        while from < rows.end {
            if from >= self.loaded.end {
                self.load(from, seat).map_err(|fault| (from, fault))?;
            }
            let (Some(instance), _) = seat.parts() else { return Ok(None) };
            let base = self.loaded.start;
            let stop = rows.end.min(self.loaded.end);
            let (first, last) = ((from - base) as u32, (stop - base) as u32);
            let fired =
                instance.next(first, last, &view, muted, &mut self.decisions).map_err(|f| (from, f))?;
            let Some(row) = fired else {
                from = stop;
                continue;
            };
            if row < first || row >= last {
                let detail = format!("row {row} was returned, asked for were {first} to {last} exclusive");
                return Err((from, Fault::Contract { call: "next", detail }));
            }
            check_count(&self.decisions, row).map_err(|fault| (base + row as usize, fault))?;
            from = base + row as usize + 1;
            if from > self.planned.warm_up {
                return Ok(Some(from - 1));
            }
        }
        Ok(None)
    }

    /// Hands the strategy its next rows.
    fn load(&mut self, from: usize, seat: &mut Seat<'a>) -> Result<(), Fault> {
        self.loaded = from..self.rows().min(from + ROWS_PER_LOAD_MAX);
        let (Some(instance), buffer) = seat.parts() else { return Ok(()) };
        buffer.clear();
        for column in &self.plan.description.columns {
            buffer.extend_from_slice(&self.ticks.column(*column)[self.loaded.clone()]);
        }
        instance.load(self.loaded.len() as u32, buffer)
    }

    /// Puts the decisions of `row` before the gate.
    pub(super) fn decide(
        &mut self,
        row: usize,
        seat: &mut Seat<'a>,
        treasury: &mut dyn Treasury,
    ) -> Result<(), BacktestError> {
        if self.book.is_none() {
            let book = self.plan.source.load(self.planned.source_index, book_columns())?;
            if book.times() != self.ticks.times() {
                let detail = "the times of its rows changed while they were read".to_owned();
                return Err(SourceError { symbol: self.planned.market.slug.clone(), detail }.into());
            }
            self.book = Some(book);
        }
        let book_row = self.observe_until(row);
        let index = (row - self.loaded.start) as u32;
        let decisions = std::mem::take(&mut self.decisions);
        let result =
            self.sim.step(Event::Decisions { row: &book_row, index, decisions: &decisions }, treasury);
        self.decisions = decisions;
        if let Err(fault) = result {
            seat.park(&fault);
            self.park(book_row.at, Phase::Orders, fault, treasury);
        }
        Ok(())
    }

    fn park(&mut self, at: TimeMs, phase: Phase, fault: Fault, treasury: &mut dyn Treasury) {
        self.parked = true;
        treasury.post(self.index, Effect { at, phase, kind: EffectKind::Faulted(fault) });
    }

    /// Ends the slot.
    pub(super) fn finish(mut self, seat: &mut Seat<'a>, treasury: &mut dyn Treasury) -> MarketRun {
        let market = self.planned.market;
        for event in [Event::Close, Event::Settle(market.winner)] {
            let result = self.sim.step(event, treasury);
            debug_assert_eq!(result, Ok(()), "only decisions can fault");
        }
        seat.end(market);
        let times = self.ticks.times();
        MarketRun {
            symbol: market.slug.clone(),
            winner: market.winner,
            winner_source: market.winner_source,
            rows: times.len() as u64,
            from: times.first().map_or(market.start, |t| TimeMs(*t)),
            to: times.last().map_or(market.start, |t| TimeMs(*t)),
            generated: market.generated,
            fees_assumed: self.plan.settings.fee_rule(market, market.start).1,
        }
    }
}
