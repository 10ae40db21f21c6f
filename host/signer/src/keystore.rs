//! A key for its owner to take away: Web3 secret storage, version 3, as wallets everywhere read it.
//!
//! Source: <https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/>. scrypt with
//! N = 2^17, r = 8, p = 1 (128 MiB), as OWASP advises for passwords.

use crate::key::PrivateKey;
use crate::secret::Password;
use aes::Aes128;
use craftstrat_signing::hex;
use ctr::Ctr128BE;
use ctr::cipher::{KeyIvInit, StreamCipher};
use serde_json::json;
use sha3::{Digest, Keccak256};
use zeroize::Zeroizing;

const LOG_N: u8 = 17;
const R: u32 = 8;
const P: u32 = 1;

/// The file; `None` when the system gives no random numbers.
pub(crate) fn export(key: &PrivateKey, password: &Password) -> Option<String> {
    let (mut salt, mut iv, mut id) = ([0; 32], [0; 16], [0; 16]);
    for random in [&mut salt[..], &mut iv, &mut id] {
        getrandom::fill(random).ok()?;
    }
    let mut derived = Zeroizing::new([0; 32]);
    let params = scrypt::Params::new(LOG_N, R, P).ok()?;
    scrypt::scrypt(password.text().as_bytes(), &salt, &params, &mut derived[..]).ok()?;
    let (cipher_key, mac_key) = derived.split_at(16);
    let mut text = *key.secret().bytes();
    Ctr128BE::<Aes128>::new_from_slices(cipher_key, &iv).ok()?.apply_keystream(&mut text);
    let mac = Keccak256::new().chain_update(mac_key).chain_update(text).finalize();
    let file = json!({
        "version": 3,
        "id": uuid::Builder::from_random_bytes(id).into_uuid().to_string(),
        "address": hex::encode(key.address()),
        "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": { "iv": hex::encode(iv) },
            "ciphertext": hex::encode(text),
            "kdf": "scrypt",
            "kdfparams": { "dklen": 32, "n": 1_u32 << LOG_N, "r": R, "p": P, "salt": hex::encode(salt) },
            "mac": hex::encode(mac),
        },
    });
    Some(file.to_string())
}
