//! Strategies on paper while ticks flow: what runs, what it holds, what happened, and how the feed is.
//!
//! `GET /live/stream` tells all of it by server-sent events ([`LiveOverview`] as `overview`, [`LiveRun`] as `run`,
//! [`LiveEvent`] as `event`, [`Alert`] as `alert`): everything at once after each connection, then what changed.
//! A listener that falls behind is cut off, so that it connects again and reads what it missed.

mod event;
mod limits;
mod request;
mod told;

pub use event::{
    Alert, AlertKind, EventDetail, EventKind, LiveEvent, WebhookSet, WebhookSettings, WebhookState,
};
pub use limits::LiveLimits;
pub use request::{Difference, LiveChange, LiveComparison, LiveStart, Switch};
pub use told::{AlertTold, Reason, Why};

use crate::report::{EquityPoint, Fill, Order};
#[cfg(feature = "openapi")]
use crate::wire::Decimal;
use crate::wire::Outcome;
use craftstrat_model::{Price, Shares, Usdc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What runs, and how everything it depends on is: `GET /live`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveOverview {
    /// Where ticks come from.
    pub venue: Venue,
    /// The last complete instant at the venue; `null` before the first.
    pub now_ms: Option<i64>,
    /// The kill switch of all is on: nothing enters anywhere.
    pub killed: bool,
    /// Series that are followed, by slug prefix (`btc-updown-15m`).
    pub following: Vec<String>,
    /// Sources of the feed, the worst first.
    pub sources: Vec<FeedSource>,
    /// Everything that was started and not removed, the newest first.
    pub runs: Vec<LiveRunSummary>,
    /// All runs together.
    pub money: LiveMoney,
    /// Alerts nobody has seen.
    pub unseen_alerts: u64,
    /// Why nothing can be started or traded, where that is so: a sentence.
    pub trouble: Option<String>,
}

/// Where ticks come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Venue {
    /// The venue itself.
    Polymarket,
    /// A simulated venue.
    Simulated,
    /// Nowhere: started without a feed.
    None,
}

/// A source of the feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedSource {
    /// What it is.
    pub kind: SourceKind,
    /// Which: `market` or `prices` of connections, `btc chainlink` of price streams, a slug of books and terms.
    pub name: String,
    /// How it is.
    pub status: SourceStatus,
    /// Since when.
    pub since_ms: i64,
}

/// What kind of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A connection to the venue.
    Connection,
    /// A price stream of an underlying.
    Price,
    /// The books of a running slot.
    Book,
    /// Tokens, fees and sizes of a running slot.
    Terms,
}

/// How a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceStatus {
    /// Not reachable.
    Down,
    /// Older than its greatest age: its columns are missing.
    Stale,
    /// Within its greatest age.
    Fresh,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Looks at every tick and may enter.
    Running,
    /// Its kill switch, or the one of all, is on: it may only get out.
    Paused,
    /// A limit or fault keeps it from entering until that is over; see `waiting`.
    Halted,
    /// It was stopped; what it holds runs out.
    Stopping,
    /// It is over and holds nothing.
    Stopped,
    /// It was asked for and could not be started or brought back; see `waiting`.
    Failed,
}

/// Dollars of a run, or of all. Equity has positions at their best bid, where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveMoney {
    /// Cash at the start.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub opening_usdc: Usdc,
    /// Cash that can be spent now.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub cash_usdc: Usdc,
    /// Cash, reservations, payouts to come, and positions at their bid.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub equity_usdc: Usdc,
    /// Net result of what is closed, fees included.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub realised_usdc: Usdc,
    /// What closing everything at the bid would add; positions without a bid count nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub unrealised_usdc: Usdc,
    /// Fees paid.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub fees_usdc: Usdc,
    /// Dollars tied up in positions and open orders.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub exposure_usdc: Usdc,
}

/// A run in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveRunSummary {
    /// Its id.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// The stored strategy it was started from, where there was one.
    pub strategy_id: Option<String>,
    /// The assignment it carries or carried, where there is one: `/assignments/{id}`.
    #[serde(default)]
    pub assignment_id: Option<String>,
    /// SHA-256 of the component that trades.
    pub component: String,
    /// The series it trades.
    pub series: Vec<String>,
    /// Where it stands.
    pub state: RunState,
    /// Why it has not traded, or does not now; `null` when nothing keeps it.
    pub waiting: Option<Waiting>,
    /// When it was started.
    pub started_at_ms: i64,
    /// The last tick it was shown.
    pub last_tick_ms: Option<i64>,
    /// The last decision that was not muted.
    pub last_signal: Option<LastSignal>,
    /// Its dollars.
    pub money: LiveMoney,
    /// Positions held.
    pub positions: u64,
    /// Orders that have not ended.
    pub open_orders: u64,
    /// Fills so far.
    pub fills: u64,
    /// Refused orders so far.
    pub denials: u64,
    /// A version runs beside it.
    pub has_shadow: bool,
}

/// What a strategy last wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LastSignal {
    /// When.
    pub at_ms: i64,
    /// In which market.
    pub market: String,
    /// What, in words: `buy UP 5.00 USDC`.
    pub text: String,
    /// Refused by this code, where it was.
    pub denied: Option<String>,
}

/// Why a run has not traded, the first that holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Waiting {
    /// It could not be started or brought back.
    Failed {
        /// A sentence.
        reason: String,
    },
    /// A kill switch is on.
    Killed {
        /// The one of all.
        all: bool,
    },
    /// There is no feed, or it is down.
    NoFeed,
    /// No slot of its series runs or is known.
    NoSlot,
    /// The slot runs, and no tick of it has come.
    NoTicks {
        /// The slot.
        market: String,
    },
    /// Its indicators need more rows.
    WarmingUp {
        /// Rows seen.
        rows: u64,
        /// Rows needed.
        needed: u64,
    },
    /// A limit keeps it from entering.
    Limit {
        /// The denial's code.
        code: String,
        /// The sentence with its numbers.
        detail: String,
    },
    /// It faulted and is not asked in this slot any more.
    Parked {
        /// The slot.
        market: String,
    },
    /// Its last order was refused.
    Denied {
        /// The denial's code.
        code: String,
        /// The sentence with its numbers.
        detail: String,
        /// Refusals by that code so far.
        times: u64,
    },
    /// An order rests and is not filled.
    Resting {
        /// How many.
        orders: u64,
    },
    /// Its conditions have not been met.
    NoDecision {
        /// Rows it looked at.
        rows: u64,
    },
}

/// A run with everything: `GET /live/runs/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveRun {
    /// As in the list.
    #[serde(flatten)]
    pub summary: LiveRunSummary,
    /// Parameter values by name.
    pub parameters: BTreeMap<String, f64>,
    /// Latency to the venue, ms.
    pub latency_ms: u32,
    /// Limits on its entries.
    pub limits: LiveLimits,
    /// What it holds.
    pub held: Vec<LivePosition>,
    /// Orders: open ones, then the newest that ended, at most 200.
    pub orders: Vec<LiveOrder>,
    /// Fills, the newest first, at most 200; all of them are events.
    pub recent_fills: Vec<Fill>,
    /// Equity over time, thinned to at most 1,000 points.
    pub equity: Vec<EquityPoint>,
    /// Refused orders by code.
    pub denials_by_code: BTreeMap<String, u64>,
    /// Markets it trades now, ending first.
    pub markets: Vec<LiveMarket>,
    /// The version beside it.
    pub shadow: Option<LiveShadow>,
}

/// A market a run follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveMarket {
    /// Its slug.
    pub market: String,
    /// When its slot ends.
    pub ends_at_ms: i64,
    /// Rows looked at.
    pub rows: u64,
    /// The last one.
    pub last_tick_ms: Option<i64>,
    /// Its slot is over and the winner not known.
    pub awaiting_winner: bool,
    /// The strategy is not asked in it any more.
    pub parked: bool,
}

/// Shares of one outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LivePosition {
    /// The market.
    pub market: String,
    /// Which outcome.
    pub outcome: Outcome,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub shares: Shares,
    /// What they cost, fees excluded.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub cost_usdc: Usdc,
    /// The best bid of the last row; `null` without one.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub bid: Option<Price>,
    /// Worth at the bid less cost; `null` without a bid.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub unrealised_usdc: Option<Usdc>,
    /// Since when.
    pub opened_at_ms: i64,
    /// When the slot ends.
    pub ends_at_ms: i64,
}

/// An order of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveOrder {
    /// As in reports; of an open one, as it stands now.
    #[serde(flatten)]
    pub order: Order,
    /// It has not ended.
    pub open: bool,
}

/// The version beside a run: shown the same, not trading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveShadow {
    /// SHA-256 of its component.
    pub component: String,
    /// Parameter values by name.
    pub parameters: BTreeMap<String, f64>,
    /// It went on from the state of the version that trades.
    pub warm: bool,
    /// Rows compared.
    pub rows: u64,
    /// Rows on which it decided otherwise.
    pub differed: u64,
}
