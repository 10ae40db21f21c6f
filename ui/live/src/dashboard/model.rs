//! What the first figures are made of, without browser and words.

use craftstrat_api::studio::live::{LiveOverview, LivePosition, LiveRun, LiveRunSummary, RunState};

/// The most runs whose positions are asked for.
pub const HOLDERS_MAX: usize = 10;

/// A position, and who holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The run's id.
    pub run: String,
    /// The run's name.
    pub name: String,
    /// What it holds.
    pub position: LivePosition,
}

/// The runs that hold something, the newest first, [`HOLDERS_MAX`] at most.
pub fn holders(overview: &LiveOverview) -> Vec<String> {
    let holding = overview.runs.iter().filter(|run| run.positions > 0);
    holding.take(HOLDERS_MAX).map(|run| run.id.clone()).collect()
}

/// What a run holds.
pub fn positions(run: &LiveRun) -> Vec<Held> {
    let held = |position: &LivePosition| Held {
        run: run.summary.id.clone(),
        name: run.summary.name.clone(),
        position: position.clone(),
    };
    run.held.iter().map(held).collect()
}

/// Runs that are not over: those that want somebody's eye first, each group the newest first.
pub fn active(overview: &LiveOverview) -> Vec<&LiveRunSummary> {
    let mut runs: Vec<&LiveRunSummary> =
        overview.runs.iter().filter(|run| run.state != RunState::Stopped).collect();
    runs.sort_by_key(|run| urgency(run.state));
    runs
}

/// How soon somebody should look: the lower, the sooner.
const fn urgency(state: RunState) -> u8 {
    match state {
        RunState::Failed => 0,
        RunState::Halted => 1,
        RunState::Paused => 2,
        RunState::Running => 3,
        RunState::Stopping => 4,
        RunState::Stopped => 5,
    }
}
