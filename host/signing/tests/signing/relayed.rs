//! Transactions of deposit wallets, safes and proxies, held against signatures that `polymarket-client` 0.14.0 made with
//! the public test key (`relayer.json`).

use crate::support::{owner, signed, text};
use craftstrat_signing::call::{self, Call, MarketKind, Permit};
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::relay::{Ticket, Transaction, transaction};
use craftstrat_signing::wallet::{AccountKind, Wallets};
use craftstrat_signing::{Address, B256, hex};
use serde_json::Value;

const OTHER: &str = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("relayer.json")).unwrap()
}

/// The calls that a vector's name stands for.
fn calls(name: &str) -> Vec<Call> {
    let condition = B256::repeat_byte(0xab);
    let mut second = [0; 32];
    second[0] = 1;
    second[1..26].fill(0xcd);
    let second = B256::from(second);
    let other: Address = OTHER.parse().unwrap();
    let deposit = Wallets::of(owner()).deposit;
    match name {
        "approve" => [Permit::CashExchange, Permit::SharesExchange].map(|p| p.call(&POLYGON, true)).to_vec(),
        "redeem" => call::redeem(&POLYGON, MarketKind::Ordinary, condition, [0, 0]),
        "redeem_v3" => call::redeem(&POLYGON, MarketKind::Version3, second, [0, 7_000_000]),
        "merge" => vec![call::merge(&POLYGON, MarketKind::Ordinary, condition, 5_000_000)],
        "merge_v3" => vec![call::merge(&POLYGON, MarketKind::Version3, second, 5_000_000)],
        "withdraw" => vec![call::withdraw(&POLYGON, other, 12_345_678)],
        "authorize" => vec![call::authorize_session(deposit, other, 1_779_234_000)],
        "revoke" => vec![call::revoke_session(deposit, other)],
        new => panic!("a new vector: {new}"),
    }
}

fn made(name: &str, ticket: &Ticket) -> Transaction {
    transaction(&POLYGON, &Wallets::of(owner()), false, calls(name), ticket)
}

fn sent(transaction: &Transaction) -> String {
    hex::encode_prefixed(transaction.signature(signed(transaction.digest)))
}

#[test]
fn calls_are_those_of_the_official_client() {
    for v in vectors() {
        let name = text(&v, "name");
        let made = calls(name);
        let wanted = v["calls"].as_array().unwrap();
        assert_eq!(made.len(), wanted.len(), "{name}");
        for (made, wanted) in made.iter().zip(wanted) {
            assert_eq!(made.target, text(wanted, "target").parse::<Address>().unwrap(), "{name}");
            assert_eq!(hex::encode_prefixed(&made.data), text(wanted, "data"), "{name}");
            assert!(made.value.is_zero());
        }
    }
}

#[test]
fn transactions_are_signed_as_the_official_client_signs_them() {
    for v in vectors() {
        let name = text(&v, "name");
        let deposit = made(name, &Ticket::Deposit { nonce: 7, deadline: 1_763_700_600 });
        assert_eq!(sent(&deposit), text(&v, "deposit"), "{name}");
        assert_eq!(deposit.to, POLYGON.factories.deposit);
        if let Some(wanted) = v.get("safe") {
            let safe = made(name, &Ticket::Safe { nonce: 3 });
            assert_eq!(safe.to, text(wanted, "to").parse::<Address>().unwrap(), "{name}");
            assert_eq!(u64::from(safe.operation), wanted["operation"].as_u64().unwrap(), "{name}");
            assert_eq!(hex::encode_prefixed(&safe.data), text(wanted, "data"), "{name}");
            assert_eq!(sent(&safe), text(wanted, "signature"), "{name}");
        }
        if let Some(wanted) = v.get("proxy") {
            let relay = OTHER.parse().unwrap();
            let proxy = made(name, &Ticket::Proxy { nonce: 9, gas_limit: 200_000, relay });
            assert_eq!(hex::encode_prefixed(&proxy.data), text(wanted, "data"), "{name}");
            assert_eq!(sent(&proxy), text(wanted, "signature"), "{name}");
        }
    }
}

#[test]
fn tickets_are_for_their_kind_of_wallet() {
    let tickets = [
        (Ticket::Deposit { nonce: 0, deadline: 0 }, [false, false, false, true, true]),
        (Ticket::Safe { nonce: 0 }, [false, false, true, false, false]),
        (Ticket::Proxy { nonce: 0, gas_limit: 0, relay: Address::ZERO }, [false, true, false, false, false]),
    ];
    let kinds = [
        AccountKind::Eoa,
        AccountKind::Proxy,
        AccountKind::Safe,
        AccountKind::Deposit,
        AccountKind::DepositEarly,
    ];
    for (ticket, fits) in tickets {
        assert_eq!(kinds.map(|kind| ticket.fits(kind)), fits, "{ticket:?}");
    }
}

#[test]
fn what_is_permitted_is_what_the_official_client_asks_for() {
    let mut pairs: Vec<(Address, Vec<u8>)> = Vec::new();
    for permit in Permit::ALL {
        let (give, take) = (permit.call(&POLYGON, true), permit.call(&POLYGON, false));
        assert_eq!(give.target, take.target);
        assert_eq!(give.data[..36], take.data[..36], "the same contract is meant");
        assert_ne!(give.data[36..], take.data[36..]);
        assert!(take.data[36..].iter().all(|byte| *byte == 0), "nothing is left");
        pairs.push((give.target, give.data[..36].to_vec()));
    }
    let on = |token: Address| pairs.iter().filter(|(target, _)| *target == token).count();
    assert_eq!(on(POLYGON.collateral), 6);
    assert_eq!(on(POLYGON.conditional_tokens), 7);
    assert_eq!(on(POLYGON.position_manager), 3);
    pairs.sort();
    pairs.dedup();
    assert_eq!(pairs.len(), 16);
}
