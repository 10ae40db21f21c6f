//! Reading and writing whole files: bounded, and never half-written.

use crate::failure::bad_input;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

/// Reads a file of at most `bytes_max`.
///
/// # Errors
/// When it cannot be read or is larger.
pub fn read_bounded(path: &Path, bytes_max: u64) -> Result<Vec<u8>> {
    let open = File::open(path).map_err(|e| bad_input(format!("cannot read {}: {e}", path.display())))?;
    let mut bytes = Vec::new();
    let read = open.take(bytes_max + 1).read_to_end(&mut bytes);
    read.map_err(|e| bad_input(format!("cannot read {}: {e}", path.display())))?;
    if bytes.len() as u64 > bytes_max {
        let limit = bytes_max >> 20;
        return Err(bad_input(format!("{} is larger than {limit} MiB: this is no strategy", path.display())));
    }
    Ok(bytes)
}

/// Writes a file by way of a temporary one beside it, so that a reader sees the old content or the new.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write()
        .inspect_err(|_| drop(fs::remove_file(&beside)))
        .with_context(|| format!("cannot write {}", path.display()))
}
