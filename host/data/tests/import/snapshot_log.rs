//! JSON-lines logs of snapshots and prices.

use crate::support::{known_by, run_text, table};
use craftstrat_data::import::{Options, snapshot_log};
use craftstrat_model::{TimeMs, Winner, WinnerSource};
use expect_test::expect;
use proptest::prelude::*;

const START: i64 = 1_700_000_100_000;

fn slot() -> String {
    format!(r#"{{"ts":{},"type":"slot","action":"start","slug":"btc-updown-5m-1700000100"}}"#, START - 9_000)
}

fn snapshot(ms: i64, bid: f64) -> String {
    let ts = START + ms;
    format!(
        r#"{{"ts":{ts},"type":"orderbook_snapshot","up":{{"bids":[[0.3,1],[{bid},2.5]],"asks":[[0.7,3]]}},"down":{{"bids":[[0.3,3]],"asks":[]}}}}"#
    )
}

fn ticker(ms: i64, price: f64) -> String {
    format!(r#"{{"ts":{},"type":"ticker","assetPrice":{price},"binancePrice":1.0}}"#, START + ms)
}

fn text(lines: &[String]) -> String {
    lines.join("\n\n")
}

#[test]
fn books_prices_strike_and_resolution() {
    let lines = [
        snapshot(0, 0.4),
        slot(),
        snapshot(-500, 0.4),
        ticker(-500, 60_000.5),
        format!(r#"{{"ts":{},"type":"orderbook_snapshot","up":null,"down":null}}"#, START + 200),
        snapshot(1_000, 0.41),
        ticker(1_000, 60_001.0),
        format!(r#"{{"ts":{},"type":"remaining","seconds":3}}"#, START + 1_000),
        format!(r#"{{"ts":{},"type":"market_price","priceToBeat":60000.75}}"#, START + 1_500),
        ticker(1_500, -1.0),
        snapshot(1_600, 1.2),
        "nonsense".to_owned(),
        snapshot(900, 0.5),
        format!(
            r#"{{"ts":{},"type":"resolution","direction":"DOWN","closePrice":59999.5}}"#,
            START + 360_000
        ),
    ];
    let (slots, report) = run_text(snapshot_log::import, "a.log", &text(&lines), &Options::default());
    expect![[r#"
        btc-updown-5m-1700000100 winner Some(Down) (Metadata)
          0* bid_up 0.4 ask_up 0.7 bid_down 0.3 bid_size_up 2.5 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_up_2 0.3 bid_size_up_2 1 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0 chainlink_price 60000.5 settlement_price 60000.5
          200 chainlink_price 60000.5 settlement_price 60000.5
          1000* bid_up 0.41 ask_up 0.7 bid_down 0.3 bid_size_up 2.5 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_up_2 0.3 bid_size_up_2 1 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0 chainlink_price 60001 settlement_price 60001
          2000* bid_up 0.41 ask_up 0.7 bid_down 0.3 bid_size_up 2.5 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_up_2 0.3 bid_size_up_2 1 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0 chainlink_price 60001 settlement_price 60001
          3000* bid_up 0.41 ask_up 0.7 bid_down 0.3 bid_size_up 2.5 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_up_2 0.3 bid_size_up_2 1 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0 chainlink_price 60001 settlement_price 60001
          4000* bid_up 0.41 ask_up 0.7 bid_down 0.3 bid_size_up 2.5 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_up_2 0.3 bid_size_up_2 1 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0 chainlink_price 60001 settlement_price 60001
          5000* bid_up 0.41 ask_up 0.7 bid_down 0.3 bid_size_up 2.5 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_up_2 0.3 bid_size_up_2 1 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0 chainlink_price 60001 settlement_price 60001
          6000* bid_up 0.41 ask_up 0.7 bid_down 0.3 bid_size_up 2.5 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_up_2 0.3 bid_size_up_2 1 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0 chainlink_price 60001 settlement_price 60001
    "#]].assert_eq(&table(&slots));
    let rejects: Vec<String> = report.rejects.iter().map(|(r, n)| format!("{n} x {r}")).collect();
    expect![[r#"
        1 x before the first slot
        1 x impossible level
        1 x impossible price of the underlying
        1 x not a line of the log
        1 x time runs backwards"#]]
    .assert_eq(&rejects.join("\n"));
    let market = &slots[0].market;
    assert_eq!((market.winner, market.winner_source), (Some(Winner::Down), WinnerSource::Metadata));
    assert_eq!((market.price_to_beat, market.price_to_beat_at), (60_000.75, TimeMs(START + 1_500)));
    assert_eq!(market.end_price, 59_999.5);
}

#[test]
fn a_log_may_hold_slot_after_slot() {
    let next = slot().replace("1700000100", "1700000400");
    let lines = [
        slot(),
        snapshot(0, 0.4),
        next,
        snapshot(300_000, 0.5),
        slot().replace("btc-updown-5m-1700000100", "cup-final"),
    ];
    let (slots, report) = run_text(snapshot_log::import, "a.log", &text(&lines), &Options::default());
    assert_eq!(slots.iter().map(|s| s.len()).collect::<Vec<_>>(), [6, 6]);
    assert_eq!(report.rejects.into_keys().collect::<Vec<_>>(), ["not an Up/Down slot"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// No look-ahead: garbage in every line after t leaves every row up to t as it was.
    #[test]
    fn garbage_after_t_changes_nothing_up_to_t(until in 0_i64..15_000, garbage in prop::collection::vec(0_u8..200, 40)) {
        let good = |i: i64| [snapshot(i * 403, 0.4 + (i % 5) as f64 / 100.0), ticker(i * 403, 60_000.0 + i as f64)].join("\n");
        let bad = |i: i64, g: u8| match g % 4 {
            0 => snapshot(i * 403, f64::from(g) / 199.0),
            1 => ticker(i * 403, f64::from(g) * 1e3 - 5.0),
            2 => format!(r#"{{"ts":{},"type":"market_price","priceToBeat":{g}}}"#, START + i * 403),
            _ => format!(r#"{{"ts":{},"type":"resolution","direction":"UP","closePrice":{g}}}"#, START + i * 403),
        };
        let make = |damage: bool| {
            let lines = (0..40).zip(&garbage).map(|(i, g)| if damage && i * 403 > until { bad(i, *g) } else { good(i) });
            text(&std::iter::once(slot()).chain(lines).collect::<Vec<_>>())
        };
        let (before, _) = run_text(snapshot_log::import, "a.log", &make(false), &Options::default());
        let (after, _) = run_text(snapshot_log::import, "a.log", &make(true), &Options::default());
        let until = TimeMs(START + until);
        let known = known_by(&before, until);
        prop_assert!(!known.is_empty());
        prop_assert_eq!(known, known_by(&after, until));
    }
}
