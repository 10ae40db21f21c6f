//! The venue: one state machine in virtual time.
//!
//! Order of what is due at one instant: markets close and resolve, the world moves, orders match and settle, answers go
//! out. Among equals the one scheduled first comes first.

pub(crate) mod activity;
mod envelope;
mod execute;
mod heart;
pub(crate) mod limits;
pub(crate) mod order;
mod place;
mod prices;
mod registry;
mod settle;
pub(crate) mod trade;
mod world;

use crate::account::Accounts;
use crate::book::OrderNo;
use crate::fault::{Fault, Faults, Kind};
use crate::rest::{Batches, Host, Reply, Request, Ticket, Tickets};
use crate::settings::Settings;
use crate::source::{PricePoint, Source};
use crate::ws::{SessionId, Sessions};
use activity::Activity;
use craftstrat_data::generate::Random;
use craftstrat_model::{Market, TimeMs};
use limits::Limits;
use order::Orders;
use prices::Prices;
use registry::Registry;
use std::collections::BTreeMap;
use trade::Trades;

/// Something the venue says without being asked at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A text frame on a socket.
    Frame(SessionId, String),
    /// A socket is closed by the venue.
    Closed(SessionId),
    /// The answer to a request that was answered [`crate::Answer::Later`].
    Reply(Ticket, Reply),
}

/// Something that will happen.
#[derive(Clone, Debug)]
pub(crate) enum Due {
    /// A source announces its next market.
    Announce(usize),
    /// What happens in a market becomes known to the simulator.
    Load {
        source: usize,
        condition: String,
    },
    Open(String),
    Close(String),
    Resolve(String),
    Step(String),
    Price(String, PricePoint),
    Fault(u64),
    /// An order's taker delay is over; which leg of which request waits for it.
    Match {
        no: OrderNo,
        leg: Option<(u64, usize)>,
    },
    Settle(usize),
    Expire(OrderNo),
    Heart(String),
    Redeem(String),
    /// A request that was on its way arrives.
    Request {
        ticket: Ticket,
        host: Host,
        request: Box<Request>,
    },
}

impl Due {
    /// Place in the order of one instant.
    const fn rank(&self) -> u8 {
        match self {
            Self::Fault(_) => 0,
            Self::Close(_) | Self::Resolve(_) => 1,
            Self::Announce(_) | Self::Load { .. } | Self::Open(_) => 2,
            Self::Step(_) | Self::Price(..) => 3,
            Self::Match { .. } | Self::Settle(_) | Self::Expire(_) | Self::Heart(_) | Self::Redeem(_) => 4,
            Self::Request { .. } => 5,
        }
    }
}

/// A simulated venue.
pub struct Venue {
    pub(crate) settings: Settings,
    pub(crate) now: TimeMs,
    queue: BTreeMap<(TimeMs, u8, u64), Due>,
    sequence: u64,
    pub(crate) random: Random,
    sources: Vec<Box<dyn Source>>,
    /// Markets that a source has named and whose time has not come.
    waiting: BTreeMap<usize, Market>,
    pub(crate) markets: Registry,
    pub(crate) prices: Prices,
    pub(crate) sessions: Sessions,
    pub(crate) faults: Faults,
    pub(crate) accounts: Accounts,
    pub(crate) tickets: Tickets,
    pub(crate) batches: Batches,
    pub(crate) limits: Limits,
    pub(crate) orders: Orders,
    pub(crate) trades: Trades,
    pub(crate) activities: Vec<Activity>,
    /// Last beat's id and time, by key.
    pub(crate) hearts: BTreeMap<String, (String, TimeMs)>,
    /// Relayed transactions: whether they succeed, and when they came.
    pub(crate) relayed: BTreeMap<String, (bool, TimeMs)>,
    /// Order routes answer 425 until then, and after it only post-only orders are taken until the second time.
    pub(crate) restart: (TimeMs, TimeMs),
    outputs: Vec<Output>,
}

impl Venue {
    /// A venue at `settings.start`, with the markets of `sources`.
    pub fn new(settings: Settings, sources: Vec<Box<dyn Source>>) -> Self {
        let start = settings.start;
        let mut venue = Self {
            now: start,
            queue: BTreeMap::new(),
            sequence: 0,
            random: Random::new(settings.seed, "venue"),
            markets: Registry::default(),
            prices: Prices::default(),
            sessions: Sessions::default(),
            faults: Faults::new(settings.seed),
            accounts: Accounts::default(),
            tickets: Tickets::default(),
            batches: Batches::default(),
            limits: Limits::default(),
            orders: Orders::default(),
            trades: Trades::default(),
            activities: Vec::new(),
            hearts: BTreeMap::new(),
            relayed: BTreeMap::new(),
            restart: (start, start),
            outputs: Vec::new(),
            settings,
            waiting: BTreeMap::new(),
            sources,
        };
        for source in 0..venue.sources.len() {
            venue.schedule(start, Due::Announce(source));
        }
        venue.advance(start);
        venue
    }

    /// Virtual time.
    pub const fn now(&self) -> TimeMs {
        self.now
    }

    /// The next time at which something happens by itself.
    pub fn next_due(&self) -> Option<TimeMs> {
        self.queue.first_key_value().map(|((at, ..), _)| *at)
    }

    /// Lets time pass until `to`; nothing happens when that lies in the past.
    pub fn advance(&mut self, to: TimeMs) {
        while let Some(entry) = self.queue.first_entry() {
            let at = entry.key().0;
            if at > to {
                break;
            }
            let due = entry.remove();
            self.now = self.now.max(at);
            self.happen(due);
        }
        self.now = self.now.max(to);
    }

    /// Everything said since the last call, in order.
    pub fn take_outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outputs)
    }

    /// Puts a fault in place and returns its id.
    pub fn add_fault(&mut self, fault: Fault) -> u64 {
        let (at, is_moment) = (fault.from.unwrap_or(self.now), fault.kind.is_moment());
        let id = self.faults.add(fault);
        if is_moment {
            self.schedule(at.max(self.now), Due::Fault(id));
        }
        id
    }

    pub(crate) fn say(&mut self, output: Output) {
        self.outputs.push(output);
    }

    pub(crate) fn schedule(&mut self, at: TimeMs, due: Due) {
        self.sequence += 1;
        self.queue.insert((at.max(self.now), due.rank(), self.sequence), due);
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Announce(source) => self.announce(source),
            Due::Load { source, condition } => self.load(source, &condition),
            Due::Open(condition) => self.open_market(&condition),
            Due::Close(condition) => self.close_market(&condition),
            Due::Resolve(condition) => self.resolve(&condition),
            Due::Step(condition) => self.step(&condition),
            Due::Price(asset, point) => self.price(&asset, point),
            Due::Fault(id) => self.moment(id),
            Due::Match { no, leg } => self.match_now(no, leg),
            Due::Settle(trade) => self.settle(trade),
            Due::Expire(order) => self.expire(order),
            Due::Heart(key) => self.check_heart(&key),
            Due::Redeem(condition) => self.redeem_all(&condition),
            Due::Request { ticket, host, request } => self.arrive(ticket, host, &request),
        }
    }

    /// A fault that happens at one moment.
    fn moment(&mut self, id: u64) {
        let Some(fault) = self.faults.get(id).cloned() else { return };
        match fault.kind {
            Kind::Disconnect => self.disconnect(&fault),
            Kind::TickSize { tick } => {
                let all: Vec<String> = self
                    .markets
                    .open()
                    .filter(|m| fault.concerns(&m.market.slug))
                    .map(|m| m.condition.clone())
                    .collect();
                all.iter().for_each(|condition| self.set_tick(condition, tick));
            }
            Kind::Restart { down_ms, post_only_ms } => {
                let up = self.now.plus_ms(down_ms);
                self.restart = (up, up.plus_ms(post_only_ms));
            }
            _ => {}
        }
    }

    /// The venue's own clock, which may be off.
    pub(crate) fn clock(&mut self) -> TimeMs {
        let now = self.now;
        match self.faults.strike(now, "clock", |k| matches!(k, Kind::ClockSkew { .. })) {
            Some(Kind::ClockSkew { ms }) => now.plus_ms(ms),
            _ => now,
        }
    }
}
