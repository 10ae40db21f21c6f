//! The words and numbers of the JSON: enums as they are spelled on the wire, decimal strings, rounded ratios.

use craftstrat_engine::record;
use craftstrat_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Schema of an amount: a decimal string with at most six decimals. Amounts themselves are [`model::Usdc`],
/// [`model::Price`] and [`model::Shares`].
#[derive(JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[schemars(transparent)]
pub struct Decimal(#[schemars(regex(pattern = r"^-?\d+(\.\d{1,6})?$"))] pub String);

/// `value` at six decimals, as JSON carries every ratio; `None` when it is not finite.
pub fn number(value: f64) -> Option<f64> {
    let rounded = (value * 1e6).round_ties_even() / 1e6;
    // `+ 0.0` turns a negative zero into zero.
    if rounded.is_finite() { Some(rounded + 0.0) } else { value.is_finite().then_some(value) }
}

// The text is a `tt`: what is matched as a `literal` is wrapped, and utoipa does not see through that.
macro_rules! wire {
    ($(#[$doc:meta])* $name:ident from $source:path { $($(#[$variant_doc:meta])* $variant:ident = $text:tt,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// As it is spelled in JSON.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl From<$source> for $name {
            fn from(value: $source) -> Self {
                use $source as Source;
                match value { $(Source::$variant => Self::$variant,)* }
            }
        }
    };
}

wire! {
    /// One of the two outcomes.
    Outcome from model::Outcome {
        /// Up.
        Up = "UP",
        /// Down.
        Down = "DOWN",
    }
}
wire! {
    /// How a slot was decided.
    Winner from model::Winner {
        /// Up shares pay one dollar.
        Up = "UP",
        /// Down shares pay one dollar.
        Down = "DOWN",
        /// Both pay half a dollar.
        Split = "SPLIT",
    }
}
wire! {
    /// How the winner is known.
    WinnerSource from model::WinnerSource {
        /// Market metadata.
        Metadata = "metadata",
        /// The last seconds of the book.
        Inferred = "inferred",
        /// It is not known.
        Unresolved = "unresolved",
        /// The generator made it.
        Generated = "generated",
    }
}
wire! {
    /// Which way shares moved.
    Side from record::TradeSide {
        /// Shares in, cash out.
        Buy = "buy",
        /// Shares out, cash in.
        Sell = "sell",
    }
}
wire! {
    /// Who provided the liquidity of a fill.
    Liquidity from record::Liquidity {
        /// We crossed the book.
        Taker = "taker",
        /// We rested and a recorded trade went through us.
        Maker = "maker",
        /// We rested and the quote went through us: an estimate.
        MakerEstimated = "maker_estimated",
    }
}
wire! {
    /// Why an order was made.
    Cause from record::Cause {
        /// The strategy decided it.
        Strategy = "strategy",
        /// The stop was reached.
        StopLoss = "stop_loss",
        /// The target was reached.
        TakeProfit = "take_profit",
    }
}
wire! {
    /// How a trade ended.
    ExitReason from record::ExitReason {
        /// The strategy sold.
        Strategy = "strategy",
        /// The stop was reached.
        StopLoss = "stop_loss",
        /// The target was reached.
        TakeProfit = "take_profit",
        /// The slot resolved while shares were held.
        Settlement = "settlement",
        /// A pair was merged into a dollar.
        Merge = "merge",
        /// The slot ended without a known winner.
        Unresolved = "unresolved",
    }
}
wire! {
    /// How an order ended.
    OrderEnd from record::OrderEnd {
        /// Everything was filled.
        Filled = "filled",
        /// Some was filled, the rest killed.
        PartiallyFilled = "partially_filled",
        /// Nothing could be filled within its worst price.
        Killed = "killed",
        /// No row within 5 s of the due time.
        NoData = "no_data",
        /// The strategy or a newer exit cancelled it.
        Cancelled = "cancelled",
        /// The slot ended.
        Expired = "expired",
    }
}

/// Stable code of a fault.
pub fn fault_code(fault: &model::Fault) -> &'static str {
    match fault {
        model::Fault::OutOfFuel { .. } => "out_of_fuel",
        model::Fault::OutOfMemory { .. } => "out_of_memory",
        model::Fault::Trap { .. } => "trap",
        model::Fault::InvalidDecision { .. } => "invalid_decision",
        model::Fault::Contract { .. } => "contract",
        model::Fault::WorldMismatch(_) => "world_mismatch",
        model::Fault::Host(_) => "host_limit",
    }
}
