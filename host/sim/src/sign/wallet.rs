//! The smart wallets that belong to a key, computed as their factories do (CREATE2).

use alloy_primitives::{Address, B256, address, b256, hex, keccak256};

const PROXY_FACTORY: Address = address!("0xaB45c5A4B0c941a2F231C04C3f49182e1A254052");
const PROXY_CODE: B256 = b256!("0xd21df8dc65880a8606f09fe0ce3df9b8869287ab0b058be05aa9e8af6330a00b");
const SAFE_FACTORY: Address = address!("0xaacFeEa03eb1561C4e67d661e40682Bd20E3541b");
const SAFE_CODE: B256 = b256!("0x2bce2127ff07fb632d16c8347c4ebf501f4841168bed00d9e6ef715ddb6fcecf");
const DEPOSIT_FACTORY: Address = address!("0x00000000000Fb5C9ADea0298D729A0CB3823Cc07");
const DEPOSIT_CODE: Address = address!("0x58CA52ebe0DadfdF531Cde7062e76746de4Db1eB");
const DEPOSIT_BEACON: Address = address!("0x7A18EDfe055488A3128f01F563e5B479D92ffc3a");

/// The wallets of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wallets {
    /// Signature type 1.
    pub proxy: Address,
    /// Signature type 2.
    pub safe: Address,
    /// Signature type 3, of wallets made before 2026-06-29.
    pub deposit_early: Address,
    /// Signature type 3.
    pub deposit: Address,
}

impl Wallets {
    /// Those of `owner`.
    pub fn of(owner: Address) -> Self {
        let word = owner.into_word();
        let mut args = DEPOSIT_FACTORY.into_word().to_vec();
        args.extend_from_slice(word.as_slice());
        let salt = keccak256(&args);
        Self {
            proxy: PROXY_FACTORY.create2(keccak256(owner), PROXY_CODE),
            safe: SAFE_FACTORY.create2(keccak256(word), SAFE_CODE),
            deposit_early: DEPOSIT_FACTORY.create2(salt, early_code(&args)),
            deposit: DEPOSIT_FACTORY.create2(salt, beacon_code(&args)),
        }
    }

    /// All of them.
    pub const fn all(&self) -> [Address; 4] {
        [self.proxy, self.safe, self.deposit_early, self.deposit]
    }

    /// Whether `wallet` is one that signs with this type.
    pub fn signs_with(&self, wallet: Address, signature_type: u8) -> bool {
        match signature_type {
            1 => wallet == self.proxy,
            2 => wallet == self.safe,
            3 => wallet == self.deposit || wallet == self.deposit_early,
            _ => false,
        }
    }
}

/// An ERC-1967 proxy with 64 bytes of immutable arguments (Solady, LibClone).
fn early_code(args: &[u8]) -> B256 {
    let mut code = hex!("61007d3d8160233d3973").to_vec();
    code.extend_from_slice(DEPOSIT_CODE.as_slice());
    code.extend_from_slice(&hex!("6009"));
    code.extend_from_slice(&hex!("5155f3363d3d373d3d363d7f360894a13ba1a3210667c828492db98dca3e2076"));
    code.extend_from_slice(&hex!("cc3735a920a3ca505d382bbc545af43d6000803e6038573d6000fd5b3d6000f3"));
    code.extend_from_slice(args);
    keccak256(code)
}

/// An ERC-1967 beacon proxy with 64 bytes of immutable arguments (Solady, LibClone).
fn beacon_code(args: &[u8]) -> B256 {
    let mut code = hex!("6100923d8160233d3973").to_vec();
    code.extend_from_slice(DEPOSIT_BEACON.as_slice());
    code.extend_from_slice(&hex!("60195155f3363d3d373d3d363d602036600436635c60da"));
    code.extend_from_slice(&hex!("1b60e01b36527fa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6c"));
    code.extend_from_slice(&hex!("b3582b35133d50545afa5036515af43d6000803e604d573d6000fd5b3d6000f3"));
    code.extend_from_slice(args);
    keccak256(code)
}
