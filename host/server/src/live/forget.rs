//! Removes events nobody keeps any more: now and then, a few at a time, beside everything else.

use crate::app::App;
use crate::problem::Answer;
use craftstrat_storage::Owner;
use craftstrat_storage::system::events::{KEPT, forget, owners};
use std::time::Duration;

/// Time between two rounds. The first comes a little after the start, when everybody else has something to do.
const EVERY: Duration = Duration::from_secs(600);

/// Time in which others write between two batches.
const BETWEEN: Duration = Duration::from_millis(50);

/// Removes old events until the server stops.
pub(crate) async fn forget_events(app: App) {
    let mut stopping = app.stopping.clone();
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        if let Err(refusal) = round(&app).await {
            tracing::warn!("old events could not be removed: {}", refusal.detail());
        }
    }
}

async fn round(app: &App) -> Answer<()> {
    // Age counts in the venue's time, which a simulated venue has of its own.
    let now_ms = app.live.snapshot().await.and_then(|seen| seen.now);
    let mut whose: Vec<Option<Owner>> = owners(&app.db).await?.into_iter().map(Some).collect();
    whose.push(None);
    for owner in whose {
        while !*app.stopping.borrow() && forget(&app.db, owner.as_ref(), KEPT, now_ms).await? > 0 {
            tokio::time::sleep(BETWEEN).await;
        }
    }
    Ok(())
}
