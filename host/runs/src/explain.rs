//! Every node's value on one row, with the account as the backtest had it then.
//!
//! The run is replayed to the row with a probe around the strategy. The probe stops the scan at the row, asks the strategy
//! to explain it (which changes nothing) and lets it go on.

use crate::backtest::Work;
use crate::error::RunError;
use craftstrat_api::ExplainResult;
use craftstrat_engine::Settings;
use craftstrat_model::{
    AccountView, Decision, Description, Fault, Market, Muted, Strategy, StrategyFactory, TickSource, TimeMs,
};
use std::sync::{Mutex, PoisonError};

/// The row to explain.
#[derive(Clone, Copy, Debug)]
pub struct RowAt<'a> {
    /// The market's slug.
    pub market: &'a str,
    /// The first row at or after this time.
    pub at: TimeMs,
}

/// Replays `markets` (indexes of `work.chosen`, ascending, the row's market among them) and explains the row.
///
/// # Errors
/// When the market has no such row or is not among those chosen, parameters or settings are wrong, or the run fails
/// before the row.
pub fn explain(
    work: &Work<'_>,
    row_at: RowAt<'_>,
    parameters: &[f64],
    settings: &Settings,
    markets: &[usize],
) -> Result<ExplainResult, RunError> {
    let RowAt { market, at } = row_at;
    let (source, description) = (&work.chosen.source, work.description());
    let found = markets.iter().find(|m| source.markets()[**m].slug == market);
    let Some(&index) = found else {
        return Err(RunError::Ticks(format!(
            "no usable ticks of {market}: `craftstrat data ls` lists what there is"
        )));
    };
    let ticks = source.load(index, description.columns.iter().copied().collect())?;
    let row = ticks.times().partition_point(|t| *t < at.0);
    let Some(&at_ms) = ticks.times().get(row) else {
        let (from, to) = (ticks.market().start, ticks.market().end);
        return Err(RunError::Input(format!(
            "{market} has no row at or after {at}: its slot is {from} to {to}"
        )));
    };
    let probe = Probe { inner: &work.strategy.factory, symbol: market, row, seen: Mutex::new(None) };
    let run = work.run("replay", &probe, parameters, settings, markets)?;
    let seen = probe.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
    let Some((account, values)) = seen else {
        let why =
            run.faults.first().map_or("the replay did not reach the row".to_owned(), |f| f.fault.to_string());
        return Err(RunError::Unreached(why));
    };
    let columns = description.columns.iter().map(|c| (c.name(), ticks.column(*c)[row]));
    let nodes = description.nodes.iter().map(String::as_str).zip(values);
    Ok(ExplainResult::new(market.to_owned(), at_ms, row as u64, &account, columns, nodes))
}

struct Probe<'a> {
    inner: &'a dyn StrategyFactory,
    symbol: &'a str,
    row: usize,
    seen: Mutex<Option<(AccountView, Vec<f64>)>>,
}

impl StrategyFactory for Probe<'_> {
    fn description(&self) -> &Description {
        self.inner.description()
    }

    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        let inner = self.inner.instantiate()?;
        Ok(Box::new(Probed { inner, probe: self, in_market: false, before: 0, rows: 0 }))
    }
}

struct Probed<'a> {
    inner: Box<dyn Strategy + Send + 'a>,
    probe: &'a Probe<'a>,
    in_market: bool,
    /// Rows of the slot in earlier loads.
    before: usize,
    /// Rows of this load.
    rows: usize,
}

impl Probed<'_> {
    /// Where in this load the row to explain is, when it is in it.
    fn target(&self) -> Option<u32> {
        let row = self.probe.row.checked_sub(self.before)?;
        (self.in_market && row < self.rows).then_some(row as u32)
    }
}

impl Strategy for Probed<'_> {
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
        let Some(target) = self.target().filter(|t| (from..until).contains(t)) else {
            return self.inner.next(from, until, account, muted, decisions);
        };
        if from < target
            && let Some(row) = self.inner.next(from, target, account, muted, decisions)?
        {
            return Ok(Some(row));
        }
        let values = self.inner.explain(target, account)?;
        *self.probe.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some((*account, values));
        self.inner.next(target, until, account, muted, decisions)
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
