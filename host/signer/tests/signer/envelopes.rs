//! A sealed key opens for its wallet, whole and under a known master key, or not at all.

use crate::support::{
    MASTER, MASTER_NEXT, NOW, buy, code, envelope, id, key, sealed, session, shows, signer, ticket, usdc,
    wallet, with_masters,
};
use craftstrat_signer::request::{ChangePolicy, Inspect, Rewrap, SealedKey, SessionChange, SignSessionKey};
use craftstrat_signer::{
    Answer, Envelope, KeyKind, MasterError, MasterKeys, PolicyChange, RefusalCode, Request, WalletId,
};
use craftstrat_signing::Address;
use craftstrat_signing::wallet::{AccountKind, Wallets};
use proptest::prelude::*;

fn inspect(envelope: &Envelope, wallet: &str) -> Request {
    Request::Inspect(Inspect { key: SealedKey { wallet: id(wallet), envelope: envelope.clone() } })
}

#[test]
fn a_new_wallet_is_what_its_key_derives() {
    let signer = signer();
    for account in [AccountKind::Eoa, AccountKind::Proxy, AccountKind::Safe, AccountKind::Deposit] {
        let made = wallet(&signer, account);
        assert_eq!(made.policy.maker, Wallets::of(made.address).kind(account));
        assert_eq!((made.policy.owner, made.kind), (made.address, KeyKind::Owner));
        assert_eq!(key(signer.answer(&inspect(&made.envelope, "w1"), NOW)), made);
    }
    assert_ne!(wallet(&signer, AccountKind::Eoa).address, wallet(&signer, AccountKind::Eoa).address);
}

#[test]
fn a_session_key_has_its_owners_wallet_and_no_withdrawals() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let change = PolicyChange::Allow { to: Address::repeat_byte(9) };
    let asked = ChangePolicy { key: sealed(&owner), change, second_factor: true };
    let owner = key(signer.answer(&Request::ChangePolicy(asked), NOW));
    assert_eq!(owner.policy.withdrawals.len(), 1);
    let session = session(&signer, &owner);
    assert_eq!((session.policy.maker, session.policy.owner), (owner.policy.maker, owner.address));
    assert_eq!((session.kind, session.policy.withdrawals.len()), (KeyKind::Session, 0));
    assert_ne!(session.address, owner.address);
}

#[test]
fn no_byte_can_be_changed() {
    let signer = signer();
    let made = wallet(&signer, AccountKind::Deposit);
    let whole = made.envelope.to_bytes();
    assert_eq!(envelope(&whole).unwrap(), made.envelope);
    for at in 0..whole.len() {
        for flip in [1, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[at] ^= flip;
            let Some(changed) = envelope(&changed) else { continue };
            let answer = signer.answer(&inspect(&changed, "w1"), NOW);
            assert!(
                matches!(code(&answer), Some(RefusalCode::Envelope | RefusalCode::UnknownMaster)),
                "byte {at}: {answer:?}"
            );
        }
    }
    for length in 0..whole.len() {
        if let Some(short) = envelope(&whole[..length]) {
            assert_eq!(code(&signer.answer(&inspect(&short, "w1"), NOW)), Some(RefusalCode::Envelope));
        }
    }
    let mut long = whole;
    long.push(0);
    let long = envelope(&long).unwrap();
    assert_eq!(code(&signer.answer(&inspect(&long, "w1"), NOW)), Some(RefusalCode::Envelope));
}

#[test]
fn parts_of_two_envelopes_make_no_third() {
    let signer = signer();
    let (one, two) = (wallet(&signer, AccountKind::Deposit), wallet(&signer, AccountKind::Deposit));
    let (one, two) = (one.envelope.to_bytes(), two.envelope.to_bytes());
    for (from, to) in [(10, 70), (70, 130), (130, one.len())] {
        let mut mixed = one.clone();
        mixed.splice(from..to, two[from..to.min(two.len())].iter().copied());
        let mixed = envelope(&mixed).unwrap();
        assert_eq!(code(&signer.answer(&inspect(&mixed, "w1"), NOW)), Some(RefusalCode::Envelope));
    }
}

#[test]
fn an_envelope_is_of_one_wallet() {
    let signer = signer();
    let made = wallet(&signer, AccountKind::Deposit);
    for other in ["w2", "W1", "w", "w1_"] {
        let answer = signer.answer(&inspect(&made.envelope, other), NOW);
        assert_eq!(code(&answer), Some(RefusalCode::Envelope), "{other}");
    }
    for bad in ["", "a b", "ä", "x/../y", &"x".repeat(65)] {
        assert!(WalletId::try_from(bad.to_owned()).is_err(), "{bad}");
    }
}

#[test]
fn a_session_key_of_another_wallet_is_never_authorized() {
    let signer = signer();
    let (one, two) = (wallet(&signer, AccountKind::Deposit), wallet(&signer, AccountKind::Deposit));
    let stranger = session(&signer, &two);
    let until = NOW / 1_000 + 3_600;
    let table = [(session(&signer, &one), None), (stranger, Some(RefusalCode::KeyKind))];
    for (session, refused) in table {
        let change = SessionChange::Authorize { session: session.envelope, valid_until_s: until };
        let ticket = ticket(AccountKind::Deposit);
        let asked = Request::SignSessionKey(SignSessionKey { key: sealed(&one), change, ticket });
        assert_eq!(code(&signer.answer(&asked, NOW)), refused);
    }
}

#[test]
fn master_keys_rotate_while_old_envelopes_are_about() {
    let old = with_masters(MASTER);
    let made = wallet(&old, AccountKind::Deposit);
    // The new one seals, both open.
    let both = with_masters(&format!("# newest first\n{MASTER_NEXT}\n\n{MASTER}\n"));
    assert_eq!(key(both.answer(&inspect(&made.envelope, "w1"), NOW)).address, made.address);
    let again = key(both.answer(&Request::Rewrap(Rewrap { key: sealed(&made) }), NOW));
    assert_eq!((again.address, &again.policy), (made.address, &made.policy));
    assert_ne!(again.envelope.master(), made.envelope.master());
    // Once everything is sealed anew, the old one can go.
    let new = with_masters(MASTER_NEXT);
    assert_eq!(key(new.answer(&inspect(&again.envelope, "w1"), NOW)).address, made.address);
    let gone = new.answer(&inspect(&made.envelope, "w1"), NOW);
    assert_eq!(code(&gone), Some(RefusalCode::UnknownMaster));
    // Or a running signer is given the list anew.
    new.set_masters(MasterKeys::parse(&format!("{MASTER_NEXT}\n{MASTER}")).unwrap());
    assert!(code(&new.answer(&inspect(&made.envelope, "w1"), NOW)).is_none());
    let Answer::Status(status) = new.answer(&Request::Status, NOW) else { panic!() };
    assert_eq!(status.masters, [again.envelope.master(), made.envelope.master()]);
}

#[test]
fn rules_change_within_bounds() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let session = session(&signer, &owner);
    let (to, limit) = (Address::repeat_byte(9), |text| PolicyChange::Notional { per_hour: usdc(text) });
    let (sf, na, am) = (RefusalCode::SecondFactor, RefusalCode::NotAllowed, RefusalCode::Amount);
    let table = [
        (&owner, limit("999"), false, None),
        (&owner, limit("1001"), false, Some(sf)),
        (&owner, limit("1001"), true, None),
        (&owner, limit("100001"), true, Some(am)),
        (&owner, limit("0"), true, Some(am)),
        (&owner, limit("-1"), true, Some(am)),
        (&session, limit("1"), false, None),
        (&owner, PolicyChange::Allow { to }, false, Some(sf)),
        (&owner, PolicyChange::Allow { to }, true, None),
        (&owner, PolicyChange::Allow { to: Address::ZERO }, true, Some(na)),
        (&owner, PolicyChange::Allow { to: owner.policy.maker }, true, Some(na)),
        (&owner, PolicyChange::Forbid { to }, false, Some(na)),
        (&session, PolicyChange::Allow { to }, true, Some(RefusalCode::KeyKind)),
    ];
    for (facts, change, second_factor, refused) in table {
        let asked = ChangePolicy { key: sealed(facts), change, second_factor };
        let answer = signer.answer(&Request::ChangePolicy(asked), NOW);
        assert_eq!(code(&answer), refused, "{change:?} {second_factor}");
    }
}

#[test]
fn the_list_of_addresses_ends_somewhere() {
    let signer = signer();
    let mut owner = wallet(&signer, AccountKind::Deposit);
    let mut refused = Vec::new();
    for byte in 1..=22 {
        let change = PolicyChange::Allow { to: Address::repeat_byte(byte) };
        let asked = ChangePolicy { key: sealed(&owner), change, second_factor: true };
        match signer.answer(&Request::ChangePolicy(asked), NOW) {
            Answer::Key(facts) => owner = facts,
            other => refused.push(code(&other)),
        }
    }
    assert_eq!((owner.policy.withdrawals.len(), refused), (20, vec![Some(RefusalCode::NotAllowed); 2]));
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let secret = crate::support::private_key(&signer, &owner);
    let request = Request::SignOrder(buy(&owner));
    let texts = [
        format!("{signer:?} {:?}", MasterKeys::parse(MASTER)),
        format!("{request:?} {owner:?} {:?}", craftstrat_signer::Password::new("hidden words")),
        String::from(owner.envelope.clone()),
        format!("{:?}", MasterKeys::parse(&format!("{MASTER}0"))),
        MasterKeys::parse(&MASTER.replace('1', "x")).unwrap_err().to_string(),
    ];
    for text in texts {
        assert!(!shows(text.as_bytes(), &secret), "{text}");
        assert!(!shows(text.as_bytes(), &[0x11; 32]), "{text}");
        assert!(!text.contains("hidden words") && !text.contains("xxxx"), "{text}");
    }
    assert!(!shows(&owner.envelope.to_bytes(), &secret));
}

#[test]
fn master_key_files_are_for_their_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    assert!(matches!(MasterKeys::read(&path), Err(MasterError::File { .. })));
    MasterKeys::create(&path).unwrap();
    assert!(matches!(MasterKeys::create(&path), Err(MasterError::File { .. })), "nothing is overwritten");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let first = MasterKeys::read(&path).unwrap().current();
    MasterKeys::rotate(&path).unwrap();
    let rotated = MasterKeys::read(&path).unwrap();
    assert_eq!(rotated.ids().nth(1), Some(first));
    assert_ne!(rotated.current(), first);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    for mode in [0o640, 0o604, 0o660, 0o601] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        assert!(matches!(MasterKeys::read(&path), Err(MasterError::Exposed { .. })), "{mode:o}");
    }
}

#[test]
fn a_list_of_master_keys_is_read_or_refused() {
    for bad in ["", "\n# only words\n", "11", "zz", &MASTER.repeat(2), &format!("{MASTER}\n").repeat(17)] {
        assert!(MasterKeys::parse(bad).is_err(), "{bad}");
    }
    assert_eq!(MasterKeys::parse(&format!("{MASTER}\n").repeat(16)).unwrap().ids().count(), 16);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn any_bytes_are_an_envelope_that_does_not_open_or_none(bytes in prop::collection::vec(any::<u8>(), 0..400), head in 0_u8..4) {
        let mut bytes = bytes;
        if let [version, kind, ..] = &mut bytes[..] {
            (*version, *kind) = (1, head);
        }
        if let Some(read) = envelope(&bytes) {
            prop_assert_eq!(read.to_bytes(), bytes);
            let text = String::from(read.clone());
            prop_assert_eq!(Envelope::try_from(text).unwrap(), read.clone());
            prop_assert!(code(&signer().answer(&inspect(&read, "w1"), NOW)).is_some());
        }
    }
}
