//! Market metadata in the shapes it is found in.

use crate::support::{folder, gzip, shared, write};
use craftstrat_data::import::markets::Markets;
use craftstrat_data::{ImportReport, Silent};
use craftstrat_model::{FeeSchedule, Outcome, PriceDefinition, Winner, WinnerSource};
use expect_test::expect;

fn read(text: &[u8]) -> (Markets, ImportReport) {
    let folder = folder();
    let path = write(folder.path(), "m.json", text);
    let mut report = ImportReport::default();
    let markets = Markets::read(&[path], &mut report, &Silent).unwrap();
    (markets, report)
}

fn show(text: &str) -> String {
    let (markets, report) = read(text.as_bytes());
    let mut out: Vec<String> = markets
        .iter()
        .map(|i| {
            let m = &i.market;
            format!(
                "{} {:?} {:?} beat {} end {} {:?} {:?}",
                m.slug, m.winner, m.winner_source, m.price_to_beat, m.end_price, m.price_definition, i.tokens
            )
        })
        .collect();
    out.extend(report.rejects.iter().map(|(r, n)| format!("{n} x {r}")));
    out.join("\n")
}

#[test]
fn every_shape() {
    // A recorder's wrapper; a Gamma market with JSON inside JSON and its outcomes the other way round; an event; an array.
    let text = r#"{"slug":"btc-updown-5m-1700000100","token_ids":["7","8"],"resolved":true,"outcome_prices":["0","1"],"strike_value":"63123544863797618000000","raw":{"resolutionSource":"https://data.chain.link/streams/btc-usd"}}
{"slug":"eth-updown-15m-1790586000","outcomes":"[\"Down\", \"Up\"]","outcomePrices":"[\"1\", \"0\"]","clobTokenIds":"[\"8\", \"7\"]","umaResolutionStatus":"resolved","cryptoMarketConfig":{"id":"x","twapEnabled":true,"twapLookbackSeconds":60},"events":[{"eventMetadata":{"priceToBeat":3000.5,"finalPrice":2999}}]}
{"eventMetadata":{"priceToBeat":"100.25","finalPrice":100.25},"markets":[{"slug":"sol-updown-5m-1786665600","outcomes":["Up","Down"],"outcomePrices":["0.99","0.01"],"umaResolutionStatus":"proposed"}]}
[{"slug":"bitcoin-up-or-down-june-8-2026-3pm-et","resolved":true,"outcome_prices":["0.5","0.5"]},{"slug":"who-wins"},{"question":"?"},{"slug":"btc-updown-5m-1700000400","outcomes":["Yes","No"]},7]"#;
    expect![[r#"
        bitcoin-up-or-down-june-8-2026-3pm-et Some(Split) Metadata beat NaN end NaN BinanceCandle1h ["", ""]
        btc-updown-5m-1700000100 Some(Down) Metadata beat 63123.544863797615 end NaN ChainlinkSpot ["7", "8"]
        eth-updown-15m-1790586000 Some(Down) Metadata beat 3000.5 end 2999 ChainlinkTwap60 ["7", "8"]
        sol-updown-5m-1786665600 None Unresolved beat 100.25 end 100.25 ChainlinkTwap60 ["", ""]
        2 x metadata: not a market
        1 x metadata: not an Up/Down slot
        1 x metadata: outcomes are not Up and Down"#]]
    .assert_eq(&show(text));
}

#[test]
fn a_document_over_many_lines_and_gzip() {
    let text = "{\n \"slug\":\n \"btc-updown-5m-1700000100\",\n\n \"resolved\": false\n}\n";
    assert_eq!(read(text.as_bytes()).0.len(), 1);
    assert_eq!(read(&gzip(text.as_bytes())).0.len(), 1);
    assert!(read(b"").0.is_empty());
}

#[test]
fn two_records_of_one_slot_complete_each_other() {
    let (markets, _) = read(
        br#"{"slug":"btc-updown-5m-1700000100","priceToBeat":5}
{"slug":"btc-updown-5m-1700000100","token_ids":["7","8"],"resolved":true,"outcome_prices":["1","0"],"priceToBeat":6}"#,
    );
    let info = markets.get("btc-updown-5m-1700000100").unwrap();
    assert_eq!((info.market.price_to_beat, info.market.winner), (5.0, Some(Winner::Up)));
    assert_eq!(info.market.winner_source, WinnerSource::Metadata);
    assert_eq!(markets.of_token("8"), Some(("btc-updown-5m-1700000100", Outcome::Down)));
}

#[test]
fn broken_json_names_file_and_line() {
    let folder = folder();
    let path = write(folder.path(), "m.jsonl", "{\"slug\":\"btc-updown-5m-1700000100\"}\n\n{oops}\n");
    let error = Markets::read(&[path], &mut ImportReport::default(), &Silent).unwrap_err().to_string();
    assert!(error.contains("m.jsonl, row 3"), "{error}");
    let path = write(folder.path(), "cut.json", "{\n\"slug\":\n");
    let error = Markets::read(&[path], &mut ImportReport::default(), &Silent).unwrap_err().to_string();
    assert!(error.contains("cut.json"), "{error}");
}

/// Gamma objects of other markets: read, refused with a reason, nothing breaks.
#[test]
fn recorded_gamma_payloads_are_read() {
    let Some(root) = shared("fixtures/nautilus/crates/adapters/polymarket/test_data") else { return };
    let mut read = 0;
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if !path.file_name().unwrap().to_string_lossy().starts_with("gamma_market") {
            continue;
        }
        let mut report = ImportReport::default();
        let markets = Markets::read(std::slice::from_ref(&path), &mut report, &Silent).unwrap();
        assert_eq!(
            markets.len() as u64 + report.rejects.values().sum::<u64>(),
            report.records,
            "{}",
            path.display()
        );
        read += report.records;
    }
    assert!(read >= 7, "{read}");
}

#[test]
fn the_definition_follows_the_market_and_else_the_date() {
    let (markets, _) = read(
        br#"{"slug":"btc-updown-5m-1700000100"}
{"slug":"btc-updown-15m-1790586000"}
{"slug":"btc-updown-15m-1790586900","resolutionSource":"https://data.chain.link/streams/btc-usd"}
{"slug":"btc-updown-5m-1790586900","resolutionSource":"https://data.chain.link/streams/btc-usd-twap-30s-streams"}"#,
    );
    let of = |slug: &str| markets.get(slug).unwrap().market.price_definition;
    assert_eq!(of("btc-updown-5m-1700000100"), PriceDefinition::ChainlinkSpot);
    assert_eq!(of("btc-updown-15m-1790586000"), PriceDefinition::ChainlinkTwap60);
    assert_eq!(of("btc-updown-15m-1790586900"), PriceDefinition::ChainlinkSpot);
    assert_eq!(of("btc-updown-5m-1790586900"), PriceDefinition::ChainlinkTwap30);
}

#[test]
fn the_fee_curve_is_taken_where_it_is_stated_and_possible() {
    let (markets, _) = read(
        br#"{"slug":"btc-updown-5m-1700000100"}
{"slug":"btc-updown-5m-1700000400","feesEnabled":true,"feeSchedule":{"rate":0.07,"exponent":1,"takerOnly":true}}
{"slug":"btc-updown-5m-1700000700","raw":{"feesEnabled":false,"feeSchedule":{"rate":0.07,"exponent":1}}}
{"slug":"btc-updown-5m-1700001000","feeSchedule":{"rate":7,"exponent":1}}
{"slug":"btc-updown-5m-1700001300","feeSchedule":{"rate":0.25,"exponent":1.5}}"#,
    );
    let of = |slug: &str| markets.get(slug).unwrap().market.fees;
    let curve = |rate_micros, exponent| Some(FeeSchedule { rate_micros, exponent });
    assert_eq!(of("btc-updown-5m-1700000100"), None);
    assert_eq!(of("btc-updown-5m-1700000400"), curve(70_000, 1));
    assert_eq!(of("btc-updown-5m-1700000700"), curve(0, 1));
    assert_eq!(of("btc-updown-5m-1700001000"), None, "a rate above one");
    assert_eq!(of("btc-updown-5m-1700001300"), None, "a broken exponent");
}
