//! Real-time data: Binance and Chainlink spot prices and the averages slots settle on, with the service's own traps.
//!
//! A space in a Chainlink filter makes the subscription silent; an unknown topic drops its whole batch; the snapshot
//! of a Chainlink subscription is labelled as Binance's; nothing answers a `PING`.

use super::{Channel, PriceInterest, SessionId};
use crate::fault::Kind;
use crate::source::PricePoint;
use crate::venue::Venue;
use craftstrat_model::PriceDefinition;
use serde_json::{Value, json};

/// The spot price as Binance's symbols name it.
const BINANCE: &str = "crypto_prices";
/// Chainlink's spot stream.
const CHAINLINK: &str = "crypto_prices_chainlink";
/// Chainlink's averages.
const TWAP_30: &str = "crypto_prices_twap_thirty";
const TWAP_60: &str = "crypto_prices_twap_sixty";
/// Topics with prices.
pub(super) const TOPICS: [&str; 4] = [BINANCE, CHAINLINK, TWAP_30, TWAP_60];
/// Topics that exist and stay silent here.
const SILENT: [&str; 3] = ["equity_prices", "comments", "activity"];

impl Venue {
    /// `{"action":"subscribe","subscriptions":[{"topic","type","filters"}]}`.
    pub(super) fn prices_message(&mut self, id: SessionId, message: &Value) {
        let action = message.get("action").and_then(Value::as_str).unwrap_or_default();
        let list = message.get("subscriptions").and_then(Value::as_array).cloned().unwrap_or_default();
        let topic = |s: &Value| s.get("topic").and_then(Value::as_str).unwrap_or_default().to_owned();
        let is_known = |t: &String| TOPICS.contains(&t.as_str()) || SILENT.contains(&t.as_str());
        if !list.iter().map(topic).all(|t| is_known(&t)) {
            return;
        }
        for subscription in &list {
            let interest = interest(topic(subscription), subscription.get("filters"));
            let Some(session) = self.sessions.get_mut(id) else { return };
            session.prices.retain(|p| !(p.topic == interest.topic && p.symbols == interest.symbols));
            if action == "subscribe" {
                session.prices.push(interest.clone());
                self.price_snapshot(id, &interest);
            }
        }
    }

    fn price_snapshot(&mut self, id: SessionId, interest: &PriceInterest) {
        if interest.deaf || !TOPICS.contains(&interest.topic.as_str()) {
            return;
        }
        let now = self.now;
        let mut frames = Vec::new();
        for (asset, points) in self.prices.all() {
            let name = symbol(&interest.topic, asset);
            if !interest.symbols.is_empty() && !interest.symbols.contains(&name) {
                continue;
            }
            let data: Vec<Value> = points
                .iter()
                .rev()
                .take(60)
                .rev()
                .filter_map(|p| Some(json!({ "timestamp": p.of.0, "value": value(&interest.topic, p)? })))
                .collect();
            // The service labels Chainlink's snapshots so.
            let label = if interest.topic == CHAINLINK { BINANCE } else { &interest.topic };
            frames.push(json!({
                "topic": label,
                "type": "subscribe",
                "timestamp": now.0,
                "payload": { "symbol": name, "data": data },
            }));
        }
        frames.iter().for_each(|frame| self.send(id, frame.to_string()));
    }

    pub(crate) fn publish_price(&mut self, asset: &str, point: PricePoint) {
        let at = self.now.plus_ms(self.skew());
        for topic in TOPICS {
            let Some(value) = value(topic, &point) else { continue };
            if self.faults.strike(self.now, topic, |k| matches!(k, Kind::StalePrices)).is_some() {
                continue;
            }
            let name = symbol(topic, asset);
            let wants = |p: &PriceInterest| {
                !p.deaf && p.topic == topic && (p.symbols.is_empty() || p.symbols.contains(&name))
            };
            let ids = self.sessions.listening(Channel::Prices, |s| s.prices.iter().any(wants));
            if ids.is_empty() {
                continue;
            }
            let mut payload = json!({
                "symbol": name,
                "timestamp": point.of.0,
                "value": value,
                "full_accuracy_value": exact(topic, value),
            });
            if let Some(seconds) = window(topic) {
                payload["window_s"] = json!(seconds);
            }
            let frame = json!({ "topic": topic, "type": "update", "timestamp": at.0, "payload": payload });
            self.send_all(&ids, &frame);
        }
        self.publish_live(asset, &point);
    }
}

/// What a subscription listens to. Filters come as text, as JSON in text, or as a JSON array.
fn interest(topic: String, filters: Option<&Value>) -> PriceInterest {
    let mut deaf = false;
    let symbols = match filters {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) if text.starts_with('{') => {
            deaf = text.contains(' ');
            let inner = serde_json::from_str::<Value>(text).unwrap_or_default();
            let symbol = inner.get("symbol").and_then(Value::as_str).unwrap_or_default();
            if symbol.is_empty() { Vec::new() } else { vec![symbol.to_owned()] }
        }
        Some(Value::String(text)) => text.split(',').filter(|s| !s.is_empty()).map(str::to_owned).collect(),
        Some(Value::Object(fields)) => {
            // Only text is understood for Chainlink's topics.
            deaf = topic != BINANCE;
            fields.get("symbol").and_then(Value::as_str).map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    };
    PriceInterest { topic, symbols, deaf, sequence: 0 }
}

/// How a topic names an asset.
fn symbol(topic: &str, asset: &str) -> String {
    if topic == BINANCE { format!("{asset}usdt") } else { format!("{asset}/usd") }
}

const fn window_of(definition: PriceDefinition) -> Option<u32> {
    match definition {
        PriceDefinition::ChainlinkTwap30 => Some(30),
        PriceDefinition::ChainlinkTwap60 => Some(60),
        _ => None,
    }
}

fn window(topic: &str) -> Option<u32> {
    match topic {
        TWAP_30 => Some(30),
        TWAP_60 => Some(60),
        _ => None,
    }
}

/// The value a topic carries of a point.
fn value(topic: &str, point: &PricePoint) -> Option<f64> {
    let value = match window(topic) {
        None => point.spot,
        wanted if wanted == window_of(point.definition) => point.settlement,
        Some(_) => return None,
    };
    value.is_finite().then_some(value)
}

/// The value without rounding, as each source writes it.
fn exact(topic: &str, value: f64) -> String {
    if topic == BINANCE { format!("{value:.8}") } else { scaled_18(value) }
}

/// In units of 10^-18, from the whole micros that values here are made of.
fn scaled_18(value: f64) -> String {
    let micros = (value * 1e6).round_ties_even() as i128;
    (micros * 1_000_000_000_000).to_string()
}
