//! Transactions: made here out of what is meant, with the owner's key alone, for this wallet alone.

use crate::support::{NOW, code, key, sealed, session, signed_transaction, signer, ticket, usdc, wallet};
use craftstrat_signer::answer::KeyFacts;
use craftstrat_signer::request::{
    ChangePolicy, CreateSessionKey, SealedKey, SessionChange, SignApproval, SignMerge, SignRedemption,
    SignSessionKey, SignWithdrawal,
};
use craftstrat_signer::{PolicyChange, RefusalCode, Request, Signer};
use craftstrat_signing::call::{self, MarketKind, Permit};
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::relay::{Ticket, batch_digest};
use craftstrat_signing::verify;
use craftstrat_signing::wallet::AccountKind;
use craftstrat_signing::{Address, B256};

const TO: Address = Address::repeat_byte(0x70);
const HASHED: B256 = B256::repeat_byte(0xab);
const DAY_MS: i64 = 86_400_000;

fn third() -> B256 {
    "0x01000000000000000000000000000000abcdef00000000000000000000000000".parse().unwrap()
}

fn approve(key: SealedKey, ticket: Ticket) -> Request {
    let permits = vec![Permit::CashExchange, Permit::SharesExchange];
    Request::SignApproval(SignApproval { key, permits, give: true, ticket })
}

fn redeem(key: SealedKey, market: MarketKind, condition: B256, amounts: [u64; 2], ticket: Ticket) -> Request {
    Request::SignRedemption(SignRedemption { key, market, condition, amounts, ticket })
}

fn merge(key: SealedKey, market: MarketKind, condition: B256, amount: u64, ticket: Ticket) -> Request {
    Request::SignMerge(SignMerge { key, market, condition, amount, ticket })
}

fn withdraw(key: SealedKey, to: Address, amount: &str, second_factor: bool, ticket: Ticket) -> Request {
    Request::SignWithdrawal(SignWithdrawal { key, to, amount: usdc(amount), second_factor, ticket })
}

fn allow(signer: &Signer, owner: &KeyFacts) -> KeyFacts {
    let change = PolicyChange::Allow { to: TO };
    let asked = ChangePolicy { key: sealed(owner), change, second_factor: true };
    key(signer.answer(&Request::ChangePolicy(asked), NOW))
}

#[test]
fn what_is_signed_is_what_is_meant() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let (key, ticket) = (|| sealed(&owner), ticket(AccountKind::Deposit));
    let both = [Permit::CashExchange, Permit::SharesExchange].map(|permit| permit.call(&POLYGON, true));
    let table = [
        (approve(key(), ticket), both.to_vec()),
        (
            redeem(key(), MarketKind::Ordinary, HASHED, [0, 0], ticket),
            call::redeem(&POLYGON, MarketKind::Ordinary, HASHED, [0, 0]),
        ),
        (
            redeem(key(), MarketKind::Version3, third(), [5, 7], ticket),
            call::redeem(&POLYGON, MarketKind::Version3, third(), [5, 7]),
        ),
        (
            merge(key(), MarketKind::NegRisk, HASHED, 5, ticket),
            vec![call::merge(&POLYGON, MarketKind::NegRisk, HASHED, 5)],
        ),
    ];
    for (request, calls) in table {
        let made = signed_transaction(signer.answer(&request, NOW));
        assert_eq!((made.from, made.wallet), (owner.address, owner.policy.maker));
        let Ticket::Deposit { nonce, deadline } = ticket else { panic!() };
        let digest = batch_digest(137, made.wallet, nonce, deadline, calls);
        assert_eq!(verify::signer(digest, &made.signature), Some(owner.address), "{request:?}");
    }
}

#[test]
fn every_kind_of_wallet_has_its_own_transactions() {
    let signer = signer();
    let kinds = [AccountKind::Proxy, AccountKind::Safe, AccountKind::Deposit, AccountKind::DepositEarly];
    for account in kinds {
        let owner = wallet(&signer, account);
        for other in kinds {
            let answer = signer.answer(&approve(sealed(&owner), ticket(other)), NOW);
            let fits = account == other || (account.is_deposit() && other.is_deposit());
            let refused = (!fits).then_some(RefusalCode::Ticket);
            assert_eq!(code(&answer), refused, "{account:?} with a ticket of {other:?}");
        }
    }
    let plain = wallet(&signer, AccountKind::Eoa);
    for other in kinds {
        let answer = signer.answer(&approve(sealed(&plain), ticket(other)), NOW);
        assert_eq!(code(&answer), Some(RefusalCode::Ticket), "a plain key has no relayed transactions");
    }
}

#[test]
fn a_session_key_trades_and_does_nothing_else() {
    let signer = signer();
    let owner = allow(&signer, &wallet(&signer, AccountKind::Deposit));
    let session = session(&signer, &owner);
    let (key, ticket) = (|| sealed(&session), ticket(AccountKind::Deposit));
    let change = SessionChange::Revoke { session: TO };
    let asked = [
        approve(key(), ticket),
        redeem(key(), MarketKind::Ordinary, HASHED, [0, 0], ticket),
        merge(key(), MarketKind::Ordinary, HASHED, 5, ticket),
        withdraw(key(), TO, "5", true, ticket),
        Request::SignSessionKey(SignSessionKey { key: key(), change, ticket }),
        Request::CreateSessionKey(CreateSessionKey { owner: key() }),
    ];
    for request in asked {
        let answer = signer.answer(&request, NOW + 2 * DAY_MS);
        assert_eq!(code(&answer), Some(RefusalCode::KeyKind), "{}", request.name());
    }
}

#[test]
fn transactions_that_mean_nothing_are_refused() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let (key, good) = (|| sealed(&owner), ticket(AccountKind::Deposit));
    let now = NOW as u64 / 1_000;
    let deadline = |deadline| Ticket::Deposit { nonce: 0, deadline };
    let approval = |permits| SignApproval { key: key(), permits, give: true, ticket: good };
    let (amount, token, time) = (RefusalCode::Amount, RefusalCode::Token, RefusalCode::Time);
    let (ordinary, version3) = (MarketKind::Ordinary, MarketKind::Version3);
    let table = [
        (Request::SignApproval(approval(vec![])), amount),
        (Request::SignApproval(approval(vec![Permit::CashRouter; 17])), amount),
        (approve(key(), deadline(now)), time),
        (approve(key(), deadline(0)), time),
        (approve(key(), deadline(u64::MAX)), time),
        (approve(key(), deadline(now + 3_602)), time),
        (redeem(key(), ordinary, HASHED, [1, 0], good), amount),
        (redeem(key(), version3, third(), [0, 0], good), amount),
        (redeem(key(), version3, third(), [u64::MAX, 0], good), amount),
        (redeem(key(), version3, HASHED, [1, 1], good), token),
        (redeem(key(), ordinary, third(), [0, 0], good), token),
        (redeem(key(), ordinary, B256::ZERO, [0, 0], good), token),
        (merge(key(), ordinary, HASHED, 0, good), amount),
        (merge(key(), ordinary, HASHED, u64::MAX, good), amount),
        (merge(key(), version3, B256::ZERO, 1, good), token),
    ];
    for (request, refused) in table {
        assert_eq!(code(&signer.answer(&request, NOW)), Some(refused), "{request:?}");
    }
    let proxy = wallet(&signer, AccountKind::Proxy);
    let costly = Ticket::Proxy { nonce: 0, gas_limit: 10_000_001, relay: TO };
    assert_eq!(code(&signer.answer(&approve(sealed(&proxy), costly), NOW)), Some(amount));
}

#[test]
fn money_goes_to_allowed_addresses_after_their_delay() {
    let signer = signer();
    let before = wallet(&signer, AccountKind::Deposit);
    let owner = allow(&signer, &before);
    assert_eq!(owner.policy.withdrawals[0].not_before_ms, NOW + DAY_MS, "the delay is the signer's");
    let late = Ticket::Deposit { nonce: 7, deadline: ((NOW + DAY_MS) / 1_000) as u64 + 600 };
    let early = ticket(AccountKind::Deposit);
    let ask = |facts: &KeyFacts, to, amount: &str, second, ticket, now_ms| {
        code(&signer.answer(&withdraw(sealed(facts), to, amount, second, ticket), now_ms))
    };
    let in_time = NOW + DAY_MS;
    let table = [
        (&before, TO, "5", true, early, NOW, Some(RefusalCode::NotAllowed)),
        (&owner, TO, "5", true, early, NOW, Some(RefusalCode::TooEarly)),
        (&owner, TO, "5", true, late, in_time - 1, Some(RefusalCode::TooEarly)),
        (&owner, TO, "5", true, late, in_time, None),
        (&owner, TO, "5", false, late, in_time, Some(RefusalCode::SecondFactor)),
        (&owner, Address::repeat_byte(0x71), "5", true, late, in_time, Some(RefusalCode::NotAllowed)),
        (&owner, owner.policy.maker, "5", true, late, in_time, Some(RefusalCode::NotAllowed)),
        (&owner, TO, "0", true, late, in_time, Some(RefusalCode::Amount)),
        (&owner, TO, "-5", true, late, in_time, Some(RefusalCode::Amount)),
    ];
    for (facts, to, amount, second, ticket, now_ms, refused) in table {
        assert_eq!(ask(facts, to, amount, second, ticket, now_ms), refused, "{to} {amount} {second}");
    }
    let made =
        signed_transaction(signer.answer(&withdraw(sealed(&owner), TO, "12.345678", true, late), in_time));
    let wanted = call::withdraw(&POLYGON, TO, 12_345_678);
    assert_eq!((made.calls[0].target, &made.calls[0].data), (POLYGON.collateral, &wanted.data));
    let change = PolicyChange::Forbid { to: TO };
    let asked = ChangePolicy { key: sealed(&owner), change, second_factor: false };
    let after = key(signer.answer(&Request::ChangePolicy(asked), NOW));
    assert_eq!(ask(&after, TO, "5", true, late, in_time), Some(RefusalCode::NotAllowed));
}

#[test]
fn session_keys_are_authorized_for_a_while() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let session = session(&signer, &owner);
    let now = NOW / 1_000;
    let ticket = ticket(AccountKind::Deposit);
    let authorize = |valid_until_s| {
        let change = SessionChange::Authorize { session: session.envelope.clone(), valid_until_s };
        signer.answer(&Request::SignSessionKey(SignSessionKey { key: sealed(&owner), change, ticket }), NOW)
    };
    let until = now + 4_315 * 3_600;
    let made = signed_transaction(authorize(until));
    let wanted = call::authorize_session(owner.policy.maker, session.address, until as u64);
    assert_eq!((made.calls[0].target, &made.calls[0].data), (wanted.target, &wanted.data));
    for bad in [now, 0, -1, i64::MAX, until + 62] {
        assert_eq!(code(&authorize(bad)), Some(RefusalCode::Time), "{bad}");
    }
    let change = SessionChange::Revoke { session: session.address };
    let asked = Request::SignSessionKey(SignSessionKey { key: sealed(&owner), change, ticket });
    let revoked = signed_transaction(signer.answer(&asked, NOW));
    assert_eq!(revoked.calls[0].data, call::revoke_session(owner.policy.maker, session.address).data);
    let change = SessionChange::Authorize { session: owner.envelope.clone(), valid_until_s: until };
    let asked = Request::SignSessionKey(SignSessionKey { key: sealed(&owner), change, ticket });
    assert_eq!(
        code(&signer.answer(&asked, NOW)),
        Some(RefusalCode::KeyKind),
        "an owner's key is no session's"
    );
    let safe = wallet(&signer, AccountKind::Safe);
    let change = SessionChange::Revoke { session: TO };
    let asked =
        SignSessionKey { key: sealed(&safe), change, ticket: crate::support::ticket(AccountKind::Safe) };
    assert_eq!(code(&signer.answer(&Request::SignSessionKey(asked), NOW)), Some(RefusalCode::KeyKind));
}
