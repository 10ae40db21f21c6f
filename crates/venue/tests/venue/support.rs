//! What the tests share.

use std::path::{Path, PathBuf};

/// A recorded set beside the checkout; says so and gives `None` when it is not there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let path = root.join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: no recorded data at {}", path.display());
    None
}

/// Every JSON file under a folder, in order.
pub fn json_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => json_files(&path, out),
            false if path.extension().is_some_and(|e| e == "json") => out.push(path),
            false => {}
        }
    }
}
