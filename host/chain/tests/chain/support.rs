//! A node with the venue's contracts, keys to sign with, and servers that say what they are told to.

mod contracts;
mod node;
mod server;
mod world;

pub use node::{CHAIN, post};
pub use server::{Reaction, Server};
pub use world::{World, world};

use craftstrat_signing::{Address, B256, Digest, RawSignature};
use k256::ecdsa::SigningKey;
use std::future::Future;

/// A key for tests: 32 times `number`.
pub struct Key(SigningKey);

impl Key {
    pub fn new(number: u8) -> Self {
        Self(SigningKey::from_bytes(&[number; 32].into()).unwrap())
    }

    pub fn address(&self) -> Address {
        Address::from_private_key(&self.0)
    }

    pub fn sign(&self, digest: Digest) -> RawSignature {
        self.sign_hash(digest.hash())
    }

    /// The same of any hash, for plain transactions, which this project never signs.
    pub fn sign_hash(&self, hash: B256) -> RawSignature {
        let (signature, recovery) = self.0.sign_prehash_recoverable(hash.as_slice()).unwrap();
        let mut raw = [0; 65];
        raw[..64].copy_from_slice(&signature.to_bytes());
        raw[64] = 27 + recovery.to_byte();
        RawSignature(raw)
    }
}

/// Runs what waits for a node.
pub fn run<T>(what: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(what)
}
