//! The tokio shell: performs the core's effects and tells it what happened.
//!
//! One task owns the core and never waits for anybody: frames and answers come to it over a bounded channel, rows leave it
//! over topics that shed. Everything that has arrived is taken together and followed by one timer, so a row goes out as
//! soon as the messages in it were read.

mod clock;
mod http;
mod simulated;
mod socket;

pub use clock::Clock;
pub use simulated::simulated;

use crate::bus::{Topic, Watermark};
use crate::core::{
    Answer, Connection, Counters, Effect, Event, Feed, Health, MarketUpdate, RawFrame, RequestId, Tick,
};
use crate::latency::Latencies;
use craftstrat_model::Series;
use http::Http;
use socket::Sockets;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError};
use tokio::sync::{mpsc, watch};

/// Where the venue is. Only these servers are contacted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// Market metadata, `https://` or `http://`, without a path.
    pub gamma: String,
    /// The order book's REST interface, without a path.
    pub clob: String,
    /// The market channel, with its path.
    pub market: String,
    /// The real-time data service.
    pub prices: String,
}

impl Endpoints {
    /// The venue itself.
    pub fn venue() -> Self {
        Self {
            gamma: "https://gamma-api.polymarket.com".to_owned(),
            clob: "https://clob.polymarket.com".to_owned(),
            market: "wss://ws-subscriptions-clob.polymarket.com/ws/market".to_owned(),
            prices: "wss://ws-live-data.polymarket.com".to_owned(),
        }
    }
}

/// Where the feed's effects go.
#[derive(Clone)]
pub struct Outlets {
    /// Rows; keyed by slug.
    pub ticks: Arc<dyn Topic<Tick>>,
    /// What became known of markets; keyed by slug, a newer update replaces an older one.
    pub markets: Arc<dyn Topic<Arc<MarketUpdate>>>,
    /// How sources are; keyed by source, a newer judgement replaces an older one.
    pub health: Arc<dyn Topic<Health>>,
    /// Up to which instant every row is in `ticks`, and what belongs to it in `markets`.
    pub complete: Arc<Watermark>,
    /// Used frames, where they are kept.
    pub raw: Option<SyncSender<RawFrame>>,
}

/// What the shell counted, beside what the core did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The core's counters.
    pub counters: Counters,
    /// Raw frames dropped because the disk did not keep up.
    pub raw_shed: u64,
    /// Every source and how it is.
    pub sources: Vec<Health>,
    /// Messages a topic refused.
    pub refused: u64,
    /// From a frame's receipt to its row handed on, in this machine's time; event rows only.
    pub frame_to_tick: Latencies,
}

/// What the feed is told while it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// Follow these series and no others: [`Event::Follow`].
    Follow(Vec<Series>),
    /// Wait for the outcome of this slot: [`Event::Settle`].
    Settle(String),
}

/// Why the feed could not begin.
#[derive(Debug, thiserror::Error)]
pub enum ShellError {
    /// An address that is none.
    #[error("`{0}` is not an address: write for example https://gamma-api.polymarket.com")]
    Address(String),
    /// No simulated venue.
    #[error("no simulated venue answers at {0}: start one with `craftstrat sim`")]
    NoSimulator(String),
    /// Time ran backwards too far to wait for it.
    #[error("this machine's clock was set back by {0} s: start again")]
    ClockSetBack(i64),
    /// Certificates of authorities could not be read.
    #[error("cannot read this machine's certificates: {0}")]
    Certificates(std::io::Error),
}

/// Something arrived for the core.
#[derive(Debug)]
enum Arrival {
    Opened(Connection),
    Closed(Connection),
    Frame(Connection, Vec<u8>),
    Answer(RequestId, Option<(u16, Vec<u8>)>),
}

/// Arrivals waiting for the core; a full channel slows the sockets, not the core.
const ARRIVALS_MAX: usize = 4_096;

/// Arrivals taken together before rows are given out.
const TOGETHER_MAX: usize = 256;

/// A clock that is set back by no more than this is waited for, in microseconds.
const SET_BACK_MAX_US: i64 = 10_000_000;

/// Runs the feed until `stop` turns true or its sender is gone, and publishes its report on `reports` about once a second and
/// when a source changes.
/// Nobody has to keep the sender of `control`.
///
/// # Errors
/// When an address is none, when `https` addresses are configured and no certificates can be read, or when the clock is
/// set back while it runs: what was received before would lie in the future.
pub async fn run(
    mut feed: Feed,
    endpoints: &Endpoints,
    clock: Clock,
    outlets: &Outlets,
    reports: watch::Sender<Report>,
    mut stop: watch::Receiver<bool>,
    mut control: mpsc::Receiver<Control>,
) -> Result<Report, ShellError> {
    let (arrivals, mut arrived) = mpsc::channel(ARRIVALS_MAX);
    let mut shell = Shell {
        http: Http::new(endpoints, arrivals.clone())?,
        sockets: Sockets::new(endpoints, arrivals),
        outlets,
        clock,
        report: Report::default(),
        changed: true,
    };
    let mut effects = Vec::new();
    let (mut told_at, mut latest) = (i64::MIN, i64::MIN);
    feed.step(clock.now_us(), Event::Timer, &mut effects);
    shell.perform(&mut effects, &feed);
    while !*stop.borrow() {
        tokio::select! {
            biased;
            changed = stop.changed() => if changed.is_err() { break },
            Some(control) = control.recv() => {
                let event = match &control {
                    Control::Follow(series) => Event::Follow(series),
                    Control::Settle(slug) => Event::Settle(slug),
                };
                feed.step(clock.now_us(), event, &mut effects);
            }
            Some(arrival) = arrived.recv() => {
                deliver(&mut feed, &arrival, clock.now_us(), &mut effects);
                for _ in 1..TOGETHER_MAX {
                    let Ok(arrival) = arrived.try_recv() else { break };
                    deliver(&mut feed, &arrival, clock.now_us(), &mut effects);
                }
            }
            () = tokio::time::sleep(clock.until(feed.wake_at_us())) => {}
        }
        let now = clock.now_us();
        if latest.saturating_sub(now) > SET_BACK_MAX_US {
            return Err(ShellError::ClockSetBack((latest - now) / 1_000_000));
        }
        latest = latest.max(now);
        feed.step(now, Event::Timer, &mut effects);
        shell.perform(&mut effects, &feed);
        if std::mem::take(&mut shell.changed) || now.saturating_sub(told_at) >= 1_000_000 {
            told_at = now;
            reports.send_replace(shell.report_of(&feed));
        }
    }
    reports.send_replace(shell.report_of(&feed));
    Ok(shell.report)
}

fn deliver(feed: &mut Feed, arrival: &Arrival, now_us: i64, effects: &mut Vec<Effect>) {
    let event = match arrival {
        Arrival::Opened(connection) => Event::Opened(*connection),
        Arrival::Closed(connection) => Event::Closed(*connection),
        Arrival::Frame(connection, frame) => Event::Frame(*connection, frame),
        Arrival::Answer(id, Some((status, body))) => Event::Answer(*id, Answer::Body(*status, body)),
        Arrival::Answer(id, None) => Event::Answer(*id, Answer::Failed),
    };
    feed.step(now_us, event, effects);
}

struct Shell<'o> {
    http: Http,
    sockets: Sockets,
    outlets: &'o Outlets,
    clock: Clock,
    report: Report,
    /// A source changed: the next report does not wait.
    changed: bool,
}

impl Shell<'_> {
    fn report_of(&mut self, feed: &Feed) -> Report {
        self.report.counters = feed.counters().clone();
        self.report.sources = feed.health().collect();
        self.report.clone()
    }

    /// Performs what a timer and the events before it brought about, then says how far everything is out.
    fn perform(&mut self, effects: &mut Vec<Effect>, feed: &Feed) {
        for effect in effects.drain(..) {
            match effect {
                Effect::Connect(connection) => self.sockets.connect(connection),
                Effect::Disconnect(connection) => self.sockets.disconnect(connection),
                Effect::Send(connection, text) => self.sockets.send(connection, text),
                Effect::Request(id, request) => self.http.get(id, &request),
                Effect::Tick(tick) => self.tick(tick),
                Effect::Market(market) => {
                    let slug = market.market.slug.clone();
                    self.count(self.outlets.markets.publish(&slug, market).is_ok());
                }
                Effect::Health(health) => {
                    tracing::info!(source = ?health.source, status = ?health.status, "source changed");
                    let key = format!("{:?}", health.source);
                    self.count(self.outlets.health.publish(&key, health).is_ok());
                    self.changed = true;
                }
                Effect::Raw(frame) => self.raw(frame),
            }
        }
        self.outlets.complete.publish(feed.complete());
    }

    fn count(&mut self, taken: bool) {
        self.report.refused += u64::from(!taken);
    }

    fn tick(&mut self, tick: Tick) {
        let slug = tick.slug().to_owned();
        let (event_of, sample) = (tick.received_us, tick.sample);
        let taken = self.outlets.ticks.publish(&slug, tick).is_ok();
        self.count(taken);
        if !sample {
            self.report.frame_to_tick.record(self.clock.since(event_of));
        }
    }

    fn raw(&mut self, frame: RawFrame) {
        let Some(raw) = &self.outlets.raw else { return };
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) = raw.try_send(frame) {
            self.report.raw_shed += 1;
        }
    }
}
