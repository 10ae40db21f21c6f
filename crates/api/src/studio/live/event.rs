//! What happened, and what somebody should know of at once.

use super::{AlertTold, SourceStatus};
use crate::report::{Fill, Order, Trade};
#[cfg(feature = "openapi")]
use crate::wire::Decimal;
use crate::wire::{Outcome, Winner};
use craftstrat_model::{Shares, Usdc};
use serde::{Deserialize, Serialize};

/// Something that happened, once it is on the disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveEvent {
    /// Its place in the log: events made later have a greater one.
    pub id: String,
    /// When, at the venue.
    pub at_ms: i64,
    /// The run; `null` for what belongs to none.
    pub run_id: Option<String>,
    /// The run's name.
    pub run_name: Option<String>,
    /// The market.
    pub market: Option<String>,
    /// What kind.
    pub kind: EventKind,
    /// What.
    pub detail: EventDetail,
}

/// What kind of event: what the log is filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A run began, ended, was paused or changed.
    Run,
    /// An order was approved or ended.
    Order,
    /// A match.
    Fill,
    /// A round trip is complete.
    Trade,
    /// An order was refused.
    Denial,
    /// A market was settled, pairs were merged, dust was given up.
    Settlement,
    /// A strategy faulted.
    Fault,
    /// The version beside a run was set, differed, took over or went.
    Version,
    /// The feed: a source changed, a row came too late.
    Feed,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "what")]
#[allow(clippy::large_enum_variant)]
pub enum EventDetail {
    /// A run began.
    Started,
    /// It is asked no more; what it holds runs out.
    Stopped,
    /// It holds nothing more.
    Over,
    /// A kill switch was turned.
    Kill {
        /// On or off.
        on: bool,
        /// The one of all.
        all: bool,
    },
    /// Something that was asked for cannot be done.
    Rejected {
        /// Why: a sentence.
        reason: String,
    },
    /// The gate approved an order.
    Approved {
        /// The order.
        order: Order,
        /// Dollars reserved for it.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        reserved_usdc: Usdc,
    },
    /// An order ended.
    Ended {
        /// The order.
        order: Order,
    },
    /// A match.
    Filled {
        /// The fill.
        fill: Fill,
    },
    /// A round trip is complete.
    Closed {
        /// The trade.
        trade: Trade,
    },
    /// An order was refused. The same refusal in the same market is told once until something is booked there, and again
    /// whenever it has come 20 more times within a minute.
    Denied {
        /// What was asked for, in words: `buy UP 5.00 USDC`.
        decision: String,
        /// The stable code.
        code: String,
        /// The sentence with its numbers.
        detail: String,
        /// Refusals this stands for; one where it is not said.
        #[serde(default = "once")]
        times: u32,
    },
    /// Up and Down shares became dollars.
    Merged {
        /// Pairs.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        shares: Shares,
        /// Dollars received.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        proceeds_usdc: Usdc,
    },
    /// What was left after a sale was too little to sell.
    Abandoned {
        /// Its cost.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        cost_usdc: Usdc,
    },
    /// Held shares were paid out.
    Paid {
        /// Which outcome's.
        outcome: Outcome,
        /// How many.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        shares: Shares,
        /// What they cost.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        cost_usdc: Usdc,
        /// What they paid.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        payout_usdc: Usdc,
    },
    /// A market is settled.
    Settled {
        /// Who won; `null` where nobody will ever know.
        winner: Option<Winner>,
        /// Rows the run looked at.
        rows: u64,
    },
    /// A strategy faulted.
    Faulted {
        /// Why: a sentence.
        reason: String,
    },
    /// Another version runs beside it.
    Shadowing {
        /// SHA-256 of its component.
        component: String,
        /// Why it started afresh, where it did.
        cold: Option<String>,
    },
    /// The version beside it decided otherwise.
    Differed {
        /// What was decided, in words; empty for nothing.
        live: Vec<String>,
        /// What it would have decided.
        shadow: Vec<String>,
    },
    /// The version beside it faulted and is gone.
    ShadowFaulted {
        /// Why: a sentence.
        reason: String,
    },
    /// The version beside it took over.
    Swapped {
        /// SHA-256 of its component.
        component: String,
        /// It knows what it has to; otherwise it warms up first.
        warm: bool,
    },
    /// The version beside it is gone.
    Discarded,
    /// A row came too late, or outside its slot, and was not looked at.
    Dropped,
    /// A source of the feed changed.
    Source {
        /// What is meant: `market connection`, `btc chainlink`, a slug.
        name: String,
        /// How it is now.
        status: SourceStatus,
    },
}

/// Events kept from before refusals were counted stand for one.
const fn once() -> u32 {
    1
}

/// Something somebody should know of at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alert {
    /// Its id; alerts made later have a greater one.
    pub id: String,
    /// When.
    pub at_ms: i64,
    /// What.
    pub kind: AlertKind,
    /// The run it is about.
    pub run_id: Option<String>,
    /// The run's name.
    pub run_name: Option<String>,
    /// What it is about beyond that: a market, a source, a denial's code.
    pub subject: String,
    /// A sentence with the numbers, in English.
    pub text: String,
    /// The same as a code with its numbers; `null` for alerts kept from before there were codes.
    #[serde(default)]
    pub told: Option<AlertTold>,
    /// It was seen.
    pub seen: bool,
}

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A strategy faulted.
    Fault,
    /// Many orders were refused within a minute.
    DenialBurst,
    /// A connection of the feed was lost, or is back.
    Disconnect,
    /// A loss or drawdown limit was reached.
    LossLimit,
    /// A market with a position was settled.
    Resolution,
    /// The paper desk stopped or waits for room on the disk, and nothing trades; or it goes on again.
    DeskFailed,
}

/// Where alerts are sent beyond the page: `PUT /live/webhook`, answered by [`WebhookSet`].
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WebhookSettings {
    /// Where: an `https://` address of the public internet; for the owner of a local server and for operators `https://`
    /// anywhere, and `http://` on this machine. Nowhere when absent. Gets an [`Alert`] as JSON by `POST`, signed.
    pub url: Option<String>,
    /// Which kinds; all when empty.
    pub kinds: Vec<AlertKind>,
}

/// The webhook and how it goes: `GET /live/webhook`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookState {
    /// As it is set.
    #[serde(flatten)]
    pub settings: WebhookSettings,
    /// Alerts delivered.
    pub delivered: u64,
    /// Alerts given up after all attempts.
    pub failed: u64,
    /// Why the last attempt failed; `null` when it did not.
    pub last_error: Option<String>,
}

/// The webhook was set.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookSet {
    /// As it is now.
    #[serde(flatten)]
    pub state: WebhookState,
    /// What deliveries are signed with from now on: the key of HMAC-SHA256, as text. It is shown this once, and there is none
    /// without an address. Setting the webhook again makes another.
    pub secret: Option<String>,
}
