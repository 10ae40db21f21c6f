//! Running a log again, offline: the same records must follow, and each run comes to a record and digest.

use crate::desk::{Desk, DeskError};
use crate::input::{Command, Input};
use crate::journal::{JournalError, Record};
use crate::library::Library;
use crate::log::{LogError, read_log};
use crate::said::{Said, What};
use crate::tick::Row;
use craftstrat_engine::Settings;
use craftstrat_engine::record;
use craftstrat_engine::session::{History, HistoryError};
use craftstrat_model::{Market, Series, SlotTicks, TimeMs, WinnerSource};
use craftstrat_runtime::RayonExecutor;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Why a log does not replay.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The log, or what follows from it.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The desk, when it was brought to an end.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A run's effects do not add up.
    #[error("run {run}: {error}")]
    History {
        /// Its number.
        run: u32,
        /// Why.
        error: HistoryError,
    },
}

impl From<LogError> for ReplayError {
    fn from(error: LogError) -> Self {
        Self::Journal(error.into())
    }
}

/// What a log comes to.
#[derive(Debug)]
pub struct Replayed {
    /// Records replayed; all say what they said then.
    pub records: u64,
    /// The last complete instant.
    pub now: TimeMs,
    /// The runs, by number.
    pub runs: Vec<ReplayedRun>,
}

/// One run of a log.
#[derive(Debug)]
pub struct ReplayedRun {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// What it ran under.
    pub settings: Settings,
    /// Everything was settled. Otherwise open markets are booked as undecided, as of the end of the log.
    pub complete: bool,
    /// Its record; the digest is in it.
    pub record: record::Run,
    /// The rows it was shown, by market, as a backtest takes them.
    pub ticks: Vec<SlotTicks>,
}

/// What is known of a run while its log is read.
struct Gathered {
    name: String,
    settings: Settings,
    series: Vec<Series>,
    started: TimeMs,
    history: History,
    /// Markets that are settled, by slug.
    settled: BTreeMap<String, Market>,
}

/// Rows by market.
type Rows = BTreeMap<String, Vec<(TimeMs, Row)>>;

/// Replays the log in `folder`. Nothing is written.
///
/// # Errors
/// When the log is damaged, or a record does not say again what it said then.
pub fn replay(
    folder: &Path,
    library: &Arc<Library>,
    executor: &Arc<RayonExecutor>,
) -> Result<Replayed, ReplayError> {
    let mut desk = Desk::new(Arc::clone(library), Arc::clone(executor));
    desk.overhear();
    let (mut records, mut rows) = (0, Rows::new());
    let mut markets: BTreeMap<String, Market> = BTreeMap::new();
    let mut runs: BTreeMap<u32, Gathered> = BTreeMap::new();
    read_log::<ReplayError>(folder, 1, |numbered| {
        let record = Record::of(&numbered)?;
        let before = desk.now();
        record.replay(numbered.number, &mut desk)?;
        gather(&record, before, &mut runs, &mut markets, &mut rows);
        listen(&mut desk, &mut runs);
        records += 1;
        Ok(())
    })?;
    let complete = finish(&mut desk, &markets)?;
    listen(&mut desk, &mut runs);
    let now = desk.now();
    let of = |(number, run): (u32, Gathered)| -> Result<ReplayedRun, ReplayError> {
        let record = run.history.finish(&run.settings, 0);
        let record = record.map_err(|error| ReplayError::History { run: number, error })?;
        let ticks = ticks_of(&run.settled, &run.series, run.started, &markets, &rows);
        Ok(ReplayedRun {
            number,
            name: run.name,
            settings: run.settings,
            complete: complete.get(&number).copied().unwrap_or(true),
            record,
            ticks,
        })
    };
    let runs = runs.into_iter().map(of).collect::<Result<_, ReplayError>>()?;
    Ok(Replayed { records, now, runs })
}

/// Takes from a record what the desk does not keep.
fn gather(
    record: &Record,
    before: TimeMs,
    runs: &mut BTreeMap<u32, Gathered>,
    markets: &mut BTreeMap<String, Market>,
    rows: &mut Rows,
) {
    let mut now = before;
    let mut started = record.said.iter().filter_map(|said| match &said.what {
        What::Started { name } => Some((said.run, name)),
        _ => None,
    });
    for input in &record.inputs {
        match input {
            Input::Market(market) => {
                markets.entry(market.slug.clone()).or_insert_with(|| market.as_ref().clone());
            }
            Input::PriceToBeat { symbol, value, at } => {
                if let Some(market) = markets.get_mut(symbol).filter(|_| value.is_finite()) {
                    (market.price_to_beat, market.price_to_beat_at) = (*value, (*at).max(now.plus_ms(1)));
                }
            }
            Input::Tick { symbol, at, row } => {
                rows.entry(symbol.clone()).or_default().push((*at, row.clone()));
            }
            Input::Until { to, .. } => now = now.max(*to),
            Input::Command(Command::Start { run, spec }) => {
                // A start that was refused has no number.
                let mut rest = started.clone();
                if let Some((number, _)) = rest.next().filter(|(_, name)| *name == run) {
                    started = rest;
                    let gathered = Gathered {
                        name: run.clone(),
                        settings: spec.settings.clone(),
                        series: spec.series.clone(),
                        started: now,
                        history: History::default(),
                        settled: BTreeMap::new(),
                    };
                    runs.insert(number, gathered);
                }
            }
            Input::Resolved { .. } | Input::Command(_) => {}
        }
    }
}

/// Writes down what the sessions said.
fn listen(desk: &mut Desk, runs: &mut BTreeMap<u32, Gathered>) {
    for (number, output) in desk.take_overheard() {
        let Some(run) = runs.get_mut(&number) else { continue };
        if let craftstrat_engine::session::Output::Done { of, .. } = &output {
            run.settled.insert(of.slug.clone(), of.as_ref().clone());
        }
        run.history.take(&output);
    }
}

/// Brings everything open to its end as undecided; says which runs had nothing open.
fn finish(desk: &mut Desk, markets: &BTreeMap<String, Market>) -> Result<BTreeMap<u32, bool>, DeskError> {
    let complete = desk.status().iter().map(|run| (run.number, run.account.markets.is_empty())).collect();
    let open: Vec<&Market> = markets.values().filter(|market| desk.follows(&market.slug)).collect();
    let end = open.iter().map(|market| market.end).max().unwrap_or(desk.now()).max(desk.now());
    let mut said: Vec<Said> = Vec::new();
    let mut inputs = vec![Input::Until { to: end, clock: end }];
    let undecided = open.iter().filter(|market| !desk.is_resolved(&market.slug));
    inputs.extend(undecided.map(|market| Input::Resolved {
        symbol: market.slug.clone(),
        winner: None,
        source: WinnerSource::Unresolved,
    }));
    desk.apply(&inputs, &mut said)?;
    Ok(complete)
}

/// The rows a run was shown, with what is known of its markets by now.
fn ticks_of(
    settled: &BTreeMap<String, Market>,
    series: &[Series],
    started: TimeMs,
    markets: &BTreeMap<String, Market>,
    rows: &Rows,
) -> Vec<SlotTicks> {
    let mut ticks = Vec::new();
    let followed = markets.values().filter(|market| series.contains(&market.series));
    for market in followed {
        let Some(result) = settled.get(&market.slug) else { continue };
        let market = Market { winner: result.winner, winner_source: result.winner_source, ..market.clone() };
        let mut shown: Vec<&(TimeMs, Row)> = Vec::new();
        for row in rows.get(&market.slug).into_iter().flatten() {
            let inside = row.0 >= market.start && row.0 < market.end && row.0 > started;
            if inside && shown.last().is_none_or(|last| last.0 < row.0) {
                shown.push(row);
            }
        }
        let mut made = SlotTicks::new(market, shown.iter().map(|(at, _)| at.0).collect());
        let mut columns = BTreeMap::new();
        for (place, (_, row)) in shown.iter().enumerate() {
            for (column, value) in row.values() {
                columns.entry(column).or_insert_with(|| vec![f64::NAN; shown.len()])[place] = value;
            }
        }
        for (column, values) in columns {
            made.set(column, values);
        }
        ticks.push(made);
    }
    ticks.sort_by(|a, b| (a.market().start, &a.market().slug).cmp(&(b.market().start, &b.market().slug)));
    ticks
}
