//! Long work: queued in the database, done by a few workers, watched and cancelled while it waits or runs.

mod board;
mod progress;
mod request;
mod run;
mod worker;

pub(crate) use board::{Board, Watched};
pub(crate) use request::Request;
pub(crate) use run::{grid, split};
pub(crate) use worker::{recover, work};

use crate::app::App;
use crate::owner::Owner;
use crate::problem::Answer;
use crate::records;
use craftstrat_api::studio::Job;

/// Queues a job.
///
/// # Errors
/// When the queue is full.
pub(crate) async fn enqueue(app: &App, owner: &Owner, title: String, request: &Request) -> Answer<Job> {
    let job = records::jobs::asked(request.kind(), title);
    let text = serde_json::to_string(request)?;
    // On the board first: a worker may take it before this function goes on.
    app.board.add(&job, owner);
    if let Err(refusal) = records::jobs::insert(&app.db, owner, &job, &text, app.jobs_max).await {
        app.board.remove(&job.id);
        return Err(refusal);
    }
    app.board.wake();
    Ok(job)
}

/// Cancels a job and returns it as it then is; one that has ended stays as it is. `None` when there is none.
///
/// # Errors
/// When the database fails.
pub(crate) async fn cancel(app: &App, owner: &Owner, id: &str) -> Answer<Option<Job>> {
    if records::jobs::cancel_waiting(&app.db, owner, id).await? {
        let job = records::jobs::find(&app.db, owner, id).await?;
        if let Some(job) = &job {
            app.board.end(job);
        }
        return Ok(job);
    }
    app.board.cancel(id, owner);
    find(app, owner, id).await
}

/// A job with its newest progress.
///
/// # Errors
/// When the database fails.
pub(crate) async fn find(app: &App, owner: &Owner, id: &str) -> Answer<Option<Job>> {
    match app.board.watch(id, owner) {
        Some(watched) => Ok(Some(watched.now())),
        None => records::jobs::find(&app.db, owner, id).await,
    }
}
