//! What can be set about a simulated venue, with the venue's own values as defaults.

use craftstrat_model::{Price, Shares, TimeMs, Usdc};
use serde::{Deserialize, Serialize};

/// How the simulated venue behaves. Times are milliseconds of virtual time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The same seed gives the same venue.
    pub seed: u64,
    /// Virtual time at the beginning.
    pub start: TimeMs,
    /// How long before its start a market is announced.
    pub announce_ms: i64,
    /// How long before its start a market has a book.
    pub open_ms: i64,
    /// Shortest time from the end of a slot to its resolution.
    pub resolve_min_ms: i64,
    /// Longest time from the end of a slot to its resolution.
    pub resolve_max_ms: i64,
    /// From resolution to the auto-redeem operator's payout.
    pub redeem_ms: i64,
    /// How long a marketable order waits before it matches (`itode` of the venue: crypto markets).
    pub taker_delay_ms: i64,
    /// From a match to its transaction being mined.
    pub mined_ms: i64,
    /// From a match to its transaction being final.
    pub confirmed_ms: i64,
    /// Smallest size of a resting order.
    pub min_order_size: Shares,
    /// Smallest notional of a marketable buy.
    pub min_marketable_buy: Usdc,
    /// Price step of a new market.
    pub tick_size: Price,
    /// Smallest lead of a GTD order's expiration, seconds.
    pub gtd_lead_s: i64,
    /// How long before its expiration the venue drops a GTD order.
    pub gtd_early_ms: i64,
    /// Collateral that a wallet finds when its owner makes an API key.
    pub opening_cash: Usdc,
    /// Whether plain keys may trade; the venue lets new accounts trade from deposit wallets only.
    pub plain_keys: bool,
    /// Whether winnings are paid out without being asked for, as the auto-redeem operator does once approved.
    pub auto_redeem: bool,
    /// Silence after which the heartbeat of a key that began one counts as lost, grace included.
    pub heartbeat_ms: i64,
    /// Largest difference of a signed request's time from the venue's, seconds; `None` accepts any, since virtual time
    /// and the clients' own clocks have nothing to do with each other.
    pub auth_window_s: Option<i64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            start: TimeMs::from_date(2026, 11, 2),
            announce_ms: 3_600_000,
            open_ms: 60_000,
            resolve_min_ms: 20_000,
            resolve_max_ms: 90_000,
            redeem_ms: 120_000,
            taker_delay_ms: 50,
            mined_ms: 2_500,
            confirmed_ms: 6_000,
            min_order_size: Shares::from_micros(5_000_000),
            min_marketable_buy: Usdc::from_micros(1_000_000),
            tick_size: Price::from_micros(10_000),
            gtd_lead_s: 180,
            gtd_early_ms: 60_000,
            opening_cash: Usdc::from_micros(10_000_000_000),
            plain_keys: true,
            auto_redeem: true,
            heartbeat_ms: 15_000,
            auth_window_s: None,
        }
    }
}
