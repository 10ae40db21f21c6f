//! Watches whether the desk works: that it does not is no event, for events come from it.

use super::watch::NewAlert;
use super::{LOOK_EVERY, numbered, owners, tell};
use crate::app::App;
use crate::clock::now_ms;
use craftstrat_api::studio::live::AlertTold;
use craftstrat_storage::{self as storage, StorageError};

/// How the desk is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Desk {
    Works,
    /// It waits for room on the disk.
    Full,
    /// It ended, or did not start: it does not come back before the server is started again.
    Failed(String),
}

impl Desk {
    fn of(app: &App) -> Self {
        if app.live.is_full() {
            return Self::Full;
        }
        app.live.trouble().map_or(Self::Works, Self::Failed)
    }

    /// What somebody should know of once it is so and was otherwise before.
    fn told(&self, at_ms: i64) -> NewAlert {
        match self {
            Self::Works => NewAlert::desk(at_ms, AlertTold::DiskFree),
            Self::Full => NewAlert::desk(at_ms, AlertTold::DiskFull),
            Self::Failed(reason) => NewAlert::desk_failed(at_ms, reason),
        }
    }
}

/// Looks until the server stops, or there is nothing more to see.
pub(super) async fn look(app: App) {
    let mut stopping = app.stopping.clone();
    let mut known = Desk::Works;
    while !*stopping.borrow() {
        let now = Desk::of(&app);
        if now != known {
            match tell_all(&app, &now.told(now_ms())).await {
                Ok(()) if matches!(now, Desk::Failed(_)) => return,
                Ok(()) => known = now,
                Err(error) => tracing::error!(%error, "an alert waits to be written down"),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

async fn tell_all(app: &App, new: &NewAlert) -> Result<(), StorageError> {
    for owner in owners(app).await? {
        let alert = numbered(new.clone());
        storage::alerts::keep(&app.db, &owner, std::slice::from_ref(&alert), None).await?;
        tell(app, &owner, vec![alert]).await;
    }
    Ok(())
}
