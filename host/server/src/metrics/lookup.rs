//! What is looked up when somebody asks how the server is: each part with a limit on its time.

use super::{Desk, LookedUp, Run};
use crate::app::App;
use crate::owner::Owner;
use crate::problem::Answer;
use crate::records;
use craftstrat_api::studio::live::{FeedSource, LiveRunSummary, RunState, SourceKind, SourceStatus, Venue};
use std::time::Duration;

/// Time a part has to answer.
const WITHIN: Duration = Duration::from_secs(2);

/// Every state of a run, with its name.
const STATES: [(RunState, &str); 6] = [
    (RunState::Running, "running"),
    (RunState::Paused, "paused"),
    (RunState::Halted, "halted"),
    (RunState::Stopping, "stopping"),
    (RunState::Stopped, "stopped"),
    (RunState::Failed, "failed"),
];

/// Parts that are needed and do not answer, or are down.
pub(crate) async fn what_is_missing(app: &App) -> Vec<String> {
    let mut missing = Vec::new();
    let answers = sqlx::query("SELECT 1").execute(&app.db);
    if !matches!(tokio::time::timeout(WITHIN, answers).await, Ok(Ok(_))) {
        missing.push("database".to_owned());
    }
    let studio = App::clone(app);
    // Not among the heavy requests: those may all be taken while everything is well.
    let readable = tokio::task::spawn_blocking(move || studio.store.state().is_ok());
    if !matches!(tokio::time::timeout(WITHIN, readable).await, Ok(Ok(true))) {
        missing.push("tick_store".to_owned());
    }
    if app.live.trouble().is_some() {
        missing.push("desk".to_owned());
        return missing;
    }
    match tokio::time::timeout(WITHIN, sources(app)).await {
        Ok(sources) if venue(app) != Venue::None => {
            let links = sources.into_iter().filter(|s| s.kind == SourceKind::Connection);
            let down = links.filter(|s| s.status == SourceStatus::Down);
            missing.extend(down.map(|s| format!("feed: {}", s.name)));
        }
        Ok(_) => {}
        Err(_) => missing.push("desk".to_owned()),
    }
    missing
}

/// Looks everything up that figures tell.
///
/// # Errors
/// When the database fails.
pub(crate) async fn gather(app: &App) -> Answer<LookedUp> {
    let owner = Owner::local();
    let ready = what_is_missing(app).await.is_empty();
    let runs = summaries(app, &owner).await?;
    let mut by_status = [0; 3];
    for source in sources(app).await {
        by_status[source.status as usize] += 1;
    }
    Ok(LookedUp {
        venue: Some(venue(app)),
        ready,
        desk: desk(app).await,
        sources: by_status,
        states: STATES.map(|(state, name)| (name, count(&runs, state))).to_vec(),
        runs: runs.into_iter().map(run).collect(),
        jobs: records::jobs::open(&app.db).await?,
        unseen: records::alerts::unseen(&app.db, &owner).await?,
        memory: resident().await,
    })
}

fn venue(_app: &App) -> Venue {
    Venue::None
}

async fn sources(_app: &App) -> Vec<FeedSource> {
    Vec::new()
}

async fn summaries(_app: &App, _owner: &Owner) -> Answer<Vec<LiveRunSummary>> {
    Ok(Vec::new())
}

async fn desk(_app: &App) -> Option<Desk> {
    None
}

fn count(runs: &[LiveRunSummary], state: RunState) -> u64 {
    runs.iter().filter(|run| run.state == state).count() as u64
}

fn run(summary: LiveRunSummary) -> Run {
    let money = summary.money;
    Run { id: summary.id, realised: money.realised_usdc, unrealised: money.unrealised_usdc }
}

/// Memory of this process in bytes, where the system tells it.
async fn resident() -> Option<u64> {
    let status = tokio::fs::read_to_string("/proc/self/status").await.ok()?;
    of_status(&status)
}

fn of_status(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1_024)
}

#[cfg(test)]
mod tests {
    use super::of_status;

    #[test]
    fn memory_is_read_where_the_system_tells_it() {
        assert_eq!(of_status("Name:\tx\nVmRSS:\t    2048 kB\nThreads:\t1\n"), Some(2_097_152));
        for other in ["", "VmRSS:", "VmRSS: many kB", "VmRSS: 1 MB", "VmRSS: 99999999999999999999 kB"] {
            assert_eq!(of_status(other), None, "{other}");
        }
    }
}
