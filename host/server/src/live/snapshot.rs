//! What the desk and the feed are like, asked for at most a few times a second however many look.

use craftstrat_api::studio::live::{FeedSource, SourceKind, SourceStatus};
use craftstrat_engine::risk::Guard;
use craftstrat_feed::core::{Health, Source, Status};
use craftstrat_live::{OpenMarket, RunStatus, ServiceError};
use craftstrat_paper::Paper;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How old a snapshot may be.
pub(crate) const AGE_MAX: Duration = Duration::from_millis(250);

/// Desk and feed at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// Runs by their id.
    pub runs: BTreeMap<String, RunStatus>,
    /// Markets that are announced and not over.
    pub markets: Vec<OpenMarket>,
    /// The kill switch of all is on.
    pub killed: bool,
    /// Limits over all runs.
    pub guard: Guard,
    /// The last complete instant; `None` before the first.
    pub now: Option<i64>,
    /// Sources of the feed, the worst first.
    pub sources: Vec<FeedSource>,
    /// Series that are followed.
    pub following: Vec<String>,
}

impl Snapshot {
    /// Asks for one. Blocks.
    ///
    /// # Errors
    /// When the desk has ended.
    pub fn take(paper: &Paper) -> Result<Self, ServiceError> {
        let (status, markets, killed, guard, now) =
            paper.ask(|desk| (desk.status(), desk.markets(), desk.is_killed(), *desk.guard(), desk.now()))?;
        Ok(Self {
            runs: status.into_iter().map(|run| (run.name.clone(), run)).collect(),
            markets,
            killed,
            guard,
            now: Some(now.0).filter(|now| *now > 0),
            sources: sources(paper),
            following: paper.following().iter().map(ToString::to_string).collect(),
        })
    }

    /// The feed is there: its market channel is connected.
    pub fn has_feed(&self) -> bool {
        let market = |s: &FeedSource| s.kind == SourceKind::Connection && s.name == "market";
        self.sources.iter().any(|s| market(s) && s.status != SourceStatus::Down)
    }
}

/// The sources of the feed, the worst first.
pub(super) fn sources(paper: &Paper) -> Vec<FeedSource> {
    let mut all: Vec<FeedSource> = paper.sources().into_iter().map(source).collect();
    all.sort_by(|a, b| (a.status, a.kind as u8, &a.name).cmp(&(b.status, b.kind as u8, &b.name)));
    all
}

fn source(health: Health) -> FeedSource {
    let (kind, name) = match health.source {
        Source::Link(link) => (SourceKind::Connection, link.name().to_owned()),
        Source::Price(asset, stream) => (SourceKind::Price, format!("{asset} {stream}")),
        Source::Book(slug) => (SourceKind::Book, slug),
        Source::Terms(slug) => (SourceKind::Terms, slug),
    };
    let status = match health.status {
        Status::Fresh => SourceStatus::Fresh,
        Status::Stale => SourceStatus::Stale,
        Status::Down => SourceStatus::Down,
    };
    FeedSource { kind, name, status, since_ms: health.since.0 }
}

/// What a source is called in a sentence.
pub(super) fn spoken_name(source: &FeedSource) -> String {
    match source.kind {
        SourceKind::Connection => format!("{} connection", source.name),
        SourceKind::Terms => format!("{} terms", source.name),
        SourceKind::Price | SourceKind::Book => source.name.clone(),
    }
}

/// The newest snapshot and when it was taken.
#[derive(Debug, Default)]
pub(super) struct Kept(pub Option<(Instant, std::sync::Arc<Snapshot>)>);

impl Kept {
    /// The snapshot, while it is young enough.
    pub fn young(&self) -> Option<std::sync::Arc<Snapshot>> {
        let (taken, snapshot) = self.0.as_ref()?;
        (taken.elapsed() < AGE_MAX).then(|| snapshot.clone())
    }
}
