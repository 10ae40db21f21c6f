//! The public test key that all vectors were made with, and where the vectors are.

use craftstrat_signing::order::Order;
use craftstrat_signing::{Address, B256, Digest, RawSignature, U256, hex};
use k256::ecdsa::SigningKey;
use serde_json::Value;
use std::path::PathBuf;

/// The first test account of every development chain: known to everybody, never to be used.
const KEY: [u8; 32] = hex!("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

/// Its address.
pub fn owner() -> Address {
    "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266".parse().unwrap()
}

/// Signed with that key, as a digest cannot be made of given bytes.
pub fn signed(digest: Digest) -> RawSignature {
    signed_hash(digest.hash())
}

/// The same of any hash, for vectors of messages that this project does not sign.
pub fn signed_hash(hash: B256) -> RawSignature {
    let key = SigningKey::from_bytes(&KEY.into()).unwrap();
    let (signature, recovery) = key.sign_prehash_recoverable(hash.as_slice()).unwrap();
    let mut raw = [0; 65];
    raw[..64].copy_from_slice(&signature.to_bytes());
    raw[64] = 27 + recovery.to_byte();
    RawSignature(raw)
}

/// A file of recorded vectors beside the checkout; `None`, and said so, where it is missing.
pub fn recorded(name: &str) -> Option<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/signing");
    let path = PathBuf::from(folder).join(name);
    match std::fs::read(&path) {
        Ok(text) => Some(serde_json::from_slice(&text).unwrap()),
        Err(_) => {
            eprintln!("SKIPPED: no recorded data at {}", path.display());
            None
        }
    }
}

pub fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap()
}

pub fn number(value: &Value, name: &str) -> U256 {
    match &value[name] {
        Value::String(text) => text.parse().unwrap(),
        other => other.to_string().parse().unwrap(),
    }
}

/// The order of the official client's vector.
pub fn order(v: &Value) -> Order {
    let maker: Address = text(v, "maker").parse().unwrap();
    Order {
        salt: number(v, "salt"),
        maker,
        signer: maker,
        tokenId: number(v, "token_id"),
        makerAmount: number(v, "maker_amount"),
        takerAmount: number(v, "taker_amount"),
        side: u8::from(text(v, "side") == "SELL"),
        signatureType: v["signature_type"].as_u64().unwrap() as u8,
        timestamp: number(v, "timestamp_ms"),
        metadata: B256::ZERO,
        builder: text(v, "builder").parse().unwrap(),
    }
}
