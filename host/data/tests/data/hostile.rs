//! Bad and hostile input: a sentence that names the file and the remedy, no panic, nothing half-written.

use crate::support::{Rows, SLUG, START, files, shorten, slot, stored, tick_file, told, write};
use craftstrat_data::generate::{self, GeneratorSettings};
use craftstrat_data::import::{Options, resolvedkit, ticks};
use craftstrat_data::{ImportError, Selection, Silent, StoreError, TickStore};
use craftstrat_model::{Column, TickSource, TimeMs};
use expect_test::{Expect, expect};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

/// A store with one generated slot of five minutes.
fn small_store(dir: &Path) -> TickStore {
    let settings = GeneratorSettings::new("btc-updown-5m".parse().unwrap(), TimeMs(START), 1, 1);
    write(dir, generate::rows(&settings)).unwrap();
    TickStore::open(dir).unwrap()
}

/// Reads everything there is.
fn read_all(store: &TickStore) -> Result<u64, String> {
    let source = store.select(&Selection::default()).map_err(|e| told(&e))?;
    let mut rows = 0;
    for market in 0..source.markets().len() {
        let ticks = source.load(market, stored()).map_err(|e| shorten(&e.to_string()))?;
        for column in stored().iter() {
            let (min, max) = column.spec().range;
            assert!(ticks.column(column).iter().all(|v| v.is_nan() || (min..=max).contains(v)), "{column}");
        }
        rows += ticks.rows() as u64;
    }
    Ok(rows)
}

#[test]
fn damaged_files_are_named() {
    let check = |damage: &dyn Fn(&mut Vec<u8>), expected: Expect| {
        let dir = tempfile::tempdir().unwrap();
        let store = small_store(dir.path());
        let path = tick_file(dir.path());
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes);
        fs::write(&path, &bytes).unwrap();
        expected.assert_eq(&read_all(&store).unwrap_err());
        // An import that would have to merge with it fails too and leaves it as it is.
        let merge = slot("btc-updown-5m-1790586300", &[(0, true, &[(Column::BidUp, 500_000)])]);
        assert!(write(dir.path(), [merge]).is_err());
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert_eq!(files(dir.path()).len(), 1);
    };
    check(
        &|b| b.clear(),
        expect![
            "ticks.parquet: not a readable Parquet file: EOF: Parquet file too small. Size is 0 but need 8. Remove it and import its days again"
        ],
    );
    check(
        &|b| b.truncate(b.len() / 2),
        expect![
            "ticks.parquet: not a readable Parquet file: Parquet error: Invalid Parquet file. Corrupt footer. Remove it and import its days again"
        ],
    );
    check(
        &|b| b.truncate(b.len() - 1),
        expect![
            "ticks.parquet: not a readable Parquet file: Parquet error: Invalid Parquet file. Corrupt footer. Remove it and import its days again"
        ],
    );
    check(
        &|b| *b = b"captured_at,symbol\n1,2\n".to_vec(),
        expect![
            "ticks.parquet: not a readable Parquet file: Parquet error: Invalid Parquet file. Corrupt footer. Remove it and import its days again"
        ],
    );
    check(
        &|b| *b = [b"PAR1".as_slice(), &[0xff; 100], b"PAR1"].concat(),
        expect![
            "ticks.parquet: not a readable Parquet file: EOF: Parquet file too small. Size is 108 but need 4294967303. Remove it and import its days again"
        ],
    );
    check(
        &|b| *b = (0..5_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect(),
        expect![
            "ticks.parquet: not a readable Parquet file: Parquet error: Invalid Parquet file. Corrupt footer. Remove it and import its days again"
        ],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Whatever bytes change, reading ends with an error that names the file or with plausible values.
    #[test]
    fn no_bytes_make_the_store_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        near_end in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let store = small_store(dir.path());
        let path = tick_file(dir.path());
        let mut bytes = fs::read(&path).unwrap();
        let from = if near_end { bytes.len() - 4_000 } else { 0 };
        let length = bytes.len();
        for (at, value) in &changes {
            bytes[from + at.index(length - from)] = *value;
        }
        fs::write(&path, &bytes).unwrap();
        if let Err(told) = read_all(&store) {
            prop_assert!(told.contains("ticks.parquet"), "{told}");
        }
        let mut slots = Vec::new();
        if let Err(error) = ticks::import(&[path], &Options::default(), &mut slots, &Silent) {
            prop_assert!(error.to_string().contains("ticks.parquet"), "{error}");
        }
    }
}

/// Writes a Parquet file with these four columns, and the market index of `index_of` when given.
fn craft(path: &Path, index_of: Option<&Path>, times: &[i64], prices: &[i32], spot: &[f64]) {
    let schema = parse_message_type(
        "message m { required binary symbol (STRING); required int64 slot_ts; required int64 captured_at;
         optional int32 bid_up (DECIMAL(9,6)); optional double chainlink_price; }",
    );
    let mut properties = WriterProperties::builder();
    if let Some(index_of) = index_of {
        let reader = SerializedFileReader::new(File::open(index_of).unwrap()).unwrap();
        properties = properties
            .set_key_value_metadata(reader.metadata().file_metadata().key_value_metadata().cloned());
    }
    let file = File::create(path).unwrap();
    let mut writer =
        SerializedFileWriter::new(file, Arc::new(schema.unwrap()), Arc::new(properties.build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let levels = vec![1_i16; times.len()];
    let mut column = group.next_column().unwrap().unwrap();
    let symbols = vec![ByteArray::from(SLUG); times.len()];
    column.typed::<ByteArrayType>().write_batch(&symbols, None, None).unwrap();
    column.close().unwrap();
    for values in [vec![START / 1_000; times.len()], times.to_vec()] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&values, None, None).unwrap();
        column.close().unwrap();
    }
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(prices, Some(&levels), None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<DoubleType>().write_batch(spot, Some(&levels), None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
}

/// Files that are perfectly good Parquet and still not what the store holds.
#[test]
fn a_lying_file_is_found_out() {
    let check = |indexed: bool, times: &[i64], price: i32, spot: f64, expected: Expect| {
        let dir = tempfile::tempdir().unwrap();
        let two: &Rows = &[
            (0, true, &[(Column::BidUp, 500_000), (Column::ChainlinkPrice, 65_000)]),
            (1_000, true, &[(Column::BidUp, 500_000)]),
        ];
        write(dir.path(), [slot(SLUG, two)]).unwrap();
        let path = tick_file(dir.path());
        let crafted = dir.path().join("crafted");
        craft(&crafted, indexed.then_some(&path), times, &vec![price; times.len()], &vec![spot; times.len()]);
        fs::rename(crafted, &path).unwrap();
        let said = read_all(&TickStore::open(dir.path()).unwrap());
        expected.assert_eq(&said.map_or_else(|e| e, |rows| format!("{rows} rows")));
    };
    let good = [START, START + 1_000];
    check(true, &good, 500_000, 65_000.0, expect!["2 rows"]);
    check(
        false,
        &good,
        500_000,
        65_000.0,
        expect![
            "ticks.parquet: a Parquet file, but not one of a tick store. Move it out of the store and run `craftstrat data import --format ticks` on it"
        ],
    );
    check(
        true,
        &good,
        5_000_000,
        65_000.0,
        expect![
            "cannot read the ticks of btc-updown-15m-1790586000: ticks.parquet: column bid_up has the impossible value 5. Remove it and import its days again"
        ],
    );
    check(
        true,
        &good,
        -1,
        65_000.0,
        expect![
            "cannot read the ticks of btc-updown-15m-1790586000: ticks.parquet: column bid_up has the impossible value -0.000001. Remove it and import its days again"
        ],
    );
    check(
        true,
        &good,
        500_000,
        f64::NAN,
        expect![
            "cannot read the ticks of btc-updown-15m-1790586000: ticks.parquet: column chainlink_price has the impossible value NaN. Remove it and import its days again"
        ],
    );
    check(
        true,
        &good,
        500_000,
        f64::INFINITY,
        expect![
            "cannot read the ticks of btc-updown-15m-1790586000: ticks.parquet: column chainlink_price has the impossible value inf. Remove it and import its days again"
        ],
    );
    check(
        true,
        &[START + 1_000, START],
        500_000,
        65_000.0,
        expect![
            "cannot read the ticks of btc-updown-15m-1790586000: ticks.parquet: the times of btc-updown-15m-1790586000 are out of order. Remove it and import its days again"
        ],
    );
    check(
        true,
        &[START, START],
        500_000,
        65_000.0,
        expect![
            "cannot read the ticks of btc-updown-15m-1790586000: ticks.parquet: the times of btc-updown-15m-1790586000 are out of order. Remove it and import its days again"
        ],
    );
    check(
        true,
        &[START, START + 900_000],
        500_000,
        65_000.0,
        expect![
            "cannot read the ticks of btc-updown-15m-1790586000: ticks.parquet: the times of btc-updown-15m-1790586000 are out of order. Remove it and import its days again"
        ],
    );
    check(
        true,
        &[START],
        500_000,
        65_000.0,
        expect![
            "ticks.parquet: its market index does not add up to its 1 rows. Remove it and import its days again"
        ],
    );
}

#[test]
fn strangers_in_the_store_are_pointed_out() {
    let dir = tempfile::tempdir().unwrap();
    let store = small_store(dir.path());
    let path = tick_file(dir.path());
    fs::copy(&path, path.with_file_name("more.parquet")).unwrap();
    expect!["more.parquet: not a file of this tick store. Move it out of the store and run `craftstrat data import --format ticks` on it"].assert_eq(&read_all(&store).unwrap_err());
    fs::remove_file(path.with_file_name("more.parquet")).unwrap();
    // A day's directory renamed by hand.
    let day = path.parent().unwrap();
    fs::rename(day, day.with_file_name("date=2026-09-29")).unwrap();
    expect!["ticks.parquet: btc-updown-5m-1790586000 does not belong into this directory. Remove it and import its days again"].assert_eq(&read_all(&store).unwrap_err());
    // A file where the directory should be.
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    let error: StoreError = TickStore::open(&file).unwrap_err();
    expect!["file: not a directory. Give the directory that holds `ticks`"].assert_eq(&told(&error));
}

/// One line of CSV after a header; what people get wrong.
#[test]
fn tick_files_that_cannot_be_right() {
    let check = |text: &str, expected: Expect| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("mine.csv");
        fs::write(&path, text).unwrap();
        let mut slots = Vec::new();
        let error = ticks::import(&[path], &Options::default(), &mut slots, &Silent).unwrap_err();
        expected.assert_eq(&told(&error));
    };
    check(
        "",
        expect![
            "mine.csv: column symbol is missing. A tick file needs symbol (the slug) and captured_at (ms since 1970)"
        ],
    );
    check(
        "symbol,bid_up\n",
        expect![
            "mine.csv: column captured_at is missing. A tick file needs symbol (the slug) and captured_at (ms since 1970)"
        ],
    );
    check(
        "captured_at,bid_up\n",
        expect![
            "mine.csv: column symbol is missing. A tick file needs symbol (the slug) and captured_at (ms since 1970)"
        ],
    );
    check(
        "symbol,captured_at,bid_up,bid_up\n",
        expect!["mine.csv: column bid_up is there twice. Remove one of them"],
    );
    check(
        "symbol,captured_at,bid_up\nbtc-updown-15m-1790586000,1790586000000\n",
        expect![
            "mine.csv, row 2: not CSV: CSV error: record 1 (line: 2, byte: 26): found record with 2 fields, but the previous record has 3 fields. Write one header and the same columns in every row"
        ],
    );
    let row = |values: &str| format!("symbol,captured_at,bid_up,sample,winner\n{values}\n");
    let good = "btc-updown-15m-1790586000,1790586000000,0.5,1,";
    check(
        &row("bitcoin,1790586000000,0.5,1,"),
        expect![
            "mine.csv, row 2: `bitcoin` names no Up/Down slot. A symbol is a slug such as btc-updown-15m-1770138000"
        ],
    );
    check(
        &row(",1790586000000,0.5,1,"),
        expect!["mine.csv, row 2: symbol is empty. Write the market's slug"],
    );
    check(
        &row("btc-updown-15m-1790586000,,0.5,1,"),
        expect!["mine.csv, row 2: captured_at is empty. Write milliseconds since 1970-01-01 UTC"],
    );
    check(
        &row("btc-updown-15m-1790586000,soon,0.5,1,"),
        expect!["mine.csv, row 2: captured_at is `soon`. Write milliseconds since 1970-01-01 UTC"],
    );
    check(
        &row("btc-updown-15m-1790586000,1790586000,0.5,1,"),
        expect![
            "mine.csv, row 2: captured_at is 1790586000: too small for milliseconds. Write milliseconds since 1970-01-01 UTC"
        ],
    );
    check(
        &row("btc-updown-15m-1790586000,1790586000000,1.5,1,"),
        expect!["mine.csv, row 2: bid_up 1.5 is outside 0 to 1. Correct it or leave it empty"],
    );
    check(
        &row("btc-updown-15m-1790586000,1790586000000,-0.1,1,"),
        expect!["mine.csv, row 2: bid_up -0.1 is outside 0 to 1. Correct it or leave it empty"],
    );
    check(
        &row("btc-updown-15m-1790586000,1790586000000,inf,1,"),
        expect!["mine.csv, row 2: bid_up is `inf`. Write a number, or leave it empty"],
    );
    check(
        &row("btc-updown-15m-1790586000,1790586000000,1e300,1,"),
        expect!["mine.csv, row 2: bid_up is `1e300`. Write a number, or leave it empty"],
    );
    check(
        &row("btc-updown-15m-1790586000,1790586000000,half,1,"),
        expect!["mine.csv, row 2: bid_up is `half`. Write a number, or leave it empty"],
    );
    check(
        &row("btc-updown-15m-1790586000,1790586000000,0.5,2,"),
        expect!["mine.csv, row 2: sample is `2`. Write 0 or 1"],
    );
    check(
        &row("btc-updown-15m-1790586000,1790586000000,0.5,1,me"),
        expect!["mine.csv, row 2: winner is `me`. Write UP, DOWN or SPLIT, or leave it empty"],
    );
    check(
        &row(&format!("{good}UP\n{good}DOWN")),
        expect![
            "mine.csv, row 3: btc-updown-15m-1790586000 has two winners. A market has one winner or, as long as it is open, none"
        ],
    );
    check(
        &row(&format!("{good}\nbtc-updown-15m-1790586000,1790585999999,0.5,1,")),
        expect![
            "mine.csv, row 3: captured_at runs backwards, from 2026-09-28T09:00:00Z to 2026-09-28T08:59:59.999Z. Sort the rows of each symbol by captured_at"
        ],
    );
}

#[test]
fn recordings_of_another_kind_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let check = |error: Result<craftstrat_data::ImportReport, ImportError>, expected: Expect| {
        expected.assert_eq(&told(&error.unwrap_err()));
    };
    let options = Options::default();
    let books = dir.path().join("books.parquet");
    check(
        resolvedkit::import(&[dir.path().into()], &options, &mut Vec::new(), &Silent),
        expect!["books.parquet: no such file. Give the folder that holds books.parquet and markets.parquet"],
    );
    craft(&books, None, &[START], &[1], &[1.0]);
    check(
        resolvedkit::import(std::slice::from_ref(&books), &options, &mut Vec::new(), &Silent),
        expect![
            "books.parquet: no markets.parquet beside it. Put the markets file of the same recording beside it"
        ],
    );
    fs::copy(&books, dir.path().join("markets.parquet")).unwrap();
    check(
        resolvedkit::import(std::slice::from_ref(&books), &options, &mut Vec::new(), &Silent),
        expect![
            "markets.parquet: column market_id is missing; it has symbol, slot_ts, captured_at, bid_up, chainlink_price. Check that it is a file of this format"
        ],
    );
    fs::write(dir.path().join("markets.parquet"), b"PAR1 and then nothing").unwrap();
    check(
        resolvedkit::import(std::slice::from_ref(&books), &options, &mut Vec::new(), &Silent),
        expect![
            "markets.parquet: not readable as Parquet: Parquet error: Invalid Parquet file. Corrupt footer. Download or record the file again"
        ],
    );
    let gz = dir.path().join("cut.csv.gz");
    fs::write(&gz, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]).unwrap();
    check(
        ticks::import(&[gz], &options, &mut Vec::new(), &Silent),
        expect!["cut.csv.gz, row 1: the compressed file ends early. Download or record the file again"],
    );
    check(
        ticks::import(&[dir.path().join("absent.csv")], &options, &mut Vec::new(), &Silent),
        expect!["cannot open absent.csv: No such file or directory (os error 2)"],
    );
}
