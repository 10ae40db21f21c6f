//! Why an order was refused: a stable code and a sentence with the numbers.

use craftstrat_model::{Price, Shares, TimeMs, Usdc};

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
        }
    }
}
