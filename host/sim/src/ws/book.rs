//! A token's book as the venue writes it: worst level first, with the hash that lets a client check its own copy.

use crate::book::Levels;
use crate::market::MarketState;
use craftstrat_model::{Outcome, Price, Shares, Side, TimeMs};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::fmt::Write;

/// One outcome's view of the market's book, best first.
pub(crate) fn view(state: &MarketState, outcome: Outcome) -> Levels {
    let levels = state.book.levels();
    if outcome == Outcome::Up { levels } else { levels.flipped() }
}

/// The book message of a token; without `event_type`, the answer of `/book`.
pub(crate) fn book(state: &MarketState, outcome: Outcome, at: TimeMs) -> Value {
    let levels = view(state, outcome);
    let side = |levels: &[(Price, Shares)]| -> Vec<Value> {
        levels.iter().rev().map(|(p, s)| json!({ "price": p, "size": s })).collect()
    };
    json!({
        "market": state.condition,
        "asset_id": state.token(outcome),
        "timestamp": at.0.to_string(),
        "hash": hash(state, outcome, &levels, at),
        "bids": side(&levels.bids),
        "asks": side(&levels.asks),
        "min_order_size": state.min_size,
        "tick_size": state.tick,
        "neg_risk": false,
        "last_trade_price": last_price(state, outcome),
    })
}

/// SHA-1 of the compact book with an empty hash, keys in the venue's order.
pub(crate) fn hash(state: &MarketState, outcome: Outcome, levels: &Levels, at: TimeMs) -> String {
    let mut text = format!(
        r#"{{"market":"{}","asset_id":"{}","timestamp":"{}","hash":"","#,
        state.condition,
        state.token(outcome),
        at.0
    );
    for (name, side) in [("bids", Side::Bid), ("asks", Side::Ask)] {
        let _ = write!(text, r#""{name}":["#);
        for (i, (price, size)) in levels.side(side).iter().rev().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            let _ = write!(text, r#"{comma}{{"price":"{price}","size":"{size}"}}"#);
        }
        text.push_str("],");
    }
    let _ = write!(
        text,
        r#""min_order_size":"{}","tick_size":"{}","neg_risk":false,"last_trade_price":"{}"}}"#,
        state.min_size,
        state.tick,
        last_price(state, outcome)
    );
    Sha1::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// Price of the last trade; one half before the first.
pub(crate) fn last_price(state: &MarketState, outcome: Outcome) -> Price {
    state.last_trade_of(outcome).map_or(Price::from_micros(500_000), |(price, _)| price)
}

/// Best bid and ask as the venue states them: 0 and 1 stand for an empty side.
pub(crate) fn stated(levels: &Levels) -> (Price, Price) {
    (levels.best(Side::Bid).unwrap_or(Price::ZERO), levels.best(Side::Ask).unwrap_or(Price::ONE))
}
