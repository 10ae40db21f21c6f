//! Raw frames on disk, one text file a link and start: a receive time in microseconds, a space, the frame. Importers read
//! them (`craftstrat data import --format polymarket-ws`, and `--prices` for the prices).

use crate::core::{Link, RawFrame};
use craftstrat_data::StoreError;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A new file is begun after this many bytes.
const BYTES_MAX: u64 = 256 << 20;

/// The files frames are appended to.
#[derive(Debug)]
pub struct RawFiles {
    dir: PathBuf,
    open: BTreeMap<Link, (PathBuf, BufWriter<File>, u64)>,
    frames: u64,
}

impl RawFiles {
    /// Files in `dir`, made when absent.
    ///
    /// # Errors
    /// When the directory cannot be made.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let source = |source| StoreError::Io { action: "create", path: dir.to_owned(), source };
        fs::create_dir_all(dir).map_err(source)?;
        Ok(Self { dir: dir.to_owned(), open: BTreeMap::new(), frames: 0 })
    }

    /// Appends a frame.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append(&mut self, frame: &RawFrame) -> Result<(), StoreError> {
        if self.open.get(&frame.link).is_some_and(|(_, _, bytes)| *bytes >= BYTES_MAX) {
            self.flush()?;
            self.open.remove(&frame.link);
        }
        if !self.open.contains_key(&frame.link) {
            let path = self.dir.join(format!("{}-{}.jsonl", frame.link.name(), frame.received_us));
            let file = File::create(&path).map_err(|source| StoreError::Io {
                action: "create",
                path: path.clone(),
                source,
            })?;
            self.open.insert(frame.link, (path, BufWriter::new(file), 0));
        }
        let Some((path, file, bytes)) = self.open.get_mut(&frame.link) else { return Ok(()) };
        // One frame a line: breaks between JSON's parts mean nothing, and inside of texts they are escaped.
        let line: Vec<u8> =
            frame.frame.iter().map(|b| if matches!(b, b'\n' | b'\r') { b' ' } else { *b }).collect();
        let mut write = || {
            write!(file, "{} ", frame.received_us)?;
            file.write_all(&line)?;
            file.write_all(b"\n")
        };
        write().map_err(|source| StoreError::Io { action: "write", path: path.clone(), source })?;
        *bytes += line.len() as u64 + 20;
        self.frames += 1;
        Ok(())
    }

    /// Frames appended.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Hands everything to the operating system.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        for (path, file, _) in self.open.values_mut() {
            let source = |source| StoreError::Io { action: "write", path: path.clone(), source };
            file.flush().map_err(source)?;
        }
        Ok(())
    }
}
