//! A chain and the venue's contracts on it.

use alloy_primitives::{Address, B256, address, b256};
use serde::{Deserialize, Serialize};

/// Where the venue's contracts are on one chain.
///
/// Source: the official clients' production settings (`polymarket-client` 0.14.0, `polymarket_client_sdk_v2` 0.9.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// Chain id (EIP-155).
    pub chain: u64,
    /// Exchange of ordinary markets, domain version 2.
    pub exchange: Address,
    /// Exchange of markets with negative risk, domain version 2.
    pub exchange_neg_risk: Address,
    /// Exchange of position ids of the second kind, domain version 3.
    pub exchange_v3: Address,
    /// The collateral that is paid and withdrawn (pUSD), an ERC-20 of 6 decimals.
    pub collateral: Address,
    /// What the position ids of ordinary markets are made of (USDC.e).
    pub position_collateral: Address,
    /// What the position ids of markets with negative risk are made of (wrapped collateral).
    pub position_collateral_neg_risk: Address,
    /// The outcome tokens (ERC-1155).
    pub conditional_tokens: Address,
    /// Merges and redeems positions of ordinary markets.
    pub collateral_adapter: Address,
    /// The same for markets with negative risk.
    pub neg_risk_collateral_adapter: Address,
    /// Redeems for those who allow it.
    pub auto_redeem_operator: Address,
    /// Merges and redeems positions of the second kind.
    pub router: Address,
    /// Module of binary markets of the second kind.
    pub binary_module: Address,
    /// Module of markets with negative risk of the second kind.
    pub neg_risk_module: Address,
    /// Outcome tokens of the second kind (ERC-1155).
    pub position_manager: Address,
    /// Carries out several calls of a safe at once.
    pub safe_multisend: Address,
    /// Takes relayed transactions of proxies.
    pub relay_hub: Address,
    /// Makers of smart wallets.
    pub factories: Factories,
}

/// The makers of smart wallets on one chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factories {
    /// Makes proxies (signature type 1).
    pub proxy: Address,
    /// Hash of a proxy's creation code.
    pub proxy_code: B256,
    /// Makes safes (signature type 2).
    pub safe: Address,
    /// Hash of a safe's creation code.
    pub safe_code: B256,
    /// Makes deposit wallets (signature type 3).
    pub deposit: Address,
    /// What deposit wallets made before 2026-06-29 point to.
    pub deposit_implementation: Address,
    /// What later ones ask where to point to.
    pub deposit_beacon: Address,
}

/// Polygon.
pub const POLYGON: Network = Network {
    chain: 137,
    exchange: address!("0xE111180000d2663C0091e4f400237545B87B996B"),
    exchange_neg_risk: address!("0xe2222d279d744050d28e00520010520000310F59"),
    exchange_v3: address!("0xe3333700cA9d93003F00f0F71f8515005F6c00Aa"),
    collateral: address!("0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB"),
    position_collateral: address!("0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174"),
    position_collateral_neg_risk: address!("0x3A3BD7bb9528E159577F7C2e685CC81A765002E2"),
    conditional_tokens: address!("0x4D97DCd97eC945f40cF65F87097ACe5EA0476045"),
    collateral_adapter: address!("0xAdA100Db00Ca00073811820692005400218FcE1f"),
    neg_risk_collateral_adapter: address!("0xadA2005600Dec949baf300f4C6120000bDB6eAab"),
    auto_redeem_operator: address!("0xa1200000d0002264C9a1698e001292D00E1b00af"),
    router: address!("0x12121212006e4CD160D18e3f00711DA5c3372600"),
    binary_module: address!("0x1000008dD9001B968442c1000017eaE6E0dA00Ba"),
    neg_risk_module: address!("0x200000900045e3B6259600682756002200028933"),
    position_manager: address!("0x006F54F7f9A22e0000CC2AB60031000000ae9fEF"),
    safe_multisend: address!("0xA238CBeb142c10Ef7Ad8442C6D1f9E89e07e7761"),
    relay_hub: address!("0xD216153c06E857cD7f72665E0aF1d7D82172F494"),
    factories: Factories {
        proxy: address!("0xaB45c5A4B0c941a2F231C04C3f49182e1A254052"),
        proxy_code: b256!("0xd21df8dc65880a8606f09fe0ce3df9b8869287ab0b058be05aa9e8af6330a00b"),
        safe: address!("0xaacFeEa03eb1561C4e67d661e40682Bd20E3541b"),
        safe_code: b256!("0x2bce2127ff07fb632d16c8347c4ebf501f4841168bed00d9e6ef715ddb6fcecf"),
        deposit: address!("0x00000000000Fb5C9ADea0298D729A0CB3823Cc07"),
        deposit_implementation: address!("0x58CA52ebe0DadfdF531Cde7062e76746de4Db1eB"),
        deposit_beacon: address!("0x7A18EDfe055488A3128f01F563e5B479D92ffc3a"),
    },
};

impl Network {
    /// Whether `contract` is one of the exchanges, so that orders may be signed for it.
    pub fn is_exchange(&self, contract: Address) -> bool {
        [self.exchange, self.exchange_neg_risk, self.exchange_v3].contains(&contract)
    }
}
