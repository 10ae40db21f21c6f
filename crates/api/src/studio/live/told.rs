//! What the server tells people beside events, as codes with numbers: pages say it in the reader's language. An English
//! sentence goes with each for whoever has no page.

#[cfg(feature = "openapi")]
use crate::wire::Decimal;
use craftstrat_model::Usdc;
use serde::{Deserialize, Serialize};

/// What an alert says: a stable code and its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum AlertTold {
    /// A strategy faulted.
    Faulted {
        /// In which market, where it was in one.
        market: Option<String>,
        /// Why, in English: part of it may come from the strategy.
        reason: String,
    },
    /// The version beside a run faulted and is gone.
    ShadowFaulted {
        /// In which market, where it was in one.
        market: Option<String>,
        /// Why, in English.
        reason: String,
    },
    /// A limit on losses was reached: entries are refused.
    LimitReached {
        /// The denial's code.
        denial: String,
        /// The sentence with its numbers, in English.
        detail: String,
    },
    /// Many orders were refused within a minute.
    ManyDenied {
        /// How many.
        count: u64,
        /// The code most of them had.
        denial: String,
    },
    /// A connection to the venue was lost.
    ConnectionLost {
        /// Which: `market` or `prices`.
        connection: String,
    },
    /// A connection is back.
    ConnectionBack {
        /// Which.
        connection: String,
        /// Whole seconds it was away.
        seconds: u64,
    },
    /// A market paid for what was held in it.
    Paid {
        /// The market.
        market: String,
        /// What it paid.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        payout_usdc: Usdc,
        /// What the shares had cost.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        cost_usdc: Usdc,
        /// Net result of the trades that closed, fees included.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        net_usdc: Usdc,
    },
    /// A market ended without a known winner: what was held counts as lost.
    NoWinner {
        /// The market.
        market: String,
        /// What the shares had cost.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        cost_usdc: Usdc,
        /// Net result of the trades that closed, fees included.
        #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
        net_usdc: Usdc,
    },
    /// The paper desk stopped or did not start.
    DeskFailed {
        /// Why and what to do, in English.
        reason: String,
    },
    /// There is no room on the disk for the event log: nothing trades until there is.
    DiskFull,
    /// There is room again: the desk goes on.
    DiskFree,
    /// A test of the webhook.
    Test,
}

/// Why a run and its backtest may part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// Which, with its numbers.
    #[serde(flatten)]
    pub why: Why,
    /// The same as an English sentence.
    pub detail: String,
}

/// Why a run and its backtest may part: a stable code and its numbers. Of markets at most three are named, whatever the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Why {
    /// Limits over all runs are set, which a backtest of one run has not.
    LimitsOverAll,
    /// The desk did not keep up and lost rows since the server was started.
    RowsShed {
        /// How many.
        rows: u64,
    },
    /// Settled markets are left out: the tick store has not all of them yet, or not any more.
    MarketsAbsent {
        /// How many.
        count: u64,
        /// Some of them.
        markets: Vec<String>,
    },
    /// In some markets the desk looked at other rows than the store has.
    OtherRows {
        /// How many markets.
        count: u64,
        /// Some of them.
        markets: Vec<String>,
    },
    /// Another version took over: the backtest runs the first one throughout.
    VersionChanged,
    /// A kill switch was turned while it ran: a backtest has none.
    KillSwitch,
    /// Rows came too late for the desk: the store has them in their place.
    RowsLate {
        /// How many.
        rows: u64,
    },
    /// It began in the middle of slots: the backtest begins there as well.
    BeganWithin {
        /// How many slots.
        count: u64,
        /// Some of them.
        markets: Vec<String>,
    },
    /// It was stopped while slots ran: the backtest goes on to their end.
    StoppedWithin {
        /// How many slots.
        count: u64,
        /// Some of them.
        markets: Vec<String>,
    },
}
