//! Taking slots out of the store and putting them back. What was taken lies in `.trash/<token>` as tick files of its own,
//! so that bringing it back is an import of our own rows.

use super::commit::replace;
use super::encode::FileWriter;
use super::file::TickFile;
use super::own::OwnFile;
use super::read::SlotReader;
use super::{Selection, TickStore};
use crate::{ImportError, Progress};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of what was taken out.
const TRASH: &str = ".trash";

/// Name of a tick file while it is written.
const PART: &str = ".ticks.parquet.part";

impl TickStore {
    /// Takes the selected slots out and keeps them under `token`. Returns how many there were.
    ///
    /// Every slot is durable in the trash before it leaves the store, and each file of the store is old or new: a crash
    /// in between leaves a slot in both places, which [`TickStore::restore`] and another removal both put right.
    ///
    /// # Errors
    /// When a market asked for is not there, an import is being written, or a file cannot be read or written.
    pub fn remove(&self, selection: &Selection, token: &str) -> Result<u64, ImportError> {
        // Held to the end: nobody else changes the store meanwhile.
        let _lock = self.writer()?;
        let trash = self.trash(token)?;
        let mut taken = 0;
        for (number, found) in self.find(selection)?.into_iter().enumerate() {
            let (out, kept) = (trash.join(format!("{number}.parquet")), found.path.with_file_name(PART));
            let count = found.entries.iter().filter(|e| selection.takes(&e.market)).count();
            if count == 0 {
                continue;
            }
            fs::create_dir_all(&trash).map_err(|e| ImportError::io("create", &trash, e))?;
            let (file, entries) = TickFile::open(&found.path)?;
            let mut reader = SlotReader::new(&file, &entries);
            let (mut removed, mut left) = (FileWriter::create(&out)?, FileWriter::create(&kept)?);
            let keys: Vec<_> = reader.keys().collect();
            for (key, entry) in keys.iter().zip(&entries) {
                let Some(slot) = reader.read(key)? else { continue };
                let to = if selection.takes(&entry.market) { &mut removed } else { &mut left };
                to.add(slot)?;
            }
            removed.finish()?;
            let left = left.finish()?;
            if left.is_empty() {
                fs::remove_file(&found.path).map_err(|e| ImportError::io("remove", &found.path, e))?;
                let _ = fs::remove_file(&kept);
                remove_if_empty(&found.path);
            } else {
                replace(&kept, &found.path)?;
            }
            taken += count as u64;
        }
        if taken == 0
            && let Some(missing) = selection.markets.first()
        {
            return Err(self.missing(missing).into());
        }
        Ok(taken)
    }

    /// Puts back what was taken out under `token`. Rows that are there by now stay, as in any import.
    ///
    /// # Errors
    /// When an import is being written, or a file cannot be read or written; the store is then as it was.
    pub fn restore(&self, token: &str, progress: &dyn Progress) -> Result<(), ImportError> {
        let trash = self.trash(token)?;
        let mut writer = self.writer()?;
        for path in files(&trash)? {
            let file = OwnFile::open(&path)?;
            for slot in file.slots() {
                writer.add(slot?)?;
            }
        }
        writer.commit(progress)?;
        self.purge(token)
    }

    /// Forgets what was taken out under `token`.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn purge(&self, token: &str) -> Result<(), ImportError> {
        let trash = self.trash(token)?;
        match fs::remove_dir_all(&trash) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(ImportError::io("remove", &trash, e)),
            _ => Ok(()),
        }
    }

    fn trash(&self, token: &str) -> Result<PathBuf, ImportError> {
        let sound = !token.is_empty() && token.bytes().all(|b| b.is_ascii_alphanumeric());
        if sound {
            return Ok(self.root.join(TRASH).join(token));
        }
        Err(ImportError::file(
            Path::new(TRASH),
            "a token is letters and digits",
            "Use one that was given out",
        ))
    }
}

/// A day without slots leaves no folder behind, nor a series without days.
fn remove_if_empty(file: &Path) {
    for dir in file.ancestors().skip(1).take(2) {
        if fs::remove_dir(dir).is_err() {
            return;
        }
    }
}

fn files(dir: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let list = fs::read_dir(dir).map_err(|e| ImportError::io("read", dir, e))?;
    let mut files = Vec::new();
    for entry in list {
        let path = entry.map_err(|e| ImportError::io("read", dir, e))?.path();
        if path.extension().is_some_and(|e| e == "parquet") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
