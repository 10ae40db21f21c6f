//! Folders as values: a hash of what is in them, and one made equal to another.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Folders that are made, or that only tests read.
const SKIPPED: &[&str] = &["dist", "e2e", "node_modules", "target", "tests", "benches"];

/// A hash of `paths` under `root`, names and contents, and of `more`.
///
/// # Errors
/// When something cannot be read.
pub fn hash(root: &Path, paths: &[&str], more: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    more.hash(&mut hasher);
    for path in paths {
        for (name, file) in files(&root.join(path), SKIPPED)? {
            (path, name).hash(&mut hasher);
            read(&file)?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// A hash of bytes, for names of files.
pub fn hash_bytes(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Every file in `folder` by its name there, or `folder` itself where it is one; nothing where it is missing.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(folder: &Path, skipped: &[&str]) -> Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(next) = todo.pop() {
        if next.is_dir() {
            let entries = std::fs::read_dir(&next);
            for entry in entries.with_context(|| format!("cannot read {}", next.display()))? {
                let entry = entry?;
                if !skipped.contains(&entry.file_name().to_string_lossy().as_ref()) {
                    todo.push(entry.path());
                }
            }
        } else if next.is_file() {
            let name = next.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            found.insert(name, next);
        }
    }
    Ok(found)
}

/// Makes `to` hold the files of `from` and nothing else. Files that are equal are not touched, so that nothing is built
/// again for them.
///
/// # Errors
/// When something cannot be read or written.
pub fn mirror(from: &Path, to: &Path) -> Result<()> {
    let wanted = files(from, &[])?;
    for (name, old) in files(to, &[])? {
        if !wanted.contains_key(&name) {
            std::fs::remove_file(&old).with_context(|| format!("cannot remove {}", old.display()))?;
        }
    }
    for (name, file) in wanted {
        let copy = to.join(name);
        let bytes = read(&file)?;
        if std::fs::read(&copy).is_ok_and(|old| old == bytes) {
            continue;
        }
        if let Some(folder) = copy.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot write {}", folder.display()))?;
        }
        std::fs::write(&copy, bytes).with_context(|| format!("cannot write {}", copy.display()))?;
    }
    same_times(from, to)
}

/// Gives what is in `to` the times of what is in `from`: a copy of the same page is then no reason to build anything again.
fn same_times(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        for entry in std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
            let name = entry?.file_name();
            same_times(&from.join(&name), &to.join(&name))?;
        }
    }
    let time = from.metadata().and_then(|about| about.modified());
    let set = time.and_then(|time| File::open(to)?.set_modified(time));
    set.with_context(|| format!("cannot set the time of {}", to.display()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
