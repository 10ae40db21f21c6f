//! Raw market-channel recordings: JSON lines and Parquet, overlapping, shuffled, one-token, damaged.

use crate::support::{folder, gzip, known_by, run, run_text, table, write};
use craftstrat_data::ImportError;
use craftstrat_data::import::{Options, polymarket_ws};
use craftstrat_model::{TimeMs, Winner, WinnerSource};
use expect_test::{Expect, expect};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;

const SLUG: &str = "btc-updown-5m-1700000100";
const START: i64 = 1_700_000_100_000;
const CONDITION: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";
const UP: &str = "62356598158266862124498021053804063590600978707736169621998448942683123438635";
const DOWN: &str = "35216355691672856579368063066495119190117102872037375620442368939486130470152";

/// A snapshot received `ms` into the slot and sent 20 ms before; prices in cents.
fn book(ms: i64, token: &str, bid: (i64, i64), ask: (i64, i64)) -> String {
    let (recv, sent) = (START + ms, START + ms - 20);
    format!(
        r#"{{"recv_ms":{recv},"slug":"{SLUG}","msg":{{"event_type":"book","market":"{CONDITION}","asset_id":"{token}","timestamp":"{sent}","bids":[{{"price":"0.{:02}","size":"{}"}}],"asks":[{{"price":"0.{:02}","size":"{}"}}]}}}}"#,
        bid.0, bid.1, ask.0, ask.1
    )
}

/// Both tokens' half of one change.
fn change(ms: i64, cents: i64, size: i64, best: (i64, i64)) -> String {
    let (recv, sent) = (START + ms, START + ms - 20);
    let other = 100 - cents;
    format!(
        r#"{{"recv_ms":{recv},"slug":"{SLUG}","msg":{{"event_type":"price_change","market":"{CONDITION}","timestamp":"{sent}","price_changes":[{{"asset_id":"{UP}","price":"0.{cents:02}","size":"{size}","side":"BUY","best_bid":"0.{:02}","best_ask":"0.{:02}"}},{{"asset_id":"{DOWN}","price":"0.{other:02}","size":"{size}","side":"SELL","best_bid":"0.{:02}","best_ask":"0.{:02}"}}]}}}}"#,
        best.0,
        best.1,
        100 - best.1,
        100 - best.0
    )
}

fn check(lines: &[String], options: &Options, expected: Expect) {
    let (slots, report) = run_text(polymarket_ws::import, "a.jsonl", &lines.join("\n"), options);
    let rejects: Vec<String> = report.rejects.iter().map(|(r, n)| format!("{n} x {r}\n")).collect();
    let marks: Vec<String> = slots.iter().map(|s| format!("one token: {}\n", s.market.one_token)).collect();
    expected.assert_eq(&format!("{}{}{}", table(&slots), marks.concat(), rejects.concat()));
}

#[test]
fn snapshots_and_changes_of_both_tokens() {
    check(
        &[
            book(-300, UP, (48, 10), (52, 20)),
            book(-300, DOWN, (48, 20), (52, 10)),
            change(1_200, 49, 5, (49, 52)),
            change(1_500, 49, 7, (49, 52)),
            change(2_400, 49, 0, (48, 52)),
        ],
        &Options::default(),
        expect![[r#"
            btc-updown-5m-1700000100 winner None (Unresolved)
              0* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 10 ask_size_up 20 bid_size_down 20 ask_size_down 10 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              1000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 10 ask_size_up 20 bid_size_down 20 ask_size_down 10 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              1200 bid_up 0.49 ask_up 0.52 bid_down 0.48 ask_down 0.51 bid_size_up 5 ask_size_up 20 bid_size_down 20 ask_size_down 5 bid_up_2 0.48 ask_down_2 0.52 bid_size_up_2 10 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 10 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              2000* bid_up 0.49 ask_up 0.52 bid_down 0.48 ask_down 0.51 bid_size_up 7 ask_size_up 20 bid_size_down 20 ask_size_down 7 bid_up_2 0.48 ask_down_2 0.52 bid_size_up_2 10 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 10 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              2400 bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 10 ask_size_up 20 bid_size_down 20 ask_size_down 10 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              3000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 10 ask_size_up 20 bid_size_down 20 ask_size_down 10 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              4000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 10 ask_size_up 20 bid_size_down 20 ask_size_down 10 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              5000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 10 ask_size_up 20 bid_size_down 20 ask_size_down 10 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              6000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 10 ask_size_up 20 bid_size_down 20 ask_size_down 10 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              7000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 10 ask_size_up 20 bid_size_down 20 ask_size_down 10 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
            one token: false
        "#]],
    );
}

#[test]
fn one_token_is_marked_and_the_other_is_its_complement() {
    check(
        &[book(1_000, DOWN, (30, 10), (32, 20)), book(1_001, DOWN, (30, 11), (33, 20))],
        &Options::default(),
        expect![[r#"
            btc-updown-5m-1700000100 winner None (Unresolved)
              1000* bid_up 0.68 ask_up 0.7 bid_down 0.3 ask_down 0.32 bid_size_up 20 ask_size_up 10 bid_size_down 10 ask_size_down 20 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              1001 bid_up 0.67 ask_up 0.7 bid_down 0.3 ask_down 0.33 bid_size_up 20 ask_size_up 11 bid_size_down 11 ask_size_down 20 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              2000* bid_up 0.67 ask_up 0.7 bid_down 0.3 ask_down 0.33 bid_size_up 20 ask_size_up 11 bid_size_down 11 ask_size_down 20 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              3000* bid_up 0.67 ask_up 0.7 bid_down 0.3 ask_down 0.33 bid_size_up 20 ask_size_up 11 bid_size_down 11 ask_size_down 20 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              4000* bid_up 0.67 ask_up 0.7 bid_down 0.3 ask_down 0.33 bid_size_up 20 ask_size_up 11 bid_size_down 11 ask_size_down 20 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              5000* bid_up 0.67 ask_up 0.7 bid_down 0.3 ask_down 0.33 bid_size_up 20 ask_size_up 11 bid_size_down 11 ask_size_down 20 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
              6000* bid_up 0.67 ask_up 0.7 bid_down 0.3 ask_down 0.33 bid_size_up 20 ask_size_up 11 bid_size_down 11 ask_size_down 20 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
            one token: true
        "#]],
    );
}

#[test]
fn a_message_is_known_from_the_millisecond_after_it_was_received() {
    let line = book(0, UP, (48, 1), (52, 1))
        .replace(&format!("\"recv_ms\":{START}"), &format!("\"recv_us\":{START}001"));
    check(
        &[line],
        &Options::default(),
        expect![[r#"
        btc-updown-5m-1700000100 winner None (Unresolved)
          1 bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 1 ask_size_up 1 bid_size_down 1 ask_size_down 1 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
          1000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 1 ask_size_up 1 bid_size_down 1 ask_size_down 1 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
          2000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 1 ask_size_up 1 bid_size_down 1 ask_size_down 1 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
          3000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 1 ask_size_up 1 bid_size_down 1 ask_size_down 1 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
          4000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 1 ask_size_up 1 bid_size_down 1 ask_size_down 1 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
          5000* bid_up 0.48 ask_up 0.52 bid_down 0.48 ask_down 0.52 bid_size_up 1 ask_size_up 1 bid_size_down 1 ask_size_down 1 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
        one token: true
    "#]],
    );
}

#[test]
fn what_cannot_be_placed_is_refused() {
    let unknown = book(0, UP, (48, 1), (52, 1)).replace(SLUG, "who-wins-the-cup");
    let no_slug = book(0, UP, (48, 1), (52, 1)).replace(&format!(r#""slug":"{SLUG}","#), "");
    let unproved = book(10, "77", (48, 1), (52, 1));
    let no_time =
        format!(r#"{{"slug":"{SLUG}","msg":{{"event_type":"book","asset_id":"{UP}","bids":[],"asks":[]}}}}"#);
    let early = change(20, 49, 1, (49, 52));
    let late =
        book(500, UP, (20, 1), (52, 1)).replace(&format!("{}", START + 480), &format!("{}", START - 999));
    let good = book(100, UP, (48, 1), (52, 1));
    let text = [unknown, no_slug, unproved, no_time, "{oops".to_owned(), early, good, late];
    let (slots, report) = run_text(polymarket_ws::import, "a.jsonl", &text.join("\n"), &Options::default());
    let rejects: Vec<String> = report.rejects.iter().map(|(r, n)| format!("{n} x {r}")).collect();
    expect![[r#"
        2 x change before a snapshot
        1 x late by the venue's time
        1 x no time
        1 x not JSON
        1 x not an Up/Down slot
        1 x token of an unknown outcome: give --markets
        1 x token of an unknown slot: give --markets"#]]
    .assert_eq(&rejects.join("\n"));
    assert_eq!((slots.len(), report.records), (1, 8));
}

#[test]
fn without_receive_times_a_delay_is_assumed_and_said() {
    let line = book(0, UP, (48, 1), (52, 1)).replace(&format!("\"recv_ms\":{START},"), "");
    let (slots, report) = run_text(polymarket_ws::import, "a.jsonl", &line, &Options::default());
    assert_eq!(slots[0].times()[0], START - 20 + 250);
    assert!(report.notes.iter().any(|n| n.contains("no receive times")), "{:?}", report.notes);
}

#[test]
fn metadata_and_messages_name_tokens_and_winners() {
    let folder = folder();
    let markets = write(
        folder.path(),
        "m.jsonl",
        format!(r#"{{"slug":"{SLUG}","clobTokenIds":"[\"77\",\"78\"]","outcomes":"[\"Up\",\"Down\"]"}}"#),
    );
    let options = Options { markets: vec![markets], ..Options::default() };
    let lines = [
        book(100, "78", (40, 1), (42, 1)).replace(&format!(r#""slug":"{SLUG}","#), ""),
        format!(
            r#"{{"recv_ms":{},"msg":{{"event_type":"market_resolved","winning_asset_id":"78"}}}}"#,
            START + 320_000
        ),
    ];
    let (slots, report) = run_text(polymarket_ws::import, "a.jsonl", &lines.join("\n"), &options);
    assert_eq!(report.rejects.len(), 0, "{report:?}");
    assert_eq!(
        (slots[0].market.winner, slots[0].market.winner_source),
        (Some(Winner::Down), WinnerSource::Metadata)
    );
    let announced = format!(
        r#"{{"event_type":"new_market","slug":"{SLUG}","assets_ids":["77","78"],"outcomes":["Up","Down"],"market":"0x1"}}"#
    );
    let (again, _) = run_text(
        polymarket_ws::import,
        "a.jsonl",
        &[&announced, &lines[0]].map(|l| l.clone()).join("\n"),
        &Options::default(),
    );
    assert_eq!(again[0].times(), slots[0].times());
}

fn stream() -> Vec<String> {
    let mut lines = vec![book(-100, UP, (40, 10), (60, 20)), book(-90, DOWN, (40, 20), (60, 10))];
    for i in 0..40 {
        lines.push(change(i * 317, 41 + i % 9, 1 + i % 3, (41 + i % 9, 60)));
    }
    lines
}

#[test]
fn order_overlap_and_compression_of_files_change_nothing() {
    let lines = stream();
    let (expected, _) = run_text(polymarket_ws::import, "a.jsonl", &lines.join("\n"), &Options::default());
    let folder = folder();
    let early = write(folder.path(), "z-early.jsonl", lines[..30].join("\n"));
    let late = write(
        folder.path(),
        "a-late.jsonl.gz",
        gzip(lines[20..].iter().rev().cloned().collect::<Vec<_>>().join("\n").as_bytes()),
    );
    let (slots, report) = run(polymarket_ws::import, &[late, early], &Options::default()).unwrap();
    assert_eq!(table(&slots), table(&expected));
    // Ten frames of two messages each were in both files.
    assert_eq!(report.duplicates, 20);
}

#[test]
fn a_truncated_file_is_an_error_that_names_file_and_line() {
    let folder = folder();
    let bytes = gzip(stream().join("\n").as_bytes());
    let path = write(folder.path(), "cut.jsonl.gz", &bytes[..bytes.len() / 2]);
    let error = run(polymarket_ws::import, &[path], &Options::default()).unwrap_err();
    let text = error.to_string();
    assert!(matches!(error, ImportError::Row { .. }), "{text}");
    assert!(text.contains("cut.jsonl.gz, row ") && text.contains("ends early"), "{text}");
    let missing =
        run(polymarket_ws::import, &[folder.path().join("none.jsonl")], &Options::default()).unwrap_err();
    assert!(missing.to_string().contains("none.jsonl"), "{missing}");
    let empty =
        run(polymarket_ws::import, &[write(folder.path(), "e.jsonl", "")], &Options::default()).unwrap();
    assert_eq!(empty.0.len(), 0);
}

/// The recorder's columns, `raw_data` where `with_raw`.
fn parquet(path: &Path, rows: &[(f64, &str, &str)], with_raw: bool) {
    let last = if with_raw { "raw_data" } else { "bids" };
    let schema = format!(
        "message s {{ required double timestamp; required binary slug (UTF8); required binary asset_id (UTF8); required binary {last} (UTF8); }}"
    );
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let file = std::fs::File::create(path).unwrap();
    let mut writer =
        SerializedFileWriter::new(file, schema, Arc::new(WriterProperties::builder().build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let times: Vec<f64> = rows.iter().map(|r| r.0).collect();
    column.typed::<DoubleType>().write_batch(&times, None, None).unwrap();
    column.close().unwrap();
    for texts in
        [vec![SLUG; rows.len()], rows.iter().map(|r| r.1).collect(), rows.iter().map(|r| r.2).collect()]
    {
        let mut column = group.next_column().unwrap().unwrap();
        let texts: Vec<ByteArray> = texts.into_iter().map(ByteArray::from).collect();
        column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
}

#[test]
fn parquet_recordings() {
    let folder = folder();
    let at = |ms: i64| (START + ms) as f64 / 1e3;
    let raw = |ms: i64, bid: i64| {
        format!(
            r#"{{"event_type":"book","market":"{CONDITION}","asset_id":"{DOWN}","timestamp":"{}","bids":[{{"price":"0.{bid}","size":"3"}}],"asks":[]}}"#,
            START + ms
        )
    };
    let (first, second) = (raw(100, 40), raw(1_400, 41));
    let path = folder.path().join("a.parquet");
    parquet(&path, &[(at(1_400), DOWN, &second), (at(100), DOWN, &first), (f64::NAN, DOWN, &first)], true);
    let (slots, report) =
        run(polymarket_ws::import, std::slice::from_ref(&path), &Options::default()).unwrap();
    assert_eq!(report.rejects.values().sum::<u64>(), 1, "{:?}", report.rejects);
    expect![[r#"
        btc-updown-5m-1700000100 winner None (Unresolved)
          100 ask_up 0.6 bid_down 0.4 bid_size_up 0 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
          1000* ask_up 0.6 bid_down 0.4 bid_size_up 0 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
          1400 ask_up 0.59 bid_down 0.41 bid_size_up 0 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0
          2000* ask_up 0.59 bid_down 0.41 bid_size_up 0 ask_size_up 3 bid_size_down 3 ask_size_down 0 bid_size_up_2 0 ask_size_up_2 0 bid_size_down_2 0 ask_size_down_2 0 bid_size_up_3 0 ask_size_up_3 0 bid_size_down_3 0 ask_size_down_3 0"#]].assert_eq(&table(&slots).lines().take(5).collect::<Vec<_>>().join("\n"));

    // A folder stands for the files in it, and the same file twice changes nothing.
    std::fs::copy(&path, folder.path().join("b.parquet")).unwrap();
    let (again, report) =
        run(polymarket_ws::import, &[folder.path().to_owned()], &Options::default()).unwrap();
    assert_eq!((table(&again), report.duplicates), (table(&slots), 2));

    let cut = write(folder.path(), "cut.bin", &std::fs::read(&path).unwrap()[..600]);
    let error = run(polymarket_ws::import, &[cut], &Options::default()).unwrap_err();
    assert!(error.to_string().contains("cut.bin"), "{error}");
}

#[test]
fn a_parquet_recording_without_raw_messages_needs_metadata_for_its_tokens() {
    let folder = folder();
    let path = folder.path().join("a.parquet");
    parquet(&path, &[(START as f64 / 1e3, "77", r#"[{"price":"0.4","size":"1"}]"#)], false);
    let (slots, report) =
        run(polymarket_ws::import, std::slice::from_ref(&path), &Options::default()).unwrap();
    assert_eq!((slots.len(), report.rejects.len()), (0, 1), "{report:?}");
    let markets = write(folder.path(), "m.jsonl", format!(r#"{{"slug":"{SLUG}","token_ids":["77","78"]}}"#));
    let options = Options { markets: vec![markets], ..Options::default() };
    let (slots, _) = run(polymarket_ws::import, &[path], &options).unwrap();
    assert_eq!(slots[0].len(), 6, "received at the start, held for five seconds");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// No look-ahead: garbage in everything received after t leaves every row up to t as it was.
    #[test]
    fn garbage_after_t_changes_nothing_up_to_t(
        until in 0_i64..13_000,
        garbage in prop::collection::vec((1_i64..99, 0_i64..9, 0_u8..4), 50),
    ) {
        let lines = stream();
        let times: Vec<i64> = [-100, -90].into_iter().chain((0..40).map(|i| i * 317)).collect();
        let damaged: Vec<String> = lines.iter().zip(&times).zip(&garbage).map(|((line, at), (cents, size, kind))| {
            match kind {
                _ if *at <= until => line.clone(),
                0 => book(*at, UP, (*cents, *size), (*cents, *size)),
                1 => change(*at, *cents, *size, (*cents, 99)),
                2 => "{".to_owned(),
                _ => format!(r#"{{"recv_ms":{},"slug":"{SLUG}","msg":{{"event_type":"tick_size_change","asset_id":"{UP}","new_tick_size":"0.001"}}}}"#, START + at),
            }
        }).collect();
        let (before, _) = run_text(polymarket_ws::import, "a.jsonl", &lines.join("\n"), &Options::default());
        let (after, _) = run_text(polymarket_ws::import, "a.jsonl", &damaged.join("\n"), &Options::default());
        let until = TimeMs(START + until);
        let known = known_by(&before, until);
        prop_assert!(!known.is_empty());
        prop_assert_eq!(known, known_by(&after, until));
    }
}
