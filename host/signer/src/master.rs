//! Master keys: what the data keys of all wallets are sealed under.
//!
//! A file holds one key a line, 64 hex digits; the first seals, all open. So a new key can be put on top while envelopes
//! under the old one are still about, and the old line goes when the last of them has been sealed anew.

use crate::secret::Secret;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Keys that may be known at once.
const KEYS_MAX: usize = 16;

/// Which master key: the first 8 bytes of a hash of it, which says nothing about it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct MasterId(pub [u8; 8]);

impl fmt::Display for MasterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&craftstrat_signing::hex::encode(self.0))
    }
}

impl fmt::Debug for MasterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterId({self})")
    }
}

impl Serialize for MasterId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MasterId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = craftstrat_signing::hex::decode_to_array(text.as_bytes());
        bytes.map(Self).map_err(serde::de::Error::custom)
    }
}

/// Why there are no master keys. Says nothing of what was read.
#[derive(Debug, thiserror::Error)]
pub enum MasterError {
    /// The file cannot be read or written.
    #[error("the master key file {path} cannot be used")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others could read the file.
    #[error("the master key file {path} is open to others: it must belong to this user and have mode 0600")]
    Exposed {
        /// Which file.
        path: PathBuf,
    },
    /// What was read is not a list of keys.
    #[error("master keys are 64 hex digits each, one a line, at most {KEYS_MAX}; line {line} is not")]
    Malformed {
        /// Which line, counted from 1.
        line: usize,
    },
    /// There is not one key.
    #[error("there is no master key")]
    Empty,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
}

/// Master keys, the one that seals first.
#[derive(Clone)]
pub struct MasterKeys(Vec<(MasterId, Secret)>);

impl fmt::Debug for MasterKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.ids()).finish()
    }
}

impl MasterKeys {
    /// From text as the file has it; blank lines and those that begin with `#` are passed over.
    ///
    /// # Errors
    /// When a line is no key, or there is none.
    pub fn parse(text: &str) -> Result<Self, MasterError> {
        let mut keys: Vec<(MasterId, Secret)> = Vec::new();
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        for (line, digits) in lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let mut secret = Secret::new([0; 32]);
            let read = craftstrat_signing::hex::decode_to_slice(digits, secret.bytes_mut());
            if read.is_err() || keys.len() == KEYS_MAX {
                return Err(MasterError::Malformed { line });
            }
            keys.push((id(&secret), secret));
        }
        if keys.is_empty() { Err(MasterError::Empty) } else { Ok(Self(keys)) }
    }

    /// From a file that belongs to this user and that nobody else can read.
    ///
    /// # Errors
    /// When it is missing, open to others or malformed.
    pub fn read(path: &Path) -> Result<Self, MasterError> {
        let at = |source| MasterError::File { path: path.to_owned(), source };
        let mut file = std::fs::File::open(path).map_err(at)?;
        let facts = file.metadata().map_err(at)?;
        if facts.mode() & 0o077 != 0 || facts.uid() != rustix::process::geteuid().as_raw() {
            return Err(MasterError::Exposed { path: path.to_owned() });
        }
        let mut text = Zeroizing::new(String::with_capacity(4_096));
        file.read_to_string(&mut text).map_err(at)?;
        Self::parse(&text)
    }

    /// Writes a new key into a file that does not exist yet, readable by this user alone.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(path: &Path) -> Result<(), MasterError> {
        let at = |source| MasterError::File { path: path.to_owned(), source };
        let line = new_line()?;
        let mut file =
            std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(at)?;
        file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(at)
    }

    /// Puts a new key on top of those in the file, so that it seals from the next reading on. The file is replaced whole.
    ///
    /// # Errors
    /// When the file is missing, open to others, malformed, full or cannot be replaced.
    pub fn rotate(path: &Path) -> Result<(), MasterError> {
        let at = |source| MasterError::File { path: path.to_owned(), source };
        let known = Self::read(path)?;
        if known.0.len() == KEYS_MAX {
            return Err(MasterError::Malformed { line: KEYS_MAX + 1 });
        }
        let mut text = new_line()?;
        text.push_str(&Zeroizing::new(std::fs::read_to_string(path).map_err(at)?));
        let fresh = path.with_extension("new");
        let mut file =
            std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh).map_err(at)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(at)?;
        std::fs::rename(&fresh, path).map_err(at)
    }

    /// The key that seals.
    pub fn current(&self) -> MasterId {
        // There is always a first: nothing makes an empty list.
        self.0.first().map_or(MasterId([0; 8]), |(id, _)| *id)
    }

    /// All that open, the one that seals first.
    pub fn ids(&self) -> impl Iterator<Item = MasterId> + '_ {
        self.0.iter().map(|(id, _)| *id)
    }

    pub(crate) fn get(&self, wanted: MasterId) -> Option<&Secret> {
        self.0.iter().find(|(id, _)| *id == wanted).map(|(_, secret)| secret)
    }
}

fn new_line() -> Result<Zeroizing<String>, MasterError> {
    let secret = Secret::random().map_err(|_| MasterError::NoRandomness)?;
    // All at once: a string that grows leaves copies of itself behind.
    let mut line = Zeroizing::new(String::with_capacity(65 + KEYS_MAX * 128));
    for byte in secret.bytes() {
        for digit in [byte >> 4, byte & 15] {
            line.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    line.push('\n');
    Ok(line)
}

fn id(secret: &Secret) -> MasterId {
    let hash = Sha256::new().chain_update("craftstrat master key id").chain_update(secret.bytes()).finalize();
    let mut id = [0; 8];
    id.copy_from_slice(&hash[..8]);
    MasterId(id)
}
