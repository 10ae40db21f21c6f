//! Alerts: what somebody should know of at once.
//!
//! One task hears every event, in order and none twice, also after a restart ([`ear`]); a state machine says which make an
//! alert ([`watch`]). Alerts are written down, then told to whoever listens and sent to the webhook ([`webhook`]).

mod burst;
mod ear;
mod recent;
mod watch;
mod webhook;

pub(crate) use webhook::{Poster, checked as checked_webhook};

use crate::app::App;
use crate::clock::now_ms;
use crate::problem::Answer;
use crate::problem::chain;
use craftstrat_api::studio::live::{Alert, LiveEvent};
use craftstrat_storage as storage;
use craftstrat_storage::Owner;
use ear::{Ear, Log};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinSet;
use watch::NewAlert;

/// Alerts that wait for a listener, at most; a slower one is told so, and reads again what it missed.
const WAITING: usize = 256;

/// Alerts that wait for their delivery, at most; further ones are given up.
const QUEUE: usize = 256;

/// Time between two looks at whether the desk still runs.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Alerts as they are made.
#[derive(Debug)]
pub(crate) struct Alerts {
    told: broadcast::Sender<Arc<Alert>>,
    queue: mpsc::Sender<Arc<Alert>>,
    /// Taken by the one task that delivers.
    deliveries: Mutex<Option<mpsc::Receiver<Arc<Alert>>>>,
    /// Sends to webhooks.
    pub poster: Poster,
}

impl Alerts {
    /// None yet.
    pub fn new() -> Self {
        let (queue, deliveries) = mpsc::channel(QUEUE);
        Self {
            told: broadcast::channel(WAITING).0,
            queue,
            deliveries: Mutex::new(Some(deliveries)),
            poster: Poster::default(),
        }
    }

    /// Hears every alert from now on.
    pub fn told(&self) -> broadcast::Receiver<Arc<Alert>> {
        self.told.subscribe()
    }
}

/// An alert as it is kept.
fn numbered(new: NewAlert) -> Alert {
    Alert {
        id: storage::new_id(),
        at_ms: new.at_ms,
        kind: new.kind,
        run_id: new.run_id,
        run_name: new.run_name,
        subject: new.subject,
        text: new.text,
        seen: false,
    }
}

/// Tells alerts that were written down.
async fn tell(app: &App, owner: &Owner, alerts: Vec<Alert>) {
    if alerts.is_empty() {
        return;
    }
    let mut given_up = 0;
    for alert in alerts {
        app.metrics.alerted(alert.kind);
        let alert = Arc::new(alert);
        given_up += u64::from(app.alerts.queue.try_send(Arc::clone(&alert)).is_err());
        // Nobody may be listening.
        let _ = app.alerts.told.send(alert);
    }
    // Overviews count them.
    app.live.touch();
    if given_up > 0 {
        webhook::note(app, owner, (0, given_up), Some("Too many alerts were waiting for their delivery."))
            .await;
    }
}

/// Makes alerts of events, and sends them on, until the server stops.
pub(crate) async fn work(app: App) {
    // Before anything is read, so that no event falls in between.
    let events = app.live.events();
    let owner = Owner::local();
    let mut tasks = JoinSet::new();
    let deliveries = app.alerts.deliveries.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(deliveries) = deliveries {
        tasks.spawn(webhook::deliver(App::clone(&app), owner.clone(), deliveries));
    }
    tasks.spawn(look(App::clone(&app), owner.clone()));
    hear(&app, &owner, events).await;
    while tasks.join_next().await.is_some() {}
}

impl Log for App {
    async fn after(&self, owner: &Owner, id: i64, limit: u32) -> Answer<Vec<(i64, Option<LiveEvent>)>> {
        Ok(storage::live::events::after(&self.db, owner, id, limit).await?)
    }
}

/// Every event is read from where it was written down. What is told of it only says that there is something to read: so it
/// does not matter what was told while nobody listened, in which order, or faster than anybody could hear.
async fn hear(app: &App, owner: &Owner, mut events: broadcast::Receiver<Arc<LiveEvent>>) {
    let mut stopping = app.stopping.clone();
    let mut ear = loop {
        match Ear::open(&app.db, owner).await {
            Ok(ear) => break ear,
            Err(refusal) => {
                tracing::error!("alerts wait: what was heard cannot be read: {}", refusal.detail());
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    };
    while !*stopping.borrow() {
        events = events.resubscribe();
        let read = ear.read(app, |event| app.metrics.heard(event)).await;
        save(app, owner, &mut ear).await;
        match read {
            Ok(true) => {}
            Ok(false) => {
                tokio::select! {
                    biased;
                    _ = stopping.wait_for(|stop| *stop) => break,
                    heard = events.recv() => if matches!(heard, Err(broadcast::error::RecvError::Closed)) { break },
                }
            }
            Err(refusal) => {
                tracing::error!("alerts wait: events cannot be read: {}", refusal.detail());
                tokio::select! {
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    _ = stopping.wait_for(|stop| *stop) => break,
                }
            }
        }
    }
    ear.stop();
    save(app, owner, &mut ear).await;
}

async fn save(app: &App, owner: &Owner, ear: &mut Ear) {
    match ear.save(&app.db).await {
        Ok(alerts) => tell(app, owner, alerts).await,
        Err(refusal) => tracing::error!("alerts wait to be written down: {}", refusal.detail()),
    }
}

/// Watches whether the desk still runs: that it does not is no event, for events come from it.
async fn look(app: App, owner: Owner) {
    let mut stopping = app.stopping.clone();
    while !*stopping.borrow() {
        if let Some(reason) = app.live.trouble() {
            let alert = numbered(NewAlert::desk_failed(now_ms(), &reason));
            match storage::alerts::keep(&app.db, &owner, std::slice::from_ref(&alert), None).await {
                // It does not come back before the server is started again.
                Ok(()) => return tell(&app, &owner, vec![alert]).await,
                Err(error) => tracing::error!("an alert waits to be written down: {}", chain(&error)),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

#[cfg(test)]
mod tests;
