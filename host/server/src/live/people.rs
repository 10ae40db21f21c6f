//! What is done to everything one person has running, and what the operator sees of all.

use super::Command;
use crate::app::App;
use crate::clock::now_ms;
use crate::problem::Answer;
use craftstrat_api::studio::live::{RunState, Waiting};
use craftstrat_api::studio::operator::ParkedRun;
use craftstrat_storage::Owner;
use craftstrat_storage::live as rows;
use craftstrat_storage::system::people as everybody;

/// Stops every run of a person and takes it out of their list; what it holds runs out unseen.
///
/// # Errors
/// When the database fails, or the desk does not do it.
pub(crate) async fn end_all(app: &App, owner: &Owner) -> Answer<()> {
    for run in super::overview(app, owner).await?.runs {
        if matches!(run.state, RunState::Running | RunState::Paused | RunState::Halted) {
            app.live.command(Command::Kill { run: Some(run.id.clone()), on: true }).await?;
            app.live.command(Command::Stop { run: run.id.clone() }).await?;
        }
        rows::remove(&app.db, owner, &run.id, now_ms()).await?;
        app.live.belongs(&run.id, None);
    }
    Ok(())
}

/// Pauses every run of a person: they may only get out.
///
/// # Errors
/// As [`end_all`].
pub(crate) async fn pause_all(app: &App, owner: &Owner) -> Answer<()> {
    pause(app, owner, |_| true).await
}

/// Pauses runs of these strategies.
///
/// # Errors
/// As [`end_all`].
pub(crate) async fn pause_strategies(app: &App, owner: &Owner, strategies: &[&str]) -> Answer<()> {
    pause(app, owner, |strategy| strategy.is_some_and(|id| strategies.contains(&id))).await
}

async fn pause(app: &App, owner: &Owner, which: impl Fn(Option<&str>) -> bool) -> Answer<()> {
    for run in super::overview(app, owner).await?.runs {
        let goes_on = matches!(run.state, RunState::Running | RunState::Halted);
        if goes_on && which(run.strategy_id.as_deref()) {
            app.live.command(Command::Kill { run: Some(run.id), on: true }).await?;
        }
    }
    Ok(())
}

/// Runs of everybody that are not over.
pub(crate) async fn running(app: &App) -> u64 {
    let seen = app.live.snapshot().await;
    seen.map_or(0, |seen| seen.runs.values().filter(|run| !run.over).count() as u64)
}

/// Whether the kill switch of all is on.
pub(crate) async fn is_killed(app: &App) -> bool {
    app.live.snapshot().await.is_some_and(|seen| seen.killed)
}

/// Runs of everybody that a fault keeps from entering.
///
/// # Errors
/// When the database fails.
pub(crate) async fn parked(app: &App) -> Answer<Vec<ParkedRun>> {
    let Some(seen) = app.live.snapshot().await else { return Ok(Vec::new()) };
    let mut parked = Vec::new();
    for (id, run) in seen.runs.iter().filter(|(_, run)| !run.over) {
        let Some(Waiting::Parked { market }) = super::waiting::waiting(run, &seen) else { continue };
        let reason = format!("It faulted in {market} and is asked again in the next slot.");
        let Some((person, name)) = everybody::run(&app.db, id).await? else { continue };
        parked.push(ParkedRun { id: id.clone(), person, name, reason });
    }
    Ok(parked)
}
