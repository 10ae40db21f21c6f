//! What is handed to the relayer, field by field as the official client sends it.

use crate::error::RelayerError;
use alloy_primitives::{Address, Bytes};
use craftstrat_signing::Network;
use craftstrat_signing::relay::Ticket;
use serde_json::{Value, json};

/// What the signer answers for a transaction of a wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Who signed: the owner's key.
    pub from: Address,
    /// The wallet it is of.
    pub wallet: Address,
    /// The contract the relayer calls.
    pub to: Address,
    /// What it is called with; empty for a deposit wallet.
    pub data: Bytes,
    /// Of a safe: 0 for a call, 1 for several at once.
    pub operation: u8,
    /// The calls in order; none sends any of the chain's own coin along.
    pub calls: Vec<Called>,
    /// As it is sent.
    pub signature: Bytes,
}

/// One call of a signed transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The contract.
    pub target: Address,
    /// What it is called with.
    pub data: Bytes,
}

/// Something to hand to the relayer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission(Value);

impl Submission {
    /// A signed transaction, with the ticket it was signed with.
    ///
    /// # Errors
    /// [`RelayerError::Kind`] when a deposit wallet's has no calls: it would do nothing.
    pub fn signed(network: &Network, ticket: &Ticket, signed: &Signed) -> Result<Self, RelayerError> {
        let mut body = json!({
            "from": checksummed(signed.from),
            "to": checksummed(signed.to),
            "signature": signed.signature,
            "metadata": "",
        });
        match *ticket {
            Ticket::Deposit { nonce, deadline } => {
                if signed.calls.is_empty() {
                    return Err(RelayerError::Kind);
                }
                let calls = signed.calls.iter().map(
                    |call| json!({ "target": checksummed(call.target), "value": "0", "data": call.data }),
                );
                body["type"] = "WALLET".into();
                body["nonce"] = nonce.to_string().into();
                body["depositWalletParams"] = json!({
                    "depositWallet": checksummed(signed.wallet),
                    "deadline": deadline.to_string(),
                    "calls": calls.collect::<Vec<_>>(),
                });
            }
            Ticket::Safe { nonce } => {
                body["type"] = "SAFE".into();
                body["nonce"] = nonce.to_string().into();
                body["proxyWallet"] = checksummed(signed.wallet);
                body["data"] = json!(signed.data);
                body["signatureParams"] = json!({
                    "baseGas": "0",
                    "gasPrice": "0",
                    "gasToken": Address::ZERO,
                    "operation": signed.operation.to_string(),
                    "refundReceiver": Address::ZERO,
                    "safeTxnGas": "0",
                });
            }
            Ticket::Proxy { nonce, gas_limit, relay } => {
                body["type"] = "PROXY".into();
                body["nonce"] = nonce.to_string().into();
                body["proxyWallet"] = checksummed(signed.wallet);
                body["data"] = json!(signed.data);
                body["signatureParams"] = json!({
                    "gasLimit": gas_limit.to_string(),
                    "gasPrice": "0",
                    "relay": checksummed(relay),
                    "relayHub": checksummed(network.relay_hub),
                    "relayerFee": "0",
                });
            }
        }
        Ok(Self(body))
    }

    /// A wish for the deposit wallet of `owner` to be made. Nobody signs it: whoever pays may make it, and it is the
    /// owner's in any case.
    pub fn create(network: &Network, owner: Address) -> Self {
        Self(json!({
            "type": "WALLET-CREATE",
            "from": checksummed(owner),
            "to": checksummed(network.factories.deposit),
            "metadata": "",
        }))
    }

    /// As it is sent.
    pub(super) fn body(&self) -> Vec<u8> {
        self.0.to_string().into()
    }
}

/// With the checksum of EIP-55, as official clients write addresses.
fn checksummed(address: Address) -> Value {
    address.to_checksum(None).into()
}
