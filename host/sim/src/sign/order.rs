//! Signed orders: the digest that is an order's id, and who signed it, for plain keys, smart wallets and session keys.

use super::CHAIN_ID;
use super::wallet::Wallets;
use alloy_primitives::{Address, B256, Bytes, U256, address, b256, hex, keccak256};
use alloy_sol_types::{Eip712Domain, SolStruct, SolValue, sol};

sol! {
    #[derive(Debug)]
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

const EXCHANGE: Address = address!("0xE111180000d2663C0091e4f400237545B87B996B");
const EXCHANGE_NEG_RISK: Address = address!("0xe2222d279d744050d28e00520010520000310F59");
const EXCHANGE_V3: Address = address!("0xe3333700cA9d93003F00f0F71f8515005F6c00Aa");
const SESSION: B256 = b256!("0x6492649264926492649264926492649264926492649264926492649264926492");

/// Why a signature is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// It does not have the form of its type.
    #[error("malformed signature")]
    Malformed,
    /// It was made for another order, exchange or wallet.
    #[error("the signature is not of this order")]
    OtherOrder,
    /// The signer's wallet is not the maker.
    #[error("the maker is not a wallet of the signer")]
    OtherWallet,
}

/// Who stands behind an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedBy {
    /// The key that signed.
    pub key: Address,
    /// It is a session key of the maker's, which its owner must have authorized.
    pub session: bool,
}

/// The exchange that a token's orders are for: version 3 for position ids of the second kind.
pub fn domain(token: U256, neg_risk: bool) -> Eip712Domain {
    let middle: U256 = U256::from(u64::MAX) << 40;
    let (version, exchange) = match () {
        () if (token & middle).is_zero() => ("3", EXCHANGE_V3),
        () if neg_risk => ("2", EXCHANGE_NEG_RISK),
        () => ("2", EXCHANGE),
    };
    Eip712Domain::new(
        Some("Polymarket CTF Exchange".into()),
        Some(version.into()),
        Some(U256::from(CHAIN_ID)),
        Some(exchange),
        None,
    )
}

/// The order's id.
pub fn order_id(order: &Order, domain: &Eip712Domain) -> B256 {
    order.eip712_signing_hash(domain)
}

/// Who signed `order`.
///
/// # Errors
/// When the signature is not good for it.
pub fn signed_by(order: &Order, domain: &Eip712Domain, signature: &[u8]) -> Result<SignedBy, SignatureError> {
    if order.signatureType == 3 {
        return deposit_wallet(order, domain, signature);
    }
    let key = super::signer(order_id(order, domain), signature).ok_or(SignatureError::Malformed)?;
    if key != order.signer {
        return Err(SignatureError::OtherOrder);
    }
    let owned = match order.signatureType {
        0 => order.maker == key,
        kind => Wallets::of(key).signs_with(order.maker, kind),
    };
    if owned { Ok(SignedBy { key, session: false }) } else { Err(SignatureError::OtherWallet) }
}

/// ERC-7739: the order nested in a message of the wallet, and with a session key that again in an envelope.
fn deposit_wallet(
    order: &Order,
    domain: &Eip712Domain,
    signature: &[u8],
) -> Result<SignedBy, SignatureError> {
    let envelope = signature.strip_suffix(SESSION.as_slice());
    let (claimed, inner) = match envelope {
        Some(envelope) => {
            let (key, _, inner) =
                <(B256, B256, Bytes)>::abi_decode_params(envelope).map_err(|_| SignatureError::Malformed)?;
            (Some(Address::from_word(key)), inner.to_vec())
        }
        None => (None, signature.to_vec()),
    };
    let contents = order.eip712_hash_struct();
    let separator = domain.separator();
    let type_text = Order::eip712_encode_type();
    let mut tail = separator.to_vec();
    tail.extend_from_slice(contents.as_slice());
    tail.extend_from_slice(type_text.as_bytes());
    tail.extend_from_slice(&(type_text.len() as u16).to_be_bytes());
    let (plain, rest) = inner.split_at_checked(65).ok_or(SignatureError::Malformed)?;
    if rest != tail {
        return Err(SignatureError::OtherOrder);
    }
    let nested = TypedDataSign {
        contents: order.clone(),
        name: "DepositWallet".to_owned(),
        version: "1".to_owned(),
        chainId: U256::from(CHAIN_ID),
        verifyingContract: order.maker,
        salt: B256::ZERO,
    };
    let mut message = hex!("1901").to_vec();
    message.extend_from_slice(separator.as_slice());
    message.extend_from_slice(nested.eip712_hash_struct().as_slice());
    let key = super::signer(keccak256(message), plain).ok_or(SignatureError::Malformed)?;
    if order.maker != order.signer {
        return Err(SignatureError::OtherWallet);
    }
    match claimed {
        Some(claimed) if claimed == key => Ok(SignedBy { key, session: true }),
        Some(_) => Err(SignatureError::OtherOrder),
        None if Wallets::of(key).signs_with(order.maker, 3) => Ok(SignedBy { key, session: false }),
        None => Err(SignatureError::OtherWallet),
    }
}
