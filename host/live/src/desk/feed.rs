//! What the feed tells a desk: markets, rows, complete instants, winners.

use super::run::Run;
use super::{Desk, DeskError, reject};
use crate::said::{Said, What};
use crate::tick::Row;
use craftstrat_engine::session::{Event, Output};
use craftstrat_model::{Market, TimeMs, Winner, WinnerSource};
use std::sync::Arc;

impl Desk {
    pub(super) fn announce(&mut self, market: &Market, said: &mut Vec<Said>) -> Result<(), DeskError> {
        let Some(id) = self.markets.announce(market) else {
            reject(said, 0, format!("{} is announced already", market.slug));
            return Ok(());
        };
        for number in self.following(&market.series) {
            self.tell_open(number, id, said)?;
        }
        Ok(())
    }

    pub(super) fn tell_open(&mut self, number: u32, id: u32, said: &mut Vec<Said>) -> Result<(), DeskError> {
        let passed = self.passed();
        // Its slot may have begun: then it does at the next complete instant.
        let (Some(run), Some(followed)) = (self.runs.touch_due(number, self.now), self.markets.get(id))
        else {
            return Ok(());
        };
        run.tell(number, passed, Event::Opened { id, market: &followed.market })?;
        if let Some(market) = run.session.index_of(id) {
            let symbol = followed.market.slug.clone();
            said.push(Said { run: number, what: What::Opened { market, symbol } });
        }
        Ok(())
    }

    pub(super) fn price_to_beat(&mut self, symbol: &str, value: f64, at: TimeMs, said: &mut Vec<Said>) {
        match self.markets.number(symbol).and_then(|id| self.markets.get_mut(id)) {
            Some(followed) if value.is_finite() => {
                // Rows that were handled without it stay rows without it.
                let at = at.max(self.now.plus_ms(1));
                (followed.market.price_to_beat, followed.market.price_to_beat_at) = (value, at);
            }
            _ => reject(said, 0, format!("a price to beat of {value} for {symbol}, which is not open")),
        }
    }

    pub(super) fn tick(
        &mut self,
        symbol: &str,
        at: TimeMs,
        row: &Row,
        said: &mut Vec<Said>,
    ) -> Result<(), DeskError> {
        let Some(id) = self.markets.number(symbol) else {
            reject(said, 0, format!("a row of {symbol}, which is not open"));
            return Ok(());
        };
        let Some(series) = self.markets.get(id).map(|f| f.market.series.clone()) else { return Ok(()) };
        let following = self.following(&series);
        if following.is_empty() {
            return Ok(());
        }
        let Some(made) = self.markets.row(id, at, row) else { return Ok(()) };
        for number in &following {
            self.runs.touch_due(*number, at);
        }
        let passed = self.passed();
        self.runs.each(&following, &self.executor, |number, run| {
            if !run.session.is_open(id) {
                return Ok(());
            }
            run.tell(number, passed, Event::Row { id, row: Arc::clone(&made) })
        })?;
        for number in following {
            let Some(run) = self.runs.get_mut(number) else { continue };
            run.out.retain(|output| match output {
                Output::Dropped { at, .. } => {
                    let what = What::Dropped { symbol: symbol.to_owned(), at: *at };
                    said.push(Said { run: number, what });
                    false
                }
                _ => true,
            });
        }
        Ok(())
    }

    pub(super) fn resolved(
        &mut self,
        symbol: &str,
        winner: Option<Winner>,
        source: WinnerSource,
        said: &mut Vec<Said>,
    ) -> Result<(), DeskError> {
        let Some(id) = self.markets.number(symbol) else {
            reject(said, 0, format!("{symbol} was decided, which is not open"));
            return Ok(());
        };
        let Some(followed) = self.markets.get_mut(id) else { return Ok(()) };
        followed.resolved = Some((winner, source));
        let series = followed.market.series.clone();
        let passed = self.passed();
        for number in self.following(&series) {
            if let Some(run) = self.runs.touch(number).filter(|run| run.session.is_open(id)) {
                run.tell(number, passed, Event::Resolved { id, winner, source })?;
            }
        }
        self.rounds(said)?;
        self.markets.forget_until(self.now);
        Ok(())
    }

    pub(super) fn until(&mut self, to: TimeMs, clock: TimeMs, said: &mut Vec<Said>) -> Result<(), DeskError> {
        let numbers = self.concerned(to);
        self.visited += numbers.len() as u64;
        let passed = self.passed();
        self.runs.pass(to);
        for number in &numbers {
            self.runs.touch(*number);
        }
        let until = |number, run: &mut Run| run.tell(number, passed, Event::Until { to, clock });
        self.runs.each(&numbers, &self.executor, until)?;
        self.rounds(said)?;
        (self.now, self.clock) = (self.now.max(to), self.clock.max(clock));
        self.runs.handled(self.now);
        self.runs.retire(self.passed())?;
        self.markets.forget_until(self.now);
        Ok(())
    }

    /// The runs for which something happens until `to`, in order: rows, starts and ends of slots. All that are not retired once
    /// a minute, and where what one may do depends on how the others stand.
    fn concerned(&self, to: TimeMs) -> Vec<u32> {
        let minute = |at: TimeMs| at.0.div_euclid(60_000);
        if !self.guard.is_off() || minute(to) != minute(self.now) {
            return self.runs.at_work().map(|(number, _)| number).collect();
        }
        let mut numbers = self.runs.due().to_vec();
        let passes = |at: TimeMs| at > self.now && at <= to;
        for (_, followed) in self.markets.iter() {
            let market = &followed.market;
            if passes(market.start) || passes(market.end) {
                numbers.extend(self.following.get(&market.series).into_iter().flatten());
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}
