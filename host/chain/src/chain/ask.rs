//! The questions behind the port. Each names the chain in one request with the newest block, and then asks about that
//! block, so that all parts of an answer are of the same one.

use super::abi::{self, bytes, call, micros, number, quantity, returned, wide};
use super::{Allowed, At, Balances, Chain, Fate, Permits, Receipt, TOKENS_MAX};
use crate::error::{ChainError, WireError};
use crate::rpc::{Ask, Said};
use alloy_primitives::{Address, B256, Bytes, U256, keccak256};
use alloy_sol_types::SolCall;
use craftstrat_model::{Shares, Usdc};
use craftstrat_signing::call::Permit;
use craftstrat_signing::order::is_version_3;
use craftstrat_signing::wallet::AccountKind;
use serde_json::{Value, json};

fn chain_id() -> Ask {
    Ask { method: "eth_chainId", params: json!([]) }
}

fn block_number() -> Ask {
    Ask { method: "eth_blockNumber", params: json!([]) }
}

impl Chain {
    /// The node's newest block, after its chain was compared.
    pub(super) async fn head(&self) -> Result<u64, ChainError> {
        let [chain, head] = self.rpc.ask([chain_id(), block_number()]).await?;
        self.is_same_chain(chain)?;
        counted(head)
    }

    fn is_same_chain(&self, said: Said) -> Result<(), ChainError> {
        let found = number(&said?).ok_or(WireError::Malformed("no number of a chain"))?;
        let expected = self.network.chain;
        if found == expected { Ok(()) } else { Err(ChainError::WrongChain { expected, found }) }
    }
}

fn counted(said: Said) -> Result<u64, ChainError> {
    number(&said?).ok_or(ChainError::Node(WireError::Malformed("no number of a block")))
}

pub(super) async fn factory_address(
    chain: &Chain,
    owner: Address,
    kind: AccountKind,
) -> Result<At<Address>, ChainError> {
    let block = chain.head().await?;
    let factories = &chain.network.factories;
    let id = owner.into_word();
    let value = match kind {
        AccountKind::Eoa => owner,
        AccountKind::Deposit => {
            one(chain, factories.deposit, abi::predictWalletAddressCall { id }, block).await?
        }
        AccountKind::DepositEarly => {
            one(chain, factories.deposit, abi::predictLegacyWalletAddressCall { id }, block).await?
        }
        AccountKind::Safe => {
            one(chain, factories.safe, abi::computeProxyAddressCall { user: owner }, block).await?
        }
        AccountKind::Proxy => {
            one(chain, chain.network.exchange, abi::getProxyWalletAddressCall { user: owner }, block).await?
        }
    };
    Ok(At { block, value })
}

/// One call of one contract.
async fn one<C: SolCall>(
    chain: &Chain,
    contract: Address,
    asked: C,
    block: u64,
) -> Result<C::Return, ChainError> {
    let [said] = chain.rpc.ask([call(contract, &asked, block)]).await?;
    returned::<C>(contract, said)
}

pub(super) async fn is_deployed(chain: &Chain, address: Address) -> Result<At<bool>, ChainError> {
    let block = chain.head().await?;
    let ask = Ask { method: "eth_getCode", params: json!([address, quantity(block)]) };
    let [code] = chain.rpc.ask([ask]).await?;
    let code = bytes(&code?).ok_or(WireError::Malformed("code that is not bytes"))?;
    Ok(At { block, value: !code.is_empty() })
}

pub(super) async fn balances(chain: &Chain, wallet: Address) -> Result<At<Balances>, ChainError> {
    let block = chain.head().await?;
    let network = &chain.network;
    let balance = abi::balanceOfCall { account: wallet };
    let coin = Ask { method: "eth_getBalance", params: json!([wallet, quantity(block)]) };
    let asks =
        [call(network.collateral, &balance, block), call(network.position_collateral, &balance, block), coin];
    let [collateral, bridged, coin] = chain.rpc.ask(asks).await?;
    let amount = |contract, said| {
        let amount = returned::<abi::balanceOfCall>(contract, said)?;
        Ok::<_, ChainError>(Usdc::from_micros(micros(amount)?))
    };
    let value = Balances {
        collateral: amount(network.collateral, collateral)?,
        bridged: amount(network.position_collateral, bridged)?,
        coin: wide(&coin?).ok_or(WireError::Malformed("a balance that is not a number"))?,
    };
    Ok(At { block, value })
}

/// How to ask whether a permit is given, read out of the very call that gives it.
enum Grant {
    Collateral { token: Address, asked: abi::allowanceCall },
    Shares { token: Address, asked: abi::isApprovedForAllCall },
}

impl Grant {
    fn new(chain: &Chain, wallet: Address, permit: Permit) -> Option<Self> {
        let given = permit.call(&chain.network, true);
        let token = given.target;
        if let Ok(approve) = abi::approveCall::abi_decode(&given.data) {
            let asked = abi::allowanceCall { owner: wallet, spender: approve.spender };
            return Some(Self::Collateral { token, asked });
        }
        let operator = abi::setApprovalForAllCall::abi_decode(&given.data).ok()?.operator;
        Some(Self::Shares { token, asked: abi::isApprovedForAllCall { account: wallet, operator } })
    }

    fn ask(&self, block: u64) -> Ask {
        match self {
            Self::Collateral { token, asked } => call(*token, asked, block),
            Self::Shares { token, asked } => call(*token, asked, block),
        }
    }

    fn allowed(&self, said: Said) -> Result<Allowed, ChainError> {
        Ok(match self {
            Self::Collateral { token, .. } => {
                let amount = returned::<abi::allowanceCall>(*token, said)?;
                match micros(amount) {
                    Ok(0) => Allowed::Nothing,
                    Ok(micros) => Allowed::UpTo(Usdc::from_micros(micros)),
                    Err(_) => Allowed::All,
                }
            }
            Self::Shares { token, .. } => {
                let all = returned::<abi::isApprovedForAllCall>(*token, said)?;
                if all { Allowed::All } else { Allowed::Nothing }
            }
        })
    }
}

pub(super) async fn permits(chain: &Chain, wallet: Address) -> Result<At<Permits>, ChainError> {
    let block = chain.head().await?;
    let grants: Vec<(Permit, Grant)> = Permit::ALL
        .into_iter()
        .filter_map(|permit| Some((permit, Grant::new(chain, wallet, permit)?)))
        .collect();
    let asks: Vec<Ask> = grants.iter().map(|(_, grant)| grant.ask(block)).collect();
    let said = chain.rpc.ask_all(&asks).await?;
    let allowed = grants.iter().zip(said).map(|((permit, grant), said)| Ok((*permit, grant.allowed(said)?)));
    Ok(At { block, value: Permits(allowed.collect::<Result<_, ChainError>>()?) })
}

pub(super) async fn positions(
    chain: &Chain,
    wallet: Address,
    tokens: &[U256],
) -> Result<At<Vec<Shares>>, ChainError> {
    if tokens.len() > TOKENS_MAX {
        return Err(ChainError::TooMany(TOKENS_MAX));
    }
    let block = chain.head().await?;
    let mut value = vec![Shares::ZERO; tokens.len()];
    let kinds = [(chain.network.conditional_tokens, false), (chain.network.position_manager, true)];
    let mut asks = Vec::new();
    let mut places = Vec::new();
    for (contract, version_3) in kinds {
        let of_kind: Vec<usize> =
            (0..tokens.len()).filter(|i| is_version_3(tokens[*i]) == version_3).collect();
        if of_kind.is_empty() {
            continue;
        }
        let ids = of_kind.iter().map(|i| tokens[*i]).collect();
        let asked = abi::balanceOfBatchCall { accounts: vec![wallet; of_kind.len()], ids };
        asks.push(call(contract, &asked, block));
        places.push((contract, of_kind));
    }
    for ((contract, of_kind), said) in places.into_iter().zip(chain.rpc.ask_all(&asks).await?) {
        let amounts = returned::<abi::balanceOfBatchCall>(contract, said)?;
        if amounts.len() != of_kind.len() {
            return Err(WireError::Malformed("not as many balances as tokens").into());
        }
        for (place, amount) in of_kind.into_iter().zip(amounts) {
            value[place] = Shares::from_micros(micros(amount)?);
        }
    }
    Ok(At { block, value })
}

pub(super) async fn send(chain: &Chain, raw: &Bytes) -> Result<B256, ChainError> {
    chain.head().await?;
    let hash = keccak256(raw);
    let [said] = chain.rpc.ask([Ask { method: "eth_sendRawTransaction", params: json!([raw]) }]).await?;
    match said {
        Ok(value) if value.as_str().and_then(|text| text.parse().ok()) == Some(hash) => Ok(hash),
        Ok(_) => Err(WireError::Malformed("the hash of another transaction").into()),
        // In the words of geth and of anvil.
        Err(error) if ["already known", "already imported"].iter().any(|w| error.message.contains(w)) => {
            Ok(hash)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn fate(chain: &Chain, transaction: B256) -> Result<At<Fate>, ChainError> {
    let about = |method| Ask { method, params: json!([transaction]) };
    let asks =
        [chain_id(), block_number(), about("eth_getTransactionReceipt"), about("eth_getTransactionByHash")];
    let [id, head, receipt, known] = chain.rpc.ask(asks).await?;
    chain.is_same_chain(id)?;
    let head = counted(head)?;
    let receipt = receipt?;
    if receipt.is_null() {
        let value = if known?.is_null() { Fate::Unknown } else { Fate::Pending };
        return Ok(At { block: head, value });
    }
    let mined = mined(transaction, &receipt).ok_or(WireError::Malformed("a receipt of another form"))?;
    // A block may have come between the questions.
    Ok(At { block: head.max(mined.block), value: Fate::Mined(mined) })
}

fn mined(transaction: B256, receipt: &Value) -> Option<Receipt> {
    let hash = |name: &str| receipt.get(name)?.as_str()?.parse::<B256>().ok();
    let whole = |name: &str| receipt.get(name).and_then(number);
    if hash("transactionHash")? != transaction {
        return None;
    }
    let succeeded = match whole("status")? {
        0 => false,
        1 => true,
        _ => return None,
    };
    let (block, block_hash, gas_used) = (whole("blockNumber")?, hash("blockHash")?, whole("gasUsed")?);
    Some(Receipt { block, block_hash, succeeded, gas_used })
}
