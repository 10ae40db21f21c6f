//! Lines of plain or gzip text files, with bounded length, progress and errors that name the line.

use crate::{ImportError, Progress};
use flate2::read::MultiGzDecoder;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Longest line accepted, in bytes. A full-depth book frame is about 20 KB.
pub(crate) const LINE_MAX_BYTES: usize = 64 << 20;

/// Bytes between two reports of progress.
const STEP: u64 = 1 << 20;

/// Counts compressed bytes as they are read.
struct Counted<'p> {
    file: File,
    progress: &'p dyn Progress,
    unreported: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.unreported += n as u64;
        if n == 0 || self.unreported >= STEP {
            self.progress.advance(self.unreported);
            self.unreported = 0;
        }
        Ok(n)
    }
}

/// A text file, plain or gzip (told by its first bytes), that reports progress and notices cancellation.
pub(crate) struct Source<'p> {
    path: PathBuf,
    reader: Box<dyn BufRead + 'p>,
    progress: &'p dyn Progress,
    number: u64,
    buffer: Vec<u8>,
}

impl<'p> Source<'p> {
    /// Opens `path`.
    pub(crate) fn open(path: &Path, progress: &'p dyn Progress) -> Result<Self, ImportError> {
        let file = File::open(path).map_err(|e| ImportError::io("open", path, e))?;
        let mut counted = BufReader::with_capacity(1 << 16, Counted { file, progress, unreported: 0 });
        let head = counted.fill_buf().map_err(|e| ImportError::io("read", path, e))?;
        let reader: Box<dyn BufRead + 'p> = if head.starts_with(&[0x1f, 0x8b]) {
            Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(counted)))
        } else {
            Box::new(counted)
        };
        Ok(Self { path: path.to_owned(), reader, progress, number: 0, buffer: Vec::new() })
    }

    /// The rest as a reader, for formats that have their own parser.
    pub(crate) fn into_reader(self) -> Box<dyn BufRead + 'p> {
        self.reader
    }

    /// The rest as a reader for a CSV parser, which must call [`Allowance::renew`] with each record: a stray quote
    /// would otherwise swallow a file of any size into one record.
    pub(crate) fn into_records(self) -> (Records<'p>, Allowance) {
        let allowance = Allowance::default();
        (Records { reader: self.reader, used: allowance.clone() }, allowance)
    }

    /// The next line that is not blank, trimmed, and its number from 1; `None` at the end.
    pub(crate) fn next_line(&mut self) -> Result<Option<(u64, &[u8])>, ImportError> {
        loop {
            self.number += 1;
            if self.number.is_multiple_of(1_024) && self.progress.cancelled() {
                return Err(ImportError::Cancelled);
            }
            self.buffer.clear();
            let limited = &mut (&mut self.reader).take(LINE_MAX_BYTES as u64 + 1);
            let read = limited.read_until(b'\n', &mut self.buffer);
            let n = read.map_err(|e| broken(&self.path, self.number, &e))?;
            if n > LINE_MAX_BYTES {
                let detail = format!("longer than {} MB", LINE_MAX_BYTES >> 20);
                return Err(ImportError::row(
                    &self.path,
                    self.number,
                    detail,
                    "Is it a text file, one record a line?",
                ));
            }
            if n == 0 {
                return Ok(None);
            }
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        Ok(Some((self.number, self.buffer.trim_ascii())))
    }
}

/// Bytes read for the current record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Allowance(Rc<Cell<usize>>);

impl Allowance {
    /// A record is complete: the next may be as long again.
    pub(crate) fn renew(&self) {
        self.0.set(0);
    }
}

/// A text file read by a CSV parser; fails when a record is longer than [`LINE_MAX_BYTES`].
pub(crate) struct Records<'p> {
    reader: Box<dyn BufRead + 'p>,
    used: Allowance,
}

impl Read for Records<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        let used = self.used.0.get() + n;
        self.used.0.set(used);
        if used > LINE_MAX_BYTES {
            return Err(io::Error::other(format!("a record is longer than {} MB", LINE_MAX_BYTES >> 20)));
        }
        Ok(n)
    }
}

/// The error of a file that breaks off or cannot be decompressed.
pub(crate) fn broken(path: &Path, row: u64, error: &io::Error) -> ImportError {
    let detail = match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed file ends early".to_owned(),
        _ => format!("cannot be read ({error})"),
    };
    ImportError::row(path, row, detail, "Download or record the file again")
}

/// Bytes of all `paths` together, for the progress bar.
pub(crate) fn total_bytes(paths: &[PathBuf]) -> Result<u64, ImportError> {
    let size = |p: &PathBuf| std::fs::metadata(p).map(|m| m.len()).map_err(|e| ImportError::io("open", p, e));
    paths.iter().map(size).sum()
}

/// The files of `paths`: folders are replaced by what they hold with one of `endings`, sorted by name.
pub(crate) fn expand(paths: &[PathBuf], endings: &[&str]) -> Result<Vec<PathBuf>, ImportError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|e| ImportError::io("list", path, e))?;
        let mut found = Vec::new();
        for entry in entries {
            let file = entry.map_err(|e| ImportError::io("list", path, e))?.path();
            let name = file.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
            if file.is_file() && endings.iter().any(|e| name.ends_with(e)) {
                found.push(file);
            }
        }
        if found.is_empty() {
            let detail = format!("the folder holds no {} file", endings.join(" or "));
            return Err(ImportError::file(path, detail, "Name the files or their folder"));
        }
        found.sort();
        files.append(&mut found);
    }
    Ok(files)
}
