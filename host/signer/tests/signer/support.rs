//! A signer in memory, its wallets, and requests that it takes.

use craftstrat_model::{Outcome, Usdc};
use craftstrat_signer::answer::{KeyFacts, SignedOrder, SignedTransaction};
use craftstrat_signer::request::{
    CreateSessionKey, CreateWallet, MarketOutcome, OrderFields, SealedKey, SignOrder,
};
use craftstrat_signer::{Answer, Envelope, MasterKeys, RefusalCode, Request, Rules, Signer, WalletId};
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::order::OrderSide;
use craftstrat_signing::relay::Ticket;
use craftstrat_signing::wallet::AccountKind;
use craftstrat_signing::{Address, B256, U256, hex};

/// When everything happens, milliseconds since the epoch.
pub const NOW: i64 = 1_763_700_000_123;
/// A master key for tests.
pub const MASTER: &str = "1111111111111111111111111111111111111111111111111111111111111111";
/// Another.
pub const MASTER_NEXT: &str = "2222222222222222222222222222222222222222222222222222222222222222";
/// The condition of a market of the venue, and its Up token.
pub const CONDITION: &str = "0x850193b63059a3fb75df77e4014c10e95df0fa9f1bbebcb4f666c5caeab671ff";
pub const DOWN: &str = "66102705246851539180368555338399305689603425097674072938539709075880834075330";

pub fn signer() -> Signer {
    with_masters(MASTER)
}

pub fn with_masters(text: &str) -> Signer {
    Signer::new(MasterKeys::parse(text).unwrap(), Rules::default())
}

pub fn id(text: &str) -> WalletId {
    text.to_owned().try_into().unwrap()
}

pub fn usdc(text: &str) -> Usdc {
    text.parse().unwrap()
}

pub fn sealed(key: &KeyFacts) -> SealedKey {
    SealedKey { wallet: id("w1"), envelope: key.envelope.clone() }
}

pub fn create(account: AccountKind) -> CreateWallet {
    CreateWallet { wallet: id("w1"), chain: 137, account, notional_per_hour: usdc("1000") }
}

/// A new wallet `w1`.
pub fn wallet(signer: &Signer, account: AccountKind) -> KeyFacts {
    key(signer.answer(&Request::CreateWallet(create(account)), NOW))
}

/// A session key of the wallet.
pub fn session(signer: &Signer, owner: &KeyFacts) -> KeyFacts {
    let asked = CreateSessionKey { owner: sealed(owner) };
    key(signer.answer(&Request::CreateSessionKey(asked), NOW))
}

pub fn key(answer: Answer) -> KeyFacts {
    match answer {
        Answer::Key(facts) => facts,
        other => panic!("no key: {other:?}"),
    }
}

pub fn code(answer: &Answer) -> Option<RefusalCode> {
    match answer {
        Answer::Refused(refusal) => Some(refusal.code),
        _ => None,
    }
}

pub fn signed_order(answer: Answer) -> SignedOrder {
    match answer {
        Answer::Order(order) => order,
        other => panic!("no order: {other:?}"),
    }
}

pub fn signed_transaction(answer: Answer) -> SignedTransaction {
    match answer {
        Answer::Transaction(transaction) => transaction,
        other => panic!("no transaction: {other:?}"),
    }
}

/// Two dollars for five shares of Down with this key, which the signer takes.
pub fn buy(key: &KeyFacts) -> SignOrder {
    let policy = &key.policy;
    let is_deposit = policy.account.is_deposit();
    SignOrder {
        key: sealed(key),
        chain: 137,
        exchange: POLYGON.exchange,
        market: MarketOutcome { condition: CONDITION.parse().unwrap(), outcome: Outcome::Down },
        order: OrderFields {
            salt: 479_249_096_354,
            maker: policy.maker,
            signer: if is_deposit { policy.maker } else { key.address },
            token_id: DOWN.parse().unwrap(),
            side: OrderSide::Buy,
            maker_amount: 2_000_000,
            taker_amount: 5_000_000,
            signature_type: policy.account.signature_type(),
            timestamp_ms: NOW,
            metadata: B256::ZERO,
            builder: B256::ZERO,
        },
        expiration_s: 0,
    }
}

/// The wallet's next transaction.
pub fn ticket(account: AccountKind) -> Ticket {
    match account {
        AccountKind::Safe => Ticket::Safe { nonce: 3 },
        AccountKind::Proxy => Ticket::Proxy { nonce: 9, gas_limit: 200_000, relay: Address::repeat_byte(7) },
        _ => Ticket::Deposit { nonce: 7, deadline: (NOW / 1_000) as u64 + 600 },
    }
}

/// The private key in a sealed key, by way of an export.
pub fn private_key(signer: &Signer, owner: &KeyFacts) -> [u8; 32] {
    let asked = craftstrat_signer::request::ExportKeystore {
        key: sealed(owner),
        password: craftstrat_signer::Password::new("correct horse battery"),
        second_factor: true,
    };
    let Answer::Keystore(keystore) = signer.answer(&Request::ExportKeystore(asked), NOW) else {
        panic!("no keystore")
    };
    opened(&keystore.json, "correct horse battery").unwrap()
}

/// What another implementation finds in a keystore.
pub fn opened(json: &str, password: &str) -> Option<[u8; 32]> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.json");
    std::fs::write(&path, json).unwrap();
    eth_keystore::decrypt_key(path, password).ok()?.try_into().ok()
}

/// Bytes as they could show up in a text.
pub fn spellings(secret: &[u8]) -> Vec<Vec<u8>> {
    let list: Vec<String> = secret.iter().map(u8::to_string).collect();
    vec![
        secret.to_vec(),
        hex::encode(secret).into_bytes(),
        hex::encode_upper(secret).into_bytes(),
        list.join(",").into_bytes(),
        list.join(", ").into_bytes(),
        U256::from_be_slice(secret).to_string().into_bytes(),
    ]
}

/// Whether a secret is in a text in any spelling.
pub fn shows(text: &[u8], secret: &[u8]) -> bool {
    spellings(secret).iter().any(|s| text.windows(s.len()).any(|window| window == s))
}

pub fn envelope(bytes: &[u8]) -> Option<Envelope> {
    Envelope::from_bytes(bytes).ok()
}
