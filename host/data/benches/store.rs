//! What the tick store costs: bytes per value and decoding speed of each kind of column per encoding and compression,
//! then the whole way from files in the page cache to columns of doubles.
//!
//! Run: `cargo bench -p craftstrat-data --bench store [-- SLOTS]` (default 960 slots of 15 minutes, ten days).

use bytes::Bytes;
use craftstrat_data::generate::{self, GeneratorSettings};
use craftstrat_data::{Selection, Silent, TickStore};
use craftstrat_model::{Column, ColumnSet, TickSource, TimeMs};
use parquet::basic::{Compression, Encoding, Repetition, Type as Physical, ZstdLevel};
use parquet::column::reader::{get_column_reader, get_typed_column_reader};
use parquet::data_type::{DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::error::Error;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const GROUPS: [usize; 3] = [4_096, 16_384, 65_536];
const REPEATS: usize = 5;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let slots = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(960);
    let settings = GeneratorSettings {
        events: false,
        ..GeneratorSettings::new("btc-updown-15m".parse()?, TimeMs::from_date(2026, 9, 1), slots, 1)
    };
    encodings(&settings)?;
    whole(&settings)
}

/// Seconds of processor time this thread has had, so that a busy machine does not blur what a core can do; the time of
/// day where the system does not say.
fn busy(since: Instant) -> f64 {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = said.and_then(|s| s.split(' ').next()?.parse::<f64>().ok());
    nanos.map_or_else(|| since.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// One table per kind of column.
fn encodings(settings: &GeneratorSettings) -> Outcome<()> {
    let mut columns: [Vec<f64>; 3] = Default::default();
    let mut times = Vec::new();
    for slot in generate::slots(settings).take(200) {
        times.extend_from_slice(slot.times());
        for (all, column) in
            columns.iter_mut().zip([Column::BidUp, Column::BidSizeUp, Column::SettlementPrice])
        {
            all.extend_from_slice(slot.get(column).unwrap_or(&[]));
        }
    }
    let micros = |v: &f64| if v.is_nan() { None } else { Some((v * 1e6).round() as i64) };
    let price: Vec<Option<i32>> = columns[0].iter().map(|v| micros(v).map(|m| m as i32)).collect();
    let size: Vec<Option<i64>> = columns[1].iter().map(micros).collect();
    let spot: Vec<Option<f64>> = columns[2].iter().map(|v| (!v.is_nan()).then_some(*v)).collect();
    let times: Vec<Option<i64>> = times.into_iter().map(Some).collect();
    println!("{} rows; million values a second decoded on one core, bytes per value\n", times.len());
    table::<Int32Type>("price (INT32)", Physical::INT32, &price)?;
    table::<Int64Type>("size (INT64)", Physical::INT64, &size)?;
    table::<Int64Type>("captured_at (INT64)", Physical::INT64, &times)?;
    table::<DoubleType>("settlement price (DOUBLE)", Physical::DOUBLE, &spot)?;
    Ok(())
}

fn table<T: DataType>(title: &str, physical: Physical, values: &[Option<T::T>]) -> Outcome<()> {
    println!("{title:<26} {:>16} {:>16} {:>16} {:>16}", "none", "snappy", "zstd 1", "zstd 3");
    let codecs = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(ZstdLevel::try_new(1)?),
        Compression::ZSTD(ZstdLevel::try_new(3)?),
    ];
    let mut encodings = vec![("dictionary", None), ("plain", Some(Encoding::PLAIN))];
    match physical {
        Physical::DOUBLE => encodings.push(("byte stream split", Some(Encoding::BYTE_STREAM_SPLIT))),
        _ => encodings.push(("delta", Some(Encoding::DELTA_BINARY_PACKED))),
    }
    for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
        for (name, encoding) in &encodings {
            let version_name = if version == WriterVersion::PARQUET_1_0 { "pages v1" } else { "pages v2" };
            print!("{:<26}", format!("  {name}, {version_name}"));
            for codec in codecs {
                let (bytes, speed) = measure::<T>(physical, values, *encoding, codec, version, GROUPS[1])?;
                print!(" {:>16}", format!("{speed:.0} M/s {bytes:.2}"));
            }
            println!();
        }
    }
    for group in GROUPS {
        let (bytes, speed) =
            measure::<T>(physical, values, encodings[0].1, codecs[1], WriterVersion::PARQUET_1_0, group)?;
        println!("  dictionary, snappy, row groups of {group}: {speed:.0} M/s {bytes:.2}");
    }
    println!();
    Ok(())
}

fn measure<T: DataType>(
    physical: Physical,
    values: &[Option<T::T>],
    encoding: Option<Encoding>,
    codec: Compression,
    version: WriterVersion,
    group: usize,
) -> Outcome<(f64, f64)> {
    let field = Type::primitive_type_builder("v", physical).with_repetition(Repetition::OPTIONAL).build()?;
    let schema = Arc::new(Type::group_type_builder("s").with_fields(vec![Arc::new(field)]).build()?);
    let mut properties = WriterProperties::builder()
        .set_writer_version(version)
        .set_compression(codec)
        .set_dictionary_enabled(encoding.is_none())
        .set_data_page_row_count_limit(usize::MAX);
    if let Some(encoding) = encoding {
        properties = properties.set_encoding(encoding);
    }
    let mut file = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut file, schema, Arc::new(properties.build()))?;
    for chunk in values.chunks(group) {
        let present: Vec<T::T> = chunk.iter().flatten().cloned().collect();
        let levels: Vec<i16> = chunk.iter().map(|v| i16::from(v.is_some())).collect();
        let mut rows = writer.next_row_group()?;
        if let Some(mut column) = rows.next_column()? {
            column.typed::<T>().write_batch(&present, Some(&levels), None)?;
            column.close()?;
        }
        rows.close()?;
    }
    let end = writer.close()?;
    let stored: i64 = end.row_groups().iter().map(|g| g.compressed_size()).sum();
    let reader = SerializedFileReader::new(Bytes::from(file))?;
    let mut best = f64::INFINITY;
    let epoch = Instant::now();
    for _ in 0..REPEATS {
        let before = busy(epoch);
        for number in 0..reader.num_row_groups() {
            let rows = reader.get_row_group(number)?;
            let pages = rows.get_column_page_reader(0)?;
            let descriptor = rows.metadata().column(0).column_descr_ptr();
            let mut column = get_typed_column_reader::<T>(get_column_reader(descriptor, pages));
            let (mut values, mut levels) = (Vec::with_capacity(group), Vec::with_capacity(group));
            column.read_records(group, Some(&mut levels), None, &mut values)?;
            black_box((&values, &levels));
        }
        best = best.min(busy(epoch) - before);
    }
    Ok((stored as f64 / values.len() as f64, values.len() as f64 / best / 1e6))
}

/// Generate, write, select and read everything, through the public doors.
fn whole(settings: &GeneratorSettings) -> Outcome<()> {
    let dir = tempfile::tempdir()?;
    let store = TickStore::open(dir.path())?;
    let epoch = Instant::now();
    let before = busy(epoch);
    let rows: usize = generate::rows(settings).map(|s| s.len()).sum();
    println!("generate: {:.2} M rows/s ({rows} rows)", rows as f64 / (busy(epoch) - before) / 1e6);
    let clock = Instant::now();
    let mut writer = store.writer()?;
    generate::generate(settings, &mut writer, &Silent)?;
    let summary = writer.commit(&Silent)?;
    let bytes: u64 = sizes(dir.path())?;
    println!(
        "generate and write: {:.2} M rows/s, {} files, {:.1} bytes per row",
        rows as f64 / clock.elapsed().as_secs_f64() / 1e6,
        summary.files,
        bytes as f64 / rows as f64
    );
    let clock = Instant::now();
    let markets = store.select(&Selection::default())?.markets().len();
    println!("select {markets} markets: {:.2} ms", clock.elapsed().as_secs_f64() * 1e3);
    use Column::*;
    let four: ColumnSet = [BidUp, AskUp, BidSizeUp, SettlementPrice].into_iter().collect();
    let derived: ColumnSet = [MidUp, SpreadUp, PctIntoSlot, AbsMovePct].into_iter().collect();
    let all = Column::ALL.iter().copied().collect();
    for (name, wanted) in [
        ("4 prices", [BidUp, AskUp, BidDown, AskDown].into_iter().collect()),
        ("2 prices, size, settlement", four),
        ("4 derived columns", derived),
        ("whole book, 25 columns", craftstrat_model::ticks::book_columns()),
        ("every column", all),
    ] {
        let mut best = f64::INFINITY;
        let epoch = Instant::now();
        for _ in 0..REPEATS {
            let source = store.select(&Selection::default())?;
            let before = busy(epoch);
            for market in 0..source.markets().len() {
                black_box(source.load(market, wanted)?);
            }
            best = best.min(busy(epoch) - before);
        }
        println!("read {name}: {:.1} M rows/s on one core", rows as f64 / best / 1e6);
    }
    Ok(())
}

fn sizes(dir: &std::path::Path) -> Outcome<u64> {
    let mut total = 0;
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        total += if path.is_dir() { sizes(&path)? } else { path.metadata()?.len() };
    }
    Ok(total)
}
