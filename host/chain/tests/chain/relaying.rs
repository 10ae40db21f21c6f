//! The relayer's client: a withdrawal through the simulated venue, and what is sent and believed, field by field.

use crate::support::{Key, Reaction, Server, post, run};
use craftstrat_chain::{
    Called, Chain, Fate, Limits, RelayedState, Relayer, RelayerError, RelayerKey, Signed, Submission,
};
use craftstrat_model::Usdc;
use craftstrat_signing::call::{Permit, withdraw};
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::relay::{Ticket, transaction};
use craftstrat_signing::wallet::{AccountKind, Wallets};
use craftstrat_signing::{Address, Bytes};
use craftstrat_sim::server::{Options, start};
use craftstrat_sim::{Settings, Venue};
use serde_json::{Value, json};
use std::time::Duration;
use zeroize::Zeroizing;

const TO: Address = Address::repeat_byte(0x42);
const LIMITS: Limits = Limits { time: Duration::from_secs(30), bytes: 20_000 };

/// What the signer answers for `calls` of the wallet that `ticket` is for.
fn signed(key: &Key, ticket: &Ticket, calls: Vec<craftstrat_signing::call::Call>) -> Signed {
    let wallets = Wallets::of(key.address());
    let wallet = match ticket {
        Ticket::Deposit { .. } => wallets.deposit,
        Ticket::Safe { .. } => wallets.safe,
        Ticket::Proxy { .. } => wallets.proxy,
    };
    let made = transaction(&POLYGON, &wallets, false, calls, ticket);
    let signature = Bytes::from(made.signature(key.sign(made.digest)));
    let calls = made.calls.into_iter().map(|c| Called { target: c.target, data: c.data }).collect();
    let (to, data, operation) = (made.to, made.data, made.operation);
    Signed { from: key.address(), wallet, to, data, operation, calls, signature }
}

fn withdrawal(key: &Key, ticket: &Ticket, micros: u64) -> Submission {
    let signed = signed(key, ticket, vec![withdraw(&POLYGON, TO, micros)]);
    Submission::signed(&POLYGON, ticket, &signed).unwrap()
}

#[test]
fn a_withdrawal_goes_through_the_relayer_and_is_seen_on_chain() {
    run(async {
        let opening_cash = Usdc::from_micros(10_000_000);
        let settings = Settings { opening_cash, ..Settings::default() };
        let mined_ms = settings.mined_ms;
        let running = start(Venue::new(settings, vec![]), Options { port: 0, speed: 0.0 }).await.unwrap();
        let at = running.endpoints().clone();
        let step = |ms: i64| {
            let clob = at.clob.clone();
            tokio::task::spawn_blocking(move || post(&clob, "/_sim/step", &json!({ "ms": ms })))
        };
        let relayer = Relayer::new(&at.relayer, None, LIMITS).unwrap();
        let chain = Chain::new(&at.rpc, POLYGON).unwrap();
        let key = Key::new(1);
        let (owner, wallet) = (key.address(), Wallets::of(key.address()).deposit);
        let cash = async || chain.balances(wallet).await.unwrap().value.collateral.micros();

        assert!(!relayer.is_deployed(wallet, AccountKind::Deposit).await.unwrap());
        assert_eq!(relayer.create(&POLYGON, owner).await.unwrap().state, RelayedState::New);
        assert!(relayer.is_deployed(wallet, AccountKind::Deposit).await.unwrap());
        let shown = chain.deposit_address(owner, AccountKind::Deposit).await.unwrap();
        assert_eq!((shown.value, cash().await), (wallet, 10_000_000));
        assert_eq!(chain.permits(wallet).await.unwrap().value.missing().count(), 0);

        let ticket = relayer.ticket(owner, AccountKind::Deposit, 1_000).await.unwrap();
        assert_eq!(ticket, Ticket::Deposit { nonce: 0, deadline: 1_600 });
        let taken = relayer.submit(&withdrawal(&key, &ticket, 4_000_000)).await.unwrap();
        let hash = taken.transaction.unwrap();
        assert_eq!(relayer.relayed(&taken.id).await.unwrap().state, RelayedState::Executed);
        assert_eq!(chain.fate(hash).await.unwrap().value, Fate::Pending);
        step(mined_ms).await.unwrap();
        let mined = relayer.relayed(&taken.id).await.unwrap();
        assert_eq!((mined.state, mined.transaction), (RelayedState::Mined, Some(hash)));
        assert!(matches!(chain.fate(hash).await.unwrap().value, Fate::Mined(receipt) if receipt.succeeded));
        step(60_000).await.unwrap();
        assert_eq!(relayer.relayed(&taken.id).await.unwrap().state, RelayedState::Confirmed);
        assert_eq!(cash().await, 6_000_000);

        // The same once more, one that somebody else signed, and one for more than there is.
        let again = relayer.submit(&withdrawal(&key, &ticket, 4_000_000)).await;
        assert_eq!(again, Err(RelayerError::Nonce { signed: 0, next: 1 }));
        let ticket = relayer.ticket(owner, AccountKind::Deposit, 1_000).await.unwrap();
        let mut forged = signed(&Key::new(2), &ticket, vec![withdraw(&POLYGON, TO, 1)]);
        (forged.from, forged.wallet) = (owner, wallet);
        let forged = Submission::signed(&POLYGON, &ticket, &forged).unwrap();
        let message = "invalid signature".to_owned();
        assert_eq!(relayer.submit(&forged).await, Err(RelayerError::Refused { status: 400, message }));
        let taken = relayer.submit(&withdrawal(&key, &ticket, 6_000_001)).await.unwrap();
        let failed = relayer.relayed(&taken.id).await.unwrap();
        assert!(failed.state == RelayedState::Failed && failed.state.is_final());
        step(mined_ms).await.unwrap();
        let fate = chain.fate(taken.transaction.unwrap()).await.unwrap().value;
        assert!(matches!(fate, Fate::Mined(receipt) if !receipt.succeeded));
        assert_eq!(cash().await, 6_000_000);
    });
}

/// What `submission` is on the wire.
fn sent(submission: &Submission) -> Value {
    let taken = json!({ "transactionID": "a-1", "transactionHash": "", "state": "STATE_NEW" }).to_string();
    let server = Server::new(move |_| Reaction::Says(200, taken.clone()));
    let key = RelayerKey { key: Zeroizing::new("the-key".into()), address: Address::repeat_byte(7) };
    let relayer = Relayer::new(&server.url, Some(&key), LIMITS).unwrap();
    assert!(!format!("{key:?} {relayer:?}").contains("the-key"));
    let taken = run(relayer.submit(submission)).unwrap();
    assert_eq!((taken.id.as_str(), taken.transaction, taken.state), ("a-1", None, RelayedState::New));
    let (head, body) = server.seen().remove(0);
    assert!(head.starts_with("post /submit http/1.1"), "{head}");
    assert!(head.contains("\r\nrelayer_api_key: the-key\r\n"), "{head}");
    assert!(head.contains("\r\nrelayer_api_key_address: 0x0707070707070707070707070707070707070707\r\n"));
    serde_json::from_str(&body).unwrap()
}

#[test]
fn submissions_have_the_official_clients_fields() {
    let key = Key::new(1);
    let owner = key.address().to_string();
    let wallets = Wallets::of(key.address());
    let relay = Address::repeat_byte(0x11);
    let zero = Address::ZERO.to_string();
    let hub = POLYGON.relay_hub.to_string();
    for (ticket, permits, expected) in [
        (
            Ticket::Deposit { nonce: 3, deadline: 1_600 },
            1,
            json!({ "type": "WALLET", "to": POLYGON.factories.deposit.to_string(), "nonce": "3" }),
        ),
        (
            Ticket::Safe { nonce: 4 },
            1,
            json!({ "type": "SAFE", "to": POLYGON.collateral.to_string(), "nonce": "4",
                "proxyWallet": wallets.safe.to_string(),
                "signatureParams": { "baseGas": "0", "gasPrice": "0", "gasToken": zero, "operation": "0",
                    "refundReceiver": zero, "safeTxnGas": "0" } }),
        ),
        (
            Ticket::Safe { nonce: 5 },
            2,
            json!({ "type": "SAFE", "to": POLYGON.safe_multisend.to_string(), "nonce": "5",
                "proxyWallet": wallets.safe.to_string(),
                "signatureParams": { "baseGas": "0", "gasPrice": "0", "gasToken": zero, "operation": "1",
                    "refundReceiver": zero, "safeTxnGas": "0" } }),
        ),
        (
            Ticket::Proxy { nonce: 6, gas_limit: 200_000, relay },
            1,
            json!({ "type": "PROXY", "to": POLYGON.factories.proxy.to_string(), "nonce": "6",
                "proxyWallet": wallets.proxy.to_string(),
                "signatureParams": { "gasLimit": "200000", "gasPrice": "0", "relay": relay.to_string(),
                    "relayHub": hub, "relayerFee": "0" } }),
        ),
    ] {
        let calls = Permit::ALL[..permits].iter().map(|permit| permit.call(&POLYGON, true)).collect();
        let signed = signed(&key, &ticket, calls);
        let mut expected = expected;
        expected["from"] = owner.clone().into();
        expected["metadata"] = "".into();
        expected["signature"] = signed.signature.to_string().into();
        if let Ticket::Deposit { .. } = ticket {
            let call = &signed.calls[0];
            let call =
                json!({ "target": call.target.to_string(), "value": "0", "data": call.data.to_string() });
            expected["depositWalletParams"] =
                json!({ "depositWallet": wallets.deposit.to_string(), "deadline": "1600", "calls": [call] });
        } else {
            expected["data"] = signed.data.to_string().into();
        }
        assert_eq!(sent(&Submission::signed(&POLYGON, &ticket, &signed).unwrap()), expected);
    }
    let factory = POLYGON.factories.deposit.to_string();
    let made = json!({ "type": "WALLET-CREATE", "from": owner, "to": factory, "metadata": "" });
    assert_eq!(sent(&Submission::create(&POLYGON, key.address())), made);
}

#[test]
fn tickets_are_asked_for_as_the_official_client_does() {
    let owner = Key::new(1).address();
    let relay = Address::repeat_byte(0x11);
    let said = json!({ "address": relay, "nonce": "12" }).to_string();
    for (kind, path, ticket) in [
        (
            AccountKind::Deposit,
            "/v1/account/transactions/params?address=OWNER&type=WALLET",
            Ticket::Deposit { nonce: 12, deadline: 700 },
        ),
        (
            AccountKind::DepositEarly,
            "/v1/account/transactions/params?address=OWNER&type=WALLET",
            Ticket::Deposit { nonce: 12, deadline: 700 },
        ),
        (
            AccountKind::Safe,
            "/v1/account/transactions/params?address=OWNER&type=SAFE",
            Ticket::Safe { nonce: 12 },
        ),
        (
            AccountKind::Proxy,
            "/relay-payload?address=OWNER&type=PROXY",
            Ticket::Proxy { nonce: 12, gas_limit: 200_000, relay },
        ),
    ] {
        let said = said.clone();
        let server = Server::new(move |_| Reaction::Says(200, said.clone()));
        let relayer = Relayer::new(&format!("{}/", server.url), None, LIMITS).unwrap();
        assert_eq!(run(relayer.ticket(owner, kind, 100)).unwrap(), ticket);
        let line = format!("get {} http/1.1\r\n", path.replace("OWNER", &owner.to_string()));
        assert!(server.seen()[0].0.starts_with(&line.to_ascii_lowercase()), "{:?}", server.seen());
        assert_eq!(run(relayer.ticket(owner, AccountKind::Eoa, 100)), Err(RelayerError::Kind));
    }
}

/// What comes of asking for a ticket and for a submission where the relayer answers this.
fn refusals(status: u16, said: &Value) -> [RelayerError; 2] {
    let said = said.to_string();
    let server = Server::new(move |_| Reaction::Says(status, said.clone()));
    let relayer = Relayer::new(&server.url, None, LIMITS).unwrap();
    let ticket = run(relayer.ticket(TO, AccountKind::Deposit, 1)).unwrap_err();
    [ticket, run(relayer.relayed("a-1")).unwrap_err()]
}

#[test]
fn what_the_relayer_should_not_say_is_not_believed() {
    for said in [
        json!({}),
        json!([]),
        json!("STATE_CONFIRMED"),
        json!({ "nonce": 5 }),
        json!({ "nonce": "" }),
        json!({ "nonce": "-1" }),
        json!({ "nonce": "+1" }),
        json!({ "nonce": "0x1" }),
        json!({ "nonce": "18446744073709551616" }),
        json!({ "transaction_id": "a-1", "state": "STATE_OF_GRACE" }),
        json!({ "transaction_id": "a-2", "state": "STATE_CONFIRMED" }),
        json!({ "transaction_id": "a-1/../b", "state": "STATE_CONFIRMED" }),
        json!({ "transaction_id": "", "state": "STATE_CONFIRMED" }),
        json!({ "transaction_id": "a-1", "transaction_hash": "0x12", "state": "STATE_CONFIRMED" }),
    ] {
        for refused in refusals(200, &said) {
            assert_eq!(refused.code(), "malformed", "{said}: {refused}");
        }
    }
    let relayer = Relayer::new("http://127.0.0.1:1", None, LIMITS).unwrap();
    for id in ["", "a/b", "a?b", "..", "a b"] {
        assert_eq!(run(relayer.relayed(id)).unwrap_err().code(), "malformed", "{id}: nothing is asked");
    }
    for url in ["http://127.0.0.1:1/?a=b", "http://10.0.0.7/", "relayer.example"] {
        assert!(Relayer::new(url, None, LIMITS).is_err(), "{url}");
    }
}

#[test]
fn refusals_that_can_be_mended_are_told_apart() {
    let error = |words: &str| json!({ "error": words });
    for (status, words, code) in [
        (400, "batch nonce 3 does not match on-chain nonce 5", "nonce"),
        (400, "Batch nonce 3 does not match on-chain nonce 5: retry", "nonce"),
        (400, "wallet busy: it has an active action", "busy"),
        (400, "Wallet has in-flight action", "busy"),
        (400, "batch nonce does not match", "refused"),
        (401, "unauthorized", "refused"),
        (404, "transaction not found", "refused"),
        (429, "too many requests", "status"),
        (500, "internal error", "status"),
        (302, "elsewhere", "status"),
    ] {
        for refused in refusals(status, &error(words)) {
            assert_eq!(refused.code(), code, "{words}: {refused}");
        }
    }
    assert_eq!(
        refusals(400, &error("batch nonce 3 does not match on-chain nonce 5"))[0],
        RelayerError::Nonce { signed: 3, next: 5 }
    );
    let [long, _] = refusals(400, &error(&"very\tlong ".repeat(200)));
    assert!(long.to_string().len() < 300 && !long.to_string().contains('\t'), "{long}");
    assert_eq!(refusals(400, &json!("no"))[0].code(), "status");
}
