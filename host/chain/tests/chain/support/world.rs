//! The venue's contracts on a node, and a network that says where they are.

use super::node::{CHAIN, Node, packages};
use super::{Key, contracts};
use alloy_primitives::keccak256;
use alloy_sol_types::{SolCall, SolValue, sol};
use craftstrat_chain::Chain;
use craftstrat_signing::call::Call;
use craftstrat_signing::network::{Factories, POLYGON};
use craftstrat_signing::{Address, B256, Bytes, Network, U256};

sol! {
    struct Batched {
        address wallet;
        uint256 nonce;
        uint256 deadline;
        BatchedCall[] calls;
    }

    struct BatchedCall {
        address target;
        uint256 value;
        bytes data;
    }

    function mint(address to, uint256 amount);
    function approve(address spender, uint256 amount);
    function setApprovalForAll(address operator, bool approved);
    function deploy(address owner, bytes32 id);
    function deployLegacy(address owner, bytes32 id);
    function proxy(Batched batch, bytes signature);
}

pub mod positions {
    alloy_sol_types::sol! {
        function mint(address to, uint256 id, uint256 amount);
    }
}

pub struct World {
    pub node: Node,
    pub network: Network,
    code: &'static std::collections::BTreeMap<String, String>,
}

/// A fresh chain with everything on it; `None`, and said so, where there is no anvil.
pub fn world() -> Option<World> {
    let packages = packages()?;
    let code = contracts::compiled(&packages);
    let node = Node::start(&packages);
    let made = |name: &str, arguments: &[u8]| node.deploy(&code[name], arguments);
    let token = || made("Token", &[]);
    let positions = || made("Positions", &[]);
    let (safe_code, proxy_code) = (keccak256("a safe's code"), keccak256("a proxy's code"));
    let proxies = Address::repeat_byte(0xab);
    let others = made("OtherWallets", &(safe_code, proxies, proxy_code).abi_encode());
    let wallet = made("Wallet", &[]);
    let beacon = made("Beacon", &wallet.abi_encode());
    let deposit = made("DepositFactory", &(beacon, wallet).abi_encode());
    let network = Network {
        chain: CHAIN,
        exchange: others,
        collateral: token(),
        position_collateral: token(),
        conditional_tokens: positions(),
        position_manager: positions(),
        factories: Factories {
            proxy: proxies,
            proxy_code,
            safe: others,
            safe_code,
            deposit,
            deposit_implementation: wallet,
            deposit_beacon: beacon,
        },
        ..POLYGON
    };
    Some(World { node, network, code })
}

impl World {
    pub fn chain(&self) -> Chain {
        self.chain_of(self.network)
    }

    /// The port, believing in another network.
    pub fn chain_of(&self, network: Network) -> Chain {
        Chain::new(&self.node.url, network).unwrap()
    }

    /// Another contract.
    pub fn made(&self, name: &str, arguments: &[u8]) -> Address {
        self.node.deploy(&self.code[name], arguments)
    }

    pub fn mint(&self, token: Address, to: Address, micros: u64) {
        self.node.send(Some(token), &mintCall { to, amount: U256::from(micros) }.abi_encode());
    }

    pub fn mint_shares(&self, contract: Address, to: Address, id: U256, micros: u64) {
        let call = positions::mintCall { to, id, amount: U256::from(micros) };
        self.node.send(Some(contract), &call.abi_encode());
    }

    /// Has the factory make the deposit wallet of `key`.
    pub fn make_wallet(&self, owner: Address, early: bool) {
        let id = owner.into_word();
        let data = match early {
            true => deployLegacyCall { owner, id }.abi_encode(),
            false => deployCall { owner, id }.abi_encode(),
        };
        self.node.send(Some(self.network.factories.deposit), &data);
    }

    /// Does what the relayer does with a signed batch of a deposit wallet: the factory hands it to the wallet.
    pub fn relay(&self, wallet: Address, nonce: u64, calls: Vec<Call>, key: &Key) -> B256 {
        let deadline = u64::MAX;
        let digest = craftstrat_signing::relay::batch_digest(CHAIN, wallet, nonce, deadline, calls.clone());
        let signature = Bytes::from(key.sign(digest).0.to_vec());
        let calls = calls.into_iter().map(|c| BatchedCall { target: c.target, value: c.value, data: c.data });
        let batch = Batched {
            wallet,
            nonce: U256::from(nonce),
            deadline: U256::from(deadline),
            calls: calls.collect(),
        };
        self.node.send(Some(self.network.factories.deposit), &proxyCall { batch, signature }.abi_encode())
    }
}
