//! Scans in pieces, so that the fuel of one call stays small whatever a single row may use.

use craftstrat_model::{AccountView, Decision, Description, Fault, Market, Muted, Strategy};

/// A strategy whose `next` is called for a limited number of rows at a time. By the contract that changes no answer.
#[derive(Debug)]
pub(crate) struct Split<S> {
    inner: S,
    rows: u32,
}

impl<S> Split<S> {
    /// Pieces of `rows` rows, at least 1.
    pub fn new(inner: S, rows: u32) -> Self {
        Self { inner, rows: rows.max(1) }
    }
}

impl<S: Strategy> Strategy for Split<S> {
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
        self.inner.begin_slot(market, continues)
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
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
        loop {
            let end = from.saturating_add(self.rows).min(until);
            let row = self.inner.next(from, end, account, muted, decisions)?;
            if row.is_some() || end >= until {
                return Ok(row);
            }
            from = end;
        }
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
