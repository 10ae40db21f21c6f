//! The port: what a node says of wallets on the venue's chain.

mod abi;
mod ask;

use crate::error::ChainError;
use crate::post::Limits;
use crate::rpc::Rpc;
use alloy_primitives::{Address, B256, Bytes, U256};
use craftstrat_model::{Shares, Usdc};
use craftstrat_signing::Network;
use craftstrat_signing::call::Permit;
use craftstrat_signing::wallet::{AccountKind, Wallets};

/// Tokens in one question of [`Chain::positions`] at most.
pub const TOKENS_MAX: usize = 500;

/// A node of the venue's chain, and where the venue's contracts are there. Cheap to keep, shared by reference.
#[derive(Debug)]
pub struct Chain {
    rpc: Rpc,
    network: Network,
}

/// An answer and the block it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// Number of the block after which it was so.
    pub block: u64,
    /// The answer.
    pub value: T,
}

/// What a wallet has, but for outcome tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balances {
    /// What is traded with and withdrawn (pUSD).
    pub collateral: Usdc,
    /// USDC.e, which somebody may have sent by mistake or before it is wrapped: it cannot be traded with.
    pub bridged: Usdc,
    /// The chain's own coin, in wei. Nothing needs any: the relayer pays for gas.
    pub coin: U256,
}

/// How much somebody may take of a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Nothing.
    Nothing,
    /// Collateral up to this.
    UpTo(Usdc),
    /// As much as there is: every outcome token, or collateral beyond any amount.
    All,
}

/// What the venue's contracts may take of a wallet, in the order of [`Permit::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permits(Vec<(Permit, Allowed)>);

impl Permits {
    /// Each permit and how much it allows.
    pub fn all(&self) -> &[(Permit, Allowed)] {
        &self.0
    }

    /// Those that must be given before the wallet can trade: all that do not allow everything, as official clients have it.
    pub fn missing(&self) -> impl Iterator<Item = Permit> + '_ {
        self.0.iter().filter(|(_, allowed)| *allowed != Allowed::All).map(|(permit, _)| *permit)
    }
}

/// What became of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The node knows nothing of it (any more).
    Unknown,
    /// It waits for a block.
    Pending,
    /// It is in a block.
    Mined(Receipt),
}

/// A transaction in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Number of its block.
    pub block: u64,
    /// Hash of its block, which is another after a reorganisation.
    pub block_hash: B256,
    /// Whether it did what it was sent for; a failed one changed nothing.
    pub succeeded: bool,
    /// Gas it used.
    pub gas_used: u64,
}

impl Receipt {
    /// Blocks up to `head`, its own included: 1 when it is in the newest.
    pub const fn confirmations(&self, head: u64) -> u64 {
        (head + 1).saturating_sub(self.block)
    }
}

impl Chain {
    /// A node at `rpc_url` (`https://`, or `http://` on this machine) that is to be of `network`. Nothing is asked yet.
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn new(rpc_url: &str, network: Network) -> Result<Self, ChainError> {
        Self::with_limits(rpc_url, network, Limits::default())
    }

    /// The same with other limits on time and size of answers.
    ///
    /// # Errors
    /// As [`Chain::new`].
    pub fn with_limits(rpc_url: &str, network: Network, limits: Limits) -> Result<Self, ChainError> {
        Ok(Self { rpc: Rpc::new(rpc_url, limits)?, network })
    }

    /// Where the venue's contracts are.
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// Asks which chain the node is of, and gives its newest block.
    ///
    /// # Errors
    /// [`ChainError::WrongChain`] when it is of another than the network; otherwise when there is no answer.
    pub async fn check(&self) -> Result<u64, ChainError> {
        self.head().await
    }

    /// The address to show for deposits: what was derived for `owner`, once the chain itself has given the same.
    ///
    /// # Errors
    /// [`ChainError::Mismatch`] when it gives another; otherwise when there is no answer. In either case nothing is to be
    /// shown.
    pub async fn deposit_address(
        &self,
        owner: Address,
        kind: AccountKind,
    ) -> Result<At<Address>, ChainError> {
        let derived = Wallets::made_by(&self.network.factories, owner).kind(kind);
        let on_chain = self.factory_address(owner, kind).await?;
        if on_chain.value != derived {
            return Err(ChainError::Mismatch { kind, derived, on_chain: on_chain.value });
        }
        Ok(on_chain)
    }

    /// What the chain says a wallet of `owner` has for an address, whatever we think: deposit wallets and safes are asked
    /// of their factories, proxies of the exchange, which knows theirs; a plain key's address is its own.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn factory_address(
        &self,
        owner: Address,
        kind: AccountKind,
    ) -> Result<At<Address>, ChainError> {
        ask::factory_address(self, owner, kind).await
    }

    /// Whether there is a contract at `address`: deposit wallets are addresses long before they are contracts.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn is_deployed(&self, address: Address) -> Result<At<bool>, ChainError> {
        ask::is_deployed(self, address).await
    }

    /// What `wallet` has.
    ///
    /// # Errors
    /// When there is no answer, or an amount is beyond what amounts can be.
    pub async fn balances(&self, wallet: Address) -> Result<At<Balances>, ChainError> {
        ask::balances(self, wallet).await
    }

    /// What the venue's contracts may take of `wallet`.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn permits(&self, wallet: Address) -> Result<At<Permits>, ChainError> {
        ask::permits(self, wallet).await
    }

    /// How many shares of each of `tokens` (at most [`TOKENS_MAX`], of both kinds of position ids) `wallet` has, in their
    /// order.
    ///
    /// # Errors
    /// When there is no answer, an amount is beyond what amounts can be, or too many are asked for.
    pub async fn positions(&self, wallet: Address, tokens: &[U256]) -> Result<At<Vec<Shares>>, ChainError> {
        ask::positions(self, wallet, tokens).await
    }

    /// Hands a signed transaction to the node and gives its hash; one it has already is no error. For wallets that pay
    /// their own gas: those of the venue go through [`Relayer`](crate::Relayer).
    ///
    /// # Errors
    /// When the node is of another chain, refuses it, or there is no answer; in the last case it may be on its way.
    pub async fn send(&self, raw: &Bytes) -> Result<B256, ChainError> {
        ask::send(self, raw).await
    }

    /// What became of a transaction, as of the node's newest block.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn fate(&self, transaction: B256) -> Result<At<Fate>, ChainError> {
        ask::fate(self, transaction).await
    }
}
