//! The user channel: an address's own orders and trades.

use super::{Channel, SessionId, texts};
use crate::book::OrderNo;
use crate::ids;
use crate::market::MarketState;
use crate::venue::Venue;
use crate::venue::order::OrderState;
use crate::venue::trade::{Part, TradeState};
use alloy_primitives::Address;
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Venue {
    /// `{"type":"user","auth":{..},"markets":[..]}`. Wrong credentials close the socket.
    pub(super) fn user_message(&mut self, id: SessionId, message: &Value) {
        let markets = texts(message, "markets");
        let proved = self.accounts.key_of_socket(message.get("auth"));
        let Some(session) = self.sessions.get_mut(id) else { return };
        if proved.is_some() {
            session.key = proved;
        }
        if session.key.is_none() {
            self.hang_up(id);
            return;
        }
        match message.get("operation").and_then(Value::as_str) {
            Some("unsubscribe") => session.conditions.retain(|c| !markets.contains(c)),
            _ => session.conditions.extend(markets),
        }
    }

    /// Sends a frame to the sockets of an address that want to hear of the market.
    fn tell(&mut self, address: Address, condition: &str, frame: &Value) {
        let accounts = &self.accounts;
        let ids = self.sessions.listening(Channel::User, |s| {
            let own = s.key.as_ref().and_then(|k| accounts.key(k)).is_some_and(|k| k.address == address);
            own && (s.conditions.is_empty() || s.conditions.contains(condition))
        });
        self.send_all(&ids, frame);
    }

    /// An order's state as an event of this type: PLACEMENT, UPDATE or CANCELLATION.
    pub(crate) fn tell_order(&mut self, no: OrderNo, kind: &str) {
        let at = self.now.plus_ms(self.skew());
        let Some(order) = self.orders.get(no) else { return };
        let Some(state) = self.markets.get(&order.condition) else { return };
        let (address, condition) = (order.address, order.condition.clone());
        let frame = json!({
            "event_type": "order",
            "type": kind,
            "id": order.id,
            "owner": order.key,
            "order_owner": order.key,
            "market": order.condition,
            "asset_id": state.token(order.outcome),
            "side": order.side.code(),
            "outcome": MarketState::outcome_name(order.outcome),
            "original_size": order.shown_size(),
            "size_matched": order.matched,
            "price": order.price,
            "status": order.status.code(),
            "order_type": order.lifetime.code(),
            "maker_address": order.maker.to_checksum(None),
            "associate_trades": order.trades,
            "created_at": order.created.0.to_string(),
            "expiration": order.expiration.to_string(),
            "timestamp": at.0.to_string(),
        });
        self.tell(address, &condition, &frame);
    }

    /// A trade's state, to everyone who has a part in it.
    pub(crate) fn tell_trade(&mut self, index: usize) {
        let at = self.now.plus_ms(self.skew());
        let Some(trade) = self.trades.get(index).cloned() else { return };
        let order = |part: &Part| part.order.and_then(|no| self.orders.get(no));
        let addresses: BTreeSet<Address> = trade.parts().filter_map(order).map(|o| o.address).collect();
        for address in addresses {
            let mut frame = self.trade_of(&trade, address);
            frame["event_type"] = json!("trade");
            frame["type"] = json!("TRADE");
            frame["trade_owner"] = frame["owner"].clone();
            frame["matchtime"] = frame["match_time"].clone();
            frame["timestamp"] = json!(at.0.to_string());
            self.tell(address, &trade.condition, &frame);
        }
    }

    /// A trade as one of its traders sees it. The outer fields are the taker's.
    pub(crate) fn trade_of(&self, trade: &TradeState, viewer: Address) -> Value {
        let order = |part: &Part| part.order.and_then(|no| self.orders.get(no));
        let state = self.markets.get(&trade.condition);
        let taker = order(&trade.taker);
        let fee = state.map_or(0, MarketState::base_fee).to_string();
        let token = |part: &Part| state.map(|m| m.token(part.outcome).to_owned()).unwrap_or_default();
        let makers: Vec<Value> = trade
            .makers
            .iter()
            .enumerate()
            .map(|(i, part)| {
                let order = order(part);
                json!({
                    "order_id": order_id(order, &format!("{}/{i}", trade.id)),
                    "owner": owner(order),
                    "maker_address": wallet(order),
                    "matched_amount": part.shares,
                    "price": part.price,
                    "fee_rate_bps": "0",
                    "asset_id": token(part),
                    "outcome": MarketState::outcome_name(part.outcome),
                    "side": part.side.code(),
                })
            })
            .collect();
        let part = &trade.taker;
        let side = if taker.is_some_and(|o| o.address == viewer) { "TAKER" } else { "MAKER" };
        json!({
            "id": trade.id,
            "taker_order_id": order_id(taker, &trade.id),
            "market": trade.condition,
            "asset_id": token(part),
            "side": part.side.code(),
            "size": part.shares,
            "fee_rate_bps": fee,
            "price": part.price,
            "status": trade.settlement.code(),
            "match_time": (trade.matched_at.0 / 1_000).to_string(),
            "match_time_nano": (trade.matched_at.0.saturating_mul(1_000_000)).to_string(),
            "last_update": (trade.updated_at.0 / 1_000).to_string(),
            "outcome": MarketState::outcome_name(part.outcome),
            "bucket_index": trade.bucket,
            "owner": owner(taker),
            "maker_address": wallet(taker),
            "transaction_hash": trade.hash,
            "trader_side": side,
            "err_msg": "",
            "maker_orders": makers,
        })
    }
}

/// An order's id; the world's orders get one of their own.
fn order_id(order: Option<&OrderState>, name: &str) -> String {
    order.map_or_else(|| ids::hash("world-order", name), |o| o.id.clone())
}

fn owner(order: Option<&OrderState>) -> String {
    order.map_or_else(|| ids::uuid("world", "owner"), |o| o.key.clone())
}

fn wallet(order: Option<&OrderState>) -> String {
    let address = order.map_or(Address::repeat_byte(0x77), |o| o.maker);
    address.to_checksum(None)
}
