//! Results at rest: JSON, compressed.

use crate::error::{Result, StorageError};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value as gzipped JSON.
pub(crate) fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut out, value)?;
    out.finish().map_err(StorageError::Packing)
}

/// The value again. The bytes are our own, out of the database.
pub(crate) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    Ok(serde_json::from_reader(std::io::BufReader::new(GzDecoder::new(bytes)))?)
}
