//! The chain's JSON-RPC, as far as clients look at it: which chain it is, what wallets are and have, what became of
//! relayed transactions. Its contracts answer for the venue's own state; calls of any others return 1.

use super::{Reply, Request};
use crate::account::Wallet;
use crate::ids;
use crate::venue::Venue;
use alloy_primitives::{Address, Bytes, U256, hex};
use alloy_sol_types::{SolCall, SolValue, sol};
use craftstrat_model::TimeMs;
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::wallet::Wallets;
use serde_json::{Value, json};

sol! {
    function balanceOf(address account);
    function allowance(address owner, address spender);
    function balanceOfBatch(address[] accounts, uint256[] ids);
    function isApprovedForAll(address account, address operator);
    function predictWalletAddress(bytes32 id);
    function predictLegacyWalletAddress(bytes32 id);
    function computeProxyAddress(address user);
    function getProxyWalletAddress(address user);
}

/// Time between two blocks, milliseconds.
const BLOCK_MS: i64 = 2_000;

impl Venue {
    pub(super) fn rpc(&self, request: &Request) -> Reply {
        match request.value().unwrap_or_default() {
            Value::Array(batch) => {
                Reply::ok(&Value::from(batch.iter().map(|asked| self.asked(asked)).collect::<Vec<_>>()))
            }
            one => Reply::ok(&self.asked(&one)),
        }
    }

    /// The answer to one question.
    fn asked(&self, asked: &Value) -> Value {
        let param = |index: usize| &asked["params"][index];
        let address = |index: usize| param(index).as_str().and_then(|text| text.parse::<Address>().ok());
        let result = match asked["method"].as_str().unwrap_or_default() {
            "eth_chainId" => json!(format!("{:#x}", POLYGON.chain)),
            "eth_blockNumber" => json!(format!("{:#x}", block(self.now))),
            "eth_call" => json!(hex::encode_prefixed(self.returned(param(0)))),
            "eth_getCode" => {
                let deployed = address(0).is_some_and(|wallet| self.accounts.deployed.contains(&wallet));
                json!(if deployed { "0xfe" } else { "0x" })
            }
            "eth_getBalance" | "eth_getTransactionCount" => json!("0x0"),
            "eth_gasPrice" | "eth_maxPriorityFeePerGas" => json!("0x6fc23ac00"),
            "eth_getTransactionReceipt" => self.receipt(param(0)),
            "eth_getTransactionByHash" => match self.relayed_as(param(0)) {
                Some(_) => json!({ "hash": param(0) }),
                None => Value::Null,
            },
            other => {
                let error = json!({ "code": -32601, "message": format!("{other} is not simulated") });
                return json!({ "jsonrpc": "2.0", "id": asked["id"], "error": error });
            }
        };
        json!({ "jsonrpc": "2.0", "id": asked["id"], "result": result })
    }

    /// What a contract returns to a call.
    fn returned(&self, call: &Value) -> Vec<u8> {
        let field = |name: &str| call[name].as_str();
        let to = field("to").and_then(|text| text.parse::<Address>().ok());
        let data = field("data").or_else(|| field("input")).and_then(|text| text.parse::<Bytes>().ok());
        let known = to.zip(data).and_then(|(to, data)| self.known(to, &data));
        known.unwrap_or_else(|| U256::from(1).abi_encode())
    }

    fn known(&self, to: Address, data: &[u8]) -> Option<Vec<u8>> {
        let of_owner = |word: [u8; 32]| Wallets::of(Address::from_word(word.into()));
        let approved = |wallet: Address| self.accounts.wallet(wallet).is_some_and(|w| w.approved);
        let factories = &POLYGON.factories;
        match to {
            _ if to == factories.deposit => {
                if let Ok(call) = predictWalletAddressCall::abi_decode(data) {
                    return Some(of_owner(call.id.0).deposit.abi_encode());
                }
                let call = predictLegacyWalletAddressCall::abi_decode(data).ok()?;
                Some(of_owner(call.id.0).deposit_early.abi_encode())
            }
            _ if to == factories.safe => {
                let call = computeProxyAddressCall::abi_decode(data).ok()?;
                Some(Wallets::of(call.user).safe.abi_encode())
            }
            _ if to == POLYGON.exchange => {
                let call = getProxyWalletAddressCall::abi_decode(data).ok()?;
                Some(Wallets::of(call.user).proxy.abi_encode())
            }
            _ if to == POLYGON.collateral => {
                if let Ok(call) = balanceOfCall::abi_decode(data) {
                    let cash = self.accounts.wallet(call.account).map_or(0, |w| w.cash.micros());
                    return Some(word(cash));
                }
                let call = allowanceCall::abi_decode(data).ok()?;
                Some(if approved(call.owner) { U256::MAX } else { U256::ZERO }.abi_encode())
            }
            _ if to == POLYGON.position_collateral => {
                balanceOfCall::abi_decode(data).ok()?;
                Some(word(0))
            }
            _ if to == POLYGON.conditional_tokens || to == POLYGON.position_manager => {
                if let Ok(call) = isApprovedForAllCall::abi_decode(data) {
                    return Some(approved(call.account).abi_encode());
                }
                let call = balanceOfBatchCall::abi_decode(data).ok()?;
                let held = |wallet: Option<&Wallet>, id: &U256| {
                    wallet.map_or(0, |w| w.held(&id.to_string()).micros().max(0)).unsigned_abs()
                };
                let of =
                    |(account, id): (&Address, &U256)| U256::from(held(self.accounts.wallet(*account), id));
                Some(call.accounts.iter().zip(&call.ids).map(of).collect::<Vec<_>>().abi_encode())
            }
            _ => None,
        }
    }

    /// Whether the relayed transaction with this hash is good, and when it was taken.
    fn relayed_as(&self, hash: &Value) -> Option<(bool, TimeMs)> {
        let hash = hash.as_str()?;
        self.relayed.iter().find(|(id, _)| ids::hash("relayed", id) == hash).map(|(_, state)| *state)
    }

    fn receipt(&self, hash: &Value) -> Value {
        match self.relayed_as(hash) {
            Some((good, at)) if self.now.since(at) >= self.settings.mined_ms => {
                let number = block(at.plus_ms(self.settings.mined_ms));
                json!({
                    "transactionHash": hash,
                    "blockHash": ids::hash("block", &number.to_string()),
                    "blockNumber": format!("{number:#x}"),
                    "gasUsed": "0x186a0",
                    "status": if good { "0x1" } else { "0x0" },
                })
            }
            _ => Value::Null,
        }
    }
}

/// The newest block at a time.
fn block(now: TimeMs) -> i64 {
    now.0 / BLOCK_MS
}

fn word(micros: i64) -> Vec<u8> {
    U256::from(micros.max(0).unsigned_abs()).abi_encode()
}
