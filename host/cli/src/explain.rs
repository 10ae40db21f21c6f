//! `explain`: every node's value on one row, with the account as the backtest had it then.
//!
//! The run is replayed to the row with a probe around the strategy. The probe stops the scan at the row, asks the strategy
//! to explain it (which changes nothing) and lets it go on.

use crate::args::{ExplainArgs, SelectionArgs};
use crate::backtest::{Job, classify, executor, settings};
use crate::failure::bad_input;
use crate::{Session, output, params, select, strategy};
use anyhow::{Result, anyhow};
use craftstrat_api::ExplainResult;
use craftstrat_api::text::answers;
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{
    AccountView, Decision, Description, Fault, Market, Muted, Strategy, StrategyFactory, TickSource,
};
use std::sync::{Mutex, PoisonError};

/// Explains one row.
///
/// # Errors
/// Bad input when the strategy, the market or the time are; otherwise when the run fails before the row.
pub fn run(session: &Session, args: &ExplainArgs) -> Result<()> {
    let runtime = strategy::runtime(session)?;
    let loaded = strategy::load(&runtime, &args.file)?;
    let description = loaded.factory.description();
    let parameters = params::values(&description.parameters, &args.run.params).map_err(bad_input)?;
    let market = market_of_slug(&args.market).map_err(bad_input)?;
    // Earlier slots of the series count: they shape carried state and the account.
    let until = Some(market.start.plus_ms(1));
    let series = SelectionArgs { series: Some(market.series), market: Vec::new(), from: None, to: until };
    let chosen = select::choose(session, &series, description)?;
    let found = chosen.markets.iter().find(|m| chosen.source.markets()[**m].slug == args.market);
    let Some(&index) = found else {
        return Err(bad_input(format!(
            "no usable ticks of {}: `craftstrat data ls` lists what there is",
            args.market
        )));
    };
    let ticks = chosen.source.load(index, description.columns.iter().copied().collect())?;
    let row = ticks.times().partition_point(|t| *t < args.at.0);
    let Some(&at) = ticks.times().get(row) else {
        let (from, to) = (ticks.market().start, ticks.market().end);
        return Err(bad_input(format!(
            "{} has no row at or after {}: its slot is {from} to {to}",
            args.market, args.at
        )));
    };
    let probe = Probe { inner: &loaded.factory, symbol: &args.market, row, seen: Mutex::new(None) };
    let executor = executor(args.run.threads)?;
    let job = Job { session, factory: &probe, chosen: &chosen, executor: &executor };
    let run = job.run("replay", &parameters, &settings(&args.run), &chosen.markets).map_err(classify)?;
    let seen = probe.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
    let Some((account, values)) = seen else {
        let why =
            run.faults.first().map_or("the replay did not reach the row".to_owned(), |f| f.fault.to_string());
        return Err(anyhow!("the row cannot be explained: {why}"));
    };
    let columns = description.columns.iter().map(|c| (c.name(), ticks.column(*c)[row]));
    let nodes = description.nodes.iter().map(String::as_str).zip(values);
    let result = ExplainResult::new(args.market.clone(), at, row as u64, &account, columns, nodes);
    match args.json {
        true => output::json(&result),
        false => output::text(&answers::explanation(&result, &output::style())),
    }
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
