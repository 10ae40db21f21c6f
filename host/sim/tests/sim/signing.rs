//! Signatures of the venue's own clients, and the wallets they belong to.
use alloy_primitives::{Address, B256, U256, hex};
use craftstrat_sim::sign::auth::{l1_signer, l2_signature};
use craftstrat_sim::sign::order::{Order, SignatureError, domain, order_id, signed_by};
use craftstrat_sim::sign::wallet::Wallets;
use serde_json::Value;
use std::path::PathBuf;

fn vectors() -> Option<Value> {
    let path = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/signing/client-vectors.json"
    ));
    match std::fs::read(&path) {
        Ok(text) => Some(serde_json::from_slice(&text).unwrap()),
        Err(_) => {
            eprintln!("SKIPPED: no recorded data at {}", path.display());
            None
        }
    }
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap()
}

fn order(v: &Value) -> Order {
    let number = |name: &str| U256::from(v[name].as_u64().unwrap());
    let maker: Address = text(v, "maker").parse().unwrap();
    Order {
        salt: number("salt"),
        maker,
        signer: maker,
        tokenId: text(v, "token_id").parse().unwrap(),
        makerAmount: number("maker_amount"),
        takerAmount: number("taker_amount"),
        side: u8::from(text(v, "side") == "SELL"),
        signatureType: v["signature_type"].as_u64().unwrap() as u8,
        timestamp: number("timestamp_ms"),
        metadata: B256::ZERO,
        builder: text(v, "builder").parse().unwrap(),
    }
}

#[test]
fn orders_of_the_official_client_are_its_owners() {
    let Some(vectors) = vectors() else { return };
    let eoa: Address = text(&vectors, "eoa").parse().unwrap();
    for v in vectors["orders"].as_array().unwrap() {
        let (order, name) = (order(v), text(v, "name"));
        let domain = domain(order.tokenId, name.contains("negrisk"));
        assert_eq!(domain.verifying_contract, Some(text(v, "exchange").parse().unwrap()), "{name}");
        assert_eq!(order_id(&order, &domain).to_string(), text(v, "order_eip712_digest"), "{name}");
        let signature = hex::decode(text(v, "final_signature")).unwrap();
        let by = signed_by(&order, &domain, &signature).unwrap();
        assert_eq!((by.key, by.session), (eoa, false), "{name}");
        let mut other = order.clone();
        other.makerAmount += U256::from(1);
        assert!(signed_by(&other, &domain, &signature).is_err(), "{name}");
    }
}

#[test]
fn a_session_key_signs_inside_an_envelope() {
    let Some(vectors) = vectors() else { return };
    let order = order(&vectors["orders"][4]);
    let wrapped = hex::decode(text(&vectors, "session_key_wrap_of_order4")).unwrap();
    let by = signed_by(&order, &domain(order.tokenId, false), &wrapped).unwrap();
    assert!(by.session);
    let mut stranger = wrapped;
    stranger[20] ^= 1;
    let refused = signed_by(&order, &domain(order.tokenId, false), &stranger);
    assert_eq!(refused, Err(SignatureError::OtherOrder));
}

#[test]
fn wallets_are_where_their_factories_put_them() {
    let Some(vectors) = vectors() else { return };
    let wallets = Wallets::of(text(&vectors, "eoa").parse().unwrap());
    let want = |name: &str| text(&vectors["wallets"], name).parse::<Address>().unwrap();
    assert_eq!(wallets.all(), [want("proxy"), want("safe"), want("deposit_uups"), want("deposit_beacon")]);
}

#[test]
fn the_message_for_credentials_proves_its_key() {
    let Some(vectors) = vectors() else { return };
    let (eoa, auth) = (text(&vectors, "eoa").parse().unwrap(), &vectors["l1_auth"]);
    let signature = hex::decode(text(auth, "signature")).unwrap();
    assert_eq!(l1_signer(eoa, &auth["timestamp"].to_string(), 0, &signature), Some(eoa));
    assert_ne!(l1_signer(eoa, &auth["timestamp"].to_string(), 1, &signature), Some(eoa));
}

#[test]
fn requests_are_signed_as_the_official_clients_sign_them() {
    let secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let signed = |timestamp: &str, method: &str, path: &str, body: &str| {
        l2_signature(secret, timestamp, method, path, body).unwrap()
    };
    assert_eq!(signed("1", "GET", "/", ""), "eHaylCwqRSOa2LFD77Nt_SaTpbsxzN8eTEI3LryhEj4=");
    assert_eq!(
        signed("1000000", "test-sign", "/orders", r#"{"hash":"0x123"}"#),
        "4gJVbox-R6XlDK4nlaicig0_ANVL1qdcahiL8CXfXLM="
    );
}
