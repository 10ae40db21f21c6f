//! A tick file outside a store, for taking it over into one.

use super::file::TickFile;
use super::index::Coverage;
use super::read::SlotReader;
use super::schema::INDEX_KEY;
use crate::StoreError;
use crate::rows::SlotRows;
use std::path::Path;

/// A file some tick store wrote.
pub(crate) struct OwnFile {
    file: TickFile,
    entries: Vec<Coverage>,
}

impl OwnFile {
    /// Whether a Parquet file that has the metadata keys `has` says it has is one.
    pub fn is_marked(has: impl Fn(&str) -> bool) -> bool {
        has(INDEX_KEY)
    }

    /// Opens and checks it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let (file, entries) = TickFile::open(path)?;
        Ok(Self { file, entries })
    }

    /// Its slots, in order.
    pub fn slots(&self) -> impl Iterator<Item = Result<SlotRows, StoreError>> + '_ {
        let mut reader = SlotReader::new(&self.file, &self.entries);
        let keys: Vec<_> = reader.keys().collect();
        keys.into_iter().filter_map(move |key| reader.read(&key).transpose())
    }
}
