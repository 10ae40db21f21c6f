//! The Parquet schema of tick files and how they are encoded.
//!
//! Prices are `DECIMAL(9, 6)` on INT32, sizes and amounts `DECIMAL(18, 6)` on INT64, so that DuckDB and pandas show
//! 0.55 while the file holds exact micros; the annotation costs nothing to write or read here. Every column of the
//! catalogue that is stored is in every file, so that a directory of files has one schema.

use craftstrat_model::column::Storage;
use craftstrat_model::{Column, ColumnSet};
use parquet::basic::{
    Compression, ConvertedType, Encoding, LogicalType, Repetition, TimeUnit, Type as Physical,
};
use parquet::errors::Result;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::schema::types::{ColumnPath, Type, TypePtr};
use std::sync::Arc;

/// Slug of the market.
pub(crate) const SYMBOL: &str = "symbol";
/// Start of the slot in Unix seconds.
pub(crate) const SLOT_TS: &str = "slot_ts";
/// Time of the row.
pub(crate) const CAPTURED_AT: &str = "captured_at";
/// Key of the market index in the footer.
pub(crate) const INDEX_KEY: &str = "craftstrat.markets";

/// Rows a row group holds at most, unless one market alone has more.
pub(crate) const GROUP_ROWS: usize = 16_384;

/// The stored columns, in catalogue order: the file's columns after `symbol`, `slot_ts` and `captured_at`.
pub(crate) fn stored() -> ColumnSet {
    Column::ALL.iter().copied().filter(|c| c.is_stored()).collect()
}

/// Whether a column kept in micros fits 32 bits: everything of a dollar or less.
fn is_narrow(column: Column) -> bool {
    column.spec().range.1 <= 1.0
}

/// How a column lies in the file.
pub(crate) fn physical(column: Column) -> Physical {
    match column.spec().storage {
        Storage::Flag => Physical::INT32,
        Storage::Micros if is_narrow(column) => Physical::INT32,
        Storage::Micros => Physical::INT64,
        Storage::Double | Storage::Derived => Physical::DOUBLE,
    }
}

/// The schema of tick files.
pub(crate) fn schema() -> Result<TypePtr> {
    let mut fields = vec![
        required(SYMBOL, Physical::BYTE_ARRAY, LogicalType::String)?,
        Type::primitive_type_builder(SLOT_TS, Physical::INT64)
            .with_repetition(Repetition::REQUIRED)
            .build()?
            .into(),
        required(CAPTURED_AT, Physical::INT64, LogicalType::timestamp(true, TimeUnit::MILLIS))?,
    ];
    for column in stored().iter() {
        fields.push(field(column)?);
    }
    Ok(Arc::new(Type::group_type_builder("ticks").with_fields(fields).build()?))
}

fn required(name: &str, physical: Physical, logical: LogicalType) -> Result<TypePtr> {
    let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::REQUIRED);
    Ok(Arc::new(builder.with_logical_type(Some(logical)).build()?))
}

fn field(column: Column) -> Result<TypePtr> {
    let physical = physical(column);
    let builder = Type::primitive_type_builder(column.name(), physical).with_repetition(Repetition::OPTIONAL);
    let builder = match (column.spec().storage, physical) {
        (Storage::Flag, _) => builder.with_logical_type(Some(LogicalType::integer(8, true))),
        (Storage::Micros, Physical::INT32) => decimal(builder, 9),
        (Storage::Micros, _) => decimal(builder, 18),
        _ => builder.with_converted_type(ConvertedType::NONE),
    };
    Ok(Arc::new(builder.build()?))
}

type Builder<'a> = parquet::schema::types::PrimitiveTypeBuilder<'a>;

fn decimal(builder: Builder<'_>, precision: i32) -> Builder<'_> {
    let logical = LogicalType::decimal(6, precision);
    builder.with_logical_type(Some(logical)).with_precision(precision).with_scale(6)
}

/// How tick files are encoded; `cargo bench -p craftstrat-data --bench store` prints the table these choices come from.
///
/// Prices have few distinct values: dictionary. Sizes, amounts and times: differences packed in bits, half the size of
/// a dictionary and four times as fast. The underlying's doubles do not compress: plain. Snappy costs next to nothing
/// on top; zstd saves a sixth and halves the speed.
pub(crate) fn properties() -> WriterProperties {
    let mut builder = WriterProperties::builder()
        .set_created_by("craftstrat".to_owned())
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_data_page_row_count_limit(usize::MAX)
        .set_max_row_group_row_count(None);
    let columns = stored().iter().map(|c| (c.name(), physical(c)));
    for (name, physical) in columns.chain([(CAPTURED_AT, Physical::INT64)]) {
        let path = ColumnPath::from(name);
        let encoding = match physical {
            Physical::INT64 => Encoding::DELTA_BINARY_PACKED,
            Physical::DOUBLE => Encoding::PLAIN,
            _ => continue,
        };
        builder =
            builder.set_column_dictionary_enabled(path.clone(), false).set_column_encoding(path, encoding);
    }
    builder.build()
}
