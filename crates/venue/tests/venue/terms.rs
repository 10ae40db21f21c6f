//! What REST says of a token or market: books and terms, and what is neither.

use craftstrat_model::{FeeSchedule, Price, Shares};
use craftstrat_venue::message::Body;
use craftstrat_venue::rest::{ClobMarket, book, clob_market};
use proptest::prelude::*;

#[test]
fn terms_are_read_where_they_are_stated_and_possible() {
    let market = clob_market(br#"{"c":"0xab","mos":5,"mts":0.001,"nr":false,"itode":true,"fd":{"r":0.07,"e":1,"to":true},"new":[1]}"#).unwrap();
    assert_eq!(market.fees, Some(FeeSchedule { rate_micros: 70_000, exponent: 1 }));
    assert_eq!(market.trading.tick_size, Some(Price::from_micros(1_000)));
    assert_eq!(market.trading.min_order_size, Some(Shares::from_micros(5_000_000)));
    assert_eq!((market.trading.neg_risk, market.taker_delay), (Some(false), Some(true)));
    let odd = clob_market(br#"{"mos":"-1","mts":2,"nr":"no","itode":1,"fd":{"r":9,"e":1}}"#).unwrap();
    assert_eq!(odd, ClobMarket::default());
    assert_eq!(clob_market(b"[]"), None);
    assert_eq!(clob_market(b"<html>"), None);
}

#[test]
fn a_book_is_one_book() {
    let one = r#"{"asset_id":"7","market":"0xab","timestamp":"1757908892351","bids":[{"price":"0.4","size":"1"}],"asks":[],"hash":"ff","last_trade_price":"0.480","min_order_size":"5","neg_risk":false}"#;
    let read = book(one.as_bytes()).unwrap();
    assert!(matches!(&read.body, Body::Book { bids, .. } if bids.len() == 1));
    let stated = &read.stated;
    assert_eq!((stated.hash.as_deref(), stated.neg_risk), (Some("ff"), Some(false)));
    assert_eq!(stated.last_trade, Some(Price::from_micros(480_000)));
    assert_eq!(stated.min_order_size, Some(Shares::from_micros(5_000_000)));
    for other in [
        format!("[{one},{one}]"),
        "{}".to_owned(),
        r#"{"error":"No orderbook exists"}"#.to_owned(),
        "[".to_owned(),
    ] {
        assert!(book(other.as_bytes()).is_err(), "{other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = book(&bytes);
        let _ = clob_market(&bytes);
        let _ = craftstrat_venue::gamma::decode(&bytes);
    }
}
