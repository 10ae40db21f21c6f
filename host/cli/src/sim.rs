//! `sim`: the venue simulator on the loopback until Ctrl-C.

use crate::args::SimArgs;
use crate::failure::bad_input;
use crate::{Session, logging, output};
use anyhow::{Context, Result};
use craftstrat_data::import::Options as ImportOptions;
use craftstrat_data::{Selection, TickStore};
use craftstrat_model::{Duration, Series, TimeMs};
use craftstrat_sim::fault::Fault;
use craftstrat_sim::server::{self, Endpoints, Options};
use craftstrat_sim::source::{Generated, Recorded, Source, read_recording};
use craftstrat_sim::{Settings, Venue};
use std::time::{SystemTime, UNIX_EPOCH};

/// Serves a simulated venue.
///
/// # Errors
/// When a port is taken, a recording cannot be read or a file is no settings or faults.
pub fn run(session: &Session, args: &SimArgs) -> Result<()> {
    logging::start();
    let mut settings: Settings = match &args.settings {
        Some(path) => read(path)?,
        None => Settings::default(),
    };
    let faults: Vec<Fault> = match &args.faults {
        Some(path) => read(path)?,
        None => Vec::new(),
    };
    settings.seed = args.seed;
    let (mut sources, first) = sources(session, args)?;
    settings.start = args.from.or_else(|| Some(first?.plus_ms(-settings.open_ms))).unwrap_or_else(now);
    if !args.series.is_empty() || sources.is_empty() {
        let default = [Series::new("btc", Duration::M5)?];
        let series = if args.series.is_empty() { &default[..] } else { &args.series };
        sources.extend(Generated::several(args.seed, series, settings.start));
    }
    let mut venue = Venue::new(settings, sources);
    faults.into_iter().for_each(|fault| {
        venue.add_fault(fault);
    });
    let options = Options { port: args.port, speed: args.speed };
    // Nobody may read it: that is no reason not to serve.
    let ready = |endpoints: &Endpoints| drop(output::text(&announcement(endpoints, args.json)));
    server::serve(venue, options, ready).context("cannot serve the simulated venue")
}

fn read<T: serde::de::DeserializeOwned>(path: &std::path::Path) -> Result<T> {
    let text = std::fs::read(path).map_err(|e| bad_input(format!("{}: {e}", path.display())))?;
    serde_json::from_slice(&text).map_err(|e| bad_input(format!("{}: {e}", path.display())))
}

/// Where markets come from.
type Sources = Vec<Box<dyn Source>>;

/// What is replayed, and when its first slot begins.
fn sources(session: &Session, args: &SimArgs) -> Result<(Sources, Option<TimeMs>)> {
    let mut all = Vec::new();
    for recording in &args.recording {
        let paths = [recording.path.clone()];
        all.push(read_recording(&recording.format, &paths, &ImportOptions::default()).map_err(bad_input)?);
    }
    if args.store {
        let store = TickStore::open(&session.data_dir)?;
        all.push(Recorded::of_store(&store, &Selection::default()).map_err(bad_input)?);
    }
    let first = all.iter().filter_map(Recorded::start).min();
    Ok((all.into_iter().map(|r| Box::new(r) as Box<dyn Source>).collect(), first))
}

/// This machine's time.
pub fn now() -> TimeMs {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    TimeMs(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn announcement(endpoints: &Endpoints, json: bool) -> String {
    if json {
        return serde_json::to_string(endpoints).unwrap_or_default();
    }
    format!(
        "The simulated venue is at {} (Ctrl-C stops it)\n  Gamma    {}\n  data     {}\n  relayer  {}\n  prices   {}\n  \
         controls {}/_sim/state",
        endpoints.clob,
        endpoints.gamma,
        endpoints.data,
        endpoints.relayer,
        endpoints.prices_ws,
        endpoints.clob
    )
}
