//! Makes the desk do what owners want, and writes down what ended: after each wish, when a run is stopped or over, and after a
//! start, which may follow a crash between the two.

use crate::app::App;
use crate::clock::now_ms;
use crate::problem::Answer;
use craftstrat_api::studio::assignments::StopCode;
use craftstrat_api::studio::live::EventDetail;
use craftstrat_engine::risk::Halt;
use craftstrat_live::{Command, RunStatus};
use craftstrat_storage::Owner;
use craftstrat_storage::assignments::runs::{self, Open};
use craftstrat_storage::assignments::{self as rows, Reason};
use craftstrat_storage::system::assignments as everybody;
use tokio::sync::broadcast::error::RecvError;

/// Why an assignment is stopped whose run was stopped without it.
pub(super) const STOPPED: &str =
    "Its run was stopped by itself, not through the assignment. Activate it again.";

/// Why an assignment is stopped whose run is gone.
pub(super) const LOST: &str = "The desk does not know its run: its log was moved away, or the server ended before the run \
                               began. Activate it again.";

/// Why an assignment is stopped whose wallet is paused.
const PAUSED: &str = "Its wallet was paused. Let the wallet go on and activate it again.";

/// Looks that one call takes, at most: one that stops runs, one that closes those that held nothing.
const ROUNDS: usize = 3;

/// Follows until the server stops: everybody's at the start, then whoever has a run that was stopped or is over.
pub(crate) async fn work(app: App) {
    let (mut events, mut stopping) = (app.live.events(), app.stopping.clone());
    everyone(&app).await;
    loop {
        let heard = tokio::select! {
            heard = events.recv() => heard,
            _ = stopping.wait_for(|stop| *stop) => return,
        };
        match heard {
            Ok(event) if matches!(event.detail, EventDetail::Stopped | EventDetail::Over) => {
                let owner = event.run_id.as_deref().and_then(|run| app.live.owner_of(run));
                if let Some(owner) = owner {
                    try_follow(&app, &owner).await;
                }
            }
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => everyone(&app).await,
            Err(RecvError::Closed) => return,
        }
    }
}

async fn everyone(app: &App) {
    match everybody::owners(&app.db).await {
        Ok(owners) => {
            for owner in owners {
                try_follow(app, &owner).await;
            }
        }
        Err(error) => tracing::warn!(%error, "assignments could not be looked at"),
    }
}

async fn try_follow(app: &App, owner: &Owner) {
    if let Err(refusal) = follow(app, owner).await {
        tracing::warn!("runs of assignments do not follow what their owner wants: {}", refusal.detail());
    }
}

/// Stops runs of an owner that are not to run, or whose wallet is paused, and writes down those that are over. Does nothing
/// while there is no desk.
///
/// # Errors
/// When the database fails, or the desk does not do it.
pub(crate) async fn follow(app: &App, owner: &Owner) -> Answer<()> {
    // A run that is kept and not yet begun must not be taken for one that the desk lost.
    let _alone = app.assigning.lock().await;
    for _ in 0..ROUNDS {
        if !round(app, owner).await? {
            break;
        }
    }
    Ok(())
}

/// One look. Whether the desk was told to stop something, which may be over by now.
async fn round(app: &App, owner: &Owner) -> Answer<bool> {
    let open = runs::open(&app.db, owner).await?;
    if open.is_empty() {
        return Ok(false);
    }
    // Not one from before whatever was just heard: nobody would say it a second time.
    let Some(seen) = app.live.snapshot_now().await else { return Ok(false) };
    let mut told = false;
    for run in &open {
        match seen.runs.get(&run.run) {
            Some(status) if status.over => {
                let reason = Reason { code: StopCode::RunStopped, detail: STOPPED.to_owned() };
                let closing = status.account.cash;
                runs::close(&app.db, owner, &run.run, closing, &reason, now_ms()).await?;
            }
            Some(status) => told |= stopped(app, owner, run, status).await?,
            None => {
                let reason = Reason { code: StopCode::RunFailed, detail: LOST.to_owned() };
                runs::close(&app.db, owner, &run.run, run.last(), &reason, now_ms()).await?;
            }
        }
    }
    Ok(told)
}

/// Stops a run that is not to go on. Whether the desk was told so.
async fn stopped(app: &App, owner: &Owner, run: &Open, status: &RunStatus) -> Answer<bool> {
    let is_stopped = status.account.halted == Some(Halt::Stopped);
    if run.is_wanted() {
        let reason = match run.held() {
            _ if is_stopped => Reason { code: StopCode::RunStopped, detail: STOPPED.to_owned() },
            Some(StopCode::Plan) => {
                Reason { code: StopCode::Plan, detail: "The plan has no room for its wallet.".to_owned() }
            }
            Some(code) => Reason { code, detail: PAUSED.to_owned() },
            None => return Ok(false),
        };
        if let Some(assignment) = &run.assignment {
            rows::stop(&app.db, owner, assignment, Some(&reason), now_ms()).await?;
        }
    }
    if is_stopped {
        return Ok(false);
    }
    match app.live.command(Command::Stop { run: run.run.clone() }).await {
        Ok(()) => Ok(true),
        // It was over in this moment.
        Err(refusal) if refusal.code() == "refused" => Ok(true),
        Err(refusal) => Err(refusal),
    }
}
