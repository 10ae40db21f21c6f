//! A run beside the backtest of the same ticks: the live side from the log, the other over what was recorded.

mod differences;
mod reason;
mod source;
mod told;

use super::equity::thinned;
use super::start;
use crate::app::{App, Studio};
use crate::plan::{Frozen, freeze, values};
use crate::problem::{Answer, Refusal};
use craftstrat_api::report::EquityPoint;
use craftstrat_api::studio::live::{LiveComparison, LiveStart, Reason, Why};
use craftstrat_data::Selection;
use craftstrat_engine::record::Run;
use craftstrat_engine::{Control, Settings, backtest_markets};
use craftstrat_model::{Market, StrategyFactory, TickSource};
use craftstrat_runs::RunError;
use craftstrat_storage::Owner;
use craftstrat_storage::live::Stored;
use differences::differences;
use reason::{reason, some};
use source::Cut;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use told::{Settled, Told};

/// Points of each equity curve that are told, at most.
const POINTS: usize = 1_000;

/// What is to be compared.
struct Work {
    id: String,
    from: u64,
    log: PathBuf,
    frozen: Frozen,
    request: LiveStart,
    settings: Settings,
    /// What is known without looking.
    reasons: Vec<Reason>,
}

/// Compares a run with its backtest.
///
/// # Errors
/// When the run never began, or log, strategy or ticks cannot be read.
pub(crate) async fn compare(app: &App, owner: &Owner, row: Stored) -> Answer<LiveComparison> {
    let begun = row.record.and_then(|record| u64::try_from(record).ok());
    let Some(from) = begun else {
        return Err(Refusal::conflict("not_begun", "This run never began: there is nothing to compare."));
    };
    let request = row.request()?;
    let work = Work {
        from,
        log: app.live.log.clone(),
        frozen: freeze(app, owner, &request.strategy).await?,
        settings: start::settings(&request)?,
        reasons: known(app).await,
        request,
        id: row.id,
    };
    let stop = Arc::new(AtomicBool::new(false));
    let _on_leaving = StopOnDrop(Arc::clone(&stop));
    app.heavy(move |studio: &Studio| compared(studio, work, &stop)).await
}

/// Ends a backtest whose asker went away.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Why the two may part that neither the log nor the ticks say.
async fn known(app: &App) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if app.live.snapshot().await.is_some_and(|seen| !seen.guard.is_off()) {
        reasons.push(reason(Why::LimitsOverAll));
    }
    if let Ok(rows @ 1..) = app.live.with(|paper| paper.figures().shed).await {
        reasons.push(reason(Why::RowsShed { rows }));
    }
    reasons
}

fn compared(studio: &Studio, work: Work, stop: &AtomicBool) -> Answer<LiveComparison> {
    let Work { id, from, log, frozen, request, settings, mut reasons } = work;
    let told = Told::read(&log, from, &id)?;
    let selection = Selection { from: told.first_start(), ..Selection::default() };
    let store = studio.store.select(&selection)?;
    let settled: BTreeMap<&str, &Settled> =
        told.settled.values().map(|settled| (settled.of.slug.as_str(), settled)).collect();
    // The store has a slot to its end once it has its winner.
    let complete = |m: &Market| {
        settled.get(m.slug.as_str()).is_some_and(|s| s.of.winner.is_none() || m.winner.is_some())
    };
    let markets = store.markets().iter().enumerate();
    let indexes: Vec<usize> = markets.filter(|(_, m)| complete(m)).map(|(index, _)| index).collect();
    let recorded: BTreeSet<&str> = indexes.iter().map(|i| store.markets()[*i].slug.as_str()).collect();
    reasons.extend(absent(&told, &recorded));
    reasons.extend(told.reasons());

    let (loaded, _) = frozen.load(&studio.runtime)?;
    let parameters = values(loaded.factory.description(), &request.parameters)?;
    let live = told.run(&settings, &recorded)?;
    let cut = Cut::new(&store, indexes, told.started);
    let all: Vec<usize> = (0..cut.markets().len()).collect();
    let control = Control { progress: None, cancel: Some(stop) };
    let executor = &studio.executor;
    let backtest = backtest_markets(&cut, &loaded.factory, &parameters, &settings, executor, &control, &all);
    let backtest = backtest.map_err(RunError::from)?;

    reasons.extend(rows(&live, &backtest));
    let is_same = live.digest == backtest.digest;
    Ok(LiveComparison {
        markets: all.len() as u64,
        differences: if is_same { Vec::new() } else { differences(&live, &backtest) },
        reasons: if is_same { Vec::new() } else { reasons },
        live: curve(&live),
        backtest: curve(&backtest),
        live_digest: live.digest,
        backtest_digest: backtest.digest,
    })
}

fn curve(run: &Run) -> Vec<EquityPoint> {
    thinned(&run.equity, POINTS).iter().map(EquityPoint::new).collect()
}

/// Settled markets with rows that the store has not, or not to their end: they are left out on both sides.
fn absent(told: &Told, recorded: &BTreeSet<&str>) -> Option<Reason> {
    let absent: Vec<&str> = told
        .settled
        .values()
        .filter(|s| s.rows > 0 && !recorded.contains(s.of.slug.as_str()))
        .map(|s| s.of.slug.as_str())
        .collect();
    some(&absent, |count, markets| Why::MarketsAbsent { count, markets })
}

/// Markets of which the desk looked at other rows than the store has.
fn rows(live: &Run, backtest: &Run) -> Option<Reason> {
    let pairs = live.markets.iter().zip(&backtest.markets);
    let other: Vec<&str> = pairs.filter(|(a, b)| a.rows != b.rows).map(|(a, _)| a.symbol.as_str()).collect();
    some(&other, |count, markets| Why::OtherRows { count, markets })
}
