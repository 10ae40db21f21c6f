//! Hears every event once and in order, also those that were told while nobody listened.
//!
//! What the watch remembers is kept together with the id of the last event it heard and the alerts that came of it, in one
//! transaction. Everything after that id is heard again after a crash, and leads to the same.

use super::numbered;
use super::watch::Watch;
use crate::problem::Answer;
use craftstrat_api::studio::live::{Alert, LiveEvent};
use craftstrat_storage as storage;
use craftstrat_storage::Database;
use craftstrat_storage::Owner;
use craftstrat_storage::alerts::Heard;

/// Events that are read again at once.
const AT_ONCE: u32 = 500;

/// Events after which how far they were heard is written down even where nothing came of them.
const EVERY: u64 = 1_000;

/// Alerts that wait for the database, at most; the oldest go.
const UNSAVED: usize = 10_000;

/// Where events can be read again.
pub(super) trait Log {
    /// At most `limit` events of an owner after this id, in order; one that cannot be understood is `None`.
    fn after(
        &self,
        owner: &Owner,
        id: i64,
        limit: u32,
    ) -> impl Future<Output = Answer<Vec<(i64, Option<LiveEvent>)>>> + Send;
}

/// How far events were heard, and what came of it.
#[derive(Debug)]
pub(super) struct Ear {
    owner: Owner,
    watch: Watch,
    /// The id of the last event.
    heard: i64,
    /// Events heard since that was written down.
    since: u64,
    alerts: Vec<Alert>,
    is_over: bool,
}

impl Ear {
    /// Has heard nothing.
    pub fn new(owner: &Owner) -> Self {
        let (owner, watch) = (owner.clone(), Watch::default());
        Self { owner, watch, heard: 0, since: 0, alerts: Vec::new(), is_over: false }
    }

    /// Goes on where the last one stopped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(db: &Database, owner: &Owner) -> Answer<Self> {
        let mut ear = Self::new(owner);
        let Some(Heard { heard, state }) = storage::alerts::heard(db, owner).await? else { return Ok(ear) };
        ear.heard = heard;
        match serde_json::from_str(&state) {
            Ok(watch) => ear.watch = watch,
            // Written by another version: what is new is heard all the same.
            Err(error) => tracing::warn!(%error, "what alerts remember cannot be read"),
        }
        ear.watch.resume();
        Ok(ear)
    }

    /// Reads on in the log and hears what is new there. Whether there may be more.
    ///
    /// # Errors
    /// When the log cannot be read: nothing was heard then.
    pub async fn read(&mut self, log: &impl Log, mut heard: impl FnMut(&LiveEvent)) -> Answer<bool> {
        let events = log.after(&self.owner, self.heard, AT_ONCE).await?;
        for (id, event) in &events {
            (self.heard, self.since) = (*id, self.since + 1);
            if let Some(event) = event {
                self.alerts.extend(self.watch.hear(event).into_iter().map(numbered));
                heard(event);
            }
        }
        let excess = self.alerts.len().saturating_sub(UNSAVED);
        if excess > 0 {
            tracing::error!(excess, "alerts were lost: they could not be written down");
            self.alerts.drain(..excess);
        }
        Ok(events.len() >= AT_ONCE as usize)
    }

    /// The last [`Ear::save`] comes next: it keeps how far events were heard in any case.
    pub fn stop(&mut self) {
        self.is_over = true;
    }

    /// Writes down what is due, and returns the alerts that are now kept. What could not be written is tried again next time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save(&mut self, db: &Database) -> Answer<Vec<Alert>> {
        let is_due = !self.alerts.is_empty() || self.since >= EVERY || (self.is_over && self.since > 0);
        if !is_due {
            return Ok(Vec::new());
        }
        let heard = Heard { heard: self.heard, state: serde_json::to_string(&self.watch)? };
        storage::alerts::keep(db, &self.owner, &self.alerts, Some(&heard)).await?;
        self.since = 0;
        Ok(std::mem::take(&mut self.alerts))
    }
}

#[cfg(test)]
mod tests;
