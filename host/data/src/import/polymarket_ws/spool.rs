//! Messages grouped by slot and five minutes of receive time, on disk and compressed.

use super::codec;
use crate::ImportError;
use crate::import::prices::scratch_folder;
use craftstrat_venue::message::Message;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hasher};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Bytes gathered in memory before they are written to their groups' files.
pub const BUFFER_BYTES: usize = 64 << 20;

/// Largest group that is rebuilt: five minutes of one slot. A busy one is about 10 MB.
pub const GROUP_MAX_BYTES: u64 = 1 << 30;

const GROUP_US: i64 = 300_000_000;

/// A message in its place in the order of receipt.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) received_us: i64,
    pub(super) message: codec::Stored,
    /// Same for every copy of a message the venue sent once.
    pub(super) digest: u64,
    sequence: u64,
}

#[derive(Debug, Default)]
struct Group {
    buffer: Vec<u8>,
    written: u64,
}

/// Groups by slug, then by receive time.
#[derive(Debug)]
pub(super) struct Spool {
    folder: TempDir,
    slots: BTreeMap<String, u64>,
    groups: BTreeMap<(u64, i64), Group>,
    buffered: usize,
    sequence: u64,
    scratch: Vec<u8>,
}

impl Spool {
    pub(super) fn new(scratch: Option<&Path>) -> Result<Self, ImportError> {
        Ok(Self {
            folder: scratch_folder(scratch)?,
            slots: BTreeMap::new(),
            groups: BTreeMap::new(),
            buffered: 0,
            sequence: 0,
            scratch: Vec::new(),
        })
    }

    pub(super) fn push(
        &mut self,
        slug: &str,
        received_us: i64,
        message: &Message,
    ) -> Result<(), ImportError> {
        self.scratch.clear();
        if !codec::encode(message, &mut self.scratch) {
            return Ok(());
        }
        let next = self.slots.len() as u64;
        let slot = match self.slots.get(slug) {
            Some(slot) => *slot,
            None => *self.slots.entry(slug.to_owned()).or_insert(next),
        };
        let group = self.groups.entry((slot, received_us.div_euclid(GROUP_US))).or_default();
        let before = group.buffer.len();
        group.buffer.extend_from_slice(&received_us.to_le_bytes());
        group.buffer.extend_from_slice(&self.sequence.to_le_bytes());
        group.buffer.extend_from_slice(&(self.scratch.len() as u64).to_le_bytes());
        group.buffer.extend_from_slice(&self.scratch);
        self.sequence += 1;
        self.buffered += group.buffer.len() - before;
        if self.buffered >= BUFFER_BYTES { self.flush() } else { Ok(()) }
    }

    /// Writes everything gathered.
    pub(super) fn flush(&mut self) -> Result<(), ImportError> {
        for (key, group) in &mut self.groups {
            if group.buffer.is_empty() {
                continue;
            }
            let path = path(&self.folder, *key);
            let write = || -> std::io::Result<()> {
                let file = OpenOptions::new().create(true).append(true).open(&path)?;
                let mut gzip = GzEncoder::new(file, Compression::fast());
                gzip.write_all(&group.buffer)?;
                gzip.finish()?;
                Ok(())
            };
            write().map_err(|e| ImportError::io("write", &path, e))?;
            group.written += group.buffer.len() as u64;
            group.buffer = Vec::new();
        }
        self.buffered = 0;
        Ok(())
    }

    /// Slugs in order.
    pub(super) fn slots(&self) -> BTreeSet<String> {
        self.slots.keys().cloned().collect()
    }

    /// The groups of a slot in order of receive time.
    pub(super) fn groups(&self, slug: &str) -> Vec<(u64, i64)> {
        let Some(slot) = self.slots.get(slug) else { return Vec::new() };
        self.groups.range((*slot, i64::MIN)..=(*slot, i64::MAX)).map(|(key, _)| *key).collect()
    }

    /// The messages of a flushed group in order of receipt; of those received together by the venue's time, then as
    /// listed.
    pub(super) fn load(&self, slug: &str, key: (u64, i64)) -> Result<Vec<Placed>, ImportError> {
        let path = path(&self.folder, key);
        let size = self.groups.get(&key).map_or(0, |g| g.written);
        if size > GROUP_MAX_BYTES {
            let detail = format!("{slug} has {} MB of messages within five minutes", size >> 20);
            return Err(ImportError::Tool {
                detail,
                remedy: "Import fewer recordings of that slot at once".into(),
            });
        }
        let file = File::open(&path).map_err(|e| ImportError::io("read", &path, e))?;
        let mut bytes = Vec::with_capacity(size as usize);
        let read = MultiGzDecoder::new(BufReader::new(file)).read_to_end(&mut bytes);
        read.map_err(|e| ImportError::io("read", &path, e))?;
        let mut placed = Vec::new();
        let mut input = &bytes[..];
        while !input.is_empty() {
            let one = split(&mut input);
            let one = one.ok_or_else(|| {
                ImportError::file(&path, "an intermediate file was damaged", "Import again")
            })?;
            placed.push(one);
        }
        placed.sort_by_key(|p| (p.received_us, p.message.venue_ms, p.sequence));
        Ok(placed)
    }
}

fn split(input: &mut &[u8]) -> Option<Placed> {
    let mut word = || -> Option<[u8; 8]> {
        let (word, rest) = input.split_first_chunk::<8>()?;
        *input = rest;
        Some(*word)
    };
    let received_us = i64::from_le_bytes(word()?);
    let sequence = u64::from_le_bytes(word()?);
    let length = usize::try_from(u64::from_le_bytes(word()?)).ok()?;
    let (bytes, rest) = input.split_at_checked(length)?;
    *input = rest;
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    Some(Placed { received_us, message: codec::decode(bytes)?, digest: hasher.finish(), sequence })
}

fn path(folder: &TempDir, (slot, group): (u64, i64)) -> PathBuf {
    folder.path().join(format!("{slot}-{group}"))
}
