//! AES-256-GCM with a fresh random nonce and associated data whose parts cannot run into each other.

use crate::secret::Secret;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use zeroize::Zeroizing;

/// Bytes that a sealed text is longer than what was sealed: a nonce of 12 before it, a tag of 16 behind.
pub(crate) const OVERHEAD: usize = 28;

/// What could not be sealed or opened; no more is known, and nothing more must be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SealError;

/// `plain` under `key`, bound to `context`.
pub(crate) fn seal(key: &Secret, context: &[&[u8]], plain: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut sealed = vec![0; 12];
    getrandom::fill(&mut sealed).map_err(|_| SealError)?;
    let nonce = Nonce::try_from(&sealed[..]).map_err(|_| SealError)?;
    let payload = Payload { msg: plain, aad: &associated(context) };
    sealed.extend(cipher(key)?.encrypt(&nonce, payload).map_err(|_| SealError)?);
    Ok(sealed)
}

/// What was sealed under the same key and context.
pub(crate) fn open(key: &Secret, context: &[&[u8]], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (nonce, text) = sealed.split_at_checked(12).ok_or(SealError)?;
    let nonce = Nonce::try_from(nonce).map_err(|_| SealError)?;
    let payload = Payload { msg: text, aad: &associated(context) };
    cipher(key)?.decrypt(&nonce, payload).map(Zeroizing::new).map_err(|_| SealError)
}

fn cipher(key: &Secret) -> Result<Aes256Gcm, SealError> {
    Aes256Gcm::new_from_slice(key.bytes()).map_err(|_| SealError)
}

/// Each part after its length, so that different parts never make the same bytes.
fn associated(context: &[&[u8]]) -> Vec<u8> {
    let mut joined = b"craftstrat signer".to_vec();
    for part in context {
        joined.extend_from_slice(&(part.len() as u64).to_be_bytes());
        joined.extend_from_slice(part);
    }
    joined
}
