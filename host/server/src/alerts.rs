//! Alerts: what somebody should know of at once.

use crate::app::App;
use craftstrat_api::studio::live::Alert;
use std::sync::Arc;
use tokio::sync::broadcast;

/// Alerts that wait for a listener, at most; a slower one loses the oldest.
const WAITING: usize = 256;

/// Alerts as they are made.
#[derive(Debug)]
pub(crate) struct Alerts {
    told: broadcast::Sender<Arc<Alert>>,
}

impl Alerts {
    /// None yet.
    pub fn new() -> Self {
        Self { told: broadcast::channel(WAITING).0 }
    }

    /// Hears every alert from now on.
    pub fn told(&self) -> broadcast::Receiver<Arc<Alert>> {
        self.told.subscribe()
    }
}

/// Makes alerts of events until the server stops.
pub(crate) async fn work(app: App) {
    let mut stopping = app.stopping.clone();
    let _ = stopping.wait_for(|stop| *stop).await;
}
