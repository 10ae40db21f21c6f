//! Who signed: what the venue finds out from an order or a message and its signature.

use crate::digest::Digest;
use crate::order::{Order, SESSION_MAGIC, contents_tail, digest};
use crate::wallet::Wallets;
use alloy_primitives::{Address, B256, Bytes, Signature};
use alloy_sol_types::{Eip712Domain, SolValue};

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

/// Who signed `digest`; `None` when the 65 bytes are no signature.
pub fn signer(digest: Digest, signature: &[u8]) -> Option<Address> {
    let signature = Signature::from_raw(signature).ok()?;
    signature.recover_address_from_prehash(&digest.hash()).ok()
}

/// Who signed `order`, its wallets being those of Polygon.
///
/// # Errors
/// When the signature is not good for it.
pub fn signed_by(order: &Order, domain: &Eip712Domain, signature: &[u8]) -> Result<SignedBy, SignatureError> {
    if order.signatureType == 3 {
        return deposit_wallet(order, domain, signature);
    }
    let key = signer(digest(order, domain), signature).ok_or(SignatureError::Malformed)?;
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
    let (claimed, inner) = match signature.strip_suffix(SESSION_MAGIC.as_slice()) {
        Some(envelope) => {
            let (key, _, inner) =
                <(B256, B256, Bytes)>::abi_decode_params(envelope).map_err(|_| SignatureError::Malformed)?;
            (Some(Address::from_word(key)), inner.to_vec())
        }
        None => (None, signature.to_vec()),
    };
    let (plain, rest) = inner.split_at_checked(65).ok_or(SignatureError::Malformed)?;
    if rest != contents_tail(order, domain) {
        return Err(SignatureError::OtherOrder);
    }
    let key = signer(digest(order, domain), plain).ok_or(SignatureError::Malformed)?;
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
