//! Times of files in a fresh clone, so that what was built for an earlier clone in the same place need not be built again.
//!
//! Cargo compiles again what is younger than what it made, and in a fresh clone every file is. Here each file that has
//! the content it had in the last clone gets the time it had there; one with another content keeps its own, younger time.
//! That is sound only where nothing but this program builds between two clones, as in continuous integration: elsewhere a
//! file that was changed, built by hand and changed back would be taken for the change.

use crate::place::Place;
use crate::process::output;
use anyhow::{Context, Result};
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What a path held, and its time, in nanoseconds since the epoch.
type Known = HashMap<String, (String, u64)>;

/// Gives unchanged files and folders the times they had in the last clone, and notes those of all.
///
/// # Errors
/// When git cannot say what is there, or times cannot be read, set or noted.
pub fn keep(place: &Place) -> Result<()> {
    let mut root = DefaultHasher::new();
    place.root.hash(&mut root);
    let note = place.target.join("times").join(format!("{:016x}", root.finish()));
    let known = parse(&std::fs::read_to_string(&note).unwrap_or_default());
    let mut noted = String::new();
    for (path, content) in contents(&place.root)? {
        let file = place.root.join(&path);
        let mut time = modified(&file)?;
        if let Some((_, before)) = known.get(&path).filter(|(held, _)| *held == content) {
            set(&file, *before)?;
            time = *before;
        }
        writeln!(noted, "{content}\t{time}\t{path}")?;
    }
    let folder = note.parent().context("a note lies in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot write {}", folder.display()))?;
    std::fs::write(&note, noted).with_context(|| format!("cannot write {}", note.display()))
}

/// Every tracked file that is as git has it with its blob, and every folder of them with a hash of the names in it.
fn contents(root: &Path) -> Result<BTreeMap<String, String>> {
    // Otherwise git calls files changed of which only the time is another.
    output(git(root).args(["update-index", "-q", "--refresh"]));
    let changed = output(git(root).args(["diff-files", "--name-only", "-z"])).context("git diff-files")?;
    let changed: BTreeSet<&str> = changed.split('\0').collect();
    let listed = output(git(root).args(["ls-files", "--stage", "-z"])).context("git ls-files")?;
    let mut all = BTreeMap::new();
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in listed.split('\0').filter(|line| !line.is_empty()) {
        let (about, path) = line.split_once('\t').context("git ls-files writes a tab before the path")?;
        let blob = about.split(' ').nth(1).context("git ls-files writes the blob second")?;
        let mut below = path;
        while let Some((folder, name)) = below.rsplit_once('/') {
            folders.entry(folder.to_owned()).or_default().insert(name.to_owned());
            below = folder;
        }
        if !changed.contains(path) {
            all.insert(path.to_owned(), blob.to_owned());
        }
    }
    for (folder, names) in folders {
        let mut hash = DefaultHasher::new();
        names.hash(&mut hash);
        all.insert(folder, format!("{:016x}", hash.finish()));
    }
    Ok(all)
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(root);
    git
}

fn parse(note: &str) -> Known {
    let lines = note.lines().filter_map(|line| {
        let mut parts = line.splitn(3, '\t');
        let (content, time, path) = (parts.next()?, parts.next()?, parts.next()?);
        Some((path.to_owned(), (content.to_owned(), time.parse().ok()?)))
    });
    lines.collect()
}

fn modified(file: &Path) -> Result<u64> {
    let time = std::fs::symlink_metadata(file).and_then(|about| about.modified());
    let time = time.with_context(|| format!("cannot read the time of {}", file.display()))?;
    Ok(u64::try_from(time.duration_since(UNIX_EPOCH)?.as_nanos())?)
}

fn set(file: &Path, nanos: u64) -> Result<()> {
    let time: SystemTime = UNIX_EPOCH + Duration::from_nanos(nanos);
    let set = File::open(file).and_then(|file| file.set_modified(time));
    set.with_context(|| format!("cannot set the time of {}", file.display()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;

    /// Time of `file` as it was noted.
    fn time(place: &Place, file: &str) -> u64 {
        modified(&place.root.join(file)).unwrap()
    }

    fn clone(base: &Path, files: &[(&str, &str)]) -> Place {
        let root = base.join("clone");
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("src")).unwrap();
        for (name, text) in files {
            fs::write(root.join(name), text).unwrap();
        }
        assert!(git(&root).args(["init", "-q"]).status().unwrap().success());
        assert!(git(&root).args(["add", "."]).status().unwrap().success());
        Place { root, target: base.join("target") }
    }

    #[test]
    fn what_is_as_it_was_keeps_its_time() {
        let base = std::env::temp_dir().join(format!("craftstrat-times-{}", std::process::id()));
        let first = clone(&base, &[("src/same.rs", "same"), ("src/other.rs", "one")]);
        for file in ["src/same.rs", "src/other.rs", "src"] {
            // As if the first clone were long ago.
            set(&first.root.join(file), 1_000_000_000).unwrap();
        }
        keep(&first).unwrap();

        let second = clone(&base, &[("src/same.rs", "same"), ("src/other.rs", "two")]);
        keep(&second).unwrap();
        assert_eq!(time(&second, "src/same.rs"), 1_000_000_000);
        assert_eq!(time(&second, "src"), 1_000_000_000);
        let other = time(&second, "src/other.rs");
        assert!(other > 1_000_000_000);

        // Back to what it was two clones ago: what was built last was of the change.
        let third = clone(&base, &[("src/same.rs", "same"), ("src/other.rs", "one"), ("src/new.rs", "")]);
        keep(&third).unwrap();
        assert!(time(&third, "src/other.rs") >= other);
        assert!(time(&third, "src") > 1_000_000_000, "a file was added");
        fs::remove_dir_all(&base).unwrap();
    }

    #[test]
    fn a_note_that_is_no_note_is_nothing() {
        assert!(parse("what\nis\tthis\n\t\t\n").is_empty());
    }
}
