//! API keys and wallets: who may act for whom, what they own.

use crate::ids;
use alloy_primitives::Address;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use craftstrat_model::{Shares, TimeMs, Usdc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// Everything.
    Trading,
    /// Reading.
    ReadOnly,
    /// The builder's routes.
    Builder,
}

/// API credentials, bound to the address that signed for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiKey {
    /// A UUID; what the venue calls the owner of an order.
    pub id: String,
    /// Base64url of 32 bytes.
    pub secret: String,
    pub passphrase: String,
    pub address: Address,
    pub nonce: u64,
    pub kind: KeyKind,
}

/// A wallet's collateral and shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wallet {
    /// On chain.
    pub cash: Usdc,
    /// Of it, promised to trades that are not mined yet.
    pub cash_out: Usdc,
    /// On chain, by token.
    pub shares: BTreeMap<String, Shares>,
    /// Of them, promised to trades that are not mined yet.
    pub shares_out: BTreeMap<String, Shares>,
    /// Whether the exchanges may move its collateral and shares.
    pub approved: bool,
    /// Next nonce of a relayed batch.
    pub nonce: u64,
}

impl Wallet {
    /// Shares of a token on chain.
    pub fn held(&self, token: &str) -> Shares {
        self.shares.get(token).copied().unwrap_or_default()
    }

    /// Shares of a token that are promised to trades.
    pub fn promised(&self, token: &str) -> Shares {
        self.shares_out.get(token).copied().unwrap_or_default()
    }
}

/// A key that trades for a deposit wallet without owning it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionKey {
    pub wallet: Address,
    pub signer: Address,
    /// `CLOB`, `COMBOSRFQ` or `ALL`.
    pub scope: String,
    pub expires: TimeMs,
}

/// Every key and wallet.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    keys: BTreeMap<String, ApiKey>,
    wallets: BTreeMap<Address, Wallet>,
    pub session_keys: Vec<SessionKey>,
    /// Deposit wallets that exist on chain.
    pub deployed: Vec<Address>,
    pub banned: Vec<Address>,
    pub closed_only: Vec<Address>,
}

impl Accounts {
    /// The credentials of an address and nonce; they are the same every time.
    pub fn derive(address: Address, nonce: u64, kind: KeyKind) -> ApiKey {
        let name = format!("{address}/{nonce}/{kind:?}");
        let secret = Sha256::digest(format!("craftstrat-sim/secret/{name}"));
        ApiKey {
            id: ids::uuid("api-key", &name),
            secret: URL_SAFE.encode(secret),
            passphrase: ids::hash("passphrase", &name)[2..].to_owned(),
            address,
            nonce,
            kind,
        }
    }

    pub fn add_key(&mut self, key: ApiKey) {
        self.keys.insert(key.id.clone(), key);
    }

    /// Whether there was such a key.
    pub fn remove_key(&mut self, id: &str) -> bool {
        self.keys.remove(id).is_some()
    }

    pub fn key(&self, id: &str) -> Option<&ApiKey> {
        self.keys.get(id)
    }

    pub fn keys_of(&self, address: Address, kind: KeyKind) -> impl Iterator<Item = &ApiKey> {
        self.keys.values().filter(move |k| k.address == address && k.kind == kind)
    }

    /// The key that the credentials of a socket's first message prove.
    pub fn key_of_socket(&self, auth: Option<&Value>) -> Option<String> {
        let text = |name: &str| auth?.get(name)?.as_str();
        let key = self.keys.get(text("apiKey")?)?;
        let proved = text("secret")? == key.secret && text("passphrase")? == key.passphrase;
        proved.then(|| key.id.clone())
    }

    pub fn wallet(&self, address: Address) -> Option<&Wallet> {
        self.wallets.get(&address)
    }

    pub fn wallet_mut(&mut self, address: Address) -> &mut Wallet {
        self.wallets.entry(address).or_default()
    }

    /// A wallet that has `opening` and every approval, unless it is known already.
    pub fn open_wallet(&mut self, address: Address, opening: Usdc) {
        let new = Wallet { cash: opening, approved: true, ..Wallet::default() };
        self.wallets.entry(address).or_insert(new);
    }

    pub fn wallets(&self) -> impl Iterator<Item = (&Address, &Wallet)> {
        self.wallets.iter()
    }

    /// Whether `signer` may trade for `wallet` at `now`.
    pub fn may_trade(&self, wallet: Address, signer: Address, now: TimeMs) -> bool {
        self.session_keys
            .iter()
            .any(|k| k.wallet == wallet && k.signer == signer && now < k.expires && k.scope != "COMBOSRFQ")
    }
}
