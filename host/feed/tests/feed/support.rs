//! A driver for the core: a clock, and a venue that answers as it is told to.

use craftstrat_feed::FeedConfig;
use craftstrat_feed::core::{
    Answer, Connection, Effect, Event, Feed, Link, MarketUpdate, Request, RequestId, Tick,
};
use craftstrat_model::{Series, TimeMs};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// A whole quarter of an hour.
pub const START: i64 = 1_795_269_600_000;

pub fn series(name: &str) -> Series {
    name.parse().unwrap()
}

pub fn config(names: &[&str]) -> FeedConfig {
    FeedConfig::new(names.iter().map(|n| series(n)).collect())
}

/// What the scripted venue does.
pub struct Venue {
    /// Whether connections open.
    pub reachable: bool,
    /// Whether requests are answered at all.
    pub answers: bool,
    /// Extra fields of a slot's metadata, by slug; `None` as value: not listed.
    pub listed: BTreeMap<String, Option<String>>,
    /// What `/book` answers, by token.
    pub books: BTreeMap<String, String>,
    /// What `/clob-markets` answers.
    pub terms: Option<String>,
}

/// Token of a slot: digits, different for every slot and outcome.
pub fn token(slug: &str, up: bool) -> String {
    let (series, start) = slug.rsplit_once('-').unwrap();
    let series: String = series.bytes().map(|b| format!("{:02}", b % 100)).collect();
    format!("77{series}{start}{}", if up { 11 } else { 22 })
}

pub struct Driver {
    pub feed: Feed,
    pub now_us: i64,
    pub venue: Venue,
    pub open: BTreeMap<Link, Connection>,
    /// Everything that came out, oldest first.
    pub log: Vec<Effect>,
}

impl Driver {
    pub fn new(config: FeedConfig, at_ms: i64) -> Self {
        let venue = Venue {
            reachable: true,
            answers: true,
            listed: BTreeMap::new(),
            books: BTreeMap::new(),
            terms: Some(r#"{"mts":0.01,"mos":5,"nr":false,"itode":true,"fd":{"r":0.07,"e":1}}"#.to_owned()),
        };
        let (now_us, log) = (at_ms * 1_000, Vec::new());
        Self { feed: Feed::new(config, now_us), now_us, venue, open: BTreeMap::new(), log }
    }

    /// One event now, and everything the venue answers at once.
    pub fn event(&mut self, event: Event<'_>) {
        let mut effects = Vec::new();
        self.feed.step(self.now_us, event, &mut effects);
        for effect in effects {
            self.log.push(effect.clone());
            self.react(effect);
        }
    }

    pub fn timer(&mut self) {
        self.event(Event::Timer);
    }

    fn react(&mut self, effect: Effect) {
        match effect {
            Effect::Connect(connection) if self.venue.reachable => {
                self.open.insert(connection.link, connection);
                self.event(Event::Opened(connection));
            }
            Effect::Connect(connection) => self.event(Event::Closed(connection)),
            Effect::Disconnect(connection) => {
                self.open.remove(&connection.link);
            }
            Effect::Request(id, request) if self.venue.answers => self.answer(id, &request),
            _ => {}
        }
    }

    fn answer(&mut self, id: RequestId, request: &Request) {
        let body = match request {
            Request::Event { slug } => self.event_body(slug),
            Request::Market { .. } => self.venue.terms.clone(),
            Request::Book { token } => self.venue.books.get(token).cloned(),
        };
        match body {
            Some(body) => self.event(Event::Answer(id, Answer::Body(200, body.as_bytes()))),
            None => self.event(Event::Answer(id, Answer::Body(404, br#"{"error":"not found"}"#))),
        }
    }

    fn event_body(&self, slug: &str) -> Option<String> {
        let extra = match self.venue.listed.get(slug) {
            Some(None) => return None,
            Some(Some(extra)) => extra.clone(),
            None => String::new(),
        };
        let (up, down) = (token(slug, true), token(slug, false));
        Some(format!(
            r#"{{"slug":"{slug}","markets":[{{"slug":"{slug}","conditionId":"0xab","clobTokenIds":"[\"{up}\",\"{down}\"]","outcomes":"[\"Up\",\"Down\"]","orderPriceMinTickSize":0.01,"orderMinSize":5,"negRisk":false,"acceptingOrders":true{extra}}}]}}"#
        ))
    }

    /// Lets time pass until `at_ms`, waking the feed when it asks to be.
    pub fn until(&mut self, at_ms: i64) {
        let until = at_ms * 1_000;
        loop {
            let wake = self.feed.wake_at_us().max(self.now_us);
            // A wake-up at the present time has been served already when the last timer was now.
            let next = if wake == self.now_us { wake + 1_000 } else { wake };
            if next > until {
                break;
            }
            self.now_us = next;
            self.timer();
        }
        // What the venue answered to the last timer counts as later, and waits for the next one.
        if self.now_us < until {
            self.now_us = until;
            self.timer();
        }
    }

    /// A frame on a link now. Rows come with the next timer.
    pub fn frame(&mut self, link: Link, text: &str) {
        let connection = self.open[&link];
        self.event(Event::Frame(connection, text.as_bytes()));
    }

    /// Whole books of both tokens of a slot around `mid` cents, at the venue's time `venue_ms`.
    pub fn books(&mut self, slug: &str, mid: i64, venue_ms: i64) {
        let (up, down) = (book(slug, true, mid, venue_ms), book(slug, false, 100 - mid, venue_ms));
        self.frame(Link::Market, &format!("[{up},{down}]"));
    }

    pub fn price(&mut self, topic: &str, symbol: &str, feed_ms: i64, value: f64) {
        let frame = format!(
            r#"{{"topic":"{topic}","type":"update","timestamp":{feed_ms},"payload":{{"symbol":"{symbol}","timestamp":{feed_ms},"value":{value}}}}}"#
        );
        self.frame(Link::Prices, &frame);
    }

    pub fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.log)
    }

    pub fn ticks(&mut self) -> Vec<Tick> {
        let tick = |e| if let Effect::Tick(tick) = e { Some(tick) } else { None };
        self.take().into_iter().filter_map(tick).collect()
    }

    /// What was told last of a market.
    pub fn market(&self, slug: &str) -> Arc<MarketUpdate> {
        let of = |e: &Effect| match e {
            Effect::Market(m) if m.market.slug == slug => Some(Arc::clone(m)),
            _ => None,
        };
        self.log.iter().rev().find_map(of).unwrap()
    }

    /// Texts sent on a link.
    pub fn sent(&self, link: Link) -> Vec<&str> {
        let sent = |e| match e {
            &Effect::Send(connection, ref text) if connection.link == link => Some(text.as_str()),
            _ => None,
        };
        self.log.iter().filter_map(sent).filter(|t| *t != "PING").collect()
    }
}

/// A `book` message: one level a side, a cent from `mid` (cents).
pub fn book(slug: &str, up: bool, mid: i64, venue_ms: i64) -> String {
    format!(
        r#"{{"event_type":"book","market":"0xab","asset_id":"{}","timestamp":"{venue_ms}","bids":[{{"price":"0.{:02}","size":"100"}}],"asks":[{{"price":"0.{:02}","size":"50"}}]}}"#,
        token(slug, up),
        mid - 1,
        mid + 1
    )
}

/// `12345*` for a grid row, ms into the slot.
pub fn times(ticks: &[Tick]) -> Vec<String> {
    let one = |t: &Tick| {
        let into = t.at.since(t.market.market.start);
        format!("{into}{}", if t.sample { "*" } else { "" })
    };
    ticks.iter().map(one).collect()
}

pub fn slug(series: &str, at: i64) -> String {
    format!("{series}-{}", TimeMs(at).0 / 1_000)
}

/// A recorded set beside the checkout; says so and gives `None` when it is not there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let path = root.join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: no recorded data at {}", path.display());
    None
}
