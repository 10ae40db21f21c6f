//! `live`: runs on paper, by way of the running server; what has to work without one goes to the event log itself.

mod client;
mod events;
mod names;
mod offline;
mod replay;
mod text;

use crate::args::{LiveCommand, Server};
use crate::{Session, output};
use anyhow::Result;
use client::{Client, NoAnswer};
use craftstrat_api::studio::live::{LiveOverview, LiveRunSummary, Switch};
use offline::Offline;
use serde::Serialize;

/// What `status` prints as JSON: the server's overview.
#[derive(Serialize)]
struct Online<'a> {
    offline: bool,
    #[serde(flatten)]
    overview: &'a LiveOverview,
}

/// Runs a `live` command.
///
/// # Errors
/// Bad input for a run that is not there or not clear, and what the server refuses; otherwise when nobody answers, or the
/// log is damaged.
pub fn run(session: &Session, command: &LiveCommand) -> Result<()> {
    match command {
        LiveCommand::Status { server } => status(session, *server),
        LiveCommand::Pause { run, server } => switch(session, Some(run), true, *server),
        LiveCommand::Kill { run, server } => switch(session, run.as_deref(), true, *server),
        LiveCommand::Resume { run, server } => switch(session, run.as_deref(), false, *server),
        LiveCommand::Stop { run, server } => stop(run, *server),
        LiveCommand::Events { run, kind, market, limit, server } => {
            let filter = events::Filter { run: run.as_deref(), kind: *kind, market: market.as_deref() };
            events::run(filter, *limit, *server)
        }
        LiveCommand::Replay { path, json, threads } => replay::run(session, path, *json, *threads),
    }
}

fn status(session: &Session, server: Server) -> Result<()> {
    let client = Client::new(server.port)?;
    match client.get::<LiveOverview>("/live") {
        Ok(overview) if server.json => output::json(&Online { offline: false, overview: &overview }),
        Ok(overview) => output::text(&text::overview(&overview, &output::style())),
        Err(NoAnswer::NoServer) => {
            let status = match Offline::open(session, &client, false)? {
                Some(offline) => offline.status(),
                None => offline::Status::nothing(session),
            };
            if server.json {
                return output::json(&status);
            }
            output::text(&text::offline(&status, client.address(), &output::style()))
        }
        Err(NoAnswer::Failed(error)) => Err(error),
    }
}

/// Turns a kill switch.
fn switch(session: &Session, run: Option<&str>, on: bool, server: Server) -> Result<()> {
    let client = Client::new(server.port)?;
    let told = match run {
        None => client.put::<LiveOverview>("/live/kill", &Switch { on }).map(|overview| {
            let held = overview.runs.iter().map(|run| run.positions).sum();
            text::all_switched(on, held)
        }),
        Some(run) => one(&client, run, |id| client.put(&format!("/live/runs/{id}/kill"), &Switch { on }))
            .map(|run: LiveRunSummary| text::one_switched(on, &run)),
    };
    let told = match told {
        Ok(told) => told,
        Err(NoAnswer::Failed(error)) => return Err(error),
        Err(NoAnswer::NoServer) => {
            let journal = Offline::open(session, &client, run.is_none())?;
            let mut offline = journal.ok_or_else(|| offline::no_run(session, run.unwrap_or_default()))?;
            offline.switch(run, on)?
        }
    };
    if server.json { output::json(&told) } else { output::text(&told.text) }
}

fn stop(run: &str, server: Server) -> Result<()> {
    let client = Client::new(server.port)?;
    let stopped = one(&client, run, |id| client.post(&format!("/live/runs/{id}/stop")));
    match stopped {
        Ok(run) if server.json => output::json(&run),
        Ok(run) => output::text(&text::stopped(&run)),
        Err(NoAnswer::NoServer) => Err(client.nobody()),
        Err(NoAnswer::Failed(error)) => Err(error),
    }
}

/// Does something to the run that is meant.
fn one(
    client: &Client,
    run: &str,
    act: impl FnOnce(&str) -> Result<LiveRunSummary, NoAnswer>,
) -> Result<LiveRunSummary, NoAnswer> {
    act(&meant(client, run)?)
}

/// The id of the run that is meant.
fn meant(client: &Client, run: &str) -> Result<String, NoAnswer> {
    let overview: LiveOverview = client.get("/live")?;
    let runs: Vec<names::Named> = overview.runs.into_iter().map(|run| (run.id, run.name)).collect();
    Ok(names::find(&runs, run)?)
}
