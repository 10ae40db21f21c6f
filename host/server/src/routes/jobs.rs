//! Jobs: listed, watched, cancelled.

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Path, Query};
use crate::jobs::{self, Watched};
use crate::openapi::ServerSentEvent;
use crate::paging::PageQuery;
use crate::problem::{Answer, Refusal};
use axum::Json;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use craftstrat_api::studio::{ApiProblem, Job, Page};
use craftstrat_storage as storage;
use futures::stream::{self, Stream};
use std::time::Duration;
use tokio::sync::watch;

/// Time between two signs of life on a stream.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Jobs, the newest first.
#[utoipa::path(get, path = "/jobs", tag = "jobs", params(PageQuery), responses(
    (status = 200, body = Page<Job>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn list(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<Json<Page<Job>>> {
    let mut page = storage::jobs::page(&app.db, &owner, &query.asked()?).await?;
    for job in &mut page.items {
        if let Some(watched) = app.board.watch(&job.id, &owner) {
            *job = watched.now();
        }
    }
    Ok(Json(page))
}

/// A job.
#[utoipa::path(get, path = "/jobs/{id}", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = Job),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<Json<Job>> {
    jobs::find(&app, &owner, &id).await?.map(Json).ok_or_else(|| Refusal::not_found("job"))
}

/// Cancels a job. One that runs ends soon after; one that has ended stays as it is.
#[utoipa::path(delete, path = "/jobs/{id}", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = Job),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn cancel(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<Json<Job>> {
    jobs::cancel(&app, &owner, &id).await?.map(Json).ok_or_else(|| Refusal::not_found("job"))
}

/// The job as server-sent events named `job` ([`Job`]): as it is at once, then whenever it changes, until it has ended.
#[utoipa::path(get, path = "/jobs/{id}/events", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = ServerSentEvent, content_type = "text/event-stream"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn events(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<Sse<impl Stream<Item = Result<Event, axum::Error>>>> {
    let mut watched = app.board.watch(&id, &owner);
    let first = match &mut watched {
        Some(watched) => watched.see(),
        None => {
            let found = storage::jobs::find(&app.db, &owner, &id).await?;
            found.ok_or_else(|| Refusal::not_found("job"))?
        }
    };
    let view = View { next: Some(first), watched, stopping: app.stopping.clone() };
    Ok(Sse::new(stream::unfold(view, View::step)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// What a stream has yet to tell.
struct View {
    next: Option<Job>,
    watched: Option<Watched>,
    stopping: watch::Receiver<bool>,
}

impl View {
    async fn step(mut self) -> Option<(Result<Event, axum::Error>, Self)> {
        let job = match self.next.take() {
            Some(job) => job,
            None => {
                let watched = self.watched.as_mut()?;
                tokio::select! {
                    biased;
                    job = watched.next() => job?,
                    _ = self.stopping.wait_for(|stop| *stop) => return None,
                }
            }
        };
        if job.state.is_final() {
            self.watched = None;
        }
        Some((Event::default().event("job").json_data(job), self))
    }
}
