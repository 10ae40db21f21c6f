//! Orders, credentials and wallets of the official clients, from their own tests and from running them.

use crate::support::{number, order, owner, recorded, signed, signed_hash, text};
use alloy_sol_types::{Eip712Domain, SolStruct, sol};
use craftstrat_signing::auth::{l1_digest, l1_signer, l2_signature};
use craftstrat_signing::order::{Order, digest, domain, order_id, signature};
use craftstrat_signing::wallet::{AccountKind, Wallets};
use craftstrat_signing::{Address, B256, U256, hex};
use serde_json::Value;

mod version_1 {
    //! The venue's first orders, which it takes no longer: only their vectors are left.
    super::sol! {
        struct Order {
            uint256 salt; address maker; address signer; address taker; uint256 tokenId; uint256 makerAmount;
            uint256 takerAmount; uint256 expiration; uint256 nonce; uint256 feeRateBps; uint8 side; uint8 signatureType;
        }
    }
}

fn address(value: &Value, name: &str) -> Address {
    text(value, name).parse().unwrap()
}

fn small(value: &Value, name: &str) -> u8 {
    value[name].as_u64().unwrap() as u8
}

fn domain_of(v: &Value) -> Eip712Domain {
    let contract = v.get("verifyingContract").map(|_| address(v, "verifyingContract"));
    Eip712Domain::new(
        Some(text(v, "name").to_owned().into()),
        Some(text(v, "version").to_owned().into()),
        Some(number(v, "chainId")),
        contract,
        None,
    )
}

fn typed_order(m: &Value) -> Order {
    Order {
        salt: number(m, "salt"),
        maker: address(m, "maker"),
        signer: address(m, "signer"),
        tokenId: number(m, "tokenId"),
        makerAmount: number(m, "makerAmount"),
        takerAmount: number(m, "takerAmount"),
        side: small(m, "side"),
        signatureType: small(m, "signatureType"),
        timestamp: number(m, "timestamp"),
        metadata: text(m, "metadata").parse().unwrap(),
        builder: text(m, "builder").parse().unwrap(),
    }
}

fn first_order(m: &Value) -> version_1::Order {
    version_1::Order {
        salt: number(m, "salt"),
        maker: address(m, "maker"),
        signer: address(m, "signer"),
        taker: address(m, "taker"),
        tokenId: number(m, "tokenId"),
        makerAmount: number(m, "makerAmount"),
        takerAmount: number(m, "takerAmount"),
        expiration: number(m, "expiration"),
        nonce: number(m, "nonce"),
        feeRateBps: number(m, "feeRateBps"),
        side: small(m, "side"),
        signatureType: small(m, "signatureType"),
    }
}

#[test]
fn every_recorded_vector_holds() {
    let Some(vectors) = recorded("vectors.json") else { return };
    for v in vectors.as_array().unwrap() {
        let (name, m, want) = (text(v, "name"), &v["message"], text(v, "signature"));
        let hash: B256 = match text(v, "kind") {
            "hmac_l2" => {
                let timestamp = v["timestamp"].to_string();
                let made = l2_signature(
                    text(v, "secret"),
                    &timestamp,
                    text(v, "method"),
                    text(v, "path"),
                    text(v, "body"),
                );
                assert_eq!(made.unwrap(), want, "{name}");
                continue;
            }
            "clob_auth_l1" => {
                let chain = v["domain"]["chainId"].as_u64().unwrap();
                let nonce = m["nonce"].as_u64().unwrap();
                let digest = l1_digest(chain, address(m, "address"), text(m, "timestamp"), nonce);
                assert_eq!(hex::encode_prefixed(signed(digest).0), want, "{name}");
                digest.hash()
            }
            "order_v2" => {
                let (order, domain) = (typed_order(m), domain_of(&v["domain"]));
                let digest = digest(&order, &domain);
                let sent = signature(&order, &domain, signed(digest), None);
                assert_eq!(hex::encode_prefixed(sent), want, "{name}");
                digest.hash()
            }
            "order_v1" => first_order(m).eip712_signing_hash(&domain_of(&v["domain"])),
            other => panic!("{name}: a new kind of vector: {other}"),
        };
        assert_eq!(hash.to_string(), text(v, "digest"), "{name}");
        assert_eq!(hex::encode_prefixed(signed_hash(hash).0), want, "{name}");
    }
}

#[test]
fn orders_are_signed_as_the_official_client_signs_them() {
    let Some(vectors) = recorded("client-vectors.json") else { return };
    assert_eq!(Order::eip712_type_hash_text(), text(&vectors, "order_type_hash"));
    for v in vectors["orders"].as_array().unwrap() {
        let (order, name) = (order(v), text(v, "name"));
        let domain = domain(order.tokenId, name.contains("negrisk"));
        assert_eq!(domain.verifying_contract, Some(address(v, "exchange")), "{name}");
        assert_eq!(domain.version.as_deref(), Some(text(v, "domain_version")), "{name}");
        assert_eq!(order_id(&order, &domain).to_string(), text(v, "order_eip712_digest"), "{name}");
        let digest = digest(&order, &domain);
        assert_eq!(digest.hash().to_string(), text(v, "signed_digest"), "{name}");
        let sent = signature(&order, &domain, signed(digest), None);
        assert_eq!(hex::encode_prefixed(sent), text(v, "final_signature"), "{name}");
    }
    let order = order(&vectors["orders"][4]);
    let domain = domain(order.tokenId, false);
    let sent = signature(&order, &domain, signed(digest(&order, &domain)), Some(owner()));
    assert_eq!(hex::encode_prefixed(sent), text(&vectors, "session_key_wrap_of_order4"));
}

/// The hash of an order's type, as text.
trait TypeHash {
    fn eip712_type_hash_text() -> String;
}

impl TypeHash for Order {
    fn eip712_type_hash_text() -> String {
        alloy_primitives::keccak256(Self::eip712_encode_type().as_bytes()).to_string()
    }
}

#[test]
fn credentials_are_proved_as_the_official_client_proves_them() {
    let Some(vectors) = recorded("client-vectors.json") else { return };
    let (eoa, auth) = (address(&vectors, "eoa"), &vectors["l1_auth"]);
    let timestamp = auth["timestamp"].to_string();
    let digest = l1_digest(auth["chain_id"].as_u64().unwrap(), eoa, &timestamp, 0);
    assert_eq!(hex::encode_prefixed(signed(digest).0), text(auth, "signature"));
    let signature = hex::decode(text(auth, "signature")).unwrap();
    assert_eq!(l1_signer(eoa, &timestamp, 0, &signature), Some(eoa));
    assert_ne!(l1_signer(eoa, &timestamp, 1, &signature), Some(eoa));
}

/// What holds without any folder beside the checkout: the wallets of the public test key, an order, a credential.
#[test]
fn the_public_test_key_gives_what_it_always_gave() {
    let wallets = Wallets::of(owner());
    let table = [
        (AccountKind::Eoa, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", 0),
        (AccountKind::Proxy, "0x365f0CA36Ae1f641E02fE3B7743673da42A13A70", 1),
        (AccountKind::Safe, "0xd93B25cb943D14d0d34FBaF01Fc93a0f8b5F6E47", 2),
        (AccountKind::DepositEarly, "0xdf8b9E8f9AB23f261F6e1B171B7454ae6E46Ba76", 3),
        (AccountKind::Deposit, "0xBc0fF067b7740Eff76C1ca93c875Ba6B890d6B50", 3),
    ];
    for (kind, address, signature_type) in table {
        assert_eq!(wallets.kind(kind), address.parse::<Address>().unwrap(), "{kind:?}");
        assert_eq!(kind.signature_type(), signature_type);
        assert_eq!(wallets.signs_with(wallets.kind(kind), signature_type), kind != AccountKind::Eoa);
    }
    let zero = Order {
        salt: U256::ZERO,
        maker: Address::ZERO,
        signer: Address::ZERO,
        tokenId: U256::ZERO,
        makerAmount: U256::ZERO,
        takerAmount: U256::ZERO,
        side: 0,
        signatureType: 0,
        timestamp: U256::ZERO,
        metadata: B256::ZERO,
        builder: B256::ZERO,
    };
    // Any token of the first kind: the domain is the same for all of them.
    let domain = domain(U256::MAX, false);
    assert_eq!(
        hex::encode_prefixed(signature(&zero, &domain, signed(digest(&zero, &domain)), None)),
        "0x8a6edfe94a2169c3d05673521b53b7aee2205288f1363f1c9e24716317eebe6a\
         17ca4bc397b85a5f39be21f32d0d8b38e0fd6de6af091dc0f4ba1f667d1883981c"
    );
    assert_eq!(
        hex::encode_prefixed(signed(l1_digest(80_002, owner(), "10000000", 23)).0),
        "0xf62319a987514da40e57e2f4d7529f7bac38f0355bd88bb5adbb3768d80de6c1\
         682518e0af677d5260366425f4361e7b70c25ae232aff0ab2331e2b164a1aedc1b"
    );
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
