//! Keys: made, looked at, given other rules, sealed anew, taken away.

use super::{Signer, needs_second_factor, refuse};
use crate::answer::{Answer, KeyFacts, Keystore, Refusal, RefusalCode};
use crate::envelope::{Envelope, KeyKind, Opened, WalletId};
use crate::key::PrivateKey;
use crate::keystore;
use crate::policy::{AllowedWithdrawal, Policy, PolicyChange, WITHDRAWALS_MAX};
use crate::request::{ChangePolicy, CreateSessionKey, CreateWallet, ExportKeystore, SealedKey};
use craftstrat_model::Usdc;
use craftstrat_signing::Address;
use craftstrat_signing::wallet::Wallets;

impl Signer {
    pub(super) fn create_wallet(&self, asked: &CreateWallet) -> Result<Answer, Refusal> {
        let network = self.network(asked.chain)?;
        self.check_notional(asked.notional_per_hour)?;
        let key = new_key()?;
        let owner = key.address();
        let policy = Policy {
            chain: asked.chain,
            exchanges: vec![network.exchange, network.exchange_neg_risk, network.exchange_v3],
            account: asked.account,
            maker: Wallets::made_by(&network.factories, owner).kind(asked.account),
            owner,
            notional_per_hour: asked.notional_per_hour,
            withdrawals: Vec::new(),
        };
        self.sealed(&asked.wallet, KeyKind::Owner, &key, policy)
    }

    pub(super) fn create_session_key(&self, asked: &CreateSessionKey) -> Result<Answer, Refusal> {
        let owner = self.open_owner(&asked.owner, "make another")?;
        if !owner.policy.account.is_deposit() {
            return refuse(RefusalCode::KeyKind, "only deposit wallets have session keys");
        }
        let policy = Policy { withdrawals: Vec::new(), ..owner.policy };
        self.sealed(&asked.owner.wallet, KeyKind::Session, &new_key()?, policy)
    }

    pub(super) fn inspect(&self, key: &SealedKey) -> Result<Answer, Refusal> {
        let opened = self.open(key)?;
        Ok(facts(&opened, key.envelope.clone(), opened.policy.clone()))
    }

    pub(super) fn change_policy(&self, asked: &ChangePolicy, now_ms: i64) -> Result<Answer, Refusal> {
        let opened = self.open(&asked.key)?;
        let mut policy = opened.policy.clone();
        let listed = |to: Address| policy.withdrawals.iter().any(|allowed| allowed.to == to);
        match asked.change {
            PolicyChange::Allow { to } => {
                if opened.kind != KeyKind::Owner {
                    return refuse(RefusalCode::KeyKind, "a session key cannot withdraw");
                }
                needs_second_factor(asked.second_factor, "allowing an address")?;
                if to.is_zero() || to == policy.maker || to == policy.owner {
                    return refuse(
                        RefusalCode::NotAllowed,
                        "money goes to an address of somebody's, outside",
                    );
                }
                if listed(to) {
                    return refuse(RefusalCode::NotAllowed, "the address is on the list already");
                }
                if policy.withdrawals.len() == WITHDRAWALS_MAX {
                    let sentence = format!("the list holds {WITHDRAWALS_MAX} addresses at most");
                    return refuse(RefusalCode::NotAllowed, sentence);
                }
                let not_before_ms = now_ms.saturating_add(self.rules.withdrawal_delay_ms);
                policy.withdrawals.push(AllowedWithdrawal { to, not_before_ms });
            }
            PolicyChange::Forbid { to } => {
                if !listed(to) {
                    return refuse(RefusalCode::NotAllowed, "the address is not on the list");
                }
                policy.withdrawals.retain(|allowed| allowed.to != to);
            }
            PolicyChange::Notional { per_hour } => {
                self.check_notional(per_hour)?;
                if per_hour > policy.notional_per_hour {
                    needs_second_factor(asked.second_factor, "a higher limit")?;
                }
                policy.notional_per_hour = per_hour;
            }
        }
        let envelope = asked.key.envelope.with_rules(&asked.key.wallet, &opened, &policy)?;
        Ok(facts(&opened, envelope, policy))
    }

    pub(super) fn rewrap(&self, key: &SealedKey) -> Result<Answer, Refusal> {
        let opened = self.open(key)?;
        let envelope = key.envelope.rewrap(&self.masters(), &key.wallet, &opened)?;
        Ok(facts(&opened, envelope, opened.policy.clone()))
    }

    pub(super) fn export(&self, asked: &ExportKeystore) -> Result<Answer, Refusal> {
        let opened = self.open_owner(&asked.key, "be exported")?;
        needs_second_factor(asked.second_factor, "an export")?;
        if !(12..=256).contains(&asked.password.text().len()) {
            return refuse(RefusalCode::Password, "the password must have 12 to 256 bytes");
        }
        let json = keystore::export(&opened.key, &asked.password);
        let json =
            json.ok_or_else(|| Refusal::new(RefusalCode::Internal, "the keystore could not be made"))?;
        Ok(Answer::Keystore(Keystore { json }))
    }

    fn check_notional(&self, per_hour: Usdc) -> Result<(), Refusal> {
        let max = self.rules.notional_max;
        if per_hour.is_positive() && per_hour <= max {
            return Ok(());
        }
        refuse(RefusalCode::Amount, format!("a wallet trades more than 0 and at most {max} USDC an hour"))
    }

    fn sealed(
        &self,
        wallet: &WalletId,
        kind: KeyKind,
        key: &PrivateKey,
        policy: Policy,
    ) -> Result<Answer, Refusal> {
        let envelope = Envelope::seal(&self.masters(), wallet, kind, key, &policy)?;
        Ok(Answer::Key(KeyFacts { kind, address: key.address(), envelope, policy }))
    }
}

fn new_key() -> Result<PrivateKey, Refusal> {
    let failed = |_| Refusal::new(RefusalCode::Internal, "the system gives no random numbers");
    PrivateKey::random().map_err(failed)
}

fn facts(opened: &Opened, envelope: Envelope, policy: Policy) -> Answer {
    Answer::Key(KeyFacts { kind: opened.kind, address: opened.key.address(), envelope, policy })
}
