//! Deposit wallets, session keys and relayed batches.

use crate::support::{Address, B256, START, Trader, U256, hex, now, state, tokens, usual, venue_with};
use alloy_sol_types::{Eip712Domain, SolCall, SolStruct, sol};
use craftstrat_signing::wallet::Wallets;
use craftstrat_sim::{Host, Request, Venue};
use serde_json::{Value, json};

sol! {
    struct Call { address target; uint256 value; bytes data; }
    struct Batch { address wallet; uint256 nonce; uint256 deadline; Call[] calls; }
    function redeemPositions(address collateral, bytes32 parent, bytes32 condition, uint256[] indexSets);
    function splitPosition(address collateral, bytes32 parent, bytes32 condition, uint256[] partition, uint256 amount);
}

fn relayer(venue: &mut Venue, path: &str, body: &Value) -> craftstrat_sim::Reply {
    now(venue.request(Host::Relayer, &Request::json("POST", path, body)))
}

/// A signed batch of one call of the trader's deposit wallet.
fn batch(trader: &Trader, wallet: Address, nonce: u64, data: Vec<u8>) -> Value {
    let target: Address = "0x4D97DCd97eC945f40cF65F87097ACe5EA0476045".parse().unwrap();
    let deadline = 4_000_000_000_u64;
    let calls = vec![Call { target, value: U256::ZERO, data: data.clone().into() }];
    let batch = Batch { wallet, nonce: U256::from(nonce), deadline: U256::from(deadline), calls };
    let domain = Eip712Domain::new(
        Some("DepositWallet".into()),
        Some("1".into()),
        Some(U256::from(137)),
        Some(wallet),
        None,
    );
    json!({
        "type": "WALLET", "from": trader.address.to_string(), "to": wallet.to_string(), "nonce": nonce.to_string(),
        "signature": trader.signed(batch.eip712_signing_hash(&domain)),
        "depositWalletParams": {
            "depositWallet": wallet.to_string(), "deadline": deadline.to_string(),
            "calls": [{ "target": target.to_string(), "value": "0", "data": hex::encode_prefixed(data) }],
        },
    })
}

fn condition(venue: &mut Venue) -> B256 {
    state(venue)["markets"][0]["condition"].as_str().unwrap().parse().unwrap()
}

/// Collateral of the signature type's wallet, in micros.
fn cash(venue: &mut Venue, trader: &Trader) -> i64 {
    let balance = trader.get(venue, "/balance-allowance?asset_type=COLLATERAL&signature_type=3");
    balance["balance"].as_str().unwrap().parse().unwrap()
}

#[test]
fn a_deposit_wallet_trades_with_its_own_cash() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let wallet = Wallets::of(trader.address).deposit;
    let before = (trader.cash(&mut venue), cash(&mut venue, &trader));
    let order = trader.wallet_order(wallet, false, &up, 5_200_000, 10_000_000);
    let reply = trader.place(&mut venue, &order);
    assert_eq!(reply.value()["status"], "matched", "{}", reply.body);
    venue.advance(START.plus_ms(20_000));
    assert_eq!(trader.cash(&mut venue), before.0, "the key's own wallet is another");
    assert_eq!(before.1 - cash(&mut venue, &trader), 5_200_000 + 174_720);
    let stranger = Wallets::of(Address::repeat_byte(9)).deposit;
    let foreign = trader.wallet_order(stranger, false, &up, 5_200_000, 10_000_000);
    assert!(trader.place(&mut venue, &foreign).body.contains("invalid signature"));
}

#[test]
fn a_session_key_trades_once_authorized_and_until_revoked() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let (owner, mut session) = (Trader::new(&mut venue, 1), Trader::new(&mut venue, 2));
    let wallet = Wallets::of(owner.address).deposit;
    let mut place = |venue: &mut Venue| {
        let order = session.wallet_order(wallet, true, &up, 2_000_000, 5_000_000);
        session.place(venue, &order)
    };
    let refused = "the order signer address has to be the address of the API KEY";
    assert!(place(&mut venue).body.contains(refused));
    let session_address = Trader::new_address(2);
    let body = json!({ "depositWallet": wallet.to_string(), "sessionSigner": session_address.to_string(), "scope": "CLOB" });
    assert_eq!(relayer(&mut venue, "/v1/session-signers/authorizations", &body).status, 200);
    assert_eq!(place(&mut venue).status, 200);
    assert_eq!(
        owner.get(&mut venue, "/data/orders")["count"],
        0,
        "the owner does not see a session key's orders"
    );
    let listed = owner.get(&mut venue, "/v1/user/session-signers");
    assert_eq!(listed["data"][0]["signer"], json!(session_address.to_string()));
    relayer(&mut venue, "/v1/session-signers/revocations", &body);
    assert!(place(&mut venue).body.contains(refused));
}

#[test]
fn plain_keys_can_be_kept_out() {
    let settings = craftstrat_sim::Settings {
        start: START.plus_ms(-120_000),
        plain_keys: false,
        ..craftstrat_sim::Settings::default()
    };
    let slots = std::collections::VecDeque::from([crate::support::slot(usual())]);
    let mut venue = Venue::new(settings, vec![Box::new(crate::support::Script(slots, 0))]);
    venue.advance(START.plus_ms(10_000));
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let order = trader.order(&up, true, 2_000_000, 5_000_000, "GTC");
    let refused = trader.place(&mut venue, &order);
    assert!(refused.body.contains("maker address not allowed, please use the deposit wallet flow"));
}

#[test]
fn batches_split_and_redeem() {
    let mut venue = venue_with(usual());
    let trader = Trader::new(&mut venue, 1);
    let wallet = Wallets::of(trader.address).deposit;
    let condition = condition(&mut venue);
    let before = cash(&mut venue, &trader);
    let split = splitPositionCall {
        collateral: Address::ZERO,
        parent: B256::ZERO,
        condition,
        partition: vec![U256::from(1), U256::from(2)],
        amount: U256::from(10_000_000),
    };
    let body = batch(&trader, wallet, 0, split.abi_encode());
    let reply = relayer(&mut venue, "/submit", &body);
    assert_eq!(reply.value()["state"], "STATE_NEW", "{}", reply.body);
    assert_eq!(before - cash(&mut venue, &trader), 10_000_000);
    let again = relayer(&mut venue, "/submit", &body);
    assert!(again.body.contains("batch nonce 0 does not match on-chain nonce 1"));
    let id = reply.value()["transactionID"].as_str().unwrap().to_owned();
    let seen = |venue: &mut Venue| {
        let path = format!("/v1/account/transactions/{id}");
        now(venue.request(Host::Relayer, &Request::get(&path))).value()["state"].clone()
    };
    assert_eq!(seen(&mut venue), "STATE_EXECUTED");
    venue.advance(START.plus_ms(20_000));
    assert_eq!(seen(&mut venue), "STATE_CONFIRMED");
    // Redeeming before the result gives nothing; after it, the winner's ten dollars.
    let redeem = redeemPositionsCall {
        collateral: Address::ZERO,
        parent: B256::ZERO,
        condition,
        indexSets: vec![U256::from(1), U256::from(2)],
    };
    relayer(&mut venue, "/submit", &batch(&trader, wallet, 1, redeem.abi_encode()));
    assert_eq!(before - cash(&mut venue, &trader), 10_000_000);
    venue.advance(START.plus_ms(300_000 + 95_000));
    relayer(&mut venue, "/submit", &batch(&trader, wallet, 2, redeem.abi_encode()));
    assert_eq!(before, cash(&mut venue, &trader));
    let stranger = Trader::new(&mut venue, 3);
    let forged = batch(&stranger, wallet, 3, redeem.abi_encode());
    assert_eq!(relayer(&mut venue, "/submit", &forged).status, 400);
}
