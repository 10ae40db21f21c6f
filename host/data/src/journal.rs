//! Rows on their way into the store that must survive a crash: appended as they come, taken out once they are committed.
//!
//! A journal is a directory of segments `<number>.jsonl`, each a line per market or row. One writes to the newest segment;
//! [`Journal::seal`] starts another before rows are committed, [`Journal::forget`] removes the sealed ones afterwards.
//! Whoever opens a journal with segments left gives their rows to the store first: the store drops rows it has already,
//! so nothing is lost and nothing doubled wherever the crash came.
//!
//! A line cut off by a crash is the last one of its segment and is passed over.

mod record;

use crate::error::StoreError;
use crate::rows::{MISSING, Row, SlotRows, row_columns};
use craftstrat_model::{Column, Market, TimeMs};
use record::MarketRecord;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The file whose lock keeps two recorders out of one journal.
const LOCK_NAME: &str = ".lock";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Market(MarketRecord),
    Row {
        symbol: String,
        at: i64,
        sample: bool,
        /// Stored values by column name: micros, or the bits of a double.
        values: BTreeMap<String, i64>,
    },
}

/// See the module's documentation.
#[derive(Debug)]
pub struct Journal {
    dir: PathBuf,
    _lock: File,
    out: BufWriter<File>,
    segment: u64,
    sealed: Vec<PathBuf>,
}

impl Journal {
    /// Opens the journal in `dir`, made when absent; also what earlier segments hold and the store may not.
    ///
    /// # Errors
    /// When another process writes to it, or files cannot be read or made.
    pub fn open(dir: &Path) -> Result<(Self, Vec<SlotRows>), StoreError> {
        fs::create_dir_all(dir).map_err(|e| StoreError::io("create", dir, e))?;
        let lock_path = dir.join(LOCK_NAME);
        let lock = File::create(&lock_path).map_err(|e| StoreError::io("create", &lock_path, e))?;
        lock.try_lock().map_err(|e| match e {
            fs::TryLockError::WouldBlock => StoreError::Locked(dir.to_owned()),
            fs::TryLockError::Error(e) => StoreError::io("lock", &lock_path, e),
        })?;
        let sealed = segments(dir)?;
        let mut slots: BTreeMap<String, SlotRows> = BTreeMap::new();
        for (_, path) in &sealed {
            read(path, &mut slots)?;
        }
        let segment = sealed.last().map_or(0, |(number, _)| number + 1);
        let out = create(dir, segment)?;
        let sealed = sealed.into_iter().map(|(_, path)| path).collect();
        Ok((Self { dir: dir.to_owned(), _lock: lock, out, segment, sealed }, slots.into_values().collect()))
    }

    /// Appends what is known of a market.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn market(&mut self, market: &Market) -> Result<(), StoreError> {
        self.line(&Line::Market(MarketRecord::of(market)))
    }

    /// Appends a row of a market that was told before in this segment.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, symbol: &str, at: TimeMs, sample: bool, row: &Row) -> Result<(), StoreError> {
        let present = row_columns().filter(|c| row.raw(*c) != MISSING);
        let values = present.map(|c| (c.name().to_owned(), row.raw(c))).collect();
        self.line(&Line::Row { symbol: symbol.to_owned(), at: at.0, sample, values })
    }

    fn line(&mut self, line: &Line) -> Result<(), StoreError> {
        let path = || self.dir.join(name(self.segment));
        let text = serde_json::to_vec(line)
            .map_err(|e| StoreError::io("write", &path(), std::io::Error::other(e)))?;
        let written = self.out.write_all(&text).and_then(|()| self.out.write_all(b"\n"));
        written.map_err(|e| StoreError::io("write", &self.dir.join(name(self.segment)), e))
    }

    /// Hands everything to the operating system, so that a crash of this process loses nothing; with `durable`, to the
    /// disk, so that a power cut does not either.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn flush(&mut self, durable: bool) -> Result<(), StoreError> {
        let done =
            self.out.flush().and_then(|()| if durable { self.out.get_ref().sync_data() } else { Ok(()) });
        done.map_err(|e| StoreError::io("write", &self.dir.join(name(self.segment)), e))
    }

    /// Ends the segment: what was appended so far is about to be committed, what follows is not part of that. Markets that
    /// go on are told again.
    ///
    /// # Errors
    /// When files cannot be written or made.
    pub fn seal(&mut self) -> Result<(), StoreError> {
        self.flush(true)?;
        self.sealed.push(self.dir.join(name(self.segment)));
        self.segment += 1;
        self.out = create(&self.dir, self.segment)?;
        Ok(())
    }

    /// Removes the sealed segments: their rows are in the store.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub fn forget(&mut self) -> Result<(), StoreError> {
        while let Some(path) = self.sealed.pop() {
            fs::remove_file(&path).map_err(|e| StoreError::io("remove", &path, e))?;
        }
        Ok(())
    }
}

fn name(segment: u64) -> String {
    format!("{segment:012}.jsonl")
}

fn create(dir: &Path, segment: u64) -> Result<BufWriter<File>, StoreError> {
    let path = dir.join(name(segment));
    let file = File::create_new(&path).map_err(|e| StoreError::io("create", &path, e))?;
    Ok(BufWriter::new(file))
}

/// Segments in order.
fn segments(dir: &Path) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(|e| StoreError::io("read", dir, e))? {
        let path = entry.map_err(|e| StoreError::io("read", dir, e))?.path();
        let number = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".jsonl"));
        if let Some(number) = number.and_then(|n| n.parse().ok()) {
            found.push((number, path));
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path, slots: &mut BTreeMap<String, SlotRows>) -> Result<(), StoreError> {
    let damaged = |number: usize, detail: &str| {
        let remedy = "Move it away: its rows cannot be recovered";
        StoreError::file(path, format!("line {number} is damaged ({detail})"), remedy)
    };
    let file = File::open(path).map_err(|e| StoreError::io("read", path, e))?;
    let mut lines = BufReader::new(file).split(b'\n').enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let line = line.map_err(|e| StoreError::io("read", path, e))?;
        let number = index + 1;
        match serde_json::from_slice::<Line>(&line) {
            Ok(Line::Market(record)) => {
                let market = record.market().map_err(|e| damaged(number, &e))?;
                match slots.get_mut(&market.slug) {
                    Some(slot) => slot.market = market,
                    None => {
                        slots.insert(market.slug.clone(), SlotRows::new(market));
                    }
                }
            }
            Ok(Line::Row { symbol, at, sample, values }) => {
                let slot = slots.get_mut(&symbol).ok_or_else(|| damaged(number, "a row of no market"))?;
                let mut row = Row::EMPTY;
                for (column, value) in values {
                    let column: Column = column.parse().map_err(|_| damaged(number, "unknown column"))?;
                    row.set_raw(column, value);
                }
                slot.push(TimeMs(at), sample, &row);
            }
            // Cut off by a crash.
            Err(_) if lines.peek().is_none() => {}
            Err(e) => return Err(damaged(number, &e.to_string())),
        }
    }
    Ok(())
}
