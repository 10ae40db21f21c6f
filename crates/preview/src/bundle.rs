//! Ticks on their way to the page: one self-contained block of bytes per slot, any number of them one after the other.
//!
//! A block is `CSTK`, a version byte, a fingerprint of the column catalogue (4 bytes), the length of what follows
//! (4 bytes) and then the market with everything a run and its report need, the row times and the stored columns. All
//! numbers are little-endian or LEB128. Amounts are integers of 10^-6 divided by what they have in common, as differences
//! from the value before; rows that repeat a value cost nothing. What cannot be written so exactly (the underlying's
//! price) keeps its bits. Nothing is lost: a run over decoded blocks has the digest of a run over the store.
//!
//! Blocks come over the network and out of a browser's cache, so nothing in one is trusted: every length is bounded by
//! the bytes that are there, times must ascend within the slot, values must be plausible for their column.

mod bytes;
mod column;
mod market;

use bytes::{Reader, Writer};
use craftstrat_model::ticks::book_columns;
use craftstrat_model::{Column, ColumnSet, Market, SlotTicks, SourceError, TickSource};
use std::ops::Range;
use std::sync::Arc;

const MAGIC: &[u8; 4] = b"CSTK";
const VERSION: u8 = 1;
/// Bytes before the body of a block.
const HEAD_BYTES: usize = 13;
/// Rows of one slot, at most: a day of changes at about 25 a second.
pub const ROWS_MAX: usize = 1 << 21;
/// Bytes of one slot's block, at most.
pub const SLOT_BYTES_MAX: usize = 256 << 20;

/// Why bytes are no ticks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// They do not begin like a block of this version.
    #[error("these are not ticks this version can read: ask the server for them again")]
    Foreign,
    /// They end too early or say something impossible.
    #[error("damaged ticks: {0}")]
    Damaged(String),
}

pub(crate) fn damaged<T>(detail: impl Into<String>) -> Result<T, BundleError> {
    Err(BundleError::Damaged(detail.into()))
}

/// The block of one market of `source`: the columns the engine needs, those of `extra` and none that was not recorded.
///
/// # Errors
/// When the ticks cannot be read.
pub fn encode_market(
    source: &dyn TickSource,
    market: usize,
    extra: ColumnSet,
) -> Result<Vec<u8>, SourceError> {
    let wanted = book_columns().union(extra).stored_sources();
    let ticks = source.load(market, wanted)?;
    let recorded = source.recorded(market);
    Ok(encode(&ticks, recorded, wanted.iter().filter(|c| recorded.contains(*c)).collect()))
}

/// The block of a slot: of `columns` those that `ticks` has. `recorded` are the stored columns there are of it at all.
pub fn encode(ticks: &SlotTicks, recorded: ColumnSet, columns: ColumnSet) -> Vec<u8> {
    let mut body = Writer::default();
    market::write(&mut body, ticks.market());
    body.number(set_bits(recorded));
    body.number(ticks.rows() as u64);
    let present: Vec<(Column, &[f64])> =
        columns.iter().filter(|c| c.is_stored()).filter_map(|c| Some((c, ticks.get(c)?))).collect();
    let mut times = Writer::default();
    column::write_times(&mut times, ticks.market().start.0, ticks.times());
    body.block(&times.bytes);
    body.number(present.len() as u64);
    for (column, values) in present {
        let mut one = Writer::default();
        column::write(&mut one, column, values);
        body.byte(column as u8);
        body.block(&one.bytes);
    }
    let mut out = Vec::with_capacity(HEAD_BYTES + body.bytes.len());
    out.extend_from_slice(MAGIC);
    out.push(VERSION);
    out.extend_from_slice(&fingerprint().to_le_bytes());
    out.extend_from_slice(&(body.bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(&body.bytes);
    out
}

/// Cuts a bundle into the blocks of its slots, without looking into them.
///
/// # Errors
/// When the bytes are not a row of whole blocks.
pub fn blocks(bundle: &[u8]) -> Result<Vec<Range<usize>>, BundleError> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bundle.len() {
        let end = at + HEAD_BYTES + body_bytes(&bundle[at..])?;
        if end > bundle.len() {
            return damaged("it ends within a slot");
        }
        found.push(at..end);
        at = end;
    }
    Ok(found)
}

/// Length of the body of the block that begins here.
fn body_bytes(block: &[u8]) -> Result<usize, BundleError> {
    let Some(head) = block.first_chunk::<HEAD_BYTES>() else { return Err(BundleError::Foreign) };
    let word = |at: usize| u32::from_le_bytes(std::array::from_fn(|i| head[at + i]));
    if &head[..4] != MAGIC || head[4] != VERSION || word(5) != fingerprint() {
        return Err(BundleError::Foreign);
    }
    match word(9) as usize {
        bytes if bytes <= SLOT_BYTES_MAX => Ok(bytes),
        bytes => damaged(format!("a slot of {bytes} bytes")),
    }
}

/// A block that was read; its columns are decoded when they are asked for.
#[derive(Clone, Debug)]
pub struct Block {
    bytes: Arc<[u8]>,
    market: Market,
    times: Arc<[i64]>,
    recorded: ColumnSet,
    /// Where each stored column is; empty where it was not sent.
    columns: Vec<Range<usize>>,
}

impl Block {
    /// Reads the market, the times and where the columns are.
    ///
    /// # Errors
    /// When the bytes are not exactly one block, or what they say is impossible.
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, BundleError> {
        let bytes = bytes.into();
        if HEAD_BYTES + body_bytes(&bytes)? != bytes.len() {
            return damaged("its length is not what it says");
        }
        let mut reader = Reader::new(&bytes, HEAD_BYTES);
        let market = market::read(&mut reader)?;
        let recorded = read_set(reader.number()?)?;
        let rows = reader.number()? as usize;
        if rows > ROWS_MAX {
            return damaged(format!("{rows} rows"));
        }
        let span = reader.block()?;
        let times = column::read_times(&mut Reader::new(&bytes[..span.end], span.start), &market, rows)?;
        let mut columns = vec![0..0; Column::ALL.len()];
        for _ in 0..reader.number()? {
            let index = reader.byte()? as usize;
            let stored = Column::ALL.get(index).is_some_and(|c| c.is_stored() && recorded.contains(*c));
            if !stored || !columns[index].is_empty() {
                return damaged("a column that should not be there");
            }
            columns[index] = reader.block()?;
        }
        if !reader.is_at_end() {
            return damaged("bytes after its end");
        }
        Ok(Self { bytes, market, times: times.into(), recorded, columns })
    }

    /// The market.
    pub fn market(&self) -> &Market {
        &self.market
    }

    /// Row times in ms since the epoch.
    pub fn times(&self) -> &Arc<[i64]> {
        &self.times
    }

    /// The stored columns recorded for the market, whether or not they were sent.
    pub fn recorded(&self) -> ColumnSet {
        self.recorded
    }

    /// The stored columns that were sent.
    pub fn sent(&self) -> ColumnSet {
        Column::ALL.iter().copied().filter(|c| !self.columns[*c as usize].is_empty()).collect()
    }

    /// Bytes it takes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Never: a block has at least a head.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// A stored column; `None` when it was not recorded.
    ///
    /// # Errors
    /// When it was recorded but not sent, or is damaged.
    pub fn column(&self, column: Column) -> Result<Option<Arc<[f64]>>, BundleError> {
        if !self.recorded.contains(column) {
            return Ok(None);
        }
        let span = self.columns[column as usize].clone();
        if span.is_empty() {
            return damaged(format!("column {column} was not sent"));
        }
        let mut reader = Reader::new(&self.bytes[..span.end], span.start);
        let values = column::read(&mut reader, column, self.times.len())?;
        if !reader.is_at_end() {
            return damaged(format!("bytes after column {column}"));
        }
        Ok(Some(values.into()))
    }
}

fn set_bits(set: ColumnSet) -> u64 {
    set.iter().fold(0, |bits, column| bits | 1 << column as u8)
}

fn read_set(bits: u64) -> Result<ColumnSet, BundleError> {
    let set: ColumnSet =
        Column::ALL.iter().copied().filter(|c| c.is_stored() && bits & 1 << *c as u8 != 0).collect();
    if set_bits(set) == bits { Ok(set) } else { damaged("columns that cannot be recorded") }
}

/// Of the catalogue's names: columns are written by their place in it (FNV-1a).
fn fingerprint() -> u32 {
    let names = Column::ALL.iter().flat_map(|c| c.name().bytes().chain([0]));
    names.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
