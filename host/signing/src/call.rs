//! The contract calls that are ever made for a wallet, each with its meaning.

use crate::network::Network;
use alloy_primitives::{Address, B256, FixedBytes, U256};
use alloy_sol_types::{SolCall, sol};
use craftstrat_model::Outcome;
use serde::{Deserialize, Serialize};

sol! {
    /// A call of a contract.
    #[derive(Debug, PartialEq, Eq)]
    struct Call {
        address target;
        uint256 value;
        bytes data;
    }

    function approve(address spender, uint256 amount);
    function transfer(address to, uint256 amount);
    function setApprovalForAll(address operator, bool approved);
    function redeemPositions(address collateral, bytes32 parent, bytes32 condition, uint256[] indexSets);
    function mergePositions(address collateral, bytes32 parent, bytes32 condition, uint256[] partition, uint256 amount);
    function merge(bytes31 condition, uint256 amount);
    function redeem(bytes31 condition, uint256 outcome, uint256 amount);
    function authorizeSessionSigner(address signer, uint256 validUntil);
    function revokeSessionSigner(address signer);
}

/// A contract of the venue's that may be let take something of a wallet; trading needs all of them, as the official
/// client has it, but for the one of perpetuals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permit {
    /// Collateral: the exchange.
    CashExchange,
    /// Collateral: the exchange of markets with negative risk.
    CashExchangeNegRisk,
    /// Collateral: the exchange of version 3.
    CashExchangeV3,
    /// Collateral: the adapter that splits and merges.
    CashAdapter,
    /// Collateral: the adapter of markets with negative risk.
    CashAdapterNegRisk,
    /// Collateral: the router of version 3.
    CashRouter,
    /// Outcome tokens: the exchange.
    SharesExchange,
    /// Outcome tokens: the exchange of markets with negative risk.
    SharesExchangeNegRisk,
    /// Outcome tokens: the adapter that merges and redeems.
    SharesAdapter,
    /// Outcome tokens: the adapter of markets with negative risk.
    SharesAdapterNegRisk,
    /// Outcome tokens: who redeems after a market's end.
    SharesAutoRedeem,
    /// Outcome tokens: the module of binary markets.
    SharesBinaryModule,
    /// Outcome tokens: the module of markets with negative risk.
    SharesNegRiskModule,
    /// Outcome tokens of version 3: the router.
    PositionsRouter,
    /// Outcome tokens of version 3: their exchange.
    PositionsExchangeV3,
    /// Outcome tokens of version 3: who redeems after a market's end.
    PositionsAutoRedeem,
}

impl Permit {
    /// All of them, in the order in which the official client asks for them.
    pub const ALL: [Self; 16] = [
        Self::CashExchange,
        Self::CashExchangeNegRisk,
        Self::CashAdapter,
        Self::CashAdapterNegRisk,
        Self::CashRouter,
        Self::CashExchangeV3,
        Self::SharesExchange,
        Self::SharesExchangeNegRisk,
        Self::SharesAdapter,
        Self::SharesAdapterNegRisk,
        Self::SharesAutoRedeem,
        Self::SharesBinaryModule,
        Self::SharesNegRiskModule,
        Self::PositionsRouter,
        Self::PositionsExchangeV3,
        Self::PositionsAutoRedeem,
    ];

    /// The call that gives it (without limit for collateral, as the official client does) or takes it back.
    pub fn call(self, network: &Network, give: bool) -> Call {
        let tokens = network.conditional_tokens;
        let positions = network.position_manager;
        let (token, whom) = match self {
            Self::CashExchange => (None, network.exchange),
            Self::CashExchangeNegRisk => (None, network.exchange_neg_risk),
            Self::CashExchangeV3 => (None, network.exchange_v3),
            Self::CashAdapter => (None, network.collateral_adapter),
            Self::CashAdapterNegRisk => (None, network.neg_risk_collateral_adapter),
            Self::CashRouter => (None, network.router),
            Self::SharesExchange => (Some(tokens), network.exchange),
            Self::SharesExchangeNegRisk => (Some(tokens), network.exchange_neg_risk),
            Self::SharesAdapter => (Some(tokens), network.collateral_adapter),
            Self::SharesAdapterNegRisk => (Some(tokens), network.neg_risk_collateral_adapter),
            Self::SharesAutoRedeem => (Some(tokens), network.auto_redeem_operator),
            Self::SharesBinaryModule => (Some(tokens), network.binary_module),
            Self::SharesNegRiskModule => (Some(tokens), network.neg_risk_module),
            Self::PositionsRouter => (Some(positions), network.router),
            Self::PositionsExchangeV3 => (Some(positions), network.exchange_v3),
            Self::PositionsAutoRedeem => (Some(positions), network.auto_redeem_operator),
        };
        match token {
            Some(token) => call(token, &setApprovalForAllCall { operator: whom, approved: give }),
            None => {
                let amount = if give { U256::MAX } else { U256::ZERO };
                call(network.collateral, &approveCall { spender: whom, amount })
            }
        }
    }
}

/// Which contract a market's positions are merged and redeemed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarketKind {
    /// Tokens of the Conditional Token Framework.
    Ordinary,
    /// The same, with negative risk.
    NegRisk,
    /// Position ids of the second kind.
    Version3,
}

/// Pays out both outcomes of a resolved market; of version 3, `amounts` (micros of shares, Up first) that are not zero.
pub fn redeem(network: &Network, kind: MarketKind, condition: B256, amounts: [u64; 2]) -> Vec<Call> {
    let Some(adapter) = adapter(network, kind) else {
        let outcomes = Outcome::BOTH.into_iter().map(Outcome::index).zip(amounts);
        let present = outcomes.filter(|(_, amount)| *amount > 0);
        let redeemed = present.map(|(outcome, amount)| redeemCall {
            condition: short(condition),
            outcome: U256::from(outcome),
            amount: U256::from(amount),
        });
        return redeemed.map(|data| call(network.router, &data)).collect();
    };
    let data = redeemPositionsCall {
        collateral: network.collateral,
        parent: B256::ZERO,
        condition,
        indexSets: both_outcomes(),
    };
    vec![call(adapter, &data)]
}

/// Turns `amount` (micros of shares) of both outcomes into collateral.
pub fn merge(network: &Network, kind: MarketKind, condition: B256, amount: u64) -> Call {
    let amount = U256::from(amount);
    let Some(adapter) = adapter(network, kind) else {
        return call(network.router, &mergeCall { condition: short(condition), amount });
    };
    let data = mergePositionsCall {
        collateral: network.collateral,
        parent: B256::ZERO,
        condition,
        partition: both_outcomes(),
        amount,
    };
    call(adapter, &data)
}

/// Sends `amount` micros of collateral to `to`.
pub fn withdraw(network: &Network, to: Address, amount: u64) -> Call {
    call(network.collateral, &transferCall { to, amount: U256::from(amount) })
}

/// Lets a session key trade for a deposit wallet until `valid_until`, seconds since the epoch.
pub fn authorize_session(wallet: Address, session: Address, valid_until: u64) -> Call {
    call(wallet, &authorizeSessionSignerCall { signer: session, validUntil: U256::from(valid_until) })
}

/// Ends a session key's right to trade for a deposit wallet.
pub fn revoke_session(wallet: Address, session: Address) -> Call {
    call(wallet, &revokeSessionSignerCall { signer: session })
}

fn call(target: Address, data: &impl SolCall) -> Call {
    Call { target, value: U256::ZERO, data: data.abi_encode().into() }
}

fn adapter(network: &Network, kind: MarketKind) -> Option<Address> {
    match kind {
        MarketKind::Ordinary => Some(network.collateral_adapter),
        MarketKind::NegRisk => Some(network.neg_risk_collateral_adapter),
        MarketKind::Version3 => None,
    }
}

/// Condition ids of version 3 have 31 bytes; the last of 32 is an outcome's.
fn short(condition: B256) -> FixedBytes<31> {
    FixedBytes::from_slice(&condition[..31])
}

fn both_outcomes() -> Vec<U256> {
    Outcome::BOTH.into_iter().map(|outcome| U256::from(1_u8 << outcome.index())).collect()
}
