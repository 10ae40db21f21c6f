//! What metadata says of trading, and the shapes it comes in.

use craftstrat_model::{Price, Shares};
use craftstrat_venue::gamma::{NOT_A_MARKET, Trading, decode};

#[test]
fn trading_is_read_where_it_is_stated_and_possible() {
    let of = |fields: &str| {
        let text = format!(r#"{{"slug":"btc-updown-5m-1700000100",{fields}}}"#);
        decode(text.as_bytes()).unwrap().remove(0).unwrap().trading
    };
    assert_eq!(
        of(
            r#""acceptingOrders":true,"closed":false,"orderPriceMinTickSize":0.01,"orderMinSize":5,"negRisk":false"#
        ),
        Trading {
            accepting_orders: Some(true),
            closed: Some(false),
            tick_size: Some(Price::from_micros(10_000)),
            min_order_size: Some(Shares::from_micros(5_000_000)),
            neg_risk: Some(false),
        }
    );
    assert_eq!(
        of(r#""orderPriceMinTickSize":1,"orderMinSize":-5,"negRisk":"no","closed":null"#),
        Trading::default()
    );
}

#[test]
fn pages_events_markets_and_arrays_of_them() {
    let market = r#"{"slug":"btc-updown-5m-1700000100","clobTokenIds":"[\"7\",\"8\"]"}"#;
    let event = format!(
        r#"{{"slug":"btc-updown-5m-1700000100","eventMetadata":{{"priceToBeat":5}},"markets":[{market}]}}"#
    );
    for text in [
        market.to_owned(),
        event.clone(),
        format!("[{market}]"),
        format!(r#"{{"data":[{event}],"next_cursor":"x"}}"#),
        format!(r#"{{"events":[{event}]}}"#),
        format!(r#"{{"markets":[{market}]}}"#),
    ] {
        let found = decode(text.as_bytes()).unwrap();
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].as_ref().unwrap().tokens, ["7", "8"], "{text}");
    }
    assert_eq!(decode(event.as_bytes()).unwrap()[0].as_ref().unwrap().market.price_to_beat, 5.0);
    assert_eq!(decode(b"[]").unwrap(), []);
    assert_eq!(decode(br#"{"data":[],"next_cursor":"LTE="}"#).unwrap(), []);
    assert_eq!(decode(br#"{"error":"not found"}"#).unwrap(), [Err(NOT_A_MARKET)]);
    assert_eq!(decode(b"<html>"), None);
}
