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
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use axum::http::StatusCode;
use craftstrat_api::studio::Job;
use craftstrat_storage as storage;
use craftstrat_storage::Owner;

/// Queues a job.
///
/// # Errors
/// When the queue is full.
pub(crate) async fn enqueue(app: &App, owner: &Owner, title: String, request: &Request) -> Answer<Job> {
    let job = storage::jobs::asked(request.kind(), title, now_ms());
    let text = serde_json::to_string(request)?;
    // On the board first: a worker may take it before this function goes on.
    app.board.add(&job, owner);
    let queued = match storage::jobs::insert(&app.db, owner, &job, &text, app.jobs_max).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(full(app.jobs_max)),
        Err(error) => Err(error.into()),
    };
    if let Err(refusal) = queued {
        app.board.remove(&job.id);
        return Err(refusal);
    }
    app.board.wake();
    Ok(job)
}

/// Refuses when the queue is full: for whoever has much to do before the job can be queued.
///
/// # Errors
/// When it is, or the database fails.
pub(crate) async fn room(app: &App) -> Answer<()> {
    let room = storage::system::jobs::has_room(&app.db, app.jobs_max).await?;
    if room { Ok(()) } else { Err(full(app.jobs_max)) }
}

fn full(jobs_max: u32) -> Refusal {
    let detail =
        format!("{jobs_max} jobs are waiting or running: try again when one is done, or cancel one.");
    Refusal::new(StatusCode::TOO_MANY_REQUESTS, "queue_full", detail)
}

/// Cancels a job and returns it as it then is; one that has ended stays as it is. `None` when there is none.
///
/// # Errors
/// When the database fails.
pub(crate) async fn cancel(app: &App, owner: &Owner, id: &str) -> Answer<Option<Job>> {
    if storage::jobs::cancel_waiting(&app.db, owner, id, now_ms()).await? {
        let job = storage::jobs::find(&app.db, owner, id).await?;
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
        None => Ok(storage::jobs::find(&app.db, owner, id).await?),
    }
}
