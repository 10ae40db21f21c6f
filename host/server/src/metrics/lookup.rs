//! What is looked up when somebody asks how the server is: each part with a limit on its time.

use super::{Desk, LookedUp, Run};
use crate::app::App;
use crate::live;
use crate::problem::Answer;
use craftstrat_api::studio::live::{LiveRunSummary, RunState, SourceKind, SourceStatus, Venue};
use craftstrat_paper::{Figures, Quantiles};
use craftstrat_storage as storage;
use craftstrat_storage::Owner;
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
    let answers = app.db.ping();
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
    match tokio::time::timeout(WITHIN, app.live.snapshot()).await {
        Ok(Some(now)) if app.live.venue != Venue::None => {
            let links = now.sources.iter().filter(|s| s.kind == SourceKind::Connection);
            let down = links.filter(|s| s.status == SourceStatus::Down);
            missing.extend(down.map(|s| format!("feed: {}", s.name)));
        }
        Ok(Some(_)) => {}
        Ok(None) | Err(_) => missing.push("desk".to_owned()),
    }
    missing
}

/// Looks everything up that figures tell.
///
/// # Errors
/// When the database fails.
pub(crate) async fn gather(app: &App) -> Answer<LookedUp> {
    let mut owners = storage::system::runs::owners(&app.db).await?;
    // Whoever has nothing sees what is everybody's.
    if owners.is_empty() {
        owners.push(Owner::local());
    }
    let mut unseen = 0;
    for owner in &owners {
        unseen += storage::alerts::unseen(&app.db, owner).await?;
    }
    let mut now = LookedUp {
        venue: Some(app.live.venue),
        ready: what_is_missing(app).await.is_empty(),
        jobs: storage::system::jobs::open(&app.db).await?,
        unseen,
        sources_shed: app.live.sources_shed(),
        memory: resident().await,
        ..LookedUp::default()
    };
    // A desk that does not answer keeps the other figures from nobody.
    let asked = async {
        let mut overview = live::overview(app, &owners[0]).await?;
        for owner in &owners[1..] {
            overview.runs.extend(live::overview(app, owner).await?.runs);
        }
        let figures = app.live.with(|paper| (paper.figures(), paper.is_full())).await.ok();
        Answer::Ok((overview, figures))
    };
    if let Ok(answered) = tokio::time::timeout(WITHIN, asked).await {
        let (overview, figures) = answered?;
        now.desk = figures.map(|(figures, full)| Desk { full, ..desk(&figures) });
        for source in &overview.sources {
            now.sources[source.status as usize] += 1;
        }
        now.states = STATES.map(|(state, name)| (name, count(&overview.runs, state))).to_vec();
        now.runs = overview.runs.into_iter().map(run).collect();
    }
    Ok(now)
}

fn desk(figures: &Figures) -> Desk {
    let of = |q: Quantiles| Some([q.p50_us, q.p99_us, q.max_us]).filter(|_| q.count > 0);
    Desk {
        rows: figures.rows,
        evaluations: figures.evaluations,
        shed: figures.shed,
        waiting: figures.waiting,
        records: figures.records,
        full: false,
        instances: figures.instances,
        reconnects: figures.reconnects,
        frame_to_tick: of(figures.report.frame_to_tick.quantiles()),
        tick_to_decision: of(figures.tick_to_words),
        frame_to_decision: of(figures.frame_to_words),
    }
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
