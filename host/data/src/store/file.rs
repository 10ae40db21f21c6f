//! One open tick file: its footer, checked, and its column chunks, read one at a time by position.

use super::decoded::{Decoded, Values};
use super::index::{self, Coverage};
use super::schema::{CAPTURED_AT, INDEX_KEY, SLOT_TS, SYMBOL, physical};
use crate::StoreError;
use crate::untrusted::decode_quietly;
use bytes::{Buf, Bytes};
use craftstrat_model::Column;
use parquet::basic::Type as Physical;
use parquet::column::reader::{ColumnReaderImpl, get_typed_column_reader};
use parquet::data_type::{DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::{ChunkReader, Length, SerializedPageReader};
use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// More rows in one row group than any slot has is not ours.
const GROUP_ROWS_MAX: i64 = 64 << 20;

/// What to do about a damaged file of the store.
const REMEDY: &str = "Remove it and import its days again";

/// An open tick file.
#[derive(Debug)]
pub(crate) struct TickFile {
    path: PathBuf,
    file: File,
    footer: ParquetMetaData,
    /// First row of each row group, and the number of rows at the end.
    groups: Vec<u64>,
    stamp: Stamp,
}

/// Tells two versions of a file apart: length and time of change.
pub(crate) type Stamp = (u64, Option<SystemTime>);

/// A column chunk's bytes, addressed as in the file.
struct Chunk {
    start: u64,
    bytes: Bytes,
}

impl Length for Chunk {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Chunk {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        let from = usize::try_from(start.wrapping_sub(self.start)).unwrap_or(usize::MAX);
        if from > self.bytes.len() {
            return Err(ParquetError::EOF("a page lies outside its column chunk".to_owned()));
        }
        Ok(self.bytes.slice(from..).reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let from = usize::try_from(start.wrapping_sub(self.start)).unwrap_or(usize::MAX);
        match from.checked_add(length) {
            Some(to) if to <= self.bytes.len() => Ok(self.bytes.slice(from..to)),
            _ => Err(ParquetError::EOF("a page lies outside its column chunk".to_owned())),
        }
    }
}

impl TickFile {
    /// Opens and checks a tick file, returning its market index beside it.
    pub fn open(path: &Path) -> Result<(Self, Vec<Coverage>), StoreError> {
        let damaged = |detail: String| StoreError::file(path, detail, REMEDY);
        let file = File::open(path).map_err(|e| StoreError::io("open", path, e))?;
        let metadata = file.metadata().map_err(|e| StoreError::io("read", path, e))?;
        let (length, stamp) = (metadata.len(), (metadata.len(), metadata.modified().ok()));
        let footer = decode_quietly(|| ParquetMetaDataReader::new().parse_and_finish(&file))
            .map_err(|e| damaged(format!("not a readable Parquet file: {e}")))?;
        let groups = check_groups(&footer, length).map_err(damaged)?;
        let pairs = footer.file_metadata().key_value_metadata();
        let index = pairs.and_then(|kv| kv.iter().find(|kv| kv.key == INDEX_KEY)?.value.as_deref());
        let Some(index) = index else {
            let remedy = "Move it out of the store and run `craftstrat data import --format ticks` on it";
            return Err(StoreError::file(path, "a Parquet file, but not one of a tick store", remedy));
        };
        let rows = groups.last().copied().unwrap_or(0);
        let entries = index::from_text(index, rows).map_err(damaged)?;
        Ok((Self { path: path.to_owned(), file, footer, groups, stamp }, entries))
    }

    /// Which version of the file this is.
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// An error about this file's contents.
    pub fn damaged(&self, detail: impl Into<String>) -> StoreError {
        StoreError::file(&self.path, detail, REMEDY)
    }

    /// The rows of row group `group`, counted from the start of the file.
    pub fn group_rows(&self, group: usize) -> Range<u64> {
        self.groups[group]..self.groups[group + 1]
    }

    /// The row groups that hold `rows`.
    pub fn groups_of(&self, rows: &Range<u64>) -> Range<usize> {
        let first = self.groups.partition_point(|start| *start <= rows.start).saturating_sub(1);
        let last = self.groups.partition_point(|start| *start < rows.end).saturating_sub(1);
        first..last + 1
    }

    /// Row times of a row group, in ms.
    pub fn times(&self, group: usize) -> Result<Vec<i64>, StoreError> {
        let decoded = self.decode(group, CAPTURED_AT, Physical::INT64)?;
        match decoded {
            Some(Decoded { values: Values::Wide(values), rows, .. }) if values.len() == rows => Ok(values),
            _ => Err(self.damaged(format!("column {CAPTURED_AT} is missing or incomplete"))),
        }
    }

    /// A stored column of a row group; `None` when the file has no such column.
    pub fn column(&self, group: usize, column: Column) -> Result<Option<Decoded>, StoreError> {
        self.decode(group, column.name(), physical(column))
    }

    fn decode(&self, group: usize, name: &str, kind: Physical) -> Result<Option<Decoded>, StoreError> {
        let meta = self.footer.row_group(group);
        let Some(at) = meta.columns().iter().position(|c| c.column_path().parts() == [name]) else {
            return Ok(None);
        };
        let chunk = meta.column(at);
        let descriptor = chunk.column_descr_ptr();
        if chunk.column_type() != kind || descriptor.max_rep_level() != 0 || descriptor.max_def_level() > 1 {
            return Err(self.damaged(format!("column {name} has the wrong type")));
        }
        let (start, length) = chunk.byte_range();
        let mut bytes = vec![0; length as usize];
        read_at(&self.file, &mut bytes, start).map_err(|e| StoreError::io("read", &self.path, e))?;
        let bytes = Arc::new(Chunk { start, bytes: bytes.into() });
        let rows = meta.num_rows() as usize;
        let decoded = decode_quietly(|| {
            let pages = Box::new(SerializedPageReader::new(bytes, chunk, rows, None)?);
            let reader = parquet::column::reader::get_column_reader(descriptor, pages);
            match kind {
                Physical::INT32 => {
                    let (v, l) = read_all(get_typed_column_reader::<Int32Type>(reader), rows)?;
                    Ok((Values::Narrow(v), l))
                }
                Physical::INT64 => {
                    let (v, l) = read_all(get_typed_column_reader::<Int64Type>(reader), rows)?;
                    Ok((Values::Wide(v), l))
                }
                _ => {
                    let (v, l) = read_all(get_typed_column_reader::<DoubleType>(reader), rows)?;
                    Ok((Values::Double(v), l))
                }
            }
        });
        let (values, levels) = decoded.map_err(|e| self.damaged(format!("column {name}: {e}")))?;
        Ok(Some(Decoded { values, levels, rows }))
    }
}

/// All values of a column chunk of exactly `rows` rows, and the definition levels unless every row has a value.
fn read_all<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    rows: usize,
) -> ParquetResult<(Vec<T::T>, Vec<i16>)> {
    let mut values = Vec::with_capacity(rows);
    let mut levels = Vec::with_capacity(rows);
    let (read, present, _) = reader.read_records(rows, Some(&mut levels), None, &mut values)?;
    if read != rows {
        return Err(ParquetError::General(format!("{read} rows of {rows}")));
    }
    if present == rows {
        levels.clear();
    }
    Ok((values, levels))
}

/// Checks what later reads take for granted: sizes inside the file and plausible row counts.
fn check_groups(footer: &ParquetMetaData, length: u64) -> Result<Vec<u64>, String> {
    let mut starts = vec![0];
    let mut total = 0_u64;
    for group in footer.row_groups() {
        let rows = group.num_rows();
        if !(1..=GROUP_ROWS_MAX).contains(&rows) {
            return Err(format!("a row group claims {rows} rows"));
        }
        for chunk in group.columns() {
            // `byte_range` panics on negative numbers, so these are looked at first.
            let sizes = [chunk.data_page_offset(), chunk.compressed_size()];
            let dictionary = chunk.dictionary_page_offset().unwrap_or(0);
            if sizes.iter().any(|v| *v < 0) || dictionary < 0 {
                return Err("a column chunk has a negative position".to_owned());
            }
            let (start, size) = chunk.byte_range();
            if start.checked_add(size).is_none_or(|end| end > length) {
                return Err("a column chunk lies outside the file".to_owned());
            }
            if chunk.num_values() != rows {
                return Err(format!("a column chunk has {} values for {rows} rows", chunk.num_values()));
            }
        }
        total += rows as u64;
        starts.push(total);
    }
    for name in [SYMBOL, SLOT_TS, CAPTURED_AT] {
        let columns = footer.file_metadata().schema_descr().columns();
        if !columns.iter().any(|c| c.path().parts() == [name]) {
            return Err(format!("column {name} is missing"));
        }
    }
    Ok(starts)
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut buffer: &mut [u8], mut offset: u64) -> std::io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !buffer.is_empty() {
        let read = file.seek_read(buffer, offset)?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        buffer = &mut buffer[read..];
        offset += read as u64;
    }
    Ok(())
}
