//! Why an order was refused: a stable code and a sentence with the numbers.

use craftstrat_model::{Price, Shares, TimeMs, Usdc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whose limit was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The account of one strategy.
    Strategy,
    /// All accounts of a portfolio together.
    Portfolio,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Strategy => "strategy",
            Self::Portfolio => "portfolio",
        })
    }
}

/// Why no entry is allowed at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Halt {
    /// The kill switch of the strategy.
    Strategy,
    /// The kill switch of everything.
    All,
    /// The strategy was stopped.
    Stopped,
}

/// A refusal. Display is a sentence for the strategy's owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// More entries of this outcome are held or in flight than the risk section permits.
    #[error("{open} entries of this outcome are held or in flight, the limit is {max} (max_open_entries)")]
    OpenEntries {
        /// Held or in flight.
        open: u32,
        /// The limit.
        max: u32,
    },
    /// Enough entries were approved in this slot.
    #[error("{trades} entries were approved in this slot, the limit is {max} (max_trades_per_slot)")]
    TradesPerSlot {
        /// Approved so far.
        trades: u32,
        /// The limit.
        max: u32,
    },
    /// The last entry is too recent.
    #[error("the cool-down after the last entry lasts another {left_ms} ms")]
    CoolDown {
        /// Time left.
        left_ms: i64,
    },
    /// The position would become too large.
    #[error(
        "{committed} dollars are held or in flight, {wanted} more would exceed {max} (max_position_usdc)"
    )]
    MaxPosition {
        /// Cost held and in flight.
        committed: Usdc,
        /// Cost of the order.
        wanted: Usdc,
        /// The limit.
        max: Usdc,
    },
    /// A stop or target of this outcome is being executed.
    #[error("a stop or target of this outcome is being executed")]
    Exiting,
    /// No settled share is free to be sold.
    #[error("no settled share of this outcome is free to be sold")]
    NothingToSell,
    /// The same stop-loss or take-profit order is open already.
    #[error("the same stop-loss or take-profit order is open already")]
    ExitAlreadyOpen,
    /// Stop-loss and take-profit orders sell; they cannot buy.
    #[error("stop-loss and take-profit orders are exits: they cannot buy")]
    ExitCannotBuy,
    /// A sell cannot be sized by a Kelly probability.
    #[error("a sell cannot be sized by a Kelly probability: size it in shares or dollars, or close")]
    KellyCannotSell,
    /// There is nothing to cancel.
    #[error("no order of this outcome can be cancelled")]
    NothingToCancel,
    /// The Kelly stake is zero or less.
    #[error("the probability is not above the price of {price}: Kelly stakes nothing")]
    NoEdge {
        /// What a share costs.
        price: Price,
    },
    /// A default worst price or a size needs a quote, and there is none.
    #[error("there is no quote to size or limit the order by")]
    NoQuote,
    /// The price cannot be quoted.
    #[error("the price {price} is outside {low} to {high}")]
    PriceOutOfRange {
        /// What was asked for, rounded to the tick.
        price: Price,
        /// Lowest permitted.
        low: Price,
        /// Highest permitted.
        high: Price,
    },
    /// Too few shares for a limit order.
    #[error("{shares} shares, a limit order needs {min}")]
    BelowMinimumShares {
        /// After rounding.
        shares: Shares,
        /// The venue's minimum.
        min: Shares,
    },
    /// Too few dollars for an order that takes.
    #[error("{amount} dollars, an order that takes from the book needs {min}")]
    BelowMinimumSize {
        /// After rounding.
        amount: Usdc,
        /// The venue's minimum.
        min: Usdc,
    },
    /// The order could not reach the book before the slot ends.
    #[error("due at {due}, the slot ends at {end}")]
    SlotEnding {
        /// When it would have matched.
        due: TimeMs,
        /// The slot's end.
        end: TimeMs,
    },
    /// A kill switch is on, or the strategy was stopped.
    #[error("{}", match by {
        Halt::Strategy => "the kill switch of this strategy is on",
        Halt::All => "the kill switch of all strategies is on",
        Halt::Stopped => "the strategy was stopped",
    })]
    Halted {
        /// Which.
        by: Halt,
    },
    /// Too many shares in one order.
    #[error("{shares} shares in one order, the limit is {max}")]
    OrderTooLarge {
        /// What the order is for.
        shares: Shares,
        /// The limit.
        max: Shares,
    },
    /// Too many dollars in one order.
    #[error("the order may cost {cost} dollars, the limit is {max}")]
    OrderTooExpensive {
        /// Most it can cost, fees excluded.
        cost: Usdc,
        /// The limit.
        max: Usdc,
    },
    /// The price lies too far beyond the book.
    #[error("the price {price} is more than {max} beyond the best quote {quote}")]
    PriceCollar {
        /// The order's.
        price: Price,
        /// The book's best.
        quote: Price,
        /// The collar.
        max: Price,
    },
    /// Bid and ask are too far apart.
    #[error("the spread is {spread}, the limit is {max}")]
    SpreadTooWide {
        /// Ask less bid.
        spread: Price,
        /// The limit.
        max: Price,
    },
    /// Too little is on offer.
    #[error("{depth} dollars are on offer within the price, at least {min} must be")]
    DepthTooThin {
        /// Dollars within the order's price.
        depth: Usdc,
        /// The limit.
        min: Usdc,
    },
    /// The row is too old to act on.
    #[error("the row is {age_ms} ms old, the limit is {max_ms}")]
    StaleRow {
        /// Its age.
        age_ms: i64,
        /// The limit.
        max_ms: i64,
    },
    /// The slot is about to end.
    #[error("the slot ends in {left_ms} ms, at least {min_ms} must be left")]
    SlotNearEnd {
        /// Time left.
        left_ms: i64,
        /// The limit.
        min_ms: i64,
    },
    /// Too much in one market.
    #[error("{held} dollars are tied up in this market, {wanted} more would exceed {max} ({scope})")]
    MarketExposure {
        /// Whose limit.
        scope: Scope,
        /// Held and in flight.
        held: Usdc,
        /// What the order adds.
        wanted: Usdc,
        /// The limit.
        max: Usdc,
    },
    /// Too much in all markets.
    #[error("{held} dollars are tied up, {wanted} more would exceed {max} ({scope})")]
    Exposure {
        /// Whose limit.
        scope: Scope,
        /// Held and in flight.
        held: Usdc,
        /// What the order adds.
        wanted: Usdc,
        /// The limit.
        max: Usdc,
    },
    /// Too many open orders.
    #[error("{open} orders are open, the limit is {max} ({scope})")]
    OpenOrders {
        /// Whose limit.
        scope: Scope,
        /// Open now.
        open: u32,
        /// The limit.
        max: u32,
    },
    /// Too many entries in a minute.
    #[error("{entries} entries within a minute, the limit is {max} ({scope})")]
    OrderRate {
        /// Whose limit.
        scope: Scope,
        /// In the last minute.
        entries: u32,
        /// The limit.
        max: u32,
    },
    /// Too many entries in this slot, by the guard.
    #[error("{trades} entries were approved in this slot, the limit is {max} ({scope})")]
    SlotTrades {
        /// Whose limit.
        scope: Scope,
        /// Approved so far.
        trades: u32,
        /// The limit.
        max: u32,
    },
    /// The day's loss is reached.
    #[error("{loss} dollars were lost today, the limit is {max} ({scope})")]
    DailyLoss {
        /// Whose limit.
        scope: Scope,
        /// Since midnight UTC.
        loss: Usdc,
        /// The limit.
        max: Usdc,
    },
    /// The week's loss is reached.
    #[error("{loss} dollars were lost this week, the limit is {max} ({scope})")]
    WeeklyLoss {
        /// Whose limit.
        scope: Scope,
        /// Since Monday, UTC.
        loss: Usdc,
        /// The limit.
        max: Usdc,
    },
    /// Equity fell too far.
    #[error("equity is {drawdown} dollars below its highest, the limit is {max} ({scope})")]
    Drawdown {
        /// Whose limit.
        scope: Scope,
        /// How far.
        drawdown: Usdc,
        /// The limit.
        max: Usdc,
    },
    /// The cash that must be left would be spent.
    #[error("{left} dollars of cash would be left, at least {min} must be ({scope})")]
    CashFloor {
        /// Whose limit.
        scope: Scope,
        /// What would be left.
        left: Usdc,
        /// The limit.
        min: Usdc,
    },
    /// Not enough cash.
    #[error("{needed} dollars are needed with fees, {available} are free")]
    InsufficientCash {
        /// What the order reserves.
        needed: Usdc,
        /// What can be spent.
        available: Usdc,
    },
}

impl Denial {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OpenEntries { .. } => "open_entries",
            Self::TradesPerSlot { .. } => "trades_per_slot",
            Self::CoolDown { .. } => "cool_down",
            Self::MaxPosition { .. } => "max_position",
            Self::Exiting => "exiting",
            Self::NothingToSell => "nothing_to_sell",
            Self::ExitAlreadyOpen => "exit_already_open",
            Self::ExitCannotBuy => "exit_cannot_buy",
            Self::KellyCannotSell => "kelly_cannot_sell",
            Self::NothingToCancel => "nothing_to_cancel",
            Self::NoEdge { .. } => "no_edge",
            Self::NoQuote => "no_quote",
            Self::PriceOutOfRange { .. } => "price_out_of_range",
            Self::BelowMinimumShares { .. } => "below_minimum_shares",
            Self::BelowMinimumSize { .. } => "below_minimum_size",
            Self::SlotEnding { .. } => "slot_ending",
            Self::InsufficientCash { .. } => "insufficient_cash",
            Self::Halted { by: Halt::Strategy } => "kill_switch",
            Self::Halted { by: Halt::All } => "kill_switch_all",
            Self::Halted { by: Halt::Stopped } => "stopped",
            Self::OrderTooLarge { .. } => "order_shares",
            Self::OrderTooExpensive { .. } => "order_usdc",
            Self::PriceCollar { .. } => "price_collar",
            Self::SpreadTooWide { .. } => "spread",
            Self::DepthTooThin { .. } => "depth",
            Self::StaleRow { .. } => "stale_row",
            Self::SlotNearEnd { .. } => "slot_near_end",
            Self::MarketExposure { scope, .. } => of(*scope, "market_exposure", "portfolio_market_exposure"),
            Self::Exposure { scope, .. } => of(*scope, "exposure", "portfolio_exposure"),
            Self::OpenOrders { scope, .. } => of(*scope, "open_orders", "portfolio_open_orders"),
            Self::OrderRate { scope, .. } => of(*scope, "order_rate", "portfolio_order_rate"),
            Self::SlotTrades { scope, .. } => of(*scope, "slot_trades", "portfolio_slot_trades"),
            Self::DailyLoss { scope, .. } => of(*scope, "daily_loss", "portfolio_daily_loss"),
            Self::WeeklyLoss { scope, .. } => of(*scope, "weekly_loss", "portfolio_weekly_loss"),
            Self::Drawdown { scope, .. } => of(*scope, "drawdown", "portfolio_drawdown"),
            Self::CashFloor { scope, .. } => of(*scope, "cash_floor", "portfolio_cash_floor"),
        }
    }
}

const fn of(scope: Scope, strategy: &'static str, portfolio: &'static str) -> &'static str {
    match scope {
        Scope::Strategy => strategy,
        Scope::Portfolio => portfolio,
    }
}
