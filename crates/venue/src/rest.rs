//! What the order book's REST interface says of one token or market.

use crate::gamma::{Trading, fee_curve};
use crate::message::{Body, INCOMPLETE, Message, decode};
use craftstrat_model::{FeeSchedule, Price, Shares};
use serde_json::Value;

/// A book of `GET /book`, as a snapshot message: the two have the same shape.
///
/// # Errors
/// With a short reason when the text holds no single book.
pub fn book(text: &[u8]) -> Result<Message, &'static str> {
    let decoded = decode(text);
    if let Some(reason) = decoded.rejects.first() {
        return Err(reason);
    }
    let mut messages = decoded.messages.into_iter();
    match (messages.next(), messages.next()) {
        (Some(message), None) if matches!(message.body, Body::Book { .. }) => Ok(message),
        _ => Err(INCOMPLETE),
    }
}

/// A market of `GET /clob-markets/{condition}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClobMarket {
    /// What it says of trading; `closed` and `accepting_orders` are not in it.
    pub trading: Trading,
    /// Its fee curve.
    pub fees: Option<FeeSchedule>,
    /// Whether orders that take wait before they match.
    pub taker_delay: Option<bool>,
}

/// Reads a market of `GET /clob-markets/{condition}`; `None` when it is no JSON object. What is missing or impossible in it
/// counts as not said.
pub fn clob_market(text: &[u8]) -> Option<ClobMarket> {
    let value: Value = serde_json::from_slice(text).ok()?;
    let market = value.as_object()?;
    let micros = |key: &str| match market.get(key)? {
        Value::Number(number) => crate::number::micros_of_text(&number.to_string()),
        Value::String(text) => crate::number::micros_of_text(text),
        _ => None,
    };
    let curve = market.get("fd");
    let part = |key: &str| curve.and_then(|c| c.get(key));
    Some(ClobMarket {
        trading: Trading {
            tick_size: micros("mts").map(Price::from_micros).filter(|t| t.is_tradable()),
            min_order_size: micros("mos").map(Shares::from_micros).filter(|s| s.is_positive()),
            neg_risk: market.get("nr").and_then(Value::as_bool),
            ..Trading::default()
        },
        fees: fee_curve(part("r"), part("e")),
        taker_delay: market.get("itode").and_then(Value::as_bool),
    })
}
