//! Transactions of the wallet through the venue's relayer, with the owner's key alone: approvals, payouts, merges,
//! withdrawals, the right of session keys.

use super::{Signer, needs_second_factor, refuse};
use crate::answer::{Answer, Refusal, RefusalCode, SentCall, SignedTransaction};
use crate::envelope::{KeyKind, Opened};
use crate::request::{
    SessionChange, SignApproval, SignMerge, SignRedemption, SignSessionKey, SignWithdrawal,
};
use craftstrat_model::money::MICROS_MAX;
use craftstrat_signing::call::{self, Call, MarketKind, Permit};
use craftstrat_signing::order::is_version_3;
use craftstrat_signing::relay::{Ticket, transaction};
use craftstrat_signing::wallet::{AccountKind, Wallets};
use craftstrat_signing::{Address, B256, U256};

/// How far ahead a transaction's deadline may be; official clients say 10 minutes.
const DEADLINE_MAX_S: i64 = 3_600;
/// How long the venue lets a session key live, seconds, and a minute for clocks that differ.
const SESSION_MAX_S: i64 = 4_315 * 3_600 + 60;
/// Gas of a relayed transaction at most.
const GAS_MAX: u64 = 10_000_000;

impl Signer {
    pub(super) fn sign_approval(&self, asked: &SignApproval, now_ms: i64) -> Result<Answer, Refusal> {
        let opened = self.open_owner(&asked.key, "approve anything")?;
        let network = self.network(opened.policy.chain)?;
        if asked.permits.is_empty() || asked.permits.len() > Permit::ALL.len() {
            return refuse(RefusalCode::Amount, "1 to 16 approvals go into one transaction");
        }
        let calls = asked.permits.iter().map(|permit| permit.call(network, asked.give)).collect();
        self.sign_calls(&opened, calls, &asked.ticket, now_ms)
    }

    pub(super) fn sign_redemption(&self, asked: &SignRedemption, now_ms: i64) -> Result<Answer, Refusal> {
        let opened = self.open_owner(&asked.key, "redeem")?;
        let network = self.network(opened.policy.chain)?;
        check_condition(asked.market, asked.condition)?;
        let is_version_3 = asked.market == MarketKind::Version3;
        if is_version_3 == (asked.amounts == [0, 0]) || asked.amounts.iter().any(|a| !in_range(*a)) {
            let sentence = "shares to redeem are named in markets of version 3 and in no others, within the range of amounts";
            return refuse(RefusalCode::Amount, sentence);
        }
        let calls = call::redeem(network, asked.market, asked.condition, asked.amounts);
        self.sign_calls(&opened, calls, &asked.ticket, now_ms)
    }

    pub(super) fn sign_merge(&self, asked: &SignMerge, now_ms: i64) -> Result<Answer, Refusal> {
        let opened = self.open_owner(&asked.key, "merge")?;
        let network = self.network(opened.policy.chain)?;
        check_condition(asked.market, asked.condition)?;
        if asked.amount == 0 || !in_range(asked.amount) {
            return refuse(RefusalCode::Amount, "something is merged, within the range of amounts");
        }
        let calls = vec![call::merge(network, asked.market, asked.condition, asked.amount)];
        self.sign_calls(&opened, calls, &asked.ticket, now_ms)
    }

    pub(super) fn sign_withdrawal(&self, asked: &SignWithdrawal, now_ms: i64) -> Result<Answer, Refusal> {
        let opened = self.open_owner(&asked.key, "withdraw")?;
        let network = self.network(opened.policy.chain)?;
        needs_second_factor(asked.second_factor, "a withdrawal")?;
        let Some(not_before_ms) = opened.policy.withdrawal(asked.to) else {
            let sentence = format!("{} is not on the wallet's list of addresses to withdraw to", asked.to);
            return refuse(RefusalCode::NotAllowed, sentence);
        };
        if now_ms < not_before_ms {
            let minutes = (not_before_ms.saturating_sub(now_ms)).saturating_add(59_999) / 60_000;
            let sentence = format!("{} can be withdrawn to in {minutes} minutes", asked.to);
            return refuse(RefusalCode::TooEarly, sentence);
        }
        let amount = u64::try_from(asked.amount.micros()).unwrap_or(0);
        if amount == 0 || !in_range(amount) {
            return refuse(RefusalCode::Amount, "something is withdrawn, within the range of amounts");
        }
        let calls = vec![call::withdraw(network, asked.to, amount)];
        self.sign_calls(&opened, calls, &asked.ticket, now_ms)
    }

    pub(super) fn sign_session_key(&self, asked: &SignSessionKey, now_ms: i64) -> Result<Answer, Refusal> {
        let opened = self.open_owner(&asked.key, "let others trade")?;
        let policy = &opened.policy;
        if !policy.account.is_deposit() {
            return refuse(RefusalCode::KeyKind, "only deposit wallets have session keys");
        }
        let call = match &asked.change {
            SessionChange::Revoke { session } => call::revoke_session(policy.maker, *session),
            SessionChange::Authorize { session, valid_until_s } => {
                let session = session.open(&self.masters(), &asked.key.wallet)?;
                if session.kind != KeyKind::Session || session.policy.maker != policy.maker {
                    return refuse(RefusalCode::KeyKind, "this is not a session key of this wallet");
                }
                let valid_until = ahead(*valid_until_s, now_ms, SESSION_MAX_S)?;
                call::authorize_session(policy.maker, session.key.address(), valid_until)
            }
        };
        self.sign_calls(&opened, vec![call], &asked.ticket, now_ms)
    }

    /// Signs calls that were made here.
    fn sign_calls(
        &self,
        opened: &Opened,
        calls: Vec<Call>,
        ticket: &Ticket,
        now_ms: i64,
    ) -> Result<Answer, Refusal> {
        let policy = &opened.policy;
        let network = self.network(policy.chain)?;
        let from = opened.key.address();
        let wallets = Wallets::made_by(&network.factories, from);
        let wallet: Address = wallets.kind(policy.account);
        if wallet != policy.maker || from != policy.owner {
            return refuse(RefusalCode::Maker, format!("the wallet of this key is {wallet}"));
        }
        if !ticket.fits(policy.account) {
            return refuse(RefusalCode::Ticket, "the ticket is of another kind of wallet");
        }
        match ticket {
            Ticket::Deposit { deadline, .. } => {
                ahead(i64::try_from(*deadline).unwrap_or(i64::MAX), now_ms, DEADLINE_MAX_S)?;
            }
            Ticket::Proxy { gas_limit, .. } if *gas_limit > GAS_MAX => {
                return refuse(RefusalCode::Amount, format!("a transaction uses at most {GAS_MAX} gas"));
            }
            Ticket::Proxy { .. } | Ticket::Safe { .. } => {}
        }
        let early = policy.account == AccountKind::DepositEarly;
        let made = transaction(network, &wallets, early, calls, ticket);
        let signature = made.signature(opened.sign(made.digest)?).into();
        let calls = made.calls.into_iter().map(|c| SentCall { target: c.target, data: c.data }).collect();
        let (to, data, operation) = (made.to, made.data, made.operation);
        Ok(Answer::Transaction(SignedTransaction { from, wallet, to, data, operation, calls, signature }))
    }
}

/// `at_s` when it is after now and at most `span_s` ahead.
fn ahead(at_s: i64, now_ms: i64, span_s: i64) -> Result<u64, Refusal> {
    let at_ms = at_s.saturating_mul(1_000);
    match u64::try_from(at_s) {
        Ok(at) if at_ms > now_ms && at_ms.saturating_sub(now_ms) <= span_s * 1_000 => Ok(at),
        _ => refuse(RefusalCode::Time, format!("the time must be after now and at most {span_s} s ahead")),
    }
}

fn in_range(amount: u64) -> bool {
    i64::try_from(amount).is_ok_and(|amount| amount <= MICROS_MAX)
}

/// Condition ids of version 3 have zeros where others have digits of a hash.
fn check_condition(market: MarketKind, condition: B256) -> Result<(), Refusal> {
    let is_3 = is_version_3(U256::from_be_bytes(condition.0));
    if condition.is_zero() || is_3 != (market == MarketKind::Version3) {
        return refuse(RefusalCode::Token, "the condition is not of this kind of market");
    }
    Ok(())
}
