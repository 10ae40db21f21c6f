//! A key that its owner takes away opens elsewhere, with the password and no other.

use crate::support::{NOW, code, opened, private_key, sealed, session, shows, signer, wallet};
use craftstrat_signer::request::ExportKeystore;
use craftstrat_signer::{Answer, Password, RefusalCode, Request};
use craftstrat_signing::wallet::AccountKind;
use craftstrat_signing::{Address, hex};
use k256::ecdsa::SigningKey;
use sha3::{Digest, Keccak256};

#[test]
fn another_implementation_opens_it() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let asked = ExportKeystore {
        key: sealed(&owner),
        password: Password::new("correct horse battery"),
        second_factor: true,
    };
    let Answer::Keystore(keystore) = signer.answer(&Request::ExportKeystore(asked), NOW) else { panic!() };
    let secret = opened(&keystore.json, "correct horse battery").unwrap();
    let key = SigningKey::from_slice(&secret).unwrap();
    let point = key.verifying_key().to_encoded_point(false);
    let address = Address::from_slice(&Keccak256::digest(&point.as_bytes()[1..])[12..]);
    assert_eq!(address, owner.address);
    assert!(opened(&keystore.json, "correct horse batterz").is_none());
    assert!(!shows(keystore.json.as_bytes(), &secret));
    let file: serde_json::Value = serde_json::from_str(&keystore.json).unwrap();
    assert_eq!(file["address"], hex::encode(owner.address));
    assert_eq!((&file["version"], &file["crypto"]["kdfparams"]["n"]), (&3.into(), &131_072.into()));
}

#[test]
fn two_exports_share_nothing_but_the_key() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Eoa);
    assert_eq!(private_key(&signer, &owner), private_key(&signer, &owner));
}

#[test]
fn exports_need_an_owner_a_second_factor_and_a_password() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let session = session(&signer, &owner);
    let long = "x".repeat(257);
    let table = [
        (&owner, "correct horse battery", false, RefusalCode::SecondFactor),
        (&owner, "short", true, RefusalCode::Password),
        (&owner, "", true, RefusalCode::Password),
        (&owner, &long, true, RefusalCode::Password),
        (&session, "correct horse battery", true, RefusalCode::KeyKind),
    ];
    for (facts, password, second_factor, refused) in table {
        let asked = ExportKeystore { key: sealed(facts), password: Password::new(password), second_factor };
        let answer = signer.answer(&Request::ExportKeystore(asked), NOW);
        assert_eq!(code(&answer), Some(refused));
        assert!(password.is_empty() || !format!("{answer:?}").contains(password));
    }
}
