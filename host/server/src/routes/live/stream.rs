//! Everything that runs on paper as server-sent events.

use crate::alerts::Raised;
use crate::app::App;
use crate::caller::Caller;
use crate::extract::Query;
use crate::live::{self, AGE_MAX};
use crate::openapi::ServerSentEvent;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use craftstrat_api::studio::ApiProblem;
use craftstrat_api::studio::live::{LiveEvent, LiveOverview, LiveRun};
use craftstrat_storage::Owner;
use futures::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

/// Time between two signs of life on a stream.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What a stream tells beside the overview.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StreamQuery {
    /// The run that is told with everything.
    run: Option<String>,
}

/// Server-sent events: `overview` ([`LiveOverview`]) and, where a run is asked for, `run` ([`LiveRun`]) at once and whenever
/// they change, at most 4 times a second; `event` ([`LiveEvent`]) and `alert` ([`craftstrat_api::studio::live::Alert`]) as they come.
#[utoipa::path(get, path = "/live/stream", tag = "live", params(StreamQuery), responses(
    (status = 200, body = ServerSentEvent, content_type = "text/event-stream"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(super) async fn stream(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(asked): Query<StreamQuery>,
) -> Answer<Sse<impl Stream<Item = Result<Event, axum::Error>>>> {
    // First of all: what happens from here on is told.
    let (events, alerts, mut changed) = (app.live.events(), app.alerts.told(), app.live.changed());
    // The first look may be at a snapshot from before this.
    changed.mark_changed();
    if let Some(run) = &asked.run
        && live::summary(&app, &owner, run).await?.is_none()
    {
        return Err(Refusal::not_found("run"));
    }
    let view = View {
        stopping: app.stopping.clone(),
        app,
        owner,
        run: asked.run,
        overview: None,
        detail: None,
        due: Some(Instant::now()),
        ready: VecDeque::new(),
        events,
        alerts,
        changed,
    };
    Ok(Sse::new(stream::unfold(view, View::step)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// What a stream waits for.
enum Next {
    Stop,
    Event(Result<Arc<LiveEvent>, RecvError>),
    Alert(Result<Raised, RecvError>),
    Look,
    Changed,
}

/// What one stream has told, and what it has yet to tell.
struct View {
    app: App,
    owner: Owner,
    run: Option<String>,
    overview: Option<LiveOverview>,
    detail: Option<LiveRun>,
    /// When to look next, where something may have changed.
    due: Option<Instant>,
    ready: VecDeque<Result<Event, axum::Error>>,
    events: broadcast::Receiver<Arc<LiveEvent>>,
    alerts: broadcast::Receiver<Raised>,
    changed: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
}

impl View {
    async fn step(mut self) -> Option<(Result<Event, axum::Error>, Self)> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some((ready, self));
            }
            match self.next().await {
                Next::Stop => return None,
                Next::Event(event) => self.event(event)?,
                Next::Alert(alert) => self.alert(alert)?,
                Next::Look => {
                    self.due = None;
                    self.look().await;
                }
                // By then every snapshot that is young enough was taken after the change.
                Next::Changed => self.due = Some(Instant::now() + AGE_MAX),
            }
        }
    }

    /// Waits for what comes next.
    async fn next(&mut self) -> Next {
        let due = self.due;
        tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stop| *stop) => Next::Stop,
            event = self.events.recv() => Next::Event(event),
            alert = self.alerts.recv() => Next::Alert(alert),
            () = tokio::time::sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => Next::Look,
            changed = self.changed.changed(), if due.is_none() => {
                if changed.is_ok() { Next::Changed } else { Next::Stop }
            }
        }
    }

    /// Something happened. `None` ends the stream: there will be no more, or the listener was too slow and has missed some.
    /// It comes again then and reads its lists anew, as after any loss of the connection.
    fn event(&mut self, event: Result<Arc<LiveEvent>, RecvError>) -> Option<()> {
        let event = event.ok()?;
        if self.sees(event.run_id.as_deref()) {
            self.ready.push_back(told("event", event.as_ref()));
        }
        Some(())
    }

    /// As [`View::event`].
    fn alert(&mut self, raised: Result<Raised, RecvError>) -> Option<()> {
        let Raised { owner, alert } = raised.ok()?;
        if owner == self.owner {
            self.ready.push_back(told("alert", alert.as_ref()));
        }
        Some(())
    }

    /// The owner's runs, and what belongs to none.
    fn sees(&self, run: Option<&str>) -> bool {
        run.is_none_or(|run| self.app.live.owner_of(run).as_ref() == Some(&self.owner))
    }

    /// Tells what is otherwise than it was told.
    async fn look(&mut self) {
        match live::overview(&self.app, &self.owner).await {
            Ok(overview) if self.overview.as_ref() != Some(&overview) => {
                self.ready.push_back(told("overview", &overview));
                self.overview = Some(overview);
            }
            Ok(_) => {}
            Err(refusal) => tracing::warn!("a stream tells no overview: {}", refusal.detail()),
        }
        let Some(run) = &self.run else { return };
        match live::detail(&self.app, &self.owner, run).await {
            Ok(Some(detail)) if self.detail.as_ref() != Some(&detail) => {
                self.ready.push_back(told("run", &detail));
                self.detail = Some(detail);
            }
            Ok(_) => {}
            Err(refusal) => tracing::warn!("a stream tells nothing of a run: {}", refusal.detail()),
        }
    }
}

fn told(name: &'static str, what: &impl Serialize) -> Result<Event, axum::Error> {
    Event::default().event(name).json_data(what)
}
