//! A private key, which signs digests and nothing else.

use crate::secret::Secret;
use craftstrat_signing::{Address, Digest, RawSignature};
use k256::ecdsa::SigningKey;
use sha3::{Digest as _, Keccak256};
use zeroize::Zeroizing;

/// A private key of secp256k1; wiped when dropped.
pub(crate) struct PrivateKey(SigningKey);

impl PrivateKey {
    /// A new one of the operating system's randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        loop {
            // One in 2^128 draws is no key.
            if let Some(key) = Self::new(&Secret::random()?) {
                return Ok(key);
            }
        }
    }

    /// `None` when the bytes are no key: zero, or beyond the group's order.
    pub fn new(secret: &Secret) -> Option<Self> {
        SigningKey::from_slice(secret.bytes()).ok().map(Self)
    }

    pub fn secret(&self) -> Secret {
        let mut secret = Secret::new([0; 32]);
        secret.bytes_mut().copy_from_slice(&Zeroizing::new(self.0.to_bytes()));
        secret
    }

    /// Its address: the last 20 bytes of its public point's hash.
    pub fn address(&self) -> Address {
        let point = self.0.verifying_key().to_encoded_point(false);
        Address::from_slice(&Keccak256::digest(&point.as_bytes()[1..])[12..])
    }

    /// The same signature for the same digest, always (RFC 6979); `None` in no case that is known.
    pub fn sign(&self, digest: Digest) -> Option<RawSignature> {
        let (signature, recovery) = self.0.sign_prehash_recoverable(digest.hash().as_slice()).ok()?;
        let mut raw = [0; 65];
        raw[..64].copy_from_slice(&signature.to_bytes());
        raw[64] = 27 + recovery.to_byte();
        Some(RawSignature(raw))
    }
}
