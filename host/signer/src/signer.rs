//! The decisions: what is signed, and what is refused with which words.

mod orders;
mod transactions;
mod wallets;

use crate::answer::{Answer, Refusal, RefusalCode, Status};
use crate::envelope::{KeyKind, Opened};
use crate::master::MasterKeys;
use crate::rate::HourlyNotional;
use crate::request::{Request, SealedKey};
use craftstrat_model::Usdc;
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::{B256, Digest, Network, RawSignature};
use std::sync::{Mutex, PoisonError, RwLock};

/// What an installation allows, whatever a wallet's own rules say.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Chains that are signed for; of two with one id the first counts.
    pub networks: Vec<Network>,
    /// Builder codes that orders may name beside none: they can charge a fee.
    pub builders: Vec<B256>,
    /// The most dollars of orders a rolling hour that a wallet can be given.
    pub notional_max: Usdc,
    /// Time between allowing an address and the first withdrawal to it.
    pub withdrawal_delay_ms: i64,
    /// Whether memory was locked, to be told.
    pub memory_locked: bool,
}

/// Polygon alone, no builder, 100,000 dollars an hour, a day's delay.
impl Default for Rules {
    fn default() -> Self {
        Self {
            networks: vec![POLYGON],
            builders: Vec::new(),
            notional_max: Usdc::from_micros(100_000_000_000),
            withdrawal_delay_ms: 24 * 3_600_000,
            memory_locked: false,
        }
    }
}

/// The decisions, and the little that is remembered: master keys and what was traded lately.
#[derive(Debug)]
pub struct Signer {
    masters: RwLock<MasterKeys>,
    rules: Rules,
    traded: Mutex<HourlyNotional>,
}

impl Signer {
    /// With these keys and rules.
    pub fn new(masters: MasterKeys, rules: Rules) -> Self {
        Self { masters: RwLock::new(masters), rules, traded: Mutex::default() }
    }

    /// Other master keys from now on.
    pub fn set_masters(&self, masters: MasterKeys) {
        *self.masters.write().unwrap_or_else(PoisonError::into_inner) = masters;
    }

    /// Answers `request` at `now_ms`, milliseconds since the epoch. Exports take about half a second, all others less
    /// than 10 ms.
    pub fn answer(&self, request: &Request, now_ms: i64) -> Answer {
        self.decide(request, now_ms).unwrap_or_else(Answer::Refused)
    }

    fn decide(&self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        match request {
            Request::Status => Ok(Answer::Status(self.status())),
            Request::CreateWallet(asked) => self.create_wallet(asked),
            Request::CreateSessionKey(asked) => self.create_session_key(asked),
            Request::Inspect(asked) => self.inspect(&asked.key),
            Request::ChangePolicy(asked) => self.change_policy(asked, now_ms),
            Request::Rewrap(asked) => self.rewrap(&asked.key),
            Request::ExportKeystore(asked) => self.export(asked),
            Request::SignOrder(asked) => self.sign_order(asked, now_ms),
            Request::SignVenueAuth(asked) => self.sign_venue_auth(asked, now_ms),
            Request::SignApproval(asked) => self.sign_approval(asked, now_ms),
            Request::SignRedemption(asked) => self.sign_redemption(asked, now_ms),
            Request::SignMerge(asked) => self.sign_merge(asked, now_ms),
            Request::SignWithdrawal(asked) => self.sign_withdrawal(asked, now_ms),
            Request::SignSessionKey(asked) => self.sign_session_key(asked, now_ms),
        }
    }

    fn status(&self) -> Status {
        let masters = self.masters();
        Status {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            master: masters.current(),
            masters: masters.ids().collect(),
            memory_locked: self.rules.memory_locked,
            chains: self.rules.networks.iter().map(|network| network.chain).collect(),
        }
    }

    fn masters(&self) -> std::sync::RwLockReadGuard<'_, MasterKeys> {
        self.masters.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self, key: &SealedKey) -> Result<Opened, Refusal> {
        Ok(key.envelope.open(&self.masters(), &key.wallet)?)
    }

    /// An owner's key; `what` needs one.
    fn open_owner(&self, key: &SealedKey, what: &str) -> Result<Opened, Refusal> {
        let opened = self.open(key)?;
        if opened.kind == KeyKind::Owner {
            return Ok(opened);
        }
        Err(Refusal::new(RefusalCode::KeyKind, format!("a session key cannot {what}: use the owner's key")))
    }

    fn network(&self, chain: u64) -> Result<&Network, Refusal> {
        let known = self.rules.networks.iter().find(|network| network.chain == chain);
        known.ok_or_else(|| Refusal::new(RefusalCode::Chain, format!("chain {chain} is not signed for")))
    }
}

impl Opened {
    fn sign(&self, digest: Digest) -> Result<RawSignature, Refusal> {
        let failed = || Refusal::new(RefusalCode::Internal, "the key gave no signature");
        self.key.sign(digest).ok_or_else(failed)
    }
}

fn refuse<T>(code: RefusalCode, sentence: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(code, sentence))
}

fn needs_second_factor(given: bool, what: &str) -> Result<(), Refusal> {
    if given {
        return Ok(());
    }
    refuse(RefusalCode::SecondFactor, format!("{what} needs a second factor that was just given"))
}
