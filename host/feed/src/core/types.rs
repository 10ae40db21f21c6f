//! What goes into the core and what comes out of it.

use super::health::Health;
use craftstrat_model::{Market, Row, Series, TimeMs};
use craftstrat_venue::gamma::Trading;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One of the venue's two streams of market data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// The market channel: books and trades.
    Market,
    /// Prices of the underlying.
    Prices,
}

impl Link {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Market, Self::Prices];

    /// Name for people and metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::Prices => "prices",
        }
    }
}

/// One attempt at a link. What an earlier attempt still sends is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Connection {
    /// Which link.
    pub link: Link,
    /// Counts the attempts.
    pub attempt: u64,
}

/// Names a request until it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// Which server a request goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Market metadata.
    Gamma,
    /// The order book's REST interface.
    Clob,
}

/// A `GET`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// An event and its markets by slug.
    Event {
        /// Slug.
        slug: String,
    },
    /// Tick size, minimum size and fees of a market.
    Market {
        /// Condition id.
        condition: String,
    },
    /// The book of a token.
    Book {
        /// The token.
        token: String,
    },
}

impl Request {
    /// Where it goes: the server, and path with query. Every part is an id or slug of the venue that was checked to hold
    /// letters, digits and hyphens alone.
    pub fn target(&self) -> (Host, String) {
        match self {
            Self::Event { slug } => (Host::Gamma, format!("/events/slug/{slug}")),
            Self::Market { condition } => (Host::Clob, format!("/clob-markets/{condition}")),
            Self::Book { token } => (Host::Clob, format!("/book?token_id={token}")),
        }
    }
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// Status and body.
    Body(u16, &'a [u8]),
    /// No answer: refused, timed out, cut off.
    Failed,
}

/// What happened outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A connection asked for with [`Effect::Connect`] is open.
    Opened(Connection),
    /// A connection could not be opened, or has ended.
    Closed(Connection),
    /// A text frame.
    Frame(Connection, &'a [u8]),
    /// A request ended.
    Answer(RequestId, Answer<'a>),
    /// These series are followed from now on, and no others. A slot that was told stays until it is over.
    Follow(&'a [Series]),
    /// The outcome of this slot is wanted, whether or not its series is followed. One that is over is asked about until it
    /// is decided or given up; one that is not is followed to its end.
    Settle(&'a str),
    /// Time has come to here, and everything received until now was delivered.
    Timer,
}

/// What should happen outside.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "most effects are rows: boxing them would allocate for each")]
pub enum Effect {
    /// Open a connection; answered by [`Event::Opened`] or [`Event::Closed`].
    Connect(Connection),
    /// Drop a connection; nothing of it is wanted any more.
    Disconnect(Connection),
    /// Send a text frame.
    Send(Connection, String),
    /// Send a request; answered by [`Event::Answer`].
    Request(RequestId, Request),
    /// A row. Rows of a market ascend strictly in time.
    Tick(Tick),
    /// Something became known of a market; comes before the first row it holds for.
    Market(Arc<MarketUpdate>),
    /// A source became fresh, stale or unreachable.
    Health(Health),
    /// A frame that was used; only when asked for.
    Raw(RawFrame),
}

/// A used frame and when it counts as received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawFrame {
    /// Where it came from.
    pub link: Link,
    /// Microseconds since the epoch.
    pub received_us: i64,
    /// The frame as received.
    pub frame: Vec<u8>,
}

/// One row of one market.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// What was known of the market.
    pub market: Arc<MarketUpdate>,
    /// Time of the row: everything in it had been received by then.
    pub at: TimeMs,
    /// On the one-second grid, as opposed to a best-price change in between.
    pub sample: bool,
    /// The stored columns; what was stale is missing.
    pub row: Row,
    /// Receive time of the newest book message in it, microseconds since the epoch.
    pub received_us: i64,
}

impl Tick {
    /// The market's slug.
    pub fn slug(&self) -> &str {
        &self.market.market.slug
    }
}

/// Where a slot is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Its tokens are not known yet.
    Sought,
    /// Known; it may have begun.
    Known,
    /// Past its end; no more rows.
    Ended,
    /// The winner is known.
    Resolved,
    /// Given up: the venue did not say who won in time.
    Unresolved,
}

/// Everything known of a market.
#[derive(Clone, Debug, PartialEq)]
pub struct MarketUpdate {
    /// The slot, its price to beat, fees and winner as far as known.
    pub market: Market,
    /// Tokens, Up first.
    pub tokens: [String; 2],
    /// Condition id.
    pub condition: String,
    /// Tick size, minimum size, whether orders are accepted.
    pub trading: Trading,
    /// Where it is in its life.
    pub phase: Phase,
    /// When this was known.
    pub at: TimeMs,
}

/// What the feed counted since it began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Frames received.
    pub frames: u64,
    /// Rows given out.
    pub ticks: u64,
    /// Messages that concern no book or price of ours, unknown events among them.
    pub passed_over: u64,
    /// Messages the venue sent again.
    pub repeated: u64,
    /// Books that contradicted the best prices stated with them and were repaired.
    pub repaired: u64,
    /// Refused parts by reason.
    pub refused: BTreeMap<&'static str, u64>,
    /// Rebuilt books whose hash is the one the venue states.
    pub hashes_equal: u64,
    /// Rebuilt books whose hash differs; each is followed by an audit.
    pub hashes_differ: u64,
    /// Stated hashes that could not be checked for want of the last trade or the like.
    pub hashes_unchecked: u64,
    /// Books fetched to compare that were equal.
    pub audits_equal: u64,
    /// Books fetched to compare that differed at the same venue time: the fetched one was taken.
    pub audits_differ: u64,
    /// Books fetched that showed that messages were missed: the fetched one was taken and the tokens subscribed anew.
    pub audits_missed: u64,
    /// Books fetched that could not be compared: older than ours, or newer while messages were flowing.
    pub audits_open: u64,
    /// Connections opened, first ones included.
    pub connects: u64,
    /// Connections dropped because they had been silent.
    pub silences: u64,
    /// Streams of prices subscribed anew because they had been silent.
    pub resubscribed: u64,
    /// Requests that failed or were answered with an error.
    pub failed_requests: u64,
}

impl Counters {
    /// Counts one refused part.
    pub(super) fn refuse(&mut self, reason: &'static str) {
        *self.refused.entry(reason).or_default() += 1;
    }
}
