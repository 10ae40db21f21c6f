//! The digest of a run: SHA-256 over a canonical encoding of its settings, markets and events.
//!
//! Every number is 8 bytes little-endian (an `f64` by its bits), every text its length and then its bytes, every event
//! its tag, market and time first. What is in: the settings that change results, each market with its slot and winner,
//! and in the order of the simulation approvals, matches, ends of orders, merges, write-offs, settlements, closed trades
//! and faults. Not in: refusals (they move nothing, and which refusals are computed at all depends on muting), progress,
//! threads, `tick_by_tick`. The text of a fault is left out too: it may name places in the host.

use crate::effect::{Effect, EffectKind};
use crate::fees::{BuyFee, FeeRule};
use crate::record::{Fill, OrderRecord, Trade};
use crate::risk::Guard;
use crate::settings::Settings;
use craftstrat_model::{Fault, Market, Price, Shares, Usdc};
use sha2::{Digest as _, Sha256};

/// Version of the encoding: part of what is hashed.
const ENCODING: &str = "craftstrat-events-1";

pub(crate) struct EventDigest(Sha256);

impl EventDigest {
    pub(crate) fn new(settings: &Settings) -> Self {
        let mut digest = Self(Sha256::new());
        digest.text(ENCODING);
        digest.settings(settings);
        digest
    }

    pub(crate) fn market(&mut self, market: &Market) {
        self.text(&market.slug);
        self.numbers(&[market.start.0, market.end.0, market.winner.map_or(-1, |w| w as i64)]);
    }

    pub(crate) fn event(&mut self, market: u32, effect: &Effect) {
        let head = |tag: i64| [tag, i64::from(market), effect.at.0, effect.phase as i64];
        match &effect.kind {
            EffectKind::Approved { order, reserved } => {
                self.numbers(&head(1));
                self.order(order);
                self.numbers(&[reserved.micros()]);
            }
            EffectKind::Filled { fill, cost } => {
                self.numbers(&head(2));
                self.fill(fill);
                self.numbers(&[cost.micros()]);
            }
            EffectKind::Released { amount } => {
                self.numbers(&head(3));
                self.numbers(&[amount.micros()]);
            }
            EffectKind::Ended { order, released } => {
                self.numbers(&head(4));
                self.order(order);
                self.numbers(&[released.micros()]);
            }
            EffectKind::Merged { shares, cost, proceeds, available_at } => {
                self.numbers(&head(5));
                self.numbers(&[shares.micros(), cost.micros(), proceeds.micros(), available_at.0]);
            }
            EffectKind::Abandoned { cost } => {
                self.numbers(&head(6));
                self.numbers(&[cost.micros()]);
            }
            EffectKind::Settled { outcome, shares, cost, payout, payout_best, available_at } => {
                self.numbers(&head(7));
                self.numbers(&[*outcome as i64, shares.micros(), cost.micros()]);
                self.numbers(&[payout.micros(), payout_best.micros(), available_at.0]);
            }
            EffectKind::Closed(trade) => {
                self.numbers(&head(8));
                self.trade(trade);
            }
            EffectKind::Faulted(fault) => {
                self.numbers(&head(9));
                self.numbers(&[fault_number(fault)]);
            }
        }
    }

    pub(crate) fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn settings(&mut self, settings: &Settings) {
        let Settings { cash, latency_ms, settle_ms, payout_ms, slippage, worse_ticks, .. } = settings;
        let delay = settings.taker_delay_ms.map_or(-1, i64::from);
        self.numbers(&[cash.micros(), i64::from(*latency_ms), i64::from(*settle_ms), i64::from(*payout_ms)]);
        self.numbers(&[slippage.micros(), i64::from(*worse_ticks), delay, settings.queue as i64]);
        self.numbers(&[i64::from(settings.auto_merge), settings.market_fees.len() as i64]);
        self.fee_rule(settings.fees.as_ref());
        for (slug, rule) in &settings.market_fees {
            self.text(slug);
            self.fee_rule(Some(rule));
        }
        if !settings.guard.is_off() {
            self.guard(&settings.guard);
        }
    }

    /// Only where a limit is set: a run without limits is the run it was before there were any.
    fn guard(&mut self, guard: &Guard) {
        let Guard { max_order_shares, max_order_usdc, price_collar, max_spread, min_depth_usdc, .. } = guard;
        let Guard { max_market_usdc, max_exposure_usdc, max_daily_loss, max_weekly_loss, .. } = guard;
        let Guard { max_age_ms, min_left_ms, max_open_orders, max_entries_per_minute, .. } = guard;
        self.text("guard");
        self.numbers(&[max_order_shares.map_or(-1, Shares::micros)]);
        self.numbers(&[price_collar, max_spread].map(|price| price.map_or(-1, Price::micros)));
        let dollars = [max_order_usdc, min_depth_usdc, max_market_usdc, max_exposure_usdc];
        self.numbers(&dollars.map(|limit| limit.map_or(-1, Usdc::micros)));
        let losses = [max_daily_loss, max_weekly_loss, &guard.max_drawdown, &guard.min_cash];
        self.numbers(&losses.map(|limit| limit.map_or(-1, Usdc::micros)));
        let counts = [max_age_ms, min_left_ms, max_open_orders, max_entries_per_minute];
        self.numbers(&counts.map(|limit| limit.map_or(-1, i64::from)));
        self.numbers(&[guard.max_trades_per_slot.map_or(-1, i64::from)]);
    }

    fn fee_rule(&mut self, rule: Option<&FeeRule>) {
        match rule {
            None => self.numbers(&[-1]),
            Some(rule) => {
                let in_shares = i64::from(rule.buy_fee == BuyFee::InShares);
                self.numbers(&[i64::from(rule.rate_micros), i64::from(rule.exponent), in_shares]);
            }
        }
    }

    fn order(&mut self, order: &OrderRecord) {
        self.numbers(&[i64::from(order.id.number), order.decided_at.0, order.ended_at.0]);
        self.numbers(&[
            order.outcome as i64,
            order.side as i64,
            order.amount.micros(),
            order.shares.micros(),
        ]);
        self.numbers(&[order.filled.micros(), order.filled_notional.micros(), order.price.micros()]);
        self.numbers(&[order.end as i64, order.cause as i64, i64::from(order.node)]);
    }

    fn fill(&mut self, fill: &Fill) {
        self.numbers(&[fill.outcome as i64, fill.side as i64, fill.price.micros(), fill.shares.micros()]);
        self.numbers(&[fill.notional.micros(), fill.fee.micros(), fill.liquidity as i64]);
        self.numbers(&[i64::from(fill.order.number), fill.cause as i64]);
        self.float(fill.decision_mid);
        self.float(fill.opposite_ask);
    }

    fn trade(&mut self, trade: &Trade) {
        self.numbers(&[trade.outcome as i64, trade.opened_at.0, trade.closed_at.0, trade.shares.micros()]);
        self.numbers(&[trade.entry_cost.micros(), trade.proceeds.micros(), trade.fees.micros()]);
        self.numbers(&[trade.pnl.micros(), trade.pnl_best.micros(), trade.exit_reason as i64]);
    }

    fn numbers(&mut self, values: &[i64]) {
        for value in values {
            self.0.update(value.to_le_bytes());
        }
    }

    /// By its bits, with one NaN for all.
    fn float(&mut self, value: f64) {
        let bits = if value.is_nan() { 0x7ff8_0000_0000_0000 } else { value.to_bits() };
        self.0.update(bits.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.numbers(&[text.len() as i64]);
        self.0.update(text.as_bytes());
    }
}

fn fault_number(fault: &Fault) -> i64 {
    match fault {
        Fault::OutOfFuel { .. } => 1,
        Fault::OutOfMemory { .. } => 2,
        Fault::Trap { .. } => 3,
        Fault::InvalidDecision { .. } => 4,
        Fault::Contract { .. } => 5,
        Fault::WorldMismatch(_) => 6,
        Fault::Host(_) => 7,
    }
}
