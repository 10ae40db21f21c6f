//! Price series: what is in force when, averages, slots without a book, and no look-ahead.

use crate::support::{folder, gzip, known_by, run, run_text, table, write};
use craftstrat_data::import::prices::{InForce, MAX_AGE_MS, Point, PriceFile, Stream, twap};
use craftstrat_data::import::{Options, prices, snapshot_log};
use craftstrat_data::{ImportError, SlotRows};
use craftstrat_model::{Column, TimeMs};
use expect_test::expect;
use proptest::prelude::*;

const START: i64 = 1_700_000_100_000;
const NAME: &str = "BTCUSD-prices.csv";

fn point(known: i64, feed: i64, value: f64) -> Point {
    Point { known_at: known, feed_at: feed, value }
}

/// A CSV of points relative to the slot's start.
fn csv(points: &[(i64, i64, f64)]) -> String {
    let mut out = "feed_ts_ms,value,full_accuracy_value,server_ts_ms,recv_ms\n".to_owned();
    for (known, feed, value) in points {
        out += &format!("{},{value},,,{}\n", START + feed, START + known);
    }
    out
}

#[test]
fn the_latest_feed_time_among_those_received_is_in_force() {
    let mut now = InForce::default();
    assert_eq!(now.value(0), None);
    assert!(now.push(point(1_100, 0, 1.0)));
    assert_eq!((now.value(1_099), now.value(1_100)), (None, Some(1.0)));
    assert!(now.push(point(2_200, 2_000, 3.0)));
    assert!(!now.push(point(2_300, 1_000, 2.0)), "an older feed time arrives late");
    assert_eq!(now.value(2_300), Some(3.0));
    assert!(now.push(point(2_400, 2_000, 3.5)), "a correction of the same second");
    assert_eq!(now.value(2_400 + MAX_AGE_MS), Some(3.5));
    assert_eq!(now.value(2_401 + MAX_AGE_MS), None);
    assert!(!now.push(point(20_000, 20_000 - MAX_AGE_MS - 1, 4.0)), "stale on arrival");
}

#[test]
fn an_average_needs_a_full_window() {
    let every_second: Vec<Point> = (0..=60).map(|s| point(s * 1_000 + 1_300, s * 1_000, s as f64)).collect();
    let averages = twap::series(&every_second, 30_000);
    // The first full window ends at 30 s: the mean of ticks 1 to 30.
    assert_eq!(averages[0], point(31_300, 30_000, 15.5));
    assert_eq!(averages.len(), 31);
    assert_eq!(averages[30], point(61_300, 60_000, 45.5));
    // One missing second is bridged by the tick after it; a hole beyond the limit empties every window over it.
    let one: Vec<Point> = every_second.iter().copied().filter(|p| p.feed_at != 20_000).collect();
    assert_eq!(twap::series(&one, 30_000)[0].value, (15.5 * 30.0 + 1.0) / 30.0);
    let hole: Vec<Point> =
        every_second.iter().copied().filter(|p| !(20_000..25_000).contains(&p.feed_at)).collect();
    let after: Vec<i64> = twap::series(&hole, 30_000).iter().map(|p| p.feed_at).collect();
    assert_eq!(after, (50..=60).map(|s| s * 1_000).collect::<Vec<_>>()[5..].to_vec());
}

#[test]
fn rows_carry_what_was_received_by_then() {
    let points = [
        (-700, -2_000, 60_000.0),
        (1_300, 0, 60_001.5),
        (2_300, 1_000, 60_002.5),
        (2_400, 1_000, 60_002.0),
        (9_000, 2_000, 1.0),
    ];
    let (slots, report) = run_text(prices::import, NAME, &csv(&points), &Options::default());
    let own: Vec<SlotRows> = slots.into_iter().filter(|s| s.market.start.0 == START).collect();
    expect![[r#"
        btc-updown-5m-1700000100 winner None (Unresolved)
          0* chainlink_price 60000 settlement_price 60000
          1000* chainlink_price 60000 settlement_price 60000
          2000* chainlink_price 60001.5 settlement_price 60001.5
          3000* chainlink_price 60002 settlement_price 60002
          4000* chainlink_price 60002 settlement_price 60002
          5000* chainlink_price 60002 settlement_price 60002
          6000* chainlink_price 60002 settlement_price 60002
          7000* chainlink_price 60002 settlement_price 60002
    "#]]
    .assert_eq(&table(&own));
    assert_eq!(
        (own[0].market.price_to_beat, own[0].market.price_to_beat_at),
        (60_001.5, TimeMs(START + 1_300))
    );
    assert!(report.notes.iter().any(|n| n.contains("prices to beat")), "{:?}", report.notes);
}

#[test]
fn full_accuracy_counts_and_a_missing_receive_time_is_a_second_later_and_said() {
    let text = format!(
        "feed_ts_ms,value,full_accuracy_value,server_ts_ms,recv_ms\n{START},63304.2,63304200301195075000000,,\n{},oops,,,\n{},-3,,,5\nx,1,,,\n",
        START + 1_000,
        START + 2_000
    );
    let (slots, report) = run_text(prices::import, NAME, &text, &Options::default());
    assert_eq!(slots[0].times()[0], START + 1_000);
    assert_eq!(slots[0].row(0).double(Column::ChainlinkPrice), "63304.200301195075".parse().ok());
    assert_eq!(report.rejects.values().sum::<u64>(), 3, "{:?}", report.rejects);
    assert!(report.notes.iter().any(|n| n.contains("no receive times")), "{:?}", report.notes);
}

#[test]
fn the_settlement_stream_is_recorded_or_computed_and_said() {
    let folder = folder();
    // 2026-09-28 09:00 UTC, a 15m slot that settles on the 60 s average.
    let start = 1_790_586_000_000_i64;
    let shift = start - START;
    let ticks: Vec<(i64, i64, f64)> =
        (-80..30).map(|s| (s * 1_000 + 500 + shift, s * 1_000 + shift, 100.0 + (s % 2) as f64)).collect();
    let spot = write(folder.path(), NAME, csv(&ticks));
    let twap: Vec<(i64, i64, f64)> = ticks.iter().map(|(k, f, _)| (*k, *f, 77.0)).collect();
    let recorded = write(folder.path(), "BTCUSD-twap60s.csv.gz", gzip(csv(&twap).as_bytes()));
    let options = |files: &[&std::path::PathBuf]| Options {
        prices: files.iter().map(|f| PriceFile::from((*f).clone())).collect(),
        series: vec!["btc-updown-15m".parse().unwrap()],
        ..Options::default()
    };
    let find = |slots: Vec<SlotRows>| slots.into_iter().find(|s| s.market.start.0 == start).unwrap();
    let (slots, report) = run(prices::import, &[], &options(&[&spot])).unwrap();
    let slot = find(slots);
    let row = slot.row(0);
    assert_eq!(
        (row.double(Column::ChainlinkPrice), row.double(Column::SettlementPrice)),
        (Some(99.0), Some(99.5))
    );
    assert!(report.notes.iter().any(|n| n.contains("computed from the spot stream")), "{:?}", report.notes);
    assert_eq!(slot.market.price_to_beat, 99.5, "the average at the start, computed");
    assert!(slot.market.end_price.is_nan(), "a computed average settles nothing");
    let (slots, _) = run(prices::import, &[], &options(&[&spot, &recorded])).unwrap();
    let slot = find(slots);
    assert_eq!(slot.row(0).double(Column::SettlementPrice), Some(77.0));
    assert_eq!(slot.market.price_to_beat, 77.0);
}

#[test]
fn binance_messages_are_hourly_settlement_prices() {
    let hour = 1_699_999_200_000_i64;
    let message = |ms: i64, price: &str| {
        format!(
            r#"{}000001 {{"stream":"btcusdt@trade","data":{{"e":"trade","E":{t},"s":"BTCUSDT","p":"{price}","q":"1","T":{t}}}}}"#,
            hour + ms,
            t = hour + ms - 5
        )
    };
    let text = [
        message(100, "60000.01000000"),
        format!(r#"{}000001 {{"stream":"btcusdt@bookTicker","data":{{"u":1,"b":"1","a":"2"}}}}"#, hour + 150),
        message(900, "60001.5"),
        message(1_500, "0"),
        "1700 {".to_owned(),
    ];
    let (slots, report) =
        run_text(prices::import, "spot_btcusdt_x.gz", &text.join("\n"), &Options::default());
    assert_eq!(slots[0].market.slug, "btc-updown-1h-1699999200");
    assert_eq!(slots[0].times()[0], hour + 1_000);
    assert_eq!(slots[0].row(0).double(Column::SettlementPrice), Some(60_001.5));
    assert_eq!(slots[0].row(0).double(Column::ChainlinkPrice), None);
    assert_eq!(report.rejects["price: impossible value"] + report.rejects["price: incomplete line"], 2);
}

#[test]
fn files_say_what_they_are() {
    let file: PriceFile = "eth:twap30=/x/y.csv".parse().unwrap();
    assert_eq!((file.asset.as_deref(), file.stream), (Some("eth"), Some(Stream::ChainlinkTwap30)));
    assert_eq!("a=b.csv".parse::<PriceFile>().unwrap(), PriceFile::from(std::path::PathBuf::from("a=b.csv")));
    assert!("eth:gold=/x".parse::<PriceFile>().is_err());
    let folder = folder();
    let nameless = write(folder.path(), "prices.csv", csv(&[(0, 0, 1.0)]));
    let error =
        run(prices::import, std::slice::from_ref(&nameless), &Options::default()).unwrap_err().to_string();
    assert!(error.contains("which asset") && error.contains("btc:chainlink=PATH"), "{error}");
    let wrong = write(folder.path(), "BTCUSD.csv", "a,b\n1,2\n");
    let error = run(prices::import, &[wrong], &Options::default()).unwrap_err().to_string();
    assert!(error.contains("no column `feed_ts_ms`"), "{error}");
    let bytes = gzip(csv(&[(0, 0, 1.0); 500]).as_bytes());
    let cut = write(folder.path(), "BTCUSD-cut.csv.gz", &bytes[..bytes.len() - 12]);
    let error = run(prices::import, &[cut], &Options::default()).unwrap_err();
    assert!(matches!(&error, ImportError::Row { .. }) && error.to_string().contains("ends early"), "{error}");
}

fn points() -> Vec<(i64, i64, f64)> {
    (-90..40).map(|s| (s * 1_000 + 700 + s * 37 % 900, s * 1_000, 60_000.0 + (s * 7 % 13) as f64)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// No look-ahead, with a spot and a computed settlement stream and a book: garbage in everything received after t
    /// leaves every row up to t as it was.
    #[test]
    fn garbage_after_t_changes_nothing_up_to_t(
        until in 0_i64..30_000,
        garbage in prop::collection::vec((-3_000_i64..3_000, 0.5_f64..1e6), 130),
        twap in any::<bool>(),
    ) {
        let folder = folder();
        let start = if twap { 1_790_586_000_000 } else { START };
        let shift = start - START;
        let good: Vec<_> = points().into_iter().map(|(k, f, v)| (k + shift, f + shift, v)).collect();
        let bad: Vec<_> = good.iter().zip(&garbage).map(|((k, f, v), (move_feed, value))| {
            if *k - shift > until { (*k, f + move_feed, *value) } else { (*k, *f, *v) }
        }).collect();
        let slug = if twap { "btc-updown-15m-1790586000" } else { "btc-updown-5m-1700000100" };
        let log = format!("{{\"ts\":1,\"type\":\"slot\",\"action\":\"start\",\"slug\":\"{slug}\"}}\n") + &(0..30).map(|i| format!(
            "{{\"ts\":{},\"type\":\"orderbook_snapshot\",\"up\":{{\"bids\":[[0.4{},1]],\"asks\":[]}},\"down\":null}}\n", start + i * 997, i % 10
        )).collect::<String>();
        let book = write(folder.path(), "a.log", log);
        let rows = |name: &str, points: &[(i64, i64, f64)]| {
            let path = write(folder.path(), name, csv(points));
            let options = Options { prices: vec![path.into()], ..Options::default() };
            run(snapshot_log::import, std::slice::from_ref(&book), &options).unwrap().0
        };
        let until = TimeMs(start + until);
        let known = known_by(&rows("BTCUSD-a.csv", &good), until);
        prop_assert!(!known.is_empty());
        prop_assert_eq!(known, known_by(&rows("BTCUSD-b.csv", &bad), until));
    }
}
