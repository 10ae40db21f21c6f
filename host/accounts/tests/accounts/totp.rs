//! Authenticator codes: the RFC's vectors, drift, replay; recovery codes; QR.

use crate::support::{Counting, Empty, NOW, email};
use craftstrat_accounts::qr::{TooLongForQr, svg};
use craftstrat_accounts::recovery::{COUNT, RecoveryCode};
use craftstrat_accounts::totp::{CodeRefusal, STEP_MS, TotpSecret};
use craftstrat_model::TimeMs;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The secret of RFC 6238, appendix B.
fn secret() -> TotpSecret {
    TotpSecret::from_bytes(b"12345678901234567890").expect("20 bytes")
}

#[test]
fn codes_are_those_of_the_rfc() {
    // RFC 6238, appendix B, SHA1; it shows eight digits, of which six are the last six.
    let table = [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ];
    for (seconds, code) in table {
        let now = TimeMs(seconds * 1_000);
        assert_eq!(secret().code(now), code[2..]);
        let step = u64::try_from(seconds / 30).expect("positive");
        assert_eq!(secret().check(&code[2..], None, now), Ok(step), "at {seconds} s");
    }
}

#[test]
fn a_clock_may_be_one_step_off() {
    let code = secret().code(NOW);
    let table = [(-2, false), (-1, true), (0, true), (1, true), (2, false)];
    for (steps, taken) in table {
        let checked = secret().check(&code, None, NOW.plus_ms(steps * STEP_MS));
        assert_eq!(checked.is_ok(), taken, "{steps} steps later");
    }
}

#[test]
fn a_code_is_taken_once() {
    let code = secret().code(NOW);
    let step = secret().check(&code, None, NOW).expect("right");
    for later in [0, 1, STEP_MS] {
        assert_eq!(secret().check(&code, Some(step), NOW.plus_ms(later)), Err(CodeRefusal::Replayed));
    }
    let before = secret().code(NOW.plus_ms(-STEP_MS));
    assert_eq!(
        secret().check(&before, Some(step), NOW),
        Err(CodeRefusal::Replayed),
        "nor an older one after it"
    );
    let next = NOW.plus_ms(STEP_MS);
    assert_eq!(secret().check(&secret().code(next), Some(step), next), Ok(step + 1));
}

#[test]
fn what_is_typed_is_read_kindly_and_strictly() {
    let code = secret().code(NOW);
    let spaced = format!(" {} {}\n", &code[..3], &code[3..]);
    assert!(secret().check(&spaced, None, NOW).is_ok());
    let (more, less) = (format!("{code}0"), &code[1..]);
    let wide: String = code.chars().map(|c| char::from_u32(c as u32 + 0xfee0).expect("full width")).collect();
    for typed in ["", "abcdef", &more, less, &wide, &format!("+{less}"), &"1".repeat(1 << 20)] {
        assert_eq!(secret().check(typed, None, NOW), Err(CodeRefusal::Wrong));
    }
    assert_eq!(secret().check(&code, None, TimeMs(-1)), Err(CodeRefusal::Wrong));
    assert_eq!((CodeRefusal::Wrong.code(), CodeRefusal::Replayed.code()), ("bad_code", "bad_code"));
}

#[test]
fn an_app_is_told_the_secret() {
    let secret = secret();
    assert_eq!(secret.to_base32().as_str(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_eq!(
        secret.uri(&email("Ann+bot@example.org")).as_str(),
        "otpauth://totp/CraftStrat:Ann%2Bbot%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=CraftStrat"
    );
    assert_eq!(format!("{secret:?}"), "TotpSecret(redacted)");
    assert_eq!(TotpSecret::from_bytes(secret.as_bytes()).expect("stored").as_bytes(), secret.as_bytes());
    assert!(TotpSecret::from_bytes(&[0; 19]).is_err());
    let made = TotpSecret::generate(&mut Counting(1)).expect("bytes");
    assert_eq!((made.as_bytes()[0], made.as_bytes()[19]), (1, 20));
    assert!(TotpSecret::generate(&mut Empty).is_err());
}

#[test]
fn a_qr_code_is_plain_svg() {
    let uri = secret().uri(&email("ann@example.org"));
    let drawn = svg(&uri).expect("short");
    assert!(drawn.contains("<svg ") && drawn.ends_with("</svg>"));
    for not in ["script", "style", "href", "GEZD", "ann"] {
        assert!(!drawn.contains(not), "{not}");
    }
    assert_eq!(svg(&"a".repeat(3_000)), Err(TooLongForQr));
}

#[test]
fn recovery_codes_are_ten_and_differ() {
    let codes = RecoveryCode::set(&mut Counting(0)).expect("bytes");
    assert_eq!(codes[0].expose(), "0123-4567-89ab-cdef");
    assert_eq!(codes[1].expose(), "ghjk-mnpq-rstv-wxyz");
    assert_eq!(format!("{:?}", codes[0]), "RecoveryCode(redacted)");
    assert!(RecoveryCode::set(&mut Empty).is_err());
    let real = RecoveryCode::set(&mut craftstrat_accounts::entropy::Os).expect("bytes");
    let texts: BTreeSet<&str> = real.iter().map(RecoveryCode::expose).collect();
    assert_eq!(texts.len(), COUNT);
}

#[test]
fn recovery_codes_are_read_kindly() {
    let [first, second, ..] = RecoveryCode::set(&mut Counting(0)).expect("bytes");
    for typed in ["0123-4567-89ab-cdef", " 0123456789ABCDEF ", "oI23 4567 89ab cdef", "0L23-4567-89ab-cdef"] {
        assert_eq!(RecoveryCode::parse(typed).expect("a code").hashed(), first.hashed(), "{typed}");
    }
    assert_ne!(first.hashed(), second.hashed());
    for typed in
        ["", "0123-4567-89ab-cde", "0123-4567-89ab-cdeff", "u123-4567-89ab-cdef", "0123-4567-89ab-cdeé"]
    {
        assert!(RecoveryCode::parse(typed).is_none(), "{typed}");
    }
}

proptest! {
    #[test]
    fn the_codes_of_now_are_taken_and_few_others(at in 0..4_000_000_000_000_i64, typed in "[0-9]{6}") {
        let now = TimeMs(at);
        let step = u64::try_from(at / STEP_MS).expect("positive");
        let code = secret().code(now);
        prop_assert!(secret().check(&code, None, now).is_ok());
        let near: Vec<String> = (-1..=1).map(|s| secret().code(now.plus_ms(s * STEP_MS))).collect();
        match secret().check(&typed, None, now) {
            Ok(found) => prop_assert!(near.contains(&typed) && found.abs_diff(step) <= 1),
            Err(_) => prop_assert!(!near.contains(&typed)),
        }
    }

    #[test]
    fn a_written_code_comes_back(seed: u8) {
        for code in RecoveryCode::set(&mut Counting(seed)).expect("bytes") {
            let read = RecoveryCode::parse(code.expose()).expect("our own");
            prop_assert_eq!(read.hashed(), code.hashed());
        }
    }
}
