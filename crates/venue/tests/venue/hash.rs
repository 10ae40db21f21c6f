//! The venue's hash of a book, recomputed.

use craftstrat_model::{Price, Shares};
use craftstrat_venue::book::{Applied, TokenBook};
use craftstrat_venue::hash::{HashInputs, book_hash, is_hash};
use craftstrat_venue::rest;

/// A message the venue sent, cut to a few levels; its hash computed by an independent implementation.
const BOOK: &str = r#"{"market":"0x9bf175d7c7b49a4eb91b2cc6f0e4a53677f13e2efbb7ee079ed5640bd421e25b","asset_id":"98879333153580861799018681648381139364382622074357239010764368082362737328219","timestamp":"1776323404879","hash":"HASH","bids":[{"price":"0.01","size":"10924.61"},{"price":"0.5","size":"174.18"}],"asks":[{"price":"0.99","size":"11060.88"},{"price":"0.52","size":"179.93"}],"min_order_size":"5","tick_size":"0.01","neg_risk":false,"last_trade_price":"0.480"}"#;

fn hash_of(text: &str) -> Option<String> {
    let message = rest::book(text.as_bytes()).unwrap();
    let mut book = TokenBook::default();
    assert_eq!(book.apply(&message.body, message.venue_ms), Applied::Taken);
    book_hash(
        &book,
        &HashInputs {
            condition: &message.condition,
            token: &message.token,
            venue_ms: message.venue_ms.unwrap(),
            min_order_size: message.stated.min_order_size.unwrap_or(Shares::from_micros(5_000_000)),
            tick_size: book.tick_size().unwrap(),
            neg_risk: message.stated.neg_risk.unwrap_or(false),
            last_trade: message.stated.last_trade.unwrap_or(Price::ZERO),
        },
    )
}

#[test]
fn the_hash_covers_everything_it_should() {
    let hash = hash_of(BOOK).unwrap();
    assert_eq!(hash, "8cd6512f83b39be3c1c22bb4532cd64b9a898549");
    for (from, to) in [
        ("10924.61", "10924.62"),
        ("\"0.52\"", "\"0.53\""),
        ("1776323404879", "1776323404880"),
        ("0.480", "0.490"),
        ("false", "true"),
        ("\"5\"", "\"15\""),
        ("0x9b", "0x8b"),
    ] {
        assert_ne!(hash_of(&BOOK.replacen(from, to, 1)).unwrap(), hash, "{from} -> {to}");
    }
    assert_eq!(hash_of(&BOOK.replace("98879", "x\\\"y")), None, "an id that would need escapes");
}

#[test]
fn a_last_trade_without_trailing_zeros_is_accepted() {
    let message = rest::book(BOOK.as_bytes()).unwrap();
    let mut book = TokenBook::default();
    book.apply(&message.body, message.venue_ms);
    let inputs = HashInputs {
        condition: &message.condition,
        token: &message.token,
        venue_ms: 1_776_323_404_879,
        min_order_size: Shares::from_micros(5_000_000),
        tick_size: Price::from_micros(10_000),
        neg_risk: false,
        last_trade: Price::from_micros(480_000),
    };
    // Computed by an independent implementation over the text above, `0.480` and `0.48`.
    for stated in ["8cd6512f83b39be3c1c22bb4532cd64b9a898549", "b80b77c585cab7f44e995a26b7e701e4a2ac7533"] {
        assert_eq!(is_hash(stated, &book, &inputs), Some(true), "{stated}");
    }
    assert_eq!(is_hash("00", &book, &inputs), Some(false));
}
