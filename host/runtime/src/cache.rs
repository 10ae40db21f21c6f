//! Compiled code between runs, authenticated: what Wasmtime deserialises runs as native code, so no byte that this user
//! did not write here ever gets that far.
//!
//! An entry is a header, an HMAC-SHA256 and the compiled code. The HMAC's key is 32 random bytes in a file that only
//! this user can read; it covers the code and everything the code depends on (component, engine, origin), so an entry
//! that is damaged, truncated, swapped with another or written by someone else does not verify and is replaced.

use crate::config::CacheConfig;
use crate::error::RuntimeError;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

const KEY_FILE: &str = "key";
const KEY_BYTES: usize = 32;
const SUFFIX: &str = "compiled";
const HEADER: &[u8; 16] = b"craftstrat-code1";
const TAG_BYTES: usize = 32;

/// What compiled code depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EntryKey([u8; 32]);

impl EntryKey {
    /// From the component's hash, the engine's compatibility hash and which of its artefacts this is.
    pub fn new(component: &[u8; 32], engine: &[u8; 32], artefact: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(HEADER);
        hash.update(component);
        hash.update(engine);
        hash.update(artefact.as_bytes());
        Self(hash.finalize().into())
    }

    fn file_name(&self) -> String {
        format!("{}.{SUFFIX}", hex(&self.0))
    }
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The folder of entries and the key they are authenticated with.
#[derive(Debug)]
pub(crate) struct Cache {
    dir: PathBuf,
    bytes_max: u64,
    key: [u8; KEY_BYTES],
}

impl Cache {
    /// Opens or makes the cache.
    pub fn open(config: &CacheConfig) -> Result<Self, RuntimeError> {
        let refuse = |detail: String| RuntimeError::Cache { dir: config.dir.display().to_string(), detail };
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&config.dir);
        made.map_err(|e| refuse(e.to_string()))?;
        let key = key(&config.dir).map_err(|e| refuse(e.to_string()))?;
        Ok(Self { dir: config.dir.clone(), bytes_max: config.bytes_max, key })
    }

    /// The code of an entry, verified; `None` when there is none that verifies.
    pub fn get(&self, key: &EntryKey) -> Option<Vec<u8>> {
        let mut bytes = self.read(key).ok()?;
        if self.verifies(key, &bytes) {
            return Some(bytes.split_off(HEADER.len() + TAG_BYTES));
        }
        tracing::warn!(entry = key.file_name(), "a cached strategy does not verify: compiling it again");
        let _ = fs::remove_file(self.dir.join(key.file_name()));
        None
    }

    fn read(&self, key: &EntryKey) -> io::Result<Vec<u8>> {
        let file = File::open(self.dir.join(key.file_name()))?;
        // Never more than the cache may hold, whatever lies there.
        let mut bytes = Vec::new();
        file.take(self.bytes_max.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn verifies(&self, key: &EntryKey, bytes: &[u8]) -> bool {
        let Some((header, rest)) = bytes.split_at_checked(HEADER.len()) else { return false };
        let Some((tag, code)) = rest.split_at_checked(TAG_BYTES) else { return false };
        // `verify_slice` compares in constant time.
        header == HEADER && self.mac(key, code).is_some_and(|mac| mac.verify_slice(tag).is_ok())
    }

    fn mac(&self, key: &EntryKey, code: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        mac.update(HEADER);
        mac.update(&key.0);
        mac.update(code);
        Some(mac)
    }

    /// Stores an entry, whole or not at all, and makes room. A full disk costs only the speed of the next start.
    pub fn put(&self, key: &EntryKey, code: &[u8]) {
        if let Err(error) = self.try_put(key, code) {
            tracing::warn!(%error, dir = %self.dir.display(), "a compiled strategy could not be cached");
        }
    }

    fn try_put(&self, key: &EntryKey, code: &[u8]) -> io::Result<()> {
        let bytes = (HEADER.len() + TAG_BYTES + code.len()) as u64;
        if bytes > self.bytes_max {
            return Ok(());
        }
        let mac = self.mac(key, code).ok_or_else(|| io::Error::other("the key does not fit HMAC-SHA256"))?;
        self.make_room(bytes)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.dir)?;
        file.write_all(HEADER)?;
        file.write_all(&mac.finalize().into_bytes())?;
        file.write_all(code)?;
        file.persist(self.dir.join(key.file_name())).map_err(|e| e.error)?;
        Ok(())
    }

    /// Deletes the oldest entries until `bytes` more fit.
    fn make_room(&self, bytes: u64) -> io::Result<()> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            let path = entry.path();
            if path.extension().is_some_and(|e| e == SUFFIX) {
                let facts = entry.metadata()?;
                entries.push((facts.mtime(), facts.mtime_nsec(), path, facts.len()));
            }
        }
        let mut total: u64 = entries.iter().map(|e| e.3).sum();
        entries.sort();
        for (_, _, path, size) in entries {
            if total.saturating_add(bytes) <= self.bytes_max {
                break;
            }
            fs::remove_file(path)?;
            total -= size;
        }
        Ok(())
    }
}

/// The key in `dir`, made when there is none.
fn key(dir: &Path) -> io::Result<[u8; KEY_BYTES]> {
    let path = dir.join(KEY_FILE);
    if !path.exists() {
        make_key(dir, &path)?;
    }
    let mut file = OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW).open(&path)?;
    let facts = file.metadata()?;
    // Safety: `geteuid` has no preconditions and cannot fail.
    let own = facts.uid() == unsafe { libc::geteuid() };
    if !own || facts.permissions().mode() & 0o077 != 0 {
        let detail = format!("{} must belong to you alone (chmod 600)", path.display());
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, detail));
    }
    let mut key = [0; KEY_BYTES];
    file.read_exact(&mut key)?;
    Ok(key)
}

/// Two processes may come here at once: the first link wins, and both read that one.
fn make_key(dir: &Path, path: &Path) -> io::Result<()> {
    let mut key = [0; KEY_BYTES];
    File::open("/dev/urandom")?.read_exact(&mut key)?;
    let mut file = tempfile::NamedTempFile::new_in(dir)?; // Made with access for this user only.
    file.write_all(&key)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(e) if e.error.kind() != io::ErrorKind::AlreadyExists => Err(e.error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn key_of(n: u8) -> EntryKey {
        EntryKey::new(&[n; 32], &[0; 32], "test")
    }

    fn open(dir: &Path, bytes_max: u64) -> Cache {
        Cache::open(&CacheConfig { dir: dir.to_owned(), bytes_max }).unwrap()
    }

    #[test]
    fn an_entry_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        open(dir.path(), 1 << 20).put(&key_of(1), b"code");
        let again = open(dir.path(), 1 << 20);
        assert_eq!(again.get(&key_of(1)).as_deref(), Some(&b"code"[..]));
        assert_eq!(again.get(&key_of(2)), None);
    }

    #[test]
    fn every_damaged_byte_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let cache = open(dir.path(), 1 << 20);
        cache.put(&key_of(1), b"some code");
        let path = dir.path().join(key_of(1).file_name());
        let whole = fs::read(&path).unwrap();
        for i in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[i] ^= 1;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(cache.get(&key_of(1)), None, "byte {i}");
            assert!(!path.exists(), "a damaged entry must go");
        }
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(cache.get(&key_of(1)), None, "length {length}");
        }
    }

    #[test]
    fn a_swapped_entry_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let cache = open(dir.path(), 1 << 20);
        cache.put(&key_of(1), b"one");
        fs::rename(dir.path().join(key_of(1).file_name()), dir.path().join(key_of(2).file_name())).unwrap();
        assert_eq!(cache.get(&key_of(2)), None);
    }

    #[test]
    fn an_entry_under_another_key_is_noticed() {
        let (mine, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let cache = open(mine.path(), 1 << 20);
        open(other.path(), 1 << 20).put(&key_of(1), b"foreign");
        let name = key_of(1).file_name();
        fs::copy(other.path().join(&name), mine.path().join(&name)).unwrap();
        assert_eq!(cache.get(&key_of(1)), None);
    }

    #[test]
    fn the_key_is_private() {
        let dir = tempfile::tempdir().unwrap();
        open(dir.path(), 1 << 20);
        let path = dir.path().join(KEY_FILE);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let config = CacheConfig { dir: dir.path().to_owned(), bytes_max: 1 };
        assert!(matches!(Cache::open(&config), Err(RuntimeError::Cache { .. })));
    }

    #[test]
    fn the_oldest_entries_go_first() {
        let dir = tempfile::tempdir().unwrap();
        let entry = (HEADER.len() + TAG_BYTES + 100) as u64;
        let cache = open(dir.path(), entry * 2);
        for n in 1..=3 {
            cache.put(&key_of(n), &[n; 100]);
            let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(u64::from(n));
            File::options()
                .write(true)
                .open(dir.path().join(key_of(n).file_name()))
                .unwrap()
                .set_modified(at)
                .unwrap();
        }
        assert_eq!(cache.get(&key_of(1)), None);
        assert!(cache.get(&key_of(2)).is_some() && cache.get(&key_of(3)).is_some());
        cache.put(&key_of(4), &[0; 1_000]);
        assert_eq!(cache.get(&key_of(4)), None, "larger than the cache");
    }
}
