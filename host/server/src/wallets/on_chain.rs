//! What the chain says of a wallet. Nothing is shown to pay into, and nothing deleted, on our own word.

use super::{Outside, account_kind, paper_wallet, parsed};
use crate::app::App;
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use axum::http::StatusCode;
use craftstrat_accounts::qr;
use craftstrat_api::studio::wallets::{
    Allowance, Allowed as Shown, Balances, DepositAddress, Position, WalletKind,
};
use craftstrat_chain::{Allowed, Chain, ChainError, TOKENS_MAX};
use craftstrat_signing::call::Permit;
use craftstrat_signing::{Address, U256};
use craftstrat_storage::Owner;
use craftstrat_storage::wallets::{self as rows, Stored, keys};
use std::str::FromStr;

impl Outside {
    /// The chain a wallet is on.
    ///
    /// # Errors
    /// When it is a paper wallet, or this installation is not connected to that chain.
    fn chain_of(&self, wallet: &Stored) -> Answer<&Chain> {
        let Some(id) = wallet.chain() else { return Err(paper_wallet()) };
        let chain = self.chain.as_ref().ok_or_else(no_chain)?;
        if chain.network().chain == id {
            return Ok(chain);
        }
        let detail = format!(
            "This wallet is on chain {id} and the server is connected to chain {}: whoever operates it starts it with a \
             node of that chain.",
            chain.network().chain
        );
        Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "no_chain", detail))
    }
}

pub(super) fn not_empty(detail: impl Into<String>) -> Refusal {
    Refusal::conflict("not_empty", detail)
}

pub(super) fn no_chain() -> Refusal {
    let detail = "This installation is not connected to a chain, so nothing can be paid in or out: whoever operates it \
                  starts it with --chain-rpc.";
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "no_chain", detail)
}

/// Why the chain gives no answer.
fn unanswered(error: &ChainError) -> Refusal {
    match error {
        ChainError::Mismatch { derived, on_chain, .. } => {
            tracing::error!(%derived, %on_chain, "the chain's factory makes another wallet");
            Refusal::conflict("address_mismatch", error.to_string())
        }
        error => {
            tracing::warn!(code = error.code(), %error, "the chain gave no answer");
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "chain_unreachable", error.to_string())
        }
    }
}

/// Where to pay in, once the chain's own factory said the same address.
///
/// # Errors
/// When it says another, or nothing: then no address is shown.
pub(crate) async fn deposit(app: &App, owner: &Owner, wallet: &Stored) -> Answer<DepositAddress> {
    let chain = app.wallets.chain_of(wallet)?;
    let Some(account) = account_kind(wallet.kind()) else { return Err(paper_wallet()) };
    let key = keys::find(&app.db, owner, &wallet.id).await?.ok_or_else(|| Refusal::not_found("wallet"))?;
    let said = chain.deposit_address(parsed(&key.key_address)?, account).await.map_err(|e| unanswered(&e))?;
    if said.value != parsed(&key.address)? {
        let detail = "The chain's factory says another address than was kept: nothing may be sent to either.";
        return Err(Refusal::conflict("address_mismatch", detail));
    }
    let checked_at_ms = now_ms();
    // Written down before it is shown: from now on somebody may know it.
    if !keys::checked(&app.db, owner, &wallet.id, checked_at_ms).await? {
        return Err(Refusal::not_found("wallet"));
    }
    let network = chain.network();
    Ok(DepositAddress {
        qr: qr::svg(&key.address).map_err(Refusal::internal)?,
        address: key.address,
        chain: network.chain,
        token: network.collateral.to_string(),
        checked_at_ms,
    })
}

/// What a wallet holds, and of which of `tokens` how many shares.
///
/// # Errors
/// When the chain does not answer, or a token is no number.
pub(crate) async fn balances(app: &App, owner: &Owner, wallet: &Stored, tokens: &str) -> Answer<Balances> {
    let chain = app.wallets.chain_of(wallet)?;
    let names: Vec<&str> = tokens.split(',').map(str::trim).filter(|token| !token.is_empty()).collect();
    let numbers = names.iter().map(|token| U256::from_str_radix(token, 10)).collect::<Result<Vec<_>, _>>();
    let Some(numbers) = numbers.ok().filter(|numbers| numbers.len() <= TOKENS_MAX) else {
        let detail = format!("`tokens` takes at most {TOKENS_MAX} decimal numbers, with commas between.");
        return Err(Refusal::bad_request(detail));
    };
    let at = address_of(wallet)?;
    let has = chain.balances(at).await.map_err(|e| unanswered(&e))?.value;
    let permits = chain.permits(at).await.map_err(|e| unanswered(&e))?.value;
    let shares = if numbers.is_empty() {
        Vec::new()
    } else {
        chain.positions(at, &numbers).await.map_err(|e| unanswered(&e))?.value
    };
    let now = now_ms();
    rows::saw(&app.db, owner, &wallet.id, has.collateral, now).await?;
    let position = |(token, shares): (&U256, _)| Position { token: token.to_string(), shares };
    Ok(Balances {
        cash_usdc: has.collateral,
        bridged_usdc: has.bridged,
        allowances: permits.all().iter().map(|(permit, allowed)| allowance(*permit, *allowed)).collect(),
        positions: numbers.iter().zip(shares).map(position).collect(),
        at_ms: now,
    })
}

fn allowance(permit: Permit, allowed: Allowed) -> Allowance {
    let name = serde_json::to_value(permit).ok().and_then(|name| name.as_str().map(str::to_owned));
    let (allowed, up_to_usdc) = match allowed {
        Allowed::Nothing => (Shown::Nothing, None),
        Allowed::UpTo(cash) => (Shown::UpTo, Some(cash)),
        Allowed::All => (Shown::All, None),
    };
    Allowance { name: name.unwrap_or_default(), allowed, up_to_usdc }
}

/// Whether nothing would be lost with the wallet's key.
///
/// # Errors
/// When something would, or the chain does not answer.
pub(super) async fn check_empty(app: &App, wallet: &Stored) -> Answer<()> {
    debug_assert!(wallet.kind() != WalletKind::Paper);
    let chain = app.wallets.chain_of(wallet)?;
    let has = chain.balances(address_of(wallet)?).await.map_err(|e| unanswered(&e))?.value;
    if has.collateral.is_positive() {
        return Err(not_empty(format!("There are {} USDC in it: withdraw them first.", has.collateral)));
    }
    // These cannot be withdrawn here; whoever took the key along can still get at them.
    if (has.bridged.is_positive() || !has.coin.is_zero()) && wallet.exported_at.is_none() {
        let detail = "Somebody sent coins of another kind to it, which cannot be withdrawn here: take its key along first.";
        return Err(not_empty(detail));
    }
    Ok(())
}

/// The address that holds the money.
fn address_of(wallet: &Stored) -> Answer<Address> {
    let address = wallet.address.as_deref().ok_or_else(paper_wallet)?;
    Address::from_str(address).map_err(Refusal::internal)
}
