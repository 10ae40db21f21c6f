//! Secrets: their form, what is stored, and when they end.

use crate::support::{Counting, Empty, NOW};
use craftstrat_accounts::entropy::{NoEntropy, Os};
use craftstrat_accounts::secret::{
    Hashed, Kind, NotASecret, Secret, SecretRefusal, Stored, second_factor_is_fresh, session_ends, token_ends,
};
use craftstrat_model::TimeMs;
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn secret(kind: Kind, seed: u8) -> Secret {
    Secret::generate(kind, &mut Counting(seed)).expect("bytes")
}

#[test]
fn the_text_says_what_it_is() {
    let table = [
        (Kind::Session, "css_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"),
        (Kind::Token, "cs_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"),
        (Kind::Verification, "csv_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"),
        (Kind::Reset, "csr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"),
    ];
    for (kind, text) in table {
        assert_eq!(secret(kind, 0).expose(), text);
        for other in Kind::ALL {
            let read = Secret::parse(other, text);
            assert_eq!(read.map(|s| s.kind()).ok(), (other == kind).then_some(kind), "{text} as {other:?}");
        }
    }
    assert!(matches!(Secret::generate(Kind::Session, &mut Empty), Err(NoEntropy)));
}

#[test]
fn other_texts_are_no_secrets() {
    let good = secret(Kind::Token, 0).expose().to_owned();
    // The last character carries two bits that are not used: another there is another spelling.
    let spelling = format!("{}9", &good[..good.len() - 1]);
    let (cut, longer) = (&good[..good.len() - 1], format!("{good}A"));
    for text in [
        "",
        "cs_",
        cut,
        &longer,
        &spelling,
        &good.replace('A', "+"),
        &format!(" {good}"),
        &format!("{good}="),
    ] {
        assert!(matches!(Secret::parse(Kind::Token, text), Err(NotASecret)), "{text}");
    }
}

#[test]
fn the_operating_systems_secrets_differ() {
    let one = || Secret::generate(Kind::Session, &mut Os).expect("bytes");
    assert_ne!(one().hashed(), one().hashed());
}

#[test]
fn only_the_hash_is_stored() {
    let token = secret(Kind::Token, 0);
    // printf %s cs_AAEC...HR8 | sha256sum
    let hex: String = token.hashed().as_bytes().iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(hex, "d42a3b21e705511db7e1a10087319921450d21461cc635f411f0244317689f36");
    assert_eq!(Hashed::from_bytes(*token.hashed().as_bytes()), token.hashed());
    assert_ne!(token.hashed(), secret(Kind::Session, 0).hashed());
}

#[test]
fn nothing_is_shown() {
    let token = secret(Kind::Token, 0);
    let stored = Stored::new(&token, NOW);
    let shown = format!("{token:?} {stored:?} {:?} {NotASecret}", token.hashed());
    assert!(shown.starts_with("Secret(Token, redacted)"), "{shown}");
    assert!(!shown.contains("AAEC"), "{shown}");
    assert!(shown.contains("Hashed(redacted)"), "{shown}");
}

#[test]
fn codes_are_taken_in_time_and_once() {
    use SecretRefusal::{Expired, Spent, Unknown};
    for (kind, life) in [(Kind::Verification, 24 * HOUR), (Kind::Reset, HOUR)] {
        let code = secret(kind, 0);
        let stored = Stored::mailed(&code, NOW).expect("sent by mail");
        assert_eq!(stored.ends, NOW.plus_ms(life));
        let table = [
            (stored, 0, Ok(())),
            (stored, life - 1, Ok(())),
            (stored, life, Err(Expired)),
            (Stored { spent: Some(NOW), ..stored }, 0, Err(Spent)),
            (Stored { spent: Some(NOW), ..stored }, life, Err(Spent)),
            (Stored { hash: secret(kind, 1).hashed(), ..stored }, 0, Err(Unknown)),
        ];
        for (stored, after, wanted) in table {
            assert_eq!(stored.accept(&code, NOW.plus_ms(after)), wanted, "{kind:?} after {after} ms");
        }
    }
    assert!(Stored::mailed(&secret(Kind::Session, 0), NOW).is_none());
    assert!([Expired, Spent, Unknown].iter().all(|r| r.code() == Unknown.code()), "told alike");
}

#[test]
fn sessions_end() {
    let table =
        [(0, 7 * DAY), (DAY, 8 * DAY), (23 * DAY, 30 * DAY), (29 * DAY, 30 * DAY), (40 * DAY, 30 * DAY)];
    for (used, ends) in table {
        assert_eq!(session_ends(NOW, NOW.plus_ms(used)), NOW.plus_ms(ends), "used after {used} ms");
    }
}

#[test]
fn tokens_end() {
    for (days, wanted) in [(0, None), (1, Some(DAY)), (365, Some(365 * DAY)), (366, None), (u32::MAX, None)] {
        assert_eq!(token_ends(NOW, days), wanted.map(|ms| NOW.plus_ms(ms)), "{days} days");
    }
}

#[test]
fn a_second_factor_goes_stale() {
    let table = [(0, true), (10 * MINUTE - 1, true), (10 * MINUTE, false), (-1, false), (i64::MIN, false)];
    for (after, fresh) in table {
        assert_eq!(second_factor_is_fresh(Some(NOW), NOW.plus_ms(after)), fresh, "{after}");
    }
    assert!(!second_factor_is_fresh(None, NOW));
    assert!(!second_factor_is_fresh(Some(TimeMs(i64::MAX)), NOW));
}

proptest! {
    #[test]
    fn what_is_handed_out_is_taken_back(seed: u8, which in 0..4_usize) {
        let made = secret(Kind::ALL[which], seed);
        let read = Secret::parse(made.kind(), made.expose()).expect("our own");
        prop_assert_eq!(read.hashed(), made.hashed());
    }

    #[test]
    fn any_text_is_answered(text in "(cs_|css_)?[A-Za-z0-9_-]{0,60}|\\PC{0,60}") {
        if let Ok(read) = Secret::parse(Kind::Token, &text) {
            prop_assert_eq!(read.expose(), text);
        }
    }
}
