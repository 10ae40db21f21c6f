//! CSV recordings by column mapping.

use crate::support::{folder, gzip, known_by, run, run_text, table, write};
use craftstrat_data::import::Options;
use craftstrat_data::import::book_csv::{self, Mapping, MappingError};
use craftstrat_model::{TimeMs, Winner};
use expect_test::expect;
use proptest::prelude::*;

const START: i64 = 1_700_000_100_000;
const SLUG: &str = "btc-updown-5m-1700000100";

fn options(mapping: &str) -> Options {
    Options { mapping: Some(mapping.parse().unwrap()), ..Options::default() }
}

const MAPPING: &str = "captured_at=t:s, symbol=slug, bid_up=b, bid_size_up=bs, ask_up=a, ask_size_up=as, bid_down=d, chainlink_price=btc, market_volume_usd=vol, winner=won, price_to_beat=strike";
const HEADER: &str = "slug,t,b,bs,a,as,d,btc,vol,won,strike,ignored";

fn row(ms: i64, rest: &str) -> String {
    let at = START + ms;
    format!("{SLUG},{}.{:03},{rest}", at / 1_000, at % 1_000)
}

fn csv(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[test]
fn rows_become_states_and_missing_is_not_zero() {
    let text = csv(&[
        row(-200, "0.4,10,0.6,20,0.39,60000.5,100,,,x"),
        row(500, "0.41,10,0.6,20,0.39,60000.5,120.25,,,x"),
        row(1_500, "0,0,0.6,20,,,,,60001.25,x"),
        row(2_000, "nan,,1,,0.38,60002,,up,60001.25,x"),
    ]);
    let (slots, report) = run_text(book_csv::import, "a.csv", &text, &options(MAPPING));
    assert!(report.rejects.is_empty(), "{:?}", report.rejects);
    expect![[r#"
        btc-updown-5m-1700000100 winner Some(Up) (Metadata)
          0* bid_up 0.4 ask_up 0.6 bid_down 0.39 bid_size_up 10 ask_size_up 20 chainlink_price 60000.5 settlement_price 60000.5 market_volume_usd 100
          500 bid_up 0.41 ask_up 0.6 bid_down 0.39 bid_size_up 10 ask_size_up 20 chainlink_price 60000.5 settlement_price 60000.5 market_volume_usd 120.25
          1000* bid_up 0.41 ask_up 0.6 bid_down 0.39 bid_size_up 10 ask_size_up 20 chainlink_price 60000.5 settlement_price 60000.5 market_volume_usd 120.25
          1500 ask_up 0.6 bid_size_up 0 ask_size_up 20 chainlink_price 60000.5 settlement_price 60000.5
          2000* bid_down 0.38 ask_size_up 0 chainlink_price 60002 settlement_price 60002
          3000* bid_down 0.38 ask_size_up 0 chainlink_price 60002 settlement_price 60002
          4000* bid_down 0.38 ask_size_up 0 chainlink_price 60002 settlement_price 60002
          5000* bid_down 0.38 ask_size_up 0 chainlink_price 60002 settlement_price 60002
          6000* bid_down 0.38 ask_size_up 0 chainlink_price 60002 settlement_price 60002
          7000* bid_down 0.38 ask_size_up 0 chainlink_price 60002 settlement_price 60002
    "#]].assert_eq(&table(&slots));
    let market = &slots[0].market;
    assert_eq!((market.winner, market.price_to_beat), (Some(Winner::Up), 60_001.25));
    assert_eq!(market.price_to_beat_at, TimeMs(START + 1_500));
}

#[test]
fn impossible_rows_are_refused_one_by_one() {
    let text = csv(&[
        row(0, "0.4,10,0.6,20,0.39,60000,1,,,x"),
        row(10, "1.4,10,0.6,20,0.39,60000,1,,,x"),
        row(20, "0.4,-1,0.6,20,0.39,60000,1,,,x"),
        row(30, "0.4,10,x,20,0.39,60000,1,,,x"),
        row(40, "0.4,10,0.6,20,0.39,-5,1,,,x"),
        row(50, "0.4,10,0.6,20,0.39,60000,1,maybe,,x"),
        row(60, "0.4"),
        row(70, "0.4,10,0.6,20,0,60000,1,,,x"),
        row(-500, "0.4,10,0.6,20,0.39,60000,1,,,x"),
        "who-wins,1700000100,0.4,10,0.6,20,0.39,60000,1,,,x".to_owned(),
        format!("{SLUG},soon,0.4,10,0.6,20,0.39,60000,1,,,x"),
        ",1700000100,0.4,10,0.6,20,0.39,60000,1,,,x".to_owned(),
    ]);
    let (_, report) = run_text(book_csv::import, "a.csv", &text, &options(MAPPING));
    let rejects: Vec<String> = report.rejects.iter().map(|(r, n)| format!("{n} x {r}")).collect();
    expect![[r#"
        2 x impossible price
        1 x impossible size
        1 x impossible time
        1 x impossible value
        1 x impossible winner
        1 x no symbol
        1 x not an Up/Down slot
        1 x row too short
        1 x time runs backwards"#]]
    .assert_eq(&rejects.join("\n"));
    assert_eq!(report.records, 12);
}

#[test]
fn slots_may_alternate() {
    let other = |ms: i64, rest: &str| row(ms, rest).replace(SLUG, "eth-updown-5m-1700000100");
    let text = csv(&[
        row(0, "0.4,10,0.6,20,0.39,60000,1,,,x"),
        other(0, "0.5,10,0.6,20,0.39,3000,1,,,x"),
        row(1_000, "0.41,10,0.6,20,0.39,60000,1,,,x"),
        other(1_000, "0.51,10,0.6,20,0.39,3000,1,,,x"),
    ]);
    let (slots, report) = run_text(book_csv::import, "a.csv", &text, &options(MAPPING));
    assert_eq!((slots.len(), report.rejects.len()), (2, 0));
    assert_eq!(slots[0].len(), slots[1].len());
}

#[test]
fn mappings_come_as_lists_files_and_presets() {
    let folder = folder();
    let list: Mapping = "captured_at=ts:ms,symbol=m,bid_up=b".parse().unwrap();
    let json = write(folder.path(), "m.json", r#"{"captured_at":"ts:ms","symbol":"m","bid_up":"b"}"#);
    let toml =
        write(folder.path(), "m.toml", "# times\ncaptured_at = \"ts:ms\"\nsymbol = 'm'\nbid_up = b # best\n");
    assert_eq!(Mapping::from_file(&json).unwrap(), list);
    assert_eq!(Mapping::from_argument(toml.to_str().unwrap()).unwrap(), list);
    assert_eq!(Mapping::from_argument("pmbacktest").ok(), Mapping::preset("pmbacktest"));
    assert!(Mapping::preset("pmbacktest").is_some());
    for (text, error) in [
        ("captured_at=t,symbol", MappingError::Entry("symbol".into())),
        ("captured_at=t,symbol=", MappingError::Entry("symbol".into())),
        ("captured_at=t:h,symbol=s", MappingError::Unit("h".into())),
        ("captured_at=t,symbol=s,mid_up=m", MappingError::Name("mid_up".into())),
        ("captured_at=t,symbol=s,bid_up=a,bid_up=b", MappingError::Twice("bid_up".into())),
        ("captured_at=t", MappingError::Missing("symbol")),
    ] {
        assert_eq!(text.parse::<Mapping>(), Err(error), "{text}");
    }
    assert!(matches!(Mapping::from_argument("no-such-file"), Err(MappingError::File { .. })));
}

#[test]
fn files_that_do_not_fit_are_errors() {
    let folder = folder();
    let path = write(folder.path(), "a.csv", "x,y\n1,2\n");
    let error =
        run(book_csv::import, std::slice::from_ref(&path), &options(MAPPING)).unwrap_err().to_string();
    assert!(error.contains("a.csv") && error.contains("no column") && error.contains("x, y"), "{error}");
    let error = run(book_csv::import, &[path], &Options::default()).unwrap_err().to_string();
    assert!(error.contains("--mapping"), "{error}");
    let endless = gzip(format!("{HEADER}\n\"{}", "x".repeat(65 << 20)).as_bytes());
    let endless = write(folder.path(), "endless.csv.gz", endless);
    let error = run(book_csv::import, &[endless], &options(MAPPING)).unwrap_err().to_string();
    assert!(error.contains("endless.csv.gz") && error.contains("longer than 64 MB"), "{error}");
    let bad = write(folder.path(), "b.csv", b"slug,t,b,bs,a,as,d,btc,vol,won,strike\n\xff\xfe,1,2\n");
    let error = run(book_csv::import, &[bad], &options(MAPPING)).unwrap_err().to_string();
    assert!(error.contains("b.csv, row 2"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// No look-ahead: garbage in every row after t leaves every row up to t as it was.
    #[test]
    fn garbage_after_t_changes_nothing_up_to_t(
        until in 0_i64..20_000,
        garbage in prop::collection::vec((0_i64..150, -1_i64..9, 0_i64..99_999), 60),
    ) {
        let good = |i: i64| row(i * 371, &format!("0.4{},1{},0.6,20,0.3{},6000{}.5,{i},,60001,x", i % 3, i % 7, i % 5, i % 4));
        let bad = |i: i64, (p, s, v): &(i64, i64, i64)| row(i * 371, &format!("{},{s},0.{p},{s},0.2,{v},{v},,{v},x", *p as f64 / 100.0));
        let rows: Vec<String> = (0..60).map(good).collect();
        let damaged: Vec<String> = (0..60).zip(&garbage).map(|(i, g)| if i * 371 <= until { good(i) } else { bad(i, g) }).collect();
        let (before, _) = run_text(book_csv::import, "a.csv", &csv(&rows), &options(MAPPING));
        let (after, _) = run_text(book_csv::import, "a.csv", &csv(&damaged), &options(MAPPING));
        let until = TimeMs(START + until);
        let known = known_by(&before, until);
        prop_assert!(!known.is_empty());
        prop_assert_eq!(known, known_by(&after, until));
    }
}
