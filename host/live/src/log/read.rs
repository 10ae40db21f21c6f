//! Reading a log: files in order, records by number.

use super::frame::{At, any_behind, read};
use super::{LogError, failed};
use craftstrat_model::Column;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// Version of the format.
pub(super) const FORMAT: u32 = 2;

/// The first record of every file.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub format: u32,
    /// The catalogue of tick columns it was written under.
    pub columns: Vec<String>,
}

/// A record on its way to a reader.
pub(crate) struct Numbered<'a> {
    pub number: u64,
    pub bytes: &'a [u8],
    /// Where the columns of the file's catalogue are today; `None` while that is the same place.
    pub columns: Option<&'a [Option<u8>]>,
}

/// The log's files with the number of their first record, in order.
pub(super) fn files(folder: &Path) -> Result<Vec<(u64, PathBuf)>, LogError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        let name = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".log"));
        if let Some(first) = name.and_then(|n| n.parse().ok()) {
            found.push((first, path));
        }
    }
    found.sort();
    Ok(found)
}

/// One file, read whole.
pub(super) struct Contents {
    path: PathBuf,
    pub bytes: Vec<u8>,
    first: u64,
}

impl Contents {
    pub fn of(first: u64, path: PathBuf) -> Result<Self, LogError> {
        let bytes = fs::read(&path).map_err(failed(&path))?;
        Ok(Self { path, bytes, first })
    }

    /// Shows every record from `from` on; returns the number of the next one and where whole records end. Only the last
    /// file may end in an unfinished write.
    pub fn each<E: From<LogError>>(
        &self,
        last: bool,
        from: u64,
        see: &mut dyn FnMut(Numbered<'_>) -> Result<(), E>,
    ) -> Result<(u64, usize), E> {
        let (mut at, mut number) = (0, self.first);
        let mut columns = None;
        loop {
            match read(&self.bytes, at) {
                At::End => return Ok((number, at)),
                At::Broken if !last || any_behind(&self.bytes, at) => {
                    return Err(LogError::Damaged { path: self.path.clone(), at: at as u64 }.into());
                }
                At::Broken => return Ok((number, at)),
                At::Record(bytes, next) if at == 0 => {
                    columns = self.head(bytes)?;
                    at = next;
                }
                At::Record(bytes, next) => {
                    let (own, bytes) = self.numbered(bytes)?;
                    if own != number {
                        let path = self.path.clone();
                        return Err(LogError::Missing { path, wanted: number, found: own }.into());
                    }
                    if number >= from {
                        see(Numbered { number, bytes, columns: columns.as_deref() })?;
                    }
                    number += 1;
                    at = next;
                }
            }
        }
    }

    fn numbered<'a>(&self, bytes: &'a [u8]) -> Result<(u64, &'a [u8]), LogError> {
        let short = || LogError::Format { path: self.path.clone(), detail: "a record is too short".into() };
        let (number, rest) = bytes.split_first_chunk::<8>().ok_or_else(short)?;
        Ok((u64::from_le_bytes(*number), rest))
    }

    fn head(&self, bytes: &[u8]) -> Result<Option<Vec<Option<u8>>>, LogError> {
        let format = |detail: String| LogError::Format { path: self.path.clone(), detail };
        let head: Head = cbor4ii::serde::from_slice(bytes).map_err(|e| format(e.to_string()))?;
        if head.format != FORMAT {
            return Err(format(format!("its format is {}, this build reads {FORMAT}", head.format)));
        }
        let same = head.columns.iter().map(String::as_str).eq(Column::ALL.iter().map(|c| c.name()));
        let place = |name: &String| name.parse::<Column>().ok().map(|column| column as u8);
        Ok((!same).then(|| head.columns.iter().map(place).collect()))
    }
}

/// Shows every record of the log in `folder` from number `from` on. An unfinished write at the end is not shown.
pub(crate) fn read_log<E: From<LogError>>(
    folder: &Path,
    from: u64,
    mut see: impl FnMut(Numbered<'_>) -> Result<(), E>,
) -> Result<u64, E> {
    let files = files(folder)?;
    let mut next = files.first().map_or(1, |(first, _)| *first);
    for (place, (first, path)) in files.iter().enumerate() {
        if *first != next {
            let path = path.clone();
            return Err(LogError::Missing { path, wanted: next, found: *first }.into());
        }
        let last = place + 1 == files.len();
        let behind = files.get(place + 1).map(|(first, _)| *first);
        if let Some(behind) = behind.filter(|behind| *behind <= from) {
            next = behind;
            continue;
        }
        next = Contents::of(*first, path.clone())?.each(last, from, &mut see)?.0;
    }
    Ok(next)
}
