//! The `ticks` format: people's own files, as CSV, gzipped CSV and Parquet of several writers.

use crate::support::{START, files, write};
use craftstrat_data::generate::{self, GeneratorSettings};
use craftstrat_data::import::{Options, ticks};
use craftstrat_data::{ImportReport, Selection, Silent, SlotRows, TickStore};
use craftstrat_model::{Column, TimeMs, Winner, WinnerSource};
use expect_test::expect;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const CSV: &str = "\
\u{feff}symbol,captured_at,sample,bid_up,ask_up,bid_size_up,chainlink_price,mid_up,mood,winner,price_to_beat
btc-updown-15m-1790586000,1790586000000,1,0.55,0.56,12.345678,65000.125,0.555,calm,UP,
btc-updown-15m-1790586000,1790586000250,0,0.6000000238418579,NaN,,,,,,65000.5
eth-updown-5m-1790586000,2026-09-28T09:00:01Z,1,,0.001,0,,,,,
btc-updown-15m-1790586000,1790586001000,true,0.6,null,7,65001,0.6,wild,UP,65000.5
";

fn import(path: &Path) -> (Vec<SlotRows>, ImportReport) {
    let mut slots = Vec::new();
    let report = ticks::import(&[path.to_owned()], &Options::default(), &mut slots, &Silent).unwrap();
    (slots, report)
}

fn csv(dir: &Path, name: &str, text: &str) -> PathBuf {
    let path = dir.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn listed(slots: &[SlotRows]) -> String {
    let mut text = String::new();
    for slot in slots {
        let m = &slot.market;
        text += &format!(
            "{} {:?} {:?} to beat {} from {}\n",
            m.slug, m.winner, m.winner_source, m.price_to_beat, m.price_to_beat_at
        );
        for index in 0..slot.len() {
            let row = slot.row(index);
            text += &format!("  {} sample {}", TimeMs(slot.times()[index]), slot.is_sample(index));
            for column in Column::ALL.iter().filter(|c| c.is_stored() && **c != Column::Sample) {
                let value =
                    row.micros(*column).map(|m| m.to_string()).or(row.double(*column).map(|v| v.to_string()));
                value.iter().for_each(|v| text += &format!(" {column} {v}"));
            }
            text.push('\n');
        }
    }
    text
}

#[test]
fn csv_with_everything_people_write() {
    let dir = tempfile::tempdir().unwrap();
    let (slots, report) = import(&csv(dir.path(), "mine.csv", CSV));
    expect![[r#"
        btc-updown-15m-1790586000 Some(Up) Metadata to beat 65000.5 from 2026-09-28T09:00:00.250Z
          2026-09-28T09:00:00Z sample true bid_up 550000 ask_up 560000 bid_size_up 12345678 chainlink_price 65000.125
          2026-09-28T09:00:00.250Z sample false bid_up 600000
          2026-09-28T09:00:01Z sample true bid_up 600000 bid_size_up 7000000 chainlink_price 65001
        eth-updown-5m-1790586000 None Unresolved to beat NaN from 2026-09-28T09:00:01Z
          2026-09-28T09:00:01Z sample true ask_up 1000 bid_size_up 0
    "#]].assert_eq(&listed(&slots));
    expect![[r#"
        ImportReport {
            files: 1,
            records: 4,
            duplicates: 0,
            rejects: {},
            notes: {
                "`mood` is not a tick column: ignored",
                "column mid_up is computed from the others: ignored",
            },
            written: WriteSummary {
                slots: 0,
                rows: 0,
                grid_rows: 0,
                gaps: 0,
                inconsistent: 0,
                duplicates: 0,
                conflicts: 0,
                outside_slot: 0,
                inferred: 0,
                unresolved: 0,
                files: 0,
            },
        }"#]]
    .assert_eq(&format!("{report:#?}"));
    // Gzipped it is the same.
    let gz = dir.path().join("mine.csv.gz");
    let mut out = flate2::write::GzEncoder::new(fs::File::create(&gz).unwrap(), flate2::Compression::fast());
    out.write_all(CSV.as_bytes()).unwrap();
    out.finish().unwrap();
    assert_eq!(listed(&import(&gz).0), listed(&slots));
}

/// pandas writes Float32 prices, timestamps, decimals and categories; 0.6 stays 0.6.
#[test]
fn parquet_as_pandas_writes_it() {
    let dir = tempfile::tempdir().unwrap();
    let script = r#"
import sys, decimal, pandas as pd, pyarrow as pa, pyarrow.parquet as pq
slug = "btc-updown-15m-1790586000"
t = pd.to_datetime([1790586000000, 1790586001000], unit="ms", utc=True)
pd.DataFrame({"symbol": pd.Categorical([slug] * 2), "captured_at": t, "bid_up": pd.array([0.6, None], dtype="Float32"),
    "ask_up": pd.Series([0.61, float("nan")], dtype="float32"), "chainlink_price": [65000.125, 65001.0],
    "sample": [True, False], "winner": ["DOWN", None]}).to_parquet(sys.argv[1] + "/a.parquet")
d = pa.array([decimal.Decimal("0.60"), None], pa.decimal128(5, 2))
pq.write_table(pa.table({"symbol": [slug] * 2, "captured_at": pa.array([1790586000000000001, 1790586000999999000], pa.int64()).cast(pa.timestamp("ns")),
    "bid_up": d, "bid_size_up": pa.array([5, 6], pa.int32())}), sys.argv[1] + "/b.parquet", store_decimal_as_integer=True)
"#;
    let python = crate::support::python().args(["-c", script]).arg(dir.path()).output();
    let Ok(python) = python else {
        eprintln!("SKIPPED: python3 is not here");
        return;
    };
    let said = String::from_utf8_lossy(&python.stderr);
    if said.contains("ModuleNotFoundError") {
        eprintln!("SKIPPED: python3 with pandas and pyarrow is not here");
        return;
    }
    assert!(python.status.success(), "{said}");
    expect![[r#"
        btc-updown-15m-1790586000 Some(Down) Metadata to beat NaN from 2026-09-28T09:00:01Z
          2026-09-28T09:00:00Z sample true bid_up 600000 ask_up 610000 chainlink_price 65000.125
          2026-09-28T09:00:01Z sample false chainlink_price 65001
    "#]]
    .assert_eq(&listed(&import(&dir.path().join("a.parquet")).0));
    expect![[r#"
        btc-updown-15m-1790586000 None Unresolved to beat NaN from 2026-09-28T09:00:01Z
          2026-09-28T09:00:00.001Z sample true bid_up 600000 bid_size_up 5000000
          2026-09-28T09:00:01Z sample true bid_size_up 6000000
    "#]]
    .assert_eq(&listed(&import(&dir.path().join("b.parquet")).0));
}

/// A store's own file goes into another store with all its metadata, byte for byte.
#[test]
fn a_stores_file_moves_to_another_store() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let settings = GeneratorSettings::new("btc-updown-5m".parse().unwrap(), TimeMs(START), 20, 6);
    write(one.path(), generate::rows(&settings)).unwrap();
    let (slots, report) = import(&crate::support::tick_file(one.path()));
    assert_eq!(report.records, slots.iter().map(|s| s.len() as u64).sum::<u64>());
    write(two.path(), slots).unwrap();
    assert!(files(one.path())[0].1 == files(two.path())[0].1);
}

/// Whatever stands in rows after a moment changes no row up to it.
#[test]
fn nothing_later_changes_an_earlier_row() {
    let mut text = "symbol,captured_at,bid_up,settlement_price,price_to_beat,winner\n".to_owned();
    let mut garbled = text.clone();
    for second in 0..900 {
        let at = START + second * 1_000;
        let row = format!(
            "btc-updown-15m-1790586000,{at},0.{:03},{},65000,UP\n",
            100 + second % 800,
            65_000 + second
        );
        text += &row;
        garbled +=
            &if second <= 450 { row } else { format!("btc-updown-15m-1790586000,{at},0.999,1,7,UP\n") };
    }
    let read = |text: &str| {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), import(&csv(dir.path(), "mine.csv", text)).0).unwrap();
        let source = TickStore::open(dir.path()).unwrap().select(&Selection::default()).unwrap();
        let ticks =
            craftstrat_model::TickSource::load(&source, 0, Column::ALL.iter().copied().collect()).unwrap();
        let bits = |c: &Column| ticks.column(*c)[..=450].iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        Column::ALL.iter().map(bits).collect::<Vec<_>>()
    };
    assert!(read(&text) == read(&garbled));
}

/// A file's own word on who won is metadata.
#[test]
fn winners_of_tick_files() {
    let dir = tempfile::tempdir().unwrap();
    let text = "symbol,captured_at,winner\nbtc-updown-15m-1790586000,1790586000000,\nbtc-updown-15m-1790586000,1790586001000,Down\n";
    let (slots, _) = import(&csv(dir.path(), "mine.csv", text));
    assert_eq!(
        (slots[0].market.winner, slots[0].market.winner_source),
        (Some(Winner::Down), WinnerSource::Metadata)
    );
}
