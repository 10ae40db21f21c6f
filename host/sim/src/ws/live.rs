//! The newer real-time service: prices with sequence numbers, after proof of an API key.

use super::{Channel, PriceInterest, SessionId};
use crate::fault::Kind;
use crate::source::PricePoint;
use crate::venue::Venue;
use craftstrat_model::PriceDefinition;
use serde_json::{Value, json};

const SPOT: &str = "price.crypto";
const TWAP: &str = "price.crypto.twap";

impl Venue {
    /// `{"op":"auth"|"subscribe"|"unsubscribe"|"ping","rid":..}`.
    pub(super) fn live_message(&mut self, id: SessionId, message: &Value) {
        let rid = message.get("rid").cloned().unwrap_or_default();
        match message.get("op").and_then(Value::as_str).unwrap_or_default() {
            "ping" => self.send(id, json!({ "op": "pong", "rid": rid }).to_string()),
            "auth" => {
                let key = self.accounts.key_of_socket(message.get("auth"));
                let reply = match &key {
                    Some(_) => json!({ "op": "authed", "rid": rid }),
                    None => json!({ "op": "error", "code": "auth_invalid", "rid": rid }),
                };
                if let Some(session) = self.sessions.get_mut(id) {
                    session.key = key;
                }
                self.send(id, reply.to_string());
            }
            op @ ("subscribe" | "unsubscribe") => self.live_change(id, op == "subscribe", message, &rid),
            _ => self.send(id, json!({ "op": "error", "code": "bad_op", "rid": rid }).to_string()),
        }
    }

    fn live_change(&mut self, id: SessionId, subscribes: bool, message: &Value, rid: &Value) {
        let list = message.get("subscriptions").and_then(Value::as_array).cloned().unwrap_or_default();
        for subscription in &list {
            let Some(session) = self.sessions.get_mut(id) else { return };
            let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
            let channel = text(subscription.get("channel"));
            let filter = subscription.get("filter");
            let symbol = text(filter.and_then(|f| f.get("symbol")));
            let code = match () {
                () if session.key.is_none() => Some("auth_required"),
                () if channel != SPOT && channel != TWAP => Some("bad_channel"),
                () if symbol.is_empty() => Some("bad_filter"),
                () => None,
            };
            if let Some(code) = code {
                let reply = json!({ "op": "error", "code": code, "channel": channel, "rid": rid });
                self.send(id, reply.to_string());
                continue;
            }
            let interest = PriceInterest { topic: channel, symbols: vec![symbol], deaf: false, sequence: 0 };
            session.prices.retain(|p| !(p.topic == interest.topic && p.symbols == interest.symbols));
            let done = if subscribes { "subscribed" } else { "unsubscribed" };
            let reply = json!({ "op": done, "channel": interest.topic, "rid": rid });
            self.send(id, reply.to_string());
            if subscribes {
                self.live_snapshot(id, interest);
            }
        }
    }

    fn live_snapshot(&mut self, id: SessionId, mut interest: PriceInterest) {
        let symbol = interest.symbols.first().cloned().unwrap_or_default();
        let now = self.now;
        let found = self.prices.all().find(|(asset, _)| symbol_of(asset) == symbol);
        let data: Vec<Value> = found
            .into_iter()
            .flat_map(|(_, points)| points.iter())
            .filter_map(|p| Some(point(value(&interest.topic, p)?, p.of.0)))
            .collect();
        let mut payload = json!({ "symbol": symbol, "source": "chainlink", "data": data });
        if interest.topic == TWAP {
            payload["window_seconds"] = json!(60);
        }
        let frame = json!({
            "v": 1, "channel": interest.topic, "seq": interest.sequence, "dropped": 0, "ts": now.0,
            "snapshot": true, "payload": payload,
        });
        interest.sequence += 1;
        if let Some(session) = self.sessions.get_mut(id) {
            session.prices.push(interest);
        }
        self.send(id, frame.to_string());
    }

    pub(super) fn publish_live(&mut self, asset: &str, price: &PricePoint) {
        let (now, symbol) = (self.now, symbol_of(asset));
        for topic in [SPOT, TWAP] {
            let Some(value) = value(topic, price) else { continue };
            if self.faults.strike(now, topic, |k| matches!(k, Kind::StalePrices)).is_some() {
                continue;
            }
            let wants = |p: &PriceInterest| p.topic == topic && p.symbols.contains(&symbol);
            for id in self.sessions.listening(Channel::Live, |s| s.prices.iter().any(wants)) {
                let Some(session) = self.sessions.get_mut(id) else { continue };
                let Some(interest) = session.prices.iter_mut().find(|p| wants(p)) else { continue };
                let sequence = interest.sequence;
                interest.sequence += 1;
                let mut payload = point(value, price.of.0);
                payload["symbol"] = json!(symbol);
                payload["source"] = json!("chainlink");
                if topic == TWAP {
                    payload["window_seconds"] = json!(60);
                }
                let frame = json!({
                    "v": 1, "channel": topic, "seq": sequence, "dropped": 0, "ts": now.0, "snapshot": false,
                    "payload": payload,
                });
                self.send(id, frame.to_string());
            }
        }
    }
}

fn symbol_of(asset: &str) -> String {
    format!("{asset}usd")
}

fn point(value: f64, at: i64) -> Value {
    json!({ "timestamp": at, "value": value, "full_accuracy_value": format!("{value:.8}") })
}

fn value(topic: &str, price: &PricePoint) -> Option<f64> {
    let value = match topic {
        SPOT => price.spot,
        _ if price.definition == PriceDefinition::ChainlinkTwap60 => price.settlement,
        _ => return None,
    };
    value.is_finite().then_some(value)
}
