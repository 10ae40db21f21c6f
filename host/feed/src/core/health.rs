//! Which sources are fresh, which are stale: what is told when that changes.

use super::feed::Feed;
use super::link::LinkState;
use super::types::{Effect, Link, Phase};
use craftstrat_model::TimeMs;
use craftstrat_venue::price::Stream;
use std::collections::BTreeMap;

/// Where data comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A connection.
    Link(Link),
    /// A price stream of an asset.
    Price(String, Stream),
    /// The books of a running slot.
    Book(String),
    /// Tokens, fees and sizes of a running slot.
    Terms(String),
}

/// How a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Within its greatest age.
    Fresh,
    /// Older: its columns are missing.
    Stale,
    /// Not reachable.
    Down,
}

/// A source and how it is since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The source.
    pub source: Source,
    /// How it is.
    pub status: Status,
    /// Since when.
    pub since: TimeMs,
}

impl Feed {
    /// Every source and how it is, in order.
    pub fn health(&self) -> impl Iterator<Item = Health> + '_ {
        self.health.iter().map(|(source, (status, since))| Health {
            source: source.clone(),
            status: *status,
            since: *since,
        })
    }

    /// Looks at every source and tells what changed. Sources that no longer matter are forgotten.
    pub(super) fn judge(&mut self, now: i64, out: &mut Vec<Effect>) {
        let fresh = |is: bool| if is { Status::Fresh } else { Status::Stale };
        let mut found: BTreeMap<Source, Status> = BTreeMap::new();
        // With nothing to follow nobody misses the connections.
        let links: &[LinkState] = if self.is_idle() { &[] } else { &self.links[..] };
        for (link, state) in Link::ALL.into_iter().zip(links) {
            let status = if state.open().is_some() { Status::Fresh } else { Status::Down };
            found.insert(Source::Link(link), status);
        }
        for key in self.prices.keys() {
            let status = fresh(self.prices.value(key, now).is_some());
            found.insert(Source::Price(key.0.clone(), key.1), status);
        }
        for (slug, slot) in &self.slots {
            if !slot.is_running(now) {
                continue;
            }
            let book = slot.age(now).is_some_and(|age| age <= self.config.sampler.max_age_ms);
            let max_age = self.config.timings.terms_max_age_ms;
            let terms = slot.phase >= Phase::Known && slot.terms_at.is_some_and(|at| now - at <= max_age);
            found.insert(Source::Book(slug.clone()), fresh(book));
            found.insert(Source::Terms(slug.clone()), fresh(terms));
        }
        self.health.retain(|source, _| found.contains_key(source));
        for (source, status) in found {
            if self.health.get(&source).is_some_and(|(known, _)| *known == status) {
                continue;
            }
            let since = TimeMs(now);
            self.health.insert(source.clone(), (status, since));
            out.push(Effect::Health(Health { source, status, since }));
        }
    }
}
