//! What contracts are asked, and how their answers are read.
//!
//! Sources: ERC-20, ERC-1155; `DepositWalletFactory` at `Factories::deposit` on Polygon (predictions of both kinds of
//! deposit wallets, a wallet's id being its owner's address as a word); the safe factory at `Factories::safe`; exchange
//! version 2 for proxies, whose factory has no such question.

use crate::error::{ChainError, WireError, shown};
use crate::rpc::{Ask, Said};
use alloy_primitives::{Address, Bytes, U256, hex};
use alloy_sol_types::{Revert, SolCall, SolError, sol};
use craftstrat_model::money::MICROS_MAX;
use serde_json::{Value, json};

sol! {
    // ERC-20
    function balanceOf(address account) returns (uint256);
    function allowance(address owner, address spender) returns (uint256);
    function approve(address spender, uint256 amount);
    // ERC-1155
    function balanceOfBatch(address[] accounts, uint256[] ids) returns (uint256[]);
    function isApprovedForAll(address account, address operator) returns (bool);
    function setApprovalForAll(address operator, bool approved);
    // Factories
    function predictWalletAddress(bytes32 id) returns (address);
    function predictLegacyWalletAddress(bytes32 id) returns (address);
    function computeProxyAddress(address user) returns (address);
    function getProxyWalletAddress(address user) returns (address);
}

/// A call of a contract that changes nothing, after `block`.
pub(super) fn call(to: Address, call: &impl SolCall, block: u64) -> Ask {
    let data = hex::encode_prefixed(call.abi_encode());
    Ask { method: "eth_call", params: json!([{ "to": to, "data": data }, quantity(block)]) }
}

/// A number as nodes write it.
pub(super) fn quantity(number: u64) -> String {
    format!("{number:#x}")
}

/// What `contract` returned to a call.
pub(super) fn returned<C: SolCall>(contract: Address, said: Said) -> Result<C::Return, ChainError> {
    let data = match said {
        Ok(value) => bytes(&value).ok_or(WireError::Malformed("a call's result is not bytes"))?,
        Err(error) if error.is_of_contract() => {
            let reason = match Revert::abi_decode(&error.data) {
                Ok(revert) => revert.reason,
                Err(_) if error.data.is_empty() => error.message,
                Err(_) => hex::encode_prefixed(&error.data[..error.data.len().min(4)]),
            };
            return Err(ChainError::Reverted { contract, reason: shown(&reason) });
        }
        Err(error) => return Err(error.into()),
    };
    if data.is_empty() {
        return Err(ChainError::NoContract(contract));
    }
    C::abi_decode_returns_validate(&data)
        .map_err(|_| WireError::Malformed("a contract returned something else than was asked for").into())
}

/// Bytes as nodes write them.
pub(super) fn bytes(value: &Value) -> Option<Bytes> {
    value.as_str().filter(|text| text.starts_with("0x"))?.parse().ok()
}

/// A number as nodes write it, within 64 bits.
pub(super) fn number(value: &Value) -> Option<u64> {
    let digits = value.as_str()?.strip_prefix("0x")?;
    // Without this a sign would be read too.
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u64::from_str_radix(digits, 16).ok())?
}

/// A number as nodes write it, of 256 bits.
pub(super) fn wide(value: &Value) -> Option<U256> {
    U256::from_str_radix(value.as_str()?.strip_prefix("0x")?, 16).ok()
}

/// Micros as amounts hold them.
pub(super) fn micros(amount: U256) -> Result<i64, ChainError> {
    let micros = i64::try_from(amount).ok().filter(|micros| *micros <= MICROS_MAX);
    micros.ok_or(ChainError::Node(WireError::Malformed("an amount beyond any that can be")))
}
