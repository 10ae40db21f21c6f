//! Turns what the desk says into rows, in the log's order, and announces each once it is written down.
//!
//! Whatever was not written, because the server ended or the database failed, is read from the log again: a record is in
//! the tables with everything that follows from it or not at all. What became of the feed's sources is in no log: it waits
//! ([`Changes`]).

use super::changes::Changes;
use super::say::{self, About, Told};
use super::speaker::{Speaker, book, speaker};
use super::touch;
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use craftstrat_api::studio::live::{EventDetail, EventKind, LiveEvent, SourceStatus};
use craftstrat_live::{Said, Spoken, What, read_said};
use craftstrat_model::TimeMs;
use craftstrat_storage::live::events::id_of;
use craftstrat_storage::system::projection::{self as rows, NewEvent};
use craftstrat_storage::{Database, Transaction};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, mpsc, watch};

/// Records that are written in one transaction, at most.
const BATCH_MAX: usize = 256;

/// Events of the feed's sources that are kept.
const SOURCES_KEPT: i64 = 10_000;

/// Time between two tries to write what could not be written.
const RETRY_EVERY: Duration = Duration::from_secs(1);

/// What there is to write down.
#[derive(Debug)]
pub(super) enum Message {
    /// What the desk said in a record.
    Spoken(Spoken),
    /// What became of a source of the feed.
    Source(Told),
}

/// What no run said.
struct Nobody;

impl About for Nobody {
    fn market(&self, _index: u32) -> String {
        String::new()
    }

    fn nodes(&self) -> &[String] {
        &[]
    }
}

/// Writes what the desk says.
#[derive(Debug)]
pub(super) struct Projector {
    db: Database,
    log: PathBuf,
    events: broadcast::Sender<Arc<LiveEvent>>,
    changed: Arc<watch::Sender<u64>>,
    speakers: BTreeMap<u32, Speaker>,
    sources: Changes,
    /// The last record that is written.
    done: u64,
    /// Something failed: the log knows what is missing.
    behind: bool,
}

impl Projector {
    /// One that has yet to catch up.
    pub fn new(
        db: Database,
        log: PathBuf,
        events: broadcast::Sender<Arc<LiveEvent>>,
        changed: Arc<watch::Sender<u64>>,
        sources: Changes,
    ) -> Self {
        Self { db, log, events, changed, speakers: BTreeMap::new(), sources, done: 0, behind: true }
    }

    /// Writes what the log has and the tables have not. Where the log is shorter than the tables know it, it was begun anew:
    /// what is left of the old one keeps no place in it.
    ///
    /// # Errors
    /// When the log or the database cannot be read.
    pub async fn catch_up(&mut self) -> Answer<()> {
        self.load().await?;
        let done = rows::progress(&self.db).await?;
        let mut next = self.read(done + 1).await?;
        if next <= done {
            let mut tx = rows::begin(&self.db).await?;
            rows::begin_anew(&mut tx).await?;
            tx.commit().await?;
            self.speakers.clear();
            next = self.read(1).await?;
        }
        let mut tx = rows::begin(&self.db).await?;
        self.done = next.saturating_sub(1);
        rows::set_progress(&mut tx, self.done).await?;
        tx.commit().await?;
        self.behind = false;
        Ok(())
    }

    /// Writes what the log says from a record on; returns the number of the next record.
    async fn read(&mut self, from: u64) -> Answer<u64> {
        if !self.log.is_dir() {
            return Ok(1);
        }
        let (sender, mut receiver) = mpsc::channel::<Spoken>(BATCH_MAX);
        let folder = self.log.clone();
        let reading = tokio::task::spawn_blocking(move || {
            read_said(&folder, from, |spoken| {
                if !spoken.said.is_empty() {
                    // Whoever asked may have failed: nobody reads on then.
                    let _ = sender.blocking_send(spoken);
                }
            })
        });
        let mut batch = Vec::new();
        while receiver.recv_many(&mut batch, BATCH_MAX).await > 0 {
            self.write(&std::mem::take(&mut batch)).await?;
        }
        reading.await.map_err(Refusal::internal)?.map_err(Refusal::internal)
    }

    /// Writes until nobody sends any more.
    pub async fn work(mut self, mut receiver: mpsc::Receiver<Message>) {
        let (mut batch, mut is_over) = (Vec::new(), false);
        while !is_over {
            let received = receiver.recv_many(&mut batch, BATCH_MAX);
            if self.behind || !self.sources.is_empty() {
                // Nothing may come for a long time.
                is_over = tokio::time::timeout(RETRY_EVERY, received).await == Ok(0);
            } else {
                is_over = received.await == 0;
            }
            if let Err(refusal) = self.take(std::mem::take(&mut batch)).await {
                tracing::warn!("events cannot be written down, and will be later: {}", refusal.detail());
                self.behind = true;
            }
        }
    }

    async fn take(&mut self, batch: Vec<Message>) -> Answer<()> {
        let mut spoken = Vec::new();
        for message in batch {
            match message {
                // One that waited while the log was read was read there.
                Message::Spoken(record) if !self.behind && record.number <= self.done => {}
                Message::Spoken(record) => spoken.push(record),
                Message::Source(told) => self.sources.push(told),
            }
        }
        if self.behind {
            self.catch_up().await?;
        } else if !spoken.is_empty() {
            self.write(&spoken).await?;
        }
        if self.sources.is_empty() { Ok(()) } else { self.write_sources().await }
    }

    /// What is known of every run, as the tables have it.
    async fn load(&mut self) -> Answer<()> {
        self.speakers.clear();
        let known = rows::runs(&self.db).await?;
        let mut tx = rows::begin(&self.db).await?;
        for row in known {
            if let Some(number) = row.number.and_then(|n| u32::try_from(n).ok()) {
                let speaker = speaker(&mut tx, row).await?;
                self.speakers.insert(number, speaker);
            }
        }
        Ok(tx.commit().await?)
    }

    async fn write(&mut self, batch: &[Spoken]) -> Answer<()> {
        let Some(last) = batch.last() else { return Ok(()) };
        let mut told = Vec::new();
        let mut tx = rows::begin(&self.db).await?;
        rows::set_progress(&mut tx, last.number).await?;
        for spoken in batch {
            for (place, said) in spoken.said.iter().enumerate() {
                let at = (spoken.number, place as u64);
                told.extend(self.one(&mut tx, at, spoken.at, said).await?);
            }
        }
        tx.commit().await?;
        self.done = last.number;
        self.announce(told);
        Ok(())
    }

    /// Tells what is written down, and whoever looks that there is more in the tables.
    fn announce(&self, told: Vec<LiveEvent>) {
        touch(&self.changed);
        for event in told {
            // Nobody may listen.
            let _ = self.events.send(Arc::new(event));
        }
    }

    /// One thing that was said; returns the event it makes.
    async fn one(
        &mut self,
        db: &mut Transaction,
        place: (u64, u64),
        now: TimeMs,
        said: &Said,
    ) -> Answer<Option<LiveEvent>> {
        if said.run == 0 {
            // What was wrongly asked for was answered then and there.
            let What::Kill { .. } = said.what else { return Ok(None) };
            let Some(told) = say::event(now, true, &said.what, &Nobody) else { return Ok(None) };
            return written(db, Some(place), None, told).await;
        }
        if let What::Started { name } = &said.what {
            let Some(row) = rows::run(db, name).await? else { return Ok(None) };
            rows::began(db, name, said.run, place.0, now.0).await?;
            let speaker = speaker(db, row).await?;
            self.speakers.insert(said.run, speaker);
        }
        let Some(speaker) = self.speakers.get_mut(&said.run) else { return Ok(None) };
        match &said.what {
            What::Opened { market, symbol } => {
                rows::opened(db, &speaker.id, *market, symbol).await?;
                speaker.markets.insert(*market, symbol.clone());
            }
            What::Booked { effect, .. } => book(db, speaker, now, effect).await?,
            What::Swapped { component, .. } => {
                rows::took_over(db, &speaker.id, component).await?;
                speaker.nodes = rows::nodes(db, &speaker.id, component).await?;
            }
            _ => {}
        }
        let event = match say::event(now, false, &said.what, speaker) {
            Some(told) => written(db, Some(place), Some(speaker), told).await?,
            None => None,
        };
        if let What::Settled { market, .. } = &said.what {
            rows::closed(db, &speaker.id, *market).await?;
            speaker.markets.remove(market);
        }
        Ok(event)
    }

    /// Writes every change that waits. They wait on where that fails.
    async fn write_sources(&mut self) -> Answer<()> {
        let mut told = Vec::new();
        let mut tx = rows::begin(&self.db).await?;
        rows::forget_sources(&mut tx, SOURCES_KEPT).await?;
        for source in self.sources.all() {
            told.extend(written(&mut tx, None, None, source.clone()).await?);
        }
        tx.commit().await?;
        self.sources.written();
        self.announce(told);
        Ok(())
    }
}

/// Writes an event down. Before the first tick the venue has no time: it then happened now.
async fn written(
    db: &mut Transaction,
    place: Option<(u64, u64)>,
    speaker: Option<&Speaker>,
    told: Told,
) -> Answer<Option<LiveEvent>> {
    let Told { at, market, kind, detail } = told;
    let at = if at.0 > 0 { at.0 } else { now_ms() };
    let new = NewEvent {
        place,
        owner: speaker.map(|s| s.owner.as_str()),
        run: speaker.map(|s| s.id.as_str()),
        at,
        market: market.as_deref(),
        kind,
        detail: &detail,
    };
    let id = rows::event(db, &new).await?;
    Ok(id.map(|id| LiveEvent {
        id: id_of(id),
        at_ms: at,
        run_id: speaker.map(|s| s.id.clone()),
        run_name: speaker.map(|s| s.name.clone()),
        market,
        kind,
        detail,
    }))
}

/// The event of a source that changed.
pub(super) fn source(at: TimeMs, name: String, status: SourceStatus) -> Told {
    Told { at, market: None, kind: EventKind::Feed, detail: EventDetail::Source { name, status } }
}

#[cfg(test)]
mod tests;
