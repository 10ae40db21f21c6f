//! Orders: the digest that is an order's id, the digest that is signed, and the signature as it is sent.

use crate::digest::{Digest, RawSignature};
use crate::network::{Network, POLYGON};
use alloy_primitives::{Address, B256, Bytes, U256, b256};
use alloy_sol_types::{Eip712Domain, SolStruct, SolValue, sol};
use serde::{Deserialize, Serialize};

sol! {
    /// What is signed of an order, versions 2 and 3.
    #[derive(Debug, PartialEq, Eq)]
    struct Order {
        uint256 salt;
        address maker;
        address signer;
        uint256 tokenId;
        uint256 makerAmount;
        uint256 takerAmount;
        uint8 side;
        uint8 signatureType;
        uint256 timestamp;
        bytes32 metadata;
        bytes32 builder;
    }

    struct TypedDataSign {
        Order contents;
        string name;
        string version;
        uint256 chainId;
        address verifyingContract;
        bytes32 salt;
    }
}

/// What an order does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum OrderSide {
    /// Gives collateral for shares.
    Buy,
    /// Gives shares for collateral.
    Sell,
}

/// Name of the exchanges in their domains.
const EXCHANGE_NAME: &str = "Polymarket CTF Exchange";

/// What a session key's signature ends in (the magic of ERC-6492).
pub const SESSION_MAGIC: B256 = b256!("0x6492649264926492649264926492649264926492649264926492649264926492");

/// Whether `token` is a position id of the second kind: 64 zero bits above bit 40.
pub fn is_version_3(token: U256) -> bool {
    let middle: U256 = U256::from(u64::MAX) << 40;
    (token & middle).is_zero()
}

/// The exchange on Polygon that a token's orders are for: version 3 for position ids of the second kind.
pub fn domain(token: U256, neg_risk: bool) -> Eip712Domain {
    domain_on(&POLYGON, token, neg_risk)
}

/// The exchange of `network` that a token's orders are for.
pub fn domain_on(network: &Network, token: U256, neg_risk: bool) -> Eip712Domain {
    let (version, exchange) = match () {
        () if is_version_3(token) => ("3", network.exchange_v3),
        () if neg_risk => ("2", network.exchange_neg_risk),
        () => ("2", network.exchange),
    };
    Eip712Domain::new(
        Some(EXCHANGE_NAME.into()),
        Some(version.into()),
        Some(U256::from(network.chain)),
        Some(exchange),
        None,
    )
}

/// The order's id at the venue.
pub fn order_id(order: &Order, domain: &Eip712Domain) -> B256 {
    order.eip712_signing_hash(domain)
}

/// What the key signs: the order itself, or for a deposit wallet (signature type 3) the order inside a message of that
/// wallet (ERC-7739, `TypedDataSign`).
pub fn digest(order: &Order, domain: &Eip712Domain) -> Digest {
    if order.signatureType != 3 {
        return Digest::typed(order, domain);
    }
    let nested = TypedDataSign {
        contents: order.clone(),
        name: "DepositWallet".to_owned(),
        version: "1".to_owned(),
        chainId: domain.chain_id.unwrap_or_default(),
        verifyingContract: order.maker,
        salt: B256::ZERO,
    };
    Digest::nested(domain.separator(), nested.eip712_hash_struct())
}

/// The signature as it is sent: for a deposit wallet what was signed follows it, and a signature of a session key goes
/// into an envelope that names the key.
pub fn signature(
    order: &Order,
    domain: &Eip712Domain,
    raw: RawSignature,
    session: Option<Address>,
) -> Vec<u8> {
    let mut signature = raw.0.to_vec();
    if order.signatureType != 3 {
        return signature;
    }
    signature.extend_from_slice(&contents_tail(order, domain));
    match session {
        Some(key) => session_envelope(key, &signature),
        None => signature,
    }
}

/// What follows a deposit wallet's signature: exchange, order, the order's type and its length.
pub(crate) fn contents_tail(order: &Order, domain: &Eip712Domain) -> Vec<u8> {
    let type_text = Order::eip712_encode_type();
    let mut tail = domain.separator().to_vec();
    tail.extend_from_slice(order.eip712_hash_struct().as_slice());
    tail.extend_from_slice(type_text.as_bytes());
    // The type's text is a constant of 186 bytes.
    tail.extend_from_slice(&(type_text.len() as u16).to_be_bytes());
    tail
}

/// A session key's envelope: its address, zero, the signature, all as a contract encodes them, then the magic.
fn session_envelope(key: Address, signature: &[u8]) -> Vec<u8> {
    let parts = (key.into_word(), B256::ZERO, Bytes::copy_from_slice(signature));
    let mut envelope = parts.abi_encode_params();
    envelope.extend_from_slice(SESSION_MAGIC.as_slice());
    envelope
}
