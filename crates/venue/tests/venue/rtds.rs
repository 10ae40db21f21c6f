//! Price messages: every topic, backlogs, and what is refused.

use craftstrat_venue::price::Stream;
use craftstrat_venue::rtds::{decode, subscription};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn check(frame: &str, expected: Expect) {
    let decoded = decode(frame.as_bytes());
    let mut out: Vec<String> =
        decoded.updates.iter().map(|u| format!("{} {} {:?}", u.asset, u.stream, u.values)).collect();
    out.extend(decoded.rejects.iter().map(|r| format!("refused: {r}")));
    if decoded.others > 0 {
        out.push(format!("{} others", decoded.others));
    }
    expected.assert_eq(&out.join("\n"));
}

#[test]
fn every_topic() {
    check(
        r#"{"topic":"crypto_prices","type":"update","timestamp":2,"payload":{"symbol":"btcusdt","timestamp":1780730269000,"value":61035.86,"full_accuracy_value":"61035.86000000"}}"#,
        expect!["btc binance [(1780730269000, 61035.86)]"],
    );
    check(
        r#"{"topic":"crypto_prices_chainlink","type":"update","payload":{"symbol":"btc/usd","timestamp":1780730269000,"value":61035.86,"full_accuracy_value":"61035860123456789012345"}}"#,
        expect!["btc chainlink [(1780730269000, 61035.86012345679)]"],
    );
    check(
        r#"[{"topic":"crypto_prices_twap_sixty","type":"update","payload":{"symbol":"eth/usd","timestamp":1780730269000,"value":"3000.5","window_s":60}},
            {"topic":"crypto_prices_twap_thirty","type":"update","payload":{"symbol":"ETH/USD","timestamp":1780730269000,"value":3000.25,"full_accuracy_value":"7"}}]"#,
        expect![[r#"
            eth twap60 [(1780730269000, 3000.5)]
            eth twap30 [(1780730269000, 3000.25)]"#]],
    );
}

#[test]
fn backlogs_and_other_topics() {
    check(
        r#"{"topic":"crypto_prices","type":"subscribe","payload":{"symbol":"btcusdt","data":[{"timestamp":1780726209000,"value":61164.12},{"timestamp":1780726210000,"value":0},{"timestamp":1780726211000,"value":61150.89}]}}"#,
        expect![[r#"
            btc binance [(1780726209000, 61164.12), (1780726211000, 61150.89)]
            refused: prices: impossible value"#]],
    );
    check(
        r#"{"topic":"crypto_prices","type":"subscribe","payload":{"symbol":"btc/usd","data":[]}}"#,
        expect!["refused: prices: symbol of another topic"],
    );
    check(
        r#"{"topic":"crypto_prices_twap_sixty","payload":{"symbol":"btc/usd","timestamp":1,"value":5,"window_s":30}}"#,
        expect!["refused: prices: symbol of another topic"],
    );
    check(
        r#"[{"topic":"activity","type":"trades","payload":{}},{"topic":"new","payload":7},3]"#,
        expect!["3 others"],
    );
    check("PONG", expect![""]);
    check("<html>", expect!["refused: prices: not JSON"]);
}

#[test]
fn a_subscription_names_one_topic_and_holds_no_space_in_its_filter() {
    for stream in Stream::ALL {
        let text = subscription(stream, "btc");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let one = &value["subscriptions"].as_array().unwrap()[..];
        assert_eq!(one.len(), 1);
        let filter = one[0]["filters"].as_str().unwrap();
        assert!(!filter.contains(' '));
        let symbol: serde_json::Value = serde_json::from_str(filter).unwrap();
        let echo = format!(
            r#"{{"topic":{},"payload":{{"symbol":{},"timestamp":1780726209000,"value":5}}}}"#,
            one[0]["topic"], symbol["symbol"]
        );
        let update = decode(echo.as_bytes()).updates.remove(0);
        assert_eq!((update.stream, update.asset.as_str()), (stream, "btc"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_decode_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        decode(&bytes);
    }
}
