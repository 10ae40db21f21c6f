//! Alerts sent on: each person's one after the other, a few attempts each, how it went written down. Nobody waits for a webhook
//! of somebody else.

mod lookup;
mod post;
mod reach;
mod sign;
mod target;

pub(crate) use post::{Poster, WebhookError, checked};
pub(crate) use target::{Target, reach};

use super::{QUEUE, Raised};
use crate::app::App;
use crate::clock::now_ms;
use crate::problem::chain;
use craftstrat_api::studio::live::{Alert, AlertKind};
use craftstrat_storage as storage;
use craftstrat_storage::Owner;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Why an alert was given up before it was tried.
pub(super) const TOO_MANY: &str = "Too many alerts were waiting for their delivery.";

/// Waits between the attempts of a delivery: there is one attempt more than waits.
pub(super) const WAITS: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(10)];

/// Delivers what is queued until the server stops. What then still waits is not sent later; it is in the list.
pub(super) async fn deliver(app: App, mut queue: mpsc::Receiver<Raised>) {
    let mut stopping = app.stopping.clone();
    let mut lines: BTreeMap<Owner, mpsc::Sender<Arc<Alert>>> = BTreeMap::new();
    // They end with this.
    let mut tasks = JoinSet::new();
    loop {
        let next = tokio::select! {
            biased;
            _ = stopping.wait_for(|stop| *stop) => None,
            next = queue.recv() => next,
        };
        let Some(Raised { owner, alert }) = next else { return };
        let line = lines.entry(owner.clone()).or_insert_with(|| {
            let (sender, line) = mpsc::channel(QUEUE);
            tasks.spawn(in_line(App::clone(&app), owner.clone(), line));
            sender
        });
        if line.try_send(alert).is_err() {
            note(&app, &owner, (0, 1), Some(TOO_MANY)).await;
        }
    }
}

/// Delivers what there is for somebody, one after the other.
async fn in_line(app: App, owner: Owner, mut line: mpsc::Receiver<Arc<Alert>>) {
    while let Some(alert) = line.recv().await {
        one(&app, &owner, &alert).await;
    }
}

async fn one(app: &App, owner: &Owner, alert: &Alert) {
    let went = match Target::of(app, owner).await {
        Ok(None) => return,
        Ok(Some(Ok(to))) if !wanted(&to.kinds, alert.kind) => return,
        Ok(Some(Ok(to))) => attempts(&app.alerts.poster, &to, alert, &WAITS).await,
        Ok(Some(Err(error))) => Err(error),
        Err(refusal) => return tracing::error!("an alert was not sent: {}", refusal.detail()),
    };
    match went {
        Ok(()) => note(app, owner, (1, 0), None).await,
        Err(error) => {
            tracing::warn!(%error, alert = alert.id, "an alert was not delivered");
            note(app, owner, (0, 1), Some(&error.to_string())).await;
        }
    }
}

fn wanted(kinds: &[AlertKind], kind: AlertKind) -> bool {
    kinds.is_empty() || kinds.contains(&kind)
}

/// Sends an alert, once more after each wait as long as it fails. An address that may not be used is not tried again.
///
/// # Errors
/// As the last attempt.
async fn attempts(
    poster: &Poster,
    to: &Target,
    alert: &Alert,
    waits: &[Duration],
) -> Result<(), WebhookError> {
    let mut waits = waits.iter();
    loop {
        let error = match poster.send(to, alert, now_ms()).await {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        match waits.next() {
            Some(wait) if error.is_worth_another() => tokio::time::sleep(*wait).await,
            _ => return Err(error),
        }
    }
}

/// Writes down and counts how deliveries went.
pub(super) async fn note(app: &App, owner: &Owner, went: (u64, u64), error: Option<&str>) {
    app.metrics.delivered(went);
    if let Err(error) = storage::alerts::webhook::went(&app.db, owner, went, error).await {
        tracing::error!("how deliveries went was not written down: {}", chain(&error));
    }
}

#[cfg(test)]
mod tests;
