//! Proof of a key: the typed message that makes API credentials (L1), and the HMAC that goes with each request (L2).

use crate::digest::Digest;
use crate::network::POLYGON;
use alloy_primitives::{Address, U256};
use alloy_sol_types::{Eip712Domain, sol};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use hmac::{Hmac, Mac};
use sha2::Sha256;

sol! {
    struct ClobAuth {
        address address;
        string timestamp;
        uint256 nonce;
        string message;
    }
}

/// What the message says.
const MESSAGE: &str = "This message attests that I control the given wallet";

/// What the key of `address` signs to get its API credentials; `timestamp` in seconds since the epoch.
pub fn l1_digest(chain: u64, address: Address, timestamp: &str, nonce: u64) -> Digest {
    let domain = Eip712Domain::new(
        Some("ClobAuthDomain".into()),
        Some("1".into()),
        Some(U256::from(chain)),
        None,
        None,
    );
    let message = ClobAuth {
        address,
        timestamp: timestamp.to_owned(),
        nonce: U256::from(nonce),
        message: MESSAGE.to_owned(),
    };
    Digest::typed(&message, &domain)
}

/// Who signed the message for `address` on Polygon; it proves something when that is `address`.
pub fn l1_signer(address: Address, timestamp: &str, nonce: u64, signature: &[u8]) -> Option<Address> {
    crate::verify::signer(l1_digest(POLYGON.chain, address, timestamp, nonce), signature)
}

/// The signature of a request; `None` when the secret is not base64.
pub fn l2_signature(secret: &str, timestamp: &str, method: &str, path: &str, body: &str) -> Option<String> {
    let key = URL_SAFE.decode(secret).or_else(|_| STANDARD.decode(secret)).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    for part in [timestamp, method, path, body] {
        mac.update(part.as_bytes());
    }
    Some(URL_SAFE.encode(mac.finalize().into_bytes()))
}
