//! Workers: take the oldest waiting job, do it, write down how it ended, and again.

use super::progress::Told;
use super::{Request, run};
use crate::app::{App, UPLOADS};
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal, chain};
use craftstrat_api::studio::{Job, JobState};
use craftstrat_storage as storage;
use craftstrat_storage::system::jobs::Taken;
use std::collections::HashSet;
use std::sync::Arc;

/// What a job says that was running when the server was told to stop.
const STOPPED: &str = "The server stopped before this was done.";

/// Puts the queue in order after a start: what was running failed, what was waiting waits on, and uploads that nothing
/// waits for go.
///
/// # Errors
/// When the database fails.
pub(crate) async fn recover(app: &App) -> Answer<()> {
    storage::system::jobs::fail_interrupted(&app.db, now_ms()).await?;
    let mut wanted = HashSet::new();
    for Taken { owner, job, request } in storage::system::jobs::waiting(&app.db).await? {
        app.board.add(&job, &owner);
        app.board.wake();
        if let Ok(Request::Import { folder, .. }) = serde_json::from_str(&request) {
            wanted.insert(folder);
        }
    }
    if let Err(error) = forget_uploads(app, &wanted).await {
        tracing::warn!(%error, "uploads of an earlier run could not be removed");
    }
    Ok(())
}

async fn forget_uploads(app: &App, wanted: &HashSet<String>) -> std::io::Result<()> {
    let uploads = app.data_dir.join(UPLOADS);
    tokio::fs::create_dir_all(&uploads).await?;
    let mut list = tokio::fs::read_dir(&uploads).await?;
    while let Some(entry) = list.next_entry().await? {
        if !wanted.contains(entry.file_name().to_string_lossy().as_ref()) {
            tokio::fs::remove_dir_all(entry.path()).await?;
        }
    }
    Ok(())
}

/// Works until the server stops. The job in hand is asked to stop too, and its end is written down.
pub(crate) async fn work(app: App) {
    let mut stopping = app.stopping.clone();
    loop {
        while !*stopping.borrow_and_update() {
            match storage::system::jobs::take(&app.db).await {
                Ok(Some(taken)) => one(&app, taken).await,
                Ok(None) => break,
                Err(error) => {
                    tracing::error!("jobs wait: the queue cannot be read: {}", chain(&error));
                    break;
                }
            }
        }
        if *stopping.borrow() {
            return;
        }
        tokio::select! {
            () = app.board.woken() => {}
            _ = stopping.changed() => {}
        }
    }
}

async fn one(app: &App, taken: Taken) {
    let Taken { owner, job, request } = taken;
    let live = app.board.add(&job, &owner);
    // The server may have been told to stop before the job was on the board.
    if *app.stopping.borrow() {
        app.board.stop_all();
    }
    let told = Arc::new(Told::new(Arc::clone(&live)));
    let request: Result<Request, _> = serde_json::from_str(&request);
    let done = match &request {
        Ok(request) => run::run(app, &owner, &job, request, &told).await,
        Err(error) => Err(Refusal::internal(error)),
    };
    if let Ok(Request::Import { folder, .. }) = &request {
        let folder = app.data_dir.join(UPLOADS).join(folder);
        if let Err(error) = tokio::fs::remove_dir_all(&folder).await {
            tracing::warn!(%error, "an upload could not be removed");
        }
    }
    let (state, error) = match done {
        Ok(()) => (JobState::Done, None),
        Err(_) if live.is_cancelled() => (JobState::Cancelled, None),
        Err(_) if *app.stopping.borrow() => (JobState::Failed, Some(STOPPED.to_owned())),
        Err(refusal) => (JobState::Failed, Some(refusal.detail().to_owned())),
    };
    let ended = Job { state, error, ended_at_ms: Some(now_ms()), ..live.job() };
    if let Err(error) = storage::jobs::end(&app.db, &owner, &ended).await {
        tracing::error!(job = ended.id, "its end could not be written down: {}", chain(&error));
    }
    app.board.end(&ended);
}
