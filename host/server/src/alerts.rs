//! Alerts: what somebody should know of at once.
//!
//! One task hears every event, in order and none twice, also after a restart ([`ear`]); a state machine says which make an
//! alert ([`watch`]). Alerts are written down, then told to whoever listens and sent to the webhook ([`webhook`]).

mod burst;
mod ear;
mod english;
mod look;
mod recent;
mod watch;
mod webhook;

pub(crate) use english::sentence as in_english;
pub(crate) use webhook::{
    Poster, Target as WebhookTarget, WebhookError, checked as checked_webhook, reach as webhook_reach,
};

use crate::app::App;
use crate::people::Mode;
use crate::problem::Answer;
use craftstrat_api::studio::live::{Alert, LiveEvent};
use craftstrat_storage::{self as storage, Owner, StorageError};
use ear::{Ear, Log};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinSet;
use watch::NewAlert;

/// Alerts that wait for a listener, at most; a slower one is told so, and reads again what it missed.
const WAITING: usize = 256;

/// Alerts of one person that wait for their delivery, at most; further ones are given up.
const QUEUE: usize = 256;

/// Time between two looks at whether the desk still runs.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// An alert and whom it is for.
#[derive(Clone, Debug)]
pub(crate) struct Raised {
    /// Whom.
    pub owner: Owner,
    /// The alert.
    pub alert: Arc<Alert>,
}

/// Alerts as they are made.
#[derive(Debug)]
pub(crate) struct Alerts {
    told: broadcast::Sender<Raised>,
    queue: mpsc::Sender<Raised>,
    /// Taken by the one task that delivers.
    deliveries: Mutex<Option<mpsc::Receiver<Raised>>>,
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
    pub fn told(&self) -> broadcast::Receiver<Raised> {
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
        text: english::sentence(&new.told),
        told: Some(new.told),
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
        let raised = Raised { owner: owner.clone(), alert: Arc::new(alert) };
        given_up += u64::from(app.alerts.queue.try_send(raised.clone()).is_err());
        // Nobody may be listening.
        let _ = app.alerts.told.send(raised);
    }
    // Overviews count them.
    app.live.touch();
    if given_up > 0 {
        webhook::note(app, owner, (0, given_up), Some(webhook::TOO_MANY)).await;
    }
}

/// Makes alerts of events, and sends them on, until the server stops: for everybody who has a run, and for the owner of a
/// local server in any case.
pub(crate) async fn work(app: App) {
    // Before anything is read, so that no event falls in between.
    let mut events = app.live.events();
    let mut tasks = JoinSet::new();
    let deliveries = app.alerts.deliveries.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(deliveries) = deliveries {
        tasks.spawn(webhook::deliver(App::clone(&app), deliveries));
    }
    tasks.spawn(look::look(App::clone(&app)));
    let mut heard = BTreeSet::new();
    let mut stopping = app.stopping.clone();
    while !*stopping.borrow() {
        match owners(&app).await {
            Ok(owners) => {
                for owner in owners {
                    if heard.insert(owner.clone()) {
                        let (app, is_first) = (App::clone(&app), heard.len() == 1);
                        tasks.spawn(async move { hear(&app, &owner, is_first).await });
                    }
                }
            }
            Err(error) => tracing::error!(%error, "alerts wait: who has runs cannot be read"),
        }
        tokio::select! {
            biased;
            _ = stopping.wait_for(|stop| *stop) => break,
            goes_on = somebody_new(&app, &heard, &mut events) => if !goes_on { break },
        }
    }
    end(tasks).await;
}

/// Waits until something is told of a run of somebody who is not heard for yet, or much was told. Whether there will ever be.
async fn somebody_new(
    app: &App,
    heard: &BTreeSet<Owner>,
    events: &mut broadcast::Receiver<Arc<LiveEvent>>,
) -> bool {
    loop {
        match events.recv().await {
            Ok(event) => {
                let owner = event.run_id.as_deref().and_then(|run| app.live.owner_of(run));
                if owner.is_some_and(|owner| !heard.contains(&owner)) {
                    return true;
                }
            }
            Err(broadcast::error::RecvError::Lagged(_)) => return true,
            Err(broadcast::error::RecvError::Closed) => return false,
        }
    }
}

/// Waits until everybody has heard what was told.
async fn end(mut tasks: JoinSet<()>) {
    while tasks.join_next().await.is_some() {}
}

/// Whom alerts are for.
async fn owners(app: &App) -> Result<Vec<Owner>, StorageError> {
    let mut owners = storage::system::runs::owners(&app.db).await?;
    match app.people.mode {
        Mode::Local if !owners.contains(&Owner::local()) => owners.insert(0, Owner::local()),
        Mode::Local => {}
        // Nobody sees what is the local owner's; whoever gets it hears what happened meanwhile too.
        Mode::Accounts => owners.retain(|owner| *owner != Owner::local()),
    }
    Ok(owners)
}

impl Log for App {
    async fn after(&self, owner: &Owner, id: i64, limit: u32) -> Answer<Vec<(i64, Option<LiveEvent>)>> {
        Ok(storage::live::events::after(&self.db, owner, id, limit).await?)
    }
}

/// Every event is read from where it was written down. What is told of it only says that there is something to read: so it
/// does not matter what was told while nobody listened, in which order, or faster than anybody could hear.
async fn hear(app: &App, owner: &Owner, is_first: bool) {
    let mut events = app.live.events();
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
        // What belongs to no run is heard by everybody and counted once.
        let count = |event: &LiveEvent| {
            if is_first || event.run_id.is_some() {
                app.metrics.heard(event);
            }
        };
        let read = ear.read(app, count).await;
        save(app, owner, &mut ear).await;
        match read {
            Ok(true) => {}
            Ok(false) => {
                tokio::select! {
                    biased;
                    _ = stopping.wait_for(|stop| *stop) => break,
                    goes_on = next(app, owner, &mut events) => if !goes_on { break },
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

/// Waits until there may be something for `owner` to read. Whether there will ever be.
async fn next(app: &App, owner: &Owner, events: &mut broadcast::Receiver<Arc<LiveEvent>>) -> bool {
    loop {
        match events.recv().await {
            Ok(event) => {
                let of = event.run_id.as_deref().and_then(|run| app.live.owner_of(run));
                if of.is_none_or(|of| of == *owner) {
                    return true;
                }
            }
            Err(broadcast::error::RecvError::Lagged(_)) => return true,
            Err(broadcast::error::RecvError::Closed) => return false,
        }
    }
}

async fn save(app: &App, owner: &Owner, ear: &mut Ear) {
    match ear.save(&app.db).await {
        Ok(alerts) => tell(app, owner, alerts).await,
        Err(refusal) => tracing::error!("alerts wait to be written down: {}", refusal.detail()),
    }
}

#[cfg(test)]
mod tests;
