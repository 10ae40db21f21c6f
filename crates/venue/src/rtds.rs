//! Price messages of the venue's real-time data service.
//!
//! | topic | stream | symbol |
//! |---|---|---|
//! | `crypto_prices` | Binance | `btcusdt` |
//! | `crypto_prices_chainlink` | Chainlink spot | `btc/usd` |
//! | `crypto_prices_twap_thirty`, `crypto_prices_twap_sixty` | Chainlink averages | `btc/usd` |
//!
//! A message is one value, or a backlog under `data` sent on subscribing. The venue labels backlogs of Chainlink streams
//! `crypto_prices`; which of them it is cannot be told, so those are refused rather than guessed. Topics that are no
//! prices of the underlying are passed over. Venue protocol: section 4.3 of the protocol notes.

use crate::number::from_scaled_18;
use crate::price::{Stream, is_plausible};
use serde_json::Value;

/// Values of one stream of one asset.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The asset's ticker in lower case.
    pub asset: String,
    /// The stream.
    pub stream: Stream,
    /// Feed time in ms since the epoch and dollars, in the order sent.
    pub values: Vec<(i64, f64)>,
}

/// What a frame held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// Usable values.
    pub updates: Vec<Update>,
    /// Messages that are no prices of an underlying.
    pub others: usize,
    /// A reason for each part that was refused.
    pub rejects: Vec<&'static str>,
}

/// The frame is not JSON.
pub const NOT_JSON: &str = "prices: not JSON";
/// A symbol that is not one of the topic's.
pub const BAD_SYMBOL: &str = "prices: symbol of another topic";
/// A value without a usable time or price.
pub const BAD_VALUE: &str = "prices: impossible value";

/// Most values of one message that are read: a backlog of some minutes.
const VALUES_MAX: usize = 4_096;

/// The topic of a stream.
pub const fn topic(stream: Stream) -> &'static str {
    match stream {
        Stream::Binance => "crypto_prices",
        Stream::ChainlinkSpot => "crypto_prices_chainlink",
        Stream::ChainlinkTwap30 => "crypto_prices_twap_thirty",
        Stream::ChainlinkTwap60 => "crypto_prices_twap_sixty",
    }
}

/// An asset's symbol on a stream.
pub fn symbol(stream: Stream, asset: &str) -> String {
    match stream {
        Stream::Binance => format!("{asset}usdt"),
        _ => format!("{asset}/usd"),
    }
}

/// The message that subscribes to one stream of one asset. One a message: an unknown topic silences everything
/// subscribed with it. The filter is JSON inside a string and must hold no space.
pub fn subscription(stream: Stream, asset: &str) -> String {
    change("subscribe", stream, asset)
}

/// The message that ends what [`subscription`] began.
pub fn unsubscription(stream: Stream, asset: &str) -> String {
    change("unsubscribe", stream, asset)
}

fn change(action: &str, stream: Stream, asset: &str) -> String {
    let kind = if stream == Stream::Binance { "update" } else { "*" };
    format!(
        r#"{{"action":"{action}","subscriptions":[{{"topic":"{}","type":"{kind}","filters":"{{\"symbol\":\"{}\"}}"}}]}}"#,
        topic(stream),
        symbol(stream, asset)
    )
}

/// Decodes one frame. Never panics, whatever the bytes; keep-alive frames hold nothing.
pub fn decode(frame: &[u8]) -> Decoded {
    let mut out = Decoded::default();
    if matches!(frame.trim_ascii(), b"" | b"PONG" | b"PING") {
        return out;
    }
    match serde_json::from_slice::<Value>(frame) {
        Ok(Value::Array(messages)) => messages.iter().for_each(|m| take(m, &mut out)),
        Ok(message) => take(&message, &mut out),
        Err(_) => out.rejects.push(NOT_JSON),
    }
    out
}

fn take(message: &Value, out: &mut Decoded) {
    let stream = message.get("topic").and_then(Value::as_str);
    let stream = stream.and_then(|t| Stream::ALL.into_iter().find(|s| topic(*s) == t));
    let (Some(stream), Some(payload)) = (stream, message.get("payload").filter(|p| p.is_object())) else {
        out.others += 1;
        return;
    };
    let Some(asset) = payload.get("symbol").and_then(Value::as_str).and_then(|s| asset_of(stream, s)) else {
        return out.rejects.push(BAD_SYMBOL);
    };
    let window = payload.get("window_s").and_then(Value::as_i64);
    if window.is_some_and(|w| Some(w) != window_s(stream)) {
        return out.rejects.push(BAD_SYMBOL);
    }
    let mut values = Vec::new();
    match payload.get("data").and_then(Value::as_array) {
        Some(backlog) => backlog.iter().take(VALUES_MAX).for_each(|v| push(v, &mut values, out)),
        None => push(payload, &mut values, out),
    }
    if !values.is_empty() {
        out.updates.push(Update { asset, stream, values });
    }
}

fn push(value: &Value, values: &mut Vec<(i64, f64)>, out: &mut Decoded) {
    let at = value.get("timestamp").and_then(Value::as_i64).filter(|t| (0..=4_102_444_800_000).contains(t));
    match (at, price(value)) {
        (Some(at), Some(price)) => values.push((at, price)),
        _ => out.rejects.push(BAD_VALUE),
    }
}

const fn window_s(stream: Stream) -> Option<i64> {
    match stream {
        Stream::ChainlinkTwap30 => Some(30),
        Stream::ChainlinkTwap60 => Some(60),
        Stream::ChainlinkSpot | Stream::Binance => None,
    }
}

fn asset_of(stream: Stream, symbol: &str) -> Option<String> {
    let symbol = symbol.to_lowercase();
    let end = if stream == Stream::Binance { "usdt" } else { "/usd" };
    let asset = symbol.strip_suffix(end)?;
    let valid = (1..=10).contains(&asset.len()) && asset.bytes().all(|b| b.is_ascii_alphanumeric());
    valid.then(|| asset.to_owned())
}

/// The price in full accuracy where it is stated (a decimal, or an integer scaled by 10^18) and agrees with the rounded one.
fn price(value: &Value) -> Option<f64> {
    let rounded = match value.get("value")? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let rounded = rounded.filter(|p| is_plausible(*p))?;
    let full = value
        .get("full_accuracy_value")
        .and_then(Value::as_str)
        .and_then(|text| if text.contains('.') { text.parse().ok() } else { from_scaled_18(text) });
    let agrees = |full: &f64| (full - rounded).abs() <= rounded * 1e-3;
    Some(full.filter(agrees).unwrap_or(rounded))
}
