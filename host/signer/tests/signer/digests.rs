//! Nobody can make a key sign 32 bytes of their choice: whatever is put wherever a request has room for it, no signature
//! that comes out is one of those bytes.

use crate::support::{CONDITION, DOWN, MASTER, NOW, buy, sealed, session, ticket, wallet, with_masters};
use craftstrat_signer::answer::KeyFacts;
use craftstrat_signer::request::{
    SessionChange, SignApproval, SignMerge, SignRedemption, SignSessionKey, SignVenueAuth,
};
use craftstrat_signer::{Answer, MasterKeys, Request, Rules, Signer};
use craftstrat_signing::call::{MarketKind, Permit};
use craftstrat_signing::relay::Ticket;
use craftstrat_signing::wallet::AccountKind;
use craftstrat_signing::{Address, B256, U256};
use k256::ecdsa::{RecoveryId, Signature, VerifyingKey};
use proptest::prelude::*;
use sha3::{Digest, Keccak256};

/// The plain signature in an answer; a session key's has an envelope of 128 bytes before it.
fn plain(answer: &Answer, is_enveloped: bool) -> Option<[u8; 65]> {
    let bytes = match answer {
        Answer::Order(order) => &order.signature,
        Answer::VenueAuth(proof) => &proof.signature,
        Answer::Transaction(transaction) => &transaction.signature,
        _ => return None,
    };
    let from = if is_enveloped { 128 } else { 0 };
    bytes.get(from..from + 65)?.try_into().ok()
}

/// Whose signature of `hash` this would be, under either parity.
fn signers(hash: &[u8; 32], signature: &[u8; 65]) -> Vec<Address> {
    let Ok(parsed) = Signature::from_slice(&signature[..64]) else { return Vec::new() };
    let recovered = [false, true].into_iter().filter_map(|odd| {
        let id = RecoveryId::new(odd, false);
        let key = VerifyingKey::recover_from_prehash(hash, &parsed, id).ok()?;
        let point = key.to_encoded_point(false);
        Some(Address::from_slice(&Keccak256::digest(&point.as_bytes()[1..])[12..]))
    });
    recovered.collect()
}

/// Requests with `chosen` in every place of 32 bytes, and cut down in every smaller one.
fn requests(owner: &KeyFacts, session: &KeyFacts, chosen: B256) -> Vec<(Request, bool)> {
    let number = u64::from_be_bytes(chosen[..8].try_into().unwrap());
    let address = Address::from_slice(&chosen[12..]);
    let carried = ticket(owner.policy.account);
    let mut all = Vec::new();
    for key in [owner, session] {
        let is_enveloped = key.address != owner.address;
        let mut order = buy(key);
        order.order.builder = chosen;
        all.push((order.clone(), is_enveloped));
        order.order.metadata = chosen;
        order.order.salt = number >> 11;
        all.push((order.clone(), is_enveloped));
        order.order.token_id = U256::from_be_bytes(chosen.0);
        order.market.condition = chosen;
        all.push((order, is_enveloped));
    }
    let mut all: Vec<(Request, bool)> =
        all.into_iter().map(|(order, enveloped)| (Request::SignOrder(order), enveloped)).collect();
    let key = sealed(owner);
    let nonces = [carried, Ticket::Deposit { nonce: number, deadline: NOW as u64 / 1_000 + 60 }];
    for ticket in nonces {
        let (key, kind) = (key.clone(), MarketKind::Ordinary);
        let plain = [
            Request::SignRedemption(SignRedemption {
                key: key.clone(),
                market: kind,
                condition: chosen,
                amounts: [0, 0],
                ticket,
            }),
            Request::SignMerge(SignMerge {
                key: key.clone(),
                market: kind,
                condition: chosen,
                amount: number >> 16 | 1,
                ticket,
            }),
            Request::SignApproval(SignApproval {
                key: key.clone(),
                permits: vec![Permit::CashRouter],
                give: true,
                ticket,
            }),
            Request::SignSessionKey(SignSessionKey {
                key,
                change: SessionChange::Revoke { session: address },
                ticket,
            }),
        ];
        all.extend(plain.into_iter().map(|request| (request, false)));
    }
    for facts in [owner, session] {
        let proof = SignVenueAuth { key: sealed(facts), chain: 137, timestamp_s: NOW / 1_000, nonce: number };
        all.push((Request::SignVenueAuth(proof), false));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_request_signs_bytes_that_somebody_chose(chosen in prop::array::uniform32(any::<u8>())) {
        let chosen = B256::from(chosen);
        // Even where the installation's own builder code is what somebody wants signed.
        let rules = Rules { builders: vec![chosen], ..Rules::default() };
        let signer = Signer::new(MasterKeys::parse(MASTER).unwrap(), rules);
        let owner = wallet(&signer, AccountKind::Deposit);
        let session = session(&signer, &owner);
        let hashed = B256::from_slice(&Keccak256::digest(chosen));
        let mut signed = 0;
        for (request, is_enveloped) in requests(&owner, &session, chosen) {
            let answer = signer.answer(&request, NOW);
            let Some(signature) = plain(&answer, is_enveloped) else { continue };
            signed += 1;
            for hash in [chosen, hashed] {
                let by = signers(&hash.0, &signature);
                prop_assert!(!by.contains(&owner.address) && !by.contains(&session.address));
            }
        }
        prop_assert!(signed >= 8, "only {signed} requests were signed, so nothing was tried");
    }
}

#[test]
fn the_search_would_find_a_signature() {
    let signer = with_masters(MASTER);
    let owner = wallet(&signer, AccountKind::Eoa);
    let asked = buy(&owner);
    let answer = signer.answer(&Request::SignOrder(asked), NOW);
    let Answer::Order(order) = &answer else { panic!("{answer:?}") };
    let signature = plain(&answer, false).unwrap();
    assert!(signers(&order.order_id.0, &signature).contains(&owner.address));
    assert!(CONDITION.len() == 66 && DOWN.len() > 70);
}
