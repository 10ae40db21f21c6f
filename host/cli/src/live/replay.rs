//! `live replay`: an event log run again.

use crate::failure::BadInput;
use crate::strategy::{executor, runtime};
use crate::{Session, output};
use anyhow::{Context as _, Result};
use craftstrat_live::{Library, Replayed, replay};
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;

/// What a replay prints as JSON.
#[derive(Serialize)]
struct Answer {
    records: u64,
    now_ms: i64,
    runs: Vec<RunAnswer>,
}

#[derive(Serialize)]
struct RunAnswer {
    number: u32,
    name: String,
    complete: bool,
    digest: String,
    markets: usize,
    orders: usize,
    fills: usize,
    equity: (craftstrat_model::Usdc, craftstrat_model::Usdc),
}

/// Runs the log of a paper session again.
///
/// # Errors
/// Bad input when there is no log; otherwise when it is damaged or does not replay.
pub fn run(session: &Session, path: &Path, json: bool, threads: Option<usize>) -> Result<()> {
    let replayed = replay_folder(session, path, threads)?;
    let answer = answer(&replayed);
    if json { output::json(&answer) } else { output::text(&text(&answer)) }
}

fn replay_folder(session: &Session, path: &Path, threads: Option<usize>) -> Result<Replayed> {
    let log = path.join("log");
    if !log.is_dir() {
        return Err(BadInput(format!("{} has no folder `log`", path.display())).into());
    }
    let library = Library::open(&path.join("components"), Arc::new(runtime(session)?), |component| {
        craftstrat_runs::strategy::origin(component).0
    })?;
    let executor = Arc::new(executor(threads)?);
    replay(&log, &Arc::new(library), &executor).with_context(|| path.display().to_string())
}

fn answer(replayed: &Replayed) -> Answer {
    let runs = replayed.runs.iter().map(|run| RunAnswer {
        number: run.number,
        name: run.name.clone(),
        complete: run.complete,
        digest: run.record.digest.clone(),
        markets: run.record.markets.len(),
        orders: run.record.orders.len(),
        fills: run.record.fills.len(),
        equity: run.record.final_equity,
    });
    Answer { records: replayed.records, now_ms: replayed.now.0, runs: runs.collect() }
}

fn text(answer: &Answer) -> String {
    let mut text = format!("{} records replayed: each says what it said then\n", answer.records);
    for run in &answer.runs {
        let RunAnswer { name, markets, orders, fills, equity: (low, high), digest, .. } = run;
        let range = if low == high { low.to_string() } else { format!("{low} to {high}") };
        let open = if run.complete { "" } else { " (markets still open, booked as undecided)" };
        text.push_str(&format!(
            "{name}: {markets} markets, {orders} orders, {fills} fills, equity {range}{open}\n  digest {digest}\n"
        ));
    }
    text
}
