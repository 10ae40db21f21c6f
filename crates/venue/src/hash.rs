//! The venue's own hash of a book, so that a rebuilt book can be checked.
//!
//! SHA-1 in hex over compact JSON with the keys `market`, `asset_id`, `timestamp`, `hash` (empty), `bids`, `asks`,
//! `min_order_size`, `tick_size`, `neg_risk`, `last_trade_price`; levels worst first; every number as text. Levels are
//! written without trailing zeros, the last trade's price with at least three decimals: so hash recorded books of the
//! venue, and the tests recompute them. Clients hash that price as it was stated, so a hash over it without trailing zeros
//! is accepted as well. Source: the venue's official clients, `utilities` of the Rust and Python ones.

use crate::book::TokenBook;
use craftstrat_model::{Price, Shares, Side};
use sha1::{Digest, Sha1};
use std::fmt::Write;

/// What a hash covers beside the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashInputs<'a> {
    /// Condition id of the market.
    pub condition: &'a str,
    /// The token.
    pub token: &'a str,
    /// The venue's time of the book, ms since the epoch.
    pub venue_ms: i64,
    /// Smallest resting order.
    pub min_order_size: Shares,
    /// Price step in force.
    pub tick_size: Price,
    /// Whether the market belongs to a negative-risk event.
    pub neg_risk: bool,
    /// Price of the last trade of the token.
    pub last_trade: Price,
}

/// Whether `stated` is a hash of `book`; `None` when the book holds a level of unknown size.
pub fn is_hash(stated: &str, book: &TokenBook, inputs: &HashInputs<'_>) -> Option<bool> {
    let padded = three_decimals(inputs.last_trade);
    if hash_with(book, inputs, &padded)?.eq_ignore_ascii_case(stated) {
        return Some(true);
    }
    let short = inputs.last_trade.to_string();
    Some(short != padded && hash_with(book, inputs, &short)?.eq_ignore_ascii_case(stated))
}

/// The hash of `book`; `None` when it holds a level of unknown size.
pub fn book_hash(book: &TokenBook, inputs: &HashInputs<'_>) -> Option<String> {
    hash_with(book, inputs, &three_decimals(inputs.last_trade))
}

fn hash_with(book: &TokenBook, inputs: &HashInputs<'_>, last_trade: &str) -> Option<String> {
    let mut text = String::with_capacity(4096);
    let HashInputs { condition, token, venue_ms, .. } = inputs;
    // Ids are hex and decimal digits; anything else would need escapes, which no id of the venue has.
    if [condition, token].iter().any(|id| !id.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return None;
    }
    let _ = write!(
        text,
        r#"{{"market":"{condition}","asset_id":"{token}","timestamp":"{venue_ms}","hash":"","bids":"#
    );
    levels(&mut text, book, Side::Bid)?;
    text.push_str(r#","asks":"#);
    levels(&mut text, book, Side::Ask)?;
    let _ = write!(
        text,
        r#","min_order_size":"{}","tick_size":"{}","neg_risk":{},"last_trade_price":"{}"}}"#,
        inputs.min_order_size, inputs.tick_size, inputs.neg_risk, last_trade
    );
    let digest = Sha1::digest(text.as_bytes());
    Some(digest.iter().fold(String::with_capacity(40), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

fn levels(text: &mut String, book: &TokenBook, side: Side) -> Option<()> {
    text.push('[');
    for (at, (price, size)) in book.levels(side).iter().enumerate() {
        let size = (*size)?;
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(text, r#"{comma}{{"price":"{price}","size":"{size}"}}"#);
    }
    text.push(']');
    Some(())
}

fn three_decimals(price: Price) -> String {
    let micros = price.micros();
    if micros % 1_000 != 0 {
        return price.to_string();
    }
    format!("{}.{:03}", micros / 1_000_000, micros / 1_000 % 1_000)
}
