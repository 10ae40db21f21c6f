//! Named columns of a Parquet file, a batch of rows at a time. Nothing in the file is trusted.

use crate::{ImportError, untrusted};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Rows decoded at a time.
const BATCH: usize = 4_096;

/// Longest list accepted in one cell: the venue's deepest books have a thousand levels a side.
const LIST_MAX: usize = 100_000;

/// Values of one column for one batch of rows.
#[derive(Clone, Debug)]
pub(crate) enum Cells {
    /// Integers and booleans.
    Integers(Vec<Option<i64>>),
    /// Floats of either width.
    Floats(Vec<Option<f64>>),
    /// Text, as bytes.
    Texts(Vec<Option<ByteArray>>),
    /// Lists of floats; a missing list is an empty one.
    Lists(Vec<Vec<f64>>),
}

impl Cells {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(all) => all.len(),
            Self::Floats(all) => all.len(),
            Self::Texts(all) => all.len(),
            Self::Lists(all) => all.len(),
        }
    }
}

/// What integers of a column stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The number itself.
    Plain,
    /// A decimal with this many digits after the point.
    Decimal(u32),
    /// A time; the number of these units in a millisecond.
    Time(i64),
}

/// A Parquet file being read in batches.
pub(crate) struct Table {
    path: PathBuf,
    reader: SerializedFileReader<File>,
    leaves: Vec<usize>,
    next_group: usize,
    columns: Vec<ColumnReader>,
    left: usize,
}

impl Table {
    /// Opens `path`.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let file = File::open(path).map_err(|e| ImportError::io("open", path, e))?;
        let length = file.metadata().map_err(|e| ImportError::io("read", path, e))?.len();
        let reader = untrusted(path, || {
            let reader = SerializedFileReader::new(file)?;
            check(&reader, length)?;
            Ok(reader)
        })?;
        let path = path.to_owned();
        Ok(Self { path, reader, leaves: Vec::new(), next_group: 0, columns: Vec::new(), left: 0 })
    }

    /// Rows in the file, as it says.
    pub fn rows(&self) -> u64 {
        self.reader.metadata().file_metadata().num_rows().max(0) as u64
    }

    /// Names of the columns (of the outermost field where they are nested).
    pub fn names(&self) -> Vec<String> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        schema.columns().iter().map(|c| c.path().parts().first().cloned().unwrap_or_default()).collect()
    }

    /// The metadata value stored under `key`.
    pub fn has_key(&self, key: &str) -> bool {
        let pairs = self.reader.metadata().file_metadata().key_value_metadata();
        pairs.is_some_and(|kv| kv.iter().any(|kv| kv.key == key))
    }

    /// What integers of the column named `name` stand for.
    pub fn meaning(&self, name: &str) -> Meaning {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        let column = schema.columns().iter().find(|c| c.path().parts().first().is_some_and(|p| p == name));
        column.map_or(Meaning::Plain, |c| meaning(c))
    }

    /// Chooses the columns [`Table::next_batch`] returns, in this order.
    pub fn choose(&mut self, names: &[&str]) -> Result<(), ImportError> {
        let present = self.names();
        let find = |name: &&str| {
            present.iter().position(|p| p == name).ok_or_else(|| {
                let detail = format!("column {name} is missing; it has {}", present.join(", "));
                ImportError::file(&self.path, detail, "Check that it is a file of this format")
            })
        };
        self.leaves = names.iter().map(find).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The next rows of the chosen columns; `None` at the end.
    pub fn next_batch(&mut self) -> Result<Option<Vec<Cells>>, ImportError> {
        let path = self.path.clone();
        untrusted(&path, || self.batch())
    }

    fn batch(&mut self) -> ParquetResult<Option<Vec<Cells>>> {
        while self.left == 0 {
            if self.next_group == self.reader.num_row_groups() {
                return Ok(None);
            }
            let group = self.reader.get_row_group(self.next_group)?;
            self.left = group.metadata().num_rows() as usize;
            self.columns =
                self.leaves.iter().map(|i| group.get_column_reader(*i)).collect::<ParquetResult<_>>()?;
            self.next_group += 1;
        }
        let rows = self.left.min(BATCH);
        self.left -= rows;
        let schema = self.reader.metadata().file_metadata().schema_descr();
        let columns = self.columns.iter_mut().zip(&self.leaves);
        Ok(Some(
            columns.map(|(c, leaf)| cells(c, &schema.column(*leaf), rows)).collect::<ParquetResult<_>>()?,
        ))
    }
}

/// What the decoder takes for granted.
fn check(reader: &SerializedFileReader<File>, length: u64) -> ParquetResult<()> {
    let bad = |text: &str| Err(ParquetError::General(text.to_owned()));
    for group in reader.metadata().row_groups() {
        if group.num_rows() < 0 {
            return bad("a row group claims a negative number of rows");
        }
        for chunk in group.columns() {
            let dictionary = chunk.dictionary_page_offset().unwrap_or(0);
            if chunk.data_page_offset() < 0 || chunk.compressed_size() < 0 || dictionary < 0 {
                return bad("a column chunk has a negative position");
            }
            let (start, size) = chunk.byte_range();
            if start.checked_add(size).is_none_or(|end| end > length) {
                return bad("a column chunk lies outside the file");
            }
        }
    }
    Ok(())
}

fn meaning(column: &ColumnDescriptor) -> Meaning {
    match column.logical_type_ref() {
        Some(LogicalType::Decimal(d)) => return Meaning::Decimal(d.scale.max(0) as u32),
        Some(LogicalType::Timestamp(t)) => {
            return match t.unit {
                TimeUnit::MILLIS => Meaning::Time(1),
                TimeUnit::MICROS => Meaning::Time(1_000),
                TimeUnit::NANOS => Meaning::Time(1_000_000),
            };
        }
        _ => {}
    }
    match column.converted_type() {
        ConvertedType::DECIMAL => Meaning::Decimal(column.type_scale().max(0) as u32),
        ConvertedType::TIMESTAMP_MILLIS => Meaning::Time(1),
        ConvertedType::TIMESTAMP_MICROS => Meaning::Time(1_000),
        _ => Meaning::Plain,
    }
}

fn cells(reader: &mut ColumnReader, column: &ColumnDescriptor, rows: usize) -> ParquetResult<Cells> {
    if column.max_rep_level() > 1 {
        return Err(ParquetError::General(format!("column {} is nested too deeply", column.path())));
    }
    let list = column.max_rep_level() == 1;
    let max = column.max_def_level();
    Ok(match reader {
        ColumnReader::DoubleColumnReader(r) if list => Cells::Lists(lists(r, max, rows, |v| v)?),
        ColumnReader::FloatColumnReader(r) if list => Cells::Lists(lists(r, max, rows, f64::from)?),
        _ if list => {
            return Err(ParquetError::General(format!("column {} is no list of numbers", column.path())));
        }
        ColumnReader::DoubleColumnReader(r) => Cells::Floats(flat(r, max, rows, |v| v)?),
        ColumnReader::FloatColumnReader(r) => Cells::Floats(flat(r, max, rows, f64::from)?),
        ColumnReader::Int32ColumnReader(r) => Cells::Integers(flat(r, max, rows, i64::from)?),
        ColumnReader::Int64ColumnReader(r) => Cells::Integers(flat(r, max, rows, |v| v)?),
        ColumnReader::BoolColumnReader(r) => Cells::Integers(flat(r, max, rows, i64::from)?),
        ColumnReader::ByteArrayColumnReader(r) if column.physical_type() == Physical::BYTE_ARRAY => {
            Cells::Texts(flat(r, max, rows, |v| v)?)
        }
        _ => return Err(ParquetError::General(format!("column {} has an unusable type", column.path()))),
    })
}

fn flat<T: DataType, V>(
    reader: &mut ColumnReaderImpl<T>,
    max: i16,
    rows: usize,
    convert: impl Fn(T::T) -> V,
) -> ParquetResult<Vec<Option<V>>> {
    let (mut levels, mut values) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let (read, _, _) = reader.read_records(rows, Some(&mut levels), None, &mut values)?;
    if read != rows {
        return Err(ParquetError::General(format!("{read} rows of {rows}")));
    }
    let mut values = values.into_iter().map(convert);
    if max == 0 {
        return Ok(values.map(Some).collect());
    }
    Ok(levels.into_iter().map(|level| if level == max { values.next() } else { None }).collect())
}

fn lists<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    max: i16,
    rows: usize,
    convert: impl Fn(T::T) -> f64,
) -> ParquetResult<Vec<Vec<f64>>> {
    let (mut levels, mut repeats, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let (read, _, _) = reader.read_records(rows, Some(&mut levels), Some(&mut repeats), &mut values)?;
    if read != rows || (max > 0 && levels.len() != repeats.len()) {
        return Err(ParquetError::General(format!("{read} rows of {rows}")));
    }
    let mut values = values.into_iter().map(convert);
    let mut out: Vec<Vec<f64>> = Vec::with_capacity(rows);
    for (i, repeat) in repeats.into_iter().enumerate() {
        if repeat == 0 {
            out.push(Vec::new());
        }
        let Some(list) = out.last_mut() else {
            return Err(ParquetError::General("a list begins in the middle".to_owned()));
        };
        if levels.get(i).is_none_or(|level| *level == max) {
            list.extend(values.next());
        }
        if list.len() > LIST_MAX {
            return Err(ParquetError::General(format!("a list has more than {LIST_MAX} values")));
        }
    }
    Ok(out)
}
