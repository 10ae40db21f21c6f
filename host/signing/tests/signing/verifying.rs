//! Who signed is found out again, and a changed order is nobody's.

use crate::support::{order, owner, recorded, text};
use craftstrat_signing::order::domain;
use craftstrat_signing::verify::{SignatureError, signed_by};
use craftstrat_signing::{U256, hex};

#[test]
fn orders_of_the_official_client_are_its_owners() {
    let Some(vectors) = recorded("client-vectors.json") else { return };
    for v in vectors["orders"].as_array().unwrap() {
        let (order, name) = (order(v), text(v, "name"));
        let domain = domain(order.tokenId, name.contains("negrisk"));
        let signature = hex::decode(text(v, "final_signature")).unwrap();
        let by = signed_by(&order, &domain, &signature).unwrap();
        assert_eq!((by.key, by.session), (owner(), false), "{name}");
        let mut other = order.clone();
        other.makerAmount += U256::from(1);
        assert!(signed_by(&other, &domain, &signature).is_err(), "{name}");
    }
}

#[test]
fn a_session_key_signs_inside_an_envelope() {
    let Some(vectors) = recorded("client-vectors.json") else { return };
    let order = order(&vectors["orders"][4]);
    let wrapped = hex::decode(text(&vectors, "session_key_wrap_of_order4")).unwrap();
    let by = signed_by(&order, &domain(order.tokenId, false), &wrapped).unwrap();
    assert!(by.session);
    let mut stranger = wrapped;
    stranger[20] ^= 1;
    let refused = signed_by(&order, &domain(order.tokenId, false), &stranger);
    assert_eq!(refused, Err(SignatureError::OtherOrder));
}
