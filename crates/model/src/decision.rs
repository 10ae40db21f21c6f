//! What a strategy sees of its account and what it decides.

use crate::Outcome;
use serde::{Deserialize, Serialize};

/// Largest number of decisions one row may carry.
pub const DECISIONS_PER_ROW_MAX: usize = 8;

/// What a decision asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Buy shares of the outcome.
    Buy,
    /// Sell some shares of the outcome.
    Sell,
    /// Sell every share of the outcome.
    Close,
    /// Cancel every resting order of the outcome.
    Cancel,
}

impl Signal {
    /// All signals in the order of the world's enum.
    pub const ALL: [Self; 4] = [Self::Buy, Self::Sell, Self::Close, Self::Cancel];
}

/// The unit of [`Decision::size`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeMode {
    /// Dollars, fees excluded.
    Usdc,
    /// Shares.
    Shares,
    /// Fraction of equity, 0 to 1.
    EquityFraction,
    /// Probability that the outcome wins, 0 to 1; staked by the Kelly criterion times [`Decision::kelly_fraction`].
    KellyProbability,
}

impl SizeMode {
    /// All modes in the order of the world's enum.
    pub const ALL: [Self; 4] = [Self::Usdc, Self::Shares, Self::EquityFraction, Self::KellyProbability];
}

/// How a decision's order executes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderType {
    /// Fill what is there down to a worst price, kill the rest (FAK). `price`, when given, is that worst price.
    Market,
    /// Rest at `price` until filled, cancelled or the slot ends.
    Limit,
    /// When the held outcome's bid is at or below `price`, sell at market.
    StopLoss,
    /// When the held outcome's bid is at or above `price`, sell at market.
    TakeProfit,
}

impl OrderType {
    /// All types in the order of the world's enum.
    pub const ALL: [Self; 4] = [Self::Market, Self::Limit, Self::StopLoss, Self::TakeProfit];
}

/// One decision of a strategy on one row. Sizes and prices are what the guest said, not yet checked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What to do.
    pub signal: Signal,
    /// On which outcome.
    pub outcome: Outcome,
    /// Unit of `size`. Ignored for close and cancel.
    pub size_mode: SizeMode,
    /// How much, in the unit of `size_mode`. Ignored for close and cancel.
    pub size: f64,
    /// Multiplier of the full Kelly stake, 0 to 1; 1 in other modes.
    pub kelly_fraction: f64,
    /// How the order executes.
    pub order_type: OrderType,
    /// Limit, trigger or worst price in dollars per share.
    pub price: Option<f64>,
    /// Index into [`crate::Description::nodes`] of the node that decided; 0 where a strategy has none.
    pub node: u32,
}

/// A signal on an outcome: what [`Muted`] lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Action(pub Signal, pub Outcome);

/// The set of actions the engine would refuse now. It only filters: the strategy's state advances as if it were empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Muted(u32);

impl Muted {
    /// Nothing is refused.
    pub const NONE: Self = Self(0);
    /// Everything is refused.
    pub const ALL: Self = Self(0xff);

    /// The bit of an action: signal x 2 + outcome, in the order of the world's flags
    /// (`buy-up`, `buy-down`, `sell-up`, `sell-down`, `close-up`, `close-down`, `cancel-up`, `cancel-down`).
    pub const fn bit(action: Action) -> u32 {
        1 << (action.0 as u32 * 2 + action.1 as u32)
    }

    /// With `action` added.
    #[must_use]
    pub const fn with(self, action: Action) -> Self {
        Self(self.0 | Self::bit(action))
    }

    /// Whether `action` is refused.
    pub const fn contains(self, action: Action) -> bool {
        self.0 & Self::bit(action) != 0
    }

    /// The eight bits.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// From eight bits; others are dropped.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & 0xff)
    }
}

/// What a strategy may know of its account in one market. Constant between two calls of `next`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AccountView {
    /// Shares held, Up then Down.
    pub shares: [f64; 2],
    /// Average entry cost per share in dollars, entry fees included; NaN when flat.
    pub average_cost: [f64; 2],
    /// When the position was opened, in ms since the epoch; NaN when flat.
    pub opened_at_ms: [f64; 2],
    /// Orders resting or in flight in this market.
    pub open_orders: u32,
    /// Entries approved in this slot.
    pub trades: u32,
    /// Cash that can be spent, in dollars; NaN unless the strategy declares that it reads it.
    pub cash: f64,
    /// Cash, reservations, pending payouts and positions at their bid, in dollars; NaN unless declared.
    pub equity: f64,
}

impl AccountView {
    /// Flat, with nothing declared.
    pub const FLAT: Self = Self {
        shares: [0.0; 2],
        average_cost: [f64::NAN; 2],
        opened_at_ms: [f64::NAN; 2],
        open_orders: 0,
        trades: 0,
        cash: f64::NAN,
        equity: f64::NAN,
    };
}
