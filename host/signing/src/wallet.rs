//! The smart wallets that belong to a key, computed as their factories do (CREATE2).

use crate::network::{Factories, POLYGON};
use alloy_primitives::{Address, B256, hex, keccak256};
use serde::{Deserialize, Serialize};

/// How a wallet signs; the numbers are the venue's signature types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// The key's own address (0). The venue takes orders of listed ones only.
    Eoa,
    /// A proxy (1).
    Proxy,
    /// A safe (2).
    Safe,
    /// A deposit wallet (3), what the venue gives to whoever comes now.
    Deposit,
    /// A deposit wallet (3) made before 2026-06-29.
    DepositEarly,
}

impl AccountKind {
    /// The number in signed orders.
    pub const fn signature_type(self) -> u8 {
        match self {
            Self::Eoa => 0,
            Self::Proxy => 1,
            Self::Safe => 2,
            Self::Deposit | Self::DepositEarly => 3,
        }
    }

    /// Whether it is a deposit wallet, which signs by ERC-7739 and knows session keys.
    pub const fn is_deposit(self) -> bool {
        matches!(self, Self::Deposit | Self::DepositEarly)
    }
}

/// The wallets of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wallets {
    /// The key's own address: signature type 0.
    pub owner: Address,
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
    /// Those of `owner` on Polygon.
    pub fn of(owner: Address) -> Self {
        Self::made_by(&POLYGON.factories, owner)
    }

    /// Those of `owner` where these factories make them.
    pub fn made_by(factories: &Factories, owner: Address) -> Self {
        let word = owner.into_word();
        let mut args = factories.deposit.into_word().to_vec();
        args.extend_from_slice(word.as_slice());
        let salt = keccak256(&args);
        let early = early_code(factories.deposit_implementation, &args);
        let beacon = beacon_code(factories.deposit_beacon, &args);
        Self {
            owner,
            proxy: factories.proxy.create2(keccak256(owner), factories.proxy_code),
            safe: factories.safe.create2(keccak256(word), factories.safe_code),
            deposit_early: factories.deposit.create2(salt, early),
            deposit: factories.deposit.create2(salt, beacon),
        }
    }

    /// The smart wallets: proxy, safe, early and present deposit wallet.
    pub const fn all(&self) -> [Address; 4] {
        [self.proxy, self.safe, self.deposit_early, self.deposit]
    }

    /// The wallet of one kind.
    pub const fn kind(&self, kind: AccountKind) -> Address {
        match kind {
            AccountKind::Eoa => self.owner,
            AccountKind::Proxy => self.proxy,
            AccountKind::Safe => self.safe,
            AccountKind::Deposit => self.deposit,
            AccountKind::DepositEarly => self.deposit_early,
        }
    }

    /// Whether `wallet` is a smart wallet that signs with this type.
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
fn early_code(implementation: Address, args: &[u8]) -> B256 {
    let mut code = hex!("61007d3d8160233d3973").to_vec();
    code.extend_from_slice(implementation.as_slice());
    code.extend_from_slice(&hex!("6009"));
    code.extend_from_slice(&hex!("5155f3363d3d373d3d363d7f360894a13ba1a3210667c828492db98dca3e2076"));
    code.extend_from_slice(&hex!("cc3735a920a3ca505d382bbc545af43d6000803e6038573d6000fd5b3d6000f3"));
    code.extend_from_slice(args);
    keccak256(code)
}

/// An ERC-1967 beacon proxy with 64 bytes of immutable arguments (Solady, LibClone).
fn beacon_code(beacon: Address, args: &[u8]) -> B256 {
    let mut code = hex!("6100923d8160233d3973").to_vec();
    code.extend_from_slice(beacon.as_slice());
    code.extend_from_slice(&hex!("60195155f3363d3d373d3d363d602036600436635c60da"));
    code.extend_from_slice(&hex!("1b60e01b36527fa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6c"));
    code.extend_from_slice(&hex!("b3582b35133d50545afa5036515af43d6000803e604d573d6000fd5b3d6000f3"));
    code.extend_from_slice(args);
    keccak256(code)
}
