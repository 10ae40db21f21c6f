//! The feed itself: its state and the way of an event through it.

use super::backoff::Chance;
use super::health::{Source, Status};
use super::link::LinkState;
use super::market::LiveSlot;
use super::prices::Prices;
use super::tokens::Tokens;
use super::types::{Connection, Counters, Effect, Event, Link, Phase, RawFrame, RequestId};
use crate::config::FeedConfig;
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Outcome, TimeMs, Winner};
use craftstrat_venue::gamma::MarketInfo;
use craftstrat_venue::message::{Body, Message};
use craftstrat_venue::number::ms_after;
use craftstrat_venue::{message, rtds};
use std::collections::{BTreeMap, BTreeSet};

/// A message about a token that belongs to no slot being followed.
const UNKNOWN_TOKEN: &str = "token of no slot that is followed";

/// A request that is not answered yet.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) slug: String,
    pub(super) about: About,
    /// When it was sent (ms).
    pub(super) asked_at: i64,
}

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Listing,
    Terms,
    Book(Outcome),
}

/// See [`crate::core`].
#[derive(Clone, Debug)]
pub struct Feed {
    pub(super) config: FeedConfig,
    pub(super) chance: Chance,
    pub(super) counters: Counters,
    pub(super) links: [LinkState; 2],
    pub(super) slots: BTreeMap<String, LiveSlot>,
    pub(super) tokens: Tokens,
    pub(super) prices: Prices,
    pub(super) pending: BTreeMap<RequestId, Pending>,
    pub(super) next_request: u64,
    pub(super) health: BTreeMap<Source, (Status, TimeMs)>,
    /// The latest time given, and the receive time of the latest event (microseconds since the epoch).
    clock_us: i64,
    pub(super) stamp_us: i64,
    /// Rows up to here were given out (ms): later events count as received later.
    settled_ms: i64,
    /// When slots, links and audits are looked after next (ms).
    pub(super) tend_at: i64,
}

impl Feed {
    /// A feed that knows nothing yet, at `now_us` (microseconds since the epoch).
    pub fn new(config: FeedConfig, now_us: i64) -> Self {
        let now_ms = now_us.div_euclid(1_000);
        Self {
            chance: Chance::new(config.seed),
            prices: Prices::of(&config.series, TimeMs(now_ms)),
            config,
            counters: Counters::default(),
            links: Link::ALL.map(LinkState::new),
            slots: BTreeMap::new(),
            tokens: Tokens::default(),
            pending: BTreeMap::new(),
            next_request: 0,
            health: BTreeMap::new(),
            clock_us: now_us,
            stamp_us: now_us,
            settled_ms: now_ms - 1,
            tend_at: now_ms,
        }
    }

    /// What was counted so far.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// What the feed follows.
    pub fn config(&self) -> &FeedConfig {
        &self.config
    }

    /// When the next [`Event::Timer`] is due at the latest, microseconds since the epoch.
    pub fn wake_at_us(&self) -> i64 {
        let links = self.links.iter().filter_map(LinkState::wake_at).min().unwrap_or(i64::MAX);
        let unsettled = if ms_after(self.stamp_us) > self.settled_ms { self.settled_ms } else { i64::MAX };
        self.tend_at.min(links).min(unsettled).saturating_mul(1_000)
    }

    /// The last instant of which every row was given out: what comes later belongs to a later one.
    pub fn complete(&self) -> TimeMs {
        TimeMs(self.settled_ms)
    }

    /// Time as the feed sees it, ms.
    pub(super) fn now_ms(&self) -> i64 {
        ms_after(self.stamp_us)
    }

    /// Takes an event seen at `now_us` (microseconds since the epoch) and appends what should be done about it.
    pub fn step(&mut self, now_us: i64, event: Event<'_>, out: &mut Vec<Effect>) {
        self.clock_us = self.clock_us.max(now_us);
        if let Event::Timer = event {
            return self.timer(out);
        }
        let later_than_settled = self.settled_ms.saturating_mul(1_000).saturating_add(1);
        self.stamp_us = self.clock_us.max(self.stamp_us).max(later_than_settled);
        let now = self.now_ms();
        self.advance(now, out);
        match event {
            Event::Opened(connection) => self.opened(connection, now, out),
            Event::Closed(connection) => {
                let link = &mut self.links[connection.link as usize];
                if link.is_current(connection) {
                    link.lost(now, &self.config.timings, &mut self.chance);
                }
            }
            Event::Frame(connection, frame) => self.frame(connection, frame, now, out),
            Event::Answer(id, answer) => self.answered(id, answer, out),
            Event::Follow(series) => self.follow(series, now),
            Event::Settle(slug) => self.settle(slug, now),
            Event::Timer => {}
        }
    }

    /// Everything received until now was delivered: gives out its rows and does what is due.
    fn timer(&mut self, out: &mut Vec<Effect>) {
        // Receive times may run a millisecond ahead of the clock; they wait for it here.
        let now = self.clock_us.div_euclid(1_000);
        if now < self.settled_ms {
            return;
        }
        let until = now.max(ms_after(self.stamp_us));
        self.advance(until + 1, out);
        self.settled_ms = until;
        if until >= self.tend_at {
            self.tend_at = until.div_euclid(1_000) * 1_000 + 1_000;
            self.discover(until, out);
            self.ask(until, out);
            self.tend_links(until, out);
            self.judge(until, out);
        } else if self.links.iter().filter_map(LinkState::wake_at).any(|at| at <= until) {
            self.tend_links(until, out);
        }
    }

    fn advance(&mut self, ms: i64, out: &mut Vec<Effect>) {
        for slot in self.slots.values_mut() {
            slot.advance(ms, &self.prices, &mut self.counters, out);
        }
    }

    fn opened(&mut self, connection: Connection, now: i64, out: &mut Vec<Effect>) {
        let link = &mut self.links[connection.link as usize];
        if !link.is_current(connection) {
            return;
        }
        link.opened(now);
        self.counters.connects += 1;
        match connection.link {
            Link::Market => {
                self.tokens.reconnected();
                for slot in self.slots.values_mut() {
                    slot.forget(&self.prices, &mut self.counters, out);
                }
                let wanted = self.wanted(now);
                self.tokens.tend(connection, &wanted, out);
            }
            Link::Prices => {
                self.prices.reconnected();
                self.prices.tend(connection, now, &self.config.timings, &mut self.counters, out);
            }
        }
    }

    /// Tokens that should be subscribed at `now` (ms).
    fn wanted(&self, now: i64) -> BTreeSet<String> {
        let timings = &self.config.timings;
        let live = self.slots.values().filter(|slot| {
            let market = slot.market();
            let from = market.start.0 - timings.subscribe_ms;
            let to = market.end.0 + timings.linger_ms;
            matches!(slot.phase, Phase::Known | Phase::Ended) && (from..to).contains(&now)
        });
        live.flat_map(|slot| slot.info.tokens.iter().filter(|t| !t.is_empty()).cloned()).collect()
    }

    fn tend_links(&mut self, now: i64, out: &mut Vec<Effect>) {
        let Self { config, chance, counters, links, .. } = self;
        let timings = &config.timings;
        let prices_wanted = self.prices.keys().next().is_some();
        links[Link::Prices as usize].tend(now, prices_wanted, timings, chance, counters, out);
        if let Some(connection) = links[Link::Prices as usize].open() {
            self.prices.tend(connection, now, timings, counters, out);
        }
        let wanted = self.wanted(now);
        let Self { config, chance, counters, links, .. } = self;
        let market = &mut links[Link::Market as usize];
        market.tend(now, !wanted.is_empty(), &config.timings, chance, counters, out);
        if let Some(connection) = market.open() {
            self.tokens.tend(connection, &wanted, out);
        }
    }

    fn frame(&mut self, connection: Connection, frame: &[u8], now: i64, out: &mut Vec<Effect>) {
        let link = &mut self.links[connection.link as usize];
        if !link.is_current(connection) {
            return;
        }
        link.heard(now);
        self.counters.frames += 1;
        let used = match connection.link {
            Link::Market => self.market_frame(frame, now, out),
            Link::Prices => self.price_frame(frame, now),
        };
        if used && self.config.raw {
            let (link, received_us) = (connection.link, self.stamp_us);
            out.push(Effect::Raw(RawFrame { link, received_us, frame: frame.to_vec() }));
        }
    }

    fn price_frame(&mut self, frame: &[u8], now: i64) -> bool {
        let decoded = rtds::decode(frame);
        decoded.rejects.iter().for_each(|reason| self.counters.refuse(reason));
        self.counters.passed_over += decoded.others as u64;
        let used = !decoded.updates.is_empty();
        for update in decoded.updates {
            self.prices.take(update, now, &mut self.counters);
        }
        used
    }

    fn market_frame(&mut self, frame: &[u8], now: i64, out: &mut Vec<Effect>) -> bool {
        let decoded = message::decode(frame);
        decoded.rejects.iter().for_each(|reason| self.counters.refuse(reason));
        let used = !decoded.messages.is_empty();
        for message in decoded.messages {
            self.message(&message, now, out);
        }
        used
    }

    fn message(&mut self, message: &Message, now: i64, out: &mut Vec<Effect>) {
        match &message.body {
            Body::Other => {
                self.counters.passed_over += 1;
                return;
            }
            Body::NewMarket { slug, tokens } => return self.announced(slug, tokens, message, now),
            _ => {}
        }
        let Some((slug, outcome)) = self.tokens.owner(&message.token) else {
            return self.counters.refuse(UNKNOWN_TOKEN);
        };
        let Some(slot) = self.slots.get_mut(slug) else { return };
        if message.body == Body::Resolved {
            if now >= slot.market().end.0 {
                slot.resolve(if outcome == Outcome::Up { Winner::Up } else { Winner::Down });
            }
            return;
        }
        let received_us = self.stamp_us;
        if slot.take(outcome, received_us, message, &self.prices, &mut self.counters, out) {
            slot.check_hash(outcome, message, now, &self.config.timings, &mut self.counters);
        }
    }

    /// A market is announced: metadata of a slot that may be sought.
    fn announced(&mut self, slug: &str, tokens: &[(Box<str>, Box<str>)], message: &Message, now: i64) {
        let sought = self.slots.get(slug).is_some_and(|s| s.phase == Phase::Sought);
        let (true, Ok(market)) = (sought, market_of_slug(slug)) else {
            self.counters.passed_over += 1;
            return;
        };
        let token = |name: &str| tokens.iter().find(|(_, n)| &**n == name).map(|(t, _)| t.to_string());
        let mut info = MarketInfo::new(market);
        info.tokens = ["up", "down"].map(|name| token(name).unwrap_or_default());
        info.condition = message.condition.to_string();
        self.learn(info, now);
    }
}
