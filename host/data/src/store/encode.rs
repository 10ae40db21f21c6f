//! Writing a tick file: whole slots, in order, gathered into row groups.

use super::index::{self, Coverage};
use super::quality::Quality;
use super::schema::{self, GROUP_ROWS, INDEX_KEY};
use crate::ImportError;
use crate::rows::{MISSING, SlotRows};
use craftstrat_model::column::Storage;
use craftstrat_model::{Column, TimeMs};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result as ParquetResult;
use parquet::file::metadata::KeyValue;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes one tick file. Nothing is durable before [`FileWriter::finish`].
pub(crate) struct FileWriter {
    path: PathBuf,
    writer: SerializedFileWriter<BufWriter<File>>,
    pending: Vec<SlotRows>,
    pending_rows: usize,
    entries: Vec<Coverage>,
}

impl FileWriter {
    /// Starts a file at `path`, replacing what is there.
    pub fn create(path: &Path) -> Result<Self, ImportError> {
        let file = File::create(path).map_err(|e| ImportError::io("create", path, e))?;
        let start = || {
            let properties = Arc::new(schema::properties());
            SerializedFileWriter::new(BufWriter::new(file), schema::schema()?, properties)
        };
        let writer = start().map_err(|e| failed(path, &e))?;
        let path = path.to_owned();
        Ok(Self { path, writer, pending: Vec::new(), pending_rows: 0, entries: Vec::new() })
    }

    /// Appends a slot that is sorted, inside its slot and not empty, and says what its index entry will be. Slots come by
    /// start, then slug.
    pub fn add(&mut self, slot: SlotRows) -> Result<Coverage, ImportError> {
        if self.pending_rows + slot.len() > GROUP_ROWS {
            self.flush()?;
        }
        let entry = Coverage {
            rows: slot.len() as u64,
            from: TimeMs(slot.times.first().copied().unwrap_or_default()),
            to: TimeMs(slot.times.last().copied().unwrap_or_default()),
            recorded: slot.recorded(),
            quality: Quality::of(&slot),
            market: slot.market.clone(),
        };
        self.entries.push(entry.clone());
        self.pending_rows += slot.len();
        self.pending.push(slot);
        Ok(entry)
    }

    fn flush(&mut self) -> Result<(), ImportError> {
        let slots = std::mem::take(&mut self.pending);
        self.pending_rows = 0;
        let rows: usize = slots.iter().map(SlotRows::len).sum();
        let mut from = 0;
        while from < rows {
            let to = rows.min(from + GROUP_ROWS);
            let written = self.writer.next_row_group().and_then(|g| write_group(g, &slots, from, to));
            written.map_err(|e| failed(&self.path, &e))?;
            from = to;
        }
        Ok(())
    }

    /// Completes the file and makes it durable.
    pub fn finish(mut self) -> Result<Vec<Coverage>, ImportError> {
        self.flush()?;
        let index = index::to_text(&self.entries).map_err(|e| {
            ImportError::file(&self.path, format!("cannot write its index: {e}"), "Report this")
        })?;
        self.writer.append_key_value_metadata(KeyValue::new(INDEX_KEY.to_owned(), index));
        let buffer = self.writer.into_inner().map_err(|e| failed(&self.path, &e))?;
        let io = |e| ImportError::io("write", &self.path, e);
        let file = buffer.into_inner().map_err(|e| io(e.into_error()))?;
        file.sync_all().map_err(io)?;
        Ok(self.entries)
    }
}

fn failed(path: &Path, error: &parquet::errors::ParquetError) -> ImportError {
    ImportError::file(path, format!("cannot be written: {error}"), "Check that the disk has room")
}

/// Writes rows `from` to `to` of the slots laid end to end.
fn write_group(
    mut group: SerializedRowGroupWriter<'_, BufWriter<File>>,
    slots: &[SlotRows],
    from: usize,
    to: usize,
) -> ParquetResult<()> {
    let symbols: Vec<ByteArray> = slots.iter().map(|s| s.market.slug.as_bytes().to_vec().into()).collect();
    let per_row = |f: &dyn Fn(usize, &SlotRows) -> i64| -> Vec<i64> {
        let slots = slots.iter().enumerate();
        let all = slots.flat_map(|(i, s)| std::iter::repeat_n(f(i, s), s.len()));
        all.skip(from).take(to - from).collect()
    };
    let symbol_of = per_row(&|i, _| i as i64);
    let symbol: Vec<ByteArray> = symbol_of.iter().map(|i| symbols[*i as usize].clone()).collect();
    write::<ByteArrayType>(&mut group, &symbol, None)?;
    write::<Int64Type>(&mut group, &per_row(&|_, s| s.market.start.0 / 1_000), None)?;
    let times: Vec<i64> = slots.iter().flat_map(|s| &s.times).copied().skip(from).take(to - from).collect();
    write::<Int64Type>(&mut group, &times, None)?;
    let (mut raw, mut levels) = (Vec::new(), Vec::new());
    for column in schema::stored().iter() {
        raw.clear();
        for slot in slots {
            append(slot, column, &mut raw);
        }
        let raw = &raw[from..to];
        levels.clear();
        levels.extend(raw.iter().map(|v| i16::from(*v != MISSING)));
        let present = raw.iter().copied().filter(|v| *v != MISSING);
        match (column.spec().storage, schema::physical(column)) {
            (Storage::Double, _) => {
                let values: Vec<f64> = present.map(|v| f64::from_bits(v as u64)).collect();
                write::<DoubleType>(&mut group, &values, Some(&levels))?;
            }
            (_, parquet::basic::Type::INT32) => {
                // `Row::set` bounds such columns by a dollar, so they fit.
                let values: Vec<i32> = present.map(|v| v as i32).collect();
                write::<Int32Type>(&mut group, &values, Some(&levels))?;
            }
            _ => write::<Int64Type>(&mut group, &present.collect::<Vec<_>>(), Some(&levels))?,
        }
    }
    group.close()?;
    Ok(())
}

/// Appends a slot's raw values of `column`, one per row.
fn append(slot: &SlotRows, column: Column, raw: &mut Vec<i64>) {
    let end = raw.len() + slot.len();
    match column {
        Column::Sample => raw.extend(slot.sample.iter().map(|s| i64::from(*s))),
        _ => raw.extend_from_slice(&slot.columns[column as usize]),
    }
    raw.resize(end, MISSING);
}

fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> ParquetResult<()> {
    let Some(mut column) = group.next_column()? else {
        return Err(parquet::errors::ParquetError::General("the schema has too few columns".to_owned()));
    };
    column.typed::<T>().write_batch(values, levels, None)?;
    column.close()
}
