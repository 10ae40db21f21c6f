//! Orders and credentials: what is signed is the venue's, everything else is refused by name.

use crate::support::{
    MASTER, NOW, buy, code, sealed, session, signed_order, signer, usdc, wallet, with_masters,
};
use craftstrat_model::Outcome;
use craftstrat_signer::request::{SignOrder, SignVenueAuth};
use craftstrat_signer::{Answer, MasterKeys, RefusalCode, Request, Rules, Signer};
use craftstrat_signing::auth::l1_signer;
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::order::{Order, OrderSide, domain, order_id};
use craftstrat_signing::verify::signed_by;
use craftstrat_signing::wallet::AccountKind;
use craftstrat_signing::{Address, B256, U256};

const KINDS: [AccountKind; 5] = [
    AccountKind::Eoa,
    AccountKind::Proxy,
    AccountKind::Safe,
    AccountKind::Deposit,
    AccountKind::DepositEarly,
];

fn typed(asked: &SignOrder) -> Order {
    let order = &asked.order;
    Order {
        salt: U256::from(order.salt),
        maker: order.maker,
        signer: order.signer,
        tokenId: order.token_id,
        makerAmount: U256::from(order.maker_amount),
        takerAmount: U256::from(order.taker_amount),
        side: u8::from(order.side == OrderSide::Sell),
        signatureType: order.signature_type,
        timestamp: U256::from(order.timestamp_ms as u64),
        metadata: order.metadata,
        builder: order.builder,
    }
}

#[test]
fn the_venue_finds_the_key_behind_every_order() {
    let signer = signer();
    for account in KINDS {
        let owner = wallet(&signer, account);
        // A stop's sale must be signed as fast as a purchase, and with the same words.
        for (side, amounts) in
            [(OrderSide::Buy, (2_000_000, 5_000_000)), (OrderSide::Sell, (5_000_000, 1_000_000))]
        {
            let mut asked = buy(&owner);
            asked.order.side = side;
            (asked.order.maker_amount, asked.order.taker_amount) = amounts;
            let signed = signed_order(signer.answer(&Request::SignOrder(asked.clone()), NOW));
            let (order, domain) = (typed(&asked), domain(asked.order.token_id, false));
            assert_eq!(signed.order_id, order_id(&order, &domain));
            let by = signed_by(&order, &domain, &signed.signature).unwrap();
            assert_eq!((by.key, by.session), (owner.address, false), "{account:?}");
            let again = signed_order(signer.answer(&Request::SignOrder(asked), NOW));
            assert_eq!(again, signed, "the same order is the same signature");
        }
    }
}

#[test]
fn a_session_key_signs_for_its_owners_wallet() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let session = session(&signer, &owner);
    let asked = buy(&session);
    let signed = signed_order(signer.answer(&Request::SignOrder(asked.clone()), NOW));
    let by = signed_by(&typed(&asked), &domain(asked.order.token_id, false), &signed.signature).unwrap();
    assert_eq!((by.key, by.session), (session.address, true));
    assert_eq!(asked.order.maker, owner.policy.maker);
}

#[test]
fn orders_of_every_exchange_are_signed_for_it() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let mut asked = buy(&owner);
    asked.exchange = POLYGON.exchange_neg_risk;
    asked.market.condition =
        "0xe39adea057926dc197fe30a441f57a340b2a232d5a687010f78bba9b6e02620f".parse().unwrap();
    asked.market.outcome = Outcome::Up;
    asked.order.token_id =
        "57761428076807364758801249497410455358987881775226117256631754592198558850468".parse().unwrap();
    let mut third = asked.clone();
    third.exchange = POLYGON.exchange_v3;
    third.market.outcome = Outcome::Down;
    third.market.condition =
        "0x01000000000000000000000000000000abcdef00000000000000000000000000".parse().unwrap();
    third.order.token_id =
        "452312848583266388373324160190187140280203133231273979958762269979397062657".parse().unwrap();
    for (asked, neg_risk) in [(asked, true), (third, false)] {
        let signed = signed_order(signer.answer(&Request::SignOrder(asked.clone()), NOW));
        let domain = domain(asked.order.token_id, neg_risk);
        assert_eq!(domain.verifying_contract, Some(asked.exchange));
        assert_eq!(signed_by(&typed(&asked), &domain, &signed.signature).unwrap().key, owner.address);
    }
}

type Change = fn(&mut SignOrder);

/// Changes of an order that is signed, and what each is refused with.
const REFUSED: &[(&str, Change, RefusalCode)] = &[
    ("another chain", |o| o.chain = 80_002, RefusalCode::Chain),
    ("no exchange", |o| o.exchange = Address::repeat_byte(1), RefusalCode::Exchange),
    ("a contract that is no exchange", |o| o.exchange = POLYGON.collateral, RefusalCode::Exchange),
    ("the exchange of other tokens", |o| o.exchange = POLYGON.exchange_v3, RefusalCode::Exchange),
    ("a market without negative risk", |o| o.exchange = POLYGON.exchange_neg_risk, RefusalCode::Token),
    ("another's wallet", |o| o.order.maker = Address::repeat_byte(1), RefusalCode::Maker),
    ("another's key", |o| o.order.signer = Address::repeat_byte(1), RefusalCode::Signer),
    ("as a plain key", |o| o.order.signature_type = 0, RefusalCode::SignatureType),
    ("as a safe", |o| o.order.signature_type = 2, RefusalCode::SignatureType),
    ("as nothing known", |o| o.order.signature_type = 255, RefusalCode::SignatureType),
    ("another token", |o| o.order.token_id += U256::from(1), RefusalCode::Token),
    ("no token", |o| o.order.token_id = U256::ZERO, RefusalCode::Exchange),
    ("the other outcome", |o| o.market.outcome = Outcome::Up, RefusalCode::Token),
    ("another market", |o| o.market.condition = B256::repeat_byte(1), RefusalCode::Token),
    ("for nothing", |o| o.order.maker_amount = 0, RefusalCode::Amount),
    ("nothing", |o| o.order.taker_amount = 0, RefusalCode::Amount),
    ("beyond amounts", |o| o.order.taker_amount = u64::MAX, RefusalCode::Amount),
    ("a dollar a share", |o| o.order.maker_amount = 5_000_000, RefusalCode::Amount),
    ("a sale for more than a dollar", |o| o.order.side = OrderSide::Sell, RefusalCode::Amount),
    ("a salt that is no JSON number", |o| o.order.salt = 1 << 53, RefusalCode::Field),
    ("metadata", |o| o.order.metadata = B256::repeat_byte(1), RefusalCode::Field),
    ("a stranger's builder code", |o| o.order.builder = B256::repeat_byte(1), RefusalCode::Field),
    ("an old one", |o| o.order.timestamp_ms -= 300_001, RefusalCode::Time),
    ("one of the future", |o| o.order.timestamp_ms += 60_001, RefusalCode::Time),
    ("before the epoch", |o| o.order.timestamp_ms = i64::MIN, RefusalCode::Time),
    ("ended", |o| o.expiration_s = NOW / 1_000, RefusalCode::Time),
    ("ended before time began", |o| o.expiration_s = i64::MIN, RefusalCode::Time),
    ("for more than a week", |o| o.expiration_s = NOW / 1_000 + 7 * 86_400 + 2, RefusalCode::Time),
    ("for ever, in a number", |o| o.expiration_s = i64::MAX, RefusalCode::Time),
    (
        "more than an hour's worth",
        |o| (o.order.maker_amount, o.order.taker_amount) = (1_000_000_001, 2_000_000_000),
        RefusalCode::Notional,
    ),
];

#[test]
fn whatever_is_not_the_wallets_own_order_is_refused() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    for key in [owner.clone(), session(&signer, &owner)] {
        for (what, change, refused) in REFUSED {
            let mut asked = buy(&key);
            change(&mut asked);
            let answer = signer.answer(&Request::SignOrder(asked), NOW);
            assert_eq!(code(&answer), Some(*refused), "{what}: {answer:?}");
        }
        assert_eq!(code(&signer.answer(&Request::SignOrder(buy(&key)), NOW)), None);
    }
}

#[test]
fn the_edges_of_time_are_inside() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let good: [Change; 5] = [
        |o| o.order.timestamp_ms -= 300_000,
        |o| o.order.timestamp_ms += 60_000,
        |o| o.expiration_s = NOW / 1_000 + 1,
        |o| o.expiration_s = NOW / 1_000 + 7 * 86_400,
        |o| o.order.salt = (1 << 53) - 1,
    ];
    for change in good {
        let mut asked = buy(&owner);
        change(&mut asked);
        assert_eq!(code(&signer.answer(&Request::SignOrder(asked), NOW)), None);
    }
}

#[test]
fn the_installations_own_builder_code_is_taken() {
    let builder = B256::repeat_byte(0x42);
    let rules = Rules { builders: vec![builder], ..Rules::default() };
    let signer = Signer::new(MasterKeys::parse(MASTER).unwrap(), rules);
    let mut asked = buy(&wallet(&signer, AccountKind::Deposit));
    asked.order.builder = builder;
    assert_eq!(code(&signer.answer(&Request::SignOrder(asked), NOW)), None);
}

#[test]
fn a_chain_that_is_not_configured_has_no_wallets() {
    let signer = signer();
    let mut asked = crate::support::create(AccountKind::Deposit);
    asked.chain = 31_337;
    assert_eq!(code(&signer.answer(&Request::CreateWallet(asked.clone()), NOW)), Some(RefusalCode::Chain));
    let mut local = POLYGON;
    local.chain = 31_337;
    let rules = Rules { networks: vec![POLYGON, local], ..Rules::default() };
    let other = Signer::new(MasterKeys::parse(MASTER).unwrap(), rules);
    let made = crate::support::key(other.answer(&Request::CreateWallet(asked), NOW));
    let mut order = buy(&made);
    assert_eq!(code(&other.answer(&Request::SignOrder(order.clone()), NOW)), Some(RefusalCode::Chain));
    order.chain = 31_337;
    assert_eq!(code(&other.answer(&Request::SignOrder(order.clone()), NOW)), None);
    assert_eq!(code(&signer.answer(&Request::SignOrder(order), NOW)), Some(RefusalCode::Chain));
}

#[test]
fn an_hours_worth_is_shared_by_all_keys_of_a_wallet_and_each_side_has_its_own() {
    let signer = with_masters(MASTER);
    let owner = wallet(&signer, AccountKind::Deposit);
    let session = session(&signer, &owner);
    let sized = |key, dollars: u64, side| {
        let mut asked = buy(key);
        let shares = dollars * 2;
        asked.order.side = side;
        (asked.order.maker_amount, asked.order.taker_amount) = match side {
            OrderSide::Buy => (dollars, shares),
            OrderSide::Sell => (shares, dollars),
        };
        asked
    };
    let at = |key, dollars, side, now_ms: i64| {
        let mut asked = sized(key, dollars, side);
        asked.order.timestamp_ms = now_ms;
        code(&signer.answer(&Request::SignOrder(asked), now_ms))
    };
    let (buy_side, sell) = (OrderSide::Buy, OrderSide::Sell);
    assert_eq!(at(&owner, 600_000_000, buy_side, NOW), None);
    assert_eq!(at(&session, 400_000_001, buy_side, NOW), Some(RefusalCode::Notional));
    assert_eq!(at(&session, 400_000_000, buy_side, NOW), None);
    assert_eq!(at(&session, 1, buy_side, NOW), Some(RefusalCode::Notional));
    assert_eq!(at(&session, 1_000_000_000, sell, NOW), None, "having bought does not keep it from selling");
    assert_eq!(at(&owner, 250_000_000, buy_side, NOW + 900_000), None, "a quarter of an hour later");
    assert_eq!(at(&owner, 1_000_000, buy_side, NOW + 900_000), Some(RefusalCode::Notional));
    let other = wallet(&signer, AccountKind::Deposit);
    assert_eq!(at(&other, 1_000_000_000, buy_side, NOW), None, "another wallet is another matter");
    assert_eq!(owner.policy.notional_per_hour, usdc("1000"));
}

#[test]
fn a_refused_order_uses_nothing_up() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let mut wrong = buy(&owner);
    (wrong.order.maker_amount, wrong.order.taker_amount) = (1_000_000_000, 2_000_000_000);
    wrong.market.outcome = Outcome::Up;
    for _ in 0..3 {
        assert_eq!(code(&signer.answer(&Request::SignOrder(wrong.clone()), NOW)), Some(RefusalCode::Token));
    }
    wrong.market.outcome = Outcome::Down;
    assert_eq!(code(&signer.answer(&Request::SignOrder(wrong), NOW)), None);
}

#[test]
fn credentials_are_proved_for_the_key_and_now() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    for key in [owner.clone(), session(&signer, &owner)] {
        let asked = |chain, timestamp_s| {
            Request::SignVenueAuth(SignVenueAuth { key: sealed(&key), chain, timestamp_s, nonce: 5 })
        };
        let now = NOW / 1_000;
        let Answer::VenueAuth(proof) = signer.answer(&asked(137, now), NOW) else { panic!() };
        assert_eq!(proof.address, key.address);
        assert_eq!(l1_signer(key.address, &now.to_string(), 5, &proof.signature), Some(key.address));
        for (chain, time, refused) in [
            (1, now, RefusalCode::Chain),
            (137, now - 301, RefusalCode::Time),
            (137, now + 61, RefusalCode::Time),
            (137, i64::MAX, RefusalCode::Time),
        ] {
            assert_eq!(code(&signer.answer(&asked(chain, time), NOW)), Some(refused));
        }
    }
}
