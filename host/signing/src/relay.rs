//! Calls as a transaction of a wallet, which its owner signs and the venue's relayer sends.
//!
//! Source: the official clients (`polymarket-client` 0.14.0, `relayer/signing`), whose signatures the tests hold.

use crate::call::Call;
use crate::digest::{Digest, RawSignature};
use crate::network::Network;
use crate::wallet::{AccountKind, Wallets};
use alloy_primitives::{Address, Bytes, U256, keccak256};
use alloy_sol_types::{Eip712Domain, SolCall, SolStruct, sol};
use serde::{Deserialize, Serialize};

sol! {
    /// Calls of a deposit wallet.
    #[derive(Debug)]
    struct Batch {
        address wallet;
        uint256 nonce;
        uint256 deadline;
        Call[] calls;
    }

    struct SafeTx {
        address to;
        uint256 value;
        bytes data;
        uint8 operation;
        uint256 safeTxGas;
        uint256 baseGas;
        uint256 gasPrice;
        address gasToken;
        address refundReceiver;
        uint256 nonce;
    }

    struct ProxyCall {
        uint8 kind;
        address target;
        uint256 value;
        bytes data;
    }

    function multiSend(bytes transactions);
    function proxy(ProxyCall[] calls);
}

/// What the relayer says about a wallet's next transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wallet", rename_all = "snake_case", deny_unknown_fields)]
pub enum Ticket {
    /// Of a deposit wallet.
    Deposit {
        /// The wallet's next nonce.
        nonce: u64,
        /// Until when it may be carried out, seconds since the epoch.
        deadline: u64,
    },
    /// Of a safe.
    Safe {
        /// The safe's next nonce.
        nonce: u64,
    },
    /// Of a proxy.
    Proxy {
        /// The relay hub's next nonce for the owner.
        nonce: u64,
        /// Gas the transaction may use.
        gas_limit: u64,
        /// The relay that will send it.
        relay: Address,
    },
}

impl Ticket {
    /// Whether a wallet of this kind sends such transactions.
    pub const fn fits(&self, kind: AccountKind) -> bool {
        match self {
            Self::Deposit { .. } => kind.is_deposit(),
            Self::Safe { .. } => matches!(kind, AccountKind::Safe),
            Self::Proxy { .. } => matches!(kind, AccountKind::Proxy),
        }
    }
}

/// A transaction before it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// What the owner signs.
    pub digest: Digest,
    /// The contract the relayer calls: a factory, or of a safe the contract it calls in turn.
    pub to: Address,
    /// What it is called with; empty for a deposit wallet, whose calls are sent one by one.
    pub data: Bytes,
    /// Of a safe: 0 for a call, 1 for several at once by delegation.
    pub operation: u8,
    /// The calls in order.
    pub calls: Vec<Call>,
    safe: bool,
}

impl Transaction {
    /// The signature as it is sent: a safe is told that a personal message was signed.
    pub fn signature(&self, raw: RawSignature) -> Vec<u8> {
        let mut signature = raw.0;
        if self.safe {
            signature[64] += 4;
        }
        signature.to_vec()
    }
}

/// `calls`, at least one, as a transaction of the wallet of `wallets` that `ticket` is for; `early` names the earlier of
/// the two deposit wallets.
pub fn transaction(
    network: &Network,
    wallets: &Wallets,
    early: bool,
    calls: Vec<Call>,
    ticket: &Ticket,
) -> Transaction {
    match *ticket {
        Ticket::Deposit { nonce, deadline } => {
            let wallet = if early { wallets.deposit_early } else { wallets.deposit };
            let digest = batch_digest(network.chain, wallet, nonce, deadline, calls.clone());
            let (to, data) = (network.factories.deposit, Bytes::new());
            Transaction { digest, to, data, operation: 0, calls, safe: false }
        }
        Ticket::Safe { nonce } => of_safe(network, wallets.safe, nonce, calls),
        Ticket::Proxy { nonce, gas_limit, relay } => {
            let data = proxied(&calls);
            let mut message = b"rlx:".to_vec();
            message.extend_from_slice(wallets.owner.as_slice());
            message.extend_from_slice(network.factories.proxy.as_slice());
            message.extend_from_slice(&data);
            // The relayer takes no fee and pays the gas itself.
            for number in [0, 0, gas_limit, nonce] {
                message.extend_from_slice(&U256::from(number).to_be_bytes::<32>());
            }
            message.extend_from_slice(network.relay_hub.as_slice());
            message.extend_from_slice(relay.as_slice());
            let digest = Digest::personal(keccak256(message));
            Transaction { digest, to: network.factories.proxy, data, operation: 0, calls, safe: false }
        }
    }
}

/// What the owner of a deposit wallet signs for a batch of its calls.
pub fn batch_digest(chain: u64, wallet: Address, nonce: u64, deadline: u64, calls: Vec<Call>) -> Digest {
    let domain = Eip712Domain::new(
        Some("DepositWallet".into()),
        Some("1".into()),
        Some(U256::from(chain)),
        Some(wallet),
        None,
    );
    let batch = Batch { wallet, nonce: U256::from(nonce), deadline: U256::from(deadline), calls };
    Digest::typed(&batch, &domain)
}

fn of_safe(network: &Network, safe: Address, nonce: u64, calls: Vec<Call>) -> Transaction {
    let (to, data, operation) = match calls.as_slice() {
        [call] => (call.target, call.data.clone(), 0),
        _ => (network.safe_multisend, multisent(&calls), 1),
    };
    let message = SafeTx {
        to,
        value: U256::ZERO,
        data: data.clone(),
        operation,
        safeTxGas: U256::ZERO,
        baseGas: U256::ZERO,
        gasPrice: U256::ZERO,
        gasToken: Address::ZERO,
        refundReceiver: Address::ZERO,
        nonce: U256::from(nonce),
    };
    let domain = Eip712Domain::new(None, None, Some(U256::from(network.chain)), Some(safe), None);
    let digest = Digest::personal(message.eip712_signing_hash(&domain));
    Transaction { digest, to, data, operation, calls, safe: true }
}

/// Packed as the safe's contract for several calls reads them.
fn multisent(calls: &[Call]) -> Bytes {
    let mut packed = Vec::new();
    for call in calls {
        packed.push(0);
        packed.extend_from_slice(call.target.as_slice());
        packed.extend_from_slice(&call.value.to_be_bytes::<32>());
        packed.extend_from_slice(&U256::from(call.data.len()).to_be_bytes::<32>());
        packed.extend_from_slice(&call.data);
    }
    multiSendCall { transactions: packed.into() }.abi_encode().into()
}

fn proxied(calls: &[Call]) -> Bytes {
    let calls = calls.iter().map(|call| ProxyCall {
        kind: 1,
        target: call.target,
        value: call.value,
        data: call.data.clone(),
    });
    proxyCall { calls: calls.collect() }.abi_encode().into()
}
