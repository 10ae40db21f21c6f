//! Looking into a strategy while it runs.
//!
//! A probe stands around a strategy's factory. On the rows it watches it stops the scan, asks the strategy to explain the
//! row, which changes nothing, and lets it go on: the run and its digest stay what they are.

use craftstrat_model::{AccountView, Decision, Description, Fault, Market, Muted, Strategy, StrategyFactory};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// What is told of a row: its index in the slot, the account before it, and every node's value.
pub trait Watcher: Send {
    /// Called once for each watched row, in order.
    fn see(&mut self, row: usize, account: &AccountView, values: Vec<f64>);
}

impl<F: FnMut(usize, &AccountView, Vec<f64>) + Send> Watcher for F {
    fn see(&mut self, row: usize, account: &AccountView, values: Vec<f64>) {
        self(row, account, values);
    }
}

/// A factory whose strategies are watched on some rows of one market.
pub struct Probe<'a, W> {
    inner: &'a dyn StrategyFactory,
    symbol: &'a str,
    rows: Range<usize>,
    watcher: Mutex<W>,
}

impl<'a, W: Watcher> Probe<'a, W> {
    /// Watches `rows` of the market `symbol`.
    pub fn new(inner: &'a dyn StrategyFactory, symbol: &'a str, rows: Range<usize>, watcher: W) -> Self {
        Self { inner, symbol, rows, watcher: Mutex::new(watcher) }
    }

    /// Gives the watcher back.
    pub fn into_watcher(self) -> W {
        self.watcher.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Watcher> StrategyFactory for Probe<'_, W> {
    fn description(&self) -> &Description {
        self.inner.description()
    }

    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        let inner = self.inner.instantiate()?;
        Ok(Box::new(Probed { inner, probe: self, in_market: false, before: 0, rows: 0 }))
    }
}

struct Probed<'a, W> {
    inner: Box<dyn Strategy + Send + 'a>,
    probe: &'a Probe<'a, W>,
    in_market: bool,
    /// Rows of the slot in earlier loads.
    before: usize,
    /// Rows of this load.
    rows: usize,
}

impl<W: Watcher> Probed<'_, W> {
    /// The first watched row of this load in `from..until`.
    fn watched(&self, from: u32, until: u32) -> Option<u32> {
        let Range { start, end } = &self.probe.rows;
        let first = (*start).max(self.before + from as usize);
        let inside = self.in_market && first < *end && first < self.before + until as usize;
        inside.then(|| (first - self.before) as u32)
    }
}

impl<W: Watcher> Strategy for Probed<'_, W> {
    fn description(&self) -> &Description {
        self.inner.description()
    }

    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        self.inner.configure(values)
    }

    fn reset(&mut self) -> Result<(), Fault> {
        self.inner.reset()
    }

    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        self.in_market = market.slug == self.probe.symbol;
        (self.before, self.rows) = (0, 0);
        self.inner.begin_slot(market, continues)
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        self.before += self.rows;
        self.rows = rows as usize;
        self.inner.load(rows, columns)
    }

    fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault> {
        let mut from = from;
        while let Some(row) = self.watched(from, until) {
            if from < row
                && let Some(fired) = self.inner.next(from, row, account, muted, decisions)?
            {
                return Ok(Some(fired));
            }
            let values = self.inner.explain(row, account)?;
            let mut watcher = self.probe.watcher.lock().unwrap_or_else(PoisonError::into_inner);
            watcher.see(self.before + row as usize, account, values);
            drop(watcher);
            if let Some(fired) = self.inner.next(row, row + 1, account, muted, decisions)? {
                return Ok(Some(fired));
            }
            from = row + 1;
        }
        if from >= until {
            decisions.clear();
            return Ok(None);
        }
        self.inner.next(from, until, account, muted, decisions)
    }

    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        self.inner.explain(row, account)
    }

    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        self.inner.save()
    }

    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        self.inner.restore(state)
    }

    fn fuel_used(&self) -> u64 {
        self.inner.fuel_used()
    }
}
