//! Limits on entries, as people set them.

#[cfg(feature = "openapi")]
use crate::wire::Decimal;
use craftstrat_engine::risk::Guard;
use craftstrat_model::{Price, Shares, Usdc};
use serde::{Deserialize, Serialize};

/// Limits on entries of a run, or of all runs together (`GET`, `PUT /live/limits`). An absent one limits nothing; reaching one
/// is allowed, exceeding it is not. Exits are never held up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct LiveLimits {
    /// Shares of one order.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_order_shares: Option<Shares>,
    /// Most one order may cost, fees excluded.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_order_usdc: Option<Usdc>,
    /// How far an order's price may lie beyond the best opposing quote.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub price_collar: Option<Price>,
    /// Widest spread of the outcome's book.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_spread: Option<Price>,
    /// Dollars that must be on offer within the price of an order that takes.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub min_depth_usdc: Option<Usdc>,
    /// Oldest row an order may be decided on, ms.
    pub max_age_ms: Option<u32>,
    /// Time that must be left until the slot's end, ms.
    pub min_left_ms: Option<u32>,
    /// Dollars tied up in one market.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_market_usdc: Option<Usdc>,
    /// Dollars tied up in all markets.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_exposure_usdc: Option<Usdc>,
    /// Orders that have not ended.
    pub max_open_orders: Option<u32>,
    /// Entries approved within a minute.
    pub max_entries_per_minute: Option<u32>,
    /// Entries approved in one slot.
    pub max_trades_per_slot: Option<u32>,
    /// Loss since the day began (UTC) at which entries end for the day.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_daily_loss_usdc: Option<Usdc>,
    /// Loss since Monday (UTC) at which entries end for the week.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_weekly_loss_usdc: Option<Usdc>,
    /// Fall from the highest equity at which entries end.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_drawdown_usdc: Option<Usdc>,
    /// Cash that must be left.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub min_cash_usdc: Option<Usdc>,
}

impl From<LiveLimits> for Guard {
    fn from(limits: LiveLimits) -> Self {
        Self {
            max_order_shares: limits.max_order_shares,
            max_order_usdc: limits.max_order_usdc,
            price_collar: limits.price_collar,
            max_spread: limits.max_spread,
            min_depth_usdc: limits.min_depth_usdc,
            max_age_ms: limits.max_age_ms,
            min_left_ms: limits.min_left_ms,
            max_market_usdc: limits.max_market_usdc,
            max_exposure_usdc: limits.max_exposure_usdc,
            max_open_orders: limits.max_open_orders,
            max_entries_per_minute: limits.max_entries_per_minute,
            max_trades_per_slot: limits.max_trades_per_slot,
            max_daily_loss: limits.max_daily_loss_usdc,
            max_weekly_loss: limits.max_weekly_loss_usdc,
            max_drawdown: limits.max_drawdown_usdc,
            min_cash: limits.min_cash_usdc,
        }
    }
}

impl From<Guard> for LiveLimits {
    fn from(guard: Guard) -> Self {
        Self {
            max_order_shares: guard.max_order_shares,
            max_order_usdc: guard.max_order_usdc,
            price_collar: guard.price_collar,
            max_spread: guard.max_spread,
            min_depth_usdc: guard.min_depth_usdc,
            max_age_ms: guard.max_age_ms,
            min_left_ms: guard.min_left_ms,
            max_market_usdc: guard.max_market_usdc,
            max_exposure_usdc: guard.max_exposure_usdc,
            max_open_orders: guard.max_open_orders,
            max_entries_per_minute: guard.max_entries_per_minute,
            max_trades_per_slot: guard.max_trades_per_slot,
            max_daily_loss_usdc: guard.max_daily_loss,
            max_weekly_loss_usdc: guard.max_weekly_loss,
            max_drawdown_usdc: guard.max_drawdown,
            min_cash_usdc: guard.min_cash,
        }
    }
}
