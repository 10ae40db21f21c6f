//! Wallets: made with a key that the signer keeps, held to a plan, shown, paused, deleted when they are empty.

mod courier;
mod keeper;
mod on_chain;
pub(crate) mod rotation;
mod rules;

pub(crate) use courier::work;
pub(crate) use on_chain::{balances, deposit};
pub(crate) use rules::{allow, export, forbid, withdraw};

use crate::access::Requester;
use crate::app::App;
use crate::clock::now_ms;
use crate::config::{StartError, WalletsConfig};
use crate::people::Mode;
use crate::plans;
use crate::problem::{Answer, Refusal};
use craftstrat_accounts::access::{Actor, Role};
use craftstrat_api::studio::wallets::{NewWallet, Wallet, WalletChange, WalletKind, WalletState};
use craftstrat_chain::{Chain, Limits, Relayer, RelayerKey};
use craftstrat_model::Usdc;
use craftstrat_signer::request::{CreateWallet, SealedKey};
use craftstrat_signer::{Client, Envelope, WalletId};
use craftstrat_signing::wallet::{AccountKind, Wallets};
use craftstrat_signing::{Address, Network};
use craftstrat_storage::wallets::{self as rows, Material, New, Stored, keys};
use craftstrat_storage::{Owner, assignments, new_id};
use keeper::Keeper;
use std::path::Path;
use std::str::FromStr;

/// Cash of a paper wallet where nothing is said.
pub(crate) const PAPER_CASH: Usdc = Usdc::from_micros(1_000_000_000);

/// Cash of a paper wallet, at most.
const PAPER_CASH_MAX: Usdc = Usdc::from_micros(1_000_000_000_000);

/// Dollars of orders a rolling hour that a new wallet's key signs.
const NOTIONAL_PER_HOUR: Usdc = Usdc::from_micros(10_000_000_000);

/// What wallets need of the world outside.
#[derive(Debug)]
pub(crate) struct Outside {
    keeper: Keeper,
    network: Network,
    chain: Option<Chain>,
    relayer: Option<Relayer>,
}

impl Outside {
    /// As it is configured. Nothing is started or asked.
    ///
    /// # Errors
    /// When an address cannot be used.
    pub fn new(config: &WalletsConfig, data_dir: &Path) -> Result<Self, StartError> {
        let failed = |what: &str, why: &dyn std::fmt::Display| StartError::Chain(format!("{what}: {why}"));
        let (mut chain, mut relayer) = (None, None);
        if let Some(on) = &config.chain {
            chain = Some(Chain::new(&on.rpc, config.network).map_err(|e| failed("--chain-rpc", &e))?);
            if let Some(to) = &on.relayer {
                let key = to.key.as_ref().map(|(key, address)| {
                    let address =
                        Address::from_str(address).map_err(|e| failed("CRAFTSTRAT_RELAYER_KEY", &e))?;
                    Ok::<_, StartError>(RelayerKey { key: key.clone().into(), address })
                });
                let key = key.transpose()?;
                let made = Relayer::new(&to.url, key.as_ref(), Limits::default());
                relayer = Some(made.map_err(|e| failed("--relayer", &e))?);
            }
        }
        let keeper = Keeper::new(config.signer.clone(), data_dir);
        Ok(Self { keeper, network: config.network, chain, relayer })
    }

    /// The chain this installation is connected to.
    pub fn chain_id(&self) -> Option<u64> {
        self.chain.as_ref().map(|chain| chain.network().chain)
    }

    /// Whom to ask for what needs a key.
    ///
    /// # Errors
    /// When nobody keeps keys at this moment.
    async fn signer(&self, requester: &Requester) -> Answer<&Client> {
        let in_full = matches!(&requester.actor, Actor::Person(person) if person.role == Role::Operator);
        self.keeper.client().await.map_err(|trouble| keeper::unavailable(&trouble, in_full))
    }

    /// Ends what was started.
    pub async fn stop(&self) {
        self.keeper.stop().await;
    }
}

/// A wallet as it is shown. Its address is not, before the chain said the same.
pub(crate) fn shown(stored: &Stored) -> Wallet {
    let of_checked = |address: &Option<String>| address.clone().filter(|_| stored.is_checked());
    Wallet {
        id: stored.id.clone(),
        label: stored.label.clone(),
        kind: stored.kind(),
        state: stored.state(),
        address: of_checked(&stored.address),
        key_address: of_checked(&stored.key_address),
        chain: stored.chain(),
        starting_cash_usdc: stored.starting_cash(),
        cash_usdc: stored.cash(),
        cash_at_ms: stored.balance_at,
        exported_at_ms: stored.exported_at,
        created_at_ms: stored.created_at,
    }
}

/// A wallet of this owner.
///
/// # Errors
/// When there is none.
pub(crate) async fn present(app: &App, owner: &Owner, id: &str) -> Answer<Stored> {
    rows::find(&app.db, owner, id).await?.ok_or_else(|| Refusal::not_found("wallet"))
}

/// Makes a wallet and returns its id.
///
/// # Errors
/// When the plan has no room, a field is wrong, or nobody keeps keys.
pub(crate) async fn create(
    app: &App,
    owner: &Owner,
    requester: &Requester,
    asked: &NewWallet,
) -> Answer<String> {
    let label = label(&asked.label)?;
    let most = plans::wallets_most(app, requester);
    // Before a key is made for nothing; what counts is asked with the row.
    let have = rows::count(&app.db, owner).await?;
    if most.is_some_and(|most| have >= most) {
        return Err(plans::no_wallet(requester, have));
    }
    let Some(account) = account_kind(asked.kind) else {
        let cash = paper_cash(asked.starting_cash_usdc.as_deref())?;
        let made = rows::insert_paper(&app.db, owner, label, cash, most, now_ms()).await?;
        return made.ok_or_else(|| plans::no_wallet(requester, have));
    };
    if asked.starting_cash_usdc.is_some() {
        return Err(Refusal::unprocessable("bad_amount", "Only a paper wallet begins with cash."));
    }
    if app.people.mode == Mode::Local {
        let detail = "Here nobody signs in, so nothing could keep others on this machine from the key: start the server \
                      with --accounts, or make a paper wallet.";
        return Err(Refusal::conflict("needs_accounts", detail));
    }
    let (id, network) = (new_id(), &app.wallets.network);
    let request = CreateWallet {
        wallet: wallet_id(&id)?,
        chain: network.chain,
        account,
        notional_per_hour: NOTIONAL_PER_HOUR,
    };
    let signer = app.wallets.signer(requester).await?;
    let made = signer.create_wallet(request).await.map_err(keeper::refused)?;
    // Of two readings of the factories one would be wrong: no such wallet is kept.
    let derived = Wallets::made_by(&network.factories, made.address).kind(account);
    let policy = &made.policy;
    if (policy.maker, policy.owner, policy.chain) != (derived, made.address, network.chain) {
        return Err(Refusal::internal("the signer derived another wallet for its key"));
    }
    let (address, key_address) = (derived.to_string(), made.address.to_string());
    let envelope = String::from(made.envelope);
    let key = keys::New {
        kind: asked.kind,
        chain: network.chain,
        address: &address,
        key_address: &key_address,
        envelope: &envelope,
    };
    let new = New { id: &id, label, made: Material::OnChain(key) };
    if rows::insert(&app.db, owner, new, most, now_ms()).await? {
        return Ok(id);
    }
    Err(plans::no_wallet(requester, have))
}

/// Gives a wallet another name, pauses or resumes it.
///
/// # Errors
/// When there is none, a field is wrong, or the plan has no room for it to go on.
pub(crate) async fn change(app: &App, owner: &Owner, id: &str, asked: &WalletChange) -> Answer<Stored> {
    let name = asked.label.as_deref().map(label).transpose()?;
    if asked.paused == Some(false) && present(app, owner, id).await?.state() == WalletState::PlanPaused {
        let detail = "The plan has no room for this wallet: it goes on by itself when there is room again.";
        return Err(Refusal::conflict("plan_paused", detail));
    }
    let active = asked.paused.map(|paused| !paused);
    if !rows::change(&app.db, owner, id, name, active, now_ms()).await? {
        return Err(Refusal::not_found("wallet"));
    }
    if active == Some(false) {
        crate::assignments::follow(app, owner).await?;
    }
    present(app, owner, id).await
}

/// Deletes a wallet that is empty; its owner typed its label.
///
/// # Errors
/// When there is none, it is another's label, there is something in it, or nobody can tell.
pub(crate) async fn delete(
    app: &App,
    owner: &Owner,
    requester: &Requester,
    id: &str,
    typed: &str,
) -> Answer<()> {
    let stored = present(app, owner, id).await?;
    if typed.trim() != stored.label {
        let detail = "Type the label of this wallet to delete it (`?confirm=`): this is another one.";
        return Err(Refusal::unprocessable("wrong_label", detail));
    }
    if assignments::wallet::is_busy(&app.db, owner, id).await? {
        return Err(on_chain::not_empty(
            "A strategy runs on it: deactivate it first and wait until it holds nothing.",
        ));
    }
    if stored.kind() != WalletKind::Paper && stored.is_known() {
        on_chain::check_empty(app, &stored).await?;
    }
    // Once its address was shown somebody may have paid into it: then the answer above is not about the same wallet.
    if !rows::delete(&app.db, owner, id, !stored.is_known()).await? {
        return Err(on_chain::not_empty(
            "Money is on its way out of it, or its address was shown meanwhile: try again.",
        ));
    }
    plans::hold_wallets(app, owner, requester.plan()).await
}

/// A label as it is kept.
fn label(text: &str) -> Answer<&str> {
    let refuse = |_| Refusal::unprocessable("bad_label", "A label has 1 to 100 characters.");
    crate::routes::name(text).map_err(refuse)
}

fn paper_cash(text: Option<&str>) -> Answer<Usdc> {
    let Some(text) = text else { return Ok(PAPER_CASH) };
    let cash = Usdc::from_str(text).ok().filter(|cash| cash.is_positive() && *cash <= PAPER_CASH_MAX);
    cash.ok_or_else(|| {
        Refusal::unprocessable(
            "bad_amount",
            "A paper wallet begins with more than 0 and at most 1000000 USDC.",
        )
    })
}

/// How a wallet signs; a paper wallet does not.
const fn account_kind(kind: WalletKind) -> Option<AccountKind> {
    match kind {
        WalletKind::Paper => None,
        WalletKind::Deposit => Some(AccountKind::Deposit),
        WalletKind::Proxy => Some(AccountKind::Proxy),
        WalletKind::Safe => Some(AccountKind::Safe),
    }
}

fn wallet_id(id: &str) -> Answer<WalletId> {
    WalletId::try_from(id.to_owned()).map_err(Refusal::internal)
}

/// A wallet with a key, and what the signer is to be sent along.
struct Keyed {
    /// As it is stored now.
    kept: keys::Stored,
    /// The same for the signer.
    sealed: SealedKey,
    account: AccountKind,
}

/// The key of a wallet.
///
/// # Errors
/// When it is a paper wallet, or there is none.
async fn keyed(app: &App, owner: &Owner, id: &str) -> Answer<Keyed> {
    let stored = present(app, owner, id).await?;
    let (Some(account), Some(kept)) = (account_kind(stored.kind()), keys::find(&app.db, owner, id).await?)
    else {
        return Err(paper_wallet());
    };
    let envelope = Envelope::try_from(kept.envelope.clone()).map_err(Refusal::internal)?;
    Ok(Keyed { sealed: SealedKey { wallet: wallet_id(id)?, envelope }, kept, account })
}

fn paper_wallet() -> Refusal {
    Refusal::conflict("paper_wallet", "This is a paper wallet: it has no address, no key and no withdrawals.")
}

/// An address out of a row.
fn parsed(address: &str) -> Answer<Address> {
    Address::from_str(address).map_err(Refusal::internal)
}
