//! Messages on the socket: a length of four bytes, most significant first, then so many bytes of JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

/// Bytes of a message at most, its length not counted.
pub const LENGTH_MAX: usize = 64 * 1024;
const HEAD: usize = 4;

/// Why bytes are no message. Never says what they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Longer than any message may be.
    #[error("the message is longer than {LENGTH_MAX} bytes")]
    TooLong,
    /// Not JSON of a known shape.
    #[error("the message is not one that is known here")]
    Malformed,
}

/// The first message in `bytes` and how many bytes it takes, or `None` while it is not all there.
///
/// # Errors
/// When it says to be too long, before any of it is waited for.
pub fn split(bytes: &[u8]) -> Result<Option<(&[u8], usize)>, FrameError> {
    let Some((head, rest)) = bytes.split_first_chunk::<HEAD>() else { return Ok(None) };
    let length = usize::try_from(u32::from_be_bytes(*head)).unwrap_or(usize::MAX);
    if length > LENGTH_MAX {
        return Err(FrameError::TooLong);
    }
    Ok(rest.get(..length).map(|message| (message, HEAD + length)))
}

/// `message` as it goes over the socket; wiped when dropped, as there can be a password in it.
///
/// # Errors
/// When it is too long.
pub fn encode(message: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, FrameError> {
    // Reserved at once: a vector that grows leaves copies of itself behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(HEAD + LENGTH_MAX));
    bytes.extend_from_slice(&[0; HEAD]);
    serde_json::to_writer(&mut *bytes, message).map_err(|_| FrameError::Malformed)?;
    let length = bytes.len() - HEAD;
    if length > LENGTH_MAX {
        return Err(FrameError::TooLong);
    }
    // At most 64 KiB.
    bytes[..HEAD].copy_from_slice(&(length as u32).to_be_bytes());
    Ok(bytes)
}

/// What a message says.
///
/// # Errors
/// When it is not of the shape that is expected. The parser's own words would repeat what it read, so they are not told.
pub fn decode<T: DeserializeOwned>(message: &[u8]) -> Result<T, FrameError> {
    serde_json::from_slice(message).map_err(|_| FrameError::Malformed)
}
