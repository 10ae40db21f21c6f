//! Feed and simulated venue in one virtual time, without sockets.

use crate::support::series;
use craftstrat_feed::FeedConfig;
use craftstrat_feed::core::{Answer, Connection, Effect, Event, Feed, Host, Link, MarketUpdate, Tick};
use craftstrat_model::{Column, Series, Side, TimeMs};
use craftstrat_sim::fault::Fault;
use craftstrat_sim::source::Generated;
use craftstrat_sim::{Answer as Reply, Channel, Output, Request as Call, SessionId, Settings, Ticket, Venue};
use craftstrat_venue::book::TokenBook;
use craftstrat_venue::message::{self, Body};
use craftstrat_venue::rest;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub const START: TimeMs = TimeMs(1_795_269_600_000);
pub const SLOT: i64 = 300_000;

pub fn venue(seed: u64, start: TimeMs, series: &[Series]) -> Venue {
    Venue::new(Settings { seed, start, ..Settings::default() }, Generated::several(seed, series, start))
}

/// Feed and venue in one virtual time: everything is delivered after a millisecond.
pub struct World {
    pub venue: Venue,
    pub feed: Feed,
    now: TimeMs,
    sessions: BTreeMap<SessionId, Connection>,
    tickets: BTreeMap<Ticket, craftstrat_feed::core::RequestId>,
    pub log: Vec<Effect>,
    /// When the venue last spoke of a token's book, by second.
    spoken: BTreeMap<String, BTreeSet<i64>>,
}

impl World {
    pub fn new(seed: u64, names: &[&str], faults: Vec<Fault>) -> Self {
        let all: Vec<Series> = names.iter().map(|n| series(n)).collect();
        let mut venue = venue(seed, START, &all);
        faults.into_iter().for_each(|fault| {
            venue.add_fault(fault);
        });
        let mut config = FeedConfig::new(all);
        config.seed = seed;
        let feed = Feed::new(config, START.0 * 1_000);
        Self {
            venue,
            feed,
            now: START,
            sessions: BTreeMap::new(),
            tickets: BTreeMap::new(),
            log: Vec::new(),
            spoken: BTreeMap::new(),
        }
    }

    /// Notes of which tokens' books a frame speaks.
    fn note(&mut self, text: &str) {
        for message in message::decode(text.as_bytes()).messages {
            if matches!(
                message.body,
                Body::Book { .. } | Body::Changes { .. } | Body::Best(_) | Body::TickSize(_)
            ) {
                self.spoken.entry(message.token.to_string()).or_default().insert(self.now.0);
            }
        }
    }

    /// Seconds of a slot without a row although the venue had spoken of its book within five seconds.
    pub fn missing(&self, slug: &str) -> usize {
        let ticks = self.ticks();
        let rows: BTreeSet<i64> = ticks[slug].iter().filter(|t| t.sample).map(|t| t.at.0).collect();
        let update = self.last(slug);
        let spoken = |at: i64| {
            let heard = |token: &String| {
                self.spoken.get(token).is_some_and(|s| s.range(at - 5_000..=at).next().is_some())
            };
            update.tokens.iter().any(heard)
        };
        let mut seconds = (update.market.start.0..update.market.end.0).step_by(1_000);
        seconds.by_ref().filter(|at| !rows.contains(at) && spoken(*at)).count()
    }

    pub fn run(&mut self, until: TimeMs) {
        while self.now < until {
            let wake = TimeMs(self.feed.wake_at_us().div_euclid(1_000));
            let due = self.venue.next_due().unwrap_or(until);
            // At least a millisecond passes, which is what everything takes to arrive.
            self.now = wake.min(due.plus_ms(1)).max(self.now.plus_ms(1)).min(until);
            self.venue.advance(self.now);
            for output in self.venue.take_outputs() {
                match output {
                    Output::Frame(id, text) => {
                        if let Some(connection) = self.sessions.get(&id).copied() {
                            self.note(&text);
                            self.event(Event::Frame(connection, text.as_bytes()));
                        }
                    }
                    Output::Closed(id) => {
                        if let Some(connection) = self.sessions.remove(&id) {
                            self.event(Event::Closed(connection));
                        }
                    }
                    Output::Reply(ticket, reply) => {
                        if let Some(id) = self.tickets.remove(&ticket) {
                            self.event(Event::Answer(id, Answer::Body(reply.status, reply.body.as_bytes())));
                        }
                    }
                }
            }
            self.event(Event::Timer);
        }
    }

    fn event(&mut self, event: Event<'_>) {
        let mut effects = Vec::new();
        self.feed.step(self.now.0 * 1_000, event, &mut effects);
        for effect in effects {
            self.log.push(effect.clone());
            match effect {
                Effect::Connect(connection) => {
                    let channel =
                        if connection.link == Link::Market { Channel::Market } else { Channel::Prices };
                    let id = self.venue.open(channel);
                    self.sessions.insert(id, connection);
                    self.event(Event::Opened(connection));
                }
                Effect::Disconnect(connection) => {
                    if let Some(id) = self.session(connection) {
                        self.sessions.remove(&id);
                        self.venue.close(id);
                    }
                }
                Effect::Send(connection, text) => {
                    if let Some(id) = self.session(connection) {
                        self.venue.text(id, &text);
                    }
                }
                Effect::Request(id, request) => {
                    let (host, path) = request.target();
                    let host = if host == Host::Gamma {
                        craftstrat_sim::Host::Gamma
                    } else {
                        craftstrat_sim::Host::Clob
                    };
                    match self.venue.request(host, &Call::get(&path)) {
                        Reply::Now(reply) => {
                            self.event(Event::Answer(id, Answer::Body(reply.status, reply.body.as_bytes())));
                        }
                        Reply::Later(ticket) => {
                            self.tickets.insert(ticket, id);
                        }
                        Reply::Lost => self.event(Event::Answer(id, Answer::Failed)),
                    }
                }
                _ => {}
            }
        }
    }

    fn session(&self, connection: Connection) -> Option<SessionId> {
        self.sessions.iter().find(|(_, c)| **c == connection).map(|(id, _)| *id)
    }

    pub fn ticks(&self) -> BTreeMap<String, Vec<&Tick>> {
        let mut slots: BTreeMap<String, Vec<&Tick>> = BTreeMap::new();
        for effect in &self.log {
            if let Effect::Tick(tick) = effect {
                slots.entry(tick.slug().to_owned()).or_default().push(tick);
            }
        }
        slots
    }

    pub fn last(&self, slug: &str) -> Arc<MarketUpdate> {
        let of = |e: &Effect| match e {
            Effect::Market(m) if m.market.slug == slug => Some(Arc::clone(m)),
            _ => None,
        };
        self.log.iter().rev().find_map(of).unwrap()
    }

    /// The best prices of Up as the newest row has them, and as the venue does.
    pub fn best(&mut self, slug: &str) -> [(Option<i64>, Option<i64>); 2] {
        let token = &self.last(slug).tokens[0];
        let Reply::Now(reply) =
            self.venue.request(craftstrat_sim::Host::Clob, &Call::get(&format!("/book?token_id={token}")))
        else {
            panic!("the venue does not answer");
        };
        let mut book = TokenBook::default();
        book.apply(&rest::book(reply.body.as_bytes()).unwrap().body, None);
        let micros = |side| book.best(side).map(craftstrat_model::Price::micros);
        let ticks = self.ticks();
        let row = &ticks[slug].last().unwrap().row;
        [(row.micros(Column::BidUp), row.micros(Column::AskUp)), (micros(Side::Bid), micros(Side::Ask))]
    }

    /// What must hold whatever happened: rows ascend, lie inside their slot, and were given out no earlier than their time.
    pub fn check(&self) {
        for (slug, ticks) in self.ticks() {
            assert!(ticks.is_sorted_by(|a, b| a.at < b.at), "{slug}");
            let market = &ticks[0].market.market;
            assert!(ticks.iter().all(|t| market.start <= t.at && t.at < market.end), "{slug}");
            assert!(ticks.iter().all(|t| t.received_us <= t.at.0 * 1_000), "{slug}: a row knows the future");
        }
    }
}

pub fn grid(ticks: &[&Tick]) -> usize {
    ticks.iter().filter(|t| t.sample).count()
}
